"""The scan by blocks finds what the slow and obvious scan finds, on logs of every sort."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import quopri
import random
import re
import textwrap
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.matching.exact_match import ExactMatcher
from app.core.report.partial_report import Part, composed
from app.core.text.multiline import surely_begins
from app.services.error_desk import Desk
from tests.benchmarks.generated_log import texts_of, write_log
from tests.catalog_texts import filled, placeholders
from tests.conftest import ROOT
from tests.reference_scanner import blockwise_part, differences, lines_of, records_of, reference_report

EXAMPLES = int(os.environ.get("REFERENCE_EXAMPLES", "25"))
"""Logs compared by each test; thousands to go looking for differences."""

many = settings(max_examples=EXAMPLES, deadline=None)

PATHS = ("nightly.log", "powerschool.log", "users.log", "logs/aeries-enrollments.txt", "week.zip!canvas/grades.log")
HARMLESS = [line for line in (ROOT / "catalog" / "harmless.txt").read_text("utf-8").splitlines() if line.strip()]
HEADINGS = (
    "=== Enrollment sync ===", "INFO Starting user sync", "2026-03-02 06:00:00 INFO Processing courses.csv",
    "--- attendance ---", "Syncing /course-members", "[2026-03-02T06:00:00Z] INFO: Importing users", "step=courses",
    "Starting cleanup", "*** Phase 2: assignments", "06:01 > Uploading scores", "### load sections.csv",
    "Finished user sync", "  Starting course sync", "[Starting attendance sync]", "\tStep 3: users", "starting users",
)  # fmt: skip
UNKNOWN = (
    "ERROR the moon is in the way of user {n}", "Failed to parse header of part {n}", "Disk quota denied for {e}",
    "KeyError: 'column{n}'", "Worker {n} timed out", "HTTP 500 Internal Server Error", "404 Not Found",
    "Login of svc{n} was rejected at 06:{n}", "done, 0 errors", "unable to rotate file {n}", "TypeError at chunk {n}",
)  # fmt: skip
VALUES = {
    "email": ("ana.lopez{n}@school.example", "Sean.O'Brien@x.example", "JOSÉ.NÚÑEZ{n}@school.example.org"),
    "id": ("U{n}", "CHEM-{n}", "4711-A", "0f8fad5b-d9cb-469f-a165-70867728950e", "{n}", "[ALG 1]", "año-{n}"),
    "date": ("2026-03-02", "03/02/2026", "Mar 2, 2026", "2026-03-02T06:{n}:00Z"),
    "number": ("{n}", "1,200", "-1", "3.5"),
    "list": ("email", "firstName, lastName", "email, phone and role", '"email", "lastName"'),
    "text": ("Essay {n}", "Año 3", 'The "big" one', "Quiz (retake)", "Müller, Jörg", "R&D <b>", "it's {n}%", "C:\\new"),
    "rest": ("", "", "409 Conflict", "500 Internal Server Error", "Term {n} has ended", "rate limit exceeded", "{n}"),
}  # fmt: skip
NUMBERS = ("10", "77", "400", "403", "404", "409", "2019", "10005", "12345", "1234567")
STACK = (
    "    at com.sis.Roster.push(Roster.java:{n})", "\tat Job.run(Job.java:1)", "Caused by: java.io.IOException: reset",
    "... 12 more", 'Traceback (most recent call last):', '  File "sync.py", line {n}, in push', "    ^^^^",
    "    at Failed.to(save.js:{n})",
    "\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):",
    "KeyError: 'k{n}'\n\nThe above exception was the direct cause of the following exception:\n",
)  # fmt: skip


class Author:
    """Writes the lines of one place of a log; the same seed, the same lines."""

    def __init__(self, seed: int, texts: Sequence[str]) -> None:
        self.random = random.Random(seed)
        self._texts = texts

    def value(self, kind: str) -> str:
        return self._numbered(self.random.choice(VALUES[kind]))

    def _numbered(self, text: str) -> str:
        return text.replace("{n}", str(self.random.randint(10, 59))).replace("{e}", "ana@school.example")

    def message(self) -> str:
        template = self.random.choice(self._texts)
        text = filled(template, {one.name: self.value(one.kind) for one in placeholders(template)})
        return self.random.choice(SPELLINGS)(text) if self.random.random() < 0.4 else text

    def near_miss(self) -> str:
        words = self.message().split(" ")
        place = self.random.randrange(len(words))
        words[place] = self.random.choice(
            ("", "not", "XX", words[place] + "s", words[place][::-1], "\n" + words[place])
        )
        return " ".join(words)

    def told(self) -> str:
        """One message or several, perhaps escaped once more."""
        text = self.message()
        if self.random.random() < 0.15:
            text += self.random.choice((" ", "; ", ", caused by: ")) + self.message()
        for _ in range(self.random.choice((0, 0, 0, 1, 2))):
            text = json.dumps({"error": {"code": self.random.choice((2019, 10005)), "message": text}})
        return text

    def frame(self, text: str) -> str:
        return self.random.choice(FRAMES)(self, text)

    def lines(self, kind: str) -> str:
        return {
            "message": lambda: self.frame(self.told()),
            "near miss": lambda: self.frame(self.near_miss()),
            "harmless": lambda: self.random.choice(HARMLESS),
            "heading": lambda: self.random.choice(HEADINGS),
            "unknown": lambda: self.frame(self._numbered(self.random.choice(UNKNOWN))),
            "blank": lambda: self.random.choice(("", " ", "\t", "}", "]", ">", '"', "x")),
            "step": lambda: f"{self.time} {self._numbered(self.random.choice(STEPS))}{self.value('id')}",
            "long": lambda: " ".join(
                self.random.choices((*HARMLESS[:50], self.told()), k=self.random.randint(20, 200))
            ),
        }[kind]()

    @property
    def time(self) -> str:
        hour, minute = self.random.randint(0, 23), self.random.randint(10, 59)
        form = self.random.choice(
            ("2026-03-02T{}:{}:00Z", "2026-03-02 {}:{}:14,120", "3/2/2026 {}:{} AM", "Mar  2 {}:{}:01")
        )
        return form.format(f"{hour:02}", minute)

    @property
    def endpoint(self) -> str:
        return self.random.choice(("/users", "/courses/C1/enrollments", "/courses", "/attendance/9", "/lineItems/3"))

    def stack(self) -> str:
        return "\n".join(self._numbered(self.random.choice(STACK)) for _ in range(self.random.randint(1, 12)))


def _row(author: Author, text: str) -> str:
    row = io.StringIO()
    csv.writer(row).writerow([author.time, "ERROR", author.endpoint, text, author.value("id")])
    return row.getvalue().rstrip("\r\n")


FRAMES: tuple[Callable[[Author, str], str], ...] = (
    lambda a, text: text,
    lambda a, text: f"{a.time} ERROR [roster-sync] POST {a.endpoint} 400 {text}",
    lambda a, text: f'{a.time} ERROR coursekey {a.endpoint} status=404 message="{text}" userId={a.value("id")}',
    lambda a, text: f"{a.time} WARN email={a.value('email')} courseId={a.value('id')} - {text}",
    lambda a, text: json.dumps({"ts": a.time, "level": "error", "message": text, "email": a.value("email")}),
    lambda a, text: json.dumps({"message": text, "row": 17}, ensure_ascii=False),
    _row,
    lambda a, text: f"<tr><td>{html.escape(text)}</td><td>{a.value('email')}</td></tr>",
    lambda a, text: f"{a.time} ERROR {text}\n{a.stack()}",
    lambda a, text: f"{a.time} ERROR save failed\n{a.stack()}\nCaused by: {text}\n{a.stack()}",
    lambda a, text: (
        f"{a.time} ERROR Response: "
        + json.dumps({"error": {"code": 2019, "message": text, "info": {"email": a.value("email")}}}, indent=2)
    ),
    lambda a, text: json.dumps([{"message": text}, {"userId": a.value("id")}], indent="\t"),
    lambda a, text: textwrap.fill(
        f'{a.time} ERROR {{"error": {{"message": "{text}", "userId": "{a.value("id")}"}}}}', 72
    ),
    lambda a, text: "\n".join("> " + line for line in textwrap.wrap(f"Hi, tonight we saw: {text} Thanks!", 60)),
    lambda a, text: "\n".join(textwrap.wrap(text, 30)),
    lambda a, text: textwrap.fill(f'{a.time} WARN sync says "{text}" userId={a.value("id")}', a.random.randint(40, 72)),
    lambda a, text: f"level=warn ts={a.time} msg={json.dumps(text)} user={a.value('id')}",
    lambda a, text: f"info: {text}\nwarn: {text.lower()}",
    lambda a, text: quopri.encodestring(
        f"Año, we saw {text} last night".encode(), quotetabs=a.random.random() < 0.5
    ).decode(),
)
SPELLINGS: tuple[Callable[[str], str], ...] = (
    str.upper, str.lower, str.title, html.escape,
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace(" ", "\t", 1),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\u202f"),
    lambda text: text.replace(" ", "&nbsp;"),
    lambda text: text.replace(" ", " \u200b"),
    lambda text: text.replace(" ", "&#160;"),
    lambda text: text.replace("e", "e\u00ad", 1),
    lambda text: text.replace(" ", "\r\n", 1),
    lambda text: text.replace("fi", "\ufb01"),
    lambda text: text.replace("'", "\u2019").replace('"', "\u201d"),
    lambda text: html.escape(html.escape(text)),
    lambda text: re.sub(r"(\w+) (\w+)", r"\1" + "\n" + r"\2", text, count=1),
)  # fmt: skip
STEPS = (
    "INFO Posting user ", "DEBUG [w{n}] Sending course ", "ERROR failed for issuedID=", "INFO created user ",
    "ERROR Email must be unique for user ", "INFO Enviando estudiante ",
)  # fmt: skip
KINDS = ("message",) * 6 + ("step", "step", "near miss", "harmless", "heading", "heading", "unknown", "blank", "long")
PLACES = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 100_000)), max_size=25)
ENDS = st.sampled_from(("\n", "\n", "\n", "\r\n", "\r", "mixed"))
ENCODINGS = st.sampled_from(("utf-8", "utf-8", "windows-1252", "both"))


def alike(text: str, chance: random.Random) -> str:
    """The same words with other numbers, ids and addresses, some of another length."""
    text = re.sub(r"[\w.]+@(?=\w+\.)", lambda found: f"{chance.choice(('bo', 'li.wu7', found.group()[:-1]))}@", text)
    text = re.sub(r"\b[A-Z](?=-?\d)", lambda found: chance.choice((found.group(), "Q", "MATH")), text)
    return re.sub(r"\d{2,}", lambda found: chance.choice((found.group(), *NUMBERS)), text)


def written(places: list[tuple[str, int]], end: str, encoding: str, texts: Sequence[str], last: bool) -> bytes:
    """The log with these places, its lines ending as asked; `last` says whether the last one has its end, too."""
    records: list[str] = []
    for kind, seed in places:
        author = Author(seed, texts)
        records.append(author.lines(kind))
        for _ in range(seed % 4 if kind != "long" else 0):
            records.append(alike(author.random.choice(records[-3:]), author.random))
    data = b""
    for number, line in enumerate("\n".join(records).split("\n") if records else ()):
        own = ("\n", "\r\n", "\r")[number % 3] if end == "mixed" else end
        as_was = encoding == "utf-8" or (encoding == "both" and number % 2)
        data += line.encode("utf-8" if as_was else "windows-1252", "replace") + own.encode()
    return data if last else data.rstrip(b"\r\n")


@pytest.fixture(scope="module")
def exact(desk: Desk) -> ExactMatcher:
    return desk.matcher.exact


class Texts(tuple[str, ...]):
    """The templates of the catalog; hypothesis need not print them."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "the catalog's texts"


