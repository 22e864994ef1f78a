"""What the result list shows: headings, results, answers to a question and recent searches, made from one answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from app.core.catalog.shown_text import error_text
from app.gui.detail.sharing import choice_between, first_sentence, key_of
from app.gui.lookup.pages import nothing_fits_title
from app.gui.shared.statements import statement_text

if TYPE_CHECKING:
    from app.core.catalog.model import Entry, Vocabulary
    from app.core.lookup.lookup import Answer, Match
    from app.core.text.statement import Statement

translate = QCoreApplication.translate

Span = tuple[int, int]

_WORD: Final = re.compile(r"\w+")
_MOST_MARKED: Final = 400  # letters of a query; a longer one is a message, found by its text and not by its words


class Tone(Enum):
    """How a row is set apart: in the plain list, among entries that share a text, or among guesses."""

    PLAIN = auto()
    SHARED = auto()
    GUESS = auto()


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above a group of results: a title and what to do with the group."""

    title: str
    advice: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Hit:
    """One result, in words; `line` is its error text, or its meaning where that says more.

    `stems` are those of the words to mark, `value_marks` where the message's values stand in the line instead. An entry
    that shares its text with others is one `answer` to the question which is meant, with a `key` of its own.
    """

    match: Match
    title: str
    badges: tuple[str, ...]
    line: str
    why: Statement | None
    tone: Tone = Tone.PLAIN
    stems: frozenset[str] = frozenset()
    value_marks: tuple[Span, ...] = ()
    answer: str = ""
    key: str = ""

    # Worked out where they are shown: fifty results are made at every key, and nine of them are seen.

    @property
    def title_marks(self) -> tuple[Span, ...]:
        """Where words that matched begin and end in the title."""
        return _marked(self.title, self.stems)

    @property
    def line_marks(self) -> tuple[Span, ...]:
        """Where values, or else words that matched, begin and end in the line."""
        return self.value_marks or _marked(self.line, self.stems)

    @property
    def told_why(self) -> str:
        """Why it matched, in the language spoken."""
        return statement_text(self.why) if self.why else ""


@dataclass(frozen=True, slots=True)
class Past:
    """A recent search, to be made again."""

    query: str

    @property
    def line(self) -> str:
        """The search on one line."""
        return " ".join(self.query.split())


Row = Heading | Hit | Past


def rows_of(answer: Answer, vocabulary: Vocabulary) -> tuple[Row, ...]:
    """The rows that show an answer: a question where a text is shared, then results by how sure they are."""
    rows: list[Row] = []
    shared, rest = answer.matches[: answer.sharing], answer.matches[answer.sharing :]
    if shared:
        rows += _question(shared, vocabulary)
        if rest:
            rows.append(Heading(translate("Results", "Other results")))
    if not answer.known:
        rows.append(_nothing_fits(answer))
    rows += [_hit(match, vocabulary, answer.query) for match in rest]
    return tuple(rows)


def _nothing_fits(answer: Answer) -> Heading:
    """What stands above the guesses, so that none of them is taken for the answer."""
    if answer.matches:
        advice = translate("Results", "The nearest are suggestions; they may not fit.")
    elif answer.outside or answer.unlisted:
        advice = ""
    else:
        advice = translate("Results", "Try other words, or fewer.")
    return Heading(nothing_fits_title(answer.outside, unlisted=answer.unlisted), advice, Tone.GUESS)


def browsing_rows(
    matches: Sequence[Match], vocabulary: Vocabulary, searches: Sequence[str] = (), opened: Sequence[Match] = ()
) -> tuple[Row, ...]:
    """What an empty box shows: recent searches, entries recently opened, then all entries by vendor."""
    rows: list[Row] = []
    if searches:
        rows.append(Heading(translate("Results", "Recent searches")))
        rows += [Past(query) for query in searches]
    if opened:
        rows.append(Heading(translate("Results", "Recently opened")))
        rows += [_hit(match, vocabulary, "") for match in opened]
    for vendor, of_vendor in groupby(matches, key=lambda match: match.entry.vendor):
        hits = [_hit(match, vocabulary, "") for match in of_vendor]
        rows += [Heading(vendor, translate("Results", "%Ln known error(s)", "", len(hits))), *hits]
    return tuple(rows)


def _question(shared: Sequence[Match], vocabulary: Vocabulary) -> Iterator[Row]:
    entries = [match.entry for match in shared]
    choice = choice_between(entries, vocabulary)
    meanings = translate("Results", "This text has %Ln meaning(s).", "", len(entries))
    advice = translate("Results", "Click the answer, or press its key.")
    yield Heading(f"{meanings} {choice.question}", advice, Tone.SHARED)
    alike = len({entry.title.casefold() for entry in entries}) == 1
    for number, (match, answer) in enumerate(zip(shared, choice.answers, strict=True)):
        entry = match.entry
        line = first_sentence(entry.meaning) if alike or answer == entry.title else entry.title
        badges = badges_of(entry, vocabulary)
        yield Hit(match, entry.title, badges, line, match.why, Tone.SHARED, answer=answer, key=key_of(number))


def _hit(match: Match, vocabulary: Vocabulary, query: str) -> Hit:
    from app.core.lookup.highlighting import Part, message_pieces  # noqa: PLC0415 - loads after the first paint

    entry = match.entry
    tone = Tone.GUESS if match.kind == "guess" else Tone.PLAIN
    if match.found_text and any(value.strip() for value in match.values.values()):
        pieces = message_pieces(match.found_text, match.found_text, match.values)
        line, marks = "", []
        for piece in pieces:
            words = " ".join(f"_{piece.text}_".split())[1:-1]  # blanks at its edges stay
            if piece.part is Part.VALUE:
                marks.append((len(line), len(line) + len(words)))
            line += words
        value_marks = tuple(marks)
    else:
        text = error_text(entry)
        line = entry.meaning if _bare(text) == _bare(entry.title) else text
        value_marks = ()
    badges = badges_of(entry, vocabulary)
    return Hit(match, entry.title, badges, line, match.why, tone, _stems(match, query), value_marks)


def _marked(text: str, stems: frozenset[str]) -> tuple[Span, ...]:
    from app.core.lookup.highlighting import marked_words  # noqa: PLC0415 - loads after the first paint

    return marked_words(text, stems)


def _stems(match: Match, query: str) -> frozenset[str]:
    """The stems of the words to mark: those found, or those of the text that stands in the message."""
    if match.stems or match.kind == "code":
        return match.stems
    from app.core.text.tokens import stem, words_of  # noqa: PLC0415 - loads after the first paint

    return frozenset(map(stem, words_of((match.found_text or query)[:_MOST_MARKED])))


def badges_of(entry: Entry, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The vendor and the record types in readable words."""
    return (entry.vendor, *(vocabulary.record_types[key].name for key in entry.record_types))


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
