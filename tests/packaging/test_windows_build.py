"""What the build of the Windows program decides by itself, without Wine: names, contents, packages."""

from __future__ import annotations

import hashlib
import lzma
import marshal
import struct
import sys
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

import pytest

import app

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "build_scripts"))

from windows import (  # noqa: E402
    comparison,
    contents,
    installers,
    inventory,
    product,
    runtime_library,
    solid_archive,
    stages,
    toolchain,
)
from windows.gates import GateError  # noqa: E402
from windows.icon import SIZES, write_icon  # noqa: E402
from windows.windows_python import LOCK, windows_lock  # noqa: E402

NAMESPACE = "{http://schemas.microsoft.com/wix/2006/wi}"


def test_the_exes_bear_the_version_of_the_program() -> None:
    assert product.version() == app.__version__
    assert f"StringStruct('ProductVersion', '{app.__version__}')" in product.version_resource(product.WINDOW)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt6Core.dll",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/QtWidgets.pyd",
        "PySide6/translations/qtbase_es.qm",
        "hyperscan/_hs_ext.cp311-win_amd64.pyd",
        "python311.dll",
        "rapidfuzz/distance/metrics_cpp.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_what_the_program_needs_is_wanted(name: str) -> None:
    assert contents.is_wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt6Network.dll",
        "PySide6/QtNetwork.pyd",
        "PySide6/Qt6Qml.dll",
        "PySide6/opengl32sw.dll",
        "PySide6/plugins/tls/qschannelbackend.dll",
        "PySide6/plugins/platforms/qminimal.dll",
        "PySide6/translations/qtbase_de.qm",
        "libssl-3.dll",
        "rapidfuzz/distance/metrics_cpp.cp311-win_amd64.pyd",
    ],
)
def test_network_and_strange_parts_are_not_wanted(name: str) -> None:
    assert not contents.is_wanted(name)


def test_the_lock_for_windows_takes_what_windows_needs() -> None:
    lines = windows_lock(LOCK.read_text(encoding="utf-8")).splitlines()
    names = {line.split("==")[0] for line in lines if "==" in line}
    assert {"pyside6-essentials", "hyperscan", "colorama", "pefile", "pywin32-ctypes", "pyinstaller"} <= names
    assert "macholib" not in names, "only for macOS"
    assert "ruff" not in names, "a tool for our sources"
    assert not any(";" in line for line in lines), "pip would judge the condition for the machine it runs on"
    assert all("--hash=sha256:" in line for line in lines if "==" not in line)


def test_the_icon_holds_every_size(tmp_path: Path) -> None:
    write_icon(product.ICON, tmp_path / "made.ico")
    content = (tmp_path / "made.ico").read_bytes()
    assert struct.unpack_from("<HHH", content) == (0, 1, len(SIZES))
    for number, size in enumerate(SIZES):
        width, _height, _, _, _, bits, length, offset = struct.unpack_from("<BBBBHHII", content, 6 + 16 * number)
        picture = content[offset : offset + length]
        assert (width or 256, bits) == (size, 32)
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack_from(">II", picture, 16) == (size, size)


