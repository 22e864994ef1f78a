"""Pictures of every state of the window, for looking at: `python build_scripts/screenshots.py FOLDER`.

The real window with the real catalog, drawn without a screen, light and dark, in two sizes and
two scales. The scale can only be set before Qt starts, so each scale is a process of its own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEvent, QSize  # noqa: E402 - the path comes first
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from app.gui.main_window import MainWindow  # noqa: E402
from app.gui.session import Session  # noqa: E402
from app.gui.shared.appearance import Appearance  # noqa: E402
from app.gui.shared.dialogs import FileDialogs  # noqa: E402
from app.gui.shared.language import Language  # noqa: E402
from app.gui.shared.notices import Kind, Notice  # noqa: E402
from app.gui.shared.preferences import Preferences  # noqa: E402
from app.services.opening import open_desk  # noqa: E402
from app.services.progress import Progress  # noqa: E402
from app.storage.places import find_places  # noqa: E402

SAMPLE = ROOT / "resources" / "samples" / "nightly-sync.log"
SIZES = (QSize(1280, 800), QSize(900, 600))
SCALES = ("1", "1.5")
SCHEMES = ("light", "dark")
MISSING_FIELDS = '400 {"error":{"code":10005,"message":"User missing the following fields: lastName, email"}}'


class Photographer:
    """Brings one window into each state and takes its picture."""

    def __init__(self, application: QApplication, folder: Path, log: Path, scratch: Path) -> None:
        """Build the window as the program does, with settings of its own."""
        self._application, self._folder, self._log = application, folder, log
        places = find_places()
        preferences = Preferences(scratch / "window.ini")
        self.language = Language(application, places.resources / "translations", preferences)
        self.appearance = Appearance(application, places.resources, preferences)
        self.window = MainWindow(self.appearance, self.language, preferences)
        self.session = Session(self.window, self.appearance, partial(open_desk, places), FileDialogs(), log)
        self.window.show()
        self.wait(lambda: self.window.lookup.model.rowCount() > 0)

    def wait(self, until: Callable[[], bool], seconds: float = 20) -> None:
        """Let the program run until something holds, and a moment longer for what follows from it."""
        end = time.monotonic() + seconds
        while not until() and time.monotonic() < end:
            self._application.processEvents()
        pause = time.monotonic() + 0.15
        while time.monotonic() < pause:
            self._application.processEvents()
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Save a picture."""
        self.wait(lambda: True)
        (widget or self.window).grab().save(str(self._folder / f"{name}.png"))

    def states(self) -> Iterator[tuple[str, QWidget | None]]:
        """Each state by name, reached one after another."""
        window, search = self.window, self.window.search
        search.clear()
        yield "empty", None
        for name, query in (
            ("words", "two students same email"),
            ("ambiguous", "Missing required parameter: firstName"),
            ("exact", MISSING_FIELDS),
            ("code", "10005"),
            ("no-match", "the coffee machine is broken again"),
            ("nothing", "xqzv"),
        ):
            search.show_text(query)
            yield name, None
        search.show_text("sync")
        window.lookup.filters.model.choose({"Skyward", "Aeries"}, {"assignment"})
        yield "filtered", None
        window.lookup.filters.model.clear()
        self.session.notify(
            Notice(Kind.WARNING, "3 faults in the catalog: the entries concerned were left out.", "a\nb")
        )
        yield "notice", None
        window.notices.close_notice()
        window.drop_hint.cover()
        yield "drop", None
        window.drop_hint.hide()
        window.show_report()
        yield "report-empty", None
        yield from self._report_states()

    def _report_states(self) -> Iterator[tuple[str, QWidget | None]]:
        window = self.window
        missing = self._log.with_name("not-there.log")
        self.session.scan([self._log, missing])
        self.wait(lambda: self.session.report.report is not None)
        yield "report", None
        report = self.session.report.report
        if report is not None:
            window.progress.begin(self._log.name, 2)
            window.progress.show_progress(Progress(450, 1000, str(self._log), report))
        yield "progress", None
        window.progress.finish()
        window.report.tabs.setCurrentIndex(1)
        yield "report-unknown", None
        window.report.tabs.setCurrentIndex(2)
        yield "report-files", None
        window.report.tabs.setCurrentIndex(0)
        for command in ("about", "shortcuts"):
            window.menus[command].trigger()
            dialog = self._application.activeModalWidget()
            yield command, dialog
            if dialog is not None:
                dialog.close()
        window.show_lookup()


def photograph(folder: Path, log: Path, scale: str) -> None:
    """Take all pictures of one scale, in this process."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as scratch:
        photographer = Photographer(application, folder, log, Path(scratch))
        for size in SIZES:
            photographer.window.resize(size)
            for scheme in SCHEMES:
                photographer.appearance.choose(scheme)
                for name, widget in photographer.states():
                    photographer.take(f"{name}-{scheme}-{size.width()}-x{scale}", widget)
        photographer.window.close()


def main() -> int:
    """Take the pictures of all scales."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--log", type=Path, default=SAMPLE)
    parser.add_argument("--scale", choices=SCALES, help="only this scale, in this process")
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    if wanted.scale:
        photograph(wanted.folder, wanted.log, wanted.scale)
        return 0
    for scale in SCALES:
        environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, __file__, str(wanted.folder), "--log", str(wanted.log), "--scale", scale]
        subprocess.run(command, env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
