"""Gate 9: signing works with a certificate nobody trusts, holds, and notices a changed byte."""

from __future__ import annotations

import shutil

from windows import product
from windows.gate_window import inside
from windows.gates import Bench, GateError, require
from windows.signing import SigningError, self_signed, sign, unsigned, verify
from windows.wine import clean_prefix


def check(bench: Bench) -> str:
    """Sign copies of the program and the installer, verify them, run one, and tamper with one."""
    folder = bench.scratch / "signed"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(bench.program, folder)
    shutil.copy2(bench.setup, folder)
    try:
        certificate = self_signed(bench.scratch / "certificate")
        wanted = unsigned(folder)
        count = sign(wanted, certificate)
        require(not unsigned(folder), f"unsigned are still {unsigned(folder)}")
        for path in wanted:
            verify(path, certificate)
    except SigningError as error:
        raise GateError(str(error)) from error
    exe = folder / f"{product.CONSOLE}.exe"
    with clean_prefix(bench.template, bench.scratch / "signed disk") as prefix:
        target = prefix.drive / "signed"
        shutil.copytree(folder, target)
        said = prefix.run([inside(prefix, target / exe.name), "--version"]).text
    require(product.version() in said, f"a signed exe no longer runs: {said!r}")
    content = bytearray(exe.read_bytes())
    content[len(content) // 2] ^= 1
    exe.write_bytes(content)
    try:
        verify(exe, certificate)
    except SigningError:
        return f"{count} files signed and verified, {bench.setup.name} among them; a changed byte was noticed"
    raise GateError("a changed byte in a signed exe was not noticed")
