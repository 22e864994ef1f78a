"""Files of eighteen formats and encodings in which known errors are planted."""

from __future__ import annotations

import bz2
import csv
import gzip
import html
import io
import json
import random
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
from msgspec import Struct

from tests.fixtures.make_formats import tarred, zipped

HEADER = ("Time", "Row", "Error Message")
ERRORS = 50
"""How many errors are planted in a file."""


class Planted(Struct, frozen=True):
    """One error: when, at which row of a roster, and what the log says."""

    time: str
    row: int
    message: str

    @property
    def cells(self) -> tuple[str, str, str]:
        """What a table shows."""
        return self.time, str(self.row), self.message


Rows = Sequence[Planted]


def planted(messages: Sequence[str], number: int) -> Rows:
    """Some messages, in an order that the number gives."""
    chance = random.Random(number)
    return [
        Planted(f"2025-09-02 06:{place // 60 % 60:02}:{place % 60:02}", place + 2, chance.choice(messages))
        for place in range(ERRORS)
    ]


def _log(rows: Rows) -> str:
    return "".join(f"{row.time} ERROR {row.message}\n" for row in rows)


def _table(delimiter: str) -> Callable[[Rows], bytes]:
    def write(rows: Rows) -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
        writer.writerows([HEADER, *(row.cells for row in rows)])
        return text.getvalue().encode()

    return write


def _xlsx(rows: Rows) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, cells in enumerate([HEADER, *(row.cells for row in rows)]):
            for column, cell in enumerate(cells):
                sheet.write_string(place, column, cell)
    return file.getvalue()


def _ods(rows: Rows) -> bytes:
    shown = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
                  for cell in cells)
        + "</table:table-row>"
        for cells in [HEADER, *(row.cells for row in rows)]
    )  # fmt: skip
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Errors">{shown}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    listed = f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entry}'
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": f"{listed}</manifest:manifest>"})


def _page(rows: Rows) -> bytes:
    shown = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>\n"
        for cells in [HEADER, *(row.cells for row in rows)]
    )
    return f"<!DOCTYPE html><html><body><table>\n{shown}</table></body></html>\n".encode()


def _mail(rows: Rows) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "job@x.example", "registrar@x.example", "Nightly sync"
    mail.set_content("See the log.\n")
    mail.add_attachment(_log(rows).encode(), maintype="text", subtype="plain", filename="night.log")
    return bytes(mail)


def _objects(rows: Rows) -> list[dict[str, object]]:
    return [{"time": row.time, "level": "error", "row": row.row, "message": row.message} for row in rows]


def _json_lines(rows: Rows) -> bytes:
    return "".join(f"{json.dumps(one)}\n" for one in _objects(rows)).encode()


def _events(rows: Rows) -> bytes:
    shown = "".join(
        f"<Event><System><Provider Name='Sync'/><Level>2</Level>"
        f"<TimeCreated SystemTime={quoteattr(row.time.replace(' ', 'T') + 'Z')}/></System>"
        f"<EventData><Data>{escape(row.message)}</Data></EventData></Event>\n"
        for row in rows
    )
    return f"<?xml version='1.0' encoding='utf-8'?>\n<Events>\n{shown}</Events>\n".encode()


def _yaml(rows: Rows) -> bytes:
    return "".join(
        f"- time: {row.time}\n  row: {row.row}\n  error: {json.dumps(row.message)}\n" for row in rows
    ).encode()


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    "night.log": lambda rows: _log(rows).encode(),
    "utf16.log": lambda rows: _log(rows).encode("utf-16"),
    "signed.log": lambda rows: _log(rows).encode("utf-8-sig"),
    "western.log": lambda rows: _log(rows).encode("windows-1252", "replace"),
    "carriage.log": lambda rows: _log(rows).replace("\n", "\r\n").encode(),
    "night.csv": _table(","),
    "semicolon.csv": _table(";"),
    "night.tsv": _table("\t"),
    "night.jsonl": _json_lines,
    "night.json": lambda rows: json.dumps(_objects(rows), indent=2).encode(),
    "events.xml": _events,
    "night.yaml": _yaml,
    "night.html": _page,
    "night.eml": _mail,
    "night.xlsx": _xlsx,
    "night.ods": _ods,
    "night.zip": lambda rows: zipped({"night.log.gz": gzip.compress(_log(rows).encode())}),
    "night.tgz": lambda rows: tarred({"night.log.bz2": bz2.compress(_log(rows).encode())}, "w:gz"),
}
"""How a file of each format is written."""
