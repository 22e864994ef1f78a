"""How sure it is that a text found somewhere is an entry's message, and not another program's words.

What speaks against an entry excludes it: an HTTP status or code that is not the message's, another system named as the
one that speaks. What is missing makes it a guess: a sign of the system where many programs print the text, the end of a
text that its source printed cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from app.core.catalog.model import Message, Vocabulary
from app.core.matching.clues import REPLY_PHRASES, Clues, Numbers, places_of_numbers
from app.core.matching.pattern import Owner, Pattern
from app.core.matching.system_signs import FIELD, SPEAKER, SignReader
from app.core.text.lazy_pattern import lazy_pattern

TOKEN = lazy_pattern(r"\w+")

_BEFORE_A_MESSAGE = lazy_pattern(r"(?:^|\s\s|[:>|\-,;(\[{=\"'}\])#!?.*`\n\r/])\s*$")
_AFTER_A_MESSAGE = lazy_pattern(r"\s*(?:$|[.!?,;:\"')\]}|<>\-/#(\[{&*`\n\r])")
_SPEAKS_BEFORE = frozenset(
    """error errors err warn warning warnings fatal severe critical info notice debug failed failure exception response
    message msg reason because is says said saying get got getting gives show shows showing lists read reads see sees
    seeing""".split()
)
_SPEAKS_AFTER = frozenset(
    """when while without although what how why since again every please but as after today yesterday this now and
    so""".split()
)
_ENVELOPE = _SPEAKS_BEFORE | frozenset(
    f"""http https status code request response bad server internal null none true false detail details text
    description severity level sync job import export t z am pm utc gmt est edt cst cdt mst mdt pst pdt mon tue wed thu
    fri sat sun jan feb mar apr may jun jul aug sep oct nov dec {REPLY_PHRASES.replace("|", " ")}""".split()
)
_EDGE = 60
STACK = lazy_pattern(r"(?m)^[ \t]*(?:at [\w$.<(]|\.\.\. \d+ more|File \"|Traceback \().*$")
_STATUS_LINE = lazy_pattern(r"(?i)(?<![\w/])HTTP/\d(?:\.\d)?\s+\d{3}\s*$")
# A line of a stack that names a program; those of the platform do not.
_FRAME = lazy_pattern(
    r"(?<!\w)at (?!(?:System|Microsoft|java|javax|sun|jdk|org\.springframework)\b)[\w$]+(?:\.[\w$<>`]+)+\("
)
# Addresses and ids: who is meant, not who speaks.
_NAMES = lazy_pattern(r"\S+@\S+|[\w\-]*\d[\w\-]*")
# As "papercut:", "paper cut[12] ->", "[payroll]" or "c.a.UserController -" before a message.
_SPEAKER = lazy_pattern(
    r"(?:(?<![\w/\"'.{,=])([^\W\d][\w.\-]*(?: [^\W\d][\w.\-]*)?)\s*(?:\[\d+\])?\s*(?::|-+>|\s[-–|])"
    r"|\[([^\W\d][\w.\- ]*)\]|(?<![\w/])([^\W\d]\w*(?:\.\w+)+)\[\d+\])\s*[\"'“(\[]*$"
)
LEVEL_BEFORE = lazy_pattern(r"(?i)(?<!\w)(?:error|err|warn|warning|fatal|severe|critical)\W{0,3}$")
GOES_ON = lazy_pattern(r"[\"'”’)\]]*\s{0,2}(?:[:!?]|[\-–—]+>?\s*[^\W\d])")
_REPLY = lazy_pattern(
    rf"(?i)(?:\W|http|response|status|code|error|\d)*(?:{REPLY_PHRASES})(?:\W|http|response|error|\d)*"
)
_NO_END = lazy_pattern(rf"(?i)\W*(?:[1-5]\d\d)?\W*(?:{REPLY_PHRASES}|ok)?\W*(?:response)?\W*")


class Certainty(StrEnum):
    """How sure an entry is the one that a text means."""

    CERTAIN = "certain"
    BEGINS_LIKE = "begins like"
    """The entry's text was printed cut off, and what follows here is not known to be its end."""
    COULD_BE = "could be"
    """Many programs print the text, and nothing shows the entry's system."""


class Sighting(NamedTuple):
    """A text seen somewhere: its match, its values, and what is known beside it."""

    pattern: Pattern
    found: re.Match[str]
    values: Mapping[str, str]
    clues: Clues
    in_log: bool


