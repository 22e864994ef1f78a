"""Draws the program's icon from its SVG, in the sizes that Windows shows."""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Pixels: title bar, task bar and desktop at 100 to 200 percent, and Explorer's large view."""

_HEADER = struct.Struct("<HHH")
_ENTRY = struct.Struct("<BBBBHHII")


def write_icon(source: Path, target: Path) -> None:
    """Write an .ico with the drawing in every size. Raises ValueError when the source cannot be drawn."""
    renderer = QSvgRenderer(str(source))
    if not renderer.isValid():
        raise ValueError(f"{source} is no SVG that can be drawn")
    pictures = [_png(renderer, size) for size in SIZES]
    offset = _HEADER.size + _ENTRY.size * len(SIZES)
    entries = b""
    for size, picture in zip(SIZES, pictures, strict=True):
        # A side of 256 is written as 0: the field is one byte.
        entries += _ENTRY.pack(size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_HEADER.pack(0, 1, len(SIZES)) + entries + b"".join(pictures))


def _png(renderer: QSvgRenderer, size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
