"""Patterns that are compiled when they are first used: all of them can be, and they behave like any other."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import app.core
import app.storage
from app.core.text.lazy_pattern import lazy_pattern


def lazy_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for package in (app.core, app.storage):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if type(value).__name__ == "_LazyPattern":
                    yield f"{found.name}.{name}", value


def test_every_lazy_pattern_compiles() -> None:
    every = dict(lazy_patterns())
    assert len(every) > 100
    for name, pattern in every.items():
        assert pattern.search("") is not Ellipsis, name


def test_a_lazy_pattern_is_compiled_by_its_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda text, flags=0: compiled.append(text) or real(text, flags))
    pattern = lazy_pattern("(?P<day>[0-9]+)|b", re.IGNORECASE)
    assert compiled == []
    assert pattern.sub("-", "1Bc") == "--c"
    assert [found.group("day") for found in pattern.finditer("12 b")] == ["12", None]
    assert pattern.fullmatch("B")
    assert pattern.pattern == "(?P<day>[0-9]+)|b"
    assert len(compiled) == 1


def test_a_wrong_pattern_fails_by_its_first_use_and_has_nothing_else() -> None:
    with pytest.raises(re.error):
        lazy_pattern("(").match("")
    assert not hasattr(lazy_pattern("a"), "anything")
