"""What a message's surroundings say: codes, HTTP status, vendors and record types named around it.

Text alone does not identify an entry; these clues decide between entries that share a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from app.core.catalog.model import Vocabulary
from app.core.matching.system_signs import FIELD, MENTION, SPEAKER, SignReader
from app.core.text.lazy_pattern import lazy_pattern

# "Status code: 400" and "exit code 1" are none.
_CODE = lazy_pattern(
    r"(?i)(?<!status[ \-])(?<!http[ \-])(?<!exit[ \-])(?<!return[ \-])(?<!response[ \-])(?<!reply[ \-])"
    r"\b(?:error[ _-]?)?code[\"'\s]{0,4}(?:[:=#]|is|\s)[\"'\s]{0,4}(\d{1,6})\b"
)
REPLY_PHRASES = (
    "bad request|unauthorized|forbidden|not found|method not allowed|request timeout|conflict|precondition failed"
    "|unprocessable entity|unprocessable content|too many requests|internal server error|bad gateway"
    "|service unavailable|gateway timeout"
)
_STATUS_NAMED = (
    r"\b(?:http(?:/\d(?:\.\d)?)?[ :]+"
    r"|(?:http[ _]?)?status(?:[ _]?code)?[\"'\s]{0,4}(?:[:=]|is|was|of)?[\"'\s]{0,4}"
    r"|error[ :]+"
    # POST /users -> 503
    r"|(?:get|post|put|patch|delete|head)\s+\S{1,300}\s+(?:http/\S{1,4}\s+)?"
    r"(?:[-=]+>\s*|returned\s+|answered\s+|failed[ :]+)?"
    r")([1-5]\d\d)\b"
)
_STATUS = (
    rf"(?i){_STATUS_NAMED}|\b([1-5]\d\d)\b(?=\W{{1,3}}(?:{REPLY_PHRASES})\b)|\"\s([1-5]\d\d)\s\d"
    r"|\b([1-5]\d\d)\b(?=:?\s{0,2}\{)"
)
_ANY_STATUS = lazy_pattern(_STATUS.replace(r"[1-5]\d\d", r"\d{3}"))
_LIKE_A_STATUS = lazy_pattern(r"\d{3}\b")
_ENDPOINT = lazy_pattern(r"(?<![\w.])/(?:[\w{}:@.\-]+/?)+")
_FILE_NAME = lazy_pattern(r"(?<![\w\-])([\w\-]{1,80})\.(?:csv|tsv|txt|log|json|jsonl|xml|xlsx?)\b", re.IGNORECASE)
_FIELD = lazy_pattern(
    r"(?i)\b(?:record[ _-]?type|record|entity(?:[ _-]?type)?|entry[ _-]?type|type|kind|object(?:[ _-]?type)?|resource"
    r"|endpoint|step|stage|table|dataset|import|phase|file)[\"'\s]{0,3}[=:][\"'\s]{0,3}/?([a-z][a-z _\-]{2,30}?)"
    r"(?=\s*$|\s*[^a-z\s_\-]|\s+[\w.\-]{1,40}[=:])"
)
_TAG = lazy_pattern(r"[\[(<]\s*([a-z][a-z _\-]{2,30}?)\s*[\])>]", re.IGNORECASE)
_CELL = lazy_pattern(r"(?m)(?:^|[,;\t|]) {0,8}\"?([A-Za-z][A-Za-z _\-]{2,30})\"?[ \r]{0,8}(?=[,;\t|]|$)")
_WORK = r"(?:sync|import|export|upload|job|record|creation|create|update|push|load|loader|service|worker|endpoint|api)"

_SPOKEN = frozenset({"user", "course", "enrollment", "attendance"})
_EVERYDAY = frozenset(
    """account accounts student students teacher teachers staff person people class classes course member session
    sessions user members""".split()
)
"""Markers that stand in any sentence; elsewhere than in a path, a field or a file name they say nothing."""


_ANYTHINGS = frozenset({"session", "sessions", "result", "results", "job", "category", "categories", "grade", "grades"})
"""Markers that behind another word name something else: `login-sessions`."""


class Numbers(Struct, frozen=True):
    """The error codes and HTTP statuses that a text names."""

    codes: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()

    @classmethod
    def at(cls, text: str, places: Iterable[tuple[int, int, bool]]) -> Numbers:
        """Those at the given places, see `places_of_numbers`."""
        codes: list[str] = []
        statuses: list[str] = []
        for start, end, is_status in places:
            number = text[start:end]
            if not is_status:
                codes.append(number)
            elif "1" <= number[0] <= "5":
                statuses.append(number)
        return cls(frozenset(codes), frozenset(statuses))


NO_NUMBERS = Numbers()


def places_of_numbers(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where a text may name codes and HTTP statuses, whatever the digits: (start, end, whether it is a status)."""
    # Most texts need not be searched: that takes longest of all that is asked of a message.
    if "code" in text.lower():
        yield from ((*found.span(1), False) for found in _CODE.finditer(text))
    if _LIKE_A_STATUS.search(text) is None:
        return
    for found in _ANY_STATUS.finditer(text):
        group = found.lastindex or 0
        yield (*found.span(group), True)


