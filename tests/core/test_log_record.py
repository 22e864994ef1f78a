"""Times and affected records as they stand in the lines of real logs."""

from __future__ import annotations

import pytest

from app.core.scanning.line_context import SideReader
from app.core.scanning.log_record import names_in_values
from app.core.scanning.named_places import named_places
from app.core.text.timestamps import sortable_time, time_in
from app.services.error_desk import Desk


@pytest.mark.parametrize(
    ("line", "time", "sortable"),
    [
        ("2025-09-02 06:00:14 ERROR x", "2025-09-02 06:00:14", "2025-09-02T06:00:14"),
        ("[2025-09-02T06:00:14.417Z] x", "2025-09-02T06:00:14.417Z", "2025-09-02T06:00:14"),
        ("2025-08-18 05:14:22,417 ERROR", "2025-08-18 05:14:22,417", "2025-08-18T05:14:22"),
        ('{"time":"2025-09-02T06:00:14+02:00","x":1}', "2025-09-02T06:00:14+02:00", "2025-09-02T06:00:14"),
        ("2025-09-02 06:00 x", "2025-09-02 06:00", "2025-09-02T06:00:00"),
        ("2025-09-02T06:00+02:00 x", "2025-09-02T06:00+02:00", "2025-09-02T06:00:00"),
        ("9/2/2025 6:00:14 AM x", "9/2/2025 6:00:14 AM", "2025-09-02T06:00:14"),
        ("10/22/2026, 1:05:44 PM,ERROR", "10/22/2026, 1:05:44 PM", "2026-10-22T13:05:44"),
        ("09/02/2025 18:00", "09/02/2025 18:00", "2025-09-02T18:00:00"),
        ('1.2.3.4 - - [03/Sep/2025:06:00:01 +0000] "GET', "03/Sep/2025:06:00:01 +0000", "2025-09-03T06:00:01"),
        ("Sep  3 06:00:01 host app: x", "Sep  3 06:00:01", ""),
        ("no time here", "", ""),
        ("9999999999 x", "", ""),
    ],
)
def test_times_of_lines(line: str, time: str, sortable: str) -> None:
    assert time_in(line) == time
    assert sortable_time(time) == sortable


@pytest.mark.parametrize(
    ("cell", "sortable"),
    [("2025-09-02", "2025-09-02T00:00:00"), ("1725256800", ""), ("13/45/2025 06:00", ""), ("soon", ""), ("06:00", "")],
)
def test_times_of_cells(cell: str, sortable: str) -> None:
    assert sortable_time(cell) == sortable


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("user=U1001 email=ana@x.example failed", {"U1001": "user", "ana@x.example": "email"}),
        ('{"sis_user_id": "U 1001", "course": "ALG-1"}', {"U 1001": "user", "ALG-1": "course"}),
        ("(student: 4711, section: 'S-1')", {"4711": "student", "S-1": "section"}),
        ("POST /users/U1001 failed", {"U1001": "user"}),
        ("PUT /courses/ALG-1/assignments/77", {"ALG-1": "course", "77": "assignment"}),
        ("row 7: for o'neil+x@a-b.k12.example.us", {"7": "row", "o'neil+x@a-b.k12.example.us": "email"}),
        ("row=7", {"7": "row"}),
        ("user: null, email: , student: must not be empty", {}),
        ("no names", {}),
    ],
)
def test_names_in_a_line(line: str, names: dict[str, str]) -> None:
    named: dict[str, str] = {}
    for start, end, kind in named_places(line):
        named.setdefault(line[start:end], kind)
    assert named == names


def test_the_message_itself_names_nobody(desk: Desk) -> None:
    reader = SideReader(desk.matcher.exact.clue_reader)
    line = "user=U1 Missing course=C2 parameter"
    start = line.index("Missing")
    assert reader.before(line, start).names() == [("U1", "user")]
    assert reader.after(line, len(line)).names() == []


def test_values_that_name_records() -> None:
    assert names_in_values({"email": "a@b.example", "fields": "x", "assignment": "Essay"}) == {
        "a@b.example": "email",
        "Essay": "assignment",
    }
