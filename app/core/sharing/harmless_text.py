"""What of a text may be shared: only what is known to be harmless, by an ordered list of rules, each with a reason.

A text is read in chunks: a word, a number, or words and numbers joined by dots, hyphens and underscores. A chunk that
no rule lets through is unknown and becomes a stand-in. `app.core.sharing.leak_check` judges the result by other means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from typing import Final, NamedTuple

from app.core.sharing.chunks import Chunk, chunks_of
from app.core.sharing.harmless_words import ROLES, HarmlessWords, is_surely_a_word
from app.core.sharing.name_runs import NameRuns
from app.core.sharing.pii_spans import UNKNOWN, Grounds, Kind, Mark, Place
from app.core.sharing.time_spans import DATE

_ATOM = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W_]")
_POSSESSIVE = re.compile(r"['\u2019]s?$|['\u2019][sS]$")
_VERSION = re.compile(
    r"[vV]?\d{1,3}(?:\.\d{1,3}){1,3}|[vV]\d{1,2}(?:[pP]\d{1,2})?|\d{1,2}(?:st|nd|rd|th)|\d{1,6}(?:ms|s|sec|min|h|[kKMG]i?B|px|x|%)"
)
_CONTRACTION = re.compile(
    r"(?i)(?:do|does|did|is|are|was|were|ca|could|wo|would|should|has|have|had|must|need)n['\u2019]t"
    r"|(?:i|you|he|she|it|we|they|that|there|what|who|this)['\u2019](?:ll|ve|re|d|m|s)|let['\u2019]s"
)
_SIGNS_OF_MACHINES: Final = frozenset(
    """utf8 utf16 sha1 sha256 md5 http2 http3 k12 x64 x86 win64 win32 amd64 arm64 ipv4 ipv6 oauth2 saml2 h2 base64 es256
    rs256 hs256 log4j e2e s3 p12 x509 id1 id2 v1p1 v1p2 int32 int64 utf""".split()
)
_PROGRAM_NAME = re.compile(
    r"(?:com|org|net|io|java|javax|sun|jdk|edu|System|Microsoft|Newtonsoft)(?:\.[A-Za-z_$][\w$]*){2,}"
    r"|(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Exception|Error)(?:\.\w+)?|0x[0-9A-Fa-f]{1,8}"
)
# Codes of systems: Oracle, sign-in services, state reporting. Of any letters, they may be a student's id.
_ERROR_CODE = re.compile(
    r"(?:ORA|TNS|PLS|RFC|CVE|AADSTS|EDS|SENR|SINF|SELA|SPRG|SCSE|SCSC|SDEM|SASS|STAS|SINC|SOFF|SRES|SIRS|CRSE|CRSC)"
    r"-?\d{3,8}|GE\d\d|AH\d{5}"
)
# Min-jun, and the folder of somebody's: BellA.
_LIKE_A_NAME = re.compile(
    r"[A-Z][a-z]{1,3}-[a-z]{2,4}(?<!-on)(?<!-in)(?<!-out)(?<!-up)(?<!-off)(?<!-end)|[A-Z][a-z]{2,}[A-Z]"
)
_PERIOD = re.compile(r"[A-Za-z]{1,3}-?\d{1,2}[A-Za-z]?")
_HARMLESS_FORMS: Final = (_CONTRACTION, _VERSION, _PROGRAM_NAME, _ERROR_CODE)
_COUNTED = re.compile(
    r"(?i)\s?(?:rows?|records?|lines?|bytes?|[kmg]i?b|m?s|sec(?:ond)?s?|min(?:ute)?s?|hours?|users?|students?|enrollments?"
    r"|courses?|sections?|classes|files?|errors?|warnings?|entries|items?|points?|times|percent|%|requests?|of|new|changed"
    r"|days?|weeks?|pages?|retries|attempts?|columns?|characters|results?|grades|scores)(?![\w\-])"
)
_NUMBERING = re.compile(
    r"(?i)(?:(?<![a-z])(?:lines?|rows?|ports?|pid|thread|version|build|took|attempt|retry|pages?|limit|offset|counts?|totals?|size"
    r"|status|https?|code|errno|exit|step|grades?|periods?|semester|quarter|unit|chapter|rule|import|batch|run|job|release"
    r"|priority|level|errorcode|edition|process|max|min|maximum|minimum|exceeds|than|least|most|column|col|char|position"
    r"|length|len|duration|elapsed|algebra|geometry|version|[Aa]ll)|\bv)[\s\"'#:=(\[\\]{0,6}$"
)
_COUNT_KEY = re.compile(
    r"(?i)\"(?:\w*_)?(?:users|students|teachers|courses|classes|sections|enrollments|parents|orgs|assignments|scores|grades"
    r"|errors|warnings|rows|records|files|events|results|members)\\*\":\s?$"
)
_AFTER_FILE = re.compile(r"\.[A-Za-z]{1,6}\d?(?::\d{1,6})?:$")
_STATUS_BEFORE = re.compile(
    r"(?i)(?:http(?:/\d(?:\.\d)?)?|status|code|response|returned|got|error)\W{1,8}$|[\w/]\"? $|\s-\s$"
)
_STATUS_AFTER = re.compile(
    r"\W{1,3}(?:OK|Created|Accepted|No Content|Moved|Found|Bad|Unauthorized|Forbidden|Not |Method|Conflict|Gone"
    r"|Unprocessable|Too Many|Internal|Service|Gateway|Precondition|Request|Client|Server)"
)
_BYTES_SENT = re.compile(r"HTTP/\d(?:\.\d)?\\?\" \d{3} $")
_CODE_BEFORE = re.compile(r"(?i)(?:code|error|err|exception|ora|#)[\s\"'#:=(\[\\\-]{0,6}$")
_ADD_CODE = re.compile(r"(?i)(?:add|course|section|class|school|zip|postal|pin|access|student|user)[\s_]?code\W{0,6}$")
_YEAR_NEAR = re.compile(
    r"(?i)(?:year|term|fall|spring|summer|winter|autumn|semester|copyright|of|\d{2,4}\s?[\-/\u2013])\W?$"
)
_STATUSES: Final = frozenset(
    [*range(200, 209), 226, *range(300, 309), *range(400, 419), *range(421, 432), 451, *range(500, 512)]
)


class Judged(NamedTuple):
    """What is unknown in a text, and the places that were let through for another reason than being plain words."""

    unknown: list[Mark]
    passed: list[Place]


class Harmless:
    """Judges a text by what is known to be harmless: words, codes, numbers whose surroundings say what they count."""

    def __init__(self, words: HarmlessWords, own: Set[str], codes: Set[str]) -> None:
        """Take the words that name nobody; which of them are the catalog's `own`; and its codes."""
        self.plain = words.plain
        self.names_too = words.names_too
        self._codes = codes
        self._runs = NameRuns(own)
        self._kinds: dict[str, _Sort] = {}

    def judge(self, text: str, grounds: Grounds, titles: Iterable[Place] = (), named: Set[str] = frozenset()) -> Judged:
        """Find what is unknown on free ground. In `titles` (of sections, assignments) words that are names, too, pass.

        `named` are words and ids that are known to name somebody in this text.
        """
        lenient = bytearray(len(text))
        for start, end in titles:
            lenient[start:end] = b"\1" * (end - start)
        chunks = list(chunks_of(text))
        unknown: dict[int, list[Chunk]] = {}
        passed: list[Place] = []
        for number, chunk in enumerate(chunks):
            if not grounds.is_free(chunk.start, chunk.end):
                # Partly taken: what is left of it is judged by itself.
                left = self._left_of(chunk, grounds)
                if left:
                    unknown[number] = left
                continue
            sort = self._sort(chunk.text)
            if named and _is_named(chunk.text, named):
                unknown[number] = self._unknown_of(chunk)
                continue
            if sort is _PLAIN or self._is_escaped_word(text, chunk):
                continue
            if self._passes(sort, text, chunks, number) or (
                lenient[chunk.start] and self._passes_in_title(sort, text, chunks, number)
            ):
                passed.append((chunk.start, chunk.end))
            else:
                unknown[number] = self._unknown_of(chunk)
        marks = [*_dates(text, grounds), *self._runs.marks(text, unknown, chunks)]
        return Judged(marks, passed)

    def is_known(self, word: str) -> bool:
        """Whether a word is in the lists, be it a name, too."""
        folded = word.casefold()
        return folded in self.plain or folded in self.names_too

    def is_plain(self, word: str) -> bool:
        """Whether a word names nobody, whatever stands around it."""
        return word.casefold() in self.plain

    def _is_escaped_word(self, text: str, chunk: Chunk) -> bool:
        """Whether it is an escape, such as that of a line end, and a word: the last letter of it begins the chunk."""
        escaped = text[chunk.start - 1 : chunk.start] == "\\" and chunk.text[0] in "nrtbfv"
        return escaped and self.is_plain(chunk.text[1:])

    def _left_of(self, chunk: Chunk, grounds: Grounds) -> list[Chunk]:
        """What a mark has left of a chunk, if it is unknown."""
        free = "".join("1" if grounds.is_free(n, n + 1) else " " for n in range(chunk.start, chunk.end))
        parts = [(chunk.start + run.start(), chunk.start + run.end()) for run in re.finditer("1+", free)]
        left = [Chunk(start, end, chunk.text[start - chunk.start : end - chunk.start]) for start, end in parts]
        return [part for part in left if len(part.text.strip("._-'")) > 1 and not self._is_harmless(part.text)]

    def _sort(self, chunk: str) -> _Sort:
        sort = self._kinds.get(chunk)
        if sort is None:
            sort = self._new_sort(chunk)
            if len(self._kinds) < _MOST_REMEMBERED:
                self._kinds[chunk] = sort
        return sort

    def _new_sort(self, chunk: str) -> _Sort:
        bare = _POSSESSIVE.sub("", chunk)
        folded = bare.replace("=\r\n", "").replace("=\n", "").casefold()
        if folded in self.plain or (len(folded) == 1 and folded.isalpha()) or not folded.strip("_"):
            return _PLAIN
        if folded in self.names_too:
            return _NAME_TOO
        if bare.isdecimal():
            return _PLAIN if len(bare) <= 2 else _NUMBER
        if folded in _SIGNS_OF_MACHINES or any(pattern.fullmatch(chunk) for pattern in _HARMLESS_FORMS):
            return _PASSES
        stem, _, extension = bare.rpartition(".")
        if stem and extension.casefold() in _EXTENSIONS and self._is_harmless(stem):
            return _PASSES
        return self._sort_of_atoms(bare)

    def _sort_of_atoms(self, chunk: str) -> _Sort:
        """A chunk of several words: harmless if all are, of words that are names, too, if one is surely none."""
        if not chunk.isascii() or "'" in chunk or _LIKE_A_NAME.fullmatch(chunk):
            return _UNKNOWN
        atoms = _ATOM.findall(chunk)
        folded = [atom.casefold() for atom in atoms]
        words = [word for word in folded if word.isalpha()]
        good = all(self._is_plain_atom(word) or word in self.names_too for word in folded)
        sure = [word for word in words if len(word) > 2 and word in self.plain]
        numbers = [word for word in folded if word.isdigit()]
        if not good or not sure or (len(numbers) > 1 and "." not in chunk) or "".join(words) == "id":
            return _UNKNOWN
        names = sum(word in self.names_too for word in words)
        if names > 1 or (names and not _is_name_of_thing(chunk, sure)):
            return _UNKNOWN
        return _PASSES

    def _is_plain_atom(self, atom: str) -> bool:
        folded = atom.casefold()
        return folded in self.plain or len(folded) == 1 or (folded.isdigit() and len(folded) <= 2)

    def _passes(self, sort: _Sort, text: str, chunks: Sequence[Chunk], number: int) -> bool:
        chunk = chunks[number]
        if sort is _NAME_TOO:
            before, after, then = (_neighbor(text, chunks, number, step) for step in (-1, 1, 2))
            return is_surely_a_word(chunk.text, before, after, then)
        if sort is _NUMBER:
            return self._number_passes(text, chunk)
        return sort is _PASSES

    def _passes_in_title(self, sort: _Sort, text: str, chunks: Sequence[Chunk], number: int) -> bool:
        """Whether a section or assignment may be called so: `Field Trip`. Alone, or two together, it is a person."""
        if sort is _NAME_TOO:
            beside = [word for step in (-1, 1) if (word := _neighbor(text, chunks, number, step))]
            return bool(beside) and all(word in self.plain for word in beside)
        title = chunks[number].text
        return (sort is _NUMBER and len(title) <= _MOST_DIGITS_IN_TITLE) or _PERIOD.fullmatch(title) is not None

    def _number_passes(self, text: str, chunk: Chunk) -> bool:
        """Whether its surroundings say that a number is a status, a code, a count, a size, a year or a line."""
        start, end, number = chunk
        before = text[max(0, start - 28) : start]
        if _is_status(number, before, text[end : end + 24]) or self._is_code(number, before):
            return True
        if len(number) <= _MOST_DIGITS_COUNTED and (_COUNTED.match(text, end) or _BYTES_SENT.search(before)):
            return before[-1:] not in {"#", "-"} and not _ends_with_role(before)
        if len(number) > _MOST_DIGITS_NUMBERED:
            return False
        is_year = len(number) == 4 and number[:2] in {"19", "20"} and _YEAR_NEAR.search(before)
        if is_year or _AFTER_FILE.search(before) or _COUNT_KEY.search(before):
            return True
        return _NUMBERING.search(before) is not None and _ADD_CODE.search(before) is None

    def _is_code(self, number: str, before: str) -> bool:
        return number in self._codes and _CODE_BEFORE.search(before) is not None and not _ADD_CODE.search(before)

    def _unknown_of(self, chunk: Chunk) -> list[Chunk]:
        """What of a chunk is to be replaced: the whole, or out of words joined by underscores those not known."""
        start, end, text = chunk
        bare = _POSSESSIVE.sub("", text)
        end = start + len(bare)
        parts = [Chunk(start + p.start(), start + p.end(), p.group()) for p in re.finditer(r"[^_.]+", bare)]
        extension = len(parts) > 1 and "." in bare and parts[-1].text.casefold() in _EXTENSIONS
        if not extension and "_" not in bare:
            return [Chunk(start, end, bare)]
        if not extension and bare.count(".") and not any(self._is_harmless(part.text) for part in parts):
            return [Chunk(start, end, bare)]
        bad = [part for part in parts[: len(parts) - extension] if not self._is_harmless(part.text)]
        return bad or [Chunk(start, end, bare)]

    def _is_harmless(self, part: str) -> bool:
        return self._sort(part) in (_PLAIN, _PASSES)


