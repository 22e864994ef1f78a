"""Precomputed index data, kept with the compiled catalog since working it out takes time."""

from __future__ import annotations

from msgspec import Struct

from app.core.catalog.model import Catalog
from app.core.catalog.template import Template, parse_template
from app.core.matching.anchors import anchors_of


class Groundwork(Struct, frozen=True):
    """What is known of one catalog; what is not is worked out when it is asked for.

    `templates` are its distinct texts parsed, in their order, `anchors` one for each. `words` are the tables of its
    words (`core.lookup.word_tables`), still packed: most scans never ask for them.
    """

    templates: tuple[Template, ...] = ()
    anchors: tuple[str, ...] = ()
    words: bytes = b""


NO_GROUNDWORK = Groundwork()


def groundwork_of(catalog: Catalog, words: bytes = b"") -> Groundwork:
    """Work out what a catalog's texts need; `words` are its packed tables. Raises TemplateError for one not checked."""
    texts = dict.fromkeys(message.text for entry in catalog.entries for message in entry.messages)
    templates = tuple(map(parse_template, texts))
    return Groundwork(templates, anchors_of(templates), words)
