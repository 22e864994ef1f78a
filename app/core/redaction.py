"""Redaction: identities in a text become stand-ins, the same identity the same one throughout a hand-off.

What support needs stays: error texts, codes, statuses, times, endpoints, names of fields. Three things say what an
identity is, the surest first: a known message's own placeholders, a field's name, the way a word is written. What was
once found is then replaced wherever else it stands, however it is wrapped there. `app.core.leaks` checks the result
by other means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from app.core.error_words import KEPT_PLACEHOLDERS, KIND_OF_PLACEHOLDER, ErrorWords
from app.core.identities import EMAIL, is_common, kind_of_value, marks_by_pattern, names_in_prose
from app.core.identity_columns import Columns, columns_of
from app.core.identity_fields import marks_by_field
from app.core.identity_marks import KNOWN, PEOPLE, Grounds, Kind, Mark
from app.core.unwrapping import SOFT_BREAK, unwrap

_WORDS_OF_STAND_INS = "|".join(kind.value for kind in Kind if kind not in {Kind.EMAIL, Kind.KEEP})
STAND_IN: Final = re.compile(
    rf"(?i)(?<![\w@.\-])(?:person-\d{{2,4}}(?:@|%40)example\.org|(?:{_WORDS_OF_STAND_INS})-\d{{2,4}})(?![\w@]|-\d)"
)
"""A stand-in, in any case. Where one already stands in a text it stays, so that redacting twice changes nothing."""

_WORD = re.compile(r"[^\W_]+")
_ESCAPED_AT = re.compile(r"(?i)%40|=40|&#0?64;|&commat;|\\{1,4}u0040")
_MAX_GAP: Final = 3
_BETWEEN_CELLS = re.compile(r'"?[,;\t|]"?')
_MAX_LINE: Final = 8_000
_TIME = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?|\b\d\d?:\d\d:\d\d"
)
_QUOTED_LINE = re.compile(r"[ \t]*>")


class Replacement(NamedTuple):
    """A stand-in in a redacted text: where it stands there, and what it stands for."""

    start: int
    end: int
    stand_in: str
    original: str


class Redacted(NamedTuple):
    """A redacted text with the places of its stand-ins."""

    text: str
    replacements: tuple[Replacement, ...]


class _Known(NamedTuple):
    words: tuple[str, ...]
    stand_in: str
    capital: bool


class Redactor:
    """Replaces identities for one hand-off. `learn` all texts first, then `redact` them: order then changes nothing.

    `key` leads from each stand-in back to what it stands for. `kept` are values left as they are because support
    needs them (job ids), and those that a person has chosen to show.
    """

    def __init__(self, error_words: ErrorWords, hidden: Iterable[str] = ()) -> None:
        """Begin with no stand-ins. `hidden` are words replaced wherever they stand, whatever they are."""
        self._errors = error_words
        self.key: dict[str, str] = {}
        self.kept: set[str] = set()
        self._shown: set[str] = set()
        self._stand_ins: dict[str, str] = {}
        self._counts: dict[Kind, int] = {}
        self._reserved: set[str] = set()
        self._known: dict[str, list[_Known]] = {}
        self._columns: Columns | None = None
        self._hidden = frozenset(_folded(word) for word in hidden)
        for word in hidden:
            if _WORD.search(word):
                self._stand_in(word, Kind.HIDDEN)

    def show(self, stand_in: str) -> None:
        """Leave the identity behind a stand-in as it is from now on. A person must have asked for that."""
        if stand_in in self.key:
            self._shown.add(stand_in)

    def hide(self, stand_in: str) -> None:
        """Take `show` back."""
        self._shown.discard(stand_in)

    @property
    def shown(self) -> frozenset[str]:
        """The stand-ins that a person chose to show the identity of."""
        return frozenset(self._shown)

    def learn(self, text: str) -> None:
        """Find the identities of a text without replacing any."""
        self._reserve(text)
        for piece in _pieces(text):
            self._redacted_piece(piece, known=False)
        self._columns = None

    def learn_prose(self, text: str) -> None:
        """As `learn`, for a person's own sentences: what is written like a name there is one."""
        self.learn(text)
        for name in names_in_prose(text, self._errors.words):
            self.learn_identity(name, Kind.PERSON)

    def learn_identity(self, original: str, kind: Kind) -> None:
        """Take in an identity that is known from elsewhere, such as an affected record of a report."""
        if original.strip() and not STAND_IN.fullmatch(original):
            self._stand_in(original, kind_of_value(kind, original))

    def redact(self, text: str) -> str:
        """The text with stand-ins."""
        self.learn(text)
        redacted = "".join(self._redacted_piece(piece, known=True) for piece in _pieces(text))
        self._columns = None
        return redacted

    def redact_values(self, values: Mapping[str, str]) -> dict[str, str]:
        """The values of a message's placeholders by name, with stand-ins for those that are identities."""
        for name, value in values.items():
            kind = KIND_OF_PLACEHOLDER.get(name)
            if kind is not None:
                self.learn_identity(value, kind)
            elif name in KEPT_PLACEHOLDERS:
                self.kept.add(value)
        return {
            name: value if name in KEPT_PLACEHOLDERS else self.stand_in_of(value) or self.redact(value)
            for name, value in values.items()
        }

    def stand_in_of(self, original: str) -> str | None:
        """The stand-in of an identity found before, as a whole; itself where a person chose to show it."""
        name = self._stand_ins.get(_folded(_plain(original)))
        return self.key[name] if name is not None and name in self._shown else name

    def marked(self, redacted: str) -> Redacted:
        """A redacted text with the places of this redactor's stand-ins, and of identities shown on purpose."""
        places = [
            Replacement(*found.span(), name, self.key[name])
            for found in STAND_IN.finditer(redacted)
            if (name := self._own_name(found.group())) is not None
        ]
        for name in self._shown:
            original = self.key[name]
            places += [
                Replacement(*found.span(), name, original)
                for found in re.finditer(rf"(?i)(?<!\w){_by_words(original)}(?!\w)", redacted)
            ]
        return Redacted(redacted, tuple(sorted(places)))

    def _own_name(self, spelled: str) -> str | None:
        folded = spelled.casefold()
        return next((name for name in self.key if name.casefold() == folded), None)

    def _reserve(self, text: str) -> None:
        """Stand-ins that stand in a text from before are not given to anybody else."""
        self._reserved.update(found.group().casefold() for found in STAND_IN.finditer(text))

    # One piece: a line, or lines that a mail program has broken

    def _redacted_piece(self, piece: str, *, known: bool) -> str:
        if len(piece) > _MAX_LINE:
            return "".join(self._redacted_piece(part, known=known) for part in _parts(piece))
        line = piece.rstrip("\r\n")
        out = self._replaced(line, known=known)
        plain = unwrap(out).replace(SOFT_BREAK, " ")
        if plain != out:
            # Escapes may hide something: then, and only then, the text is handed out without them.
            again = self._replaced(plain, known=known)
            if again != plain:
                out = again
        return out + piece[len(line) :]

    def _replaced(self, text: str, *, known: bool) -> str:
        heading = columns_of(text, self._columns)
        marks, own = self._errors.marks(text)
        marks += marks_by_field(text, self._errors.words)
        marks += marks_by_pattern(text, self._errors.words, self._errors.codes)
        if heading is not None:
            self._columns = heading
        elif self._columns is not None:
            marks += self._columns.marks(text)
        grounds = Grounds(len(text))
        grounds.reserve_words(own)
        grounds.reserve_times(found.span() for found in _TIME.finditer(text))
        grounds.reserve(found.span() for found in STAND_IN.finditer(text))
        chosen = [mark for mark in grounds.put(marks) if _says_something(text, mark)]
        for mark in chosen:
            if mark.kind is Kind.KEEP:
                self.kept.add(text[mark.start : mark.end])
            else:
                self._stand_in(text[mark.start : mark.end], mark.kind)
        if known:
            more = grounds.put(self._known_marks(text))
            chosen = sorted([*chosen, *(mark for mark in more if _says_something(text, mark))])
        return self._with_stand_ins(text, chosen)

    def _with_stand_ins(self, text: str, marks: Sequence[Mark]) -> str:
        pieces: list[str] = []
        place = 0
        for start, end, kind, sure in marks:
            if kind is Kind.KEEP:
                continue
            value = text[start:end]
            name = (self._known_as(value) if sure == KNOWN else None) or self._stand_in(value, kind)
            if name in self._shown:
                continue
            pieces += (text[place:start], name)
            place = end
        return "".join((*pieces, text[place:]))

    # Stand-ins

    def _stand_in(self, value: str, kind: Kind) -> str:
        """The stand-in of an identity, a new one for a new identity."""
        plain = _plain(value)
        name = self._stand_ins.get(_folded(plain))
        if name is None:
            name = self._known_as(plain)
            if name is not None and ("@" in name) is (kind is Kind.EMAIL):
                self._stand_ins[_folded(plain)] = name
                return name
            name = self._new_name(kind)
            self._stand_ins[_folded(plain)] = name
            self.key[name] = plain
            self._remember(plain, kind, name)
        return name

    def _new_name(self, kind: Kind) -> str:
        while True:
            number = self._counts[kind] = self._counts.get(kind, 0) + 1
            name = _stand_in_name(kind, number)
            if name.casefold() not in self._reserved:
                return name

    def _known_as(self, value: str) -> str | None:
        words = tuple(word.casefold() for word in _WORD.findall(value))
        same = self._known.get(words[0], ()) if words else ()
        return next((one.stand_in for one in same if one.words == words), None)

    def _remember(self, plain: str, kind: Kind, name: str) -> None:
        """Recognise an identity elsewhere too, if it is spelled in a way that nothing else is."""
        words = tuple(word.casefold() for word in _WORD.findall(plain))
        if self._is_distinctive(plain, words):
            self._add_known(words, name)
            if kind is Kind.EMAIL:
                self._add_local_part(plain.split("@", maxsplit=1)[0], name)
        if kind in PEOPLE and 1 < len(words) <= 5:
            self._add_known((*words[1:], words[0]), name)
            self._add_known((words[-1], *words[:-1]), name)
            for word in _WORD.findall(plain):
                if len(word) > 2 and not is_common(word, self._errors.words):
                    self._add_known((word.casefold(),), name, capital=True)

    def _add_local_part(self, local: str, name: str) -> None:
        words = tuple(word.casefold() for word in _WORD.findall(local))
        if len(words) > 1 or (len(local) > 4 and not is_common(local, self._errors.words)):
            self._add_known(words, name)

    def _add_known(self, words: tuple[str, ...], name: str, *, capital: bool = False) -> None:
        same = self._known.setdefault(words[0], [])
        before = next((one for one in same if one.words == words), None)
        if before is not None and ("@" in name or "@" not in before.stand_in):
            return
        if before is not None:
            same.remove(before)  # the words of amy.lee@...: a person of that name has a stand-in of her own
        same.append(_Known(words, name, capital))
        same.sort(key=lambda one: -len(one.words))

    def _is_distinctive(self, plain: str, words: Sequence[str]) -> bool:
        if _folded(plain) in self._hidden:
            return True
        if not words or plain in self._errors.codes:
            return False
        if plain.isdigit():
            return len(plain) >= 5 and re.fullmatch(r"(?:19|20)\d{6}", plain) is None
        if len(plain) < 4:
            return False
        return any(mark.isdigit() for mark in plain) or any(not is_common(word, self._errors.words) for word in words)

    def is_distinctive(self, original: str) -> bool:
        """Whether an identity is spelled in a way that nothing else is: wherever it stands, it is that identity."""
        return self._is_distinctive(original, _WORD.findall(original))

    def _known_marks(self, text: str) -> Iterator[Mark]:
        """Where identities found before stand in a text, whatever stands between their words."""
        if not self._known:
            return
        words = list(_WORD.finditer(text))
        folded = [word.group().casefold() for word in words]
        for place, word in enumerate(folded):
            for one in self._known.get(word, ()):
                last = place + len(one.words) - 1
                if tuple(folded[place : last + 1]) != one.words or not _is_run(text, words, place, last):
                    continue
                if one.capital and not words[place].group()[0].isupper():
                    continue
                yield Mark(words[place].start(), words[last].end(), Kind.ID, KNOWN)
                break


