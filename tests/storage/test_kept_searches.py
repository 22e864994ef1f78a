"""Tests of the searches kept in the cache: one that was compiled before is loaded, and what is odd compiled anew."""

from __future__ import annotations

from pathlib import Path

import hyperscan
import pytest

from app.core.scanning.prefilter import Expression
from app.storage.logs import search_cache
from app.storage.logs.search_cache import KeptSearches

_EXPRESSIONS: list[Expression] = [(b"class list", 3, 0), (b"user", 5, 0)]


@pytest.fixture
def compiling(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One item for each search that was compiled."""
    compiled: list[int] = []
    compile_expressions = search_cache.compile_expressions

    def counting(expressions: list[Expression]) -> hyperscan.Database:
        compiled.append(len(expressions))
        return compile_expressions(expressions)

    monkeypatch.setattr(search_cache, "compile_expressions", counting)
    return compiled


def test_compiles_a_search_once_and_finds_the_same_with_the_kept_one(tmp_path: Path, compiling: list[int]) -> None:
    first = KeptSearches(tmp_path).compiled(_EXPRESSIONS)
    second = KeptSearches(tmp_path).compiled(_EXPRESSIONS)
    assert compiling == [2]
    assert _hits(first) == _hits(second) == [(3, 14), (5, 22)]


def test_compiles_anew_what_is_not_whole(tmp_path: Path, compiling: list[int]) -> None:
    KeptSearches(tmp_path).compiled(_EXPRESSIONS)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    assert _hits(KeptSearches(tmp_path).compiled(_EXPRESSIONS)) == [(3, 14), (5, 22)]
    assert len(compiling) == 2


def test_keeps_searches_for_other_words_apart(tmp_path: Path, compiling: list[int]) -> None:
    KeptSearches(tmp_path).compiled(_EXPRESSIONS)
    assert _hits(KeptSearches(tmp_path).compiled(_EXPRESSIONS[1:])) == [(5, 22)]
    assert compiling == [2, 1]


def _hits(search: hyperscan.Database) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    search.scan(b"the class list of user 7", lambda number, _start, end, *_: found.append((number, end)))
    return found
