"""What is left behind when the program ends against its will: a note that each run keeps, and removes at its end.

The note says which versions run and, by name only, what was done last. When the process dies (a fault in a library, a
fatal error of Qt), Python's fault handler adds where it was. No note ever holds a query, a path of a log or anything
read from one. The next run finds what is left and offers it; nothing is sent.
"""

from __future__ import annotations

import errno
import faulthandler
import os
import re
import sys
import time
from collections import deque
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

from app.storage.files.file_lock import only_one

KEPT_REPORTS: Final = 10
LAST_ACTIONS: Final = 20
_MAX_NOTE_BYTES: Final = 64 * 1024
_DUMP: Final = re.compile(r"(?m)^(?:Fatal Python error|Windows fatal exception)")
_PATH: Final = re.compile(r'File "([^"]+)"')
_ACTION: Final = re.compile(r"(?m)^did \d\d:\d\d:\d\d ([a-z-]+)$")
_PARTS_SHOWN: Final = 3


class RunningNote:
    """This run's note. What cannot be written is left out: a full disk must not stop the program."""

    def __init__(self, folder: Path, versions: str) -> None:
        """Begin the note; `versions` is what it says first."""
        self._folder = folder
        self._versions = versions
        self._file: Path | None = None
        self._descriptor = -1
        self._held = ExitStack()
        self.last_actions: deque[str] = deque(maxlen=LAST_ACTIONS)

    def begin(self) -> None:
        """Make the file and have faults of the process written to it."""
        name = f"running-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._held.enter_context(only_one(self._folder / f"{name}.lock", wait=0))
            self._file = self._folder / f"{name}.txt"
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._descriptor = os.open(self._file, flags, 0o600)
            self._write(self._versions + "\n")
            faulthandler.enable(self._descriptor, all_threads=True)
        except OSError:
            self.end()

    def did(self, action: str) -> None:
        """Note an action by its name, such as `open-log`; never with what it was done to."""
        self.last_actions.append(action)
        self._write(f"did {time.strftime('%H:%M:%S')} {action}\n")

    def end(self) -> None:
        """The run ends as it should: take the note away."""
        if self._descriptor >= 0:
            faulthandler.disable()
            os.close(self._descriptor)
            self._descriptor = -1
        self._held.close()
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
                self._file.with_suffix(".lock").unlink(missing_ok=True)
            self._file = None

    def _write(self, line: str) -> None:
        if self._descriptor < 0:
            return
        with suppress(OSError):
            if os.fstat(self._descriptor).st_size > _MAX_NOTE_BYTES:
                os.ftruncate(self._descriptor, 0)
                line = f"{self._versions}\n{line}"
            os.write(self._descriptor, line.encode())


def take_crash(folder: Path) -> str:
    """The report of a run that crashed since the last time, empty for none; kept as a file, while the note goes."""
    found = ""
    with suppress(OSError):
        for note in sorted(folder.glob("running-*.txt")):
            lock = note.with_suffix(".lock")
            try:
                with only_one(lock, wait=0):
                    text = note.read_text(encoding="utf-8", errors="replace")
                    note.unlink()
            except OSError:
                continue  # that run goes on, or another window takes the note just now
            with suppress(OSError):
                lock.unlink()
            # Without a fault the run was merely ended from outside: by the task manager, or with the computer.
            if _DUMP.search(text):
                found = _as_report(text)
                keep_report(folder, found)
    return found


def keep_report(folder: Path, report: str) -> Path | None:
    """Keep a report as a file beside the last ones; None where that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _new_file(folder)
        path.write_text(report, encoding="utf-8")
        for old in sorted(folder.glob("report-*.txt"))[:-KEPT_REPORTS]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def _new_file(folder: Path) -> Path:
    """Make a file whose name sorts after those before it. Raises OSError."""
    second = time.strftime("%Y%m%d-%H%M%S")
    for number in range(100_000):
        path = folder / f"report-{second}-{number:06}.txt"
        # No clock tells two reports apart for sure: that of Windows stands still for 16 ms.
        with suppress(FileExistsError):
            path.touch(exist_ok=False)
            return path
    raise OSError(errno.EEXIST, "too many reports", str(folder))


def _as_report(note: str) -> str:
    """A note as a report: the versions, the last actions in one line, and the fault without the person's folders."""
    dump = _DUMP.search(note)
    start = dump.start() if dump else len(note)
    versions = note.partition("\n")[0]
    actions = _ACTION.findall(note[:start])[-LAST_ACTIONS:]
    fault = _PATH.sub(lambda found: f'File "{plain_path(found.group(1))}"', note[start:])
    return f"{versions}\nDone last: {', '.join(actions) or 'nothing'}\n\n{fault}"


def plain_path(path: str) -> str:
    """A file of the program or a library without the folders above it, which name the person."""
    parts = re.split(r"[\\/]", path)
    for anchor in ("app", "site-packages"):
        if anchor in parts[:-1]:
            begin = len(parts) - 1 - parts[::-1].index(anchor)
            return "/".join(parts[begin + (anchor == "site-packages") :])
    return "/".join(parts[-_PARTS_SHOWN:]) if len(parts) > _PARTS_SHOWN and "lib" in path.casefold() else parts[-1]


def system_name() -> str:
    """The system and its version, found without asking it much."""
    if sys.platform == "win32":
        version = sys.getwindowsversion()
        return f"Windows {version.major}.{version.minor}.{version.build}"
    else:
        return f"{os.uname().sysname} {os.uname().release}"
