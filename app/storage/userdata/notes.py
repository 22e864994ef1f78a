"""The desk's own notes on entries: what a colleague should know about an error beside what the catalog says.

They stand in the settings folder, never in the catalog's files, so that a new catalog leaves them alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Final

from app.storage.userdata.shared_json import SharedJson, Values

MOST_LETTERS: Final = 20_000
"""Letters of one note; what is longer is cut off."""


class Notes:
    """One note an entry. Without a file they last as long as the program runs."""

    def __init__(self, file: SharedJson | None = None) -> None:
        """Nothing is read yet."""
        self._file = file
        self._own: dict[str, object] = {}

    def read(self, entry_id: str) -> str:
        """The note on an entry, empty when there is none. Raises OSError when the file cannot be read."""
        return _note(self._own if self._file is None else self._file.read(), entry_id)

    def write(self, entry_id: str, text: str, seen: str) -> str:
        """Keep a note, and return it as it now stands.

        `seen` is what it said when the person began to write. If another window has written meanwhile, both changes
        are kept. Raises OSError when the file cannot be written; the note is then as it was.
        """
        kept = ""

        def change(values: Values) -> None:
            nonlocal kept
            kept = merged(seen, text, _note(values, entry_id)).strip()[:MOST_LETTERS]
            if kept:
                values[entry_id] = kept
            else:
                values.pop(entry_id, None)

        if self._file is None:
            change(self._own)
        else:
            self._file.update(change)
        return kept


def merged(seen: str, ours: str, theirs: str) -> str:
    """Both changes of one text: ours, with the lines that another window has added meanwhile."""
    if theirs in (seen, ours):
        return ours
    if ours == seen:
        return theirs
    before, now = seen.splitlines(), theirs.splitlines()
    added = [
        line
        for what, _, _, start, end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
        if what in {"insert", "replace"}
        for line in now[start:end]
    ]
    own = ours.splitlines()
    return "\n".join([*own, *(line for line in added if line not in own)])


def _note(values: Mapping[str, object], entry_id: str) -> str:
    note = values.get(entry_id)
    return note if isinstance(note, str) else ""
