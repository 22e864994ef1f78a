"""Signs every program of ours that nobody signed yet, and proves signatures.

On release: `python build_scripts/dev.py windows --sign`, with the certificate (PKCS#12) in the file that
SIS_ERROR_DESK_CERTIFICATE names and its password in SIS_ERROR_DESK_CERTIFICATE_PASSWORD.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pefile

from windows import product

CERTIFICATE_VARIABLE: Final = "SIS_ERROR_DESK_CERTIFICATE"
PASSWORD_VARIABLE: Final = "SIS_ERROR_DESK_CERTIFICATE_PASSWORD"  # noqa: S105 - the name, not the word
TIME_STAMP_VARIABLE: Final = "SIS_ERROR_DESK_TIME_STAMP_URL"
_SECURITY: Final = pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_SECURITY"]


class SigningError(Exception):
    """A file could not be signed, or its signature does not hold."""


@dataclass(frozen=True)
class Certificate:
    """A certificate with its key (PKCS#12); `trust` is a file with the authority that vouches for it, if not public."""

    file: Path
    password: str = ""
    time_stamp_url: str = ""
    trust: Path | None = None


def certificate_from_environment() -> Certificate:
    """Return the certificate for a release. Raises SigningError when none is named."""
    file = os.environ.get(CERTIFICATE_VARIABLE, "")
    if not file or not Path(file).is_file():
        raise SigningError(f"{CERTIFICATE_VARIABLE} names no file with a certificate (PKCS#12)")
    password = os.environ.get(PASSWORD_VARIABLE, "")
    return Certificate(Path(file), password, os.environ.get(TIME_STAMP_VARIABLE, ""))


def self_signed(folder: Path) -> Certificate:
    """Make a certificate that nobody trusts, to try the steps with."""
    folder.mkdir(parents=True, exist_ok=True)
    key, public, packed = folder / "key.pem", folder / "public.pem", folder / "certificate.p12"
    subject = ["-subj", f"/CN={product.PUBLISHER} (trial)", "-addext", "extendedKeyUsage=codeSigning"]
    request = ["req", "-x509", "-newkey", "rsa:3072", "-nodes", "-days", "2", *subject]
    _run(["openssl", *request, "-keyout", str(key), "-out", str(public)])
    export = ["pkcs12", "-export", "-inkey", str(key), "-in", str(public), "-passout", "pass:", "-out", str(packed)]
    _run(["openssl", *export])
    return Certificate(packed, trust=public)


def unsigned(folder: Path) -> list[Path]:
    """Return the exes, DLLs and pyds in a folder that bear no signature; those of Qt and Python keep their own."""
    binaries = (path for path in sorted(folder.rglob("*")) if path.suffix.casefold() in (".exe", ".dll", ".pyd"))
    return [path for path in binaries if not _bears_signature(path)]


def sign(files: Iterable[Path], certificate: Certificate) -> int:
    """Sign files in place and return how many. Raises SigningError."""
    count = 0
    for path in files:
        made = path.with_name(f"{path.name}.signed")
        stamp = ["-ts", certificate.time_stamp_url] if certificate.time_stamp_url else []
        command = ["osslsigncode", "sign", "-pkcs12", str(certificate.file), "-pass", certificate.password]
        _run([*command, "-h", "sha256", "-n", product.NAME, *stamp, "-in", str(path), "-out", str(made)])
        shutil.copymode(path, made)
        made.replace(path)
        count += 1
    return count


def verify(path: Path, certificate: Certificate) -> None:
    """See that a file is as it was signed. Raises SigningError."""
    trust = str(certificate.trust or "/etc/ssl/certs/ca-certificates.crt")
    _run(["osslsigncode", "verify", "-CAfile", trust, "-TSA-CAfile", trust, "-in", str(path)])


def _bears_signature(path: Path) -> bool:
    with pefile.PE(str(path), fast_load=True) as binary:
        return bool(binary.OPTIONAL_HEADER.DATA_DIRECTORY[_SECURITY].Size)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode != 0:
        raise SigningError(f"{command[0]} {command[1]} failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
