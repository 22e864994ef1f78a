"""How far a scan is, in one line that is written over again and again: for people at a terminal only."""

from __future__ import annotations

import os
import sys

from app.cli.sentences import sentence_of
from app.services.scanning.progress import OnProgress, Progress, ignore, time_left


class ProgressLine:
    """The last line of a terminal while a scan runs; nothing at all where standard error is no terminal."""

    def __init__(self) -> None:
        """Nothing is written yet."""
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._length = 0

    @property
    def on_progress(self) -> OnProgress:
        """What to tell of progress: without a terminal nobody need be told, and no report be made to be shown."""
        return self.show if self._shown else ignore

    def show(self, progress: Progress) -> None:
        """Write how far it is."""
        if self._shown:
            import shutil  # noqa: PLC0415 - loads the readers of archives, too

            self._write(_text(progress)[: shutil.get_terminal_size().columns - 1])

    def clear(self) -> None:
        """Leave an empty line to what comes next."""
        if self._length:
            self._write("")
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _write(self, text: str) -> None:
        sys.stderr.write(f"\r{text.ljust(self._length)}")
        sys.stderr.flush()
        self._length = len(text)


def _text(progress: Progress) -> str:
    found = progress.report.occurrences
    parts = [f"{os.path.basename(progress.path) or progress.path}: {found:,} error{'' if found == 1 else 's'} so far"]  # noqa: PTH119 - no path: a text that may hold `!`
    if progress.total:
        parts.append(f"{min(100, progress.done * 100 // progress.total)} %")
    if progress.seconds_left is not None:
        parts.append(sentence_of(time_left(progress.seconds_left)))
    # A file's name may hold anything, also what a terminal takes for a command.
    return "".join(letter if letter.isprintable() else "?" for letter in ", ".join(parts))
