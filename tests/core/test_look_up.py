"""What a person sees who looks something up: codes narrow, words rank, and what nobody knows is said to be unknown."""

from __future__ import annotations

import string

import pytest

from app.cli.sentences import sentence_of
from app.core.lookup.lookup import CODE, EXACT, GUESS
from app.core.matching.filters import Filters
from app.core.text.statement import Code, Statement
from app.services.error_desk import Desk


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("10005", 27),
        ("code 10005", 27),
        ("error 10005", 27),
        ("Error code: 10005", 27),
        ("what is error 10005?", 27),
    ],
)
def test_a_code_alone_narrows_to_the_entries_that_have_it(query: str, count: int, desk: Desk) -> None:
    answer = desk.look_up(query, limit=100)
    with_code = [match for match in answer.matches if match.kind == CODE]
    having = {e.id for e in desk.catalog.entries if any("10005" in (m.code, m.status) for m in e.messages)}
    assert len(with_code) == count
    assert {match.entry.id for match in with_code} == having
    assert answer.matches[: len(with_code)] == tuple(with_code)
    assert all(match.why == Statement("has-code", {"number": "10005"}) for match in with_code)
    assert not answer.ambiguous


@pytest.mark.parametrize(
    ("query", "number", "code"),
    [
        ("error 2213", "2213", "has-code"),
        ("#2019", "2019", "has-code"),
        ("403", "403", "has-status"),
        ("HTTP 403", "403", "has-status"),
        ("status code 409", "409", "has-status"),
        ("error 429", "429", "has-status"),
    ],
)
def test_a_number_finds_the_entries_that_have_it(query: str, number: str, code: Code, desk: Desk) -> None:
    answer = desk.look_up(query, limit=200)
    having = {e.id for e in desk.catalog.entries if any(number in (m.code, m.status) for m in e.messages)}
    assert having
    assert {match.entry.id for match in answer.matches if match.kind == CODE} == having
    assert answer.matches[0].why == Statement(code, {"number": number})


def test_codes_never_match_fuzzily(desk: Desk) -> None:
    assert not [match for match in desk.look_up("10004").matches if match.kind == CODE]
    assert not [match for match in desk.look_up("1000").matches if match.kind == CODE]


def test_filters_hold_for_codes(desk: Desk) -> None:
    answer = desk.look_up("10005", Filters(record_types=frozenset({"user"})), limit=100)
    assert 0 < len(answer.matches) < 27
    assert all("user" in match.entry.record_types for match in answer.matches)


@pytest.mark.parametrize(
    "query",
    [
        "xyzzy plugh",
        "the printer on the second floor is out of toner",
        "qwertzuiop",
        "7f3a9",
        "999999",
        "!!!",
        "кириллица",
    ],
)
def test_what_nobody_knows_is_said_to_be_unknown(query: str, desk: Desk) -> None:
    answer = desk.look_up(query)
    assert not answer.known
    assert not answer.ambiguous
    assert all(match.kind == GUESS for match in answer.matches)


@pytest.mark.parametrize("query", ["", " ", "\n\t", "\ufeff", "\u200b", "\x00", "=\n", "> "])
def test_an_empty_query_finds_nothing(query: str, desk: Desk) -> None:
    assert desk.look_up(query).matches == ()


def test_the_answer_keeps_the_query_as_it_was_typed(desk: Desk) -> None:
    assert desk.look_up(" Course &amp; class ").query == " Course &amp; class "


def test_exact_comes_before_everything_else(desk: Desk) -> None:
    answer = desk.look_up("Section 4711 does not have a gradebook. code 10005", limit=50)
    assert answer.matches[0].entry.id == "canvas.skyward.section-does-not-have-a-gradebook"
    assert answer.matches[0].kind == EXACT
    scores = [match.score for match in answer.matches]
    assert scores[0] == max(scores)


def test_scores_are_between_none_and_all(desk: Desk) -> None:
    for query in ("missing email", "10005", "grading category not found", "Course not found", "locked assignment"):
        assert all(0 <= match.score <= 100 for match in desk.look_up(query, limit=100).matches)


def test_every_match_says_why(desk: Desk) -> None:
    for query in ("missing emial", "10005", "Course not found", "Invalid timezone: CST. Use the IANA TZDB"):
        for match in desk.look_up(query, limit=100).matches:
            assert match.why
            assert sentence_of(match.why).endswith(".")


