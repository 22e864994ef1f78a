"""What is worked out of a catalog's texts before anything is searched: kept with the catalog, since it takes time."""

from __future__ import annotations

from msgspec import Struct

from app.core.catalog.model import Catalog
from app.core.catalog.template import Template, parse_template
from app.core.matching.anchors import anchors_of


class Groundwork(Struct, frozen=True):
    """What is known of one catalog; what is not is worked out when it is asked for.

    `stems` are those of its words, `templates` its distinct texts parsed, in their order, `anchors` one for each.
    """

    stems: dict[str, str] = {}
    templates: tuple[Template, ...] = ()
    anchors: tuple[str, ...] = ()


NO_GROUNDWORK = Groundwork()


def groundwork_of(catalog: Catalog) -> Groundwork:
    """All of it. Raises TemplateError for a catalog that was not checked."""
    from app.core.lookup.word_index import stems_of  # noqa: PLC0415 - loads the search by words; rarely needed here

    texts = dict.fromkeys(message.text for entry in catalog.entries for message in entry.messages)
    templates = tuple(map(parse_template, texts))
    return Groundwork(stems_of(catalog.entries, catalog.vocabulary), templates, anchors_of(templates))
