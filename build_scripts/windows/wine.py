"""Runs Windows programs under Wine: prefixes, which are whole Windows disks, and commands that cannot hang."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

STAND_INS: Final = ("bcryptprimitives", "icuuc")
"""DLLs of Windows 10 that Wine 8 lacks; made from the sources beside this module, for tests only."""

CLIPBOARD_READER: Final = "read_clipboard.exe"

FONTS: Final = ("Segoe UI", "Tahoma", "MS Shell Dlg", "MS Shell Dlg 2", "Microsoft Sans Serif")
FREE_FONT: Final = "DejaVu Sans"

# winedbg is off so that a crash ends the program instead of waiting for somebody; the rest is not installed.
_OVERRIDES: Final = "mscoree,mshtml,winedbg.exe=;winemenubuilder.exe=d"


class WineError(Exception):
    """A Windows program failed or took too long; the text says which, and what it said."""


@dataclass(frozen=True)
class Done:
    """How a Windows program ended."""

    status: int
    output: bytes
    errors: bytes = b""

    @property
    def text(self) -> str:
        """What it said, readable."""
        return self.output.decode("utf-8", "replace")


@dataclass(frozen=True)
class Prefix:
    """One Windows disk with its registry; `environment` is added to what programs in it see."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def drive(self) -> Path:
        """Its drive C:."""
        return self.folder / "drive_c"

    @property
    def profile(self) -> Path:
        """The folder of the person who uses it."""
        return next(path for path in sorted((self.drive / "users").iterdir()) if path.name != "Public")

    def run(
        self,
        command: Sequence[str | Path],
        *,
        seconds: float = 120,
        cwd: Path | None = None,
        check: bool = True,
        stdin: bytes = b"",
    ) -> Done:
        """Run a program to its end.

        Raises WineError when it takes longer, or when it fails and `check` is on.
        """
        process = self.start(command, cwd=cwd, stderr=subprocess.PIPE)
        try:
            output, errors = process.communicate(stdin, timeout=seconds)
        except subprocess.TimeoutExpired:
            said = _end(process)
            raise WineError(f"took longer than {seconds:.0f} s: {_words(command)}\n{_tail(*said)}") from None
        if check and process.returncode != 0:
            raise WineError(f"exit status {process.returncode}: {_words(command)}\n{_tail(output, errors)}")
        return Done(process.returncode, output, errors)

    def start(
        self, command: Sequence[str | Path], *, cwd: Path | None = None, stderr: int = subprocess.STDOUT
    ) -> subprocess.Popen[bytes]:
        """Start a program and return at once; `stop` ends it."""
        # Under Wine 8 all outputs must be pipes: with a file Python does not start.
        return subprocess.Popen(
            ["wine", *map(str, command)],
            cwd=cwd,
            env=self._environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            start_new_session=True,
        )

    def stop(self, process: subprocess.Popen[bytes]) -> None:
        """End a started program, however it stands."""
        _end(process)

    def shut_down(self) -> None:
        """End everything that still runs in this prefix."""
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(["wineserver", "-k"], env=self._environment(), timeout=20, check=False, capture_output=True)

    def processes(self, argument: str) -> list[int]:
        """Return this machine's numbers of the programs in the prefix that were started with an argument."""
        own, word = f"WINEPREFIX={self.folder}".encode(), argument.encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            # Processes come and go, and others' may not be asked.
            with suppress(OSError):
                called, variables = folder.joinpath("cmdline").read_bytes(), folder.joinpath("environ").read_bytes()
                if word in called and own in variables.split(b"\0"):
                    found.append(int(folder.name))
        return found

    def set_registry(self, key: str, name: str, value: str) -> None:
        """Write a text into the registry."""
        self.run(["reg", "add", key, "/v", name, "/d", value, "/f"], seconds=60)

    def clipboard(self) -> str:
        """Return the text in the clipboard, empty when there is none."""
        return self.run([CLIPBOARD_READER], seconds=30, check=False).text

    def registry(self, key: str) -> str:
        """Return what stands below a key, empty when there is none."""
        return self.run(["reg", "query", key, "/s"], seconds=60, check=False).text

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_"))}
        own = {"WINEPREFIX": str(self.folder), "WINEARCH": "win64", "WINEDEBUG": "-all"}
        return {**kept, **own, "WINEDLLOVERRIDES": _OVERRIDES, **self.environment}


def windows_path(path: Path) -> str:
    """Return how a Windows program under Wine names a file of this machine."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


def make_stand_ins(folder: Path) -> None:
    """Compile the stand-ins and the test's own tools. Raises WineError with the compiler's words."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = Path(__file__).with_name("stand_ins")
    compiler = ["x86_64-w64-mingw32-gcc", "-O1", "-s"]
    commands = [
        [*compiler, "-shared", "-o", f"{folder / name}.dll", f"{sources / name}.c", "-ladvapi32"] for name in STAND_INS
    ]
    commands.append([*compiler, "-o", str(folder / CLIPBOARD_READER), str(sources / "read_clipboard.c")])
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise WineError(f"cannot be compiled: {command[-1]}\n{done.stderr}")


def make_prefix(folder: Path, stand_ins: Path) -> Prefix:
    """Make a fresh Windows 10 disk with the stand-ins and readable fonts. Raises WineError."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    prefix = Prefix(folder)
    prefix.run(["wineboot", "-i"], seconds=180)
    prefix.set_registry(r"HKCU\Software\Wine", "Version", "win10")
    for font in FONTS:
        prefix.set_registry(r"HKCU\Software\Wine\Fonts\Replacements", font, FREE_FONT)
    for name in (*(f"{name}.dll" for name in STAND_INS), CLIPBOARD_READER):
        shutil.copy2(stand_ins / name, prefix.drive / "windows" / "system32")
    settle(prefix)
    return prefix


def settle(prefix: Prefix) -> None:
    """Wait until every program in the prefix has ended and its registry is written; end it after a while."""
    try:
        subprocess.run(["wineserver", "-w"], env=prefix._environment(), timeout=60, check=False, capture_output=True)
    except subprocess.TimeoutExpired:
        prefix.shut_down()


@contextmanager
def clean_prefix(template: Path, folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Prefix]:
    """Lend a copy of a never used prefix, without Python and all else; it is gone afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # A disk is 700 MB; where the file system can, its blocks are shared.
    subprocess.run(["cp", "-a", "--reflink=auto", template, folder], timeout=300, check=True)
    prefix = Prefix(folder, environment or {})
    try:
        yield prefix
    finally:
        prefix.shut_down()
        shutil.rmtree(folder, ignore_errors=True)


def _end(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Kill a program and what it started; return what it had said."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    try:
        output, errors = process.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        return b"", b""
    return output, errors or b""


def _words(command: Sequence[str | Path]) -> str:
    return " ".join(map(str, command))


def _tail(*said: bytes) -> str:
    return b"\n".join(said).decode("utf-8", "replace").strip()[-4000:]
