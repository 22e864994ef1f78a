"""Gate 2: what is inside the frozen program, found without running it.

Needed beside running it: Wine brings replacements for DLLs that a bundle lacks, and Windows does not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pefile
from PyInstaller.archive.readers import CArchiveReader, ZlibArchiveReader

from windows import contents, product, solid_archive
from windows.freezing import Frozen

MOST_BYTES: Final = 67_000_000
MOST_PORTABLE_BYTES: Final = 26_900_000

# DLLs of every Windows 10 since version 1703, by their names without ending; icuuc is the youngest.
_SYSTEM: Final = frozenset(
    """advapi32 authz bcrypt bcryptprimitives cabinet cfgmgr32 comctl32 comdlg32 crypt32 d2d1 d3d11 d3d12 d3d9 dbghelp
    dhcpcsvc dnsapi dwmapi dwrite dxgi gdi32 icu icuin icuuc imagehlp imm32 iphlpapi kernel32 mpr mscms msi msvcrt
    ncrypt netapi32 ntdll ole32 oleaut32 opengl32 pdh powrprof propsys psapi rpcrt4 secur32 setupapi shcore shell32
    shlwapi ucrtbase uiautomationcore user32 userenv uxtheme version winhttp winmm winspool winspool.drv wldap32
    ws2_32 wtsapi32""".split()
)
_WINE_MARKS: Final = (b"Wine builtin DLL", b"Wine placeholder DLL")
_OF_PYINSTALLER: Final = ("pyi", "_pyi", "struct")
_RESOURCE_ICON, _RESOURCE_MANIFEST = 14, 24
_IMPORTS: Final = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
_SUBSYSTEMS: Final = {product.WINDOW: 2, product.PORTABLE: 2, product.CONSOLE: 3}
"""Windows' numbers for programs without and with a console."""


def complaints(frozen: Frozen) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with the program's folder and its form in one file."""
    yield from _binary_complaints(frozen.folder)
    for exe in (frozen.window, frozen.console, frozen.portable):
        yield from _exe_complaints(exe)
    for archive in (frozen.modules, frozen.portable):
        yield from _module_complaints(archive)
    for path in contents.files_in(frozen.folder):
        name = path.relative_to(frozen.folder).as_posix()
        if not contents.is_wanted(name.removeprefix("_internal/")):
            yield f"{name} is not wanted"
    yield from _data_complaints(frozen.folder)
    yield from _size_complaints(frozen)


def _binary_complaints(folder: Path) -> Iterator[str]:
    """Look at every exe, DLL and pyd: for which machine it is, whose, and whether all it imports is there."""
    binaries = [path for path in contents.files_in(folder) if path.suffix.casefold() in (".exe", ".dll", ".pyd")]
    bundled = {path.name.casefold() for path in binaries}
    for path in binaries:
        name = path.relative_to(folder).as_posix()
        content = path.read_bytes()
        if any(mark in content[:512] for mark in _WINE_MARKS):
            yield f"{name} is Wine's"
        try:
            binary = pefile.PE(data=content, fast_load=True)
        except pefile.PEFormatError as error:
            yield f"{name} is no Windows program: {error}"
            continue
        if binary.FILE_HEADER.Machine != pefile.MACHINE_TYPE["IMAGE_FILE_MACHINE_AMD64"]:
            yield f"{name} is not for 64-bit Intel machines"
        for imported in _imported(binary):
            if imported not in bundled and not _is_systems(imported):
                yield f"{name} needs {imported}, which is neither bundled nor part of Windows 10"


def _imported(binary: pefile.PE) -> set[str]:
    binary.parse_data_directories([pefile.DIRECTORY_ENTRY[name] for name in _IMPORTS])
    kinds = ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")
    return {entry.dll.decode().casefold() for kind in kinds for entry in getattr(binary, kind, [])}


def _is_systems(name: str) -> bool:
    return name.startswith(("api-ms-win-", "ext-ms-")) or name.removesuffix(".dll") in _SYSTEM


