"""Rewrite a folder's entries of an older form in the present one, as `catalog upgrade` does."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from app.core.catalog.faults import Fault
from app.core.catalog.model import Entry, NamedStep
from app.core.catalog.named_steps import with_named_steps, without_names_of_steps
from app.storage.catalog.entry_file import Draft, EntryFile, read_source_text
from app.storage.catalog.files import NOT_ENTRIES, STEPS_FILE, CatalogError
from app.storage.catalog.folders import yaml_files
from app.storage.catalog.reader import read_steps
from app.storage.catalog.strict_yaml import YamlSyntaxError
from app.storage.catalog.upgrade import upgraded
from app.storage.files.atomic_file import replacing
from app.storage.places import Places


class UpgradedFolder(Struct, frozen=True):
    """The files that were rewritten, and what is wrong with those that could not be."""

    changed: tuple[Path, ...]
    faults: tuple[Fault, ...]


def upgrade_folder(folder: Path, places: Places) -> UpgradedFolder:
    """Rewrite the files of entries below a folder that are of an older form; what they say stays the same.

    Raises CatalogError for what is not a folder.
    """
    if not folder.is_dir():
        raise CatalogError(f"{folder} is not a folder.")
    files = list(yaml_files(str(folder)))
    steps = _steps(places.catalog / STEPS_FILE)
    for path in files:
        if path.name == STEPS_FILE:
            steps |= _steps(path)
    changed: list[Path] = []
    faults: list[Fault] = []
    for path in files:
        if path.name not in NOT_ENTRIES:
            try:
                if _upgrade(path, steps):
                    changed.append(path)
            except (OSError, YamlSyntaxError, CatalogError) as error:
                faults.append(Fault(str(path), getattr(error, "line", 0), "", "", str(error)))
    return UpgradedFolder(tuple(changed), tuple(faults))


def _steps(path: Path) -> dict[str, NamedStep]:
    try:
        return read_steps(path)
    except FileNotFoundError:
        return {}


def _upgrade(path: Path, steps: dict[str, NamedStep]) -> bool:
    """Rewrite one file where that changes it. Raises OSError, YamlSyntaxError, and CatalogError for a lost meaning."""
    text = read_source_text(path)
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n")
    new = upgraded(lines, steps)
    if new == lines:
        return False
    with replacing(path) as part:
        part.write_text(new, encoding="utf-8", newline=line_end)
        if _entries(part, steps) != _entries(path, steps):
            raise CatalogError(f"{path} cannot be rewritten without changing what it says; change it by hand.")
    return True


def _entries(path: Path, steps: dict[str, NamedStep]) -> list[Entry]:
    """What a file says: its entries with all texts, those at fault as well, without the names of their steps."""
    drafts: list[Draft] = []
    entries = [entry for entry, _ in EntryFile(str(path), [], drafts).read(path)]
    whole = (with_named_steps(entry, steps) for entry in (*entries, *(draft.entry for draft in drafts)))
    return [without_names_of_steps(entry) for entry in whole]
