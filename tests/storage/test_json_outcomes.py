"""Which records of a JSON document are errors or warnings by its keys, whatever they say; and its account."""

from __future__ import annotations

import io
import json

import pytest

from app.core.matching.filters import NO_FILTERS
from app.core.report.account import Account, account_of
from app.core.scanning.json_records import records_of_value
from app.services.error_desk import Desk
from app.services.scanning.file_scan import LogScanning
from app.storage.documents import json_text
from app.storage.inputs.log_file import LogFile

# A value, and how many of its records: read, unknown, warnings.
VALUES: dict[str, tuple[object, tuple[int, int, int]]] = {
    "canvas": (
        {
            "workflow_state": "imported_with_messages",
            "processing_warnings": [["users.csv", "user S7 has already claimed it"], ["users.csv", "S12 didn't exist"]],
            "processing_errors": [],
        },
        (2, 2, 2),
    ),
    "errors": ({"id": 7, "errors": ["no last name", "grade is blank"]}, (2, 2, 0)),
    "status": ([{"id": "S7", "status": "rejected", "note": ""}, {"id": "S8", "status": "ok"}], (2, 1, 0)),
    "flags": (
        [{"id": 1, "success": False, "message": "already there"}, {"id": 2, "success": True, "message": "made"}],
        (2, 1, 0),
    ),
    "codes": (
        [{"statusCode": 422, "detail": "school year closed"}, {"statusCode": 200, "detail": "school year"}],
        (2, 1, 0),
    ),
    "level": ([{"level": "warn", "message": "took long"}, {"level": "info", "message": "went well"}], (2, 1, 1)),
    "bunyan": ([{"level": 50, "msg": "no teacher"}, {"level": 40, "msg": "x"}, {"level": 30, "msg": "ok"}], (3, 2, 1)),
    "gelf": ([{"short_message": "no teacher", "level": 3}, {"short_message": "went well", "level": 6}], (2, 1, 0)),
    "journald": ([{"MESSAGE": "no teacher", "PRIORITY": "3"}, {"MESSAGE": "went well", "PRIORITY": "6"}], (2, 1, 0)),
    "serilog": ([{"@mt": "no teacher", "@l": "Error"}, {"@mt": "went well"}], (2, 1, 0)),
    "error key": ([{"id": 1, "error": "no home room"}, {"id": 2, "error": None}, {"id": 3, "error": ""}], (3, 1, 0)),
    "places": ({"errors": [{"message": "Other field asked for", "path": ["users", "name"]}]}, (1, 1, 0)),
    "maps": (
        {"detail": "Data validation", "status": 400, "validationErrors": {"$.school": ["school is blank"]}},
        (1, 1, 0),
    ),
    "problem": (
        {"title": "One or more errors", "status": 400, "errors": {"Room": ["room is full"], "Day": ["day is over"]}},
        (1, 1, 0),
    ),
    "by id": ({"S7": {"error": "no home room"}, "S8": {"error": "no grade"}}, (2, 2, 0)),
    "warnings": ([{"id": 1, "status": "success", "warnings": "e-mail left as it was"}], (1, 1, 1)),
    "around": ({"status": 200, "results": [{"message": "made S7"}, {"message": "made S8"}]}, (2, 0, 0)),
    "failed around": ({"status": 400, "body": {"message": "no such school"}}, (1, 1, 0)),
    "imsx": ({"imsx_codeMajor": "failure", "imsx_severity": "error", "imsx_description": "class-77 is odd"}, (1, 1, 0)),
    "fine": ({"status": "ok"}, (1, 0, 0)),
    "silent": ([{"status": 400, "message": "OK"}, {"error": "None"}], (2, 1, 0)),
}


def account(value: object, desk: Desk, indent: int | None) -> Account:
    data = json.dumps(value, indent=indent).encode()
    scanning = LogScanning(desk.matcher.exact, NO_FILTERS)
    scanning.scan(LogFile("x.json", len(data), lambda: io.BytesIO(data)), lambda _: True)
    report = scanning.scanner.report()
    assert sum(group.count for group in report.unknown) == report.files[0].unknown
    return account_of(report.files)


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("size", [64, 1024 * 1024])
def test_records_are_errors_by_their_keys(
    name: str, indent: int | None, size: int, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Small: item by item, as of a large document.
    monkeypatch.setattr(json_text, "MAX_VALUE", size)
    value, (read, unknown, warnings) = VALUES[name]
    found = account(value, desk, indent)
    assert (found.read, found.known, found.unknown, found.warnings) == (read, 0, unknown, warnings)
    assert found.unit == "records"


@pytest.mark.parametrize("name", [name for name, (value, _) in VALUES.items() if isinstance(value, list)])
def test_no_record_of_a_long_list_is_lost(name: str, desk: Desk) -> None:
    value, (read, unknown, warnings) = VALUES[name]
    assert isinstance(value, list)
    found = account(value * 30_000, desk, None)
    assert (found.read, found.unknown, found.warnings) == (read * 30_000, unknown * 30_000, warnings * 30_000)


def test_a_field_may_be_named_by_the_id_of_what_it_holds(desk: Desk) -> None:
    value = {"S7": {"error": "no home room"}, "400": {"error": "no grade"}, "grade9": {"error": "no room"}}
    named = [dict(record.names) for record in records_of_value(value, 1, desk.matcher.exact.clue_reader)]
    assert named == [{"S7": "id"}, {}, {}]
