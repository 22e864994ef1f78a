"""The program, installed as users install it, works far from the checkout and brings its data along."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("app", "catalog", "resources", "build_scripts", "pyproject.toml", "setup.py", "LICENSE")
BUILD = "import sys, setuptools.build_meta as b; print(getattr(b, 'build_' + sys.argv[1])(sys.argv[2]))"
SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"

pytestmark = pytest.mark.slow


def run(words: Sequence[str | Path], cwd: Path) -> str:
    """Run a command without the checkout on its module path, and return what it prints."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["PYTHONUTF8"] = "1"
    done = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build(kind: str, project: Path, target: Path) -> Path:
    """Build a "wheel" or an "sdist" with the environment's own setuptools: nothing is downloaded."""
    target.mkdir()
    return target / run([sys.executable, "-c", BUILD, kind, target], project).splitlines()[-1]


def data_files(project: Path) -> set[str]:
    """Return the names of all data files as they are called inside the package."""
    files = (path for folder in ("catalog", "resources") for path in (project / folder).rglob("*"))
    return {f"app/_data/{path.relative_to(project).as_posix()}" for path in files if path.is_file()}


def command(folder: Path, name: str) -> str:
    """Return the path of a command in a scripts folder, with the ending that Windows wants."""
    found = shutil.which(name, path=str(folder))
    assert found, f"{name} is not installed in {folder}"
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources: building leaves files behind that the checkout should not have."""
    target = tmp_path_factory.mktemp("project")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target / name)
    return target


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the source archive, so that the archive is proven complete too."""
    folder = tmp_path_factory.mktemp("built")
    archive = build("sdist", project, folder / "sdist")
    with tarfile.open(archive) as opened:
        # Early 3.11 lacks the filter, which later versions insist on.
        opened.extraction_filter = getattr(tarfile, "data_filter", None)
        opened.extractall(folder / "unpacked")  # noqa: S202 (we made the archive)
    return build("wheel", next((folder / "unpacked").iterdir()), folder / "wheel")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of a fresh environment with the wheel; it borrows the other packages from ours."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / SCRIPTS / Path(sys.executable).name
    site_packages = Path(run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder).strip())
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
    ]
    run([*pip, "--disable-pip-version-check", wheel], folder)
    borrowed = [sysconfig.get_path(kind) for kind in ("purelib", "platlib")]
    (site_packages / "borrowed.pth").write_text("\n".join(dict.fromkeys(borrowed)) + "\n", encoding="utf-8")
    return folder / SCRIPTS


def test_wheel_holds_every_data_file(project: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = {name for name in opened.namelist() if name.startswith("app/_data/")}
    assert names == data_files(project)


def test_wheel_brings_nothing_but_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        tops = {name.split("/")[0] for name in opened.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"app"}


def test_installed_package_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    path = run([command(installed, "python"), "-c", "import app; print(app.__file__)"], tmp_path).strip()
    assert Path(path).is_relative_to(installed.parent)


def test_installed_program_checks_its_catalog(installed: Path, tmp_path: Path) -> None:
    run([command(installed, "sis-error-desk"), "catalog", "check"], tmp_path)


def test_installed_program_looks_up(installed: Path, tmp_path: Path) -> None:
    answer = json.loads(
        run([command(installed, "sis-error-desk"), "lookup", "--json", "addCode must be unique."], tmp_path)
    )
    assert answer["matches"][0]["kind"] == "exact"
    assert "addCode" in answer["matches"][0]["title"]
