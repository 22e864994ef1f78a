"""The work list of a real log: each record with its own place, its own message and its own cause."""

from __future__ import annotations

import pytest

from app.core.report.cascades import cascades
from app.core.report.triage import triage
from app.core.report.work_list import WorkRow, links_of
from app.services.error_desk import Desk
from app.services.scanning.sources import TextSource

LOG = """\
2026-03-02 01:30:38 ERROR POST /v2/users issuedID=S1 name="Jamie Tran" email=jamie@x.example 400 "Email must be unique"
2026-03-02 01:30:40 INFO POST /v2/users issuedID=S9 201
2026-03-02 01:30:42 ERROR POST /v2/users issuedID=S2 email=lena@x.example 400 "Email must be unique"
2026-03-02 01:31:00 ERROR POST /v2/users email=cy@x.example 400 "User missing the following fields: lastName"
2026-03-02 01:31:05 ERROR POST /v2/users email=di@x.example 400 "User missing the following fields: firstName, role"
2026-03-02 01:40:00 ERROR POST /v2/courses/ALG-1/members issuedID=S1 email=jamie@x.example 400 "User does not exist."
2026-03-02 01:50:00 ERROR POST /v2/users issuedID=S1 email=jamie@x.example 400 "Email must be unique"
"""


@pytest.fixture(params=[LOG, LOG.replace("INFO", "DEBUG")])
def rows(desk: Desk, request: pytest.FixtureRequest) -> dict[tuple[str, str], WorkRow]:
    report = desk.scan([TextSource("night.log", request.param)])
    found = cascades(report)
    links = links_of(found)
    standings = triage(report, desk.catalog.vocabulary, found).standings
    every = [row for standing in standings for row in links.rows(standing)]
    return {(row.record, row.standing.finding.title): row for row in every}


def test_each_record_has_its_own_line_and_time(rows: dict[tuple[str, str], WorkRow]) -> None:
    places = {key: row.affected.place for key, row in rows.items() if key[1] == "Email must be unique"}
    seen = {record: (place.line, place.time[-8:]) for (record, _), place in places.items() if place}
    assert seen == {"jamie@x.example": (1, "01:30:38"), "lena@x.example": (3, "01:30:42")}


def test_each_record_says_what_is_wrong_with_it(rows: dict[tuple[str, str], WorkRow]) -> None:
    missing = {record: dict(row.values) for (record, title), row in rows.items() if title.startswith("User missing")}
    assert missing == {"cy@x.example": {"fields": "lastName"}, "di@x.example": {"fields": "firstName, role"}}


def test_other_names_and_the_course_are_apart(rows: dict[tuple[str, str], WorkRow]) -> None:
    row = rows["jamie@x.example", "Email must be unique"]
    assert sorted(row.known_as) == ["Jamie Tran", "S1"]
    assert row.belongs_to == []
    assert rows["jamie@x.example", "User does not exist"].belongs_to == ["ALG-1"]


def test_what_follows_names_its_own_cause(rows: dict[tuple[str, str], WorkRow]) -> None:
    row = rows["jamie@x.example", "User does not exist"]
    assert str(row.follows_from) == "Email must be unique (jamie@x.example)"
    assert rows["jamie@x.example", "Email must be unique"].makes_fail == 1
    assert rows["lena@x.example", "Email must be unique"].makes_fail == 0
