"""Which files make up a catalog. Apart from the reader, so that the compiled form is loaded without importing YAML."""

from __future__ import annotations

from pathlib import Path

VOCABULARY_FILE = "vocabulary.yaml"
STEPS_FILE = "steps.yaml"
"""Its steps are used by their names."""
HARMLESS_FILE = "harmless.txt"
"""Lines of healthy logs, none of which an entry may match."""
TRANSLATIONS_FOLDER = "translations"
"""Its files hold the entries' texts in other languages."""
NOT_ENTRIES = frozenset({VOCABULARY_FILE, STEPS_FILE})
MAX_FILE_BYTES = 32 * 1024 * 1024


class CatalogError(Exception):
    """The catalog cannot be used at all; the message says why in a sentence."""


def harmless_lines(folder: Path) -> list[str]:
    """Read the lines of healthy logs; none where the catalog has no such file. Raises OSError."""
    try:
        return (folder / HARMLESS_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def source_files(folder: Path) -> list[Path]:
    """Return all files that decide what a catalog says: its vocabulary, steps and entries, in a stable order."""
    steps = folder / STEPS_FILE
    return [folder / VOCABULARY_FILE, *([steps] if steps.exists() else []), *catalog_files(folder)]


def catalog_files(folder: Path) -> list[Path]:
    """The catalog's YAML files without the vocabulary, in a stable order: CourseKey first, then by name."""
    files = [
        path
        for path in folder.rglob("*.yaml")
        if path.name not in NOT_ENTRIES and path.relative_to(folder).parts[0] != TRANSLATIONS_FOLDER
    ]
    return sorted(
        files, key=lambda path: (path.parent.name.casefold() != "coursekey", path.relative_to(folder).as_posix())
    )
