"""Documents of any size for measuring: the events of `generated_log` as JSON, CSV, web page, workbook and mail.

The same arguments give the same bytes. `2` and `50` in a name are the per cent of events that are errors.
"""

from __future__ import annotations

import csv
import html
import io
import json
import zlib
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter

from app.core.catalog.model import Catalog
from tests.benchmarks.generated_log import blocks

Event = dict[str, Any]
Write = Callable[[Path, Iterator[Event], int], None]

HEADER = ("Time", "Level", "Service", "Endpoint", "Status", "Message", "User ID", "Email")
_ENOUGH = 1 << 40


def events(catalog: Catalog, errors: float) -> Iterator[Event]:
    """Endless events of a sync: `ts`, `level`, `service`, `message`, and some of `endpoint`, `status`, `userId`,
    `email`."""
    for block, _ in blocks(catalog, _ENOUGH, errors, pool=2_000):
        for line in block.splitlines():
            if line.startswith(b"{"):
                yield json.loads(line)


def nested(event: Event, number: int) -> Event:
    """An event as APIs hand it out: request, record and error are objects of their own."""
    result = {"message": event["message"]}
    if "status" in event:
        # The same error has the same code.
        result = {"code": str(10_000 + zlib.crc32(event["message"][:12].encode()) % 20), **result}
    return {
        "id": number,
        "timestamp": event["ts"],
        "level": event["level"],
        "request": {"method": "POST", "endpoint": event.get("endpoint", "/users"), "attempt": 1 + number % 3},
        "status": event.get("status", 200),
        "record": {name: event[name] for name in ("userId", "email") if name in event},
        "error" if event["level"] == "error" else "result": result,
        "tags": ["nightly", event["service"]],
    }


def cells(event: Event) -> list[str]:
    """An event as the row of a table."""
    names = ("ts", "level", "service", "endpoint", "status", "message", "userId", "email")
    return [str(event.get(name, "")) for name in names]


def _as_json(indent: int | None) -> Write:
    def write(path: Path, source: Iterator[Event], size: int) -> None:
        between = ",\n" if indent else ","
        separators = None if indent else (",", ":")
        with path.open("w", encoding="utf-8") as file:
            file.write("[")
            number = 0
            while file.tell() < size:
                text = ",".join(
                    json.dumps([nested(event, number + place)], indent=indent, separators=separators)[1:-1].rstrip()
                    for place, event in enumerate(islice(source, 1_000))
                )
                file.write((between if number else "") + text)
                number += 1_000
            file.write("]\n")

    return write


def _as_csv(delimiter: str, quoting: int, *, wrapped: bool = False) -> Write:
    def write(path: Path, source: Iterator[Event], size: int) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
            writer.writerow(HEADER)
            while file.tell() < size:
                for number, event in enumerate(islice(source, 1_000)):
                    row = cells(event)
                    if wrapped and number % 10 == 0:
                        row[5] += "\nat Roster.push(Roster.java:12)\nat Job.run(Job.java:1)"
                    writer.writerow(row)

    return write


def _row(event: Event) -> str:
    return "<tr>" + "".join(f'<td class="c">{html.escape(cell)}</td>' for cell in cells(event)) + "</tr>\n"


def _page(source: Iterator[Event], size: int) -> Iterator[str]:
    yield "<!DOCTYPE html>\n<html><head><title>Sync</title></head><body>\n<table>\n<tr>"
    yield "".join(f"<th>{name}</th>" for name in HEADER) + "</tr>\n"
    made = 0
    while made < size * 9 // 10:
        rows = "".join(map(_row, islice(source, 1_000)))
        made += len(rows)
        yield rows
    yield "</table>\n"
    while made < size:
        texts = "".join(
            f"<p>{html.escape(event['message'])} <b>{event['ts']}</b></p>\n" for event in islice(source, 500)
        )
        made += len(texts)
        yield texts
    yield "</body></html>\n"


def _as_page(path: Path, source: Iterator[Event], size: int) -> None:
    path.write_text("".join(_page(source, size)), encoding="utf-8")


def _as_workbook(path: Path, source: Iterator[Event], size: int) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        made = number = 0
        # Packed, a workbook takes less than half of the texts in it.
        while made < size * 23 // 10:
            number += 1
            row = cells(next(source))
            made += sum(map(len, row))
            sheet.write_row(number, 0, row)


def _as_mail(path: Path, source: Iterator[Event], size: int) -> None:
    text = io.StringIO()
    while text.tell() < size:
        for event in islice(source, 1_000):
            text.write(f"{event['ts']} {event['level'].upper()} {event['message']}\n")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "sync@school.example", "registrar@school.example", "Nightly sync"
    mail.set_content(text.getvalue(), cte="8bit")
    path.write_bytes(bytes(mail))


SORTS: dict[str, tuple[str, float, Write]] = {
    "json-2": ("json", 0.02, _as_json(None)),
    "json-50": ("json", 0.5, _as_json(None)),
    "json-100": ("json", 1.0, _as_json(None)),
    "pretty-2": ("json", 0.02, _as_json(2)),
    "pretty-100": ("json", 1.0, _as_json(2)),
    "csv-2": ("csv", 0.02, _as_csv(",", csv.QUOTE_MINIMAL)),
    "csv-50": ("csv", 0.5, _as_csv(",", csv.QUOTE_MINIMAL)),
    "csv-quoted-2": ("csv", 0.02, _as_csv(",", csv.QUOTE_ALL)),
    "csv-semicolon-2": ("csv", 0.02, _as_csv(";", csv.QUOTE_MINIMAL)),
    "csv-wrapped-2": ("csv", 0.02, _as_csv(",", csv.QUOTE_MINIMAL, wrapped=True)),
    "html-2": ("html", 0.02, _as_page),
    "html-50": ("html", 0.5, _as_page),
    "xlsx-2": ("xlsx", 0.02, _as_workbook),
    "mail-2": ("eml", 0.02, _as_mail),
}
"""What each sort of file is: the end of its name, the share of errors, and how it is written."""


def document(folder: Path, sort: str, size: int, catalog: Catalog) -> Path:
    """The file of a sort with about so many bytes; made when it is not there."""
    ending, errors, write = SORTS[sort]
    path = folder / f"{sort}-{size // 1_000_000}MB.{ending}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        write(part, events(catalog, errors), size)
        part.rename(path)
    return path
