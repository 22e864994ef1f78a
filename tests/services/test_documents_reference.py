"""Structured files by the block, with the search in front, are told as the slow and obvious way tells them.

The slow way makes a record of every row, object and text, looks at each by itself, and remembers nothing.
"""

from __future__ import annotations

import csv
import html
import io
import json
import os
import random
from collections.abc import Iterable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.matching.exact_match import ExactMatcher
from app.core.matching.filters import NO_FILTERS
from app.core.report.report import Report
from app.core.scanning.block_scanner import BlockScanner
from app.core.scanning.log_record import LogRecord
from app.core.scanning.scanner import Scanner
from app.services.error_desk import Desk
from app.services.scanning.file_scan import LogScanning
from app.storage.documents import json_document, json_text, web_page
from app.storage.documents.detect import document_reader
from app.storage.inputs.log_file import LogFile
from app.storage.logs.text_lines import encoding_of, lines_of
from tests.core.test_reference import FRAMES, HARMLESS, HEADINGS, UNKNOWN, Author
from tests.reference_scanner import differences, prefilter_of
from tests.slow_rows import records_of

many = settings(max_examples=int(os.environ.get("REFERENCE_EXAMPLES", "25")), deadline=None)

KINDS = ("message",) * 5 + ("near miss", "harmless", "heading", "unknown", "framed")
EVENTS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 100_000)), max_size=30)
PATHS = st.sampled_from(("nightly.x", "powerschool.x", "users.x"))


class Bench:
    """Both ways of scanning; the quick one is the same for all examples, so that what one taught is used in others."""

    def __init__(self, exact: ExactMatcher) -> None:
        self.exact = exact
        self.texts = [pattern.template.text for pattern in exact.patterns.patterns]
        self._scanning = LogScanning(exact, NO_FILTERS)

    def slow(self, records: Iterable[LogRecord], path: str, data: bytes, lines: int = 0) -> Report:
        scanner = Scanner(self.exact, remember=False)
        verdict = scanner.begin_file(path, data[:65_536].decode(encoding_of(data) or "utf-8", "replace"))
        blocks = BlockScanner(scanner, prefilter_of(scanner.matcher.anchors))
        for record in records:
            lines = max(lines, record.number)
            blocks.feed_records([record])
        verdict.lines, verdict.bytes = lines, len(data)
        return scanner.report()

    def assert_same(self, path: str, data: bytes, slow: Report, form: str) -> None:
        self._scanning.scanner.start_anew()
        assert self._scanning.scan(LogFile(path, len(data), lambda: io.BytesIO(data)), lambda _: True)
        quick = self._scanning.scanner.report()
        assert quick.files[0].format == form
        found = differences(quick, slow)
        assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def bench(desk: Desk) -> Bench:
    return Bench(desk.matcher.exact)


class Event:
    """One event as fields of a table or an object."""

    def __init__(self, kind: str, seed: int, texts: Sequence[str]) -> None:
        author = Author(seed, texts)
        chance = author.random
        self.message = {
            "message": author.told,
            "near miss": author.near_miss,
            "harmless": lambda: chance.choice(HARMLESS),
            "heading": lambda: chance.choice(HEADINGS),
            "unknown": lambda: author._numbered(chance.choice(UNKNOWN)),
            "framed": lambda: chance.choice(FRAMES)(author, author.message()),
        }[kind]()
        # A text in two fields: what stands across them counts, too.
        words = self.message.split(" ")
        cut = chance.randrange(len(words)) if chance.random() < 0.2 else 0
        self.before = " ".join(words[:cut])
        self.message = " ".join(words[cut:])
        # Of two times without a year on one line, which is first depends on what else is counted with them.
        self.time = author.time if chance.random() < 0.7 else ""
        self.time = "" if self.time.startswith("Mar") else self.time
        self.level = chance.choice(("error", "INFO", "warning", "", "Failure"))
        self.endpoint = author.endpoint
        self.status = chance.choice(("400", "404", "", "200", "409"))
        self.code = chance.choice(("10005", "2019", "", "", "E17"))
        self.user = author.value("id") if chance.random() < 0.6 else ""
        self.email = author.value("email") if chance.random() < 0.4 else ""
        self.row = str(chance.randint(1, 99)) if chance.random() < 0.5 else ""


HEADERS = (
    ("time", "message"),
    ("time", "level", "endpoint", "status", "message", "userId", "email", "row"),
    ("row", "message", "endpoint", "code"),
    ("row", "error", "message", "user"),
    ("level", "message", "email", "note"),
)
FIELDS = {"error": "before", "userId": "user", "note": "endpoint"}