@pytest.fixture(scope="module")
def texts(exact: ExactMatcher) -> Texts:
    return Texts(pattern.template.text for pattern in exact.patterns.patterns)


@many
@given(
    places=PLACES,
    spelling=st.tuples(ENDS, ENCODINGS, st.booleans()),
    path=st.sampled_from(PATHS),
    room=st.integers(4, 40),
)
def test_blocks_find_what_the_slow_scan_finds(
    places: list[tuple[str, int]],
    spelling: tuple[str, str, bool],
    path: str,
    room: int,
    exact: ExactMatcher,
    texts: Texts,
) -> None:
    end, encoding, last = spelling
    data = written(places, end, encoding, texts, last=last)
    longest = max((len(text.encode()) for _, text in records_of(lines_of(data))), default=0)
    # CRs, and letters of Windows-1252, make the bytes a little more or less.
    size = max(64, room * (longest + 200))
    quick = composed([blockwise_part(exact, data, path, size)])
    assert not differences(quick, composed([Part(reference_report(exact, data, path))]))


@many
@given(places=PLACES, path=st.sampled_from(PATHS))
def test_what_is_remembered_changes_nothing(
    places: list[tuple[str, int]], path: str, exact: ExactMatcher, texts: Texts
) -> None:
    # Twice, so that everything is met again once it is known.
    data = written(places, "\n", "utf-8", texts, last=True) * 2
    remembered = reference_report(exact, data, path, remember=True)
    assert not differences(remembered, reference_report(exact, data, path))


