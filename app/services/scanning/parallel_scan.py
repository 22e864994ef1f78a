"""Large plain files of a scan in pieces: worker processes scan them, and the calling thread where it takes part.

Pieces are cut from a file while it is scanned, as large as somebody does in about half a second. So each piece that
comes back is a picture of how far the scan is, nobody waits long for the last one, and what a dead worker had is soon
done again.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.matching.filters import Filters
from app.core.report.report import Report
from app.services.scanning.byte_ranges import LogRange, cut, watched, whole_range
from app.services.scanning.file_scan import LogScanning
from app.services.scanning.report_assembler import Gathering, PiecedFile, Scanned
from app.services.scanning.workforce import Team
from app.storage.inputs.log_file import LogFile
from app.storage.logs.file_identity import CHANGED, Seen

if TYPE_CHECKING:
    from app.services.scanning.worker_pool import Crew

RANGE = 32 * 1024 * 1024
"""Plain files of twice so many bytes are scanned in pieces of a part of it, up to some times as much."""

FIRST_PIECE = 64 * 1024
"""The bytes of the first piece, before anything is known of the speed; no piece is much smaller."""

STOP_SECONDS = 0.04
"""A cancelled scan waits so long for what workers can say of their pieces; with all else it is over within 0.1 s."""

LISTEN_SECONDS = 0.005
WAIT_SECONDS = 0.02

_PIECE_SECONDS = 0.5
_MAX_PIECE_SECONDS = 4.0
_LEAST_SECONDS = 0.03
_TIMES_MERGING = 8
"""A piece takes so many times as long to scan as to merge, so that merging never holds the workers up."""


class PiecedScan:
    """The part of one scan that is done in pieces, and the report of all of it.

    `tell` is called all the time with the scan's progress to be told; its answer False stops the scan.
    """

    def __init__(
        self, team: Team, size: int, scanning: LogScanning, filters: Filters, tell: Callable[[], bool]
    ) -> None:
        """Nothing is started before the first large file comes."""
        self._team, self._size, self._filters = team, size, filters
        self._scanning = scanning
        self._tell = tell
        self._gathering = Gathering()
        self._rest: deque[tuple[PiecedFile, LogRange]] = deque()
        self._seen: list[tuple[PiecedFile, Seen]] = []
        self._crew: Crew | None = None
        self._piece_seconds = _PIECE_SECONDS
        self._own_speed = 0.0
        self._own_taken = 0
        self._in_piece = False
        self._done = 0
        self._listened = 0.0
        self.path = ""

    @property
    def bytes(self) -> int:
        """The bytes done of large files."""
        return self._done + self._own_taken + (self._crew.taken if self._crew else 0)

    @property
    def begins(self) -> bool:
        """Whether the first piece is at hand: there is nothing to be shown yet, and soon there will be."""
        return self._in_piece and self._crew is None

    def takes(self, file: LogFile) -> bool:
        """Take a file, if it is a large one that can be read in pieces; `finish` waits until it is done."""
        whole = whole_range(file) if file.size >= 2 * RANGE else None
        if whole is None:
            return False
        self._fold()
        whole = watched(whole)
        begun = self._gathering.begin(whole)
        self._rest.append((begun, whole))
        if whole.seen is not None:
            self._seen.append((begun, whole.seen))
        self.path = self.path or file.name
        if self._crew is None:
            # Something is to be seen at once, and processes that start take the processors for a while.
            self._scan_next(0.0)
            self._tell()
            self._crew = self._started()
        self._hand_out(self._crew)
        return True

    def serve(self) -> None:
        """Hear and supply the workers; to be called all the time from the calling thread's own work."""
        now = time.monotonic()
        if self._crew is not None and now - self._listened >= LISTEN_SECONDS:
            self._listened = now
            self._crew.listen(0.0)
            self._hand_out(self._crew)

    def begin_to_show(self) -> bool:
        """Scan here until a worker is ready, if this thread is to wait for them afterwards. False: to be stopped."""
        while self._crew is not None and self._rest and not self._team.participate and not self._crew.ready:
            if not self._scan_next(self._own_speed / 2):
                return False
        return True

    def finish(self) -> bool:
        """Wait for all pieces, and take part. False when the scan is to be stopped."""
        crew = self._crew
        if crew is None:
            return True
        while True:
            self.serve()
            if not self._tell():
                return False
            if crew.left:
                going = self._scan_here(*crew.left.popleft())
            elif self._rest and (self._team.participate or not crew.ready):
                going = self._scan_next(self._own_speed)
            elif crew.busy or self._rest:
                crew.listen(WAIT_SECONDS)
                self._hand_out(crew)
                going = True
            else:
                self._look_again()
                return True
            if not going:
                return False

    def _look_again(self) -> None:
        """Say of each file that came in pieces whether it was changed meanwhile: none of them saw all of it."""
        for file, seen in self._seen:
            if not file.verdict.error and not seen.is_at(Path(file.verdict.path)):
                file.verdict.error = CHANGED

    def stop(self) -> None:
        """Take what can be had at once of the pieces at hand."""
        if self._crew is not None:
            self._crew.stop(STOP_SECONDS)

    def end(self) -> None:
        """End the workers."""
        if self._crew is not None:
            self._crew.end()

    def report(self) -> Report:
        """The finished report, of the large files and all others."""
        self._fold()
        self._gathering.close()
        return self._gathering.report(exactly=True)

    def report_so_far(self) -> Report:
        """A copy of the report so far, to be shown."""
        scanner = self._scanning.scanner
        # A piece under way is left out: its lines are not numbered yet.
        return self._gathering.shown(scanner.report() if scanner.files and not self._in_piece else None)

    def _started(self) -> Crew:
        # Late: most logs are small, and do without the modules that start processes.
        from app.services.scanning.worker_pool import Crew  # noqa: PLC0415

        team = self._team
        if team.catalog is None or team.places is None:
            raise ValueError("A team of several needs its catalog and where it is.")
        crew = Crew(team.catalog, self._take_in)
        workers = self._size - team.participate
        crew.start(workers, team.places, team.joined, self._filters, stand_back=not team.participate)
        return crew

    def _fold(self) -> None:
        """Add what the calling thread found in whole files to the report."""
        scanner = self._scanning.scanner
        if scanner.files:
            self._gathering.add_files(scanner.report())
            scanner.start_anew()

    def _hand_out(self, crew: Crew) -> None:
        while self._rest:
            file = self._rest[0][0]
            crew.give(file, lambda speed, file=file: self._next_of(file, speed))  # type: ignore[misc]
            if self._rest and self._rest[0][0] is file:
                return

    def _next_of(self, file: PiecedFile, speed: float) -> LogRange | None:
        """Cut the next piece of a file for somebody of a speed, in bytes a second (0: not known)."""
        if not self._rest or self._rest[0][0] is not file:
            return None
        rest = self._rest[0][1]
        left = sum(piece.end - piece.start for _, piece in self._rest)
        speed = speed or self._own_speed
        # Nothing is known of the speed at first, and something is to be seen soon: the first piece is small.
        wanted = min(int(speed * self._piece_seconds), 4 * RANGE, left // (2 * self._size))
        least = max(FIRST_PIECE, int(speed * _LEAST_SECONDS))
        piece, below = cut(rest, max(wanted, least))
        if below is None:
            self._rest.popleft()
        else:
            self._rest[0] = file, below
        return piece

    def _scan_next(self, speed: float) -> bool:
        file = self._rest[0][0]
        piece = self._next_of(file, speed)
        return piece is None or self._scan_here(file, piece)

    def _scan_here(self, file: PiecedFile, piece: LogRange) -> bool:
        """Scan a piece in the calling thread."""
        self._fold()
        begun = time.monotonic()
        self.path = file.verdict.path
        self._in_piece = True
        complete = self._scanning.scan_range(piece, self._go_on)
        self._in_piece = False
        scanner = self._scanning.scanner
        part = scanner.part()
        scanner.start_anew()
        self._own_taken = 0
        self._own_speed = (piece.end - piece.start) / max(time.monotonic() - begun, 0.001)
        self._take_in(file, Scanned(piece, part, complete))
        return complete

    def _go_on(self, taken: int) -> bool:
        self._own_taken = taken
        self.serve()
        return self._tell()

    def _take_in(self, file: PiecedFile, scanned: Scanned) -> None:
        begun = time.monotonic()
        self._done += scanned.part.report.bytes
        self.path = file.verdict.path
        self._gathering.add(file, scanned)
        spent = time.monotonic() - begun
        self._piece_seconds = min(max(_PIECE_SECONDS, spent * _TIMES_MERGING), _MAX_PIECE_SECONDS)
