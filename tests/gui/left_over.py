"""What a test of the window leaves running: timers, threads, jobs and processes that outlive it."""

from __future__ import annotations

import gc
import multiprocessing
import threading

from PySide6.QtCore import QEvent, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid


def running() -> dict[int, str]:
    """Everything that runs, by identity: timers that go on and on, busy pools, threads and child processes."""
    found: dict[int, str] = {}
    for one in gc.get_objects():
        if isinstance(one, QTimer | QThreadPool | QThread) and isValid(one):
            if isinstance(one, QTimer) and one.isActive() and not one.isSingleShot():
                found[id(one)] = f"a running timer of {one.parent()!r}, every {one.interval()} ms"
            elif isinstance(one, QThreadPool) and one.activeThreadCount():
                found[id(one)] = f"a pool at work, of {one.parent()!r}"
            elif isinstance(one, QThread) and one.isRunning() and one is not QThread.currentThread():
                found[id(one)] = f"a running {one!r}"
    for thread in threading.enumerate():
        if not isinstance(thread, threading._DummyThread):  # Qt's own threads seem to be such, once Python ran there
            found[id(thread)] = f"the thread {thread.name}"
    for child in multiprocessing.active_children():
        found[child.pid or 0] = f"the process {child.name}"
    return found


def left_over(before: dict[int, str]) -> list[str]:
    """What runs now and did not before, once all that waits to be deleted is gone."""
    for _ in range(2):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        gc.collect()
    return sorted(text for key, text in running().items() if key not in before)