def table(events: Sequence[Event], header: Sequence[str], delimiter: str, quoting: int, chance: random.Random) -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=chance.choice(("\n", "\r\n")))  # type: ignore[arg-type]
    writer.writerow(header)
    for event in events:
        writer.writerow([getattr(event, FIELDS.get(name, name)) for name in header])
        if chance.random() < 0.05:
            file.write(chance.choice(('"', "\n", 'a,"b', "x\n", f"{event.message}\n")))
    return file.getvalue()


@many
@given(
    events=EVENTS,
    header=st.sampled_from(HEADERS),
    form=st.tuples(st.sampled_from(",;\t|"), st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))),
    path=PATHS,
    encoding=st.sampled_from(("utf-8", "windows-1252", "utf-16")),
    seed=st.integers(0, 100),
)
def test_csv(
    events: list[tuple[str, int]],
    header: Sequence[str],
    form: tuple[str, int],
    path: str,
    encoding: str,
    seed: int,
    bench: Bench,
) -> None:
    text = table([Event(*event, bench.texts) for event in events], header, *form, random.Random(seed))
    data = text.encode(encoding, "replace")
    lines = list(lines_of(io.BytesIO(data), encoding_of(data) or ""))
    slow = bench.slow(records_of(iter(lines), bench.exact.clue_reader), path, data, lines[-1][0])
    bench.assert_same(path, data, slow, "csv")


@many
@given(
    said=st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 100_000)), min_size=1, max_size=4),
    rows=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=20, max_size=80),
    header=st.sampled_from(HEADERS),
    path=PATHS,
    seed=st.integers(0, 100),
)
def test_csv_whose_rows_say_the_same(
    said: list[tuple[str, int]], rows: list[tuple[int, int]], header: Sequence[str], path: str, seed: int, bench: Bench
) -> None:
    events = []
    for what, who in rows:
        event, other = Event(*said[what % len(said)], bench.texts), Event("harmless", who, bench.texts)
        event.user, event.email, event.time, event.row = other.user, other.email, other.time, other.row
        events.append(event)
    data = table(events, header, ",", csv.QUOTE_MINIMAL, random.Random(seed)).encode()
    lines = list(lines_of(io.BytesIO(data), encoding_of(data) or ""))
    slow = bench.slow(records_of(iter(lines), bench.exact.clue_reader), path, data, lines[-1][0])
    bench.assert_same(path, data, slow, "csv")


def as_object(event: Event, shape: int) -> object:
    """An event as one of the shapes in which programs write such."""
    if shape == 0:
        return {"timestamp": event.time, "level": event.level, "message": event.message, "userId": event.user}
    if shape == 1:
        return {
            "request": {"endpoint": event.endpoint, "email": event.email},
            "status": int(event.status) if event.status else None,
            "body": {"error": {"code": event.code, "message": event.before, "detail": event.message}},
        }
    if shape == 2:
        return {"title": event.before, "rows": [event.message, {"text": event.message, "row": event.row}], "tags": []}
    if shape == 3:
        return ["users.csv", event.message, 7]
    if shape == 4:
        return {"step": event.message, "ids": [1, 2], "status": event.before, "msg": event.message, "note": "{[ x"}
    return {"result": {"sync state": event.message, "at": event.time}, "student": event.user}


AROUND = (
    "{}",
    '{{"vendor": "CourseKey", "items": {}}}',
    '{{"code": "course", "level": "info", "list": {}, "detail": "x"}}',
    '{{"errors": {}}}',
    '{{"warnings": {}, "status": 409}}',
    "{}\n{{}}\n{}",
)