class Judge:
    """Judges texts by the catalog's vocabulary."""

    def __init__(self, vocabulary: Vocabulary, signs: SignReader) -> None:
        """Know the words that stand around a message in any log of a sync job."""
        self._signs = signs
        self._systems = tuple(word.casefold() for word in (*vocabulary.systems, *vocabulary.vendors))
        markers = (word for term in vocabulary.record_types.values() for word in term.markers)
        names = (word for term in vocabulary.vendors.values() for word in term.aliases)
        words = " ".join((*vocabulary.sync_words, *markers, *names, *vocabulary.systems, *vocabulary.vendors))
        self._around = _ENVELOPE | frozenset(TOKEN.findall(re.sub(r"[_\-]", " ", words.casefold())))

    def needs_sign(self, message: Message, pattern: Pattern) -> bool:
        """Whether a message counts only with a sign of its system: many programs print it."""
        if message.common:
            return True
        # "PowerSchool Error: ..." names its system itself.
        return not pattern.template.distinctive and self._systems_named(pattern.template.words) == 0

    def _systems_named(self, words: Sequence[str]) -> int:
        text = f" {' '.join(words)} "
        return sum(f" {name} " in text for name in self._systems)

    def certainty(self, owner: Owner, seen: Sighting) -> Certainty | None:
        """How sure a text seen is this entry's message; None where it is none at all."""
        message, clues = owner.message, seen.clues
        if message.generic:
            known = owner.entry.vendor in clues.nearby or (not seen.in_log and self._is_bare(seen.found))
            if not known or FIELD in clues.foreign:
                return None
        elif not _stands_alone(owner, seen):
            return None
        elif self._is_anothers(owner, seen) or (
            self.needs_sign(message, seen.pattern) and not self._is_signed(owner, seen)
        ):
            return Certainty.COULD_BE
        return ending(message, seen.pattern, seen.values)

    def heeds_words(self, message: Message, pattern: Pattern) -> bool:
        """Whether in a log the very words beside a text may count, and not only what they say and its values."""
        return not message.generic and (self.needs_sign(message, pattern) or not pattern.template.distinctive)

    def _is_anothers(self, owner: Owner, seen: Sighting) -> bool:
        """Whether another system is named, or a field that only another one has."""
        message, entry, clues = owner.message, owner.entry, seen.clues
        if message.code and message.code in clues.codes:
            return False
        common = self.needs_sign(message, seen.pattern)
        if common and (FIELD in clues.foreign or self.has_foreign_values(seen.values)):
            return True
        if entry.vendor in clues.nearby:
            return False
        if SPEAKER in clues.foreign or entry.system in clues.systems:
            return SPEAKER in clues.foreign
        # Where many programs print a text, any other name speaks against it.
        return common and bool(clues.nearby or clues.systems or clues.foreign)

    def _is_signed(self, owner: Owner, seen: Sighting) -> bool:
        """Whether something shows that a text which many programs print is of the entry's system."""
        message, entry, clues = owner.message, owner.entry, seen.clues
        if message.code and message.code in clues.codes:
            return True
        if entry.vendor in clues.nearby or entry.system in clues.systems or entry.system in clues.envelopes:
            return True
        if self._is_disputed(seen):
            return False
        if not seen.in_log:
            return True
        if not is_as_printed(seen.pattern, seen.found.group()):
            return False
        return (
            entry.vendor in clues.vendors
            # In a file of another system a student or a course shows nothing.
            or not (
                clues.amid_others
                or (
                    clues.record_types.isdisjoint(entry.record_types)
                    and not clues.names_record
                    and not self._is_whole_message(seen.found)
                )
            )
        )

    def _is_disputed(self, seen: Sighting) -> bool:
        """Whether somebody unknown speaks ("backup: ..."), or the message goes on as the entry's does not."""
        text = seen.found.string
        if self.has_speaker(text, seen.found.start()):
            return True
        return not seen.pattern.template.open_end and GOES_ON.match(text, seen.found.end()) is not None

    def has_speaker(self, text: str, start: int) -> bool:
        """Whether somebody unknown speaks before a place."""
        speaker = _SPEAKER.search(LEVEL_BEFORE.sub("", text[max(0, start - _EDGE) : start]))
        return speaker is not None and not self.says_nothing(speaker[speaker.lastindex or 0])

    def has_foreign_values(self, values: Mapping[str, str]) -> bool:
        """Whether a field that only another system has stands in the values of a text."""
        return self._signs.is_foreign(" ".join(values.values()).casefold())

    def _is_whole_message(self, found: re.Match[str]) -> bool:
        """Whether nothing but a log line's envelope (time, level, status, field names) stands around the text."""
        text = found.string
        around = f"{text[: found.start()]} {text[found.end() :]}"
        if len(around) > 20 * _EDGE:
            return False
        # Told twice: by the program, and in the answer that it had. Where it happened says nothing of whose it is.
        around = STACK.sub(" ", found.re.sub(" ", around))
        return self.says_nothing(around)

    def _is_bare(self, found: re.Match[str]) -> bool:
        """Whether a person pasted a platform's text alone: no server's status line, no program's stack around it."""
        before, after = found.string[: found.start()], found.string[found.end() :]
        told_by_other = _STATUS_LINE.search(before) or _FRAME.search(before) or _FRAME.search(after)
        return not told_by_other and self._is_whole_message(found)

    def says_nothing(self, text: str) -> bool:
        """Whether a text holds nothing but what stands around a message in any log of a sync job."""
        return all(word in self._around or not word.isalpha() for word in _words(_NAMES.sub(" ", text)))


