"""The help inside the program: pages, search, keys, About, licences, and the guided sample."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app import __version__
from app.gui.help.about import AboutDialog
from app.gui.help.controller import HelpController
from app.gui.help.pages import HelpPage, help_pages
from app.gui.help.window import HelpWindow
from app.gui.shared.elevation import FULL_RIGHTS, elevation_notices
from app.gui.shared.language import LANGUAGES, Language
from app.services.error_desk import Desk
from app.storage.licenses import PARTS, license_text
from tests.gui.desktop import Desktop

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"


def opened(desktop: Desktop) -> HelpWindow:
    window = desktop.window.findChild(HelpWindow)
    assert window is not None
    desktop.bot.waitUntil(window.isVisible)
    return window


def titles(window: HelpWindow) -> list[str]:
    items = [window.contents.item(row) for row in range(window.contents.count())]
    return [item.text() for item in items if not item.isHidden()]


def test_f1_opens_the_help_at_what_is_in_front(desktop: Desktop) -> None:
    desktop.press(Qt.Key.Key_F1)
    window = opened(desktop)
    assert window.text.toPlainText().startswith("First steps")
    assert titles(window)[-1] == "Keyboard shortcuts"
    window.close()
    desktop.window.show_report()
    desktop.window.activateWindow()
    desktop.window.menus["help"].trigger()
    assert window.text.toPlainText().startswith("Reports from logs")
    desktop.bot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_all_keys_of_the_menus_are_listed(desktop: Desktop) -> None:
    desktop.window.menus["shortcuts"].trigger()
    text = opened(desktop).text.toPlainText()
    listed = desktop.window.menus.keys()
    for keys, what in listed:
        assert keys in text
        assert what in text
    assert "Ctrl+?" in text


def test_words_are_found_in_the_pages_and_marked(desktop: Desktop) -> None:
    desktop.window.menus["help"].trigger()
    window = opened(desktop)
    desktop.bot.keyClicks(window.search, "share administrator")
    assert "Settings and catalog folders" in titles(window)
    assert "Privacy" not in titles(window)
    assert titles(window)[0] == window.text.toPlainText().splitlines()[0], "the first page found is shown"
    assert window.text.extraSelections()
    desktop.bot.keyClicks(window.search, " xyzzy")
    assert titles(window) == []
    assert window.nothing.isVisible()
    window.search.clear()
    assert len(titles(window)) == 9
    desktop.bot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.isVisible(), "Enter reads the page, it does not close the help"


def test_the_help_speaks_the_language_chosen(desktop: Desktop, language: Language) -> None:
    desktop.window.menus["help"].trigger()
    window = opened(desktop)
    window.show_page("privacy")
    language.choose("es")
    desktop.bot.waitUntil(lambda: window.text.toPlainText().startswith("Privacidad"))


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_page_is_translated(language: str) -> None:
    english = {path.name for path in (RESOURCES / "help" / "en").iterdir()}
    assert {path.name for path in (RESOURCES / "help" / language).iterdir()} == english
    for one, other in zip(
        help_pages(RESOURCES / "help", "en", []), help_pages(RESOURCES / "help", language, []), strict=True
    ):
        assert structure(one) == structure(other)


def structure(page: HelpPage) -> list[str]:
    return [] if page.name == "keys" else re.findall(r"</?(?:h1|h2|p|ul|li)>", page.html)


def test_the_help_names_only_commands_that_exist(desktop: Desktop) -> None:
    text = " ".join(page.html for page in help_pages(RESOURCES / "help", "en", []))
    menus = " ".join(
        action.text().replace("&", "")
        for action in desktop.window.menus.findChildren(type(desktop.window.menus["help"]))
    )
    assert "Try it with a sample log" in text
    assert "Try it with a sample log" in menus


def test_about_tells_versions_catalog_and_its_age(desktop: Desktop, desk: Desk) -> None:
    desktop.window.menus["about"].trigger()
    dialog = desktop.window.findChild(AboutDialog)
    assert dialog is not None
    text = dialog.text.toPlainText()
    assert f"{len(desk.catalog.entries)} known errors; of " in text
    assert re.search(r"\((?:\d[\d,]* days?|less than a day) old\); [0-9a-f]{12}", text)
    desktop.bot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"Version: {__version__}\nCatalog: ")
    assert "Python: " in copied


def test_every_licence_can_be_read(desktop: Desktop) -> None:
    desktop.window.menus["about"].trigger()
    dialog = desktop.window.findChild(AboutDialog)
    assert dialog is not None
    for number, part in enumerate(PARTS):
        dialog.text.anchorClicked.emit(QUrl(f"license:{number}"))
        text = dialog.text.toPlainText()
        assert part.name in text
        assert len(text) > 500, part.name
    dialog.text.anchorClicked.emit(QUrl("back:"))
    assert "known errors" in dialog.text.toPlainText()


def test_links_to_licences_can_be_followed_by_keyboard(desktop: Desktop) -> None:
    desktop.window.menus["about"].trigger()
    dialog = desktop.window.findChild(AboutDialog)
    assert dialog is not None
    dialog.activateWindow()
    dialog.text.setFocus()
    desktop.bot.keyClick(dialog.text, Qt.Key.Key_Tab)
    desktop.bot.keyClick(dialog.text, Qt.Key.Key_Return)
    assert license_text(RESOURCES, PARTS[0])[:40] in dialog.text.toPlainText()


# The guided sample


def test_the_guided_sample_explains_the_window_by_keyboard_alone(desktop: Desktop) -> None:
    controller = desktop.window.findChild(HelpController)
    desktop.window.search.setFocus()
    with desktop.bot.waitSignal(desktop.session.report.scan_ended, timeout=20_000):
        desktop.window.menus["tour"].trigger()
    assert controller.tour is not None
    card, seen = controller.tour.card, []
    for _ in range(4):
        seen.append(card.title.text())
        assert card.isVisible()
        assert desktop.window.rect().contains(card.geometry()), "no hint is cut off"
        assert QApplication.focusWidget() is card.next_button
        desktop.press(Qt.Key.Key_Return)
    assert seen == ["A whole log in one sentence", "The reasons", "What to do", "Only one error?"]
    assert controller.tour is None
    assert not card.isVisible()
    assert QApplication.focusWidget() is desktop.window.report.findings
    assert desktop.reporting


def test_hints_are_closed_with_escape_and_stay_beside_their_part(desktop: Desktop) -> None:
    controller = desktop.window.findChild(HelpController)
    with desktop.bot.waitSignal(desktop.session.report.scan_ended, timeout=20_000):
        desktop.window.menus["tour"].trigger()
    card = controller.tour.card
    desktop.window.resize(900, 600)
    desktop.bot.waitUntil(lambda: desktop.window.rect().contains(card.geometry()))
    desktop.press(Qt.Key.Key_Escape)
    assert controller.tour is None


def test_an_ordinary_scan_shows_no_hints(desktop: Desktop, sync_log: Path) -> None:
    desktop.scan([sync_log])
    assert desktop.window.findChild(HelpController).tour is None


# A window that runs as administrator


def test_a_window_with_all_rights_says_why_drops_do_not_arrive() -> None:
    (notice,) = elevation_notices(lambda: FULL_RIGHTS)
    assert "runs as administrator" in notice.text
    assert "Ctrl+O" in notice.text


@pytest.mark.parametrize("kind", [0, 1, 3])
def test_other_windows_say_nothing(kind: int) -> None:
    assert elevation_notices(lambda: kind) == []
    assert elevation_notices() == []
