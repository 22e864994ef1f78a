"""The filters of the last time, for those who want to begin with them again."""

from __future__ import annotations

from collections.abc import Iterable

from app.storage.userdata.shared_json import SharedJson, Values

_VENDORS, _RECORD_TYPES = "vendors", "record_types"


class LastFilters:
    """The vendors' and record types' keys filtered by last. Without a file nothing is remembered."""

    def __init__(self, file: SharedJson | None = None) -> None:
        """Nothing is read yet."""
        self._file = file

    def read(self) -> tuple[frozenset[str], frozenset[str]]:
        """Vendors and record types. Raises OSError when the file cannot be read."""
        values = self._file.read() if self._file else {}
        return _keys(values, _VENDORS), _keys(values, _RECORD_TYPES)

    def write(self, vendors: Iterable[str], record_types: Iterable[str]) -> None:
        """Remember these. Raises OSError when the file cannot be written."""
        if self._file is not None:
            self._file.update(lambda values: values.update({_VENDORS: [*vendors], _RECORD_TYPES: [*record_types]}))

    def forget(self) -> None:
        """Remember none. Raises OSError when the file cannot be written."""
        if self._file is not None and self._file.path.exists():
            self._file.update(Values.clear)


def _keys(values: Values, name: str) -> frozenset[str]:
    keys = values.get(name)
    return frozenset(key for key in keys if isinstance(key, str)) if isinstance(keys, list) else frozenset()
