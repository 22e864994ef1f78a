"""The settings dialog as a person uses it, and as an administrator locks it."""

from __future__ import annotations

import json
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QScrollArea, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.session import Session
from app.gui.settings.controller import SettingsController
from app.gui.settings.dialog import SettingsDialog
from app.gui.settings.folder_list import FolderModel
from app.gui.settings.folder_states import FolderReading, FolderState, Reach
from app.gui.shared.appearance import Appearance
from app.gui.shared.language import PSEUDO, Language
from app.gui.shared.preferences import Preferences
from app.gui.startup import folder_reading, open_desk
from app.services.error_desk import Desk
from app.storage.places import Places
from app.storage.userdata.policy import Policy
from tests.gui.desktop import Answers, Desktop

ROOT = Path(__file__).resolve().parents[2]
ENTRY = """system: CourseKey
vendor: CourseKey
entries:
  - id: district.badge
    title: Badge printer out of paper
    record_types: [user]
    messages: [{text: "The badge printer of building {building:text} ran out of paper"}]
    meaning: The badge printer of the district has no paper.
    causes:
      - title: No paper
        steps: [{do: Put paper into the printer., who: registrar, where: Log}]
    consequence: blocks-record
    next_run: repairs-itself
    escalate: {to: District help desk, send: The line.}
    also_said: [no badge]
    certainty: documented
    source: {document: coursekey-error-dictionary, section: x}
    samples: {match: [{text: "The badge printer of building North ran out of paper"}]}
"""


@dataclass
class Office:
    """The program put together as `application.run` does, with settings and a cache of its own."""

    desktop: Desktop
    settings: SettingsController
    preferences: Preferences
    places: Places
    reading: FolderReading
    answers: Answers = field(default_factory=Answers)

    def open_settings(self) -> SettingsDialog:
        self.desktop.window.menus["settings"].trigger()
        dialog = self.desktop.window.findChild(SettingsDialog)
        assert dialog is not None
        dialog.activateWindow()
        self.desktop.bot.waitUntil(dialog.isActiveWindow)
        return dialog

    @property
    def notices(self) -> list[str]:
        """The texts of all notices, shown and waiting; closes them."""
        texts: list[str] = []
        bar = self.desktop.window.notices
        while bar.text:
            texts.append(bar.text)
            bar.close_notice()
        return texts

    def waits_for(self, text: str) -> None:
        """Until a look-up of this text finds the district's entry."""
        self.desktop.bot.waitUntil(lambda: self._finds(text))

    def _finds(self, text: str) -> bool:
        desk = self.desktop.session._desk
        return desk is not None and desk.look_up(text).matches[0].entry.id == "district.badge"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(ROOT / "catalog", ROOT / "resources", tmp_path / "cache", tmp_path / "settings")


@pytest.fixture
def office(
    qtbot: QtBot, appearance: Appearance, language: Language, preferences: Preferences, places: Places
) -> Office:
    return furnished(qtbot, appearance, language, preferences, places, folder_reading(places))


def furnished(
    qtbot: QtBot,
    appearance: Appearance,
    language: Language,
    preferences: Preferences,
    places: Places,
    reading: FolderReading,
) -> Office:
    window = MainWindow(appearance, language, preferences)
    answers = Answers()
    session = Session(window, appearance, lambda: open_desk(places, preferences), answers, Path("none"))
    settings = SettingsController(window, preferences, appearance, language, reading, answers)
    session.opened.connect(settings.use)
    settings.folders.stale.connect(session.reopen)
    settings.folders.noticed.connect(session.notify)
    qtbot.addWidget(window)
    with qtbot.waitSignal(session.opened, timeout=20_000):
        window.show()
    return Office(Desktop(qtbot, window, session, appearance, answers), settings, preferences, places, reading, answers)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "district.yaml").write_text(ENTRY, encoding="utf-8")
    return folder


