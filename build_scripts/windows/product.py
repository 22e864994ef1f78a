"""What the Windows program is called: the one place for names, version, icon and manifest of exes and installers."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]

NAME: Final = "SIS Error Desk"
PUBLISHER: Final = "SIS Error Desk developers"
SUMMARY: Final = "Says what a failed SIS sync means and how to fix it"
IDENTIFIER: Final = "sis-error-desk"
"""The stem of every file, and the folder of the onedir program."""

WINDOW: Final = IDENTIFIER
CONSOLE: Final = f"{IDENTIFIER}-cli"
PORTABLE: Final = f"{IDENTIFIER}-portable"
"""The window without a console, the command line, and the whole program in one file."""

UPGRADE_CODE: Final = "693F8750-5628-474B-A6E7-AFC7A6520C87"
"""Tells Windows Installer that two packages are versions of one program. It never changes."""

TRANSLATIONS: Final = ROOT / "resources" / "translations"
NOT_SHIPPED: Final = ("pictures", "*.ts")
"""Of the data folders: what only people who work on the program need."""

ICON: Final = ROOT / "resources" / "icons" / "application.svg"
DATA_FOLDERS: Final = ("catalog", "resources")
"""Plain files beside the exes: people change and update them without a new build."""

MANIFEST: Final = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security><requestedPrivileges>
      <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
    </requestedPrivileges></security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application><supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/></application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2</dpiAwareness>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
    </windowsSettings>
  </application>
  <dependency><dependentAssembly>
    <assemblyIdentity type="win32" name="Microsoft.Windows.Common-Controls" version="6.0.0.0"
      processorArchitecture="*" publicKeyToken="6595b64144ccf1df" language="*"/>
  </dependentAssembly></dependency>
</assembly>
"""


def version() -> str:
    """Return the program's version. Raises ValueError when `app/__init__.py` names none."""
    found = re.search(r'^__version__ = "(\d+\.\d+\.\d+)"', (ROOT / "app" / "__init__.py").read_text("utf-8"), re.M)
    if found is None:
        raise ValueError("app/__init__.py names no version of the form 1.2.3")
    return found[1]


def languages() -> list[str]:
    """Return the codes of the languages that the window speaks besides English."""
    return sorted(path.stem for path in TRANSLATIONS.glob("*.ts"))


def data_files() -> list[Path]:
    """Return the plain files that come with the program, as paths below `ROOT`."""
    files = (path for folder in DATA_FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file())
    inner = (path.relative_to(ROOT) for path in files)
    return sorted(path for path in inner if not any(fnmatch(part, no) for part in path.parts for no in NOT_SHIPPED))


def version_resource(exe: str, description: str = SUMMARY) -> str:
    """Return the version resource of an exe (named without its ending) in PyInstaller's spelling."""
    numbers = (*map(int, version().split(".")), 0)
    strings = {
        "CompanyName": PUBLISHER,
        "FileDescription": description if exe == CONSOLE else NAME,
        "FileVersion": version(),
        "InternalName": exe,
        "LegalCopyright": f"Copyright (c) {PUBLISHER}. MIT licence.",
        "OriginalFilename": f"{exe}.exe",
        "ProductName": NAME,
        "ProductVersion": version(),
    }
    listed = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004,"
        f" fileType=1, subtype=0, date=(0, 0)), kids=[StringFileInfo([StringTable('040904B0', [{listed}])]),"
        " VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )
