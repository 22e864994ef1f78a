"""What may be inside the program: the spec takes no more, and the check of the bundle finds whatever slipped in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from windows import product

# Everything here is lower case: Windows does not tell names by case.

MODULES: Final = "modules.pyz"
"""The archive that the exes of the folder share."""

SOLID_MODULES: Final = "modules.solid"
"""The archive of the program in one file: all its modules are compressed together."""

QT_LIBRARIES: Final = frozenset({"core", "gui", "printsupport", "svg", "widgets"})
"""Qt's modules in use, and what its plugins stand on."""

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

UNCALLED: Final = (
    *("multiprocessing.dummy", "multiprocessing.forkserver", "multiprocessing.heap", "multiprocessing.managers"),
    *(
        "multiprocessing.pool",
        "multiprocessing.queues",
        "multiprocessing.shared_memory",
        "multiprocessing.sharedctypes",
    ),
    *("backports.zstd._cffi", "backports.zstd._shutil", "backports.zstd.tarfile", "backports.zstd.zipfile"),
    *("jinja2.ext", "jinja2.meta", "jinja2.nativetypes", "jinja2.sandbox"),
)
"""Parts of packages in use that are loaded only by whoever calls them, and nothing does."""

LEFT_OUT: Final = (
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtDBus"),
    *("asyncio", "http", "ftplib", "smtplib", "imaplib", "poplib", "xmlrpc", "urllib.request", "socketserver"),
    *("ssl", "_ssl", "_hashlib", "sqlite3", "tkinter"),
    *("doctest", "pdb", "pydoc", "pydoc_data", "test", "unittest", "lib2to3", "distutils", "ensurepip", "venv"),
    # Only olefile's own command line reads options with it.
    "optparse",
    # Frozen into Python itself.
    "zipimport",
    *("pkg_resources", "setuptools", "pip", "wheel", "numpy", "pandas", "pytest", "hypothesis", "PyInstaller"),
    "typing_extensions",
    *("tests", "build_scripts"),
    *UNCALLED,
)
"""Modules that something would like to have and we do without: no network, no test code, no tools."""

HIDDEN: Final = ("uuid",)
"""Modules that are loaded out of binaries (here msgspec's), where PyInstaller does not look."""

NOT_ON_WINDOWS: Final = (
    *(f"multiprocessing.popen_{way}" for way in ("fork", "forkserver", "spawn_posix")),
    "multiprocessing.resource_tracker",
    *(f"platformdirs.{system}" for system in ("_android", "android", "ios", "macos", "unix")),
    *("rapidfuzz.process_cpp", "rapidfuzz.distance.metrics_cpp"),
)
"""Modules for other systems, and rapidfuzz's binaries (see below)."""

_LANGUAGES: Final = (
    "arabic armenian basque catalan czech danish dutch dutch_porter esperanto estonian finnish french german greek"
    " hindi hungarian indonesian irish italian lithuanian nepali norwegian persian polish porter portuguese romanian"
    " russian serbian sesotho spanish swedish tamil turkish yiddish"
)
_CHARTS: Final = "area bar column doughnut line pie radar scatter stock title"
_DISTANCES: Final = "DamerauLevenshtein Jaro JaroWinkler Levenshtein Postfix Prefix"

STOOD_IN: Final = (
    *(f"snowballstemmer.{language}_stemmer" for language in _LANGUAGES.split()),
    *(f"xlsxwriter.chart_{kind}" for kind in _CHARTS.split()),
    *(f"xlsxwriter.{part}" for part in "chart comments drawing image shape url vml".split()),
    *(f"xlsxwriter.rich_value{part}" for part in ("", "_rel", "_structure", "_types")),
    *(f"rapidfuzz.distance.{name}" for name in (*_DISTANCES.split(), "_initialize_py")),
    *(f"rapidfuzz.{part}" for part in ("fuzz", "fuzz_py", "utils", "utils_py")),
    *("msgspec.inspect", "msgspec._json_schema", "msgspec.toml", "msgspec.yaml"),
    "jinja2.bccache",
)
"""Modules that a package in use loads whether or not anybody uses them. In the bundle `unused_module.py` stands for
each: our stems are English, our workbooks have no charts."""

PACKAGES: Final = frozenset(
    {
        *("app", "backports", "hyperscan", "isal", "jinja2", "markupsafe", "msgspec", "olefile", "platformdirs"),
        *("pyside6", "python_calamine", "rapidfuzz", "shiboken6", "snowballstemmer", "xlsxwriter", "yaml", "_yaml"),
    }
)
"""Outside packages that may be inside; besides them only Python's own library."""

_QT_LIBRARY: Final = re.compile(r"(?:^|/)(?:qt6|lib(?:qt6))([a-z0-9]+)\.(?:dll|so(?:\.6)?)$")
_QT_BINDING: Final = re.compile(r"(?:^|/)pyside6/qt([a-z0-9]+)\.(?:abi3\.so|pyd)$")
_QT_PLUGIN: Final = re.compile(r"(?:^|/)plugins/([a-z0-9]+)/(?:lib)?([a-z0-9_-]+)\.(?:dll|so)$")
_UNWANTED: Final = re.compile(
    r"(?:^|/)(?:opengl32sw|d3dcompiler_\d+|libcrypto-3|libssl-3)\.dll$"
    r"|^rapidfuzz/.*\.pyd$"
    r"|(?:^|/)[^/]+\.dist-info/"
)
"""A program of widgets is painted without OpenGL; encryption is for networks; rapidfuzz also computes in Python.

Its binaries take 2.3 MB. Without them a look-up of a text full of typos takes at most 1 ms longer.
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
