"""Measure redaction: what planted people leave in shared texts, how often good texts are refused, what stays readable.

    python -m tests.benchmarks.measure_redaction --people 10000 --seed 1

Each text names one made-up person (`planted_people`, `planted_elsewhere`) and is redacted by itself, plain or in one
of the wrappings in which people paste. Printed are the texts in which a planted piece is left, apart for those that
were written and those that the second look refused, the good texts that it refused, and the share of words that the
lines of `catalog/harmless.txt` and of the sample log keep.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from app.core.sharing.catalog_terms import ErrorWords
from app.core.sharing.leak_check import Leak, leaks
from app.core.sharing.redactor import Redactor
from app.core.sharing.stand_ins import STAND_IN
from app.core.text.unwrapping import unwrap
from app.services.open_catalog import open_own_desk
from app.storage.places import find_places
from tests.benchmarks import planted_elsewhere, planted_people
from tests.benchmarks.planted_people import Planted
from tests.wrapping import WRAPPINGS

ROOT = Path(__file__).resolve().parents[2]
KEY = b"a key for tests, 32 letters long"
_WORD = re.compile(r"(?<!\S)[\"'(\[]?[^\W\d_]{2,}[.,:;)\]\"']*(?!\S)")


class Shared(NamedTuple):
    """A redacted text, what the second look finds in it, and which planted pieces are left."""

    text: str
    leaks: list[Leak]
    left: list[str]


class Result(NamedTuple):
    """Counts of texts, by form of the planted person."""

    texts: int
    written: Counter[str]
    refused: Counter[str]
    refused_good: Counter[str]


def shared(errors: ErrorWords, text: str, pieces: Sequence[str]) -> Shared:
    """Redact a text and look for planted pieces in it, however they are wrapped there."""
    redactor = Redactor(errors, key=KEY)
    redacted = redactor.redact(text)
    found = leaks(redacted, errors.dictionary, redactor.learned_names(), redactor.kept)
    spelled = (redacted, unwrap(redacted), re.sub(r"=\r?\n", "", redacted))
    left = [piece for piece in pieces if any(_stands(piece, one) for one in spelled)]
    return Shared(redacted, found, left)


SOURCES: Mapping[str, Callable[[int, int], Iterator[Planted]]] = {
    "people": planted_people.planted,
    "elsewhere": planted_elsewhere.planted,
}


def measure(errors: ErrorWords, planted: Iterator[Planted], seed: int, *, wrapped: bool) -> Result:
    """Redact a text for each of many people."""
    random_of = random.Random(seed)
    result = Result(0, Counter(), Counter(), Counter())
    for one in planted:
        result = result._replace(texts=result.texts + 1)
        wrapping = random_of.choice(list(WRAPPINGS.values())) if wrapped else str
        _, found, left = shared(errors, wrapping(one.text), one.pieces)
        if left:
            (result.refused if found else result.written)[one.form] += 1
        elif found:
            result.refused_good[one.form] += 1
    return result


def readable_words(errors: ErrorWords, text: str) -> float:
    """The share of a text's words that redaction keeps: what is only letters, so no address, id or path."""
    before = len(_WORD.findall(text))
    return len(_WORD.findall(STAND_IN.sub("", Redactor(errors, key=KEY).redact(text)))) / before


def _stands(piece: str, text: str) -> bool:
    return re.search(rf"(?i)(?<![^\W_]){re.escape(piece)}(?![^\W_])", text) is not None


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    errors = open_own_desk(find_places()).error_words
    for source, wrapped in product(SOURCES, (False, True)):
        started = time.process_time()
        result = measure(errors, SOURCES[source](options.people, options.seed), options.seed, wrapped=wrapped)
        seconds = time.process_time() - started
        print(f"{source}, {'wrapped' if wrapped else 'plain'}: {result.texts:,} texts in {seconds:.1f} s")
        print(f"  leaks written {result.written.total()} {dict(result.written)}")
        print(f"  leaks refused {result.refused.total()} {dict(result.refused)}")
        print(f"  good texts refused {result.refused_good.total()} {dict(result.refused_good)}")
    for name in ("resources/samples/nightly-sync.log", "catalog/harmless.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        started = time.process_time()
        share = readable_words(errors, text)
        rate = len(text) / 1000 / (time.process_time() - started)
        print(f"{name}: {share:.1%} of the words stay, {rate:,.0f} KB/s")


if __name__ == "__main__":
    main()
