"""The file dialogs, behind one object so that tests can answer in a person's place."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

LOG_KINDS: Final = "Logs (*.log *.txt *.csv *.tsv *.json *.jsonl *.ndjson *.xml *.zip *.gz *.out *.err);;All files (*)"
REPORT_KINDS: Final = {
    ".xlsx": "Excel workbook (*.xlsx)",
    ".csv": "CSV table (*.csv)",
    ".html": "Web page (*.html)",
}


class FileDialogs:
    """Asks a person for files and folders; an empty answer means they changed their mind."""

    def logs_to_open(self, parent: QWidget) -> list[Path]:
        """Ask for one or more logs."""
        names, _ = QFileDialog.getOpenFileNames(parent, "Open log", "", LOG_KINDS)
        return [Path(name) for name in names]

    def folder_to_open(self, parent: QWidget) -> Path | None:
        """Ask for a folder of logs."""
        name = QFileDialog.getExistingDirectory(parent, "Open folder of logs")
        return Path(name) if name else None

    def report_to_save(self, parent: QWidget, suffix: str) -> Path | None:
        """Ask where to save a report; the suffix given is the format offered first."""
        kinds = [REPORT_KINDS[suffix], *(kind for key, kind in REPORT_KINDS.items() if key != suffix)]
        name, kind = QFileDialog.getSaveFileName(parent, "Save the report", f"sync-errors{suffix}", ";;".join(kinds))
        if not name:
            return None
        path = Path(name)
        chosen = next((key for key, words in REPORT_KINDS.items() if words == kind), suffix)
        return path if path.suffix.casefold() in REPORT_KINDS else path.with_name(path.name + chosen)
