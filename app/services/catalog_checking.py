"""Check a catalog folder, as `catalog check` and CI do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from msgspec import Struct

from app.core.catalog.faults import Fault
from app.core.matching.catalog_check import check_harmless
from app.core.matching.form_check import form_problems
from app.core.matching.relation_check import one_sided
from app.storage.catalog.cache import load_catalog
from app.storage.catalog.checked import check_drafts, placed, read_checked_catalog
from app.storage.catalog.files import VOCABULARY_FILE, CatalogError, harmless_lines
from app.storage.catalog.folders import copy_of, read_folder, yaml_files
from app.storage.catalog.merged import join
from app.storage.catalog.reader import CatalogSource, read_terms
from app.storage.catalog.translations import languages_of, read_translations
from app.storage.places import Places


class CheckedFolder(Struct, frozen=True):
    """How many entries of a folder are sound, and what is wrong with the others, in the order of files and lines."""

    sound: int
    faults: tuple[Fault, ...]


def check_folder(folder: Path, places: Places) -> CheckedFolder:
    """Read and prove a catalog by itself, or a folder of added entries joined with the program's own catalog.

    A folder is a catalog by itself when its vocabulary has the systems. Its harmless lines must match nothing, its
    translations must fit, and its relations must be on both sides. Raises CatalogError for a folder that is neither.
    """
    if not folder.is_dir():
        raise CatalogError(f"{folder} is not a folder.")
    return _check_whole(folder) if _is_whole(folder) else _check_added(folder, places)


def _is_whole(folder: Path) -> bool:
    try:
        return bool(read_terms(folder / VOCABULARY_FILE).systems)
    except FileNotFoundError:
        return False


def _check_whole(folder: Path) -> CheckedFolder:
    source = read_checked_catalog(folder)
    for problem in check_harmless(source.catalog, harmless_lines(folder)):
        source.faults.append(placed(problem, source.places[problem.entry_id]))
    for language in languages_of(folder):
        source.faults += read_translations(folder, language, source.catalog).faults
    source.faults += _of_form(source)
    return CheckedFolder(len(source.catalog.entries), _in_order(source.faults))


def _check_added(folder: Path, places: Places) -> CheckedFolder:
    core = load_catalog(places.catalog, places.cache, read_checked_catalog).catalog
    source, terms = read_folder(str(folder), yaml_files(str(folder)))
    if not source.places and not source.drafts and not terms and not any(fault.line for fault in source.faults):
        raise CatalogError(f"{folder} holds no entries; choose a folder with the YAML files of a catalog.")
    joined = join(core, [copy_of(str(folder), source, terms)], harmless_lines(places.catalog))
    faults = list(joined.faults)
    vocabulary = joined.catalog.vocabulary
    source.drafts = [draft.with_steps(vocabulary.steps) for draft in source.drafts]
    known = {entry.id: entry for entry in (*joined.catalog.entries, *source.catalog.entries)}
    faults += check_drafts(source.drafts, vocabulary, known)
    faults += _of_form(source)
    return CheckedFolder(len(joined.catalog.entries) - len(core.entries), _in_order(faults))


def _of_form(source: CatalogSource) -> Iterator[Fault]:
    """What authors should change, and what loads all the same: faults of form, relations that only one side names."""
    drafts = {draft.entry.id: draft for draft in source.drafts}
    entries = [*source.catalog.entries, *(draft.entry for draft in source.drafts)]
    # Files in the former form cannot name both sides.
    former = {fault.entry_id for fault in source.faults if fault.is_note}
    sides = (problem for problem in one_sided(entries) if problem.entry_id not in former)
    for problem in chain.from_iterable((*map(form_problems, entries), sides)):
        draft = drafts.get(problem.entry_id)
        place = draft.place if draft else source.places.get(problem.entry_id)
        if place is not None and (draft is None or draft.holds(problem.field)):
            yield placed(problem, place)


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: (fault.file, fault.line, fault.field)))
