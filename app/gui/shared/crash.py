"""Errors inside the program: told in one sentence, with a report to copy that names no student and no query."""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

import PySide6
from PySide6.QtCore import QCoreApplication, QObject, Signal, qVersion

from app import __version__
from app.gui.shared.notices import Kind, Notice
from app.storage.userdata.crash_notes import RunningNote, keep_report, plain_path, system_name, take_crash

_LOG = logging.getLogger(__name__)

# Their words are of the program's code. Those of a ValueError or a KeyError may be of what was read: somebody's name.
_CODE_ONLY: Final = (AttributeError, IndexError, MemoryError, NameError, RecursionError, TypeError)
_REPEATED_SECONDS: Final = 60.0


class CrashHook(QObject):
    """Turns exceptions that nobody caught into notices and reports, and offers the report of a crash before.

    Signals:
        noticed: A notice to show. Raised in whatever thread the error happened.
    """

    noticed = Signal(object)

    def __init__(self, folder: Path) -> None:
        """Keep notes and reports in a folder."""
        super().__init__()
        self._folder = folder
        self._note = RunningNote(folder, versions())
        self._told: dict[str, float] = {}

    def install(self) -> None:
        """Take over the hooks of the interpreter, for all threads, and begin the note of this run."""
        sys.excepthook = self.report
        threading.excepthook = self._report_thread
        self._note.begin()

    def end(self) -> None:
        """The program ends as it should."""
        self._note.end()

    def did(self, action: str) -> None:
        """Note an action of the person by its name, for a report."""
        self._note.did(action)

    def noting(self, action: str) -> Callable[..., None]:
        """A slot of the GUI thread that notes an action whenever its signal is raised, whatever that carries."""
        return lambda *_carried: self.did(action)

    def offer_last(self) -> list[Notice]:
        """The notice about a crash of an earlier run that was not told yet, if there is one."""
        report = take_crash(self._folder)
        if not report:
            return []
        text = QCoreApplication.translate(
            "CrashHook",
            "The program ended unexpectedly the last time. Nothing was sent, and the log of that time was not opened "
            "again. The details are a report that you can copy for whoever helps you; it names no student.",
        )
        return [Notice(Kind.WARNING, text, report)]

    def keep(self, error: BaseException) -> str:
        """Keep a report of an error that ends the program; the report."""
        _LOG.error("the program ends", exc_info=error)
        report = self.report_of(error)
        keep_report(self._folder, report)
        self.end()
        return report

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the error, keep a report, and tell of it. The same error over and over is told once a minute."""
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        _LOG.error("unforeseen error", exc_info=(kind, error, trace))
        details = self.report_of(error.with_traceback(trace))
        place, now = details.rpartition("\n\n")[2], time.monotonic()
        if now - self._told.get(place, -_REPEATED_SECONDS) < _REPEATED_SECONDS:
            return  # an error while painting comes back with every frame
        self._told[place] = now
        keep_report(self._folder, details)
        self.noticed.emit(unforeseen(details))

    def report_job(self, error: BaseException) -> None:
        """Keep a report of an error in the worker; what it means for the person, the caller of the work tells."""
        if not is_foreseen(error):
            _LOG.error("unforeseen error in the worker", exc_info=error)
            keep_report(self._folder, self.report_of(error))

    def report_of(self, error: BaseException) -> str:
        """What whoever helps needs to know: versions, the last actions by name, and where it happened."""
        actions = ", ".join(self._note.last_actions) or "nothing"
        return f"{versions()}\nDone last: {actions}\n\n{trace_of(error)}"

    def _report_thread(self, failure: threading.ExceptHookArgs) -> None:
        error = failure.exc_value or failure.exc_type()
        self.report(failure.exc_type, error, failure.exc_traceback)


def tell_failed_start(report: str) -> None:
    """Say that there will be no window, with the report to copy."""
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - seldom needed

    text = QCoreApplication.translate(
        "CrashHook",
        "SIS Error Desk could not start. Install it again; if that does not help, send the details to whoever "
        "maintains it. They name no student.",
    )
    box = QMessageBox(QMessageBox.Icon.Critical, "SIS Error Desk", text)
    box.setDetailedText(report)
    box.exec()


def versions() -> str:
    """The versions of everything, in one line."""
    return (
        f"SIS Error Desk {__version__}, {time.strftime('%Y-%m-%d %H:%M')}, Python {sys.version.split()[0]}, "
        f"Qt {qVersion()}, PySide6 {PySide6.__version__}, {system_name()}"
    )


def unforeseen(details: str) -> Notice:
    """The notice of an error that is the program's own fault."""
    text = QCoreApplication.translate(
        "CrashHook",
        "Something went wrong inside the program. You can go on working; your last action may have had no effect. "
        "The details are a report that you can copy for whoever helps you; it names no student.",
    )
    return Notice(Kind.ERROR, text, details)


def is_foreseen(error: BaseException) -> bool:
    """Whether an error has words for people: the system's, or those of an error of our own."""
    return isinstance(error, OSError) or type(error).__module__.startswith("app.")


def sentence_of(error: BaseException) -> str:
    """An error's own words as a sentence for people, or what to say of one that has none for them."""
    if not is_foreseen(error):
        words = QCoreApplication.translate("CrashHook", "something went wrong inside the program ({kind}).")
        return words.format(kind=type(error).__name__)
    from app.gui.shared.statements import statement_text  # noqa: PLC0415 - seldom needed
    from app.storage.files.read_errors import RefusedError  # noqa: PLC0415 - see above

    if isinstance(error, RefusedError):
        return statement_text(error.statement)
    words = str(error).strip() or type(error).__name__
    return words if words.endswith((".", "!", "?")) else f"{words}."


def details_of(error: BaseException) -> str:
    """What stands behind the sentence, for whoever helps: nothing more for a foreseen error, else where it happened."""
    return repr(error) if is_foreseen(error) else f"{versions()}\n\n{trace_of(error)}"


def trace_of(error: BaseException) -> str:
    """Where an error happened and what led to it, without the person's folders and without what was read."""
    return "\n".join(_lines(traceback.TracebackException.from_exception(error), error))


def _lines(told: traceback.TracebackException, error: BaseException | None) -> Iterator[str]:
    cause = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
    if cause is not None and error is not None:
        yield from _lines(cause, error.__cause__ or error.__context__)
        yield "\nThat led to:\n"
    for frame in told.stack:
        yield f'  File "{plain_path(frame.filename)}", line {frame.lineno}, in {frame.name}'
        if frame.line:
            yield f"    {frame.line}"
    yield _words(error) if error is not None else "unknown error"


def _words(error: BaseException) -> str:
    """The kind of an error, with its words only where they cannot be of what was read."""
    name = type(error).__qualname__
    if isinstance(error, OSError):
        return f"{name}: {error.strerror or 'no words'} ({error.errno})"
    if isinstance(error, ImportError):
        return f"{name}: {error.name}"  # its words hold a path, and that the person's name
    if isinstance(error, _CODE_ONLY):
        return f"{name}: {error}"
    return f"{name} (its words are left out, for they may name somebody)"
