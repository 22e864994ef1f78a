"""Unforeseen errors: logged with their traceback, told in one sentence, never a traceback on the screen."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from app.gui.shared.notices import Kind, Notice

_LOG = logging.getLogger(__name__)


class CrashHook(QObject):
    """Turns exceptions that nobody caught into notices.

    Signals:
        noticed: A notice to show. Raised in whatever thread the error happened.
    """

    noticed = Signal(object)

    def install(self) -> None:
        """Take over the hooks of the interpreter, for all threads."""
        sys.excepthook = self.report
        threading.excepthook = self._report_thread

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the error and tell of it."""
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        _LOG.error("unforeseen error", exc_info=(kind, error, trace))
        details = "".join(traceback.format_exception(kind, error, trace))
        self.noticed.emit(unforeseen(details))

    def _report_thread(self, failure: threading.ExceptHookArgs) -> None:
        error = failure.exc_value or failure.exc_type()
        self.report(failure.exc_type, error, failure.exc_traceback)


def unforeseen(details: str) -> Notice:
    """The notice of an error that is the program's own fault."""
    text = "Something went wrong inside the program. You can go on working; your last action may have had no effect."
    return Notice(Kind.ERROR, text, details)


def sentence_of(error: BaseException) -> str:
    """An error's own words as a sentence for people."""
    words = str(error).strip() or type(error).__name__
    return words if words.endswith((".", "!", "?")) else f"{words}."
