"""Why a file is not read, or not to its end, in sentences for people."""

from __future__ import annotations

import errno
import sys


class RefusedError(Exception):
    """A file that is not read; the message says why in a sentence for people."""


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
    """What opening or reading a file may raise; `reason` puts each in words. For `except`, which asks only then.

    A library that nobody loaded has raised nothing, and is not loaded for its errors' sake: most logs are plain text.
    """
    loaded = ((sys.modules.get(module), name) for module, name in _OF_LIBRARIES)
    return (*_ANYWHERE, *(error for module, name in loaded if (error := getattr(module, name, None)) is not None))


PASSED_ON = (KeyboardInterrupt, SystemExit, GeneratorExit)
"""What is raised to end more than the reading of one file. All else that reading raises is a verdict on that file."""

_GONE = {errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENODEV, errno.ENXIO, errno.ETIMEDOUT}
_GONE_ON_WINDOWS = {53, 55, 59, 64, 67, 121, 1167, 1231}
_SENTENCES: tuple[tuple[type[BaseException], str], ...] = (
    (FileNotFoundError, "The file is not there any more."),
    (
        PermissionError,
        "You may not open this file, or another program keeps it locked. "
        "Close that program, or copy the file and drop the copy.",
    ),
    (
        NotImplementedError,
        "This file is packed in a way that is not read here; unpack the archive and drop the file itself.",
    ),
    (MemoryError, "Reading this file takes more memory than there is."),
)
DAMAGED = "The file is damaged or cut off."


def reason(error: BaseException) -> str:
    """Say why a file could not be read, in words for people, whatever reading it raised."""
    if isinstance(error, RefusedError):
        return str(error)
    if isinstance(error, OSError) and (error.errno in _GONE or getattr(error, "winerror", 0) in _GONE_ON_WINDOWS):
        return "The drive or network folder went away while it was read; connect it again, or copy the file here first."
    for kind, sentence in _SENTENCES:
        if isinstance(error, kind):
            return sentence
    if isinstance(error, OSError) and error.strerror:
        return f"The file cannot be read ({error.strerror})."
    if isinstance(error, read_errors()):
        return DAMAGED
    return f"This file holds something that cannot be understood ({type(error).__name__}); it was not read to its end."