ONCE_TOLD_OTHERWISE = {
    "a number longer than in the line before": "Grading Category missing for assignment Essay 19\n"
    "Grading Category missing for assignment Essay 12345",
    "a year, then none": "PowerSchool Error: An assignment already exists with this name A and due date Mar 2, 2026\n"
    "PowerSchool Error: An assignment already exists with this name A and due date Mar 2, 10",
    "a number too long for a code, and then a code": "ERROR code=1234567 Invalid end time\n"
    "ERROR code=10007 Invalid end time",
    "a code, and then a number too long for one": "ERROR code=10007 Invalid end time\n"
    "ERROR code=1234567 Invalid end time",
    "an address with an apostrophe": "ERROR Course does not exist. email='ana@x.example'\n"
    "ERROR Course does not exist. email='o'brien@x.example'",
    "two messages in a line, one with a condition": "ERROR Missing required parameter: email; RESTEASY003210:"
    " Could not find resource for full path: https://h/v1p1/lineItems?limit=200",
    "a pretty body": '{\r\n  "error": {\r\n    "message": "Email must be unique"\r\n  }\r\n}',
    "a heading in brackets": "[Starting attendance sync]\nERROR userID_schoolID must be unique.",
    "a heading behind a mark": "'start, end' or more\nERROR userID_schoolID must be unique.",
    "blanks escaped twice": "<td>/courses</td><td>Invalid&amp;#160;end&amp;#160;date</td>",
    "wrapped within an anchor": 'WARN {"message": "Assignment 50 is marked as\ndeleted."}',
    "wrapped in a mail": "> Hi, we saw in tonight's log: attendanceName is required for school\n"
    "> with multiple attendance settings.",
    "a stack": "ERROR save failed for issuedID=U1\n\tat A.b(A.java:1)\nCaused by: Email must be unique\n... 12 more\n"
    "ERROR next failed",
}


