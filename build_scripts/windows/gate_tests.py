"""Gate 1: the tests under the Windows Python, which is all of Windows that Python code sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from windows import product
from windows.gates import Bench, require
from windows.screen import open_screen
from windows.wine import Prefix, clean_prefix, windows_path

# What Windows does otherwise lies here: paths, locks, line ends, clocks, processes (also such as die while they scan).
# The rest of the suite computes, which it does alike everywhere.
SELECTION: Final = (
    *("tests/core/test_alike.py", "tests/core/test_prefilter.py", "tests/services/test_scan_host.py"),
    *(f"tests/storage/test_{name}.py" for name in ("archives", "atomic_file", "catalog_source", "compiled_catalog")),
    *(f"tests/storage/test_{name}.py" for name in ("crash_notes", "documents", "exporters", "log_files", "places")),
    "tests/cli/test_entry.py",
)
# Keys and the search, drops and reports, logs that grow, settings and their folders.
WINDOW: Final = tuple(
    f"tests/gui/test_{name}.py"
    for name in ("lookup", "report", "report_page", "settings_dialog", "shell", "starting", "watching")
)
REAL_WINDOW: Final = ("tests/gui/test_starting.py",)

_WINE_LACKS: Final = "PerMonitorVersion2 is not supported|EnableNonClientDpiScaling"
"""What Qt remarks of Wine 8, where any remark of Qt's fails a test."""

_FONTS: Final = Path("/usr/share/fonts/truetype/dejavu")
_COUNTED: Final = re.compile(r"^(?=.*\d+ passed).*$", re.M)
_SECONDS: Final = 420


def check(bench: Bench) -> str:
    """Run the selection, the window's tests without a screen, and some of these on the real platform plugin."""
    quiet = {"WINEQT_QPA_PLATFORM": "offscreen", "WINEQT_QPA_FONTDIR": windows_path(_FONTS)}
    real = ("-o", f"qt_log_ignore={_WINE_LACKS}", *REAL_WINDOW)
    said = []
    with open_screen() as screen, clean_prefix(bench.template, bench.scratch / "tests") as prefix:
        said.append(f"core, files, services, command line: {_pytest(bench, prefix, quiet, *SELECTION)}")
        said.append(f"window, without a screen: {_pytest(bench, prefix, quiet, *WINDOW)}")
        said.append(f"window, platform windows: {_pytest(bench, prefix, screen.environment, *real)}")
    return "\n  ".join(["sys.platform == 'win32'", *said])


def _pytest(bench: Bench, prefix: Prefix, environment: Mapping[str, str], *words: str) -> str:
    """Run pytest and return its count; a failure's text is what pytest says."""
    plain = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", **environment}
    command: list[str | Path] = [bench.python, "-m", "pytest", "-p", "no:cacheprovider", "--tb=short", *words]
    lent = Prefix(prefix.folder, plain)
    done = lent.run(command, cwd=product.ROOT, seconds=_SECONDS, check=False)
    text = done.text.replace("\r\n", "\n")
    require(done.status == 0, f"pytest ended with status {done.status}:\n{text[-6000:]}{done.errors[-1000:]!r}")
    counted = _COUNTED.findall(text)
    require(counted, f"no test ran:\n{text[-2000:]}")
    return str(counted[-1])
