"""The window's language: plurals, switching while it runs, and files that fit the sources."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.gui.shared.language import PSEUDO, Language, keep_translated
from app.gui.shared.preferences import Preferences
from app.gui.shared.pseudo_language import pseudo
from app.services.error_desk import Desk
from app.storage.catalog.translations import read_translations
from tests.gui.desktop import Desktop

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "build_scripts"


@pytest.fixture
def build_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a test import the scripts that make the languages."""
    monkeypatch.syspath_prepend(str(SCRIPTS))


class Inbox(QLabel):
    """A widget as the rules want it."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count
        keep_translated(self, self.retranslate)

    def retranslate(self) -> None:
        self.setText(QCoreApplication.translate("QPlatformTheme", "Cancel") + f" {QLocale().toString(self._count)}")


def test_every_text_can_be_found_by_the_translators_tools(build_scripts: None) -> None:
    import translatable

    _, faults = translatable.find()
    assert not faults, "\n".join(faults)


def test_plurals_outside_of_classes_and_in_f_strings_are_found(build_scripts: None, tmp_path: Path) -> None:
    import translatable

    source = """
class Page(QObject):
    def text(self, rows):
        return f"{self.tr('%Ln row(s)', '', len(rows))} {self.tr('Open', 'a state')}"
def told(n):
    return QCoreApplication.translate("Told", "%Ln file(s)", "", n=n)
"""
    (tmp_path / "page.py").write_text(source, encoding="utf-8")
    messages, _ = translatable.find(tmp_path)
    assert messages == [
        translatable.Message("Page", "%Ln row(s)", "", plural=True),
        translatable.Message("Page", "Open", "a state"),
        translatable.Message("Told", "%Ln file(s)", "", plural=True),
    ]


@pytest.mark.parametrize(
    ("text", "one", "several"),
    [
        ("%Ln record(s)", "%Ln record", "%Ln records"),
        ("%Ln match(es) in {file}", "%Ln match in {file}", "%Ln matches in {file}"),
        ("%Ln entr(y|ies) need(s|) you (now)", "%Ln entry needs you (now)", "%Ln entries need you (now)"),
    ],
)
def test_english_has_both_forms(build_scripts: None, text: str, one: str, several: str) -> None:
    import translating

    assert translating.english_forms(text) == (one, several)


def test_qt_speaks_the_language_too_and_switches_while_running(qtbot: QtBot, language: Language) -> None:
    label = Inbox(1234)
    qtbot.addWidget(label)
    with qtbot.waitSignal(language.changed):
        language.choose("es")
    qtbot.waitUntil(lambda: label.text().startswith("Cancelar"))
    language.choose("en")
    qtbot.waitUntil(lambda: label.text() == "Cancel 1,234")


def test_language_is_remembered_but_not_the_one_for_tests(
    qapp: QApplication, language: Language, languages: Path, tmp_path: Path
) -> None:
    language.choose("es")
    language.choose(PSEUDO)
    assert language.code == PSEUDO
    language.preferences.save()
    again = Language(qapp, languages, Preferences(tmp_path / "language" / "window.ini"))
    assert again.choice == "es"
    again.choose("en")
    again.deleteLater()


def test_an_unknown_language_is_the_systems(qapp: QApplication, languages: Path, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "odd" / "window.ini")
    preferences.language = "tlh"
    language = Language(qapp, languages, preferences)
    assert language.choice == "system"
    language.deleteLater()


@pytest.mark.parametrize(
    "text",
    ["Open {file} of %Ln file(s)", "<b>Copy</b> &amp; go", "&Save…", "Logs (*.log *.txt);;All files (*)", "Email"],
)
def test_pseudo_language_is_longer_and_keeps_what_programs_read(text: str) -> None:
    import re

    longer = pseudo(text)
    kept = r"\{\w+\}|%Ln|<[^>]+>|&\w|\(\*[^)]*\)|;;"
    assert re.findall(kept, longer) == re.findall(kept, text)
    assert len(longer) >= 1.25 * len(re.sub(kept, "", text))
    assert longer[-1] == text[-1] or text[-1].isalpha() or text[-1] == ")"


def test_languages_files_are_made_by_one_command(languages: Path) -> None:
    subprocess.run([sys.executable, SCRIPTS / "translating.py"], check=True, capture_output=True)
    assert {path.stem for path in languages.glob("*.qm")} == {"en", *(path.stem for path in languages.glob("*.ts"))}


def test_entries_and_window_change_their_language_together(
    desktop: Desktop, desk: Desk, sync_log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {code: read_translations(ROOT / "catalog", code, desk.catalog).texts for code in ("en", "es")}
    monkeypatch.setattr(Desk, "texts_in", lambda _desk, code: texts[code])
    desktop.type("Unauthorized School: 17")
    desktop.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    desktop.bot.waitUntil(lambda: desktop.chosen == "Unauthorized School")

    def choose(code: str) -> None:
        menu = desktop.window.menus.languages
        next(action for action in menu.actions() if action.data() == code).trigger()

    choose("es")
    desktop.bot.waitUntil(lambda: desktop.chosen == "Escuela no autorizada")
    assert "Anote el identificador" in desktop.detail
    assert desktop.window.search.text() == "Unauthorized School: 17"
    desktop.scan([sync_log, sync_log.with_name("none.log")])
    titles = desktop.column(desktop.window.report.findings, 1)
    assert "El correo electrónico debe ser único" in titles
    tab = desktop.window.tabs.indexOf(desktop.window.report)
    assert desktop.window.tabs.tabText(tab) == "nightly.log y 1 más"
    assert "No se pudo leer" in desktop.window.report.remarks.text()
    choose("en")
    desktop.bot.waitUntil(lambda: desktop.window.tabs.tabText(tab) == "nightly.log and 1 more")
    assert "Email must be unique" in desktop.column(desktop.window.report.findings, 1)
