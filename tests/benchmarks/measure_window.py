"""Drop a log on the real window and print how the window fares: first groups, standstills, Cancel, memory.

    xvfb-run -a python -m tests.benchmarks.measure_window /path/to/large.log [--cancel-after SECONDS]

A standstill is the time between two turns of the event loop, seen by a timer that fires every 2 ms.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.gui.application import TURN_SECONDS
from app.gui.main_window import MainWindow
from app.gui.session import Session
from app.gui.shared.appearance import Appearance
from app.gui.shared.dialogs import FileDialogs
from app.gui.shared.language import Language
from app.gui.shared.preferences import Preferences
from app.gui.starting import open_desk
from app.storage.places import find_places

_MINUTES = 20


class _Turns(QObject):
    """Notes how long the event loop takes from one turn to the next."""

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

    def _turn(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last, now))
        self._last = now


def _wait(until: partial[bool], seconds: float) -> bool:
    end = time.perf_counter() + seconds
    loop = QEventLoop()
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: loop.quit() if until() or time.perf_counter() > end else None)
    timer.start()
    loop.exec()
    return until()


def _drop(window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(200, 200), action, mime, button, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), action, mime, button, none))


def _peak_mb(pid: str = "self") -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def _children() -> list[str]:
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


def main() -> None:
    """Measure one drop."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("log", type=Path)
    parser.add_argument("--cancel-after", type=float, metavar="SECONDS")
    options = parser.parse_args()
    sys.setswitchinterval(TURN_SECONDS)
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        places = find_places()
        preferences = Preferences(Path(folder, "window.ini"))
        language = Language(application, places.resources / "translations", preferences)
        appearance = Appearance(application, places.resources, preferences)
        window = MainWindow(appearance, language, preferences)
        session = Session(window, appearance, partial(open_desk, places, preferences), FileDialogs(), Path("none"))
        window.show()
        _wait(partial(lambda: False), 3.0)
        turns = _Turns()
        turns.start()
        _wait(partial(lambda: False), 2.0)
        print(f"idle: longest standstill {1000 * max(gap for gap, _ in turns.gaps):.0f} ms")
        page = window.report
        turns.start()
        dropped = time.perf_counter()
        _drop(window, options.log.absolute())
        _wait(partial(lambda: page.findings.model().rowCount() > 0), 60)
        print(f"first groups shown after {1000 * (time.perf_counter() - dropped):.0f} ms")
        peaks: dict[str, float] = {}

        def over() -> bool:
            for pid in _children():
                try:
                    peaks[pid] = max(peaks.get(pid, 0.0), _peak_mb(pid))
                except OSError:
                    continue
            return session.report.report is not None

        if options.cancel_after:
            _wait(partial(lambda: False), options.cancel_after)
            asked = time.perf_counter()
            session.report.cancel()
            _wait(partial(over), 60)
            print(f"cancelled after {1000 * (time.perf_counter() - asked):.0f} ms")
        finished = _wait(partial(over), 60 * _MINUTES)
        took = time.perf_counter() - dropped
        gaps = sorted(gap for gap, _ in turns.gaps)
        longest = ", ".join(f"{1000 * gap:.0f} ms at {at - dropped:.1f} s" for gap, at in sorted(turns.gaps)[-6:])
        size = options.log.stat().st_size / 1e6
        print(f"{'finished' if finished else 'NOT finished'}: {size:.0f} MB in {took:.1f} s")
        print(f"standstills: p50 {1000 * statistics.median(gaps):.1f}, p99 {1000 * gaps[int(len(gaps) * 0.99)]:.1f} ms")
        print(f"longest: {longest}")
        workers = ", ".join(f"{peak:.0f}" for peak in peaks.values())
        print(f"memory peaks: window {_peak_mb():.0f} MB, worker processes {workers} MB")
        window.close()


if __name__ == "__main__":
    main()
