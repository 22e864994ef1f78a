"""What is inside the program and under which licence; the texts lie in the resources."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

PACKAGES: Final = {
    "backports.zstd": "PSF-2.0",
    "hyperscan": "MIT",
    "isal": "PSF-2.0, ISA-L BSD-3-Clause",
    "Jinja2": "BSD-3-Clause",
    "MarkupSafe": "BSD-3-Clause",
    "msgspec": "BSD-3-Clause",
    "olefile": "BSD-2-Clause",
    "platformdirs": "MIT",
    "python-calamine": "MIT",
    "PyYAML": "MIT",
    "RapidFuzz": "MIT",
    "snowballstemmer": "BSD-3-Clause",
    "XlsxWriter": "BSD-2-Clause",
}
"""Python packages by the names under which they are installed."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something inside the program. `files` are licence texts in the folder of the licences."""

    name: str
    license: str
    files: tuple[str, ...]


PARTS: Final = (
    Part("SIS Error Desk", "MIT", ("SIS Error Desk.txt",)),
    Part("Qt and PySide6", "LGPL-3.0", ("Qt and PySide6.txt", "LGPL-3.0.txt", "GPL-3.0.txt")),
    Part("Python", "PSF-2.0", ("Python.txt",)),
    Part("Hyperscan library", "BSD-3-Clause", ("Hyperscan library.txt",)),
    *(Part(name, license_id, (f"{name}.txt",)) for name, license_id in PACKAGES.items()),
)


def license_text(resources: Path, part: Part) -> str:
    """The texts of a part's licence. Raises OSError when one is missing."""
    folder = resources / "licenses"
    return "\n\n".join((folder / file).read_text(encoding="utf-8").strip() for file in part.files)
