"""Packs the frozen program: an installer for one person, a package for Group Policy, and a zip that needs neither."""

from __future__ import annotations

import subprocess
import uuid
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from windows import product
from windows.contents import size_of
from windows.icon import write_icon

PORTABLE_MARKER: Final = "portable.txt"
"""As `app.storage.places` calls it."""

_PORTABLE_NOTE: Final = (
    'While this file lies beside the program, its settings stay in the folder "data" here.\r\n'
    "Delete it, and they are kept in your user profile instead.\r\n"
)
UNINSTALL_KEY: Final = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{product.IDENTIFIER}"
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: what was built from the same sources is the same to the byte."""


class PackingError(Exception):
    """A tool that packs failed; the text holds what it said."""


def make_setup(source: Path, target: Path, version: str = "") -> Path:
    """Make the NSIS installer; `version` is another than the program's for trying an upgrade."""
    icon = target.with_suffix(".ico")
    write_icon(product.ICON, icon)
    values = {
        "NAME": product.NAME,
        "VERSION": version or product.version(),
        "PUBLISHER": product.PUBLISHER,
        "SUMMARY": product.SUMMARY,
        "ID": product.IDENTIFIER,
        "WINDOW": product.WINDOW,
        "CONSOLE": product.CONSOLE,
        "UNINSTALL_KEY": UNINSTALL_KEY,
        "SOURCE": str(source),
        "ICON": str(icon),
        "SIZE_KB": str(size_of(source) // 1024),
        "OUT": str(target),
    }
    script = Path(__file__).with_name("installer.nsi")
    _run(["makensis", "-V2", *(f"-D{name}={value}" for name, value in values.items()), str(script)])
    icon.unlink()
    return target


def make_zip(source: Path, target: Path) -> Path:
    """Make the portable zip: the program's folder with the marker that keeps its settings beside it."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(path for path in source.rglob("*") if path.is_file()):
            _add(packed, path.relative_to(source).as_posix(), path.read_bytes())
        _add(packed, PORTABLE_MARKER, _PORTABLE_NOTE.encode())
    return target


def make_msi(source: Path, target: Path) -> Path:
    """Make the Windows Installer package, for all people of a PC."""
    # wixl looks for files from where its script lies, and takes no absolute path.
    script = source.with_name(f"{target.stem}.wxs")
    script.write_text(wix_source(source), encoding="utf-8")
    _run(["wixl", "--arch", "x64", "--output", str(target), str(script)])
    script.unlink()
    return target


def wix_source(source: Path) -> str:
    """Return what wixl reads. The ids hang on the names alone, so that an upgrade finds its own files again."""
    references: list[str] = []
    tree = _wix_folder(source, source, references, "        ")
    name, version, publisher = map(quoteattr, (product.NAME, product.version(), product.PUBLISHER))
    window = _wix_id("File", f"{product.WINDOW}.exe")
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="*" Name={name} Language="1033" Version={version} Manufacturer={publisher}
      UpgradeCode="{product.UPGRADE_CODE}">
    <Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine"
      Description={quoteattr(product.SUMMARY)} Manufacturer={publisher}/>
    <MajorUpgrade DowngradeErrorMessage="A newer version is installed already."/>
    <Media Id="1" Cabinet="program.cab" EmbedCab="yes"/>
    <Property Id="ARPNOMODIFY" Value="1"/>
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFiles64Folder"><Directory Id="INSTALLDIR" Name={name}>
{tree}      </Directory></Directory>
      <Directory Id="ProgramMenuFolder">
        <Component Id="StartMenu" Guid="{_guid("start menu")}" Win64="yes">
          <Shortcut Id="StartMenuShortcut" Name={name} Target="[#{window}]" WorkingDirectory="INSTALLDIR"/>
          <RegistryValue Root="HKLM" Key="Software\\{product.NAME}" Name="Installed" Type="integer" Value="1"
            KeyPath="yes"/>
        </Component>
      </Directory>
    </Directory>
    <Feature Id="Program" Level="1">
      <ComponentRef Id="StartMenu"/>
{"".join(f'      <ComponentRef Id="{reference}"/>{chr(10)}' for reference in references)}    </Feature>
  </Product>
</Wix>
"""


def _wix_folder(folder: Path, source: Path, references: list[str], indent: str) -> str:
    text = ""
    for path in sorted(folder.iterdir()):
        inner = path.relative_to(source).as_posix()
        name = quoteattr(path.name)
        if path.is_dir():
            below = _wix_folder(path, source, references, f"{indent}  ")
            text += f'{indent}<Directory Id="{_wix_id("Folder", inner)}" Name={name}>\n{below}{indent}</Directory>\n'
        else:
            component, file = _wix_id("Component", inner), _wix_id("File", inner)
            references.append(component)
            packed = quoteattr(f"{source.name}/{inner}")
            text += (
                f'{indent}<Component Id="{component}" Guid="{_guid(inner)}" Win64="yes">'
                f'<File Id="{file}" Name={name} Source={packed} KeyPath="yes"/></Component>\n'
            )
    return text


def _wix_id(kind: str, name: str) -> str:
    return f"{kind}_{_guid(f'{kind} {name}').replace('-', '')}"


def _guid(name: str) -> str:
    return str(uuid.uuid5(uuid.UUID(product.UPGRADE_CODE), name)).upper()


def _add(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _OLDEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(entry, content)


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        raise PackingError(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
