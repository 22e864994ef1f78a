"""Ends or stops worker processes in the middle of a scan, and compares the report with that of one process."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
from pathlib import Path

from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.scanning import parallel_scan, worker_pool
from app.services.scanning.sources import PathSource
from app.services.scanning.worker_pool import Crew, Worker
from tests.benchmarks.generated_log import write_log

_SIGNALS = ("SIGKILL", "SIGSEGV", "SIGTERM", "SIGSTOP", "SIGABRT")
_SILENT_SECONDS = 3.0
_RANGE = 96 * 1024


class KilledWorkers:
    """Scans one log again and again with workers that are killed."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        """Make the log, and the report of a single process."""
        parallel_scan.RANGE = _RANGE
        worker_pool.SILENT_SECONDS = _SILENT_SECONDS
        self._desk, self._log = desk, folder / "night.log"
        write_log(self._log, desk.catalog, 1_500_000, 0.03, pool=400)
        self._alone = self._scanned(1)

    def problem(self, number: int) -> str:
        """End one worker after so many messages of them; what is different afterwards, "" when nothing is."""
        chance = random.Random(number)
        name, after = _SIGNALS[number % len(_SIGNALS)], chance.randrange(12)
        heard = 0
        hear: Callable[[Crew, Worker, object], bool] = Crew._hear

        def hear_and_kill(crew: Crew, worker: Worker, said: object) -> bool:
            nonlocal heard
            answer = hear(crew, worker, said)
            if heard == after:
                os.kill(worker.process.pid or 0, getattr(signal, name))
            heard += 1
            return answer

        Crew._hear = hear_and_kill  # type: ignore[method-assign,assignment]
        try:
            report = self._scanned(2, participate=False)
        finally:
            Crew._hear = hear  # type: ignore[method-assign,assignment]
        return "" if report == self._alone else f"wrong count: after {name} of a worker the report is another"

    def _scanned(self, processes: int, *, participate: bool = True) -> Report:
        report = self._desk.scan([PathSource(self._log)], processes=processes, participate=participate)
        report.seconds = 0.0
        return report
