"""Look-up against the obvious alternatives, in one run: accuracy on the gold queries and latency, as the catalog grows.

    python -m tests.benchmarks.compare_matching [--sizes 137,1000,10000] [--rows 938]

Alternatives: rapidfuzz `WRatio` and `token_set_ratio` over the error texts, SQLite FTS5 (porter and trigram, bm25)
over all fields. Accuracy: the share of queries whose first answer is an expected entry. Latency: a typed key is each
prefix of the word queries; a pasted message is each message query whole.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from app.core.catalog.model import Catalog, Entry
from app.core.lookup.lookup import Matcher
from app.core.matching.filters import Filters
from app.storage.catalog.checked import read_checked_catalog
from tests.benchmarks.varied_catalog import varied_catalog

ROOT = Path(__file__).resolve().parents[2]
TYPED = frozenset({"words", "misspelled", "everyday", "nickname", "spanish"})
Search = Callable[[str, Filters, bool], Sequence[str]]


@dataclass(frozen=True)
class Query:
    """A gold query: its text, its kind, the filters given with it, and the ids that may come first."""

    text: str
    kind: str
    filters: Filters
    expected: frozenset[str]


def gold_queries() -> list[Query]:
    """All rows of the gold files that name an entry; that others find nothing is for the tests to say."""
    files = sorted((ROOT / "tests/gold").glob("*.jsonl"))
    rows = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Query(
            row["text"],
            row["kind"],
            Filters(frozenset(filter(None, [row["vendor"]])), frozenset(filter(None, [row["record_type"]]))),
            frozenset(row["expect"]),
        )
        for row in rows
        if row["expect"]
    ]


def ours(catalog: Catalog) -> Search:
    """This project's matcher."""
    matcher = Matcher(catalog)
    return lambda text, filters, typing: [
        match.entry.id for match in matcher.look_up(text, filters, 10, typing=typing).matches
    ]


def ratio(scorer: Callable[..., float]) -> Callable[[Catalog], Search]:
    """A rapidfuzz scorer over title and error texts."""

    def build(catalog: Catalog) -> Search:
        texts = [
            (entry, f"{entry.title} {one.printed or one.text}") for entry in catalog.entries for one in entry.messages
        ]
        prepared = [utils.default_process(text) for _, text in texts]

        def search(text: str, filters: Filters, _typing: bool) -> list[str]:
            query, limit = utils.default_process(text), 50 if filters else 10
            found = process.extract(query, prepared, scorer=scorer, processor=None, limit=limit)
            return [texts[index][0].id for _, _, index in found if filters.admits(texts[index][0])]

        return search

    return build


def fts(tokenizer: str) -> Callable[[Catalog], Search]:
    """SQLite's full-text search over all fields, any of the words, ranked by bm25."""

    def build(catalog: Catalog) -> Search:
        database = sqlite3.connect(":memory:")
        columns = "title, messages, said, meaning, steps"
        database.execute(f"CREATE VIRTUAL TABLE entries USING fts5({columns}, tokenize='{tokenizer}')")
        rows = map(_row, range(len(catalog.entries)), catalog.entries)
        database.executemany(f"INSERT INTO entries(rowid, {columns}) VALUES (?,?,?,?,?,?)", rows)  # noqa: S608

        def search(text: str, filters: Filters, typing: bool) -> list[str]:
            words = re.findall(r"\w+", text)[:64]
            if tokenizer == "trigram":
                words = [word for word in words if len(word) > 2]
            terms = [f'"{word}"' for word in words]
            if typing and terms and tokenizer != "trigram":
                terms[-1] += "*"
            if not terms:
                return []
            rows = database.execute(
                "SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY bm25(entries) LIMIT ?",
                (" OR ".join(terms), 50 if filters else 10),
            )
            return [entry.id for (number,) in rows if filters.admits(entry := catalog.entries[number])]

        return search

    return build


def _row(number: int, entry: Entry) -> tuple[int, str, str, str, str, str]:
    steps = " ".join(step.do for cause in entry.causes for step in cause.steps)
    texts = " ".join(message.printed or message.text for message in entry.messages)
    return number, entry.title, texts, " ".join(entry.also_said), entry.meaning, steps


METHODS: dict[str, Callable[[Catalog], Search]] = {
    "ours": ours,
    "WRatio": ratio(fuzz.WRatio),
    "token_set_ratio": ratio(fuzz.token_set_ratio),
    "FTS5 porter": fts("porter unicode61"),
    "FTS5 trigram": fts("trigram"),
}


def accuracy(search: Search, queries: Sequence[Query]) -> dict[str, float]:
    """The share of queries of each kind whose first answer is expected."""
    right: dict[str, list[bool]] = defaultdict(list)
    for query in queries:
        found = search(query.text, query.filters, False)
        right[query.kind].append(bool(found) and found[0] in query.expected)
    return {kind: statistics.mean(values) for kind, values in right.items()}


def latencies(search: Search, texts: Sequence[str], typing: bool) -> tuple[float, float]:
    """Median and 99th percentile in milliseconds."""
    taken = []
    for text in texts:
        start = time.perf_counter()
        search(text, Filters(), typing)
        taken.append((time.perf_counter() - start) * 1e3)
    taken.sort()
    return statistics.median(taken), taken[int(len(taken) * 0.99)]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="137,1000,10000")
    parser.add_argument("--rows", type=int, default=10_000, help="use only so many gold rows (a quick look)")
    options = parser.parse_args()
    real = read_checked_catalog(ROOT / "catalog").catalog
    queries = gold_queries()[:: max(1, len(gold_queries()) // options.rows)]
    typed = [query.text[:end] for query in queries if query.kind in TYPED for end in range(1, len(query.text) + 1)]
    typed = [text for query in [typed[i : i + 30] for i in range(0, len(typed), 600)] for text in query]
    pasted = [query.text for query in queries if query.kind not in TYPED]
    for size in map(int, options.sizes.split(",")):
        report(varied_catalog(real, size), queries, typed, pasted)


def report(catalog: Catalog, queries: Sequence[Query], typed: Sequence[str], pasted: Sequence[str]) -> None:
    """Measure every method on one catalog and print its two tables."""
    kinds = sorted({query.kind for query in queries}, key=lambda kind: (kind in TYPED, kind))
    print(f"\n{len(catalog.entries)} entries, {len(queries)} queries: share right at first place")
    print(f"{'':16}" + "".join(f"{kind[:9]:>10}" for kind in kinds))
    built = {name: build(catalog) for name, build in METHODS.items()}
    for name, search in built.items():
        shares = accuracy(search, queries)
        print(f"{name:16}" + "".join(f"{shares[kind]:10.3f}" for kind in kinds), flush=True)
    print(f"latency in ms (ratio to ours): {len(typed)} typed keys, {len(pasted)} pasted messages")
    base: tuple[float, float] | None = None
    for name, search in built.items():
        quick = 1 if name == "ours" else 5
        key, paste = latencies(search, typed[::quick], True), latencies(search, pasted[::quick], False)
        base = base or (key[0], paste[0])
        print(
            f"{name:16} key p50 {key[0]:7.2f} p99 {key[1]:7.2f} ({key[0] / base[0]:6.1f})"
            f"   paste p50 {paste[0]:7.2f} p99 {paste[1]:7.2f} ({paste[0] / base[1]:6.1f})",
            flush=True,
        )


if __name__ == "__main__":
    main()
