"""A screen of its own for windows under test, with keyboard and camera."""

from __future__ import annotations

import mmap
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

_Seen = TypeVar("_Seen")

WIDTH: Final = 1280
HEIGHT: Final = 800
_KEY_DELAY_MS: Final = "25"


class ScreenError(Exception):
    """What was to be seen on the screen did not come; the text says what."""


class Screen:
    """One X server with a window manager; `environment` lets programs find it."""

    def __init__(self, display: str, frame_file: Path) -> None:
        """Look at a running server."""
        # Wine takes no variable that begins with QT_, but strips these four letters. Its DirectWrite needs a second
        # for a page of text, its GDI 20 ms; all else is the platform plugin that users have.
        self.environment = {"DISPLAY": display, "WINEQT_QPA_PLATFORM": "windows:fontengine=gdi"}
        self._frame_file = frame_file

    def wait_for_window(self, title: str, seconds: float = 60) -> str:
        """Return the number of the first visible window with this in its title. Raises ScreenError."""
        found = wait_until(lambda: self.windows(title), seconds, f'a window called "{title}"')
        return found[0]

    def wait_for_end(self, title: str, seconds: float = 30) -> None:
        """Wait until no window has this in its title. Raises ScreenError."""
        wait_until(lambda: not self.windows(title), seconds, f'the window "{title}" to close')

    def activate(self, window: str) -> None:
        """Put a window in front, as a click on it does."""
        self._do("windowactivate", window)

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        self._do("type", "--delay", _KEY_DELAY_MS, "--", text)

    def press(self, *keys: str) -> None:
        """Press keys one after another, such as `ctrl+o` or `Return`."""
        for key in keys:
            self._do("key", "--clearmodifiers", key)
            time.sleep(0.15)

    def grab(self, target: Path) -> Path:
        """Write a picture of the whole screen."""
        target.parent.mkdir(parents=True, exist_ok=True)
        command = ["import", "-window", "root", str(target)]
        subprocess.run(command, env=self._all(), timeout=30, check=True, capture_output=True)
        return target

    def is_painted(self) -> bool:
        """Tell whether a window shows something: more than the empty screen and one color on it."""
        with self._frame_file.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as frame:
            start = int.from_bytes(frame[:4], "big") + 12 * int.from_bytes(frame[76:80], "big")
            pixels = frame[start : start + WIDTH * HEIGHT * 4]
        # Every fifth line is enough to meet letters, and quick enough to look often.
        lines = (pixels[line * WIDTH * 4 : (line + 1) * WIDTH * 4] for line in range(0, HEIGHT, 5))
        busy = 0
        for line in lines:
            colors = {line[at : at + 4] for at in range(0, len(line), 4)}
            busy += len(colors) > 4
        return busy >= 2

    def windows(self, title: str) -> list[str]:
        """Return the numbers of the visible windows with this, a regular expression, in their title."""
        command = ["xdotool", "search", "--onlyvisible", "--name", title]
        done = subprocess.run(command, env=self._all(), capture_output=True, text=True, timeout=20, check=False)
        return done.stdout.split()

    def _do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._all(), timeout=60, check=True, capture_output=True)

    def _all(self) -> dict[str, str]:
        return {**os.environ, **self.environment}


@contextmanager
def open_screen() -> Iterator[Screen]:
    """Start an X server on a free number, with a window manager. Raises ScreenError."""
    with tempfile.TemporaryDirectory(prefix="sis-error-desk-screen-") as folder:
        reading, writing = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-fbdir", folder, "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        manager: subprocess.Popen[bytes] | None = None
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            if not number:
                raise ScreenError("Xvfb did not start")
            screen = Screen(f":{number}", Path(folder, "Xvfb_screen0"))
            manager = subprocess.Popen(
                ["openbox"], env=screen._all(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            yield screen
        finally:
            for process in (manager, server):
                if process is not None:
                    process.terminate()
                    process.wait(20)


def wait_until(look: Callable[[], _Seen], seconds: float, what: str, every: float = 0.1) -> _Seen:
    """Look again and again until there is something to see, and return it. Raises ScreenError."""
    end = time.monotonic() + seconds
    while True:
        seen = look()
        if seen:
            return seen
        if time.monotonic() > end:
            raise ScreenError(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(every)
