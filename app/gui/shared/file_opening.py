"""Handing a file over to the system: to the program that shows its kind, or to the folder window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

_READABLE: Final = frozenset(
    ".log .txt .csv .tsv .json .jsonl .ndjson .xml .out .err .gz .zip .tar .tgz .xlsx .xls .ods .eml .html .htm".split()
)


class FileOpener:
    """Opens files outside of the program."""

    def can_open(self, path: Path) -> bool:
        """Whether the system would show the file, and not run it, as it does with scripts."""
        return path.suffix.casefold() in _READABLE

    def open(self, path: Path) -> bool:
        """Open a file in the program that the system has for it. False when it has none."""
        return self.can_open(path) and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def show_in_folder(self, path: Path) -> bool:
        """Open the file's folder, with the file chosen where the system can do that."""
        if sys.platform == "win32":
            return bool(QProcess.startDetached("explorer.exe", [f"/select,{QDir.toNativeSeparators(str(path))}"])[0])
        if sys.platform == "darwin":
            return bool(QProcess.startDetached("open", ["-R", str(path)])[0])
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
