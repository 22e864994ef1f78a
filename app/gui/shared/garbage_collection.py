"""Python's garbage collection, in the window's own thread.

Left alone it begins in whatever thread makes the next object. In the worker's it would take window objects apart that
belong to this thread, which Qt answers with a crash: a timer may only be stopped where it was started.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_PAUSE_MS: Final = 5_000
_NEW: Final = 5_000
"""New objects from which looking is worth while. Looking at a hundred thousand takes about 10 ms."""
_WHOLE: Final = 6
"""Every so many looks go over everything and not only over what is new."""


class RubbishCollection(QObject):
    """Collects in the place of the interpreter, as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        """Take over, in the thread of this call."""
        super().__init__(parent)
        gc.disable()
        # Whoever comes after the window has the interpreter's own collection again.
        self.destroyed.connect(gc.enable)
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect, if enough is new."""
        if gc.get_count()[0] >= _NEW:
            self._looks += 1
            gc.collect(2 if self._looks % _WHOLE == 0 else 0)
