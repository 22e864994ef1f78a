"""Patterns: the distinct message texts of a catalog, each with the entries that share it."""

from __future__ import annotations

import re
from functools import cached_property

from msgspec import Struct, field

from app.core.catalog.model import Entry, Message
from app.core.catalog.template import REST, Template


class Owner(Struct, frozen=True):
    """An entry to which a text belongs, with the message that says so; `order` is its place in the catalog."""

    entry: Entry
    message: Message
    order: int


class Pattern(Struct, dict=True):
    """One distinct text of the catalog with all the entries that share it."""

    template: Template
    owners: list[Owner] = field(default_factory=list)

    @cached_property
    def search(self) -> re.Pattern[str]:
        """The compiled pattern; made when the text is first met, since most never are."""
        return re.compile(self.template.regex, re.IGNORECASE)

    @cached_property
    def is_generic(self) -> bool:
        """Whether it is a platform's text for all of its owners."""
        return all(owner.message.generic for owner in self.owners)

    @cached_property
    def names_numbers(self) -> bool:
        """Whether the text may name HTTP statuses itself, and some owner has one."""
        is_free = any(placeholder.kind in {"text", REST} for placeholder in self.template.placeholders)
        spelled = any(word.isdigit() for word in self.template.words)
        return (is_free or spelled) and any(owner.message.status or owner.message.code for owner in self.owners)
