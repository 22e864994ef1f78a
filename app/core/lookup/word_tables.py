"""The words of a catalog, counted once and kept with its compiled form: what the search by words is made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from app.core.catalog.model import Entry, Vocabulary
from app.core.catalog.template import parse_template
from app.core.text.tokens import STOP_WORDS, stem, words_of

FIELD_WEIGHTS = {"message": 3.0, "said": 3.0, "title": 3.0, "names": 1.6, "meaning": 1.3, "cause": 1.2, "steps": 0.6}
"""How much a word counts by its field: what the error says over what we say about it."""

_SATURATION = 1.0


class WordTables(msgspec.Struct, frozen=True):
    """An inverted index over all texts of the catalog's entries.

    `postings` is stem to {place of an entry: weight}, heaviest first; `forms` is word to stem. `phrases` are, for each
    entry, the stems of its title, the ways people say it (`spoken` of them) and its messages.
    """

    postings: dict[str, dict[int, float]]
    forms: dict[str, str]
    phrases: list[tuple[tuple[str, ...], ...]]
    spoken: list[int]


def word_tables(entries: Sequence[Entry], vocabulary: Vocabulary) -> WordTables:
    """Read every entry's words."""
    forms: dict[str, str] = {}
    weights: dict[str, dict[int, float]] = defaultdict(dict)
    phrases: list[tuple[tuple[str, ...], ...]] = []
    spoken: list[int] = []
    for order, entry in enumerate(entries):
        stems = {name: [_stems(text, forms) for text in texts] for name, texts in _fields(entry, vocabulary).items()}
        for name, texts in stems.items():
            for stem_, count in Counter(word for text in texts for word in text).items():
                held = weights[stem_].get(order, 0.0)
                weights[stem_][order] = held + FIELD_WEIGHTS[name] * count / (count + _SATURATION)
        spoken.append(len(stems["said"]))
        phrases.append(tuple(_telling(text) for name in ("title", "said", "message") for text in stems[name]))
    postings = {
        word: dict(sorted(held.items(), key=lambda pair: (-pair[1], pair[0]))) for word, held in weights.items()
    }
    return WordTables(postings, forms, phrases, spoken)


def packed_words(entries: Sequence[Entry], vocabulary: Vocabulary) -> bytes:
    """Return the tables of some entries in the form in which they are kept."""
    return msgspec.msgpack.encode(word_tables(entries, vocabulary))


def unpacked_words(packed: bytes) -> WordTables:
    """Return tables that were packed. Raises msgspec.MsgspecError for anything else."""
    return msgspec.msgpack.decode(packed, type=WordTables)


def _heaviest_first(held: dict[int, float]) -> dict[int, float]:
    """A posting list whose head holds the entries that a word says most about."""
    return dict(sorted(held.items(), key=lambda pair: (-pair[1], pair[0])))


def _stems(text: str, forms: dict[str, str]) -> list[str]:
    stems = []
    for word in words_of(text):
        stemmed = forms.get(word)
        if stemmed is None:
            stemmed = forms[word] = stem(word)
        stems.append(stemmed)
    return stems


def _telling(words: list[str]) -> tuple[str, ...]:
    """A phrase's stems without repeats and stop words."""
    kept = dict.fromkeys(word for word in words if word not in STOP_WORDS)
    return tuple(kept or dict.fromkeys(words))


def _fields(entry: Entry, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    kinds = [vocabulary.record_types[kind].name for kind in entry.record_types]
    return {
        "message": tuple(" ".join(parse_template(message.text).words) for message in entry.messages),
        "said": entry.also_said,
        "title": (entry.title,),
        "names": (entry.vendor, entry.system, *kinds),
        "meaning": (entry.meaning, entry.consequence_note, entry.next_run_note),
        "cause": tuple(text for cause in entry.causes for text in (cause.title, cause.tell)),
        "steps": tuple(step.do for cause in entry.causes for step in cause.steps),
    }