def _exe_complaints(exe: Path) -> Iterator[str]:
    """See that an exe bears our name, version, icon and manifest."""
    if not exe.is_file():
        yield f"{exe.name} is missing"
        return
    with pefile.PE(str(exe)) as binary:
        if binary.OPTIONAL_HEADER.Subsystem != _SUBSYSTEMS[exe.stem]:
            yield f"{exe.name} has the wrong subsystem ({binary.OPTIONAL_HEADER.Subsystem})"
        strings = _version_strings(binary)
        for name, wanted in (
            ("FileVersion", product.version()),
            ("ProductName", product.NAME),
            ("OriginalFilename", exe.name),
        ):
            if strings.get(name) != wanted:
                yield f"{exe.name} says {name} {strings.get(name)!r}, not {wanted!r}"
        kinds = {entry.id: entry for entry in binary.DIRECTORY_ENTRY_RESOURCE.entries}
        if _RESOURCE_ICON not in kinds:
            yield f"{exe.name} has no icon"
        manifest = _manifest(binary, kinds.get(_RESOURCE_MANIFEST))
        for wanted in ("PerMonitorV2", "longPathAware", "asInvoker"):
            if wanted not in manifest:
                yield f"{exe.name}'s manifest lacks {wanted}"


def _version_strings(binary: pefile.PE) -> dict[str, str]:
    tables = [
        table
        for info in getattr(binary, "FileInfo", None) or []
        for part in info
        for table in getattr(part, "StringTable", [])
    ]
    return {name.decode(): text.decode() for table in tables for name, text in table.entries.items()}


def _manifest(binary: pefile.PE, entry: pefile.ResourceDirEntryData | None) -> str:
    if entry is None:
        return ""
    place = entry.directory.entries[0].directory.entries[0].data.struct
    return bytes(binary.get_data(place.OffsetToData, place.Size)).decode("utf-8")


def modules(archive: Path) -> set[str]:
    """Return the names of all Python modules in an archive of modules, or frozen into an exe."""
    if archive.suffix == ".pyz":
        return set(ZlibArchiveReader(str(archive)).toc)
    frozen = CArchiveReader(str(archive))
    inner = [frozen.open_embedded_archive(name) for name in frozen.toc if name.endswith(".pyz")]
    found = {name for reader in inner if isinstance(reader, ZlibArchiveReader) for name in reader.toc}
    if contents.SOLID_MODULES in frozen.toc:
        found |= solid_archive.names_in(frozen.extract(contents.SOLID_MODULES))
    return found


def _module_complaints(archive: Path) -> Iterator[str]:
    if not archive.is_file():
        yield f"{archive.name} is missing"
        return
    found = modules(archive)
    if "app.cli.commands" not in found:
        yield f"{archive.name} holds no program"
    for name in sorted(found):
        top = name.split(".")[0]
        if any(name == left or name.startswith(f"{left}.") for left in contents.LEFT_OUT):
            yield f"{archive.name} holds {name}, which was to be left out"
        elif not (
            top.casefold() in contents.PACKAGES or top in sys.stdlib_module_names or top.startswith(_OF_PYINSTALLER)
        ):
            yield f"{archive.name} holds {name}, which is not on the list of modules (contents.py)"


def _data_complaints(folder: Path) -> Iterator[str]:
    """See that the plain files are the checkout's, none missing."""
    for inner in product.data_files():
        made = folder / inner
        if not made.is_file() or made.read_bytes() != (product.ROOT / inner).read_bytes():
            yield f"{inner.as_posix()} is missing or another one than in the checkout"


def _size_complaints(frozen: Frozen) -> Iterator[str]:
    size, portable = contents.size_of(frozen.folder), frozen.portable.stat().st_size
    if size > MOST_BYTES:
        yield f"the folder has grown to {size:,} bytes, the most is {MOST_BYTES:,}"
    if portable > MOST_PORTABLE_BYTES:
        yield f"{frozen.portable.name} has grown to {portable:,} bytes, the most is {MOST_PORTABLE_BYTES:,}"
