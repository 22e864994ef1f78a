"""A process that scans in the place of this one, kept ready, for a window that must not be held up.

Python runs one thread at a time: a scan in the window's own process takes every other moment from the window, however
it is cut. What comes back from another process are pictures of the report ten times a second, and the report.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from app.core.catalog.model import Catalog, Entry
from app.core.matching.filters import Filters
from app.core.report.cascades import Cascade
from app.core.report.report import Report
from app.core.text.statement import Statement
from app.services.scanning.progress import Cancelled, OnProgress, Progress, never
from app.services.scanning.protocol import Stop, digest_of, dumped, loaded
from app.services.scanning.scan_process_main import Alive, Answer, Begun, Lost, Order, Prepared, serve
from app.services.scanning.sources import Source
from app.storage.catalog.cache import Compiled
from app.storage.files.read_errors import RefusedError
from app.storage.files.tied_process import tied
from app.storage.places import Places

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_LISTEN_SECONDS: Final = 0.005
_CANCEL_SECONDS: Final = 0.8
"""A process that does not hear a cancel for so long is ended; what it told of so far is the report."""
_SILENT_SECONDS: Final = 20.0
"""A process that scans says every second that it does; one that is silent for so long was stopped, or hangs."""
_ANSWER_SECONDS: Final = 10.0
_START_SECONDS: Final = 30.0
_MOST_DEATHS: Final = 8
ENDED_LOOKING = Statement("ended-looking")
Scanned = tuple[Report, tuple[Cascade, ...]]


class HostLostError(Exception):
    """The process is gone or of no use; the scan must be done here, without the files in `avoided`."""

    def __init__(self, avoided: frozenset[str] = frozenset()) -> None:
        """Say what must not be read here, since it ended the process."""
        super().__init__()
        self.avoided = avoided


class _SilentError(Exception):
    """The process does not hear that its scan is cancelled."""


class _Attempt:
    """One scan in the process, as far as it got."""

    def __init__(self) -> None:
        self.path = ""
        """The file at hand."""
        self.picture: Report | None = None
        """The report so far."""


class ScanHost:
    """One process for one catalog. Its methods may be called from any thread; scans wait for each other."""

    def __init__(self, catalog: Catalog, places: Places, joined: Compiled | None) -> None:
        """Nothing runs yet. `joined` is where the catalog is kept if entries of other folders were added."""
        self._catalog, self._places, self._joined = catalog, places, joined
        self._entries: dict[str, Entry] = {entry.id: entry for entry in catalog.entries}
        self._lock = threading.Lock()
        self._taking = threading.Lock()
        self._host: _Host | None = None
        self._given_up = False

    def wait_until_ready(self, seconds: float, cancelled: Cancelled = never) -> bool:
        """Whether a scan can begin there at once, or within so many seconds."""
        until = time.monotonic() + seconds
        while (host := self._host) is not None and not host.look_whether_ready():
            if host.gone or time.monotonic() >= until or cancelled():
                return False
            time.sleep(_LISTEN_SECONDS)
        return host is not None

    def start(self) -> None:
        """Start the process if it does not run; returns before it is ready."""
        with self._lock:
            if self._host is None and not self._given_up:
                try:
                    self._host = _Host(self._places, self._joined, digest_of(self._catalog))
                except Exception as error:  # whatever a system says that cannot start it: then all is done here
                    self._log(error)
                    self._given_up = True
            if self._given_up:
                # Whoever ended it while it was starting found nothing to end yet.
                self._end_host()

    def scan(
        self, sources: Sequence[Source], filters: Filters, on_progress: OnProgress, cancelled: Cancelled
    ) -> Scanned:
        """Scan there, again where the process dies, and then without what it died of twice.

        Raises HostLostError when it cannot be done or does not come to its end.
        """
        deaths: Counter[str] = Counter()
        with self._lock:
            host = self._host
            if host is None or not host.look_whether_ready():
                raise HostLostError
            while True:
                avoided = frozenset(path for path, times in deaths.items() if times > 1)
                attempt = _Attempt()
                try:
                    return self._scan(host, Order(tuple(sources), filters, avoided), on_progress, cancelled, attempt)
                except _SilentError:
                    self._end_host()
                    self._begin_host()
                    return _cancelled(attempt)
                except HostLostError:
                    self._end_host()
                    raise
                except (EOFError, OSError) as error:
                    # What died once may have been ended by somebody; only who dies twice of a file must not read it.
                    deaths[attempt.path] += 1
                    self._end_host()
                    if deaths[""] > 1:
                        raise RefusedError(ENDED_LOOKING) from error
                    host = self._begin_host() if deaths.total() < _MOST_DEATHS else None
                    if host is None or not _becomes_ready(host, cancelled):
                        if cancelled():
                            return _cancelled(attempt)
                        raise HostLostError(frozenset(deaths)) from error

    def _begin_host(self) -> _Host | None:
        """Start a process in the place of one that is gone; None where that cannot be done, or nobody wants it."""
        if self._given_up:
            return None
        try:
            self._host = _Host(self._places, self._joined, digest_of(self._catalog))
        except Exception as error:
            self._log(error)
            self._given_up = True
        if self._given_up:
            self._end_host()
        return self._host

    def _log(self, error: Exception) -> None:
        from app.storage.userdata.fault_log import log_fault  # noqa: PLC0415 - for faults only

        log_fault(self._places.settings, error)

    def end(self) -> None:
        """End the process, whatever it does. It is not started again."""
        self._given_up = True
        self._end_host()

    def _end_host(self) -> None:
        with self._taking:
            host, self._host = self._host, None
        if host is not None:
            host.end()

    def _scan(
        self, host: _Host, order: Order, on_progress: OnProgress, cancelled: Cancelled, attempt: _Attempt
    ) -> Scanned:
        host.begin(order)
        until = 0.0
        while True:
            if not until and cancelled():
                until = time.monotonic() + _CANCEL_SECONDS
                host.orders.send_bytes(dumped(Stop()))
            message = host.hear(self._entries)
            if message is None:
                if until and time.monotonic() > until:
                    raise _SilentError
                continue
            if until:
                # It has heard; the report of a large scan takes a moment.
                until = time.monotonic() + _ANSWER_SECONDS
            if isinstance(message, Progress):
                attempt.picture = message.report
                on_progress(message)
            elif isinstance(message, Begun):
                attempt.path = message.path
            elif isinstance(message, Answer):
                return message.report, message.cascades
            elif isinstance(message, Lost):
                raise HostLostError


def _cancelled(attempt: _Attempt) -> Scanned:
    """What was seen of a scan that did not hear that it is cancelled."""
    report = attempt.picture or Report()
    report.cancelled = True
    return report, ()


def _becomes_ready(host: _Host, cancelled: Cancelled) -> bool:
    until = time.monotonic() + _START_SECONDS
    while not host.look_whether_ready():
        if host.gone or cancelled() or time.monotonic() > until:
            return False
        time.sleep(_LISTEN_SECONDS)
    return True


class _Host:
    """The process and its pipes: two one-way ones, for a two-way pipe would be a socket."""

    def __init__(self, places: Places, joined: Compiled | None, digest: bytes) -> None:
        context = get_context("spawn")
        own_orders, self.orders = context.Pipe(duplex=False)
        self.answers, own_answers = context.Pipe(duplex=False)
        self._digest = digest
        self._ready = False
        self._silent = 0.0
        self.gone = False
        # A daemon: however this process ends, it is not waited for.
        self._process: SpawnProcess = context.Process(
            target=serve, args=(own_orders, own_answers, places, joined), name="scan host", daemon=True
        )
        try:
            self._process.start()
            self._tie = tied(self._process)
        except BaseException:
            self.orders.close()
            self.answers.close()
            raise
        finally:
            # While this process held the other's ends, it would never learn that the other is gone.
            own_orders.close()
            own_answers.close()

    def look_whether_ready(self) -> bool:
        """Hear whether it is ready; does not wait."""
        try:
            if not self._ready and not self.gone and self.answers.poll():
                message = loaded(self.answers.recv_bytes(), {})
                self._ready = isinstance(message, Prepared) and message.digest == self._digest
                self.gone = not self._ready
        except (EOFError, OSError):
            self.gone = True
        return self._ready and not self.gone

    def begin(self, order: Order) -> None:
        """Let it scan. Raises OSError when it is gone."""
        self._silent = 0.0
        self.orders.send_bytes(dumped(order))

    def hear(self, entries: Mapping[str, Entry]) -> object:
        """What it says next of its scan, None when that is nothing for a moment.

        Raises EOFError or OSError when it is gone, or hangs.
        """
        if not self.answers.poll(_LISTEN_SECONDS):
            # Counted and not taken from a clock, which may go on while a computer sleeps.
            self._silent += _LISTEN_SECONDS
            if self._silent > _SILENT_SECONDS:
                raise TimeoutError
            return None
        self._silent = 0.0
        message: object = loaded(self.answers.recv_bytes(), entries)
        return None if isinstance(message, Alive) else message

    def end(self) -> None:
        self.orders.close()
        self.answers.close()
        # It has nothing to put in order, and one that somebody stopped hears nothing else.
        self._process.kill()
        self._tie.close()
        self._process.join(1.0)
        with suppress(ValueError):
            self._process.close()