@many
@given(
    events=EVENTS,
    shapes=st.lists(st.integers(0, 5), min_size=1, max_size=4),
    form=st.tuples(st.sampled_from((None, 0, 2, "\t")), st.booleans(), st.sampled_from(AROUND)),
    cut=st.sampled_from((0, 0, 0, 3, 40)),
    path=PATHS,
    encoding=st.sampled_from(("utf-8", "windows-1252", "utf-16")),
)
def test_json(
    events: list[tuple[str, int]],
    shapes: list[int],
    form: tuple[int | str | None, bool, str],
    cut: int,
    path: str,
    encoding: str,
    bench: Bench,
) -> None:
    indent, plain, around = form
    values = [as_object(Event(*event, bench.texts), shapes[n % len(shapes)]) for n, event in enumerate(events)]
    text = json.dumps(values, indent=indent, ensure_ascii=not plain)
    text = around.replace("{{", "<<").replace("}}", ">>").replace("{}", text).replace("<<", "{").replace(">>", "}")
    data = text[: len(text) - cut].encode(encoding, "replace")
    reader = document_reader("x.json", data[:65_536])
    if reader is None or reader.format != "json":
        return
    with pytest.MonkeyPatch.context() as patch:
        # As if the document were large: item by item, in small blocks.
        patch.setattr(json_text, "MAX_VALUE", 64)
        patch.setattr(json_text, "_BLOCK", 512)
        with pytest.MonkeyPatch.context() as slowly:
            slowly.setattr(json_document, "quick_lines", lambda *_: None)
            records = list(reader.records(io.BytesIO(data), bench.exact.clue_reader))
        slow = bench.slow((record for record in records if record is not None), path, data)
        bench.assert_same(path, data, slow, "json")


CELLS = (('<td class="c">', "</td>"), ("<td>\n  ", "\n</td>"), ("<TD title='x'>", "</TD>\n"))


def as_page(events: Sequence[Event], header: Sequence[str], chance: random.Random) -> str:
    """Events as a page that a program wrote, or a person: tables with and without headers, paragraphs, odd places."""
    parts = ["<html><body>\n<table border=1>"]
    if chance.random() < 0.7:
        parts.append("<tr>" + "".join(f"<th>{name}</th>" for name in header) + "</tr>")
    for event in events:
        cells = [getattr(event, FIELDS.get(name, name)) for name in header]
        if chance.random() < 0.8:
            cells = [html.escape(cell) for cell in cells]
        start, end = chance.choice(CELLS)
        whole = "<tr>" + "".join(f"{start}{cell}{end}" for cell in cells) + "</tr>\n"
        parts.append(
            chance.choice(
                (
                    whole,
                    whole,
                    "<tr>" + "".join(f"<td>{cell}" for cell in cells),
                    f"<p>{cells[-1]}</p>\n",
                    f"</table><p>\n{html.escape(event.message)}</p><div><b>{cells[0]}</b></div><table>",
                    f"</table><li> {cells[-1]} </li><table>",
                    "<tr><td> </td></tr><tr>" + "".join(f"<th>{name}</th>" for name in header) + "</tr>\n",
                    "<pre><p>a</p></pre><!-- <tr><td>x</td></tr> --><script>'<p>y</p>'</script>",
                )
            )
        )
    return "\n".join(parts)


@many
@given(
    events=EVENTS,
    header=st.sampled_from(HEADERS),
    seed=st.integers(0, 10_000),
    size=st.sampled_from((64, 500, 65_536)),
    path=PATHS,
)
def test_web_pages(
    events: list[tuple[str, int]], header: Sequence[str], seed: int, size: int, path: str, bench: Bench
) -> None:
    chance = random.Random(seed)
    data = as_page([Event(*event, bench.texts) for event in events], header, chance).encode()
    reader = document_reader("x.html", data[:65_536])
    assert reader is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web_page, "_BLOCK", size)
        records = list(reader.records(io.BytesIO(data), bench.exact.clue_reader))
        slow = bench.slow((record for record in records if record is not None), path, data)
        bench.assert_same(path, data, slow, "web page")


HARMLESS_FILES = {
    "csv": b"row,message\n" + b"7,all is well with it\n" * 100_000,
    "json": b"[" + b'{"row": 7, "message": "all is well with it"},\n' * 50_000 + b"{}]",
    "web page": b"<html><body><table>" + b"<tr><td>7</td><td>all is well</td></tr>\n" * 50_000,
}


@pytest.mark.parametrize("form", HARMLESS_FILES)
def test_where_nothing_matters_others_get_a_turn(form: str, bench: Bench) -> None:
    data = HARMLESS_FILES[form]
    asked = [0]

    def go_on(taken: int) -> bool:
        asked.append(taken)
        return taken < len(data) // 2

    scanning = LogScanning(bench.exact, NO_FILTERS)
    assert not scanning.scan(LogFile("x", len(data), lambda: io.BytesIO(data)), go_on)
    assert scanning.scanner.files[0].format == form
    # The first look at JSON takes in a value of up to a megabyte.
    assert max(after - before for before, after in pairwise(asked)) <= 1_400_000
    assert asked[-1] < len(data)
