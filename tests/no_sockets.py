"""Shows that nothing opens a socket: Python tells its audit hooks of each one.

In this process: the `sockets` fixture, or `watched_sockets()`. In a process of its own: `python -m tests.no_sockets app
lookup ...` runs a module with sockets forbidden; the first one ends the process with the exit status `TOUCHED`.
"""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_CALLS = """
__new__ connect bind sendto sendmsg getaddrinfo gethostbyname gethostbyaddr getnameinfo getservbyname
"""
EVENTS = frozenset(f"socket.{call}" for call in _CALLS.split())
TOUCHED = 97


@dataclass
class Sockets:
    """The socket calls that were seen (and refused)."""

    events: list[str] = field(default_factory=list)


_watching: list[Sockets] = []
_installed: list[bool] = []


@contextmanager
def watched_sockets() -> Iterator[Sockets]:
    """Refuse and note every use of a socket by this process, in any of its threads."""
    sockets = Sockets()
    if not _installed:
        # An audit hook stays for the life of the process; outside of the context it does nothing.
        sys.addaudithook(_refuse)
        _installed.append(True)
    _watching.append(sockets)
    try:
        yield sockets
    finally:
        _watching.remove(sockets)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if _watching and event in EVENTS:
        for sockets in _watching:
            sockets.events.append(f"{event}{arguments[1:]}")
        raise PermissionError(f"no socket may be used here: {event}")


def _end(event: str, arguments: tuple[object, ...]) -> None:
    if event in EVENTS:
        os.write(2, f"socket used: {event}{arguments[1:]}\n".encode())
        os._exit(TOUCHED)


def _run_without_sockets() -> None:
    sys.addaudithook(_end)
    module, sys.argv = sys.argv[1], sys.argv[1:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _run_without_sockets()
