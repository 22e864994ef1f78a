"""Redaction: what is shared holds only what is known to be harmless; all else becomes stand-ins.

What support needs stays: error texts, codes, statuses, times, endpoints, names of fields, everyday words. Known
messages, fields, columns and shapes say what the rest is, so that it gets a stand-in of its sort; what nothing is
known of gets one, too (`harmless_text`). The result is checked by other means (`leak_check`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from app.core.sharing.catalog_terms import KEPT_PLACEHOLDERS, KIND_OF_PLACEHOLDER, ErrorWords
from app.core.sharing.harmless_text import Harmless
from app.core.sharing.known_identities import KnownIdentities, identity_of, plain_of
from app.core.sharing.leak_check import Neighbors
from app.core.sharing.marked_text import Redacted, Replacement, originals_in
from app.core.sharing.persons import Member, one_person, seen_in
from app.core.sharing.phrases import Phrases
from app.core.sharing.pii_columns import Columns, columns_of
from app.core.sharing.pii_fields import marks_by_field
from app.core.sharing.pii_patterns import kind_of_value, marks_by_shape
from app.core.sharing.pii_spans import BY_FIELD, BY_SHAPE, Grounds, Kind, Mark
from app.core.sharing.stand_ins import STAND_IN, StandInNames
from app.core.sharing.text_pieces import LONG_LINE, parts_of, pieces_of
from app.core.sharing.time_spans import moments_of
from app.core.sharing.whole_names import marks_beside_names, marks_by_title
from app.core.text.terminal_codes import without_codes
from app.core.text.unwrapping import SOFT_BREAK, unwrap

_WORD = re.compile(r"[^\W_]+")
_FIELD_LINE = re.compile(r"\s*(?:[\"']?[^\W\d_][\w .\-]{0,40}[\"']?\s*[:=]|<\w+>[^<>]*</\w+>\s*$)(?!.*[{}])")
_EDGES: Final = ",;:'\u2019"
_READABLE_DIGITS: Final = 4


class Redactor:
    """Replaces identities in texts of one desk. `learn` all texts first, then `redact` them: order changes nothing.

    `kept` are the words with their neighbors that
    were let through although they are no plain words, for the second look.
    """

    def __init__(
        self, error_words: ErrorWords, hidden: Iterable[str] = (), key: bytes = b"", *, readable: bool = False
    ) -> None:
        """Begin with nobody. `hidden` are words replaced wherever they stand; without `key` no two redactors agree.

        `readable` leaves words in small letters and short numbers as they are: for one's own eyes, not for sharing.
        """
        self._errors = error_words
        self._harmless = Harmless(error_words.dictionary, error_words.words, error_words.codes)
        self._names = StandInNames(key or os.urandom(32))
        self._known = KnownIdentities(self._names, error_words.words, error_words.codes)
        self._readable = readable
        self.kept = Neighbors()
        self._shown: set[str] = set()
        self._phrases = Phrases()
        self._columns: Columns | None = None
        self._record: list[tuple[Member, str]] = []
        for word in hidden:
            self._phrases.add(word, Kind.HIDDEN)

    @property
    def originals(self) -> Mapping[str, Sequence[str]]:
        """What each stand-in stands for: a person's has name, id and address."""
        return {name: tuple(same.values()) for name, same in self._known.originals.items()}

    @property
    def key(self) -> dict[str, str]:
        """What each stand-in stands for, in words."""
        return {name: ", ".join(originals) for name, originals in self.originals.items()}

    def show(self, original: str) -> None:
        """Leave what is spelled like this as it is from now on. A person must have asked for that."""
        self._shown.add(identity_of(original))

    def hide(self, original: str) -> None:
        """Take `show` back."""
        self._shown.discard(identity_of(original))

    def is_shown(self, original: str) -> bool:
        """Whether a person chose to leave this as it is."""
        return bool(self._shown) and identity_of(original) in self._shown

    def learn(self, text: str) -> None:
        """Find the identities of a text, and which of them are one person's, without replacing any."""
        text = without_codes(text)
        for piece in pieces_of(text):
            self._redacted_piece(piece, known=False)
        self._end_text()

    def learn_identity(self, original: str, kind: Kind) -> None:
        """Take in an identity that is known from elsewhere, such as an affected record of a report."""
        if original.strip() and not STAND_IN.fullmatch(original) and self._is_distinctive(original):
            kind = kind_of_value(kind, original)
            if kind is Kind.TITLE:
                return
            self._phrases.add(original, kind)
            self._known.take_in(original, kind)

    def redact(self, text: str) -> str:
        """The text with stand-ins."""
        text = without_codes(text)
        self.learn(text)
        redacted = "".join(self._redacted_piece(piece, known=True) for piece in pieces_of(text))
        self._end_text()
        return redacted

    def redact_values(self, values: Mapping[str, str]) -> dict[str, str]:
        """The values of a message's placeholders by name, with stand-ins for those that are identities."""
        redacted: dict[str, str] = {}
        for name, value in values.items():
            kind = KIND_OF_PLACEHOLDER.get(name)
            if kind is not None and kind is not Kind.TITLE and value.strip():
                redacted[name] = (
                    value if self.is_shown(value) else self._known.stand_in(value, kind_of_value(kind, value))
                )
            elif name in KEPT_PLACEHOLDERS:
                self.kept.add_all(value)
                redacted[name] = value
            else:
                redacted[name] = self.redact(value)
        return redacted

    def marked(self, redacted: str) -> Redacted:
        """A redacted text with the places of this redactor's stand-ins, and of identities shown on purpose."""
        by_name = {name.casefold(): name for name in self.originals}
        places = [
            Replacement(*found.span(), name, ", ".join(self.originals[name]))
            for found in STAND_IN.finditer(redacted)
            if (name := by_name.get(found.group().replace("%40", "@").casefold())) is not None
        ]
        shown = {name: tuple(filter(self.is_shown, originals)) for name, originals in self.originals.items()}
        return Redacted(redacted, tuple(sorted((*places, *originals_in(redacted, shown)))))

    def learned_names(self) -> Iterator[str]:
        """What must stand nowhere in a shared text, in no spelling: ids, addresses and names found anywhere."""
        for originals in self.originals.values():
            yield from (one for one in originals if not self.is_shown(one) and self._is_distinctive(one))

    # One piece: a line, or lines that a mail program has broken

    def _redacted_piece(self, piece: str, *, known: bool) -> str:
        if len(piece) > LONG_LINE:
            return "".join(self._redacted_piece(part, known=known) for part in parts_of(piece))
        line = piece.rstrip("\r\n")
        out = self._replaced(line, known=known)
        if "\\" in out or "&" in out or "=" in out or "%" in out or not out.isascii():
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
        marks += marks_by_field(text)
        marks += marks_by_shape(text)
        marks += marks_by_title(text)
        if heading is not None:
            self._columns = heading
        elif self._columns is not None:
            marks += self._columns.marks(text)
        grounds = Grounds(len(text))
        grounds.reserve_words(own)
        times, births = moments_of(text)
        grounds.reserve_times(times)
        marks += (Mark(*place, Kind.DATE, BY_SHAPE) for place in births)
        grounds.reserve(found.span() for found in STAND_IN.finditer(text) if self._names.is_own(found))
        titles = [(mark.start, mark.end) for mark in marks if mark.kind is Kind.TITLE]
        chosen = grounds.put(self._phrases.marks(text))
        chosen += grounds.put(mark for mark in marks if mark.kind is not Kind.TITLE)
        judged = self._harmless.judge(text, grounds, titles, self._known.named)
        chosen += grounds.put(self._to_be_replaced(text, judged.unknown))
        chosen += grounds.put(marks_beside_names(text, chosen))
        chosen = _apart(text, (one for mark in chosen if (one := _trimmed(text, mark))))
        replaced = [mark for mark in chosen if mark.kind is not Kind.KEEP]
        if not known:
            self._learn_marks(text, replaced)
            return text
        kept = [(mark.start, mark.end) for mark in chosen if mark.kind is Kind.KEEP]
        shown = [mark for mark in replaced if self.is_shown(text[mark.start : mark.end])]
        kept += [(mark.start, mark.end) for mark in shown]
        gone = [(mark.start, mark.end) for mark in replaced if mark not in shown]
        self.kept.add(text, [*own, *times, *kept, *judged.passed], gone)
        return self._with_stand_ins(text, replaced)

    def _to_be_replaced(self, text: str, unknown: Iterable[Mark]) -> Iterator[Mark]:
        for mark in unknown:
            value = text[mark.start : mark.end]
            short = value.isdigit() and len(value) <= _READABLE_DIGITS
            if not self._readable or not (mark.kind is Kind.WORD or short):
                yield mark

    def _with_stand_ins(self, text: str, marks: Sequence[Mark]) -> str:
        pieces: list[str] = []
        holders = self._holders_in(text, marks)
        given = [found.span() for found in STAND_IN.finditer(text) if self._names.is_own(found)]
        edges = {edge for place in given for edge in place}
        end = 0
        for place, mark in enumerate(marks):
            value = text[mark.start : mark.end]
            name = self._known.stand_in(value, mark.kind, holders.get(place))
            if not self.is_shown(value):
                # What touches a stand-in is the rest of the word that it was given for.
                pieces += (text[end : mark.start], "" if {mark.start, mark.end} & edges else name)
                end = mark.end
        return "".join((*pieces, text[end:]))

    def _holders_in(self, text: str, marks: Sequence[Mark]) -> dict[int, str]:
        """Whose the names of a record are, by the places of their marks: many bear a name, its record tells who."""
        seen = seen_in(text, marks)
        holders: dict[int, str] = {}
        for owner in dict.fromkeys(one.owner for one in seen):
            same = [one for one in seen if one.owner == owner]
            values = [(text[marks[one.place].start : marks[one.place].end], marks[one.place].kind) for one in same]
            members = one_person(
                Member(identity_of(value, kind), kind, one.weak)
                for one, (value, kind) in zip(same, values, strict=True)
            )
            if members:
                holders |= {one.place: members[0].identity for one in same if marks[one.place].kind is Kind.PERSON}
        return holders

    # What is learned of identities

    def _learn_marks(self, text: str, marks: Sequence[Mark]) -> None:
        if self._record and not _FIELD_LINE.match(text):
            self._end_record()
        identities = [self._known.take_in(text[mark.start : mark.end], mark.kind) for mark in marks]
        for place, owner, weak in seen_in(text, marks):
            self._record.append((Member(identities[place], marks[place].kind, weak), owner))
        if not (len(marks) == 1 and marks[0].sure >= BY_FIELD and _FIELD_LINE.match(text)):
            self._end_record()

    def _end_record(self) -> None:
        for owner in dict.fromkeys(owner for _, owner in self._record):
            self._known.persons.tie(member for member, whose in self._record if whose == owner)
        self._record.clear()

    def _end_text(self) -> None:
        self._columns = None
        self._end_record()

    def _is_distinctive(self, original: str) -> bool:
        """Whether an identity is spelled in a way that nothing else is: wherever it stands, it is that identity."""
        plain = plain_of(original)
        if len(plain) < 4 or plain in self._errors.codes:
            return False
        if any(map(str.isdigit, plain)):
            return not plain.isdigit() or len(plain) > 4
        return any(not self._harmless.is_known(word) for word in _WORD.findall(plain))


def _apart(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Marks in order; what two rules found of one word, or of one name behind a field, is one mark."""
    apart: list[Mark] = []
    for mark in sorted(marks, key=lambda one: one.start):
        last = apart[-1] if apart else None
        if last is not None and Kind.KEEP not in {last.kind, mark.kind} and _are_one(text, last, mark):
            apart[-1] = last._replace(end=mark.end)
        else:
            apart.append(mark)
    return apart


def _are_one(text: str, first: Mark, second: Mark) -> bool:
    if text[first.end : second.start] in {"", "'", "\u2019"}:
        return True
    # name=ana lopez
    goes_on = first.kind is Kind.PERSON and first.sure == BY_FIELD and second.sure < BY_FIELD
    return goes_on and second.kind in {Kind.PERSON, Kind.WORD} and text[first.end : second.start] == " "


def _trimmed(text: str, mark: Mark) -> Mark | None:
    """A mark without the blanks and commas that are left at its ends where another took a part of it; None if empty."""
    start, end = mark.start, mark.end
    while start < end and (text[start].isspace() or text[start] in _EDGES):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGES):
        end -= 1
    if not any(map(str.isalnum, text[start:end])):
        return None
    return mark._replace(start=start, end=end)