@pytest.mark.parametrize("name", ONCE_TOLD_OTHERWISE)
def test_logs_that_were_once_told_otherwise(name: str, exact: ExactMatcher) -> None:
    data = ONCE_TOLD_OTHERWISE[name].encode()
    slow = composed([Part(reference_report(exact, data, "nightly.log"))])
    assert slow.findings
    assert not differences(composed([blockwise_part(exact, data, "nightly.log", 1 << 20)]), slow)


def test_a_heading_in_an_earlier_part_decides_and_names_the_record(exact: ExactMatcher) -> None:
    lines = (b"--- attendance ---\n", b"WARN email=a@x.example courseId=C-1 - Missing required parameter: email\n")
    whole = composed([Part(reference_report(exact, b"".join(lines), "nightly.log"))])
    (finding,) = whole.findings
    assert finding.ids == ("coursekey.attendance.missing-required-parameter",)
    parts = [blockwise_part(exact, line, "nightly.log", 1 << 20, within=n > 0) for n, line in enumerate(lines)]
    assert not differences(composed(parts), whole)


def last_line(data: bytes) -> str:
    lines = lines_of(data)
    return lines[-1] if lines else ""


def record_starts(data: bytes) -> list[int]:
    """Where a log may be split: offsets at which a line begins that does not go on from the one above."""
    lines = lines_of(data)
    ends = [0, *(found.end() for found in re.finditer(rb"\r\n|\r|\n", data))]
    return [ends[number] for number in range(1, len(lines)) if surely_begins(lines[number - 1], lines[number])]


