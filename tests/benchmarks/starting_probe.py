"""One start of a window, told in JSON: run by `compare_starting` in a process of its own, never imported.

    python tests/benchmarks/starting_probe.py bare|controls|program

`painted` and `ready` are times of `time.perf_counter`, whose zero is the same for all processes of a machine;
`computed` is the processor time up to the first paint, which other programs disturb less. `loaded` are the modules
that were there when the window was painted. `ready` is when the catalog's entries are on the screen, which only the
program has.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

from PySide6 import QtCore, QtWidgets

SIZE = (1180, 760)


def _tell(**told: object) -> None:
    print(json.dumps(told), flush=True)
    os._exit(0)  # what comes after is not measured


def _now() -> dict[str, float]:
    return {"painted": time.perf_counter(), "computed": time.process_time()}


class _Bare(QtWidgets.QMainWindow):
    """A window that tells when it was painted, in the way our own does."""

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)
        QtCore.QTimer.singleShot(0, lambda: _tell(**_now(), ready=None, loaded=[]))


def bare() -> None:
    """An empty PySide6 window."""
    application = QtWidgets.QApplication(sys.argv[:1])
    window = _Bare()
    window.resize(*SIZE)
    window.show()
    application.exec()


def controls() -> None:
    """A PySide6 window with one each of the standard controls that any such program has, and a few words in them."""
    application = QtWidgets.QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    window = _Bare()
    window.resize(*SIZE)
    for title in ("&File", "&Edit", "&View", "&Help"):
        window.menuBar().addMenu(title).addAction("Do it")
    box, results, text = QtWidgets.QLineEdit(), QtWidgets.QListWidget(), QtWidgets.QTextBrowser()
    box.setPlaceholderText("Type a few words")
    results.addItems([f"Result {number}" for number in range(20)])
    text.setHtml("<h1>What went wrong?</h1><p>Paste an error message into the box above.</p>")
    panes = QtWidgets.QSplitter()
    panes.addWidget(results)
    panes.addWidget(text)
    whole = QtWidgets.QWidget()
    column = QtWidgets.QVBoxLayout(whole)
    column.addWidget(box)
    column.addWidget(panes, 1)
    window.setCentralWidget(whole)
    window.show()
    application.exec()


def program() -> None:
    """Our program, from its entry on."""
    enter: Callable[[], int] = QtWidgets.QApplication.exec

    def watched(*_: object) -> int:
        window = next(widget for widget in QtWidgets.QApplication.topLevelWidgets() if hasattr(widget, "painted"))
        _Watch(window)
        return enter()

    QtWidgets.QApplication.exec = watched
    from app.__main__ import main

    main([])


class _Watch(QtCore.QObject):
    """Notes the first paint, and when the catalog's entries have been painted."""

    def __init__(self, window: QtWidgets.QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._painted: dict[str, float] = {}
        self._loaded: list[str] = []
        self._timer = QtCore.QTimer(self, interval=1)
        self._timer.timeout.connect(self._look)
        window.painted.connect(self._note)

    def _note(self) -> None:
        self._painted = _now()
        self._loaded = sorted(sys.modules)
        self._timer.start()

    def _look(self) -> None:
        results = self._window.findChild(QtWidgets.QListView, "results")
        if results is None or results.model() is None or not results.model().rowCount():
            return
        self._timer.stop()
        self._window.repaint()
        _tell(**self._painted, ready=time.perf_counter(), loaded=self._loaded)


if __name__ == "__main__":
    {"bare": bare, "controls": controls, "program": program}[sys.argv[1]]()
