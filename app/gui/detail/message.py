"""The person's own message as HTML, and the question where it has several meanings."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from app.gui.detail.sharing import choice_between, first_sentence, key_of

if TYPE_CHECKING:
    from app.core.catalog.model import Entry, Vocabulary
    from app.core.lookup.highlighting import Piece

translate = QCoreApplication.translate

CHOOSE_LINK: Final = "choose:"


def message_html(pieces: Sequence[Piece]) -> str:
    """The message: what matched in plain ink, its values bold and marked, what stands around it quiet."""
    from app.core.lookup.highlighting import Part  # noqa: PLC0415 - the core loads after the first paint

    looks = {Part.AROUND: '<span class="quiet">{}</span>', Part.MESSAGE: "{}", Part.VALUE: '<b class="value">{}</b>'}
    words = "".join(looks[piece.part].format(_text(piece.text)) for piece in pieces)
    return f'<table width="100%" cellpadding="8" cellspacing="0"><tr><td class="message">{words}</td></tr></table>'


def question_html(entries: Sequence[Entry], pieces: Sequence[Piece], vocabulary: Vocabulary) -> str:
    """The page that asks which of several entries sharing a text is meant, each answer a link."""
    choice = choice_between(entries, vocabulary)
    title = translate("Sharing", "This text has {count} meanings").format(count=len(entries))
    advice = translate("Sharing", "Nothing in the message tells them apart. Choose the one that fits:")
    answers = "".join(
        _answer(entry, answer, key_of(number))
        for number, (entry, answer) in enumerate(zip(entries, choice.answers, strict=True))
    )
    own = message_html(pieces) if pieces else ""
    return (
        f'<h1>{escape(title)}</h1>{own}<h2>{escape(choice.question)}</h2><p class="quiet">{escape(advice)}</p>{answers}'
    )


def _answer(entry: Entry, answer: str, key: str) -> str:
    link = f'<a href="{CHOOSE_LINK}{escape(entry.id, quote=True)}">{escape(answer)}</a>'
    shown_key = f'<span class="neutral">&nbsp;{escape(key)}&nbsp;</span> ' if key else ""
    return f'<h3>{shown_key}{link}</h3><p class="quiet">{escape(first_sentence(entry.meaning))}</p>'


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
