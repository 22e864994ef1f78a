"""Where things live: the one module that knows the folders of the program and of the person using it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "SIS_ERROR_DESK_HOME"
"""An environment variable: a folder for cache and settings instead of the person's own (a USB stick, a test)."""

PORTABLE_MARKER = "portable.txt"
"""A file of this name beside the frozen program keeps its cache and settings there, in a folder `data`."""

_NAME = "SIS Error Desk"
_DATA = {"catalog": "vocabulary.yaml", "resources": "report.html.j2"}
"""The folders that come with the program, with a file by which each is known."""
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Places:
    """The folders. `catalog` and `resources` exist and are only read; `cache` and `settings` may not exist yet."""

    catalog: Path
    resources: Path
    cache: Path
    settings: Path
    policy: Path | None = None
    """The file by which an administrator presets and locks settings; it need not exist."""

    @property
    def hand_off_keys(self) -> Path:
        """The folder of the keys that lead from stand-ins back to people."""
        return self.settings / "hand-off-keys"

    @property
    def stand_in_key(self) -> Path:
        """The file of the key by which this desk names its stand-ins."""
        return self.settings / "stand-ins.key"


def find_places() -> Places:
    """Return the folders of this run: a source checkout, an installed package or a frozen program. Creates none."""
    catalog, resources = (_data_folder(name, file) for name, file in _DATA.items())
    cache, settings = _own_folders()
    return Places(catalog, resources, cache, settings, _policy_file())


def lasting_name(folder: Path) -> str:
    """Return a folder's name for what is remembered of it.

    A program in one file unpacks itself into another folder each time: what was remembered would never be found.
    """
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None and folder.is_relative_to(bundle):
        return f"bundle/{folder.relative_to(bundle).as_posix()}"
    return folder.as_posix()


def _data_folder(name: str, file: str) -> Path:
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        # Beside the exe, where people find and update them. Other programs' folders may be called so, too, above all
        # in a folder of downloads: only with the file that ours has.
        beside = Path(sys.executable).absolute().parent / name
        return beside if (beside / file).is_file() else Path(bundle) / name
    return _source_folder() / name


def _source_folder() -> Path:
    installed = _PACKAGE / "_data"
    # Asked before the checkout: beside an installed package another package may be called `catalog`.
    return installed if installed.is_dir() else _PACKAGE.parent


def _own_folders() -> tuple[Path, Path]:
    home = os.environ.get(HOME_VARIABLE, "").strip()
    if home:
        folder = Path(home).expanduser().absolute()
        return folder / "cache", folder / "settings"
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable).absolute().parent
        if (beside / PORTABLE_MARKER).is_file():
            return beside / "data" / "cache", beside / "data" / "settings"
    import platformdirs  # noqa: PLC0415 - loads more than all else here

    return (
        Path(platformdirs.user_cache_dir(_NAME, appauthor=False)),
        Path(platformdirs.user_config_dir(_NAME, appauthor=False)),
    )


def _policy_file() -> Path:
    # The system says where; yet a person may point the program elsewhere. What must hold belongs in the registry.
    if sys.platform == "win32":
        import platformdirs  # noqa: PLC0415 - see above

        return Path(platformdirs.site_config_dir(_NAME, appauthor=False)) / "policy.toml"
    return Path("/etc/sis-error-desk/policy.toml")