class Clues(Struct, frozen=True):
    """What is known about a message beside its text. Empty sets mean: not known.

    Attributes:
        codes: Error codes.
        statuses: HTTP statuses.
        vendors: Vendors named, in the record or in its file.
        record_types: Record types, of the record, its step or its file.
        endpoints: Record types that the record's own endpoint or record-type field names: surer than a status.
        nearby: Vendors that the record itself names, or the person who asks.
        systems: Systems that show in the record (`signs`).
        envelopes: Systems in whose envelope the message stands.
        foreign: What in the record speaks for a system outside the catalog (`signs`).
        names_record: Whether it names a record as rosters do: a student, a course, the ID of a user.
        amid_others: Whether the file names a system outside the catalog.
    """

    codes: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    vendors: frozenset[str] = frozenset()
    record_types: frozenset[str] = frozenset()
    nearby: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()
    envelopes: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    names_record: bool = False
    amid_others: bool = False
    endpoints: frozenset[str] = frozenset()

    def or_else(self, wider: Clues) -> Clues:
        """These clues, with each blank filled from a wider context (the file, the whole log)."""
        return Clues(
            self.codes or wider.codes,
            self.statuses or wider.statuses,
            self.vendors or wider.vendors,
            self.record_types or wider.record_types,
            self.nearby | wider.nearby,
            self.systems | wider.systems,
            self.envelopes | wider.envelopes,
            self.foreign | wider.foreign,
            self.names_record or wider.names_record,
            self.amid_others or wider.amid_others,
            self.endpoints or wider.endpoints,
        )


NO_CLUES = Clues()
_FOREIGN_FIELD = Clues(foreign=frozenset({FIELD}))


