"""Finds the system libraries that Qt needs on Linux and that no Python package brings."""

from __future__ import annotations

import ctypes
import os
import platform
import shlex
import shutil
import sys

from console import apt_command, has_apt, install_system_packages, stop

# Library -> Debian package. Qt's own widgets need these even without a screen.
BASE = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# Releases that renamed packages for 64-bit time.
RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}
RENAMED_SINCE = {"debian": 13, "ubuntu": 24}


def has_display() -> bool:
    """Tell whether a window can open; a Qt platform named in the environment counts as a screen."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def ensure_libraries(with_screen: bool) -> None:
    """Install the missing libraries, or stop with the one command that does."""
    if not sys.platform.startswith("linux"):
        return
    missing = _missing(_needed(with_screen))
    if not missing:
        return
    packages = _packages(missing)
    if install_system_packages(packages) and not _missing(list(missing)):
        return
    lacking = f"Qt needs system libraries that are missing: {', '.join(missing)}."
    if has_apt():
        stop(f"{lacking} Run this, then try again:\n  {apt_command(packages)}")
    if shutil.which("dnf"):
        provides = shlex.join(f"{library}()(64bit)" for library in missing)
        stop(f"{lacking} Run this, then try again:\n  sudo dnf install {provides}")
    stop(f"{lacking} Install them with your system's package manager.")


def _needed(with_screen: bool) -> dict[str, str]:
    """Return the libraries for the kind of screen that Qt will choose here."""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    if not with_screen or wanted.startswith(("offscreen", "minimal")):
        return BASE
    if wanted.startswith("wayland") or not os.environ.get("DISPLAY"):
        return BASE | WAYLAND
    return BASE | X11


def _missing(libraries: dict[str, str] | list[str]) -> dict[str, str]:
    """Return those libraries, with their packages, that the system's loader does not find."""
    known = BASE | X11 | WAYLAND
    return {library: known[library] for library in libraries if not _loads(library)}


def _loads(library: str) -> bool:
    """Ask the loader itself: it alone knows all the places where libraries may stand."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _packages(missing: dict[str, str]) -> list[str]:
    """Return the packages to install, once each, under the names this release uses."""
    try:
        release = platform.freedesktop_os_release()
        since = RENAMED_SINCE.get(release.get("ID", ""), sys.maxsize)
        renamed = int(release.get("VERSION_ID", "0").split(".")[0]) >= since
    except (OSError, ValueError):
        renamed = False
    return list(dict.fromkeys(RENAMED.get(name, name) if renamed else name for name in missing.values()))
