"""Watches what a report is made of: new lines and new logs come into it by themselves."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.report.open_report import OpenReport
from app.gui.report.texts import number
from app.gui.shared.crash import details_of, sentence_of
from app.gui.shared.notices import Kind, Notice
from app.gui.shared.paths import short_path
from app.gui.shared.worker import Job, Worker

if TYPE_CHECKING:
    from app.core.report.cascades import Cascade
    from app.core.report.report import Report
    from app.services.error_desk import Desk
    from app.services.follower import Followed, Follower, News

PAUSE_MS: Final = 1_000
_TIMES_LOOKING: Final = 10
"""Between two looks so many times as long passes as one takes, so that a slow share is not asked all the time."""

_Look = tuple["Followed | None", "tuple[Cascade, ...]", float]


class Watching(QObject):
    """Looks again and again, in a thread of its own, until it is stopped. It goes with the report.

    Network shares tell nobody when a file has grown; so this asks.

    Signals:
        begun: The first look is over.
        told: A sentence on what came, and how many errors that are.
        noticed: Something is wrong (a Notice).
        ended: Nothing is watched any more.
    """

    begun = Signal()
    told = Signal(str, int)
    noticed = Signal(object)
    ended = Signal()

    def __init__(self, report: OpenReport, desk: Desk, worker: Worker) -> None:
        """Begin to watch the paths of a report."""
        super().__init__(report)
        self._report, self._desk, self._worker = report, desk, worker
        self._follower: Follower | None = None
        self._job: Job | None = None
        self._held: Followed | None = None
        self._held_cascades: tuple[Cascade, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        report.page.time_line.chosen.connect(self._on_range)
        self._look()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job.succeeded.disconnect(self._on_looked)
            self._job.failed.disconnect(self._on_failed)
            self._job = None
        self.ended.emit()
        self.deleteLater()

    def _look(self) -> None:
        self._job = Job(self._work)

        self._job.succeeded.connect(self._on_looked)
        self._job.failed.connect(self._on_failed)
        self._worker.submit(self._job)

    def _work(self, job: Job) -> _Look:
        from app.core.report.cascades import cascades  # noqa: PLC0415 - loads after the first paint
        from app.services.follower import Follower  # noqa: PLC0415

        begun = time.monotonic()
        if self._follower is None:
            self._follower = Follower(self._desk.matcher, self._report.request.paths)
        followed = self._follower.look(cancelled=job.is_cancelled)
        found = cascades(followed.report) if followed is not None else ()
        return followed, found, time.monotonic() - begun

    def _on_looked(self, look: _Look) -> None:
        first, self._job = self._job is not None and self._held is None, None
        followed, found, seconds = look
        if followed is not None:
            news = self._since_the_scan(followed.report) if first else followed.news
            self._held, self._held_cascades = followed, found
            self._show()
            self._tell(news)
        if first:
            self.begun.emit()
        # The first look reads everything; how long that takes says nothing of the next.
        self._timer.start(PAUSE_MS if first else max(PAUSE_MS, int(1000 * _TIMES_LOOKING * seconds)))

    def _since_the_scan(self, report: Report) -> News:
        """What was written between the scan and the first look."""
        from app.services.followed_log import errors_in  # noqa: PLC0415 - loads after the first paint
        from app.services.follower import News  # noqa: PLC0415

        before = self._report.page.report
        more = errors_in(report) - errors_in(before) if before is not None else 0
        return News({self._report.request.name: more} if more > 0 else {})

    def _show(self) -> None:
        # Whoever looks at a part of the time goes on looking at it.
        if self._held is not None and not self._report.page.range_chosen:
            self._report.show(self._held.report, self._held_cascades, again=True)

    def _on_range(self) -> None:
        if self._held is not None and self._report.page.report is not self._held.report:
            self._show()

    def _tell(self, news: News) -> None:
        errors = sum(news.errors.values())
        sentences = []
        if len(news.errors) == 1:
            text = self.tr("%Ln new error(s) in {log}.", "", errors)
            sentences.append(text.format(log=short_path(next(iter(news.errors)))))
        elif news.errors:
            text = self.tr("%Ln new error(s) in {n} logs.", "", errors)
            sentences.append(text.format(n=number(len(news.errors))))
        if len(news.logs) == 1 and news.logs[0] not in news.errors:
            sentences.append(self.tr("New log: {log}.").format(log=short_path(news.logs[0])))
        elif len(news.logs) > 1:
            sentences.append(self.tr("%Ln new log(s).", "", len(news.logs)))
        if sentences:
            self.told.emit(" ".join(sentences), errors)

    def _on_failed(self, problem: Exception) -> None:
        text = self.tr("Watching stopped: {problem}").format(problem=sentence_of(problem))
        self.noticed.emit(Notice(Kind.ERROR, text, details_of(problem)))
        self.stop()
