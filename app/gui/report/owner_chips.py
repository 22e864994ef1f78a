"""Who must act, as a row of buttons with counts; one is pressed, and the report shows their work only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.gui.report.keys import MINE_KEY
from app.gui.report.texts import number, owner_name
from app.gui.shared.theme import Space
from app.gui.shared.untrusted_text import tool_tip

if TYPE_CHECKING:
    from app.core.catalog.model import Vocabulary

MINE: Final = "registrar"
_EVERYBODY: Final = None


class OwnerChips(QWidget):
    """A radio group in the shape of chips: Tab enters it, arrows and Space choose.

    Signals:
        chosen: Whose findings to show: an actor's key, "" for those that repair themselves, None for all.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without buttons."""
        super().__init__(parent)
        self.owner: str | None = _EVERYBODY
        self._owners: tuple[tuple[str, int], ...] = ()
        self._vocabulary: Vocabulary | None = None
        self.buttons: list[QPushButton] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_click)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.TIGHT)

    def show_owners(self, owners: tuple[tuple[str, int], ...], vocabulary: Vocabulary) -> None:
        """Offer these owners with how many findings each has; a choice that is gone is taken back."""
        self._owners, self._vocabulary = owners, vocabulary
        if self.owner is not _EVERYBODY and self.owner not in dict(owners):
            self.owner = _EVERYBODY
            self.chosen.emit(self.owner)
        self.retranslate()

    def choose(self, owner: str | None) -> None:
        """Press the button of an owner, or that of all."""
        places = [_EVERYBODY, *(key for key, _ in self._owners)]
        if owner in places and owner != self.owner:
            self.buttons[places.index(owner)].setChecked(True)
            self._on_click(places.index(owner))

    def toggle_mine(self) -> None:
        """Show only what the registrar must do first, or all again."""
        self.choose(_EVERYBODY if self.owner == MINE else MINE)

    def retranslate(self) -> None:
        """Write the buttons in the language spoken now."""
        self.setAccessibleName(self.tr("Who acts first"))
        texts = [self._text(owner, count) for owner, count in ((_EVERYBODY, self._total()), *self._owners)]
        places = [_EVERYBODY, *(owner for owner, _ in self._owners)]
        while len(self.buttons) > len(texts):
            button = self.buttons.pop()
            self._group.removeButton(button)
            button.deleteLater()
        while len(self.buttons) < len(texts):
            self._add_button()
        for button, text, owner in zip(self.buttons, texts, places, strict=True):
            button.setText(text)
            button.setChecked(owner == self.owner)
            button.setToolTip(tool_tip(self._tip(owner)))
        self.setVisible(len(self._owners) > 1)

    def _text(self, owner: str | None, count: int) -> str:
        if owner is _EVERYBODY:
            return self.tr("All {n}").format(n=number(count))
        name = owner_name(owner, self._vocabulary) if self._vocabulary else owner
        return self.tr("{who} {n}").format(who=name, n=number(count))

    def _tip(self, owner: str | None) -> str:
        if owner is _EVERYBODY:
            return self.tr("Show all reasons, whoever must act first")
        if owner == MINE:
            return self.tr("Show only what you must do first ({key})").format(key=MINE_KEY)
        return self.tr("Show only these reasons")

    def _total(self) -> int:
        return sum(count for _, count in self._owners)

    def _add_button(self) -> None:
        button = QPushButton(self)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setProperty("chip", True)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group.addButton(button, len(self.buttons))
        self._row.addWidget(button)
        self.buttons.append(button)

    def _on_click(self, place: int) -> None:
        owner = _EVERYBODY if place == 0 else self._owners[place - 1][0]
        if owner != self.owner:
            self.owner = owner
            self.chosen.emit(owner)