def pick(bot: QtBot, box: QWidget, steps: int) -> None:
    """Choose another line of a box by keyboard."""
    for _ in range(abs(steps)):
        bot.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)


def test_what_is_chosen_counts_at_once_and_is_written(office: Office, tmp_path: Path) -> None:
    dialog, bot = office.open_settings(), office.desktop.bot
    assert QApplication.focusWidget() is dialog.theme.box
    assert dialog.theme.box.currentText() == "Light"
    pick(bot, dialog.theme.box, 1)
    pick(bot, dialog.text_size.box, 2)
    assert (office.preferences.theme, office.preferences.zoom) == ("dark", 125)
    assert office.desktop.appearance.name == "dark"
    themes = office.desktop.window.menus.themes
    assert [action.data() for action in themes.actions() if action.isChecked()] == ["dark"]
    office.preferences.save()
    kept = json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))
    assert kept == {"theme": "dark", "text_size": 125}


def test_another_language_is_spoken_at_once_by_the_dialog_too(office: Office, language: Language) -> None:
    dialog = office.open_settings()
    choices = [dialog.language.box.itemText(row) for row in range(dialog.language.box.count())]
    assert choices[1:] == ["English", "Español"]
    pick(office.desktop.bot, dialog.language.box, choices.index("Español") - dialog.language.box.currentIndex())
    assert (office.preferences.language, language.code) == ("es", "es")
    assert dialog.language.box.currentText() == "Español"


def test_filters_and_switches(office: Office) -> None:
    dialog, bot = office.open_settings(), office.desktop.bot
    dialog.tabs.setCurrentIndex(2)
    boxes = {box.text(): box for box in dialog.findChildren(QCheckBox)}
    for text in ("PowerSchool", "Aeries", "Course"):
        bot.keyClick(boxes[text], Qt.Key.Key_Space)
    for control in (dialog.remember_filters, dialog.keep_history):
        bot.keyClick(control.box, Qt.Key.Key_Space)
    settings = office.preferences.settings
    assert set(settings.default_vendors) == {"PowerSchool", "Aeries"}
    assert settings.default_record_types == ("course",)
    assert (settings.remember_filters, settings.keep_history) == (True, True)


def test_words_are_taken_when_their_field_is_left_or_the_dialog_closed(office: Office) -> None:
    dialog, bot = office.open_settings(), office.desktop.bot
    dialog.tabs.setCurrentIndex(3)
    dialog.hidden_words.editor.setFocus()
    bot.keyClicks(dialog.hidden_words.editor, "Lincoln High")
    bot.keyClick(dialog.hidden_words.editor, Qt.Key.Key_Return)
    bot.keyClick(dialog, Qt.Key.Key_Escape)
    assert office.preferences.settings.hidden_words == ("Lincoln High",)


def test_defaults_come_back(office: Office) -> None:
    office.preferences.change(theme="dark", text_size=200, keep_history=True, hidden_words=["x"])
    dialog = office.open_settings()
    button = next(each for each in dialog.findChildren(QPushButton) if "defaults" in each.text())
    office.desktop.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    settings = office.preferences.settings
    assert (settings.theme, settings.text_size, settings.keep_history, settings.hidden_words) == (
        "system",
        100,
        False,
        (),
    )
    assert dialog.text_size.box.currentText() == "100 %"
    assert not dialog.keep_history.box.isChecked()


def test_a_size_that_only_an_administrator_would_write_is_shown(office: Office) -> None:
    office.preferences.change(text_size=137)
    assert office.open_settings().text_size.box.currentText() == "137 %"


def test_every_control_can_be_reached_and_is_named(office: Office) -> None:
    dialog, bot = office.open_settings(), office.desktop.bot
    for page in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(page)
        front = dialog.tabs.widget(page)
        wanted = {
            widget
            for widget in front.findChildren(QWidget)
            if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        }
        reached = set()
        dialog.tabs.tabBar().setFocus()
        for _ in range(len(wanted) + 8):
            reached.add(QApplication.focusWidget())
            bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert wanted <= reached, [widget.objectName() or type(widget) for widget in wanted - reached]
        assert not [widget for widget in wanted if not (widget.accessibleName() or getattr(widget, "text", str)())]