@many
@given(places=PLACES, end=ENDS, path=st.sampled_from(PATHS), cuts=st.lists(st.floats(0, 1), min_size=1, max_size=3))
def test_parts_composed_are_the_whole(
    places: list[tuple[str, int]], end: str, path: str, cuts: list[float], exact: ExactMatcher, texts: Texts
) -> None:
    data = written(places, end, "utf-8", texts, last=True)
    starts = record_starts(data)
    at = [0, *sorted({starts[int(cut * (len(starts) - 1))] for cut in cuts if starts}), len(data)]
    parts = [
        blockwise_part(exact, data[start:stop], path, len(data), within=start > 0, above=last_line(data[:start]))
        for start, stop in pairwise(at)
    ]
    assert not differences(composed(parts), composed([Part(reference_report(exact, data, path))]))


@many
@given(places=PLACES, size=st.integers(1, 200))
def test_tiny_buffers_lose_no_line(places: list[tuple[str, int]], size: int, exact: ExactMatcher, texts: Texts) -> None:
    data = written(places, "\n", "utf-8", texts, last=True)
    # A buffer smaller than a record cuts it, so that other things may be found; the lines stay.
    assert blockwise_part(exact, data, "nightly.log", size).report.lines == data.count(b"\n")
    single: list[bytes] = []
    for line in data.splitlines(keepends=True):
        if not single or surely_begins(single[-1].decode(), line.decode()):
            single.append(line)
    data = b"".join(single)
    tiny = blockwise_part(exact, data, "nightly.log", size).report
    assert not differences(tiny, blockwise_part(exact, data, "nightly.log", len(data) + 1).report)


def test_harmless_lines_are_no_findings(exact: ExactMatcher) -> None:
    data = "\n".join(HARMLESS * 3).encode()
    report = blockwise_part(exact, data, "nightly.log", 20_000).report
    assert report.lines == 3 * len(HARMLESS)
    assert not [finding.ids for finding in report.findings]


@pytest.mark.slow
def test_a_generated_log_counts_as_it_was_written(desk: Desk, exact: ExactMatcher, tmp_path: Path) -> None:
    path = tmp_path / "e10.log"
    truth = write_log(path, desk.catalog, 5_000_000, 0.1, pool=2_000)
    report = blockwise_part(exact, path.read_bytes(), str(path), 1 << 20).report
    known = {name: own["alone"] + own["shared"] for name, own in truth["entries"].items()}
    assert report.lines == truth["lines"]
    assert report.occurrences == sum(known.values())
    assert sum(unknown.count for unknown in report.unknown) + report.unknown_dropped == sum(truth["unknown"].values())
    sharing = {entry.id for entry, _, shared in texts_of(desk.catalog) if shared}
    counted = {finding.ids[0]: finding.count for finding in report.findings if not finding.shared}
    assert len(known.keys() - sharing) > 40
    assert {name: n for name, n in counted.items() if name not in sharing} == {
        name: n for name, n in known.items() if name not in sharing
    }
