"""The trials, as they run in a child process: each says what is wrong about some inputs, "" when nothing is."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from app.core.matching.exact_match import ExactMatcher
from app.core.report.report import Report
from app.services.error_desk import Desk
from app.services.open_catalog import open_desk
from app.services.redacting import redact_text
from app.services.scanning.sources import PathSource, TextSource
from tests.fixtures.make_formats import LOG
from tests.fuzzing.inputs import DamagedFile, damaged_file, damaged_workbook, odd_text
from tests.fuzzing.kept import damaged_file_kept, desk_entry, killed_writer
from tests.fuzzing.planted import ERRORS, FORMATS, planted
from tests.fuzzing.workers import KilledWorkers
from tests.fuzzing.writer import places_in
from tests.reference_scanner import reference_report

MEMORY = 3 * 1024**3
READY = "ready"
"""What a child says first."""
SLOW_SECONDS = 5.0
"""A text that takes more processor time to be looked up counts as a hang."""

_LONGEST_REDACTED = 4_000
Numbers = Sequence[int]


class Kind(Struct, frozen=True):
    """A kind of trial: how many inputs there are to be at least, and how many are tried at once."""

    goal: int
    at_once: int


KINDS: dict[str, Kind] = {
    "look-up": Kind(133_000, 200),
    "redaction": Kind(10_000, 50),
    "files": Kind(120_000, 100),
    "workbooks": Kind(30_000, 100),
    "planted errors": Kind(9_000, ERRORS),
    "kills of writers": Kind(220, 1),
    "kills of workers": Kind(11, 1),
    "broken files": Kind(213, 1),
}
"""The figures are those of the hardest outside test that the program had; it measured redaction otherwise."""


class Trials:
    """All kinds of trials over one desk."""

    def __init__(self, home: Path) -> None:
        """Open the desk in a folder of its own."""
        self._home = home
        self._desk: Desk = open_desk(places_in(home))
        self._workers: KilledWorkers | None = None
        self.tried: dict[str, Callable[[Numbers, Path], str]] = {
            "look-up": self._looked_up,
            "redaction": self._redacted,
            "files": lambda numbers, folder: self._scanned([damaged_file(number) for number in numbers], folder),
            "workbooks": lambda numbers, folder: self._scanned(
                [damaged_workbook(number) for number in numbers], folder
            ),
            "planted errors": self._planted,
            "kills of writers": lambda numbers, folder: killed_writer(folder, self._entry, numbers[0]),
            "kills of workers": self._killed_worker,
            "broken files": lambda numbers, folder: damaged_file_kept(folder, self._entry, numbers[0]),
        }
        self._entry = desk_entry(self._desk)
        self._samples = [
            (" ".join(sample.text.split()), entry.id)
            for entry in self._desk.catalog.entries
            for sample in entry.samples.match
            if self._is_sure(" ".join(sample.text.split()), entry.id)
        ]

    def _is_sure(self, text: str, entry_id: str) -> bool:
        """Whether the text alone is of the entry: some short ones need a sign of their system."""
        found = self._desk.scan([TextSource("one.log", f"2025-09-02 06:00:00 ERROR {text}\n")]).findings
        return [finding.count for finding in found] == [1] and entry_id in found[0].ids

    def _looked_up(self, numbers: Numbers, _: Path) -> str:
        for number in numbers:
            odd = odd_text(number)
            began = time.process_time()
            answer = self._desk.look_up(odd.text, typing=bool(number % 2))
            if time.process_time() - began > SLOW_SECONDS:
                return "hang: a look-up"
            if odd.expect and odd.expect[0] not in {match.entry.id for match in answer.matches}:
                return f"wrong count: {odd.expect[0]} is not found"
        return ""

    def _redacted(self, numbers: Numbers, _: Path) -> str:
        for number in numbers:
            text = odd_text(number).text[:_LONGEST_REDACTED]
            began = time.process_time()
            redact_text(self._desk, text)
            if time.process_time() - began > SLOW_SECONDS:
                return "hang: a redaction"
        return ""

    def _scanned(self, files: Sequence[DamagedFile], folder: Path) -> str:
        problem = ""
        paths = [folder / f"{number}-{file.name}" for number, file in enumerate(files)]
        for path, file in zip(paths, files, strict=True):
            path.write_bytes(file.content)
            if file.name == "report.log":
                quick = self._desk.scan([PathSource(path)])
                problem = problem or _compared(self._desk.matcher.exact, file.content, quick)
        report = self._desk.scan([PathSource(folder), TextSource("good.log", LOG)])
        good = sum(finding.files["good.log"] for finding in report.findings)
        if good != LOG.count("\n"):
            problem = problem or f"wrong count: the good log has {good} errors"
        named = {verdict.path.partition("!")[0] for verdict in report.files}
        unnamed = [path.name for path in paths if str(path) not in named]
        return problem or (f"lost: {', '.join(unnamed[:3])} not in the report" if unnamed else "")

    def _planted(self, numbers: Numbers, folder: Path) -> str:
        number = numbers[0] // ERRORS
        name = tuple(FORMATS)[number % len(FORMATS)]
        rows = planted([text for text, _ in self._samples], number)
        path = folder / name
        path.write_bytes(FORMATS[name](rows))
        report = self._desk.scan([PathSource(path)])
        found: Counter[str] = Counter()
        for finding in report.findings:
            for entry_id in finding.ids:
                found[entry_id] += finding.count
        ids = dict(self._samples)
        wanted = Counter(ids[row.message] for row in rows)
        fewer = {name: (found[name], count) for name, count in wanted.items() if found[name] < count}
        if fewer or report.occurrences != len(rows):
            return f"wrong count: {name} {report.occurrences} of {len(rows)}, {fewer}"
        return ""

    def _killed_worker(self, numbers: Numbers, _: Path) -> str:
        if self._workers is None:
            folder = self._home / "workers"
            folder.mkdir()
            self._workers = KilledWorkers(self._desk, folder)
        return self._workers.problem(numbers[0])


def _compared(exact: ExactMatcher, content: bytes, quick: Report) -> str:
    """How the counts differ from those of the slow scan, of a log of plain lines without colors."""
    odd = b"\x00" in content or b"\x1b" in content or not content
    if odd or quick.files[0].format != "text" or quick.files[0].error:
        return ""
    slow = reference_report(exact, content, quick.files[0].path)
    found, wanted = ({finding.ids: finding.count for finding in report.findings} for report in (quick, slow))
    return f"wrong count: {found} instead of {wanted}" if found != wanted else ""


def try_what_comes() -> None:
    """Try the inputs named on standard input, and say on standard output what came of them."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as home:
        trials = Trials(Path(home))
        print(READY, flush=True)
        for line in sys.stdin:
            asked = json.loads(line)
            with tempfile.TemporaryDirectory(dir=home) as folder:
                try:
                    problem = trials.tried[asked["kind"]](asked["numbers"], Path(folder))
                except BaseException as error:
                    problem = f"error: {type(error).__name__}: {error}"
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print(json.dumps({"problem": problem, "peak": peak}), flush=True)
