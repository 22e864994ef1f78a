"""All message templates of a catalog, searchable together: which texts stand in a message exactly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from msgspec import Struct, field

from app.core.anchors import anchors_of
from app.core.clues import Clues
from app.core.groundwork import NO_GROUNDWORK, Groundwork
from app.core.model import Entry, Message
from app.core.template import Template, parse_template

TOKEN = re.compile(r"\w+")

_BEFORE_A_MESSAGE = re.compile(r"(?:^|\s\s|[:>|\-,;(\[{=\"'}\])#!?.*`\n\r/])\s*$")
_AFTER_A_MESSAGE = re.compile(r"\s*(?:$|[.!?,;:\"')\]}|<>\-/#(\[{&*`\n\r])")
_SPEAKS_BEFORE = frozenset(
    """error errors err warn warning fatal severe critical info notice debug failed failure exception response message
    msg reason because is says said saying get got getting gives show shows showing lists read reads see sees
    seeing""".split()
)
_SPEAKS_AFTER = frozenset(
    """when while without although what how why since again every please but as after today yesterday this now and
    so""".split()
)
_ENVELOPE = _SPEAKS_BEFORE | frozenset(
    """http https status code request response bad server internal null none true false detail details text description
    severity level sync job import export t z am pm utc gmt est edt cst cdt mst mdt pst pdt mon tue wed thu fri sat sun
    jan feb mar apr may jun jul aug sep oct nov dec""".split()
)
_EDGE = 60


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


class Hit(NamedTuple):
    """A text found in a message: the entries that may own it here, its values and where it stands."""

    pattern: Pattern
    owners: tuple[Owner, ...]
    values: dict[str, str]
    start: int
    end: int

    @property
    def words(self) -> tuple[str, ...]:
        """The literal words found: hits with the same words share one text."""
        return self.pattern.template.words

    @property
    def weight(self) -> int:
        """How many literal letters were found; the most specific text of a message wins."""
        return self.pattern.template.weight


class PatternIndex:
    """Finds exact texts: a message's words lead to the few templates worth trying."""

    def __init__(self, entries: Sequence[Entry], groundwork: Groundwork = NO_GROUNDWORK) -> None:
        """Index the templates of all entries by each one's rarest word; `groundwork` is of these very entries."""
        self._groundwork = groundwork
        parsed = {template.text: template for template in groundwork.templates}
        by_text: dict[str, Pattern] = {}
        for order, entry in enumerate(entries):
            for message in entry.messages:
                pattern = by_text.get(message.text)
                if pattern is None:
                    pattern = by_text[message.text] = Pattern(parsed.get(message.text) or parse_template(message.text))
                pattern.owners.append(Owner(entry, message, order))
        self.patterns: tuple[Pattern, ...] = tuple(by_text.values())
        frequency = Counter(word for pattern in self.patterns for word in set(pattern.template.words))
        self._by_rarest: dict[str, list[Pattern]] = {}
        for pattern in self.patterns:
            rarest = min(pattern.template.words, key=lambda word: (frequency[word], -len(word)))
            self._by_rarest.setdefault(rarest, []).append(pattern)
        self.rarest_words = frozenset(self._by_rarest)

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The anchor of each pattern, by which a log is searched."""
        return self._groundwork.anchors or anchors_of([pattern.template for pattern in self.patterns])

    @staticmethod
    def words_in(text: str) -> set[str]:
        """The words of a text, lower case, as templates count them."""
        return set(TOKEN.findall(text.casefold()))

    def candidates(self, present: set[str]) -> list[Pattern]:
        """The patterns whose words all stand among the given ones (lower case), in any order."""
        return [
            pattern
            for word in present & self.rarest_words
            for pattern in self._by_rarest[word]
            if present.issuperset(pattern.template.words)
        ]

    def hits(self, text: str, clues: Clues, candidates: Iterable[Pattern], *, in_log: bool = False) -> list[Hit]:
        """The candidates found in unwrapped text, most specific first; none inside or across a more specific one."""
        found = [hit for pattern in candidates if (hit := _find(pattern, text, clues, in_log=in_log)) is not None]
        found.sort(
            key=lambda hit: (contradicts(hit, lambda _: clues), -hit.weight, hit.start, hit.owners[0].order, hit.end)
        )
        kept: list[Hit] = []
        for hit in found:
            if all(hit.words == other.words or hit.end <= other.start or other.end <= hit.start for other in kept):
                kept.append(hit)
        return kept


def contradicts(hit: Hit, clues_of: Callable[[Hit], Clues]) -> bool:
    """Whether the message's HTTP status speaks against every owner of the text."""
    if not all(owner.message.status for owner in hit.owners):
        return False
    statuses = clues_of(hit).statuses
    return bool(statuses) and all(owner.message.status not in statuses for owner in hit.owners)


