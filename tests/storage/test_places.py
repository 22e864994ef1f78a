"""The folders are found in a checkout, an installed package and a frozen program."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from app.storage import places
from app.storage.places import HOME_VARIABLE, PORTABLE_MARKER, find_places, lasting_name

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    monkeypatch.delattr(sys, "_MEIPASS", raising=False)


def test_checkout_reads_the_folders_beside_app() -> None:
    found = find_places()
    assert found.catalog == ROOT / "catalog"
    assert found.resources == ROOT / "resources"
    assert (found.catalog / "vocabulary.yaml").is_file()


def test_installed_package_reads_its_own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "app"
    (package / "_data" / "catalog").mkdir(parents=True)
    (tmp_path / "site-packages" / "catalog").mkdir()  # a stranger with the same name
    monkeypatch.setattr(places, "_PACKAGE", package)
    found = find_places()
    assert found.catalog == package / "_data" / "catalog"
    assert found.resources == package / "_data" / "resources"


def test_frozen_program_reads_its_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    found = find_places()
    assert (found.catalog, found.resources) == (tmp_path / "catalog", tmp_path / "resources")


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A frozen program in one file, unpacked to `_MEI1`; returns the folder of its exe."""
    folder = tmp_path / "Downloads"
    folder.mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "_MEI1"), raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "sis-error-desk.exe"))
    return folder


def test_frozen_program_prefers_the_folders_beside_its_exe(frozen: Path, tmp_path: Path) -> None:
    (frozen / "catalog").mkdir()
    (frozen / "resources").mkdir()
    assert find_places().catalog == tmp_path / "_MEI1" / "catalog", "a stranger with the same name"
    (frozen / "catalog" / "vocabulary.yaml").touch()
    assert find_places().catalog == frozen / "catalog"
    assert find_places().resources == tmp_path / "_MEI1" / "resources"
    (frozen / "resources" / "report.html.j2").touch()
    assert find_places().resources == frozen / "resources"


def test_folders_that_are_unpacked_anew_each_time_keep_their_name(
    frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = lasting_name(find_places().catalog)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "_MEI2"))
    assert lasting_name(find_places().catalog) == first
    assert lasting_name(tmp_path / "own catalog") == (tmp_path / "own catalog").as_posix()


def test_cache_and_settings_are_the_persons_own() -> None:
    found = find_places()
    assert found.cache == Path(platformdirs.user_cache_dir("SIS Error Desk", appauthor=False))
    assert found.settings == Path(platformdirs.user_config_dir("SIS Error Desk", appauthor=False))


def test_home_variable_moves_cache_and_settings_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "stick"))
    found = find_places()
    assert found.cache == tmp_path / "stick" / "cache"
    assert found.settings == tmp_path / "stick" / "settings"
    assert found.catalog == ROOT / "catalog"
    assert not (tmp_path / "stick").exists()


def test_relative_home_does_not_follow_a_later_change_of_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(HOME_VARIABLE, "portable")
    assert find_places().cache == tmp_path / "portable" / "cache"


@pytest.mark.parametrize("blank", ["", "  "])
def test_blank_home_counts_as_unset(blank: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = find_places()
    monkeypatch.setenv(HOME_VARIABLE, blank)
    assert find_places() == usual


def test_a_marker_beside_the_frozen_program_keeps_everything_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = find_places()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "SIS Error Desk.exe"))
    (tmp_path / PORTABLE_MARKER).touch()
    assert find_places() == usual, "only beside a frozen program: the folder of Python is nobody's stick"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    found = find_places()
    assert (found.cache, found.settings) == (tmp_path / "data" / "cache", tmp_path / "data" / "settings")
    (tmp_path / PORTABLE_MARKER).unlink()
    assert find_places() == usual
