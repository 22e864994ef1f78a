"""Every theme can be read by everybody, the system's own high contrast too, and is followed while running."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from app.gui.shared.icons import IconSet
from app.gui.shared.preferences import Preferences
from app.gui.shared.theme import LEAST_CONTRAST, Theme, contrast, load_theme, theme_of
from tests.gui.desktop import Desktop

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
THEMES = RESOURCES / "themes"
NAMES = [path.stem for path in sorted(THEMES.glob("*.json"))]
GROUNDS = ("window", "surface", "sunken", "hover", "selection")
INKS = ("text", "muted", "link", "accent")
OWN_INKS = [field.name for field in fields(Theme) if field.name.startswith("on_")]
# Of borders and other shapes that must be seen, and of disabled text, which may be paler (WCAG 2, 1.4.11).
SHAPES = 3.0

AQUATIC = {"window": "#202020", "text": "#ffffff", "highlight": "#8ee3f0", "on_highlight": "#263b50", "link": "#75e9fc"}
DESERT = {"window": "#fffaef", "text": "#3d3d3d", "highlight": "#903909", "on_highlight": "#fff5e3", "link": "#1c5e75"}
NIGHT_SKY = {
    "window": "#000000",
    "text": "#ffffff",
    "highlight": "#d6b4fd",
    "on_highlight": "#2b2b2b",
    "link": "#8080ff",
}


def system_palette(colors: dict[str, str]) -> QPalette:
    """A palette as Windows gives it with a contrast theme."""
    palette = QPalette(QColor(colors["window"]))
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
        palette.setColor(role, QColor(colors["window"]))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(role, QColor(colors["text"]))
    palette.setColor(QPalette.ColorRole.Highlight, QColor(colors["highlight"]))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor(colors["on_highlight"]))
    palette.setColor(QPalette.ColorRole.Link, QColor(colors["link"]))
    return palette


def too_close(theme: Theme) -> list[str]:
    """What cannot be read well enough."""
    colors = theme.roles()
    pairs = [(ink, ground) for ink in INKS for ground in GROUNDS]
    pairs += [(ink, ink.removeprefix("on_")) for ink in OWN_INKS]
    wrong = [f"{ink} on {ground}" for ink, ground in pairs if contrast(colors[ink], colors[ground]) < LEAST_CONTRAST]
    for shape in ("strong_border", "disabled", "accent"):
        wrong += [f"{shape} on {ground}" for ground in GROUNDS[:2] if contrast(colors[shape], colors[ground]) < SHAPES]
    return wrong


@pytest.mark.parametrize("name", NAMES)
def test_every_text_can_be_read_in_every_theme(name: str) -> None:
    assert too_close(load_theme(THEMES, name)) == []


def test_high_contrast_is_high() -> None:
    theme = load_theme(THEMES, "contrast").roles()
    inks = [(ink, ground) for ink in ("text", "muted") for ground in GROUNDS]
    inks += [(ink, ink.removeprefix("on_")) for ink in OWN_INKS]
    assert min(contrast(theme[ink], theme[ground]) for ink, ground in inks) >= 7


@pytest.mark.parametrize("colors", [AQUATIC, DESERT, NIGHT_SKY], ids=["aquatic", "desert", "night sky"])
def test_colors_chosen_in_the_system_are_kept_and_can_be_read(qapp: QApplication, colors: dict[str, str]) -> None:
    theme = theme_of(system_palette(colors))
    assert too_close(theme) == []
    assert {*theme.roles().values()} <= {*colors.values(), theme.disabled}


@pytest.mark.parametrize("name", NAMES)
def test_standard_controls_can_be_read(qapp: QApplication, name: str) -> None:
    palette = load_theme(THEMES, name).palette()
    roles = QPalette.ColorRole
    for ink, ground in (
        (roles.WindowText, roles.Window),
        (roles.Text, roles.Base),
        (roles.Text, roles.AlternateBase),
        (roles.PlaceholderText, roles.Base),
        (roles.ButtonText, roles.Button),
        (roles.ToolTipText, roles.ToolTipBase),
        (roles.HighlightedText, roles.Highlight),
        (roles.Link, roles.Base),
    ):
        found = contrast(palette.color(ink).name(), palette.color(ground).name())
        assert found >= LEAST_CONTRAST, f"{ink} on {ground}: {found:.1f}"


def test_style_sheet_has_no_color_of_its_own() -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", (THEMES / "window.qss").read_text(encoding="utf-8")) == []


def test_code_has_no_color_of_its_own() -> None:
    gui = RESOURCES.parent / "app" / "gui"
    wrong = [
        f"{path.name}: {found}"
        for path in gui.rglob("*.py")
        for found in re.findall(r"[\"'](#[0-9a-fA-F]{6})[\"']|GlobalColor\.(?!transparent)\w+", path.read_text("utf-8"))
    ]
    assert wrong == []


def test_high_contrast_of_the_system_is_followed(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    hints = QGuiApplication.styleHints().accessibility()
    wanted = Qt.ContrastPreference.HighContrast
    monkeypatch.setattr(type(hints), "contrastPreference", lambda _self: wanted)
    desktop.appearance.choose("system")
    hints.contrastPreferenceChanged.emit(wanted)
    theme = desktop.appearance.theme
    assert theme.info == theme.surface == theme.window
    assert theme.border == theme.text
    wanted = Qt.ContrastPreference.NoPreference
    hints.contrastPreferenceChanged.emit(wanted)
    assert desktop.appearance.theme == load_theme(THEMES, "light")


def test_high_contrast_can_be_chosen_in_the_menu(desktop: Desktop) -> None:
    choice = next(action for action in desktop.window.menus.themes.actions() if action.data() == "contrast")
    choice.trigger()
    assert desktop.appearance.theme == load_theme(THEMES, "contrast")
    assert desktop.window.palette().color(QPalette.ColorRole.Window).name() == "#000000"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0, 3.0])
def test_icons_are_drawn_for_the_pixels_they_are_shown_in(qapp: QApplication, scale: float) -> None:
    icon = IconSet(RESOURCES / "icons").icon("info", "#0a5cad")
    picture = icon.pixmap(QSize(20, 20), scale)
    assert picture.size() == QSize(20, 20) * scale
    assert picture.deviceIndependentSize().toSize() == QSize(20, 20)
    assert icon.pixmap(QSize(20, 20), scale, QIcon.Mode.Disabled).toImage() != picture.toImage()


def test_text_size_is_remembered(desktop: Desktop, tmp_path: Path) -> None:
    before = desktop.window.fontMetrics().height()
    for _ in range(3):
        desktop.window.menus["larger"].trigger()
    assert desktop.window.fontMetrics().height() >= before * 1.4
    desktop.window.close()
    assert Preferences(tmp_path / "window.ini").zoom == 150
