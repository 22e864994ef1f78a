"""A plugin that gives tests only those modules that the Windows program has: `pytest -p tests.packaging.left_out`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

BUILD_SCRIPTS = Path(__file__).resolve().parents[2] / "build_scripts"
sys.path.insert(0, str(BUILD_SCRIPTS))

from windows.contents import STOOD_IN, UNCALLED  # noqa: E402 - the path comes first


class AsInTheBundle:
    """Finds stand-ins for modules, or nothing, before the true ones are found."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name in STOOD_IN:
            return spec_from_file_location(name, BUILD_SCRIPTS / "windows" / "unused_module.py")
        if any(name == left or name.startswith(f"{left}.") for left in UNCALLED):
            raise ModuleNotFoundError(f"{name} is not in the bundle", name=name)
        return None


early = [name for name in (*STOOD_IN, *UNCALLED) if name in sys.modules]
if early:
    raise RuntimeError(f"loaded before they could be left out: {early}")
os.environ["RAPIDFUZZ_IMPLEMENTATION"] = "python"
sys.meta_path.insert(0, AsInTheBundle)
