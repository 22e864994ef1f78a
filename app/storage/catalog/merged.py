"""The program's own catalog joined with the entries of added folders, which must pass the same checks beside it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from app.core.catalog.faults import Fault
from app.core.catalog.model import Catalog, Entry, Term, Vocabulary, Words
from app.core.catalog.named_steps import with_named_steps
from app.storage.catalog.cache import Compiled, LoadedCatalog, keep_compiled, load_compiled, prepared, program_digest
from app.storage.catalog.files import harmless_lines
from app.storage.catalog.folders import FolderCopy, PlacedEntry


def load_joined(core: Catalog, copies: Sequence[FolderCopy], catalog_folder: Path, cache: Path) -> LoadedCatalog:
    """Return the joined catalog from its compiled form if that is fresh, else join and check it, and compile it."""
    compiled = joined_place(core, copies, cache)
    loaded = load_compiled(compiled)
    if loaded is None:
        lines: list[str] = []
        with suppress(OSError):  # without them entries are checked less, and count all the same
            lines = harmless_lines(catalog_folder)
        joined = join(core, copies, lines)
        loaded = LoadedCatalog(joined.catalog, joined.faults, prepared(joined.catalog))
        keep_compiled(compiled, loaded)
    return loaded


def joined_place(core: Catalog, copies: Sequence[FolderCopy], cache: Path) -> Compiled:
    """Where the joined catalog is kept, under a digest of all on which it depends."""
    # One file for each choice of folders, so that two windows do not turn each other's out.
    folders = hashlib.sha256("\n".join(copy.folder for copy in copies).encode("utf-8", "surrogatepass")).hexdigest()
    digest = hashlib.sha256(program_digest())
    digest.update(hashlib.sha256(msgspec.msgpack.encode(core)).digest())
    for copy in copies:
        digest.update(copy.digest)
    return Compiled(cache / f"joined-{folders[:16]}.compiled", digest.digest())


def join(core: Catalog, copies: Sequence[FolderCopy], harmless: Sequence[str] = ()) -> LoadedCatalog:
    """Add entries to a catalog that is without fault. Of the added ones only those without fault remain."""
    from app.core.matching.catalog_check import check_catalog, check_harmless  # noqa: PLC0415 - needed only when not compiled

    faults = [fault for copy in copies for fault in copy.faults]
    added = _with_ids_of_their_own(core, copies, faults)
    vocabulary = _merged(core.vocabulary, [copy.terms for copy in copies if copy.terms is not None])
    own = (with_named_steps(placed.entry, vocabulary.steps) for placed in added.values())
    whole = Catalog(vocabulary, (*core.entries, *own))
    findings = check_catalog(whole)
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for finding in findings:
        if finding.entry_id in added:
            told[finding.entry_id].append((finding.field, finding.message))
    sound = Catalog(vocabulary, tuple(entry for entry in whole.entries if entry.id not in told))
    for finding in check_harmless(sound, harmless):
        if finding.entry_id in added:
            told[finding.entry_id].append((finding.field, finding.message))
    suspects = {finding.entry_id for finding in findings} - added.keys()
    for robber, robbed in _robbers((entry for entry in core.entries if entry.id in suspects), sound, added):
        message = f"its text also takes a message of the entry {robbed}; make the template's text more exact"
        told[robber].append(("messages", message))
    for entry_id, messages in told.items():
        placed = added[entry_id]
        faults += [Fault(placed.file, placed.line, entry_id, field, message) for field, message in messages]
    return LoadedCatalog(
        Catalog(vocabulary, tuple(entry for entry in whole.entries if entry.id not in told)), tuple(faults)
    )


def _with_ids_of_their_own(core: Catalog, copies: Sequence[FolderCopy], faults: list[Fault]) -> dict[str, PlacedEntry]:
    own = {entry.id for entry in core.entries}
    added: dict[str, PlacedEntry] = {}
    for placed in (placed for copy in copies for placed in copy.entries):
        entry_id = placed.entry.id
        if entry_id in own or entry_id in added:
            first = added.get(entry_id)
            where = f"{first.file}:{first.line}" if first else "the program's own catalog"
            message = f"the id is used in {where} already; ids are unique: choose another"
            faults.append(Fault(placed.file, placed.line, entry_id, "id", message))
        else:
            added[entry_id] = placed
    return added


def _robbers(
    suspects: Iterable[Entry], catalog: Catalog, added: Mapping[str, PlacedEntry]
) -> Iterable[tuple[str, str]]:
    """(added entry, own entry) where the added one is chosen for a sample of the own one in its place."""
    from app.core.matching.exact_match import ExactMatcher  # noqa: PLC0415 - needed only when not compiled
    from app.core.matching.filters import Filters  # noqa: PLC0415
    from app.core.text.unwrapping import unwrap  # noqa: PLC0415

    matcher = ExactMatcher(catalog)
    pairs: dict[tuple[str, str], None] = {}
    for entry in suspects:
        filters = Filters(frozenset({entry.vendor}), frozenset(entry.record_types))
        for sample in entry.samples.match:
            found = matcher.find(unwrap(sample.text), filters)
            chosen = [owner.entry.id for owner in found[0].decision.chosen] if found else []
            if entry.id not in chosen:
                pairs |= {(other, entry.id): None for other in chosen if other in added}
    return pairs


def _merged(own: Vocabulary, others: Sequence[Vocabulary]) -> Vocabulary:
    """The closed lists with what others add; where both have a term, the program's own counts."""
    lists: dict[str, dict[str, Term]] = {}
    for name in own.__struct_fields__:
        terms = getattr(own, name)
        if isinstance(terms, dict):
            lists[name] = {**terms}
            for other in others:
                lists[name] |= {key: term for key, term in getattr(other, name).items() if key not in terms}
    synonyms: tuple[Words, ...] = own.synonyms + tuple(words for other in others for words in other.synonyms)
    return msgspec.structs.replace(own, **lists, synonyms=synonyms)
