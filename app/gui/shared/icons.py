"""Icons from our own SVG drawings, tinted with a color of the theme.

Drawings rather than painter paths: they stay crisp at every scale, anybody can edit them, and
QtSvg (part of PySide6-Essentials, 0.3 MB) is needed for nothing else. The renderer is used
directly, not through the image plugin, so a frozen build cannot lose it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SMALL = (16, 24, 32)
LARGE = (48, 96)


class IconSet:
    """The icons of one folder, by file name without its ending."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; drawings are read when first asked for."""
        self._folder = folder
        self._drawing = lru_cache(maxsize=None)(self._read)

    def icon(self, name: str, color: str, sizes: Sequence[int] = SMALL) -> QIcon:
        """The drawing as an icon in the given color; Qt takes the size that fits the screen's scale."""
        icon = QIcon()
        renderer = QSvgRenderer(QByteArray(self._drawing(name).replace("currentColor", color).encode()))
        for size in sizes:
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size, size))
            painter.end()
            icon.addPixmap(pixmap)
        return icon

    def _read(self, name: str) -> str:
        return (self._folder / f"{name}.svg").read_text(encoding="utf-8")
