"""Why a file is not read, or not to its end, as statements for people."""

from __future__ import annotations

import errno
import sys

from app.core.text.statement import Statement


class RefusedError(Exception):
    """A file that is not read; the statement says why."""

    def __init__(self, statement: Statement) -> None:
        """Refuse a file for this reason."""
        super().__init__(statement)
        self.statement = statement


_ANYWHERE: tuple[type[Exception], ...] = (
    OSError, EOFError, NotImplementedError, RuntimeError, ValueError, RefusedError,
)  # fmt: skip
_OF_LIBRARIES = (
    ("zlib", "error"),
    ("isal.igzip_lib", "IsalError"),
    ("struct", "error"),
    ("lzma", "LZMAError"),
    ("backports.zstd", "ZstdError"),
    ("compression.zstd", "ZstdError"),
    ("zipfile", "BadZipFile"),
    ("tarfile", "TarError"),
)


def read_errors() -> tuple[type[Exception], ...]:
    """What opening or reading a file may raise; `reason` says why of each. For `except`, which asks only then.

    A library that nobody loaded has raised nothing, and is not loaded for its errors' sake: most logs are plain text.
    """
    loaded = ((sys.modules.get(module), name) for module, name in _OF_LIBRARIES)
    return (*_ANYWHERE, *(error for module, name in loaded if (error := getattr(module, name, None)) is not None))


PASSED_ON = (KeyboardInterrupt, SystemExit, GeneratorExit)
"""What is raised to end more than the reading of one file. All else that reading raises is a verdict on that file."""

_GONE = {errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENODEV, errno.ENXIO, errno.ETIMEDOUT}
_GONE_ON_WINDOWS = {53, 55, 59, 64, 67, 121, 1167, 1231}
_STATEMENTS: tuple[tuple[type[BaseException], Statement], ...] = (
    (FileNotFoundError, Statement("file-gone")),
    (PermissionError, Statement("file-locked")),
    (NotImplementedError, Statement("odd-packing")),
    (MemoryError, Statement("no-memory")),
)
DAMAGED = Statement("damaged")


def reason(error: BaseException) -> Statement:
    """Say why a file could not be read, whatever reading it raised."""
    if isinstance(error, RefusedError):
        return error.statement
    if isinstance(error, OSError) and (error.errno in _GONE or getattr(error, "winerror", 0) in _GONE_ON_WINDOWS):
        return Statement("drive-gone")
    for kind, statement in _STATEMENTS:
        if isinstance(error, kind):
            return statement
    if isinstance(error, OSError) and error.strerror:
        return Statement("unreadable", {"why": error.strerror})
    if isinstance(error, read_errors()):
        return DAMAGED
    return Statement("not-understood", {"kind": type(error).__name__})
