"""The file dialogs, behind one object so that tests can answer in a person's place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

_LOGS: Final = "(*.log *.txt *.csv *.tsv *.json *.jsonl *.ndjson *.xml *.zip *.gz *.out *.err)"


class FileDialogs:
    """Asks a person for files and folders; an empty answer means they changed their mind."""

    def logs_to_open(self, parent: QWidget) -> list[Path]:
        """Ask for one or more logs."""
        logs = QCoreApplication.translate("FileDialogs", "Logs")
        everything = QCoreApplication.translate("FileDialogs", "All files")
        kinds = f"{logs} {_LOGS};;{everything} (*)"
        names, _ = QFileDialog.getOpenFileNames(
            parent, QCoreApplication.translate("FileDialogs", "Open log"), "", kinds
        )
        return [Path(name) for name in names]

    def folder_to_open(self, parent: QWidget) -> Path | None:
        """Ask for a folder of logs."""
        name = QFileDialog.getExistingDirectory(
            parent, QCoreApplication.translate("FileDialogs", "Open folder of logs")
        )
        return Path(name) if name else None

    def catalog_folder_to_add(self, parent: QWidget) -> Path | None:
        """Ask for a folder of catalog entries."""
        title = QCoreApplication.translate("FileDialogs", "Add a catalog folder")
        name = QFileDialog.getExistingDirectory(parent, title)
        return Path(name) if name else None

    def report_to_save(self, parent: QWidget, name: str, suffix: str) -> Path | None:
        """Ask where to save a report; the name and the suffix given are offered first."""
        words = {
            ".xlsx": QCoreApplication.translate("FileDialogs", "Excel workbook"),
            ".csv": QCoreApplication.translate("FileDialogs", "CSV table"),
            ".html": QCoreApplication.translate("FileDialogs", "Web page"),
        }
        kinds = {f"{word} (*{ending})": ending for ending, word in words.items()}
        offered = sorted(kinds, key=lambda kind: kinds[kind] != suffix)
        title = QCoreApplication.translate("FileDialogs", "Save the report")
        chosen, kind = QFileDialog.getSaveFileName(parent, title, f"{name}{suffix}", ";;".join(offered))
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.casefold() in words else path.with_name(path.name + kinds.get(kind, suffix))

    def list_to_save(self, parent: QWidget, name: str, suffix: str) -> Path | None:
        """Ask where to save a list of records; the name and the suffix given are offered first."""
        words = {
            ".xlsx": QCoreApplication.translate("FileDialogs", "Excel workbook"),
            ".csv": QCoreApplication.translate("FileDialogs", "CSV table"),
        }
        kinds = {f"{word} (*{ending})": ending for ending, word in words.items()}
        offered = sorted(kinds, key=lambda kind: kinds[kind] != suffix)
        title = QCoreApplication.translate("FileDialogs", "Save the list")
        chosen, kind = QFileDialog.getSaveFileName(parent, title, f"{name}{suffix}", ";;".join(offered))
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.casefold() in words else path.with_name(path.name + kinds.get(kind, suffix))

    def mail_to_save(self, parent: QWidget, title: str) -> Path | None:
        """Ask where to save a mail about an error with this title; a draft for mail programs is offered first."""
        words = {
            ".eml": QCoreApplication.translate("FileDialogs", "Draft for a mail program"),
            ".html": QCoreApplication.translate("FileDialogs", "Web page"),
            ".zip": QCoreApplication.translate("FileDialogs", "Package of all forms"),
            ".txt": QCoreApplication.translate("FileDialogs", "Plain text"),
        }
        kinds = {f"{word} (*{ending})": ending for ending, word in words.items()}
        plain = re.sub(r"[^\w\- ]+", " ", title).strip()
        name, kind = QFileDialog.getSaveFileName(
            parent, QCoreApplication.translate("FileDialogs", "Save the mail"), f"{plain}.eml", ";;".join(kinds)
        )
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.casefold() in words else path.with_name(path.name + kinds.get(kind, ".eml"))
