"""The real window under measurement: opened as the program opens it, used as a person does, watched all the time."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QMainWindow, QVBoxLayout, QWidget

from app.gui.application import TURN_SECONDS
from app.gui.main_window import MainWindow
from app.gui.session import Session
from app.gui.shared.appearance import Appearance
from app.gui.shared.crash import CrashHook
from app.gui.shared.language import Language
from app.gui.shared.preferences import Preferences
from app.gui.startup import Starting
from app.storage.places import HOME_VARIABLE, find_places


class Turns(QObject):
    """Notes how long the event loop takes from one turn to the next: a timer that fires every 2 ms."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[tuple[float, float]] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=2)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        self.gaps.clear()
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        """The seconds between all turns so far, the longest first."""
        self._timer.stop()
        return sorted((gap for gap, _ in self.gaps), reverse=True)

    def _turn(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last, now))
        self._last = now


class Paints(QObject):
    """Notes that a widget was painted while something held."""

    def __init__(self, widget: QWidget, when: Callable[[], bool] = lambda: True) -> None:
        super().__init__(widget)
        self.seen = False
        self._when = when
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._when():
            self.seen = True
        return False


def wait(until: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Let the event loop run until something holds; False after so many seconds."""
    end = time.perf_counter() + seconds
    loop = QEventLoop(QApplication.instance())
    timer = QTimer(loop, interval=1)
    timer.timeout.connect(lambda: loop.quit() if until() or time.perf_counter() > end else None)
    timer.start()
    loop.exec()
    timer.stop()
    loop.deleteLater()
    return until()


def let_pass(seconds: float) -> None:
    """Let the event loop run for a while."""
    wait(lambda: False, seconds)


def press_key(widget: QWidget, letter: str, painted: Paints) -> float:
    """Type a letter; the seconds until its answer is painted."""
    application = QApplication.instance()
    painted.seen = False
    begun = time.perf_counter()
    from PySide6.QtTest import QTest

    QTest.keyClick(widget, letter)
    while not painted.seen and time.perf_counter() - begun < 5:
        application.processEvents()
    return time.perf_counter() - begun


class Rig:
    """The program's window with its session."""

    def __init__(self, application: QApplication, window: MainWindow, session: Session) -> None:
        self.application, self.window, self.session = application, window, session

    def drop(self, paths: Sequence[Path]) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path.absolute())) for path in paths])
        action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.window, QDragEnterEvent(QPoint(200, 200), action, mime, button, none))
        QApplication.sendEvent(self.window, QDropEvent(QPointF(200, 200), action, mime, button, none))

    @property
    def scanning(self) -> bool:
        return self.session.report.scanning

    def first_groups(self, paths: Sequence[Path]) -> float:
        """Drop logs; the seconds until the first groups are painted."""
        begun = time.perf_counter()
        self.drop(paths)
        table = self.window.report.findings
        painted = Paints(table.viewport(), lambda: table.model().rowCount() > 0)
        wait(lambda: painted.seen)
        seconds = time.perf_counter() - begun
        table.viewport().removeEventFilter(painted)
        painted.deleteLater()
        return seconds

    def cancel(self) -> tuple[float, float]:
        """Press Cancel; the seconds until all that was found is in view, and until the complete report is."""
        job = self.session.report._job
        pictures: list[object] = []
        # The picture of all that was found says that it is complete. Called in the worker's thread, and only notes.
        job.progressed.connect(lambda told: pictures.append(told) if told.done == told.total else None)
        begun = time.perf_counter()
        self.session.report.cancel()
        wait(lambda: bool(pictures) or not self.scanning)
        QApplication.processEvents()
        seen = time.perf_counter() - begun
        wait(lambda: not self.scanning)
        QApplication.processEvents()
        return seen, time.perf_counter() - begun

    def close_report(self) -> None:
        self.session.report.close_current()


@contextmanager
def opened_window() -> Iterator[Rig]:
    """Open the window as the program does, with settings and cache of its own, and wait until it is at rest."""
    gc.disable()  # as app.__main__ does; the opened desk takes over
    sys.setswitchinterval(TURN_SECONDS)
    instance = QApplication.instance()
    application = instance if isinstance(instance, QApplication) else QApplication(["rig", "-style", "Fusion"])
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = home
        places = find_places()
        preferences = Preferences(places.settings / "window.ini")
        language = Language(application, places.resources / "translations", preferences)
        appearance = Appearance(application, places.resources, preferences)
        window = MainWindow(appearance, language, preferences)
        starting = Starting(window, appearance, places, CrashHook(places.settings / "crashes"), [])
        window.painted.connect(starting.begin)
        window.show()
        wait(lambda: window.furnished and window.lookup.model.rowCount() > 0)
        session = window.findChild(Session)
        wait(lambda: not session.worker.busy)
        let_pass(4.0)
        yield Rig(application, window, session)
        window.close()
        window.deleteLater()
        let_pass(0.1)


class BareWindow(QMainWindow):
    """What a key press costs at least: a line edit whose every change fills a list of fifty lines anew."""

    def __init__(self) -> None:
        super().__init__()
        self.box, self.list = QLineEdit(), QListWidget()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.addWidget(self.box)
        column.addWidget(self.list)
        self.setCentralWidget(whole)
        self.resize(1180, 760)
        self.box.textChanged.connect(self._fill)

    def _fill(self, text: str) -> None:
        self.list.clear()
        self.list.addItems([f"{text} {number}" for number in range(50)])


def memory_mb(pid: str = "self", what: str = "VmRSS") -> float:
    """The resident memory of a process now (VmRSS) or at most (VmHWM); 0 where the system does not say."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(what)), 0.0)


def children() -> list[str]:
    """The processes that this one has started, while they run."""
    own = str(os.getpid())
    found: list[str] = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = folder.joinpath("stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]
        except OSError:
            continue
        if parent == own:
            found.append(folder.name)
    return found
