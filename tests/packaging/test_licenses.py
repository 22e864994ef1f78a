"""The licence texts in the resources are those of what is installed and pinned."""

from __future__ import annotations

import re
from pathlib import Path

from app.storage.licenses import PACKAGES, PARTS, license_text
from build_scripts.licenses import text_of

ROOT = Path(__file__).resolve().parents[2]


def test_every_pinned_package_is_listed() -> None:
    lines = (ROOT / "build_scripts" / "requirements" / "runtime.txt").read_text(encoding="utf-8").splitlines()
    pinned = {
        found.group(1).casefold().replace("_", "-") for line in lines if (found := re.match(r"([\w.-]+)==", line))
    }
    listed = {name.casefold() for name in PACKAGES} | {"pyside6-essentials", "shiboken6"}
    assert {name.replace(".", "-") for name in pinned} == {name.replace(".", "-") for name in listed}


def test_the_texts_are_those_of_the_packages() -> None:
    for package in PACKAGES:
        part = next(part for part in PARTS if part.name == package)
        assert license_text(ROOT / "resources", part) == text_of(package).strip(), "run build_scripts/licenses.py"
