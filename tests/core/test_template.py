"""Templates find their filled texts and read the values back; badly made ones are refused with what to write."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.catalog.template import TemplateError, parse_template, tidy_value
from app.services.error_desk import Desk
from tests.catalog_texts import filled, placeholders

WORDS = (
    "Essay Quiz Lab Unit Chapter Review Final Draft the of and for in is not found 3 12 #4 10% A-1 S.2 1/2 9/12 "
    "Peña España Día Ω 成绩 C++ R&D x=y rock'n'roll Why? Go! (retake) (draft)"
).split()
FIELDS = ("firstName", "lastName", "email", "schoolID", "user.name", "start_date", "$PARAM")
VALUES = {
    "email": st.sampled_from(
        ("a.b@c.example.org", "o'neil_x+tag@school-9.k12.example.us", "x@y.zz", "ñ@schule.example")
    ),
    "id": st.one_of(
        st.integers(0, 10**9).map(str),
        st.uuids().map(str),
        st.sampled_from(("4711-A", "b71f20", "S_1.2", "ENG/9", "sec#12", "a:b")),
    ),
    "date": st.one_of(
        st.dates().map(lambda day: day.strftime("%Y-%m-%d")),
        st.dates().map(lambda day: f"{day.month}/{day.day}/{day.year:04d}"),
        st.dates().map(lambda day: f"{day:%B} {day.day}, {day.year:04d}"),
        st.dates().map(lambda day: f"{day:%Y-%m-%d}T06:15:00Z"),
    ),
    "number": st.one_of(
        st.integers(-100, 10**7).map(str),
        st.integers(1_000, 10**7).map("{:,}".format),
        st.floats(0, 1000).map("{:.2f}".format),
        st.sampled_from(("105%", "1e3", "N/A")),
    ),
    "list": st.lists(st.sampled_from(FIELDS), min_size=1, max_size=5, unique=True).map(", ".join),
    "text": st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)
    .map(" ".join)
    .filter(lambda text: tidy_value(text) == text),
}
VALUES["rest"] = VALUES["text"]


def all_templates(desk: Desk) -> list[str]:
    return sorted({message.text for entry in desk.catalog.entries for message in entry.messages})


@given(data=st.data())
def test_any_template_reads_back_what_it_was_filled_with(data: st.DataObject, desk: Desk) -> None:
    text = data.draw(st.sampled_from([text for text in all_templates(desk) if placeholders(text)]))
    template = parse_template(text)
    values = {placeholder.name: data.draw(VALUES[placeholder.kind]) for placeholder in template.placeholders}
    before, after = data.draw(st.sampled_from((("", ""), ("ERROR: ", ""), ('{"message":"', '"}'), ("> ", "\nThanks"))))
    found = re.search(template.regex, before + filled(text, values) + after, re.IGNORECASE)
    assert found is not None
    assert template.values(found) == values


@pytest.mark.parametrize(
    ("template", "text", "values"),
    [
        ("Owner {owner:email} left", "owner O'Neil@x.example left", {"owner": "O'Neil@x.example"}),
        ("Owner: {owner:email}", "Owner: 'ana@x.example'.", {"owner": "ana@x.example"}),
        ("Owner: {owner:email}", 'Owner: "ana@x.example", skipped', {"owner": "ana@x.example"}),
        ("Owner: {owner:email}", "Owner: <ana@x.example>;", {"owner": "ana@x.example"}),
        ("Owner: {owner:email}", "Owner: **ana@x.example**", {"owner": "ana@x.example"}),
        ("Score ({score:number}) refused", "Score (-1.5) refused", {"score": "-1.5"}),
        ("Score ({score:number}) refused", "Score (100%) refused", {"score": "100%"}),
        ("Points: {points:number}", "Points: 1,000, limit 20", {"points": "1,000"}),
        ("Points: {points:number}", "Points: 12.", {"points": "12"}),
        ("Missing: {fields:list}", "Missing: 'a', 'b' and c. Then more", {"fields": "a, b and c"}),
        ("Missing: {fields:list}", 'Missing: "a", "b"', {"fields": "a, b"}),
        ("Missing: {fields:list}", '{message: Missing: "a", "info": {}}', {"fields": "a"}),
        ("Missing: {fields:list}", "Missing: a, b (row 7)", {"fields": "a, b"}),
        ("Missing: {fields:list}", 'Missing: a", info: {}', {"fields": "a"}),
        ("Job {job:id} - done", "Job [b71f-20] - done", {"job": "b71f-20"}),
        ("Job {job:id} - done", "job -b71f-20 -done", {"job": "b71f-20"}),
        ("Due {day:date} late", "due  March 2, 2026 late", {"day": "March 2, 2026"}),
        ("{what:text} not in {where:text}", '"Quiz (1)" not in "Unit 3"', {"what": "Quiz (1)", "where": "Unit 3"}),
        ("{what:text} not in {where:text}", "Quiz not in Unit | row 7", {"what": "Quiz", "where": "Unit"}),
        ("Title {what:text?}", "Title", {}),
        ("Title {what:text?}", "Title #4", {"what": "#4"}),
        ("A {{literal}} brace {n:number}", "a literal brace 7", {"n": "7"}),
        ("Pair {a:id}/{b:id}", "pair 12/34", {"a": "12", "b": "34"}),
    ],
)  # fmt: skip
def test_values_are_read_without_what_stands_around_them(template: str, text: str, values: dict[str, str]) -> None:
    parsed = parse_template(template)
    found = re.search(parsed.regex, text, re.IGNORECASE)
    assert found is not None
    assert parsed.values(found) == values


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("Course not found", "courses not found"),
        ("Course not found", "Course was not found"),
        ("Course not found", "found not course"),
        ("Owner does not exist: {owner:email}", "Owner does not exist in the list"),
        ("Job {job:id} - done", "Job done"),
        ("Status: {n:number}", "Status:\n7"),
    ],
)
def test_other_words_are_no_match(template: str, text: str) -> None:
    assert re.search(parse_template(template).regex, text, re.IGNORECASE) is None


@pytest.mark.parametrize(
    ("template", "advice"),
    [
        ("", "at least one literal word"),
        ("{a:text}", "at least one literal word"),
        ("Course {name}", "write {name:kind}"),
        ("Course {name:word}", "email, id, date, number, list, text"),
        ("Course {Name:text}", "write {name:kind}"),
        ("Course {", "written twice"),
        ("Course }", "written twice"),
        ("{a:id} and {a:id}", "its own name"),
        ("Course {a:id?} is gone", "only the last placeholder"),
    ],
)
def test_a_faulty_template_says_what_to_write(template: str, advice: str) -> None:
    with pytest.raises(TemplateError, match=re.escape(advice)):
        parse_template(template)


@pytest.mark.parametrize(
    ("value", "tidy"),
    [
        ('"Quiz 1"', "Quiz 1"),
        ("[Quiz 1].", "Quiz 1"),
        ("Quiz (1)", "Quiz (1)"),
        ("(a) and (b", "(a) and (b"),
        ("Quiz 1)", "Quiz 1"),
        ("- Quiz\t\n 1 -", "Quiz 1"),
        ("'\"`", ""),
        ("()", ""),
        ("", ""),
    ],
)
def test_tidy_value(value: str, tidy: str) -> None:
    assert tidy_value(value) == tidy


@given(st.text(alphabet="()[]{}<>\"'`*-. a\n", max_size=30))
def test_tidying_only_takes_away(value: str) -> None:
    assert set(tidy_value(value)) <= set(value) | {" "}
    assert len(tidy_value(value)) <= len(value)