def test_the_package_names_every_file_under_lasting_ids(tmp_path: Path) -> None:
    (tmp_path / "a & b").mkdir()
    for name in (f"{product.WINDOW}.exe", "a & b/two.yaml"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    first = ET.fromstring(installers.wix_source(tmp_path))  # noqa: S314 - our own
    assert [file.get("Name") for file in first.iter(f"{NAMESPACE}File")] == ["two.yaml", f"{product.WINDOW}.exe"]
    components = {component.get("Id") for component in first.iter(f"{NAMESPACE}Component")}
    assert components == {reference.get("Id") for reference in first.iter(f"{NAMESPACE}ComponentRef")}
    second = ET.fromstring(installers.wix_source(tmp_path))  # noqa: S314 - our own
    assert [component.attrib for component in first.iter(f"{NAMESPACE}Component")] == [
        component.attrib for component in second.iter(f"{NAMESPACE}Component")
    ]


def test_the_portable_zip_is_the_same_for_the_same_files_and_brings_the_marker(tmp_path: Path) -> None:
    source = tmp_path / "program"
    source.mkdir()
    (source / "one.txt").write_text("x", encoding="utf-8")
    made = [installers.make_zip(source, tmp_path / f"{name}.zip").read_bytes() for name in "ab"]
    assert made[0] == made[1]
    from app.storage.places import PORTABLE_MARKER

    assert PORTABLE_MARKER.encode() in made[0]


def test_sums_are_written_as_sha256sum_reads_them(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"abc")
    written = inventory.write_sums(tmp_path, [tmp_path / "a.bin"]).read_text(encoding="utf-8")
    assert written == f"{hashlib.sha256(b'abc').hexdigest()}  a.bin\n"


def test_a_stage_that_failed_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(stages.CACHE_VARIABLE, str(tmp_path))

    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        stages.stage("thing", stages.key_of("1"), fail)
    made = stages.stage("thing", stages.key_of("1"), lambda folder: (folder / "whole").touch())
    assert [path.name for path in made.iterdir() if path.name != ".done"] == ["whole"]
    again = stages.stage("thing", stages.key_of("1"), fail)
    assert again == made, "what is there is not made twice"


def test_a_key_depends_on_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1", encoding="utf-8")
    before = stages.key_of(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    renamed = stages.key_of(tmp_path)
    (tmp_path / "b").write_text("2", encoding="utf-8")
    assert len({before, renamed, stages.key_of(tmp_path)}) == 3


def test_a_machine_where_wine_cannot_be_installed_is_told_so_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(toolchain, "PACKAGES", {"no-such-wine": "no-such-package"})
    monkeypatch.setattr(toolchain, "install_system_packages", lambda _packages: False)
    with pytest.raises(SystemExit) as ended:
        toolchain.ensure()
    assert ended.value.code == 1
    assert "CANNOT be built or checked here: no-such-wine" in capsys.readouterr().err


def test_every_package_has_its_licence_inside() -> None:
    lacking = inventory.without_license(ROOT / "resources" / "licenses")
    assert lacking == ["pyinstaller"], "the spec adds that of PyInstaller's starter"


def test_the_bill_of_materials_names_what_is_locked(tmp_path: Path) -> None:
    packages = tmp_path / "Lib" / "site-packages"
    for name, version in inventory._shipped().items():
        folder = packages / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Name: {name}\nVersion: {version}\nLicense: MIT\n", encoding="utf-8")
    starter = packages / "pyinstaller-1.0.dist-info"
    starter.mkdir()
    (starter / "METADATA").write_text("Name: pyinstaller\nVersion: 1.0\n", encoding="utf-8")
    bill = inventory.bill_of_materials(tmp_path / "python.exe")
    named = {component["name"]: component["version"] for component in bill["components"]}
    assert inventory._shipped().items() <= named.items()
    assert {"cpython", "pyinstaller"} <= named.keys()
    assert bill == inventory.bill_of_materials(tmp_path / "python.exe"), "the same build has the same bill"


def test_the_gate_of_sizes_fails_above_the_most() -> None:
    assert "1.250 times" in comparison.size_said("folder", 62.5, 50.0)
    with pytest.raises(GateError, match=r"folder: 63\.00 against 50\.00 MB, 1\.260 times"):
        comparison.size_said("folder", 63.0, 50.0)


def test_the_gate_of_starts_says_what_was_missed_and_fails_far_beyond() -> None:
    assert "MISSED" not in comparison.start_said("folder", 1.29, 1.0)
    assert comparison.start_said("folder", 1.31, 1.0).endswith("MISSED")
    with pytest.raises(GateError):
        comparison.start_said("folder", 2.1, 1.0)


def test_binaries_share_one_runtime_library(tmp_path: Path) -> None:
    copy = "msvcp140-a4c2229bdc2a2a630acdc095b4d86008.dll"
    for name, content in {
        "python/MSVCP140.dll": b"library",
        f"packages/fast.libs/{copy}": b"library",
        "packages/fast/_fast.pyd": b"MZ\0" + copy.encode() + b"\0code",
        "packages/plain/_plain.pyd": b"MZ\0MSVCP140.dll\0code",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    library = ("MSVCP140.dll", str(tmp_path / "python/MSVCP140.dll"), "BINARY")
    copied = (f"fast.libs\\{copy}", str(tmp_path / "packages/fast.libs" / copy), "BINARY")
    fast = ("fast\\_fast.pyd", str(tmp_path / "packages/fast/_fast.pyd"), "EXTENSION")
    plain = ("plain\\_plain.pyd", str(tmp_path / "packages/plain/_plain.pyd"), "EXTENSION")

    merged = runtime_library.merged([copied, fast, plain], [library], tmp_path / "work")
    assert [name for name, _, _ in merged] == [fast[0], plain[0]]
    assert merged[1] == plain
    changed = Path(merged[0][1]).read_bytes()
    assert changed == b"MZ\0MSVCP140.dll".ljust(3 + len(copy), b"\0") + b"\0code"
    assert runtime_library.merged([copied, fast], [copied, fast], tmp_path / "work") == [copied, fast]

    (tmp_path / "python/MSVCP140.dll").write_bytes(b"an older library")
    with pytest.raises(ValueError, match="another"):
        runtime_library.merged([copied, fast], [library], tmp_path / "work")


def test_modules_are_compressed_together_for_the_program_in_one_file(tmp_path: Path) -> None:
    codes = {name: marshal.dumps(compile(f"NAME = {name!r}", name, "exec")) for name in ("b", "a", "package.c")}
    held, entries = bytearray(12), {"space": (3, 0, 0)}
    for number, (name, code) in enumerate(codes.items()):
        packed = zlib.compress(code)
        entries[name] = (number % 2, len(held), len(packed))
        held += packed
    struct.pack_into("!4s4si", held, 0, b"PYZ\0", b"mark", len(held))
    archive = tmp_path / "modules.pyz"
    archive.write_bytes(bytes(held) + marshal.dumps(list(entries.items())))
    solid_archive.write_solid(archive, tmp_path / "new" / "modules.solid")
    content = (tmp_path / "new" / "modules.solid").read_bytes()
    mark, python_mark, place = struct.unpack_from("!4s4si", content)
    assert (mark, python_mark) == (b"PYZ\0", b"mark")
    assert solid_archive.names_in(content) == {*codes, "space"}
    read = dict(marshal.loads(content[place:]))  # noqa: S302 - written a moment ago
    modules = lzma.LZMADecompressor().decompress(content[12:])
    assert {name: modules[start : start + length] for name, (_, start, length) in read.items() if length} == codes
    assert {name: kind for name, (kind, _, _) in read.items()} == {name: kind for name, (kind, _, _) in entries.items()}
