"""What may be inside the program: the spec takes no more, and the check of the bundle finds whatever slipped in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from windows import product

# Everything here is lower case: Windows does not tell names by case.

QT_LIBRARIES: Final = frozenset({"core", "gui", "printsupport", "svg", "widgets"})
"""Qt's modules in use, and what they stand on."""

QT_PLUGINS: Final = frozenset(
    {
        "iconengines/qsvgicon",
        "imageformats/qico",
        "imageformats/qsvg",
        "platforms/qoffscreen",
        "platforms/qwindows",
        "styles/qmodernwindowsstyle",
    }
)
"""qoffscreen lets an administrator try the window on a machine without a desktop."""

LEFT_OUT: Final = (
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtDBus"),
    *("asyncio", "http", "ftplib", "smtplib", "imaplib", "poplib", "xmlrpc", "urllib.request", "socketserver"),
    *("ssl", "_ssl", "_hashlib", "sqlite3", "tkinter"),
    *("doctest", "pdb", "pydoc", "pydoc_data", "test", "unittest", "lib2to3", "distutils", "ensurepip", "venv"),
    *("pkg_resources", "setuptools", "pip", "wheel", "numpy", "pandas", "pytest", "hypothesis", "PyInstaller"),
    "typing_extensions",
    *("tests", "build_scripts"),
)
"""Modules that something would like to have and we do without: no network, no test code, no tools."""

PACKAGES: Final = frozenset(
    {
        *("app", "backports", "hyperscan", "isal", "jinja2", "markupsafe", "msgspec", "platformdirs", "pyside6"),
        *("python_calamine", "rapidfuzz", "shiboken6", "snowballstemmer", "xlsxwriter", "yaml", "_yaml"),
    }
)
"""Outside packages that may be inside; besides them only Python's own library."""

_QT_LIBRARY: Final = re.compile(r"(?:^|/)(?:qt6|lib(?:qt6))([a-z0-9]+)\.(?:dll|so(?:\.6)?)$")
_QT_BINDING: Final = re.compile(r"(?:^|/)pyside6/qt([a-z0-9]+)\.(?:abi3\.so|pyd)$")
_QT_PLUGIN: Final = re.compile(r"(?:^|/)plugins/([a-z0-9]+)/(?:lib)?([a-z0-9_-]+)\.(?:dll|so)$")
_UNWANTED: Final = re.compile(
    r"(?:^|/)(?:opengl32sw|d3dcompiler_\d+|libcrypto-3|libssl-3)\.dll$"
    r"|^rapidfuzz/(?:(?:fuzz|utils)_cpp|distance/metrics_cpp_avx2)[^/]*$"
    r"|(?:^|/)[^/]+\.dist-info/"
)
"""A program of widgets is painted without OpenGL; encryption is for networks; of rapidfuzz only distances are used.

Its AVX2 form of these takes 1.5 MB and is no quicker with texts as short as ours (measured: 0 to 25 percent).
"""
_QT_TRANSLATION: Final = re.compile(r"(?:^|/)pyside6/(?:qt/)?translations/(.+)$")

LINUX_PLUGINS: Final = frozenset({"platforms/qxcb", "platforms/qwayland", "xcbglintegrations/qxcb-glx-integration"})
LINUX_LIBRARIES: Final = frozenset({"xcbqpa", "dbus", "opengl", "waylandclient", "wlshellintegration"})


def is_wanted(name: str, *, windows: bool = True) -> bool:
    """Tell whether a file of the bundle, by its path in it, belongs there as far as Qt and encryption go."""
    name = name.replace("\\", "/").casefold()
    libraries = QT_LIBRARIES if windows else QT_LIBRARIES | LINUX_LIBRARIES
    plugins = QT_PLUGINS if windows else QT_PLUGINS | LINUX_PLUGINS
    for pattern in (_QT_LIBRARY, _QT_BINDING):
        if found := pattern.search(name):
            return found[1] in libraries
    if found := _QT_PLUGIN.search(name):
        return f"{found[1]}/{found[2]}" in plugins
    if found := _QT_TRANSLATION.search(name):
        return found[1] in {f"qtbase_{language}.qm" for language in product.languages()}
    return not _UNWANTED.search(name)


def files_in(folder: Path) -> list[Path]:
    """Return all files below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in files_in(folder))
