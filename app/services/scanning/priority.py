"""Lower this process's place among all that want the processor."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

_BELOW_NORMAL = 0x00004000
"""Windows: BELOW_NORMAL_PRIORITY_CLASS of SetPriorityClass."""

_NICER = 10


def lower_priority() -> None:
    """Let other programs go first, where the system can do so."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        with suppress(OSError):
            os.nice(_NICER)
