"""Icons from our own SVG drawings, tinted with a color of the theme.

Drawings rather than painter paths: they stay crisp at every scale, anybody can edit them, and
QtSvg (part of PySide6-Essentials, 0.3 MB) is needed for nothing else. The renderer is used
directly, not through the image plugin, so a frozen build cannot lose it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_DISABLED_OPACITY: Final = 0.4


class IconSet:
    """The icons of one folder, by file name without its ending."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; drawings are read when first asked for."""
        self._folder = folder

    def icon(self, name: str, color: str) -> QIcon:
        """The drawing as an icon in the given color, sharp in every size and on every screen."""
        return _icon(self._folder, name, color)


# Kept for good, and shared: an icon that ends in a collection of garbage together with its engine is a crash.
@cache
def _icon(folder: Path, name: str, color: str) -> QIcon:
    return QIcon(DrawnIcon(_Drawing(_drawing(folder, name).replace("currentColor", color).encode())))


@cache
def _drawing(folder: Path, name: str) -> str:
    return (folder / f"{name}.svg").read_text(encoding="utf-8")


class _Drawing:
    """One drawing in one color with the pictures made of it so far, shared by all icons that show it."""

    def __init__(self, svg: bytes) -> None:
        self._svg = svg
        self._renderer: QSvgRenderer | None = None
        self._pictures: dict[tuple[int, int, QIcon.Mode], QPixmap] = {}

    def picture(self, size: QSize, mode: QIcon.Mode) -> QPixmap:
        """The drawing in so many pixels."""
        key = (size.width(), size.height(), mode)
        if key not in self._pictures:
            picture = QPixmap(size)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            self.draw(painter, QRect(QPoint(), size), mode)
            painter.end()
            self._pictures[key] = picture
        return self._pictures[key]

    def draw(self, painter: QPainter, rect: QRect, mode: QIcon.Mode) -> None:
        """Draw with any painter, also one that scales."""
        if self._renderer is None:
            self._renderer = QSvgRenderer(QByteArray(self._svg))
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * _DISABLED_OPACITY)
        self._renderer.render(painter, QRectF(rect))


class DrawnIcon(QIconEngine):
    """Draws an icon for exactly the pixels it is shown in, where a set of pixmaps would be blown up at 200 %."""

    def __init__(self, drawing: _Drawing) -> None:
        """Show one drawing."""
        super().__init__()
        self._drawing = drawing

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint upon whatever it is."""
        # Not the scale of painter.device(): to say which device that is, PySide makes the classes of all of them.
        picture = self.scaledPixmap(rect.size(), mode, state, painter.deviceTransform().m11())
        painter.drawPixmap(rect, picture)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture for a screen that is not scaled."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self,
        size: QSize,
        mode: QIcon.Mode,
        state: QIcon.State,  # noqa: ARG002 - on and off look alike
        scale: float,
    ) -> QPixmap:
        """A picture of this size for a screen scaled so."""
        picture = QPixmap(self._drawing.picture(size * scale, mode))
        picture.setDevicePixelRatio(scale)
        return picture

    def clone(self) -> DrawnIcon:
        """Another one of the same drawing."""
        return DrawnIcon(self._drawing)

    def isNull(self) -> bool:
        """Never: a drawing that is not there is an error when it is read."""
        return False
