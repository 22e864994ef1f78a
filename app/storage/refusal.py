"""Why a file is not read, or not to its end, in sentences for people."""

from __future__ import annotations

import errno
import lzma
import struct
import sys
import tarfile
import zipfile
import zlib
from typing import cast

from isal import igzip_lib

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


class RefusedError(Exception):
    """A file that is not read; the message says why in a sentence for people."""


READ_ERRORS: tuple[type[Exception], ...] = (
    OSError,
    EOFError,
    zlib.error,
    cast(type[Exception], igzip_lib.IsalError),
    struct.error,
    lzma.LZMAError,
    zstd.ZstdError,
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    RefusedError,
)
"""What opening or reading a file may raise; `reason` puts each in words."""

_GONE = {errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENODEV, errno.ENXIO, errno.ETIMEDOUT}
_GONE_ON_WINDOWS = {53, 55, 59, 64, 67, 121, 1167, 1231}
_SENTENCES: tuple[tuple[type[Exception], str], ...] = (
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
)
DAMAGED = "The file is damaged or cut off."


def reason(error: Exception) -> str:
    """Why a file could not be read, in words for people."""
    if isinstance(error, RefusedError):
        return str(error)
    if isinstance(error, OSError) and (error.errno in _GONE or getattr(error, "winerror", 0) in _GONE_ON_WINDOWS):
        return "The drive or network folder went away while it was read; connect it again, or copy the file here first."
    for kind, sentence in _SENTENCES:
        if isinstance(error, kind):
            return sentence
    if isinstance(error, OSError) and error.strerror:
        return f"The file cannot be read ({error.strerror})."
    return DAMAGED
