"""Icons from our own SVG drawings, tinted with a color of the theme.

Drawings rather than painter paths: they stay crisp at every scale, and anybody can edit them. Qt's image plugin draws
them, so that no module of PySide is loaded for it before the first paint; a test and the gates see that it is there.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImageReader, QPainter, QPixmap

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
        self._pictures: dict[tuple[int, int, QIcon.Mode], QPixmap] = {}

    def picture(self, size: QSize, mode: QIcon.Mode) -> QPixmap:
        """The drawing in so many pixels."""
        key = (size.width(), size.height(), mode)
        if key not in self._pictures:
            picture = QPixmap(size)
            picture.fill(Qt.GlobalColor.transparent)
            buffer = QBuffer()
            buffer.setData(QByteArray(self._svg))
            reader = QImageReader(buffer, QByteArray(b"svg"))
            reader.setScaledSize(size)
            painter = QPainter(picture)
            if mode == QIcon.Mode.Disabled:
                painter.setOpacity(_DISABLED_OPACITY)
            painter.drawImage(0, 0, reader.read())
            painter.end()
            self._pictures[key] = picture
        return self._pictures[key]


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
