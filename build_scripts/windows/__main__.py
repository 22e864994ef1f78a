"""Builds the Windows program and lets it through the gates: `python build_scripts/dev.py windows`.

python build_scripts/dev.py windows           everything
python build_scripts/dev.py windows 3 5       only these gates
python build_scripts/dev.py windows --build   build and pack only
python build_scripts/dev.py windows --sign    the same, signed with the certificate that the environment names
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from console import say

from windows import (
    bundle_check,
    comparison,
    contents,
    gate_console,
    gate_controls,
    gate_installer,
    gate_msi,
    gate_portable,
    gate_signing,
    gate_tests,
    gate_window,
    installers,
    inventory,
    product,
    toolchain,
)
from windows.freezing import freeze_bare_window, freeze_program
from windows.gates import Bench, Gate, GateError, pass_through
from windows.signing import SigningError, certificate_from_environment, sign, unsigned
from windows.stages import key_of, stage
from windows.wine import WineError, clean_prefix

ARTEFACTS: Final = product.ROOT / "dist" / "windows"
SCRATCH: Final = product.ROOT / "build" / "windows"


def check_bundle(bench: Bench) -> str:
    """Gate 2; see bundle_check."""
    found = list(bundle_check.complaints(bench.frozen))
    lacking = inventory.without_license(bench.program / "resources" / "licenses")
    found += [f"the licence text of {name} is missing" for name in lacking]
    if found:
        raise GateError("\n  ".join(["the bundle is not as it should be:", *found]))
    size = contents.size_of(bench.frozen.folder)
    count = len(bundle_check.modules(bench.frozen.modules))
    return f"{size:,} bytes, {count} modules, every DLL bundled or part of Windows 10"


GATES: Final = {
    "1": Gate("1 Tests under the Windows Python", gate_tests.check, 900),
    "2": Gate("2 What is in the bundle", check_bundle, 120),
    "3": Gate("3 The window, used for a real task", gate_window.check, 420),
    "4": Gate("4 The command line, byte for byte", gate_console.check, 600),
    "5": Gate("5 The installer", gate_installer.check, 600),
    "6": Gate("6 The package for Group Policy", gate_msi.check, 600),
    "7": Gate("7 The portable forms", gate_portable.check, 420),
    "8": Gate("8 Spoiled programs are noticed", gate_controls.check, 240),
    "9": Gate("9 Signing", gate_signing.check, 300),
    "10": Gate("10 Size and start, against a bare window", comparison.check, 600),
}


def main(arguments: Sequence[str]) -> int:
    """Build, pack, and run the gates named, or all."""
    options = {word for word in arguments if word.startswith("--")}
    numbers = [word for word in arguments if word not in options]
    if options - {"--build", "--sign"} or set(numbers) - set(GATES):
        say(__doc__ or "")
        return 2
    begun = time.monotonic()
    bench = build()
    if "--sign" in options:
        certificate = certificate_from_environment()
        say(f"Signed {sign(unsigned(bench.program), certificate)} files")
        pack(bench)
        sign([bench.setup, bench.msi, bench.portable], certificate)
    else:
        pack(bench)
    describe(bench)
    say(f"Built and packed in {time.monotonic() - begun:.0f} s: {ARTEFACTS.relative_to(product.ROOT)}")
    if options:
        return 0
    passed = pass_through([GATES[number] for number in numbers or GATES], bench)
    return 0 if passed else 1


def build() -> Bench:
    """Freeze the program and the bare window, and lay the program's folder out."""
    say("== Tools")
    tools = toolchain.ensure()
    for folder in (SCRATCH, ARTEFACTS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    say("== Freezing (PyInstaller)")
    with clean_prefix(tools.template, SCRATCH / "build") as prefix:
        frozen = freeze_program(prefix, tools.python)
        bare = freeze_bare_window(prefix, tools.python)
    bench = Bench(tools.python, tools.template, frozen, bare, SCRATCH, ARTEFACTS)
    shutil.copytree(frozen.folder, bench.program)
    shutil.copy2(product.ROOT / "LICENSE", bench.program / "LICENSE.txt")
    return bench


def pack(bench: Bench) -> None:
    """Make the installer, the package, the zip and the form in one file."""
    say("== Packing")
    key = key_of(bench.program, Path(installers.__file__), Path(installers.__file__).with_name("installer.nsi"))
    made = stage("setup", key, lambda folder: installers.make_setup(bench.program, folder / bench.setup.name))
    shutil.copy2(made / bench.setup.name, bench.setup)
    installers.make_msi(bench.program, bench.msi)
    installers.make_zip(bench.program, bench.zip)
    shutil.copy2(bench.frozen.portable, bench.portable)


def describe(bench: Bench) -> None:
    """Write the bill of materials and the sums of all that is handed out."""
    bill = ARTEFACTS / f"{product.IDENTIFIER}-{product.version()}.cdx.json"
    bill.write_text(json.dumps(inventory.bill_of_materials(bench.python), indent=2) + "\n", encoding="utf-8")
    packages: list[Path] = [bench.setup, bench.msi, bench.zip, bench.portable, bill]
    inventory.write_sums(ARTEFACTS, packages)
    for path in packages:
        say(f"{path.stat().st_size:>12,}  {path.name}")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (installers.PackingError, SigningError, WineError) as error:
        sys.exit(f"The Windows program could not be built: {error}")