@pytest.mark.parametrize("code", ["es", PSEUDO])
def test_no_page_must_be_scrolled_sideways_in_a_longer_language(office: Office, language: Language, code: str) -> None:
    language.choose(code)
    dialog = office.open_settings()
    for page in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(page)
        area = dialog.tabs.widget(page)
        assert isinstance(area, QScrollArea)
        office.desktop.bot.waitUntil(area.isVisible)
        assert area.horizontalScrollBar().maximum() == 0, dialog.tabs.tabText(page)


# Locked by the administrator


def test_locked_settings_are_shown_and_cannot_be_changed(
    qtbot: QtBot, appearance: Appearance, language: Language, places: Places, tmp_path: Path
) -> None:
    locked = {"theme": "dark", "catalog_folders": ("//server/sis",), "keep_history": False, "text_size": 150}
    preferences = Preferences(tmp_path / "locked" / "window.ini", Policy(locked=locked))

    def away(folder: str) -> object:
        raise OSError(53, "The network path was not found")

    reading = FolderReading(away, lambda folder: None)
    office = furnished(qtbot, appearance, language, preferences, places, reading)
    dialog = office.open_settings()
    assert dialog.theme.box.currentText() == "Dark"
    for control in (dialog.theme, dialog.keep_history, dialog.text_size):
        assert not control.box.isEnabled()
        assert control.lock_note.isVisibleTo(control)
        assert control.lock_note.text() == "Set by your administrator"
    assert not dialog.language.lock_note.isVisibleTo(dialog.language)
    assert not dialog.keep_history.box.isChecked()
    folders = dialog.catalog_folders
    assert folders.folders == ("//server/sis",)
    assert not folders.path.isEnabled()
    assert not folders.browse_button.isEnabled()
    folders.table.selectRow(0)
    assert not folders.remove_button.isEnabled()
    menus = office.desktop.window.menus
    assert not menus.themes.isEnabled()
    assert not menus["larger"].isEnabled()
    button = next(each for each in dialog.findChildren(QPushButton) if "defaults" in each.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (preferences.theme, preferences.zoom) == ("dark", 150)
    preferences.deleteLater()


# Catalog folders


def test_a_folder_is_added_by_typing_and_its_entries_answer(office: Office, share: Path) -> None:
    dialog, bot = office.open_settings(), office.desktop.bot
    dialog.tabs.setCurrentIndex(1)
    bot.keyClicks(dialog.catalog_folders.path, f'"{share}"')
    bot.keyClick(dialog.catalog_folders.path, Qt.Key.Key_Return)
    assert office.preferences.settings.catalog_folders == (str(share),)
    office.waits_for("badge printer of building South ran out of paper")
    bot.waitUntil(lambda: dialog.catalog_folders.model.index(0, 1).data() == "1 entry")
    dialog.catalog_folders.table.selectRow(0)
    bot.mouseClick(dialog.catalog_folders.remove_button, Qt.MouseButton.LeftButton)
    bot.waitUntil(lambda: office.desktop.session._desk.entry("district.badge") is None)
    assert office.notices == []


def test_a_folder_is_chosen_in_the_dialog_of_the_system(office: Office, share: Path) -> None:
    office.answers.folder = share
    dialog = office.open_settings()
    office.desktop.bot.mouseClick(dialog.catalog_folders.browse_button, Qt.MouseButton.LeftButton)
    assert dialog.catalog_folders.folders == (str(share),)
    office.waits_for("badge printer of building South ran out of paper")


def test_filters_survive_the_new_catalog(office: Office, share: Path) -> None:
    filters = office.desktop.window.lookup.filters.model
    filters.choose({"CourseKey"}, {"user"})
    office.preferences.change(catalog_folders=(str(share),))
    office.waits_for("badge printer of building South ran out of paper")
    assert filters.choices() == (frozenset({"CourseKey"}), frozenset({"user"}))


def test_faults_of_a_folder_are_told_and_shown(office: Office, share: Path) -> None:
    (share / "district.yaml").write_text(
        ENTRY.replace("record_types: [user]", "record_types: [uzer]"), encoding="utf-8"
    )
    office.preferences.change(catalog_folders=(str(share),))
    dialog = office.open_settings()
    office.desktop.bot.waitUntil(lambda: dialog.catalog_folders.model.index(0, 1).data() == "1 entry, 1 fault")
    tip = dialog.catalog_folders.model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert f"{share / 'district.yaml'}:" in tip
    assert "'uzer' is not in the vocabulary" in tip
    assert [text for text in office.notices if "1 fault in the catalog" in text]


def test_a_share_that_went_away_is_told_with_the_age_of_its_copy(
    qtbot: QtBot, appearance: Appearance, language: Language, preferences: Preferences, places: Places, share: Path
) -> None:
    folder_reading(places).read(str(share))
    preferences.change(catalog_folders=(str(share), "//gone/share"))
    shutil.rmtree(share)
    office = furnished(qtbot, appearance, language, preferences, places, folder_reading(places))
    assert office._finds("badge printer of building South ran out of paper"), "from the copy, at once"
    qtbot.waitUntil(lambda: all(state.reach is Reach.AWAY for state in office.settings.folders.states))
    known, unknown = sorted(office.notices, key=lambda text: "are missing" in text)
    assert f"The catalog folder {share} cannot be reached. Its entries as read on " in known
    assert "(less than a day ago) are used." in known
    assert "so its entries are missing" in unknown
    office.settings.folders.ask_all()
    qtbot.waitUntil(lambda: all(state.reach is Reach.AWAY for state in office.settings.folders.states))
    assert office.notices == [], "told once is enough"


def test_a_share_that_does_not_answer_holds_nothing_up(
    qtbot: QtBot,
    appearance: Appearance,
    language: Language,
    preferences: Preferences,
    places: Places,
    share: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.gui.settings.folder_states.PATIENCE_MS", 50)
    plain, answer = folder_reading(places), threading.Event()

    def slow(folder: str) -> object:
        answer.wait(30)
        return plain.read(folder)

    preferences.change(catalog_folders=(str(share),))
    reading = FolderReading(slow, plain.remembered)
    office = furnished(qtbot, appearance, language, preferences, places, reading)
    qtbot.waitUntil(lambda: bool(office.desktop.window.notices.text))
    assert "cannot be reached" in office.notices[0]
    office.desktop.type("email must be unique")
    assert office.desktop.hits, "look-ups go on meanwhile"
    answer.set()
    office.waits_for("badge printer of building South ran out of paper")
    assert office.settings.folders.states[0].reach is Reach.THERE


def test_a_folder_that_is_no_catalog_says_what_to_do(
    qtbot: QtBot, appearance: Appearance, language: Language, preferences: Preferences, places: Places
) -> None:
    def refuse(folder: str) -> object:
        raise ValueError(f"{folder} holds too many files to be a catalog; choose the folder of the entries.")

    preferences.change(catalog_folders=("C:/",))
    office = furnished(qtbot, appearance, language, preferences, places, FolderReading(refuse, lambda folder: None))
    qtbot.waitUntil(lambda: bool(office.desktop.window.notices.text))
    assert office.notices == ["The catalog folder C:/ cannot be used. Choose another one in the settings."]


def test_the_folders_model_is_a_sound_model(qtbot: QtBot, qtmodeltester: ModelTester, desk: Desk) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    model = FolderModel(parent)
    model.show([FolderState("a"), FolderState("b", Reach.THERE, 3, 0.0), FolderState("c", Reach.AWAY, 3, 0.0)])
    qtmodeltester.check(model)
