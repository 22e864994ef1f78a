"""Puts a scan's report together from parts: whole files, and pieces of files that come in any order."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from app.core.report.findings import Finding, by_count, keep_within_bounds
from app.core.report.partial_report import Part, composed
from app.core.report.report import SNAPSHOT_NAMES, FileVerdict, Report, snapshot
from app.core.report.unknown_groups import UnknownShapes, grouped
from app.services.scanning.byte_ranges import LogRange


class Scanned(Struct, frozen=True):
    """A piece of a file and what it held; `complete` is False where the scan was stopped within it."""

    piece: LogRange
    part: Part
    complete: bool = True


class PiecedFile(Struct):
    """A file that comes in pieces: how far they are put together, and those further down that wait.

    `end` is the offset up to which nothing is missing, `lines` the lines up to there, `step` the record type named by
    the last heading there; `end` is -1 behind a piece that is not complete. `size` is where the file ends.
    """

    verdict: FileVerdict
    size: int
    end: int = 0
    lines: int = 0
    step: str = ""
    begun: bool = False
    waiting: dict[int, Scanned] = field(default_factory=dict)

    @property
    def verdicts(self) -> list[FileVerdict]:
        """Its verdict, when something is known of it."""
        return [self.verdict] if self.begun else []


class _WholeFiles(Struct):
    """Files that were scanned one after another; `report` is None when it is added up."""

    verdicts: list[FileVerdict]
    report: Report | None


class Gathering:
    """The report so far. What is handed in belongs to it from then on, and must not be used any more.

    All is added up in the order of the files and their pieces, so that it does not show who scanned what, and when.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._files: list[_WholeFiles | PiecedFile] = []
        self._added = 0
        self._findings: dict[tuple[str, ...], Finding] = {}
        self._unknown = UnknownShapes()

    def begin(self, whole: LogRange) -> PiecedFile:
        """Make room for a file that comes in pieces; files are reported in the order in which they were begun."""
        file = PiecedFile(FileVerdict(str(whole.path), whole.format, whole.encoding), whole.end)
        self._files.append(file)
        return file

    def add_files(self, report: Report) -> None:
        """Take in what whole files held."""
        self._files.append(_WholeFiles(report.files, report))
        self._add_up()

    def add(self, file: PiecedFile, scanned: Scanned) -> None:
        """Take in a piece. It counts when all that stands above it is there: until then it waits."""
        file.waiting[scanned.piece.start] = scanned
        self._add_up()

    def _add_up(self) -> None:
        """Add what nothing is missing before."""
        while self._added < len(self._files):
            file = self._files[self._added]
            if isinstance(file, PiecedFile):
                while (following := file.waiting.pop(file.end, None)) is not None:
                    self._append(file, following)
                if file.end != file.size:
                    return
            else:
                self._merge_whole(file)
            self._added += 1

    def report(self, *, exactly: bool = False) -> Report:
        """The report so far; its findings go on being counted. `exactly`: with no more names than a report keeps."""
        if exactly:
            keep_within_bounds(self._findings.values(), exactly=True)
        verdicts = [verdict for file in self._files for verdict in file.verdicts]
        return Report(
            files=verdicts,
            findings=by_count(self._findings.values()),
            unknown=self._unknown.listed(),
            lines=sum(file.lines for file in verdicts),
            bytes=sum(file.bytes for file in verdicts),
            unknown_dropped=self._unknown.dropped,
        )

    def shown(self, own: Report | None) -> Report:
        """A copy of the report so far, for showing, with the files in `own` that were not handed in yet."""
        so_far = self.report()
        if own is not None:
            so_far.files = [*so_far.files, *own.files]
            so_far.lines, so_far.bytes = so_far.lines + own.lines, so_far.bytes + own.bytes
        waiting = [file.report for file in self._files[self._added :] if isinstance(file, _WholeFiles)]
        more = [replace(report, files=[], lines=0, bytes=0) for report in (*waiting, own) if report is not None]
        if not more:
            return snapshot(so_far)
        merged = so_far.merged(*more)
        return replace(
            merged,
            files=[replace(file) for file in so_far.files],
            unknown=grouped(merged.unknown[:SNAPSHOT_NAMES]),
        )

    def close(self) -> None:
        """Nothing comes any more: pieces below a gap count now, without their places, which nobody knows."""
        for file in self._files[self._added :]:
            if isinstance(file, PiecedFile):
                while (following := file.waiting.pop(file.end, None)) is not None:
                    self._append(file, following)
                for _, scanned in sorted(file.waiting.items()):
                    self._add_without_places(file, scanned)
                file.waiting.clear()
            else:
                self._merge_whole(file)
        self._added = len(self._files)

    def _append(self, file: PiecedFile, scanned: Scanned) -> None:
        """Add the piece that follows: its lines are moved down, and its first findings learn of the heading above."""
        part, report = scanned.part, scanned.part.report
        if part.waiting:
            above = Part(Report(), step=file.step)
            settled = composed([above, Part(Report(), part.waiting, None, part.file_kind)])
            report = replace(report, findings=[*report.findings, *settled.findings])
        if file.lines:
            for finding in report.findings:
                finding.move_down(file.lines)
            for unknown in report.unknown:
                unknown.place = replace(unknown.place, line=unknown.place.line + file.lines)
        self._merge(report)
        _count(file, report)
        file.lines += part.report.lines
        file.step = file.step if part.step is None else part.step
        file.end = scanned.piece.end if scanned.complete else -1

    def _add_without_places(self, file: PiecedFile, scanned: Scanned) -> None:
        report = scanned.part.report
        # Which of several entries the first findings are, a heading above may have said that was not read.
        undecided = (finding for record_type, finding in scanned.part.waiting if not record_type)
        report.findings = [*report.findings, *undecided]
        for finding in report.findings:
            finding.first = finding.last = None
            finding.samples = []
        report.unknown_dropped += sum(unknown.count for unknown in report.unknown)
        report.unknown = []
        self._merge(report)
        _count(file, report)

    def _merge_whole(self, files: _WholeFiles) -> None:
        if files.report is not None:
            self._merge(files.report)
            files.report = None

    def _merge(self, report: Report) -> None:
        for finding in report.findings:
            known = self._findings.setdefault(finding.ids, finding)
            if known is not finding:
                known.merge(finding)
        self._unknown.merge(report.unknown, report.unknown_dropped)
        keep_within_bounds(self._findings.values())


def _count(file: PiecedFile, report: Report) -> None:
    file.begun = True
    for verdict in report.files:
        # A piece without lines calls itself empty; the file is not.
        verdict.format = file.verdict.format
        file.verdict.merge(verdict)
