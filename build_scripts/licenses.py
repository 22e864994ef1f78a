"""Collect the licence texts of everything inside into `resources/licenses`: `python build_scripts/licenses.py`.

Run in the project's environment whenever a pin changes; a test compares the folder with what is installed. Texts that
no package brings along (Qt's, Python's, Hyperscan's) lie in the folder already and stay.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "licenses"
sys.path.insert(0, str(ROOT))

from app.storage.licenses import PACKAGES  # noqa: E402 - the path comes first

_LICENSE_FILE = re.compile(r"(?i)^(licen[cs]e|copying)")


def text_of(package: str) -> str:
    """All licence texts that an installed package brings along, in the order of their names."""
    files = importlib.metadata.files(package) or []
    found = [file for file in sorted(files, key=str) if _LICENSE_FILE.match(file.name) and "doc" not in file.parts]
    texts = [Path(str(file.locate())) for file in found]
    return "\n\n".join(path.read_text(encoding="utf-8").strip() for path in texts) + "\n"


def main() -> int:
    """Write one file for each package."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        (FOLDER / f"{package}.txt").write_text(text_of(package), encoding="utf-8", newline="\n")
        print(package)
    return 0


if __name__ == "__main__":
    sys.exit(main())
