"""The settings as they count for this person on this computer: the defaults, the administrator's and their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.storage.userdata.policy import NO_POLICY, Policy
from app.storage.userdata.settings import BadValue, Settings, checked, differing, layered, sorted_out
from app.storage.userdata.shared_json import SharedJson, Values

SETTINGS_FILE: Final = "settings.json"
"""The file's name in the settings folder."""


class SettingsStore:
    """Settings of one file, below what the administrator locked.

    Several windows may share the file: each writes only what a person changed in it, and reads the others' changes
    when asked to `refresh`.
    """

    def __init__(self, path: Path, policy: Policy = NO_POLICY) -> None:
        """Nothing is read yet: until `load` the administrator's values and the defaults count."""
        self._file = SharedJson(path)
        self._policy = policy
        self._own: dict[str, object] = {}
        self._pending: dict[str, object] = {}
        self._stamp = self._file.stamp()
        self.settings = self._layered()
        self.bad_values: list[BadValue] = []
        """What the file said that no setting can be; `kept_aside` has it."""

    @property
    def locked(self) -> frozenset[str]:
        """The names of the settings that only the administrator changes."""
        return frozenset(self._policy.locked)

    @property
    def policy_faults(self) -> tuple[str, ...]:
        """What is wrong with the administrator's file or registry values."""
        return self._policy.faults

    @property
    def kept_aside(self) -> Path | None:
        """The broken file, or a copy of one that was broken in parts; None for a sound one."""
        return self._file.kept_aside

    @kept_aside.setter
    def kept_aside(self, path: Path | None) -> None:
        self._file.kept_aside = path

    @property
    def exists(self) -> bool:
        """Whether there is a file."""
        return self._stamp is not None

    @property
    def unsaved(self) -> bool:
        """Whether changes wait to be written."""
        return bool(self._pending)

    def load(self) -> None:
        """Read the file. Raises OSError when it is there and cannot be read; the settings are then as before."""
        stamp = self._file.stamp()
        values = self._file.read()
        good, self.bad_values = sorted_out(values)
        if self.bad_values:
            self._file.kept_aside = self._file.keep_copy()
            self._file.update(self._without_bad_values)
            stamp = self._file.stamp()
        self._own, self._stamp = good, stamp
        self.settings = self._layered()

    def refresh(self) -> frozenset[str]:
        """Read the file again if another window wrote it; the names of the settings that are different now.

        Raises OSError when it cannot be read.
        """
        if self._file.stamp() == self._stamp:
            return frozenset()
        before = self.settings
        self.load()
        return differing(before, self.settings)

    def change(self, **values: object) -> frozenset[str]:
        """Let values count from now on; the names of the settings that are different now. `save` writes them.

        What is locked stays as it is. Raises ValueError for a value that the setting cannot have.
        """
        before = self.settings
        self._pending |= {name: checked(name, value) for name, value in values.items() if name not in self.locked}
        self.settings = self._layered()
        return differing(before, self.settings)

    def save(self, wait: float = 2.0) -> None:
        """Write what was changed into what the file says by now.

        Raises FileBusyError when another process holds it for longer than `wait` seconds, OSError when it cannot be
        written; the changes count all the same and are written by the next `save`.
        """
        if self._pending:
            values = self._file.update(self._with_pending, wait)
            self._stamp = self._file.stamp()
            self._own, _ = sorted_out(values)
            self._pending = {}
            self.settings = self._layered()

    def different_from(self, before: Settings) -> frozenset[str]:
        """The names of the settings in which an earlier state differs from what counts now."""
        return differing(before, self.settings)

    def _with_pending(self, values: Values) -> None:
        values.update(_as_json(self._pending))

    def _without_bad_values(self, values: Values) -> None:
        for bad in self.bad_values:
            values.pop(bad.name, None)

    def _layered(self) -> Settings:
        return layered(self._policy.preset, self._own, self._pending, self._policy.locked)


def chosen_settings(path: Path, policy: Policy = NO_POLICY) -> Settings:
    """The settings that count, only looked at: a file that is broken or cannot be read is left as it is."""
    good, _ = sorted_out(SharedJson(path).peek())
    return layered(policy.preset, good, policy.locked)


def _as_json(values: Mapping[str, object]) -> Values:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
