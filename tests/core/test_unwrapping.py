"""However a message was wrapped when it was copied, the same entry is found with the same values."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.lookup.lookup import EXACT, Match
from app.core.text.unwrapping import unwrap
from app.services.error_desk import Desk
from tests.catalog_texts import Text, filled_plainly, sample_texts
from tests.wrapping import WRAPPINGS, in_csv, in_json, in_mail

_PLAIN = str.maketrans("\u2018\u2019\u201c\u201d\u00a0", "''\"\" ")


def seen(desk: Desk, text: str, sample: Text) -> tuple[frozenset[str], dict[str, str]] | str:
    """The ids that come first together and the values read out, spelled plainly; the kind where it is not exact."""
    answer = desk.look_up(text, sample.filters, 1)
    if not answer.matches or answer.matches[0].kind != EXACT:
        return answer.matches[0].kind if answer.matches else "nothing"
    first: tuple[Match, ...] = answer.matches[: answer.sharing or 1]
    values = {name: value.casefold().translate(_PLAIN) for name, value in first[0].values.items()}
    return frozenset(match.entry.id for match in first), values


@pytest.mark.parametrize("name", WRAPPINGS)
def test_every_sample_is_found_in_every_wrapping(name: str, desk: Desk) -> None:
    wrap = WRAPPINGS[name]
    wrong = []
    for sample in sample_texts(desk.catalog):
        plain, wrapped = seen(desk, sample.text, sample), seen(desk, wrap(sample.text), sample)
        if isinstance(plain, str) or sample.entry.id not in plain[0] or wrapped != plain:
            wrong.append(f"{wrap(sample.text)[:200]!r}\n  plain:   {plain}\n  wrapped: {wrapped}")
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize(
    "text",
    [
        "> Hi,\n> Course not found\n> Thanks!",
        "On Tue, Ana wrote:\n>> Hi, what is this?\n>> Course not found\n>> Ana",
        "Hello\n\nCourse not found\n\nAna",
        "* Course not found",
        "`Course not found`",
        "<p><b>Course not found</b></p>",
        "| 118 | Course not found | failed |",
        "118,Course not found,failed",
        '{"error":{"code":2213,"message":"Course not found","info":{}}}',
        '{error: {code: 2213, message: Course not found", info: {}}}',
        "400 Bad Request Response: {error: {code: 2213, message: 'Course not found', info: {}}}",
    ],
)
def test_a_short_message_is_found_on_its_own_line_or_in_its_own_field(text: str, desk: Desk) -> None:
    answer = desk.look_up(text)
    assert [match.entry.id for match in answer.matches[:2]] == [
        "coursekey.enrollment.course-not-found",
        "coursekey.attendance.course-not-found",
    ]
    assert answer.matches[0].kind == EXACT


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Missing required\nparameter:\nfirstName, email", {"fields": "firstName, email"}),
        ("AttendanceID\r\n884120\r\ndoes not exist", {"attendance_id": "884120"}),
        ("Owner does not exist:\n  ana.lopez@school.example.org", {"email": "ana.lopez@school.example.org"}),
        ("Cannot find due date for assignment Essay\n3, skipping", {"assignment": "Essay 3"}),
        ("> Cannot find due date for assignment Essay\n> 3, skipping", {"assignment": "Essay 3"}),
        ("> It says Assignment not found: Map Skills\n> Worksheet\n> Thanks!", {"assignment": "Map Skills Worksheet"}),
    ],
)
def test_values_are_read_over_line_breaks(text: str, values: dict[str, str], desk: Desk) -> None:
    answer = desk.look_up(text)
    assert answer.matches[0].kind == EXACT
    assert answer.matches[0].values == values


@pytest.mark.parametrize(
    ("wrapped", "plain"),
    [
        ("No Grading Period Found", "No Grading Period Found"),
        ("C:\\new\\table", "C:\\new\\table"),
        ("\u201cx\u201d \u2013 y\u00a0z", '"x" - y z'),
        ("&amp;quot;x&amp;quot;", '"x"'),
        ("&nosuch; &", "&nosuch; &"),
        (r'"{\"a\": \"b\"}"', '"{"a": "b"}"'),
        (r'"\u00e9t\u00e9"', '"\u00e9t\u00e9"'),
        (r'"\\u201cx\\u201d"', '""x""'),
        ('"\\ud83d half of a pair"', '"  half of a pair"'),
        ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
        ("caf=C3=A9 id=3D7 br=\nead", "caf\u00e9 id=7 bread"),
        ("section with id=22 and id=3D", "section with id=22 and id=3D"),
        ("a=1, the mark = and =C3=A9", "a=1, the mark = and =C3=A9"),
    ],
)
def test_unwrapped_spelling(wrapped: str, plain: str) -> None:
    assert unwrap(wrapped) == plain


@given(st.text())
def test_any_text_can_be_unwrapped(text: str) -> None:
    assert isinstance(unwrap(text), str)
    unwrap(text).encode("utf-8")


@given(st.text(alphabet="\\\"'u0dn8&;#x=>\n\r \u201c\ufeffA3Ct", max_size=60))
def test_broken_escapes_can_be_unwrapped(text: str) -> None:
    assert isinstance(unwrap(text), str)


def _messages(desk: Desk) -> list[str]:
    """The texts that prove themselves, whatever their values are."""
    messages = [message for entry in desk.catalog.entries for message in entry.messages]
    return sorted({message.text for message in messages if not message.generic and not message.when})


_WRAPPINGS = st.one_of(
    st.integers(1, 3).map(lambda levels: lambda text: in_json(text, levels)),
    st.sampled_from((html.escape, lambda text: html.escape(html.escape(text)), in_csv)),
    st.tuples(st.integers(40, 120), st.sampled_from(("> ", ">", "> > ", ">>> "))).map(
        lambda mail: lambda text: in_mail(text, *mail)
    ),
)


@given(data=st.data())
def test_a_filled_template_is_found_in_any_wrapping(data: st.DataObject, desk: Desk) -> None:
    template = data.draw(st.sampled_from(_messages(desk)))
    text, _ = filled_plainly(template)
    wrap = data.draw(_WRAPPINGS)
    plain = desk.matcher.exact.find(unwrap(text))
    wrapped = desk.matcher.exact.find(unwrap(wrap(text)))
    assert plain
    assert [(found.words, found.values) for found in wrapped] == [(found.words, found.values) for found in plain]
    assert [owner.entry.id for owner in wrapped[0].decision.chosen] == [
        owner.entry.id for owner in plain[0].decision.chosen
    ]
