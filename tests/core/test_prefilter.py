"""The first look points at every line that holds a message, an error's word or a heading, however it is spelled."""

from __future__ import annotations

import html
import json
from collections.abc import Callable

import pytest

from app.core.matching.filters import NO_FILTERS
from app.core.scanning.error_lines import outcome_of
from app.core.scanning.line_matcher import LogMatcher
from app.core.scanning.prefilter import ODD, OTHER, Prefilter
from app.services.error_desk import Desk
from tests.catalog_texts import filled_plainly, sample_texts
from tests.conftest import ROOT
from tests.wrapping import in_json

SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "upper case": str.upper,
    "title case": str.title,
    "json": in_json,
    "json in json": lambda text: in_json(text, 2),
    "json in json in json": lambda text: in_json(text, 3),
    "html": html.escape,
    "html in html": lambda text: html.escape(html.escape(text)),
    "two blanks": lambda text: text.replace(" ", "  "),
    "tabs": lambda text: text.replace(" ", "\t"),
    "escaped tabs": lambda text: json.dumps(text.replace(" ", "\t")),
    "escaped line ends": lambda text: json.dumps(text.replace(" ", "\n")),
    "escaped twice": lambda text: json.dumps(json.dumps(text.replace(" ", "\n"))),
    "hard blanks": lambda text: text.replace(" ", "\u00a0"),
    "escaped hard blanks": lambda text: json.dumps(text.replace(" ", "\u00a0")),
    "wide blanks": lambda text: text.replace(" ", "\u3000"),
    "narrow blanks": lambda text: text.replace(" ", "\u202f"),
    "blanks of no width": lambda text: text.replace(" ", " \u200b"),
    "html blanks": lambda text: text.replace(" ", "&nbsp;"),
    "html blanks in html": lambda text: html.escape(text.replace(" ", "&nbsp;")),
    "numbered blanks": lambda text: text.replace(" ", "&#160;"),
    "numbered blanks in html": lambda text: html.escape(text.replace(" ", "&#xa0;")),
    "soft hyphens": "\u00ad".join,
    "quoted mail": lambda text: "> " + text.replace(" ", "\n> "),
    "soft breaks": lambda text: text.replace(" ", " =\n"),
    "quoted-printable blanks": lambda text: "A=C3=B1o " + text.replace(" ", "=20"),
    "colors": lambda text: text.replace(" ", "\x1b[39m \x1b[1;33m"),
    "colors in words": "\x1b[31m".join,
    "colors as a pager spells them": lambda text: text.replace(" ", "^[[39m ^[[33m"),
    "colors as rsyslog spells them": lambda text: text.replace(" ", "#033[39m #033[33m"),
    "colors as shells spell them": lambda text: text.replace(" ", "\\033[39m \\x1b[33m"),
    "colors in json": lambda text: json.dumps(text.replace(" ", "\x1b[39m \x1b[33m")),
    "overtyped": lambda text: "".join(f"{letter}\x08{letter}" for letter in text),
    "wide letters": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" < c <= "~" else c for c in text),
}


@pytest.fixture(scope="module")
def matcher(desk: Desk) -> LogMatcher:
    return LogMatcher(desk.matcher.exact, NO_FILTERS)


@pytest.fixture(scope="module")
def prefilter(matcher: LogMatcher) -> Prefilter:
    return Prefilter(matcher.anchors)


def hits(prefilter: Prefilter, data: bytes) -> list[tuple[int, int]]:
    return prefilter.hits(memoryview(data))


def finds(prefilter: Prefilter, data: bytes, anchors: set[int]) -> bool:
    """Whether a line leads to one of these anchors: by a hit of it, or by one behind which any message may hide."""
    return not anchors.union({ODD}).isdisjoint(number for _, number in hits(prefilter, data))


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_text_is_found_in_every_spelling(
    name: str, desk: Desk, matcher: LogMatcher, prefilter: Prefilter
) -> None:
    missed = []
    for number, targets in enumerate(matcher.by_anchor):
        for target in targets:
            text = filled_plainly(target.pattern.template.text)[0]
            if not finds(prefilter, f"nothing\n{SPELLINGS[name](text)}\nnothing\n".encode(), {number}):
                missed.append(text)
    assert not missed, missed[:10]


@pytest.mark.parametrize("name", ["plain", "upper case", "json", "two blanks", "tabs", "hard blanks"])
def test_every_sample_is_found(name: str, desk: Desk, matcher: LogMatcher, prefilter: Prefilter) -> None:
    missed = []
    for sample in sample_texts(desk.catalog):
        own = {
            number
            for number, targets in enumerate(matcher.by_anchor)
            if any(owner.entry is sample.entry for target in targets for owner in target.pattern.owners)
        }
        if not finds(prefilter, SPELLINGS[name](sample.text).encode(), own):
            missed.append(sample.text)
    assert not missed, missed[:10]