def _is_run(text: str, words: Sequence[re.Match[str]], first: int, last: int) -> bool:
    """Whether words stand close together, and not in two cells of a row."""
    gaps = [text[words[n].end() : words[n + 1].start()] for n in range(first, last)]
    return all(len(gap) <= _MAX_GAP and _BETWEEN_CELLS.fullmatch(gap) is None for gap in gaps)


def _says_something(text: str, mark: Mark) -> bool:
    """Whether there is a letter or digit in it: between two identities may be left a comma that is none."""
    return any(letter.isalnum() for letter in text[mark.start : mark.end])


def _stand_in_name(kind: Kind, number: int) -> str:
    if kind is Kind.EMAIL:
        return f"person-{number:02}@example.org"
    return f"{kind.value}-{number:0{3 if kind is Kind.ID else 2}}"


def _by_words(original: str) -> str:
    """A pattern for an identity that a line may have been wrapped in."""
    return r"\s+".join(map(re.escape, original.split()))


def _plain(value: str) -> str:
    """An identity as people write it: without escapes and with single blanks."""
    value = _ESCAPED_AT.sub("@", value) if EMAIL.fullmatch(value) else unwrap(value)
    return " ".join(value.split())


def _folded(plain: str) -> str:
    return " ".join(plain.casefold().split())


def _pieces(text: str) -> Iterator[str]:
    """A text by lines with their ends; quoted lines of a mail and lines broken softly stay together."""
    waiting: list[str] = []
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        quoted = _QUOTED_LINE.match(line) is not None
        if waiting and not (quoted or waiting[-1].rstrip("\r\n").endswith("=")):
            yield "".join(waiting)
            waiting = []
        waiting.append(line)
        if not quoted and not bare.endswith("="):
            yield "".join(waiting)
            waiting = []
    if waiting:
        yield "".join(waiting)


def _parts(line: str) -> Iterator[str]:
    """A very long line in parts, cut where no identity stands."""
    place = 0
    while place < len(line):
        end = place + _MAX_LINE
        if end < len(line):
            cut = max(line.rfind(mark, place + _MAX_LINE // 2, end) for mark in (",", " ", ">", ";"))
            end = cut + 1 if cut > 0 else end
        yield line[place:end]
        place = end
