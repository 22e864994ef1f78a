"""The other side of `scan_host`: prepares everything, and scans what it is told until its pipe ends."""

from __future__ import annotations

import dataclasses
import gc
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import current_process
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from app.core.matching.filters import Filters
from app.core.report.cascades import Cascade, cascades
from app.core.report.findings import Finding
from app.core.report.report import Report, snapshot
from app.services.error_desk import Desk
from app.services.scanning.priority import lower_priority
from app.services.scanning.progress import Progress, Watch
from app.services.scanning.protocol import Stop, digest_of, dumped, loaded
from app.services.scanning.scan import scan
from app.services.scanning.sources import Source
from app.services.scanning.workforce import Team
from app.storage.catalog.cache import Compiled, load_catalog, load_compiled
from app.storage.catalog.checked import read_checked_catalog
from app.storage.places import Places

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

HEARTBEAT_SECONDS: Final = 1.0
_NAMES: Final = 20
_SAMPLES: Final = 3


class Prepared(Struct, frozen=True):
    """To the window's process: a scan can begin, with a catalog of this digest."""

    digest: bytes


class Order(Struct, frozen=True):
    """From there: scan this."""

    sources: tuple[Source, ...]
    filters: Filters
    avoided: frozenset[str] = frozenset()


class Begun(Struct, frozen=True):
    """To there: this file is read now. Where this process dies, that is the one to be avoided."""

    path: str


class Alive(Struct, frozen=True):
    """To there: this process is at work, however long nothing comes of it."""


class Answer(Struct, frozen=True):
    """To there: the scan is over."""

    report: Report
    cascades: tuple[Cascade, ...]


class Lost(Struct, frozen=True):
    """To there: the scan met an error that should not be; somebody else must do it, and tell."""


def serve(orders: Connection, answers: Connection, places: Places, joined: Compiled | None) -> None:
    """Scan what the orders say until their pipe closes. The window goes first, wherever the processor is scarce."""
    # What was loaded stays: nobody need look for garbage in it.
    gc.freeze()
    lower_priority()
    # Python lets no daemon start processes, since it would not end them. Ours end by themselves, with their pipes.
    current_process().daemon = False
    # Ctrl+C reaches every process of a terminal; what it means, the window's process says.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        found = load_compiled(joined) if joined else None
        known = found or load_catalog(places.catalog, places.cache, read_checked_catalog)
        desk = Desk(known.catalog, (), places, joined, groundwork=known.groundwork)
        desk.warm_up()
        team = Team(None, True, places, known.catalog, joined)
        gc.collect()
        gc.freeze()
        voice = _Voice(answers)
        voice.say(dumped(Prepared(digest_of(known.catalog))))
        while True:
            order = loaded(orders.recv_bytes(), {})
            if isinstance(order, Order):
                with _heartbeat(voice):
                    _Scan(orders, voice, desk, team, places.settings).run(order)
    except (EOFError, OSError):
        # The other end is gone, or this one is not wanted any more: there is nobody to tell.
        return
    except Exception as error:
        from app.storage.userdata.fault_log import log_fault  # noqa: PLC0415 - for faults only

        log_fault(places.settings, error)
        raise


class _Voice:
    """Says one message after the other, whichever thread has it."""

    def __init__(self, answers: Connection) -> None:
        self._answers = answers
        self._lock = threading.Lock()

    def say(self, message: bytes) -> None:
        """Say a message that was dumped. Raises OSError when nobody listens any more."""
        with self._lock:
            self._answers.send_bytes(message)


@contextmanager
def _heartbeat(voice: _Voice) -> Iterator[None]:
    """Say now and then that this process is at work: one that somebody stopped, or that hangs, says nothing."""
    over = threading.Event()
    alive = dumped(Alive())

    def beat() -> None:
        with suppress(OSError):
            while not over.wait(HEARTBEAT_SECONDS):
                voice.say(alive)

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


class _Scan:
    """One scan, and what is said of it."""

    def __init__(self, orders: Connection, voice: _Voice, desk: Desk, team: Team, settings: Path) -> None:
        self._orders, self._voice, self._desk, self._team = orders, voice, desk, team
        self._settings = settings
        self._stopped = False

    def run(self, order: Order) -> None:
        """Scan and answer. Raises EOFError or OSError when the pipes close."""
        try:
            team = replace(self._team, watch=Watch(self._begin, order.avoided))
            matcher = self._desk.matcher
            report = scan(matcher, order.sources, order.filters, self._tell, self._is_stopped, None, team)
            if report.cancelled:
                # Seen at once by who pressed Cancel; what follows from what takes a moment longer to find out.
                self._tell(Progress(report.bytes, report.bytes, "", snapshot(report)))
            answer = dumped(Answer(report, cascades(report)))
        except (EOFError, BrokenPipeError):
            raise
        except Exception as error:  # whatever it is, the scan is done again where it can be told
            from app.storage.userdata.fault_log import log_fault  # noqa: PLC0415 - for faults only

            log_fault(self._settings, error)
            answer = dumped(Lost())
        self._voice.say(answer)

    def _tell(self, progress: Progress) -> None:
        slim = replace(progress.report, findings=[_slim(finding) for finding in progress.report.findings])
        self._voice.say(dumped(replace(progress, report=slim)))

    def _begin(self, path: str) -> None:
        self._voice.say(dumped(Begun(path)))

    def _is_stopped(self) -> bool:
        while not self._stopped and self._orders.poll():
            self._stopped = isinstance(loaded(self._orders.recv_bytes(), {}), Stop)
        return self._stopped


def _slim(finding: Finding) -> Finding:
    """As much of a finding as is looked at while a scan goes on: each picture is read in the window's process."""
    return dataclasses.replace(
        finding,
        records=finding.records.some(_NAMES),
        values={name: counted.some(_NAMES) for name, counted in finding.values.items()},
        times=Counter(),
        samples=finding.samples[:_SAMPLES],
    )
