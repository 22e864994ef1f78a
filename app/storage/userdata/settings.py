"""The table of settings: each one's name, type, default and the values it may have.

Written without msgspec, which takes as long to import as the window may take longer than a bare one: the theme, the
text size and the language are needed before the first paint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, Protocol

THEMES: Final = ("system", "light", "dark", "contrast")
SYSTEM_LANGUAGE: Final = "system"
_MOST_TEXTS: Final = 100


class Rule(Protocol):
    """What a setting may be. `check` returns the value as it is kept, or raises ValueError with what to write."""

    def check(self, value: object) -> object:
        """Return the value as the settings keep it."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One word of a closed list."""

    words: tuple[str, ...]

    def check(self, value: object) -> str:
        """Return the word. Raises ValueError."""
        if isinstance(value, str) and value in self.words:
            return value
        raise ValueError(f"write one of: {', '.join(self.words)}")


@dataclass(frozen=True, slots=True)
class Between:
    """A whole number."""

    least: int
    most: int

    def check(self, value: object) -> int:
        """Return the number. Raises ValueError."""
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        raise ValueError(f"write a whole number from {self.least} to {self.most}")


class Switch:
    """On or off."""

    def check(self, value: object) -> bool:
        """Return the switch. The registry knows only 0 and 1. Raises ValueError."""
        if value is True or value is False or (isinstance(value, int) and value in {0, 1}):
            return bool(value)
        raise ValueError("write true or false")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a certain form; `hint` says which."""

    form: str
    hint: str

    def check(self, value: object) -> str:
        """Return the text. Raises ValueError."""
        if isinstance(value, str) and re.fullmatch(self.form, value):
            return value
        raise ValueError(f"write {self.hint}")


class Texts:
    """A list of texts without blanks around them, each once."""

    def check(self, value: object) -> tuple[str, ...]:
        """Return the texts in their order. One text alone counts as a list of one. Raises ValueError."""
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
            raise ValueError("write a list of texts")
        if len(items) > _MOST_TEXTS:
            raise ValueError(f"write at most {_MOST_TEXTS} texts")
        return tuple(dict.fromkeys(item.strip() for item in items if item.strip()))


def _setting(default: object, rule: Rule) -> Any:  # noqa: ANN401 - a field of a dataclass is of its default's type
    return field(default=default, metadata={"rule": rule})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of the program. Vendors and record types are keys of the catalog's vocabulary."""

    theme: str = _setting("system", OneOf(THEMES))
    text_size: int = _setting(100, Between(50, 400))
    """Percent of the system's text size."""
    language: str = _setting(
        SYSTEM_LANGUAGE, Text(r"[a-zA-Z]{2,8}([_-][a-zA-Z0-9]{2,8})*", 'a language such as "en" or "es", or "system"')
    )
    catalog_folders: tuple[str, ...] = _setting((), Texts())
    """Folders with entries beside the program's own, on this computer or a share."""
    default_vendors: tuple[str, ...] = _setting((), Texts())
    """The vendors filtered by at the start."""
    default_record_types: tuple[str, ...] = _setting((), Texts())
    """The record types filtered by at the start."""
    remember_filters: bool = _setting(False, Switch())
    """Start with the filters of the last time instead of the defaults."""
    keep_history: bool = _setting(False, Switch())
    """Keep recent searches and recently opened entries from one time to the next. They may hold students' data."""
    show_originals: bool = _setting(True, Switch())
    """Whether a person may undo a single stand-in in a mail to support."""
    hidden_words: tuple[str, ...] = _setting((), Texts())
    """Words replaced, beside students' data, in everything made for sharing, such as the school's name."""


NAMES: Final = tuple(each.name for each in fields(Settings))
_RULES: Final[dict[str, Rule]] = {each.name: each.metadata["rule"] for each in fields(Settings)}


@dataclass(frozen=True, slots=True)
class BadValue:
    """A value that a setting cannot have; `hint` says what to write instead."""

    name: str
    hint: str

    def __str__(self) -> str:
        """`theme: write one of: …`."""
        return f"{self.name}: {self.hint}"


def checked(name: str, value: object) -> object:
    """The value as the setting keeps it. Raises ValueError with what to write, KeyError for an unknown name."""
    return _RULES[name].check(value)


def sorted_out(values: Mapping[str, object]) -> tuple[dict[str, object], list[BadValue]]:
    """The good values of known settings, and what is wrong with the bad ones. Unknown names are left out."""
    good: dict[str, object] = {}
    bad: list[BadValue] = []
    for name in NAMES:
        if name in values:
            try:
                good[name] = checked(name, values[name])
            except ValueError as error:
                bad.append(BadValue(name, str(error)))
    return good, bad


def layered(*layers: Mapping[str, object]) -> Settings:
    """The settings when later layers of checked values count before earlier ones, and all before the defaults."""
    merged: dict[str, Any] = {}
    for layer in layers:
        merged |= layer
    return replace(Settings(), **merged)


def differing(one: Settings, other: Settings) -> frozenset[str]:
    """The names of the settings in which two states differ."""
    return frozenset(name for name in NAMES if getattr(one, name) != getattr(other, name))


def spelled_alike(name: str, known: Iterable[str] = NAMES) -> str | None:
    """The setting meant by a name in another spelling (`TextSize`, `text-size`), or None."""
    plain = re.sub(r"[\W_]", "", name).casefold()
    return next((each for each in known if each.replace("_", "") == plain), None)