class ClueReader:
    """Reads clues out of text, by the names and markers of the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Prepare the search for the vocabulary's vendors and record types."""
        self.signs = SignReader(vocabulary)
        self._vendors = {
            _spelled(name): key for key, term in vocabulary.vendors.items() for name in (key, *term.aliases)
        }
        self._vendor_pattern = _any_of(self._vendors)
        self._record_types = {
            _spelled(marker): key for key, term in vocabulary.record_types.items() for marker in (key, *term.markers)
        }
        self._named_alone = _any_of(
            {marker: key for marker, key in self._record_types.items() if key in _SPOKEN and marker not in _EVERYDAY}
        )
        self._named_work = re.compile(rf"(?i)(?<![a-z])({_alternatives(self._record_types)})[ _-]*{_WORK}s?(?![a-z])")

    def read(self, text: str, known_span: tuple[int, int] | None = None) -> Clues:
        """The clues in a text. `known_span` is the matched message: its own words are no context."""
        start, end = known_span or (0, 0)
        before, after = text[:start], text[end:]
        around = f"{before} \n {after}"
        vendors, signs, others = self.vendors_in(around), self.signs.read(before), self.signs.read(after)
        return replace(
            self.read_numbers(text),
            vendors=vendors,
            nearby=vendors,
            record_types=self.record_types_in(around),
            systems=signs.systems | others.systems,
            envelopes=signs.envelopes,
            foreign=signs.foreign | others.foreign,
            endpoints=frozenset(self._endpoints(around)),
        )

    def read_numbers(self, text: str) -> Clues:
        """The codes and HTTP statuses in a text, and the vendors: what tells whether a text is a message at all."""
        return Clues(
            codes=frozenset(_CODE.findall(text)),
            statuses=frozenset(group for found in re.findall(_STATUS, text) for group in found if group),
            vendors=self.vendors_in(text),
        )

    def of_file_name(self, name: str) -> Clues:
        """What a file's name says: `powerschool-users.csv` names a vendor and a record type."""
        spaced = _spelled(re.sub(r"\.\w+$", "", name))
        words = spaced.split()
        kinds = {kind for word in words if (kind := self._record_types.get(word)) is not None}
        return Clues(vendors=self.vendors_in(spaced), record_types=frozenset(kinds) if len(kinds) == 1 else frozenset())

    def of_vendor(self, value: str) -> Clues:
        """What a column or field says that names a vendor, a system or a program."""
        vendors = self.vendors_in(value)
        foreign = {SPEAKER, MENTION} if not vendors and self.signs.names_another(value) else ()
        return Clues(vendors=vendors, nearby=vendors, foreign=frozenset(foreign))

    def of_speaker(self, value: str) -> Clues:
        """What a column or field says that names the program which wrote the record."""
        own = self.of_vendor(value)
        unknown = not own.vendors and not self.signs.is_neutral(value)
        return replace(own, amid_others=own.amid_others or unknown)

    def of_fields(self, names: Iterable[str]) -> Clues:
        """What the names of a record's fields say: some are such that no system of the catalog has."""
        return _FOREIGN_FIELD if self.signs.is_foreign(" ".join(names).casefold()) else NO_CLUES

    def of_head(self, head: str) -> Clues:
        """What the first part of a file says of the whole file. Two vendors named there decide nothing."""
        named = self.vendors_in(head)
        vendors = named if len(named) == 1 else frozenset[str]()
        return Clues(vendors=vendors, amid_others=self.signs.names_another(head))

    def of_field(self, value: str) -> Clues:
        """What a record-type column or field says, by its whole value."""
        bare = re.sub(r"\.\w{2,4}$", "", value.strip())
        kind = self._record_types.get(_spelled(bare)) or self._endpoint_kind(value)
        kinds = frozenset({kind} if kind else ())
        return Clues(record_types=kinds, endpoints=kinds)

    def vendors_in(self, text: str) -> frozenset[str]:
        """The vendors that a text names."""
        found = self._vendor_pattern.findall(_spelled(text))
        return frozenset(self._vendors[name] for name in found)

    def record_types_in(self, text: str) -> frozenset[str]:
        """The record types that a text shows: by endpoint, else file name, field, "user sync", cell, word."""
        return next(filter(None, map(frozenset, self._ways(text))), frozenset())

    def kinds_by_sureness(self, text: str) -> tuple[frozenset[str], ...]:
        """The record types that a text shows in each of those ways, the surest way first."""
        return tuple(map(frozenset, self._ways(text)))

    def _ways(self, text: str) -> Iterator[Iterator[str]]:
        named = self._record_types.get
        looks: tuple[Callable[[], Iterable[str | None]], ...] = (
            lambda: self._endpoints(text),
            lambda: (kind for found in _FILE_NAME.findall(text) for kind in self.of_file_name(found).record_types),
            lambda: (named(_spelled(found)) for found in (*_FIELD.findall(text), *_TAG.findall(text))),
            lambda: (named(_spelled(found)) for found in self._named_work.findall(text)),
            lambda: (named(_spelled(found)) for found in _CELL.findall(text)),
            lambda: map(named, self._named_alone.findall(_spelled(text))),
        )
        return ((kind for kind in look() if kind) for look in looks)

    @property
    def names(self) -> tuple[str, ...]:
        """All names by which vendors and record types are known."""
        return (*self._vendors, *self._record_types)

    @property
    def reads_digits(self) -> bool:
        """Whether digits are clues, too: without them a name of a vendor or record type would say something else.

        "Aspen X2" says no more than "Aspen".
        """
        return any(
            _without_digits(name) != name and known.get(_without_digits(name)) != meant
            for known in (self._vendors, self._record_types)
            for name, meant in known.items()
        )

    def _endpoints(self, text: str) -> Iterator[str]:
        return filter(None, map(self._endpoint_kind, _ENDPOINT.findall(text)))

    def _endpoint_kind(self, path: str) -> str | None:
        """The record type of an endpoint: that of its last segment which names one (/courses/C1/enrollments)."""
        segments = [_bare_segment(segment) for segment in path.split("?", 1)[0].split("/") if segment]
        kinds = [kind for segment in segments if (kind := self._segment_kind(segment))]
        if not kinds:
            return None
        # The people of a course are its members: /courses/C1/users handles enrollments.
        return "enrollment" if kinds[-1] == "user" and "course" in kinds[:-1] else kinds[-1]

    def _segment_kind(self, segment: str) -> str | None:
        """The record type of `users`, `course_attendance_sessions`, `student-enrollments`."""
        words = _spelled(segment).split()
        for first in range(len(words)):
            kind = self._record_types.get(" ".join(words[first:]))
            if kind is not None and (first == 0 or len(words) - first > 1 or words[-1] not in _ANYTHINGS):
                return kind
        return None


def _bare_segment(segment: str) -> str:
    """A segment of a path without an action (`users:batch`) and a file's ending (`users.json`)."""
    return re.sub(r"\.(?:json|xml|csv|aspx?|php)$", "", segment.strip(".:").split(":", 1)[0])


def _spelled(text: str) -> str:
    return " ".join(re.sub(r"[_\-]+", " ", text).casefold().split())


def _alternatives(names: dict[str, str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"[ _-]?") for name in longest_first)


def _without_digits(name: str) -> str:
    """A name without its words that hold digits."""
    return " ".join(word for word in name.split() if not any(map(str.isdigit, word)))


def _any_of(names: dict[str, str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
