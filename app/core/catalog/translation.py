"""The catalog's texts in another language: an entry or a term with its readable texts exchanged, all else kept.

Searching and matching go by the English catalog; what is here is only shown.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct, field

from app.core.catalog.model import Cause, Entry, NamedStep, Step, Term, Vocabulary, Words
from app.core.catalog.named_steps import filled

TERM_LISTS = (
    "systems", "record_types", "actors", "places", "consequences", "next_run", "certainties", "sources", "pages",
)  # fmt: skip
"""The lists of the vocabulary whose names are translated; vendors keep theirs."""


class TranslatedCause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One cause: `steps` holds what to do, step by step, as the entry has them but for its named steps."""

    title: str
    steps: Words
    tell: str = ""


class TranslatedEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts of one entry. `english` is the fingerprint of the texts that were translated."""

    id: str
    english: str
    title: str
    meaning: str
    causes: tuple[TranslatedCause, ...]
    send: str
    consequence_note: str = ""
    next_run_note: str = ""
    note: str = ""


class TranslatedStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The text of a named step, with its parameters. `english` is the fingerprint of the text that was translated."""

    english: str
    do: str


class CatalogTexts(Struct, frozen=True):
    """All texts of one language that passed their checks. What is missing stays English."""

    entries: Mapping[str, TranslatedEntry] = field(default_factory=dict)
    terms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By list of the vocabulary, then by key."""
    steps: Mapping[str, str] = field(default_factory=dict)
    """The texts of named steps, with their parameters."""

    def entry(self, english: Entry) -> Entry:
        """The entry in this language, or as it is."""
        texts = self.entries.get(english.id)
        return _translated(english, texts, self.steps) if texts else english

    def vocabulary(self, english: Vocabulary) -> Vocabulary:
        """The vocabulary with the names of this language; people's other words for things stay."""
        named: dict[str, dict[str, Term]] = {}
        for name in TERM_LISTS:
            terms: dict[str, Term] = getattr(english, name)
            ours = self.terms.get(name, {})
            named[name] = {
                key: msgspec.structs.replace(term, name=ours[key]) if key in ours else term
                for key, term in terms.items()
            }
        return msgspec.structs.replace(english, **named)


ENGLISH_TEXTS = CatalogTexts()


def fingerprint(entry: Entry) -> str:
    """Eight characters that change with any text a translation must follow."""
    return f"{zlib.crc32(chr(0).join(_texts(entry)).encode()):08x}"


def fingerprint_of_step(english: NamedStep) -> str:
    """Eight characters that change with the text of a named step."""
    return f"{zlib.crc32(english.do.encode()):08x}"


def misfits(english: Entry, texts: TranslatedEntry) -> Iterator[tuple[str, str]]:
    """What keeps a translation from being shown: the field and what to write instead."""
    expected = fingerprint(english)
    if texts.english != expected:
        yield "english", f"the English entry has changed; translate it again, then write '{expected}' here"
        return
    if len(texts.causes) != len(english.causes):
        yield "causes", f"{len(texts.causes)} causes are here; the entry has {len(english.causes)}"
        return
    for number, (cause, of_entry) in enumerate(zip(texts.causes, english.causes, strict=True)):
        own = len(_own_steps(of_entry))
        if len(cause.steps) != own:
            message = f"there are {len(cause.steps)} steps here; the cause has {own} besides its named ones"
            yield f"causes[{number}].steps", message
    ours, theirs = list(_own_texts(texts)), list(_texts(english))
    for (place, text), other in zip(ours, theirs, strict=False):
        if bool(text.strip()) != bool(other.strip()):
            yield place, "there is nothing here; translate the text" if other.strip() else "the entry has no such text"


def _texts(entry: Entry) -> Iterator[str]:
    yield entry.title
    yield entry.meaning
    yield from (entry.consequence_note, entry.next_run_note, entry.note, entry.escalate.send)
    for cause in entry.causes:
        yield cause.title
        yield cause.tell
        yield from (step.do for step in _own_steps(cause))


def _own_steps(cause: Cause) -> list[Step]:
    """The steps whose texts are the entry's own."""
    return [step for step in cause.steps if not step.use]


def _own_texts(texts: TranslatedEntry) -> Iterator[tuple[str, str]]:
    """In the order of `_texts`, each with its field."""
    for name in ("title", "meaning", "consequence_note", "next_run_note", "note", "send"):
        yield name, getattr(texts, name)
    for number, cause in enumerate(texts.causes):
        yield f"causes[{number}].title", cause.title
        yield f"causes[{number}].tell", cause.tell
        yield from ((f"causes[{number}].steps[{place}]", step) for place, step in enumerate(cause.steps))


def _translated(entry: Entry, texts: TranslatedEntry, named: Mapping[str, str]) -> Entry:
    replace = msgspec.structs.replace
    return replace(
        entry,
        title=texts.title,
        meaning=texts.meaning,
        consequence_note=texts.consequence_note,
        next_run_note=texts.next_run_note,
        note=texts.note,
        escalate=replace(entry.escalate, send=texts.send),
        causes=tuple(
            replace(
                cause,
                title=ours.title,
                tell=ours.tell,
                steps=tuple(_translated_steps(cause, ours.steps, named)),
            )
            for cause, ours in zip(entry.causes, texts.causes, strict=True)
        ),
    )


def _translated_steps(cause: Cause, own: Words, named: Mapping[str, str]) -> Iterator[Step]:
    """The steps of a cause in another language. A named step without a text there stays English."""
    texts = iter(own)
    for step in cause.steps:
        if not step.use:
            yield msgspec.structs.replace(step, do=next(texts))
        elif step.use in named:
            yield msgspec.structs.replace(step, do=filled(named[step.use], step.values))
        else:
            yield step
