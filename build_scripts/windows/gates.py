"""What a gate is: a check that says in one line what it proved, or fails with a clear message, within its time."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from console import say

from windows import product
from windows.freezing import Frozen
from windows.installers import PackingError
from windows.screen import ScreenError
from windows.wine import WineError


class GateError(Exception):
    """A gate did not let the program through; the text says what was wrong."""


@dataclass(frozen=True)
class Bench:
    """What the gates work on. `template` is a clean Windows disk to copy, `scratch` is emptied before each run.

    `artefacts` holds what is handed out: the program's folder, and its packages.
    """

    python: Path
    template: Path
    frozen: Frozen
    bare: Frozen
    scratch: Path
    artefacts: Path

    @property
    def program(self) -> Path:
        """The program's folder as it is handed out."""
        return self.artefacts / product.IDENTIFIER

    @property
    def setup(self) -> Path:
        """The installer."""
        return self._package("-setup.exe")

    @property
    def msi(self) -> Path:
        """The Windows Installer package."""
        return self._package(".msi")

    @property
    def zip(self) -> Path:
        """The portable folder, packed."""
        return self._package("-portable.zip")

    @property
    def portable(self) -> Path:
        """The program in one file."""
        return self._package("-portable.exe")

    def _package(self, ending: str) -> Path:
        return self.artefacts / f"{product.IDENTIFIER}-{product.version()}{ending}"


@dataclass(frozen=True)
class Gate:
    """One gate with the longest it may take, in seconds."""

    name: str
    check: Callable[[Bench], str]
    seconds: int


def pass_through(gates: Sequence[Gate], bench: Bench) -> bool:
    """Run gates in order and stop at the first that fails; the last line counts them."""
    passed = 0
    for gate in gates:
        say(f"== {gate.name}")
        begun = time.monotonic()
        try:
            with _within(gate.seconds):
                proved = gate.check(bench)
        except (GateError, PackingError, ScreenError, WineError) as error:
            say(f"FAILED after {time.monotonic() - begun:.0f} s: {error}")
            say(f"{passed} passed, 1 failed")
            return False
        passed += 1
        say(f"passed in {time.monotonic() - begun:.0f} s: {proved}")
    say(f"{passed} passed, 0 failed")
    return True


def require(holds: object, complaint: str) -> None:
    """Raise GateError with the complaint unless something holds."""
    if not holds:
        raise GateError(complaint)


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """End whatever runs inside after so long: every step has its own limit, and this one is for all of them."""

    def too_long(_number: int, _frame: FrameType | None) -> None:
        raise GateError(f"took longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
