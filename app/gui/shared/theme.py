"""Colors by role, spacing from one scale, and the one place that dresses the application in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette


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
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(self.strong_border))
        return palette


def load_theme(folder: Path, name: str) -> Theme:
    """Read `light` or `dark` from the themes' folder; a missing or unknown role is a programming error."""
    return Theme(**json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))


def style_sheet(folder: Path, theme: Theme) -> str:
    """The application's style sheet with the theme's colors put in."""
    return Template((folder / "window.qss").read_text(encoding="utf-8")).substitute(theme.roles())
