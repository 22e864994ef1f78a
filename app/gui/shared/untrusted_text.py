"""Showing text that comes from files: a log, a roster, a catalog or a mail may hold anything, markup included.

Qt takes a tool tip for HTML where it looks like HTML, and loads the pictures that it names. On Windows, a picture on a
share would send the person's credentials to whoever runs that server (https://doc.qt.io/qt-6/qt.html#mightBeRichText).
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser


def tool_tip(text: str) -> str:
    """Return a tool tip that shows a text as it is, with its line breaks."""
    return f'<qt style="white-space: pre-wrap">{escape(text, quote=False)}</qt>' if text else ""


class LocalBrowser(QTextBrowser):
    """Shows HTML and never loads a picture or a style sheet that it names."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt's signature
        """Return nothing, whatever is asked for."""
        return None


class LocalDocument(QTextDocument):
    """A document that never loads a picture or a style sheet that it names."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt's signature
        """Return nothing, whatever is asked for."""
        return None
