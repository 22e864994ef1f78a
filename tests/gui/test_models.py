"""The item models keep Qt's rules, also while they change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.core.catalog.model import Vocabulary
from app.core.report.cascades import cascades
from app.core.report.triage import triage
from app.gui.lookup.filter_model import FilterModel
from app.gui.lookup.model import ResultModel
from app.gui.lookup.rows import browsing_rows, rows_of
from app.gui.report.models import FindingRow, files_model, findings_model, record_rows, records_model, unknown_model
from app.gui.report.rows_model import BADGE, ROW, Column, RowsModel
from app.services.error_desk import Desk
from app.services.scanning.sources import PathSource


def test_results(qtmodeltester: ModelTester, desk: Desk) -> None:
    model = ResultModel()
    qtmodeltester.check(model)
    words = desk.catalog.vocabulary
    for query in ("email", "Missing required parameter: x", "zebra", ""):
        model.show(
            rows_of(desk.look_up(query), words)
            if query
            else browsing_rows(desk.browse().matches, words, ("a search",), desk.browse().matches[:2])
        )
    assert model.rowCount() > len(desk.catalog.entries)
    model.show(())
    assert model.step(-1, 1) == -1


def test_filters(qtmodeltester: ModelTester) -> None:
    model = FilterModel()
    qtmodeltester.check(model)
    model.offer({"a": "Aspen", "b": "Bridge"}, {"user": "User"})
    model.count({"a": 3}, {"user": 2})
    model.setData(model.index(1), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert model.choices() == (frozenset({"a"}), frozenset())
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Aspen, SIS vendor, 3 results"
    model.clear()
    assert not model.any_chosen


def names_and_counts(owner: QObject) -> RowsModel:
    def columns() -> tuple[Column, ...]:
        return (
            Column("Name", lambda row: row[0]),
            Column("Count", lambda row: str(row[1]), lambda row: row[1], numeric=True),
        )

    return RowsModel(columns, lambda row: row[0], owner)


def names(model: RowsModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_rows_grow_shrink_and_change_order(qtmodeltester: ModelTester) -> None:
    owner = QObject()
    model = names_and_counts(owner)
    qtmodeltester.check(model)
    model.show([("a", 1), ("b", 1)])
    watched = QPersistentModelIndex(model.index(0, 0))
    model.show([("c", 9), ("b", 4), ("a", 3)])
    assert [model.row_at(row) for row in range(3)] == [("c", 9), ("b", 4), ("a", 3)]
    assert watched.data() == "a", "what was chosen stays chosen"
    model.show([("b", 5)])
    assert not watched.isValid()
    model.show([])
    assert model.rowCount() == 0


def test_rows_are_sorted_and_found(qtmodeltester: ModelTester) -> None:
    owner = QObject()
    model = names_and_counts(owner)
    qtmodeltester.check(model)
    model.show([("Amy", 2), ("ben", 10), ("Cara", 2), ("amir", 7)])
    model.sort(0, Qt.SortOrder.AscendingOrder)
    assert names(model) == ["amir", "Amy", "ben", "Cara"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["ben", "amir", "Amy", "Cara"], "by number, and what is equal as it came"
    model.find("AM")
    assert names(model) == ["amir", "Amy"]
    model.find("am 2")
    assert names(model) == ["Amy"], "all words, in any column"
    model.show([("Amy", 2), ("Pam", 2)])
    assert names(model) == ["Amy", "Pam"], "newer rows are found and sorted as before"
    model.find("")
    model.want(lambda row: row[0] != "Amy")
    assert (names(model), model.total) == (["Pam"], 2)
    model.want(None)
    model.sort(-1)
    assert names(model) == ["Amy", "Pam"], "unsorted: as the rows came"


def test_very_many_rows_are_sorted_and_found_between_turns(qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    owner = QObject()
    model = names_and_counts(owner)
    qtmodeltester.check(model)
    rows = [(f"u{number * 7919 % 60_000:05}", number % 3) for number in range(60_000)]
    model.show(rows)
    with qtbot.waitSignal(model.arranged, timeout=20_000):
        model.sort(0, Qt.SortOrder.DescendingOrder)
        assert model.busy, "the rest is done when the window is idle"
    assert [model.row_at(row) for row in range(60_000)] == sorted(rows, reverse=True)
    with qtbot.waitSignal(model.arranged, timeout=20_000):
        model.sort(1, Qt.SortOrder.AscendingOrder)
    assert [model.row_at(row) for row in range(60_000)] == sorted(rows, key=lambda row: row[1])
    with qtbot.waitSignal(model.arranged, timeout=20_000):
        model.find("u0001")
    assert sorted(names(model)) == [f"u0001{digit}" for digit in range(10)]


def test_a_real_report(qtmodeltester: ModelTester, desk: Desk, vocabulary: Vocabulary, sync_log: Path) -> None:
    owner = QObject()
    report = desk.scan([PathSource(sync_log)])
    work = triage(report, vocabulary)
    records = sorted(name for finding in report.findings for name in finding.records)
    making = record_rows(work, cascades(report))
    try:
        while True:
            next(making)
    except StopIteration as made:
        of_records = made.value
    assert sorted(row.record for row in of_records) == records
    for model, rows in (
        (findings_model(vocabulary, owner), [FindingRow(one, one.finding.count) for one in work.standings]),
        (records_model(vocabulary, owner), of_records),
        (unknown_model(owner), report.unknown),
        (files_model(owner), report.files),
    ):
        qtmodeltester.check(model)
        model.show(rows)
        assert model.rowCount() == len(rows) > 0
        cells = [model.index(row, column) for row in range(len(rows)) for column in range(model.columnCount())]
        assert all(cell.data(BADGE) == "" or cell.data() for cell in cells), "a badge has words"
        assert cells[0].data(ROW) is rows[0]
        model.retranslate()
