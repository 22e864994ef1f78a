"""Products that people ask about and the catalog has no entries on: to be named, not guessed about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.core.catalog.model import Vocabulary

# What stands behind a product's name and not behind an everyday word ("clever sync", but "clever student").
_BEHIND_A_NAME = r"""
    sync\w* | synchroni[sz]\w* | imports? | imported | importing | exports? | uploads? | rosters? | rostering |
    logins? |
    sso | apps? | accounts? | badges? | api | portals? | integrations? | connectors? | errors? | data | files? |
    servers? | support | ids? | users? | class(?:es)? | courses? | sections? | grad(?:es?|ing|ebooks?) | enrol\w+ |
    attendance | assignments? | assessments? | messages? | meetings? | links? | passback | sis | lms | admin | pages? |
    website | site | tuition | payments? | codes? | reports? | is | isn't | isnt | says? | said | won't | wont |
    doesn't | doesnt | did | didn't | does | not | no | down | failed | fails | cannot | can't | cant | patrons? |
    library
"""
_JOINT = re.compile(r"\\[ \-]")
"""A blank or hyphen in an escaped name."""
_BEFORE_A_NAME = r"(?:in|from|to|into|via|through|with|using|our|and|or|en|de|con|desde)"


class OutsideProducts:
    """Finds names of outside products in a text. Immutable; a product that became a vendor is not outside."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Prepare the search for the vocabulary's products."""
        inside = {_bare(name) for key, term in vocabulary.vendors.items() for name in (key, *term.aliases)}
        self._products: dict[str, str] = {}
        plain: list[str] = []
        everyday: list[str] = []
        for key, product in vocabulary.outside_products.items():
            names = [name for name in (key, *product.aliases) if _bare(name) not in inside]
            self._products |= {_bare(name): key for name in names}
            for name in names:
                (everyday if product.everyday and name == key else plain).append(name)
        self._plain = re.compile(rf"(?i)(?<!\w)(?:{_any_of(plain)})(?!\w)") if plain else None
        self._everyday = _everyday_pattern(everyday) if everyday else None

    def named_in(self, text: str) -> tuple[str, ...]:
        """The products that a text names, in the order of the vocabulary."""
        found = {self._products.get(_bare(name)) for name in self._names(text)}
        return tuple(key for key in dict.fromkeys(self._products.values()) if key in found)

    def _names(self, text: str) -> Iterator[str]:
        if self._plain is not None:
            yield from self._plain.findall(text)
        if self._everyday is not None:
            for match in self._everyday.finditer(text):
                yield match.group(match.lastindex or 0)


def _everyday_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Where an everyday word is a name: alone, before a word of the trade, behind "from", or capital in a sentence."""
    any_case, as_written = _any_of(names), "|".join(map(re.escape, names))
    return re.compile(
        rf"(?xi) ^\W*({any_case})\W*$"
        rf"| (?<!\w)({any_case})(?!\w) (?=\W{{1,3}}(?:{_BEHIND_A_NAME})(?!\w))"
        rf"| (?<!\w){_BEFORE_A_NAME}\s+({any_case})\s*(?=[.,;:!?)]|$)"
        rf"| (?<=[a-z,;]\s)(?-i:({as_written}))(?!\w)"
        rf"| ^\W*({any_case})\s*:"
    )


def _any_of(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(_JOINT.sub(r"[\\s_\\-]?", re.escape(name)) for name in longest_first)


def _bare(name: str) -> str:
    """A name without what people leave out of it."""
    return re.sub(r"[\s_\-]+", "", name.casefold())