def _words(text: str) -> list[str]:
    return TOKEN.findall(re.sub(r"[_\-]", " ", text.casefold()))


def ending(message: Message, pattern: Pattern, values: Mapping[str, str]) -> Certainty:
    """How sure the end of a text is the message's: known by its condition, or nothing stands there."""
    rest = values.get(pattern.template.rest, "") if pattern.template.rest else ""
    holds = condition_holds(message, values)
    if message.wording == "inferred" and holds is False:
        return Certainty.BEGINS_LIKE
    if not holds and not is_no_end(rest):
        return Certainty.BEGINS_LIKE
    return Certainty.CERTAIN


def is_no_end(rest: str) -> bool:
    """Whether what follows a text is not its end: nothing, or the HTTP status in words."""
    return _NO_END.fullmatch(rest) is not None


def is_status_line(text: str) -> bool:
    """Whether a text is no more than how any server answers: `HTTP response HTTP/1.1 404 Not Found`."""
    return _REPLY.fullmatch(text) is not None


def numbers_within(text: str) -> Numbers:
    """The codes and HTTP statuses that a message itself names."""
    return Numbers.at(text, places_of_numbers(text))


def contradicts(message: Message, within: Numbers, clues: Clues) -> bool:
    """Whether a text names an HTTP status or a code, and none of them is the message's."""
    statuses = within.statuses or clues.statuses
    if message.status and statuses and message.status not in statuses:
        return True
    return bool(message.code and clues.codes and message.code not in clues.codes)


def condition_holds(message: Message, values: Mapping[str, str]) -> bool | None:
    """Whether a message's condition on its values holds; None without a condition or a value to judge."""
    if not message.when:
        return None
    judged = [names_one(values[name], words) for name, words in message.when.items() if name in values]
    return all(judged) if judged else None


def values_speak_for(message: Message, values: Mapping[str, str]) -> bool | None:
    """Whether its values say that a text is this entry's, of those that share it; None where they say nothing."""
    if any(names_one(values[name], words) for name, words in message.decides.items() if name in values):
        return True
    return condition_holds(message, values)


def names_one(value: str, words: Sequence[str]) -> bool:
    """Whether a value names one of some words, or of some runs of words."""
    return _any_of(tuple(words)).search(value.casefold()) is not None


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    runs = (r"\W+".join(map(re.escape, TOKEN.findall(word.casefold()))) for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(runs)})(?!\w)")


@cache
def _leading_words(template: str) -> tuple[str, ...]:
    return tuple(TOKEN.findall(template.partition("{")[0]))


def is_as_printed(pattern: Pattern, message: str) -> bool:
    """Whether the words are written with the capitals that the source prints."""
    words = _leading_words(pattern.template.text)
    return tuple(TOKEN.findall(message)[: len(words)]) == words


def _stands_alone(owner: Owner, seen: Sighting) -> bool:
    """Whether the words stand like a message of their own, and not in the middle of other words."""
    message, template, found = owner.message, seen.pattern.template, seen.found
    if template.distinctive or (message.code and message.code in seen.clues.codes):
        return True
    text, start = found.string, found.start()
    stands_out = text[start].isupper() and ends_in_a_word(text, start)
    if not (stands_out or starts_a_message(text, start)):
        return False
    filled = template.open_end and template.placeholders[-1].name in seen.values
    return filled or stands_out or ends_a_message(text, found.end())


def ends_in_a_word(text: str, start: int) -> bool:
    """Whether a place is in the middle of a sentence: a capital there shows that somebody quotes a message."""
    before = text[max(0, start - _EDGE) : start].rstrip(" ")
    return before[-1:].islower() and not before[-1:].isupper()


def starts_a_message(text: str, start: int) -> bool:
    """Whether what stands before a place ends the head of a line, or opens a message."""
    before = text[max(0, start - _EDGE) : start]
    if _BEFORE_A_MESSAGE.search(before):
        return True
    last = before.split()[-1] if before.split() else ""
    # A time stamp, an id, an address or a path ends the log line's head; so does a level word.
    return any(mark.isdigit() or mark in "@=_/" for mark in last) or last.casefold() in _SPEAKS_BEFORE


def ends_a_message(text: str, end: int) -> bool:
    """Whether what stands behind a place closes a message, or goes on with another sentence."""
    after = text[end : end + _EDGE]
    if _AFTER_A_MESSAGE.match(after):
        return True
    following = after.split()[0] if after.split() else ""
    return any(mark.isdigit() or mark in "@=_/" for mark in following) or following.casefold() in _SPEAKS_AFTER


def best(certainties: Iterable[Certainty]) -> Certainty:
    """The surest of some."""
    return min(certainties, key=list(Certainty).index)