def test_no_entry_comes_twice_and_the_limit_holds(desk: Desk) -> None:
    for limit in (1, 3, 10):
        for query in ("email missing for student", "10005", "grading category"):
            answer = desk.look_up(query, limit=limit)
            ids = [match.entry.id for match in answer.matches]
            assert len(ids) == len(set(ids)) <= max(limit, answer.sharing)


MARKS = string.punctuation + "\u00bf\u00a1\u2026\u2013\u201c\u00b7"


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("typed", ["{}", "{} ", "{}{}", "{}email", "ema{}il", "email {}", "email{}", "{}\n{}"])
def test_any_mark_can_be_typed_at_any_place(mark: str, typed: str, desk: Desk) -> None:
    text = typed.replace("{}", mark)
    for end in range(1, len(text) + 1):
        desk.look_up(text[:end], typing=True)
        desk.counts(text[:end], Filters(vendors=frozenset({"Skyward"})))


@pytest.mark.parametrize("query", ["a" * 20_000, "-" * 20_000, "word " * 4_000, "\n" * 20_000 + "x", "\uff21" * 5_000])
def test_a_huge_paste_is_answered(query: str, desk: Desk) -> None:
    desk.look_up(query)


def test_every_entry_is_found_by_its_title(desk: Desk) -> None:
    missed = []
    for entry in desk.catalog.entries:
        answer = desk.look_up(
            f"{entry.vendor} {entry.title}", Filters(frozenset({entry.vendor}), frozenset(entry.record_types))
        )
        if entry.title not in {match.entry.title for match in answer.matches[:3]}:
            missed.append(f"{entry.id}: {[match.entry.id for match in answer.matches[:3]]}")
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize(
    ("text", "is_log"),
    [
        ("Course not found", False),
        ("Course not found\n", False),
        ("> Course\n> not found", False),
        ('{\n  "error": {\n    "message": "Course not found"\n  }\n}', False),
        ("Hi,\nI got Course not found yesterday.\nThanks", False),
        ("2025-01-01 06:00 ERROR Course not found\n2025-01-01 06:01 ERROR x\n2025-01-01 06:02 done", True),
        ("Course not found\nUser not found.", True),
        ("INFO a\nINFO b\nERROR c", True),
        ('{"a": 1}\n{"a": 2}\n{"a": 3}', True),
    ],
)  # fmt: skip
def test_a_paste_of_several_messages_is_a_log(text: str, is_log: bool, desk: Desk) -> None:
    assert desk.is_log(text) == is_log


def test_counts_say_what_a_filter_would_show(desk: Desk) -> None:
    counts = desk.counts("Course not found", Filters())
    shown = desk.look_up("Course not found", typing=True, limit=50).matches
    found = [match.entry for match in shown if match.kind != GUESS]
    assert counts.vendors["CourseKey"] == sum(entry.vendor == "CourseKey" for entry in found)
    assert counts.record_types["attendance"] == sum("attendance" in entry.record_types for entry in found)
    everything = desk.counts("", Filters())
    assert sum(everything.vendors.values()) == len(desk.catalog.entries)


def test_browsing_shows_all_entries_in_catalog_order(desk: Desk) -> None:
    assert [match.entry for match in desk.browse().matches] == list(desk.catalog.entries)
    only = desk.browse(Filters(vendors=frozenset({"Skyward"}))).matches
    assert only
    assert all(match.entry.vendor == "Skyward" for match in only)


@pytest.mark.parametrize(
    "query",
    [
        "coursekey.user.email-must-be-unique",
        " CourseKey.User.Email-must-be-unique ",
        "sis-error-desk lookup coursekey.user.email-must-be-unique",
        "Please look: sis-error-desk lookup coursekey.user.email-must-be-unique. Thanks",
        'sis-error-desk catalog show "coursekey.user.email-must-be-unique"',
    ],
)
def test_an_entry_is_found_by_its_id_and_by_the_command_that_shares_it(query: str, desk: Desk) -> None:
    for filters in (Filters(), Filters(vendors=frozenset({"Skyward"}))):
        best, *others = desk.look_up(query, filters).matches
        assert (best.entry.id, best.kind, best.score) == ("coursekey.user.email-must-be-unique", EXACT, 100)
        assert all(match.score < best.score for match in others)


def test_an_id_that_does_not_exist_is_no_error(desk: Desk) -> None:
    assert all(m.score < 100 for m in desk.look_up("sis-error-desk lookup no.such.entry").matches)


def test_every_id_finds_its_entry(desk: Desk) -> None:
    assert all(desk.look_up(entry.id).matches[0].entry is entry for entry in desk.catalog.entries)
