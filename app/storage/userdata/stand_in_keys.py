"""The keys of hand-offs: what each stand-in stands for, kept on this computer until the answer has come.

A key names people. It lies in the person's own folder, readable by nobody else, and is forgotten after a term.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from app.storage.files.atomic_file import replacing

KEEP_DAYS: Final = 90
MOST_KEYS: Final = 200
_NAME = re.compile(r"SED-[0-9A-F]{8}")


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one hand-off. `made` is in UTC."""

    reference: str
    subject: str
    made: datetime
    originals: dict[str, str]


class HandOffKeys:
    """A folder of keys, one file each."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which is made when the first key is kept."""
        self._folder = folder

    def keep(self, reference: str, subject: str, originals: dict[str, str]) -> None:
        """Keep a key, and forget those whose term is over. Raises OSError where it cannot be written."""
        if not _NAME.fullmatch(reference):
            raise ValueError(f"{reference!r} names no hand-off.")
        self._folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(
            {"subject": subject, "made": datetime.now(UTC).isoformat(timespec="seconds"), "originals": originals},
            ensure_ascii=False,
        )
        with replacing(self._folder / f"{reference}.json", private=True) as part:
            part.write_text(text, encoding="utf-8")
        self._forget_old()

    def find(self, reference: str) -> Key | None:
        """The key of a hand-off, None where it is not (or no longer) kept, or damaged."""
        if not _NAME.fullmatch(reference):
            return None
        try:
            read = json.loads((self._folder / f"{reference}.json").read_text(encoding="utf-8"))
            made = datetime.fromisoformat(read["made"])
            if made.tzinfo is None:
                made = made.replace(tzinfo=UTC)
            originals = {str(name): str(original) for name, original in read["originals"].items()}
            return Key(reference, str(read["subject"]), made, originals)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def all(self) -> list[Key]:
        """All keys, the newest first."""
        names = [path.stem for path in self._folder.glob("SED-*.json")] if self._folder.is_dir() else []
        keys = [key for name in names if (key := self.find(name)) is not None]
        return sorted(keys, key=lambda key: key.made, reverse=True)

    def forget(self, reference: str) -> None:
        """Delete a key. Raises OSError where it cannot be deleted."""
        if _NAME.fullmatch(reference):
            (self._folder / f"{reference}.json").unlink(missing_ok=True)

    def _forget_old(self) -> None:
        oldest = datetime.now(UTC) - timedelta(days=KEEP_DAYS)
        for place, key in enumerate(self.all()):
            if place >= MOST_KEYS or key.made < oldest:
                with suppress(OSError):
                    self.forget(key.reference)
