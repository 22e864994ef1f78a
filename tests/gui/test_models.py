"""The item models keep Qt's rules, also while they change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester

from app.core.model import Vocabulary
from app.gui.lookup.filter_model import FilterModel
from app.gui.lookup.model import ResultModel, rows_of
from app.gui.report.cause_tree import CauseTree
from app.gui.report.models import Column, RowsModel, files_model, findings_model, unknown_model
from app.services.desk import Desk
from app.services.sources import PathSource


def test_results(qtmodeltester: ModelTester, desk: Desk) -> None:
    model = ResultModel()
    qtmodeltester.check(model)
    words = desk.catalog.vocabulary
    for query in ("email", "Missing required parameter: x", "zebra", ""):
        answer = desk.look_up(query) if query else desk.browse()
        model.show(rows_of(answer, words, browsing=not query))
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


def test_rows_grow_shrink_and_change_order(qtmodeltester: ModelTester) -> None:
    owner = QObject()
    model = RowsModel(
        (Column("Name", lambda row: row[0]), Column("Count", lambda row: str(row[1]))), lambda r: r[0], owner
    )
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


def test_a_real_report(qtmodeltester: ModelTester, desk: Desk, vocabulary: Vocabulary, sync_log: Path) -> None:
    owner = QObject()
    report = desk.scan([PathSource(sync_log)])
    for model, rows in (
        (findings_model(vocabulary, CauseTree(), owner), report.findings),
        (unknown_model(owner), report.unknown),
        (files_model(owner), report.files),
    ):
        qtmodeltester.check(model)
        model.show(rows)
        assert model.rowCount() == len(rows) > 0
