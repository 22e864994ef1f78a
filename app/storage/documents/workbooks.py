"""The process that reads workbooks, made only where there is one: most logs are lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.storage.documents.workbook_process import WorkbookProcess


class Workbooks:
    """The process that reads the workbooks of one scan, made when the first one is met."""

    def __init__(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Load nothing yet."""
        self._cancelled = cancelled
        self._process: WorkbookProcess | None = None

    def process(self) -> WorkbookProcess:
        """The process, which starts when it is given a workbook."""
        from app.storage.documents.workbook_process import WorkbookProcess  # noqa: PLC0415 - most logs are lines

        if self._process is None:
            self._process = WorkbookProcess(self._cancelled)
        return self._process

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.close()
