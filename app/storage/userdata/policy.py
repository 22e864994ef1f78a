r"""What an administrator decided for this computer: values that are preset, and values that are locked.

A file, `policy.toml`:

    [locked]                 # shown, but nobody can change them
    catalog_folders = ['\\server\sis\catalog']
    [preset]                 # what counts until somebody chooses otherwise
    theme = "dark"

On Windows also the registry, which wins over the file: values of HKLM\Software\Policies\SIS Error Desk are locked,
those of its subkey Recommended are preset. Names may be spelled as in the table of settings or as CatalogFolders.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.storage.userdata.settings import checked, spelled_alike

REGISTRY_KEY: Final = r"Software\Policies\SIS Error Desk"
RECOMMENDED: Final = "Recommended"
_TABLES: Final = ("locked", "preset")

ReadKey = Callable[[str], Mapping[str, object]]
"""The values of a key below HKEY_LOCAL_MACHINE by name; none when there is no such key."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Checked values by the settings' names. `faults` says what was left out: the place, and what to write instead."""

    locked: Mapping[str, object] = field(default_factory=dict)
    preset: Mapping[str, object] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


NO_POLICY: Final = Policy()


def read_policy(file: Path | None, read_key: ReadKey | None = None) -> Policy:
    """Read what the administrator decided. Whatever is faulty is left out and named; nothing is raised.

    `read_key` reads the registry; without it the system's own is asked where there is one.
    """
    reading = _Reading()
    if file is not None:
        reading.take_file(file)
    key = read_key or _machine_key
    reading.take_values("preset", key(rf"{REGISTRY_KEY}\{RECOMMENDED}"), rf"HKLM\{REGISTRY_KEY}\{RECOMMENDED}")
    reading.take_values("locked", key(REGISTRY_KEY), rf"HKLM\{REGISTRY_KEY}")
    return Policy(reading.tables["locked"], reading.tables["preset"], tuple(reading.faults))


class _Reading:
    """Collects the values of both sources; later ones win."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, object]] = {table: {} for table in _TABLES}
        self.faults: list[str] = []

    def take_file(self, file: Path) -> None:
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            return
        except OSError as error:
            self.faults.append(f"{file}: cannot be read ({error.strerror})")
            return
        except UnicodeDecodeError:
            self.faults.append(f"{file}: is not UTF-8 text; save it as UTF-8")
            return
        import tomllib  # noqa: PLC0415 - most computers have no such file, and every start would pay for it

        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self.faults.append(f"{file}: {error}")
            return
        for table, values in tables.items():
            if table not in self.tables or not isinstance(values, dict):
                self.faults.append(f"{_place(file, text, table)}: write settings below [locked] or [preset]")
            else:
                for name, value in values.items():
                    self._take(table, name, value, _place(file, text, name, table))

    def take_values(self, table: str, values: Mapping[str, object], key: str) -> None:
        for name, value in values.items():
            self._take(table, name, value, key)

    def _take(self, table: str, name: str, value: object, place: str) -> None:
        setting = spelled_alike(name)
        if setting is None:
            self.faults.append(f"{place}: there is no setting '{name}'")
            return
        try:
            self.tables[table][setting] = checked(setting, value)
        except ValueError as error:
            self.faults.append(f"{place}: {name}: {error}")


def _place(file: Path, text: str, name: str, table: str = "") -> str:
    """The file with the line where a name stands, in a table if one is given."""
    begin = re.search(rf"(?m)^\s*\[\s*{re.escape(table)}\s*\]", text) if table else None
    start = begin.end() if begin else 0
    found = re.compile(rf"(?m)^[\s\[]*[\"']?{re.escape(name)}\b").search(text, start)
    return f"{file}:{text.count(chr(10), 0, found.end()) + 1}" if found else str(file)


if sys.platform == "win32":
    import winreg

    def _machine_key(path: str) -> Mapping[str, object]:
        # The same view for a 32-bit and a 64-bit program: the one that Group Policy writes.
        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path, 0, access) as key:
                values = winreg.QueryInfoKey(key)[1]
                return {name: value for name, value, _ in (winreg.EnumValue(key, each) for each in range(values))}
        except OSError:
            return {}
else:

    def _machine_key(_path: str) -> Mapping[str, object]:
        return {}
