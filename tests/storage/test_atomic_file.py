"""A file is replaced whole or stays as it was."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from app.storage.files.atomic_file import replacing


def test_new_content_replaces_the_old(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    target.write_text("old")
    with replacing(target) as file:
        file.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_error_leaves_the_target_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    target.write_text("old")

    def fail() -> None:
        with replacing(target) as file:
            file.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_missing_folder_and_folder_as_target_raise(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "no" / "report.csv"):
        pass
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises((IsADirectoryError, PermissionError)), replacing(folder):
        pass
    assert list(tmp_path.iterdir()) == [folder]


def test_write_protected_target_is_not_gone_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.csv"
    target.write_text("old")
    target.chmod(stat.S_IRUSR)
    allowed = Path.open

    def refuse(self: Path, mode: str = "r", *args: object, **options: object) -> object:
        # Rights do not stop an administrator, so the refusal is played.
        if self == target and "+" in mode:
            raise PermissionError(13, "Permission denied", str(self))
        return allowed(self, mode, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(PermissionError), replacing(target):
        pass
    assert list(tmp_path.iterdir()) == [target]


def test_longest_name_still_works(tmp_path: Path) -> None:
    target = tmp_path / ("n" * 251 + ".csv")
    with replacing(target) as file:
        file.write_text("x")
    assert target.read_text() == "x"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_device_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "pipe.csv"
    os.mkfifo(target)
    with pytest.raises(OSError, match="not an ordinary file"), replacing(target):
        pass
    assert target.is_fifo()
    assert list(tmp_path.iterdir()) == [target]
