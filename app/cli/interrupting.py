"""Ctrl+C during a scan: the scan ends and says what it found so far. A second one ends the program at once."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import TYPE_CHECKING, BinaryIO, Self

from app.storage.files.shared_open import Stream

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Interruption:
    """Notices Ctrl+C while its block runs."""

    def __init__(self) -> None:
        """Nobody has pressed anything yet."""
        self._pressed = False
        self._reading = False
        self._before: signal._HANDLER = signal.SIG_DFL
        # Handlers belong to the main thread; elsewhere Ctrl+C is not ours to notice.
        self._notices = threading.current_thread() is threading.main_thread()

    def __enter__(self) -> Self:
        if self._notices:
            self._before = signal.signal(signal.SIGINT, self._on_interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        if self._notices:
            signal.signal(signal.SIGINT, self._before)

    def pressed(self) -> bool:
        """Whether Ctrl+C was pressed."""
        return self._pressed

    def reading(self, stream: BinaryIO) -> BinaryIO:
        """The same stream, which ends with Ctrl+C, even while it waits for a pipe that says nothing."""
        return _Interruptible(stream, self)  # type: ignore[return-value] # a raw stream reads like any other

    def _on_interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if self._pressed or self._reading:
            self._pressed = True
            raise KeyboardInterrupt
        self._pressed = True

    def read_into(self, stream: BinaryIO, view: memoryview) -> int:
        """Read once; 0 at the end, or when Ctrl+C is pressed meanwhile."""
        if self._pressed:
            return 0
        try:
            self._reading = True
            read = getattr(stream, "readinto1", None) or stream.readinto  # type: ignore[attr-defined]
            return int(read(view) or 0)
        except KeyboardInterrupt:
            return 0
        finally:
            self._reading = False


class _Interruptible(Stream):
    def __init__(self, stream: BinaryIO, interruption: Interruption) -> None:
        super().__init__()
        self._stream, self._interruption = stream, interruption

    def readinto(self, buffer: Buffer) -> int:
        return self._interruption.read_into(self._stream, memoryview(buffer).cast("B"))