def _find(pattern: Pattern, text: str, clues: Clues, *, in_log: bool) -> Hit | None:
    for found in pattern.search.finditer(text):
        values = pattern.template.values(found)
        owners = tuple(owner for owner in pattern.owners if counts(owner, pattern, found, values, clues, in_log=in_log))
        if owners:
            return Hit(pattern, owners, values, found.start(), found.end())
    return None


def counts(
    owner: Owner, pattern: Pattern, found: re.Match[str], values: dict[str, str], clues: Clues, *, in_log: bool
) -> bool:
    """Whether the text found here is this entry's message and not some other program's words."""
    message = owner.message
    if message.wording == "inferred" and condition_holds(message, values) is False:
        # An inferred text is known by the words of its condition; without them it is another error.
        return False
    text = found.string
    if pattern.template.distinctive and not message.generic:
        return True
    if message.code and message.code in clues.codes:
        return True
    if message.generic:
        return owner.entry.vendor in clues.vendors or (not in_log and _is_whole_message(text, found))
    if not (_stands_out(text, found.start()) or _starts_a_message(text, found.start())):
        return False
    filled = pattern.template.open_end and pattern.template.placeholders[-1].name in values
    return filled or _stands_out(text, found.start()) or _ends_a_message(text, found.end())


def counts_by_clues(owner: Owner, pattern: Pattern, clues: Clues) -> bool:
    """Whether `counts` hangs on the values and clues alone in a log, not on the words that stand beside a text."""
    message = owner.message
    return message.generic or pattern.template.distinctive or bool(message.code and message.code in clues.codes)


def _stands_out(text: str, start: int) -> bool:
    """Whether a capital in the middle of a sentence shows that somebody quotes a message there."""
    before = text[max(0, start - _EDGE) : start].rstrip(" ")
    return text[start].isupper() and before[-1:].islower() and not before[-1:].isupper()


def condition_holds(message: Message, values: Mapping[str, str]) -> bool | None:
    """Whether a message's condition on its values holds; None without a condition or a value to judge."""
    if not message.when:
        return None
    judged = [names_one(values[name], words) for name, words in message.when.items() if name in values]
    return all(judged) if judged else None


def names_one(value: str, words: Sequence[str]) -> bool:
    """Whether a value names one of some words, or of some runs of words."""
    return _any_of(tuple(words)).search(value.casefold()) is not None


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    runs = (r"\W+".join(map(re.escape, TOKEN.findall(word.casefold()))) for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(runs)})(?!\w)")


def _starts_a_message(text: str, start: int) -> bool:
    before = text[max(0, start - _EDGE) : start]
    if _BEFORE_A_MESSAGE.search(before):
        return True
    last = before.split()[-1] if before.split() else ""
    # A time stamp, an id, an address or a path ends the log line's head; so does a level word.
    return any(mark.isdigit() or mark in "@=_/" for mark in last) or last.casefold() in _SPEAKS_BEFORE


def _ends_a_message(text: str, end: int) -> bool:
    after = text[end : end + _EDGE]
    if _AFTER_A_MESSAGE.match(after):
        return True
    following = after.split()[0] if after.split() else ""
    return any(mark.isdigit() or mark in "@=_/" for mark in following) or following.casefold() in _SPEAKS_AFTER


def _is_whole_message(text: str, found: re.Match[str]) -> bool:
    """Whether nothing but a log line's envelope (time, level, status, field names) stands around the text."""
    around = f"{text[: found.start()]} {text[found.end() :]}"
    return all(word in _ENVELOPE or not word.isalpha() for word in TOKEN.findall(around.casefold()))
