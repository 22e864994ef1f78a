"""Sets the project up, runs it and tests it; needs nothing but Python 3.11 or newer.

python build_scripts/dev.py run         set up what is missing and open the window with a sample log
python build_scripts/dev.py test        set up what is missing, then all checks and tests
python build_scripts/dev.py windows build the Windows program and let it through its gates (Debian, as root)
python build_scripts/dev.py fuzz --minutes N   scan damaged files of every format, and count what goes wrong
python build_scripts/dev.py lock        pin the packages anew
python build_scripts/dev.py translate   bring the languages' files up to date with the window's texts
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

# These modules load under older versions of Python too, so that main can say which one is needed.
import locking
import setup_qt
import setup_venv
from console import ROOT, run, say, stop

OLDEST = (3, 11)
NEWEST = (3, 14)

BENCHMARKS = "tests/benchmarks"
SAMPLE = "resources/samples/nightly-sync.log"
# These speak on the terminal and need no screen.
WITHOUT_WINDOW = ("lookup", "scan", "catalog", "-h", "--help", "--version")


def run_app(arguments: Sequence[str]) -> int:
    """Start the program from the checkout; without a display, scan instead of opening the window."""
    words = list(arguments) or ["--open", SAMPLE]
    fresh = setup_venv.ensure("runtime.txt")
    compile_languages()
    if words[0] not in WITHOUT_WINDOW:
        if setup_qt.has_display():
            setup_qt.ensure_libraries(with_screen=True)
        else:
            words = ["scan", *([word for word in words if word != "--open"] or [SAMPLE])]
            say(
                f"There is no display to open a window on, so this scans {' '.join(words[1:])} on the terminal instead."
            )
    if fresh:
        say("Ready.")
    return run([setup_venv.PYTHON, "-m", "app", *words], {"PYTHONUTF8": "1"})


def test(arguments: Sequence[str]) -> int:
    """Run every check, the tests last, and stop at the first that fails; arguments go to pytest."""
    setup_venv.ensure("dev.txt")
    setup_qt.ensure_libraries(with_screen=False)
    compile_languages()
    environment = {"LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    environment["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    python = str(setup_venv.PYTHON)
    for heading, command in checks(python):
        say(f"== {heading}")
        status = run(command, environment)
        if status != 0:
            stop(f'Stopped: the step "{heading}" failed with exit status {status}.', status)
    pytest = [python, "-m", "pytest"]
    if not arguments:
        run_benchmarks(pytest, environment)
    say("== Tests (pytest)")
    # Nothing is printed after pytest: its summary is the last line.
    return run([*pytest, *(arguments or ["-n", "2", f"--ignore={BENCHMARKS}"])], environment)


def checks(python: str) -> list[tuple[str, list[str]]]:
    """Return the checks that come before the tests, the quickest to fail first."""
    return [
        ("Lint (ruff)", [python, "-m", "ruff", "check"]),
        ("Format (ruff)", [python, "-m", "ruff", "format", "--check"]),
        ("Types (mypy)", [python, "-m", "mypy"]),
        ("Layers (import-linter)", [str(setup_venv.tool("lint-imports")), "--no-logo"]),
        ("Catalog", [python, "-m", "app", "catalog", "check"]),
        ("Sizes of files and functions", [python, "build_scripts/check_sizes.py"]),
    ]


def run_benchmarks(pytest: Sequence[str], environment: Mapping[str, str]) -> None:
    """Run the tests that measure time alone: beside other tests they would measure those too."""
    if not any((ROOT / BENCHMARKS).glob("test_*.py")):
        return
    say("== Speed (pytest)")
    status = run([*pytest, BENCHMARKS], environment)
    if status != 0:
        stop(f"Stopped: the promised speed was not reached (exit status {status}).", status)


def windows(arguments: Sequence[str]) -> int:
    """Build and check the Windows program; see build_scripts/windows/__main__.py for the arguments."""
    setup_venv.ensure("build.txt")
    setup_qt.ensure_libraries(with_screen=False)
    python_path = os.pathsep.join([str(ROOT / "build_scripts"), str(ROOT)])
    return run([setup_venv.PYTHON, "-m", "windows", *arguments], {"PYTHONPATH": python_path, "PYTHONUTF8": "1"})


def fuzz(arguments: Sequence[str]) -> int:
    """Scan damaged files; see tests/fuzzing.py for the arguments."""
    setup_venv.ensure("dev.txt")
    return run([setup_venv.PYTHON, "-m", "tests.fuzzing", *arguments], {"PYTHONUTF8": "1"})


def lock(arguments: Sequence[str]) -> int:
    """Pin the packages anew."""
    if arguments:
        return usage()
    return locking.lock()


def translate(arguments: Sequence[str]) -> int:
    """Bring the languages' files up to date."""
    if arguments:
        return usage()
    setup_venv.ensure("runtime.txt")
    return run([setup_venv.PYTHON, "build_scripts/translating.py", "update"])


def compile_languages() -> None:
    """Make what the window reads of its languages, where it is missing or old."""
    if run([setup_venv.PYTHON, "build_scripts/translating.py"]) != 0:
        stop("The languages of the window could not be made; the lines above say why.")


def usage() -> int:
    """Explain the commands on standard error."""
    print(__doc__.strip(), file=sys.stderr)
    return 2


COMMANDS = {"run": run_app, "test": test, "fuzz": fuzz, "lock": lock, "windows": windows, "translate": translate}


def find_supported_python() -> str | None:
    """Return a Python on the path that the project supports, the newest first."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        # A version manager's stand-in can be on the path for a Python that is not installed.
        if found and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0:
            return found
    return None


def main() -> int:
    """Choose the command; hand over to another Python where this one is not supported."""
    here = sys.version_info[:2]
    if not OLDEST <= here <= NEWEST:
        other = find_supported_python()
        if other and sys.platform != "win32":
            os.execv(other, [other, *sys.argv])
        print(f"This needs Python 3.{OLDEST[1]} to 3.{NEWEST[1]}; this is {here[0]}.{here[1]}.", file=sys.stderr)
        return 1
    name, *arguments = sys.argv[1:] or ["--help"]
    if name in ("-h", "--help"):
        print(__doc__.strip())
        return 0
    command = COMMANDS.get(name)
    return command(arguments) if command else usage()


if __name__ == "__main__":
    sys.exit(main())
