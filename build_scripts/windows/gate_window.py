"""Gate 3: the built window, on a disk without Python, used as a registrar uses it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from python_calamine import CalamineWorkbook

from windows import product
from windows.from_source import answer
from windows.gates import Bench, GateError, require
from windows.screen import Screen, ScreenError, open_screen, wait_until
from windows.wine import Prefix, clean_prefix

FOLDER: Final = "Büro der Schule"
"""Where the program is laid: a path with blanks and an umlaut."""

MESSAGE: Final = "User missing the following fields: lastName, email"
_SAMPLE: Final = "nightly-sync.log"
_TITLE: Final = f"{product.NAME}$"
"""With a report in front, its name comes first."""

_COPIES: Final = 1500
"""The sample so many times over takes a few seconds to scan."""

_STARTED_TO_SCAN: Final = "--multiprocessing-fork"
"""How the program calls itself for the processes that scan."""


def check(bench: Bench) -> str:
    """Start, type a message, read its entry, open a log, kill what scans it, save the report and look into it."""
    picture = bench.artefacts / "window.png"
    with open_screen() as screen, clean_prefix(bench.template, bench.scratch / "window", screen.environment) as prefix:
        folder = prefix.drive / FOLDER
        shutil.copytree(bench.program, folder)
        with _open_window(screen, prefix, folder / bench.frozen.window.name, picture) as started:
            steps = _look_up(screen, prefix)
            # xdotool cannot type an umlaut reliably: the log that is opened lies where the program does not.
            log = prefix.profile / "last night.log"
            log.write_bytes((folder / "resources" / "samples" / _SAMPLE).read_bytes() * _COPIES)
            rows = _report(screen, prefix, log)
            screen.grab(picture)
    return (
        f"painted after {started:.1f} s; {steps} lines of steps; the process that scanned was killed,"
        f" and {rows} rows of the log's report came all the same; {picture}"
    )


def start_and_close(screen: Screen, prefix: Prefix, exe: Path, patience: float = 60) -> float:
    """Start a window, close it by its key, and return the seconds from its start to its first picture."""
    with _open_window(screen, prefix, exe, None, patience) as started:
        return started


@contextmanager
def _open_window(
    screen: Screen, prefix: Prefix, exe: Path, picture: Path | None, patience: float = 60
) -> Iterator[float]:
    """Lend an open window and close it as a person does; yields the seconds to its first picture.

    Raises ScreenError or GateError; a picture is kept of a failure.
    """
    begun = time.monotonic()
    process = prefix.start([exe])
    try:
        window = wait_until(lambda: screen.windows(_TITLE), patience, "the window", every=0.02)[0]
        wait_until(screen.is_painted, patience, "the window's first picture", every=0.02)
        started = time.monotonic() - begun
        screen.activate(window)
        yield started
        _close(screen, patience)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            raise GateError("the window is closed, but its process goes on") from None
        require(process.returncode == 0, f"the window ended with status {process.returncode}")
    except Exception:
        if picture:
            screen.grab(picture.with_name(f"{picture.stem}-failed.png"))
        raise
    finally:
        prefix.stop(process)


def _close(screen: Screen, patience: float) -> None:
    def closed() -> bool:
        for window in screen.windows(_TITLE):
            # It may be gone by now: closing takes a moment.
            with suppress(subprocess.CalledProcessError):
                screen.activate(window)
                screen.press("ctrl+q")
            time.sleep(1)
        return not screen.windows(_TITLE)

    wait_until(closed, patience, "the window to close")


def _look_up(screen: Screen, prefix: Prefix) -> int:
    """Type a message and copy the steps: the clipboard says which entry was shown."""
    wanted = _first_step()

    def copied() -> str:
        # A window that has just come may not listen to the keyboard yet: what went astray is typed again.
        screen.press("ctrl+l")
        screen.type(MESSAGE)
        for _ in range(4):
            time.sleep(1)
            screen.press("ctrl+shift+c")
            text = prefix.clipboard()
            if wanted in text:
                return text
        return ""

    text = wait_until(copied, 90, f"the steps of the entry for {MESSAGE!r} in the clipboard")
    return len(text.splitlines())


def _first_step() -> str:
    """The first step of the entry that the command line, from source, finds first for the same message."""
    best = json.loads(answer("lookup", "--json", MESSAGE))["matches"][0]
    require(best["kind"] == "exact", f"the message {MESSAGE!r} is no longer known")
    entry = json.loads(answer("catalog", "show", best["id"], "--json"))
    return str(entry["causes"][0]["steps"][0]["do"])


def _report(screen: Screen, prefix: Prefix, log: Path) -> int:
    """Open a log by the file dialog, save the report by another, and compare it with what the log holds.

    While the log is scanned the process that does so is killed: then the window has to do it.
    """
    target = prefix.profile / "sync errors.xlsx"
    scanning = wait_until(lambda: prefix.processes(_STARTED_TO_SCAN), 60, "the process that scans")
    _answer_dialog(screen, "ctrl+o", "Open log", inside(prefix, log))
    time.sleep(0.5)
    for process in scanning:
        os.kill(process, signal.SIGKILL)

    def saved() -> bool:
        _answer_dialog(screen, "ctrl+s", "Save the report", inside(prefix, target))
        try:
            return wait_until(lambda: target.is_file() and target.stat().st_size > 0, 15, "the saved report")
        except ScreenError:
            return False

    wait_until(saved, 90, f"the report saved as {target.name}")
    workbook = CalamineWorkbook.from_path(str(target))
    rows = [row for name in workbook.sheet_names for row in workbook.get_sheet_by_name(name).to_python()]
    cells = {str(cell) for row in rows for cell in row}
    for title in _reported(log):
        require(title in cells, f"the report lacks the error {title!r}:\n{sorted(cells)[:60]}")
    return len(rows)


def _reported(log: Path) -> list[str]:
    """The titles of the errors that the command line, from source, finds in the same log."""
    found = json.loads(answer("scan", "--json", str(log)))
    titles = [finding["title"] for finding in found["findings"]]
    require(titles, "the sample log holds no known error")
    return titles


def _answer_dialog(screen: Screen, key: str, title: str, path: str) -> None:
    """Open a file dialog by its key and give it a path."""

    def opened() -> str:
        screen.activate(screen.wait_for_window(_TITLE))
        screen.press(key)
        try:
            return screen.wait_for_window(title, 8)
        except ScreenError:
            return ""

    screen.activate(wait_until(opened, 60, f'the dialog "{title}"'))
    time.sleep(1.5)
    screen.press("ctrl+a")
    screen.type(path)
    screen.press("Return")
    try:
        screen.wait_for_end(title, 10)
    except ScreenError:
        # The dialog asks whether to replace the file.
        screen.press("Return")
        screen.wait_for_end(title)


def inside(prefix: Prefix, path: Path) -> str:
    """Return how programs in a prefix name a file on its drive C:."""
    return "C:\\" + str(path.relative_to(prefix.drive)).replace("/", "\\")
