"""Two reports compared, as a person does it: drop last night's log, drop tonight's, one key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.gui.comparison.controller import ComparisonController
from app.gui.comparison.dialog import ComparisonDialog
from tests.gui.desktop import CTRL, Desktop

LINE = (
    "2026-03-0{day}T06:00:0{n}Z ERROR /users {status} "
    '{{"error":{{"message":"{text}"}},"email":"{who}@north.example"}}\n'
)


def log(path: Path, day: int, *rows: tuple[str, str]) -> Path:
    statuses = {"template not found.": 500}  # as the entry says: another one would not be its message
    lines = (
        LINE.format(day=day, n=n, status=statuses.get(text, 400), text=text, who=who)
        for n, (who, text) in enumerate(rows)
    )
    path.write_text("".join(lines))
    return path


@pytest.fixture
def controller(desktop: Desktop) -> ComparisonController:
    found = desktop.window.findChild(ComparisonController)
    assert found is not None
    return found


@pytest.fixture
def compared(desktop: Desktop, controller: ComparisonController, tmp_path: Path) -> ComparisonDialog:
    rows = (("amy", "Email must be unique"), ("ben", "Email must be unique"), ("cy", "template not found."))
    # Tonight's first: what is earlier, the times in the logs say.
    desktop.scan([log(tmp_path / "tonight.log", 3, ("ben", "Email must be unique"), ("dan", "Email must be unique"))])
    desktop.scan([log(tmp_path / "last-night.log", 2, *rows)])
    desktop.press(Qt.Key.Key_K, CTRL)
    assert controller.dialog is not None
    return controller.dialog


def test_what_is_new_still_there_and_gone(compared: ComparisonDialog) -> None:
    assert (compared.earlier.currentText(), compared.later.currentText()) == ("last-night.log", "tonight.log")
    assert compared.summary.text() == "0 new, 1 still there, 1 gone"
    text = compared.text.toPlainText()
    assert "Email must be unique 2 before, 2 now" in text
    assert "New (1): dan@north.example" in text
    assert "Gone (1): amy@north.example" in text
    assert "template not found" in text.casefold()


def test_the_other_way_round(compared: ComparisonDialog) -> None:
    compared.earlier.setCurrentIndex(0)
    compared.later.setCurrentIndex(1)
    assert compared.summary.text() == "1 new, 1 still there, 0 gone"


def test_the_comparison_can_be_copied(desktop: Desktop, compared: ComparisonDialog) -> None:
    compared.copy_button.click()
    assert desktop.clipboard.startswith("last-night.log → tonight.log\n0 new, 1 still there, 1 gone\n")


def test_with_one_report_the_person_is_told_what_to_do(
    desktop: Desktop, controller: ComparisonController, sync_log: Path
) -> None:
    desktop.scan([sync_log])
    desktop.press(Qt.Key.Key_K, CTRL)
    assert controller.dialog is None
    assert desktop.window.notices.text.startswith("Open two reports to compare them")
