"""Colors by role, spacing from one scale, and the one place that dresses the application in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from string import Template
from typing import Final

from PySide6.QtGui import QColor, QPalette

LEAST_CONTRAST: Final = 4.5
"""Of text with what is behind it (WCAG 2, level AA)."""


class Space:
    """The spacing scale, in device-independent pixels."""

    HAIR = 2
    TIGHT = 4
    SMALL = 8
    MEDIUM = 12
    LARGE = 16
    WIDE = 24


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colors, each named by what it is for; `on_x` is the text color upon `x`."""

    window: str
    surface: str
    sunken: str
    hover: str
    selection: str
    border: str
    strong_border: str
    text: str
    muted: str
    disabled: str
    accent: str
    on_accent: str
    link: str
    info: str
    on_info: str
    neutral: str
    on_neutral: str
    good: str
    on_good: str
    caution: str
    on_caution: str
    danger: str
    on_danger: str

    def color(self, role: str) -> QColor:
        """A role's color for painting."""
        return QColor(getattr(self, role))

    def roles(self) -> Mapping[str, str]:
        """All roles with their colors, as a style sheet wants them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def palette(self) -> QPalette:
        """The Qt palette of this theme, so that every standard control agrees with our own painting."""
        palette = QPalette()
        for role, color in (
            (QPalette.ColorRole.Window, self.window),
            (QPalette.ColorRole.WindowText, self.text),
            (QPalette.ColorRole.Base, self.surface),
            (QPalette.ColorRole.AlternateBase, self.hover),
            (QPalette.ColorRole.Text, self.text),
            (QPalette.ColorRole.PlaceholderText, self.muted),
            (QPalette.ColorRole.Button, self.neutral),
            (QPalette.ColorRole.ButtonText, self.text),
            (QPalette.ColorRole.BrightText, self.on_danger),
            (QPalette.ColorRole.ToolTipBase, self.surface),
            (QPalette.ColorRole.ToolTipText, self.text),
            (QPalette.ColorRole.Highlight, self.accent),
            (QPalette.ColorRole.HighlightedText, self.on_accent),
            (QPalette.ColorRole.Accent, self.accent),
            (QPalette.ColorRole.Link, self.link),
            (QPalette.ColorRole.LinkVisited, self.link),
        ):
            palette.setColor(role, QColor(color))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(self.disabled))
        return palette

    def outline_palette(self) -> QPalette:
        """The palette of controls whose outline Fusion derives from the window, too dark to be seen in dark themes."""
        palette = self.palette()
        wanted = QColor(self.strong_border)
        value = min(1.0, wanted.valueF() * _FUSION_DARKER)
        lighter = QColor.fromHsvF(max(wanted.hueF(), 0.0), wanted.saturationF(), value)
        palette.setColor(QPalette.ColorRole.Window, lighter)
        return palette


def theme_of(palette: QPalette) -> Theme:
    """A theme of the few colors that a person chose for high contrast in their system, and of no others."""

    def color(role: QPalette.ColorRole, group: QPalette.ColorGroup = QPalette.ColorGroup.Active) -> str:
        return palette.color(group, role).name()

    window, surface = color(QPalette.ColorRole.Window), color(QPalette.ColorRole.Base)
    window_text, text = color(QPalette.ColorRole.WindowText), color(QPalette.ColorRole.Text)
    # Such a system has one ground and one ink; where it has two, ours lie on both and take the pair that belongs.
    if window != surface:
        surface, text = window, window_text
    link = color(QPalette.ColorRole.Link)
    return Theme(
        **dict.fromkeys(("window", "surface", "sunken", "hover", "selection"), surface),
        **dict.fromkeys(("info", "neutral", "good", "caution", "danger"), surface),
        **dict.fromkeys(("border", "strong_border", "text", "muted"), text),
        **dict.fromkeys(("on_info", "on_neutral", "on_good", "on_caution", "on_danger"), text),
        disabled=color(QPalette.ColorRole.Text, QPalette.ColorGroup.Disabled),
        accent=color(QPalette.ColorRole.Highlight),
        on_accent=color(QPalette.ColorRole.HighlightedText),
        link=link if contrast(link, surface) >= LEAST_CONTRAST else text,
    )


def contrast(one: str, other: str) -> float:
    """How well two colors are told apart, from 1 to 21 (WCAG 2)."""
    lighter, darker = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


OUTLINED: Final = ("QCheckBox", "QRadioButton", "QComboBox", "QAbstractSpinBox", "QGroupBox", "QSlider", "QProgressBar")
"""Standard controls that take `Theme.outline_palette`."""
_FUSION_DARKER: Final = 1.4


def load_theme(folder: Path, name: str) -> Theme:
    """Read `light`, `dark` or `contrast` from the themes' folder; a missing or unknown role is a programming error."""
    return Theme(**json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))


def style_sheet(folder: Path, theme: Theme) -> str:
    """The application's style sheet with the theme's colors put in."""
    return Template((folder / "window.qss").read_text(encoding="utf-8")).substitute(theme.roles())