def test_hits_are_in_order_and_behind_what_they_point_at(matcher: LogMatcher, prefilter: Prefilter) -> None:
    lines = [
        b"fine",
        b"Email must be unique",
        b"",
        b"Starting user sync",
        b"Email\tmust be unique",
        b"EMAIL MUST BE UNIQUE",
    ]
    data = b"\n".join(lines)
    found = hits(prefilter, data)
    assert [end for end, _ in found] == sorted(end for end, _ in found)
    pointed = [data.rfind(b"\n", 0, end - 1) + 1 for end, _ in found]
    assert {data[start:].split(b"\n")[0] for start in pointed} == {line for line in lines if line and line != b"fine"}
    anchor = matcher.anchors.index("email must be unique")
    assert [data[end - 20 : end] for end, number in found if number == anchor] == [lines[1], lines[5]]


def test_colors_move_no_hit(matcher: LogMatcher, prefilter: Prefilter) -> None:
    plain = b"fine\nEmail must be unique\nCourse not found x\n"
    colored = b"\x1b[32mfine\x1b[0m\n\x1b[31mEmail\x1b[0m must be unique\nCourse \x1b[1mnot found\x1b[0m x\n"
    ends = [(plain[:end].count(b"\n"), number) for end, number in hits(prefilter, plain)]
    assert ends == [(colored[:end].count(b"\n"), number) for end, number in hits(prefilter, colored)]
    assert hits(prefilter, b"\x1b[32mfine\x1b[0m User U1 updated\n" * 50) == []
    nested = b"\x1b[3" * 5_000 + b"1m" * 5_000
    assert hits(prefilter, nested) == []


def test_lines_that_say_nothing_are_not_pointed_at(prefilter: Prefilter) -> None:
    assert hits(prefilter, b"2026-03-02 06:00:14 INFO User U1 updated, email and lastName unchanged\n" * 50) == []
    assert hits(prefilter, b"") == []


def test_no_line_that_looks_like_an_error_is_overlooked(prefilter: Prefilter) -> None:
    harmless = (ROOT / "catalog" / "harmless.txt").read_text("utf-8").splitlines()
    lines = [line for line in harmless if outcome_of(line).is_trouble]
    assert len(lines) > 50
    for case in (str, str.upper, str.lower):
        assert [line for line in lines if not hits(prefilter, case(line).encode())] == []


LEVELS = [
    "2026-01-14 03:00:00 WARN disk nearly full, failed", "[ERR] Guardian contact", '{"level":50,"msg":"x"}', "crit: x",
    '{"msg":"a","detail":"x\\nfailed"}', "La importaci\u00f3n fall\u00f3", "LA IMPORTACI\u00d3N FALL\u00d3",
    "usuario inv\u00e1lido",
    '{"m":"fall\\u00f3"}', "0 errors, 3 failed", "failed=0 errors=3", '{"level":"warn","error":null}\nERR x',
]  # fmt: skip


@pytest.mark.parametrize("line", LEVELS)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_levels_and_words_of_errors_are_found(line: str, encoding: str, prefilter: Prefilter) -> None:
    assert hits(prefilter, line.encode(encoding))


@pytest.mark.parametrize(
    "line",
    [
        "INFO 12 rows, no errors", "0 errors, 0 failed", "failed=0 errors=0 ok", '{"level":"info","error":null}',
        '{"level":"warn","error": null, "m": 3}', '{"level":"warn","errors":[]}', "errorCount: 0",
        "invalidTokens: none",
    ],
)  # fmt: skip
def test_harmless_lines_are_passed_by(line: str, prefilter: Prefilter) -> None:
    assert hits(prefilter, f"fine\n{line}\nfine\n".encode()) == []


@pytest.mark.parametrize(
    "heading",
    [
        "Starting user sync", "starting users", "  Starting course sync", "\tStep 3: users", "[Importing users]",
        "\u00a0Import users",
        "2026-03-02 06:00:00 INFO Processing courses.csv", "[2026-03-02T06:00:00Z] INFO: Importing users",
        "06:01 > Uploading scores", "=== Enrollment sync ===", "--- attendance ---", "*** Phase 2", "### load",
        "INFO - Sync users",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "fine\n", "fine\r\n"])
def test_headings_are_found(heading: str, before: str, prefilter: Prefilter) -> None:
    data = f"{before}{heading}\nfine\n".encode()
    found = hits(prefilter, data)
    assert any(number == OTHER and len(before) < end <= len((before + heading).encode()) for end, number in found)


WRAPPED = [
    'WARN sync says "attendanceName is required for school with\nmultiple attendance settings." again',
    "WARN {message: School's integration configuration\r\nhas not been setup.}",
    "> we saw: School's integration configuration\n> has not been setup.",
]


@pytest.mark.parametrize("text", WRAPPED)
def test_a_message_wrapped_while_a_quote_is_open_is_odd(text: str, prefilter: Prefilter) -> None:
    found = hits(prefilter, text.encode())
    assert any(number == ODD for _, number in found)


@pytest.mark.parametrize(
    "text", ['level=info a="b" dur=3\nlevel=info x=1', 'user "x"\nlevel=info', "info fine\ninfo fine"]
)
def test_lines_that_begin_with_small_letters_are_not_odd_for_that(text: str, prefilter: Prefilter) -> None:
    assert hits(prefilter, text.encode()) == []
