"""Lines of many megabytes, with many messages and no line end between them: every message counts, with its record."""

from __future__ import annotations

import pytest

from app.core.report.findings import Finding
from app.services.error_desk import Desk
from app.services.scanning.sources import TextSource

MANY = 20_000


def only_finding(desk: Desk, text: str) -> Finding:
    (finding,) = desk.scan([TextSource("one line", text)]).findings
    assert finding.ids == ("coursekey.user.email-must-be-unique",)
    return finding


@pytest.mark.slow
@pytest.mark.parametrize(
    "part", ["userId=U{} Email must be unique;", '{{"user_id": "U{}", "message": "Email must be unique"}}, ']
)
def test_every_message_of_a_long_line_counts(part: str, desk: Desk) -> None:
    finding = only_finding(desk, "".join(part.format(number) for number in range(MANY)))
    assert finding.count == MANY
    assert {"U0", f"U{MANY // 2}", f"U{MANY - 1}"} <= set(finding.records)


@pytest.mark.slow
def test_so_does_the_same_message_of_the_same_record(desk: Desk) -> None:
    finding = only_finding(desk, "userId=U1 Email must be unique;" * MANY)
    assert (finding.count, list(finding.records)) == (MANY, ["U1"])


def test_in_a_line_of_usual_length_an_error_told_twice_counts_once(desk: Desk) -> None:
    line = 'email=a@x.example Email must be unique, response {"error": {"message": "Email must be unique"}}'
    assert only_finding(desk, line).count == 1


def test_the_same_error_of_two_records_in_one_line_counts_twice(desk: Desk) -> None:
    finding = only_finding(desk, "userId=U1 Email must be unique; userId=U2 Email must be unique")
    assert finding.count == 2
    assert set(finding.records) == {"U1", "U2"}


@pytest.mark.parametrize("times", [1, 40, 120])
def test_a_line_that_is_longer_unescaped_names_the_same_records(times: int, desk: Desk) -> None:
    """A ligature of Arabic becomes 18 letters."""
    line = "\ufdfa " * times + "userId=U{} Student is excluded from assignment; retry {}\n"
    text = "".join(line.format(number, number % 7) for number in range(100, 200))
    (finding,) = desk.scan([TextSource("ligatures", text)]).findings
    assert finding.ids == ("canvas.q-sis.student-is-excluded",)
    assert set(finding.records) == {f"U{number}" for number in range(100, 200)}
