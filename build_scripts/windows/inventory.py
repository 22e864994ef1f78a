"""Says what is inside: whose licences, a bill of materials (CycloneDX), and SHA-256 sums."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Iterable
from email import message_from_string
from pathlib import Path
from typing import Any, Final

from windows import product
from windows.windows_python import PYTHON_VERSION

RUNTIME_LOCK: Final = product.ROOT / "build_scripts" / "requirements" / "runtime.txt"
_STARTER: Final = "pyinstaller"
"""Of the tools, the one of which a part is shipped: its starter."""

_QT: Final = ("pyside6-essentials", "shiboken6")
_CALLED: Final = dict.fromkeys(_QT, "qt and pyside6")
_PIN: Final = re.compile(r"^([a-z0-9-]+)==(\S+)", re.M)
_EXPRESSIONS: Final = {"MIT License": "MIT", "BSD License": "BSD-3-Clause", "MIT": "MIT"}


def without_license(licenses: Path) -> list[str]:
    """Return the packages of the program for which a folder holds no licence text."""
    held = {path.stem.casefold().replace(".", "-") for path in licenses.glob("*.txt")}
    return [name for name in (*_shipped(), _STARTER, "python") if _CALLED.get(name, name) not in held]


def bill_of_materials(python: Path) -> dict[str, Any]:
    """Return the bill of materials in CycloneDX 1.5."""
    components = [_component(name, version, _license(python, name)) for name, version in _shipped().items()]
    starter = _metadata(python, _STARTER)["Version"]
    components += [
        _component(_STARTER, starter, "GPL-2.0-or-later WITH Bootloader-exception"),
        {**_named("cpython", PYTHON_VERSION, "PSF-2.0"), "purl": f"pkg:generic/cpython@{PYTHON_VERSION}"},
    ]
    root = f"{product.IDENTIFIER}@{product.version()}"
    own = {**_named(product.IDENTIFIER, product.version(), "MIT"), "type": "application", "bom-ref": root}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.UUID(product.UPGRADE_CODE), json.dumps(components))}",
        "version": 1,
        "metadata": {"component": own},
        "components": components,
        "dependencies": [{"ref": root, "dependsOn": [component["bom-ref"] for component in components]}],
    }


def write_sums(folder: Path, files: Iterable[Path]) -> Path:
    """Write `SHA256SUMS`, as `sha256sum --check` reads it."""
    target = folder / "SHA256SUMS"
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(files)]
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return target


def _shipped() -> dict[str, str]:
    return dict(_PIN.findall(RUNTIME_LOCK.read_text(encoding="utf-8")))


def _component(name: str, version: str, license_: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{version}"
    return {**_named(name, version, license_), "purl": purl, "bom-ref": purl}


def _named(name: str, version: str, license_: str) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": f"{name}@{version}",
        "name": name,
        "version": version,
        "licenses": [{"expression": license_}],
    }


def _license(python: Path, name: str) -> str:
    if name in _QT:
        return "LGPL-3.0-only"
    metadata = _metadata(python, name)
    if expression := metadata["License-Expression"]:
        return str(expression)
    classified = [line.rsplit(" :: ", 1)[1] for line in metadata.get_all("Classifier", []) if "License ::" in line]
    words = [*classified, str(metadata["License"] or "")]
    return next((_EXPRESSIONS[word] for word in words if word in _EXPRESSIONS), "NOASSERTION")


def _metadata(python: Path, name: str) -> Any:  # noqa: ANN401 - a mail message, with headers of any kind
    return message_from_string((_dist_info(python, name) / "METADATA").read_text(encoding="utf-8"))


def _dist_info(python: Path, name: str) -> Path:
    packages = python.parent / "Lib" / "site-packages"
    return next(packages.glob(f"{name.replace('-', '_')}-*.dist-info"))
