"""The real catalog made larger by varying its entries: other words in the same sentences, for measuring growth."""

from __future__ import annotations

import random
import re

import msgspec

from app.core.catalog.model import NO_RELATIONS, Catalog, Entry, Message, Samples

_WORD = re.compile(r"\{[^}]*\}|[A-Za-z]{3,}")
"""A word, or a whole placeholder, which stays as it is."""
_SHARE = 0.45
_ENDINGS = ("Key", "Ref", "Tag", "Group", "Plan", "List", "Unit", "Page", "Form", "Desk")


def varied_catalog(catalog: Catalog, size: int, *, seed: int = 7) -> Catalog:
    """The catalog's own entries first, then variations of them until there are `size` entries."""
    chooser = random.Random(seed)
    words = sorted({word for entry in catalog.entries for word in _WORD.findall(entry.meaning)})
    entries = list(catalog.entries)
    number = 0
    while len(entries) < size:
        entries.append(_varied(catalog.entries[number % len(catalog.entries)], number, words, chooser))
        number += 1
    return Catalog(catalog.vocabulary, tuple(entries[:size]))


def _varied(entry: Entry, number: int, words: list[str], chooser: random.Random) -> Entry:
    swaps: dict[str, str] = {}

    def other(found: re.Match[str]) -> str:
        return swaps.setdefault(found.group().casefold(), _other(found.group(), words, chooser))

    def vary(text: str) -> str:
        return _WORD.sub(other, text)

    def message(original: Message) -> Message:
        text = vary(original.text)
        if text == original.text:
            # A text of its own, or the variation would share its text with the real entry.
            text = f"{chooser.choice(words)}{chooser.choice(_ENDINGS)} {text}"
        return msgspec.structs.replace(original, text=text, printed="")

    return msgspec.structs.replace(
        entry,
        id=f"{entry.id}-varied-{number}",
        title=vary(entry.title),
        messages=tuple(message(original) for original in entry.messages),
        meaning=vary(entry.meaning),
        also_said=tuple(vary(said) for said in entry.also_said),
        samples=Samples(entry.samples.match[:0]),
        relations=NO_RELATIONS,
    )


def _other(word: str, words: list[str], chooser: random.Random) -> str:
    if word.startswith("{") or chooser.random() > _SHARE:
        return word
    other = chooser.choice(words)
    return other + chooser.choice(_ENDINGS) if chooser.random() < 0.2 else other
