"""Pictures of every state of the window, for looking at: `python build_scripts/screenshots.py FOLDER`.

The real window with the real catalog, drawn without a screen: each state in each theme, language and scale, and in a
small window too. The scale can only be set before Qt starts, so each scale is a process of its own. With `--readme`
only the pictures of the README are taken, into their place.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEvent, QSize  # noqa: E402 - the path comes first
from PySide6.QtWidgets import QApplication, QDialog, QWidget  # noqa: E402

from app.gui.main_window import MainWindow  # noqa: E402
from app.gui.session import Session  # noqa: E402
from app.gui.shared.appearance import Appearance  # noqa: E402
from app.gui.shared.crash import CrashHook  # noqa: E402
from app.gui.shared.language import Language  # noqa: E402
from app.gui.shared.notices import Kind, Notice  # noqa: E402
from app.gui.shared.preferences import Preferences  # noqa: E402
from app.gui.startup import Starting  # noqa: E402
from app.services.scanning.progress import Progress  # noqa: E402
from app.storage.places import find_places  # noqa: E402

SAMPLE = ROOT / "resources" / "samples" / "nightly-sync.log"
README_PICTURES = ROOT / "resources" / "pictures"
SIZES = {"wide": QSize(1280, 800), "small": QSize(900, 600)}
SCALES = ("1", "1.5", "2")
THEMES = ("light", "dark", "contrast")
LANGUAGES = ("en", "es", "pseudo")
DIALOGS = ("settings", "help", "hand-off", "read-answer", "help", "shortcuts", "about")
MISSING_FIELDS = '400 {"error":{"code":10005,"message":"User missing the following fields: lastName, email"}}'
SEARCHES = (
    ("words", "two students same email"),
    ("shared", "Missing required parameter: firstName"),
    ("exact", MISSING_FIELDS),
    ("code", "10005"),
    ("no-match", "the coffee machine is broken again"),
    ("nothing", "xqzv"),
)

State = tuple[str, QWidget]


class Photographer:
    """Brings one window into each state and takes its picture."""

    def __init__(self, application: QApplication, folder: Path, log: Path, scratch: Path) -> None:
        """Build the window as the program does, with settings of its own."""
        self._application, self._folder, self._log = application, folder, log
        self.more_logs: tuple[str, ...] = ("grade-sync-errors.csv", "not-there.log")
        places = replace(find_places(), cache=scratch / "cache", settings=scratch / "settings")
        preferences = Preferences(places.settings / "window.ini")
        preferences.language = "en"
        self.language = Language(application, places.resources / "translations", preferences)
        self.appearance = Appearance(application, places.resources, preferences)
        self.window = MainWindow(self.appearance, self.language, preferences)
        starting = Starting(self.window, self.appearance, places, CrashHook(scratch / "crashes"), [])
        self.window.painted.connect(starting.begin)
        self.window.show()
        self.wait(lambda: self.window.findChild(Session) is not None)
        session = self.window.findChild(Session)
        if session is None:
            raise RuntimeError("the window did not start")
        self.session = session
        self.wait(lambda: self.window.lookup.model.rowCount() > 0)

    def wait(self, until: Callable[[], bool], seconds: float = 20, pause: float = 0.15) -> None:
        """Let the program run until something holds, and a moment longer for what follows from it."""
        end = time.monotonic() + seconds
        while not until() and time.monotonic() < end:
            self._application.processEvents()
        end = time.monotonic() + pause
        while time.monotonic() < end:
            self._application.processEvents()
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def take(self, name: str, widget: QWidget) -> None:
        """Save a picture."""
        self.wait(lambda: True)
        widget.grab().save(str(self._folder / f"{name}.png"))

    def dress(self, theme: str, language: str, size: QSize) -> None:
        """Change the looks, the language and the size, as a person would while it runs."""
        self.appearance.choose(theme)
        self.language.choose(language)
        self.window.resize(size)
        self.wait(lambda: not self.session.worker.busy)

    def states(self) -> Iterator[State]:
        """Each state by name, reached one after another."""
        window, search = self.window, self.window.search
        window.show_lookup()
        search.show_text("")
        yield "empty", window
        for name, query in SEARCHES:
            search.show_text(query)
            yield name, window
        search.show_text("sync")
        window.lookup.filters.model.choose({"Skyward", "Aeries"}, {"assignment"})
        yield "filtered", window
        window.lookup.filters.model.clear()
        faults = "catalog/coursekey/user.yaml:12: coursekey.user.x: title: is empty"
        self.session.notify(
            Notice(Kind.WARNING, "3 faults in the catalog: the entries concerned were left out.", faults)
        )
        yield "notice", window
        window.notices.close_notice()
        window.drop_hint.cover()
        yield "drop", window
        window.drop_hint.hide()
        yield from self._report_states()
        search.show_text(MISSING_FIELDS)
        self.wait(lambda: bool(window.lookup.detail.subject))
        yield from self._dialogs()

    def _report_states(self) -> Iterator[State]:
        window = self.window
        window.search.show_text("")
        self.session.scan([self._log, *(self._log.with_name(name) for name in self.more_logs)])
        self.wait(lambda: not self.session.worker.busy)
        window.show_report()
        tabs = window.report.tabs
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            self.wait(lambda: True)
            table = window.report.findings
            if number == 0 and table.model() is not None:
                table.selectRow(0)
            yield f"report-{number + 1}", window
        tabs.setCurrentIndex(0)
        if window.report.report is not None:
            window.progress.begin(self._log.name, 2)
            window.progress.show_progress(Progress(450, 1000, str(self._log), window.report.report))
        yield "progress", window
        window.progress.finish()
        window.show_lookup()

    def _dialogs(self) -> Iterator[State]:
        for command in DIALOGS:
            if not self.window.menus[command].isEnabled():
                continue
            self.window.menus[command].trigger()
            self.wait(lambda: True)
            for dialog in self.window.findChildren(QDialog):
                if dialog.isVisible():
                    yield command, dialog
                    dialog.close()


def photograph(wanted: argparse.Namespace, scale: str) -> None:
    """Take all pictures of one scale, in this process."""
    application = QApplication(["screenshots", "-style", "Fusion"])
    with tempfile.TemporaryDirectory() as scratch:
        photographer = Photographer(application, wanted.folder, wanted.log, Path(scratch))
        for size in wanted.size:
            for language in wanted.language:
                for theme in wanted.theme:
                    photographer.dress(theme, language, SIZES[size])
                    for name, widget in photographer.states():
                        photographer.take(f"{name}-{theme}-{language}-{size}-x{scale}", widget)
        photographer.window.close()


def photograph_for_readme(log: Path) -> None:
    """Take the README's pictures: a pasted message, and a report."""
    application = QApplication(["screenshots", "-style", "Fusion"])
    with tempfile.TemporaryDirectory() as scratch:
        photographer = Photographer(application, README_PICTURES, log, Path(scratch))
        photographer.more_logs = ()
        photographer.dress("light", "en", SIZES["wide"])
        for name, widget in photographer.states():
            if name in ("exact", "report-1"):
                photographer.take({"exact": "lookup", "report-1": "report"}[name], widget)
        photographer.window.close()


def main(arguments: Sequence[str]) -> int:
    """Take the pictures of all scales."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, nargs="?", default=README_PICTURES)
    parser.add_argument("--log", type=Path, default=SAMPLE)
    parser.add_argument("--readme", action="store_true", help="only the pictures of the README")
    parser.add_argument("--in-process", action="store_true", help=argparse.SUPPRESS)
    for name, choices in (("scale", SCALES), ("theme", THEMES), ("language", LANGUAGES), ("size", tuple(SIZES))):
        parser.add_argument(f"--{name}", choices=choices, nargs="+", default=choices)
    wanted = parser.parse_args(arguments)
    if wanted.in_process:
        if wanted.readme:
            photograph_for_readme(wanted.log)
        else:
            photograph(wanted, wanted.scale[0])
        return 0
    wanted.folder.mkdir(parents=True, exist_ok=True)
    for scale in ("1",) if wanted.readme else wanted.scale:
        environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, __file__, *arguments, "--scale", scale, "--in-process"]
        subprocess.run(command, env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
