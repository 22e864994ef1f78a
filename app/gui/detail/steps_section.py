"""The steps of an entry with their heading, how many are done, and a way to begin anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.gui.detail.heading import Heading
from app.gui.detail.step_list import StepList
from app.gui.shared.appearance import Appearance
from app.gui.shared.language import keep_translated
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.screen_reader import announce
from app.gui.shared.theme import Space

if TYPE_CHECKING:
    from app.core.catalog.model import Entry, Vocabulary
    from app.storage.userdata.cases import Cases


class StepsSection(QWidget):
    """Shows the steps of one entry and keeps which are done.

    Signals:
        noticed: What was ticked could not be kept (a Notice).
    """

    noticed = Signal(object)

    def __init__(self, appearance: Appearance, cases: Cases, parent: QWidget | None = None) -> None:
        """Build the empty section."""
        super().__init__(parent)
        self.cases = cases
        self._entry: Entry | None = None
        self._vocabulary: Vocabulary | None = None
        self._told = ""
        self.heading = Heading(appearance)
        self.list = StepList(appearance)
        self.list.steps.ticked.connect(self._on_ticked)
        self.anew_button = QPushButton()
        self.anew_button.clicked.connect(self.begin_anew)
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        row.setContentsMargins(Space.SMALL, 0, Space.SMALL, 0)
        row.addWidget(self.heading, 1)
        row.addWidget(self.anew_button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(row)
        column.addWidget(self.list)
        keep_translated(self, self.retranslate)

    def retranslate(self) -> None:
        """Set the fixed texts."""
        self.list.setAccessibleName(self.tr("Steps"))
        self.list.setAccessibleDescription(self.tr("Space ticks a step off, or takes the mark away."))
        self.anew_button.setText(self.tr("Start over"))
        self.anew_button.setToolTip(self.tr("Take all marks away: the next time this error comes, it is a new case"))
        self.list.measure_again()
        self._say_how_many()

    def show_entry(self, entry: Entry, vocabulary: Vocabulary) -> None:
        """Show the steps of an entry with the marks of its case."""
        if self._entry is entry and self._vocabulary is vocabulary:
            self.list.steps.mark(self._done())
        else:
            self._entry, self._vocabulary = entry, vocabulary
            self.list.steps.show(entry, vocabulary, self._done())
        self._say_how_many()

    def begin_anew(self) -> None:
        """Take all marks away."""
        if self._entry is None:
            return
        try:
            self.cases.close(self._entry)
        except OSError as problem:
            self._tell(problem)
        self.list.steps.mark(self._done())
        self._say_how_many()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that had it is gone

    def _done(self) -> frozenset[str]:
        if self._entry is None:
            return frozenset()
        try:
            return self.cases.done(self._entry)
        except OSError as problem:
            self._tell(problem)
            return frozenset()

    def _on_ticked(self, key: str, done: bool) -> None:
        if self._entry is None:
            return
        try:
            self.cases.tick(self._entry, key, done=done)
        except OSError as problem:
            self._tell(problem)
        self._say_how_many()
        announce(self.list, self.heading.text())

    def _say_how_many(self) -> None:
        steps = self.list.steps.steps
        done = sum(step.done for step in steps)
        self.anew_button.setVisible(bool(done))
        words = self.tr("How to fix it: {done} of {total} done") if done else self.tr("How to fix it")
        self.heading.setText(words.format(done=done, total=len(steps)))

    def _tell(self, problem: OSError) -> None:
        if self._told == str(problem):  # a folder that is away stays away: said once is enough
            return
        self._told = str(problem)
        words = self.tr("The marks on the steps cannot be kept: {reason}")
        self.noticed.emit(Notice(Kind.WARNING, words.format(reason=problem.strerror), repr(problem)))
