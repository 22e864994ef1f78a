"""Read a catalog and let it prove itself; entries that fail are left out and named, with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.catalog.faults import Fault, Problem
from app.core.catalog.model import Catalog, Entry, Vocabulary

if TYPE_CHECKING:
    from app.storage.catalog.entry_file import Draft, EntryPlace
    from app.storage.catalog.reader import CatalogSource


def read_checked_catalog(folder: Path) -> CatalogSource:
    """Read all files below a folder; only entries that pass every check remain.

    Raises CatalogError when there is no usable vocabulary.
    """
    # Late, because importing YAML takes longer than loading the compiled form, which is what nearly always happens.
    from app.core.matching.catalog_check import check_catalog  # noqa: PLC0415
    from app.storage.catalog.reader import read_catalog  # noqa: PLC0415

    source = read_catalog(folder)
    drafts = [draft.entry for draft in source.drafts]
    problems = check_catalog(source.catalog, drafts)
    source.faults += [placed(problem, source.places[problem.entry_id]) for problem in problems]
    known = {entry.id: entry for entry in (*drafts, *source.catalog.entries)}
    source.faults += check_drafts(source.drafts, source.catalog.vocabulary, known)
    failed = {problem.entry_id for problem in problems}
    remaining = tuple(entry for entry in source.catalog.entries if entry.id not in failed)
    source.catalog = Catalog(source.catalog.vocabulary, remaining)
    return source


def check_drafts(drafts: Sequence[Draft], vocabulary: Vocabulary, known: Mapping[str, Entry]) -> Iterator[Fault]:
    """Yield what else is wrong with entries that have faults already; `known` are all entries, by id."""
    from app.core.matching.catalog_check import check_entry  # noqa: PLC0415 - as above

    for draft in drafts:
        for problem in check_entry(draft.entry, vocabulary, known):
            if draft.holds(problem.field):
                yield placed(problem, draft.place)


def placed(problem: Problem, place: EntryPlace) -> Fault:
    """Return a problem with the file and the line of its field."""
    return Fault(place.file, place.line_of(problem.field), problem.entry_id, problem.field, problem.message)
