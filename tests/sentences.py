"""Statements in the words of the command line, for tests that say what a person reads."""

from __future__ import annotations

from app.cli.sentences import sentence_of
from app.core.text.statement import Statement


def said(statement: Statement | None) -> str:
    """A statement's sentence, "" where nothing is stated."""
    return sentence_of(statement) if statement is not None else ""