class _Sort(NamedTuple):
    name: str


_PLAIN, _NAME_TOO, _NUMBER, _PASSES, _UNKNOWN = map(_Sort, ("plain", "name, too", "number", "passes", "unknown"))
_MOST_DIGITS_COUNTED, _MOST_DIGITS_NUMBERED, _MOST_DIGITS_IN_TITLE = 8, 6, 4
_MOST_REMEMBERED: Final = 50_000
_EXTENSIONS: Final = frozenset(
    """csv tsv txt log xml json html htm pdf xls xlsx doc docx zip gz tar png
    jpg jpeg eml msg bak dat sql yml ps1 cs py js java""".split()
)


def _is_named(chunk: str, named: Set[str]) -> bool:
    """Whether a word stands here as the name that it is elsewhere: with a capital (`Post`); an id in any case."""
    bare = _POSSESSIVE.sub("", chunk)
    return bare.casefold() in named and (bare.istitle() or not bare.isalpha())


def _neighbor(text: str, chunks: Sequence[Chunk], number: int, step: int) -> str:
    """The word some steps away in the same sentence, in small letters; empty where that ends before."""
    place = number + step
    if not 0 <= place < len(chunks):
        return ""
    first, last = sorted((number, place))
    gaps = [text[chunks[n].end : chunks[n + 1].start] for n in range(first, last)]
    return chunks[place].text.casefold() if all(gap in {" ", "\n", "\r"} for gap in gaps) else ""


def _is_name_of_thing(chunk: str, sure: Sequence[str]) -> bool:
    """Whether words that may be names, too, stand in the name of a field or program: `page_size`, `maxScore`."""
    if "." in chunk or all(word in _EXTENSIONS for word in sure):
        return False  # mark.student may be a log-in, White.pdf a student's file
    return "_" in chunk or chunk.islower() or ("-" not in chunk and not chunk.isupper())


def _is_status(number: str, before: str, after: str) -> bool:
    if len(number) != 3 or int(number) not in _STATUSES:
        return False
    return _STATUS_BEFORE.search(before) is not None or _STATUS_AFTER.match(after) is not None


def _ends_with_role(before: str) -> bool:
    words = re.findall(r"\w+", before)
    return bool(words) and words[-1].casefold() in ROLES


def _dates(text: str, grounds: Grounds) -> list[Mark]:
    found = [date.span() for date in DATE.finditer(text)]
    return [Mark(start, end, Kind.DATE, UNKNOWN + 1) for start, end in found if grounds.is_free(start, end)]
