"""HAR, the network log of a browser: a call and its answer are one record; only answers that failed tell an error."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import BinaryIO

from app.core.matching.clues import ClueReader
from app.core.scanning.document_prefilter import Sieve
from app.core.scanning.json_records import record_of, told_in
from app.core.scanning.log_record import LogRecord, Outcome
from app.core.text.identifiers import identifier_kind
from app.storage.documents.json_text import BrokenJsonError, JsonText
from app.storage.documents.plain_lines import plain_records
from app.storage.documents.reader import TextReader
from app.storage.logs.text_lines import MAX_LINE

_BEGINS = re.compile(r"\{\s*\"log\"\s*:\s*\{")
_FIELDS = re.compile(r"\"(?:entries|creator|browser|pages|startedDateTime)\"\s*:")
_MAX_ENTRY = 32 * 1024 * 1024
_MAX_BODY = 64 * 1024
_MAX_FIELDS = 200
_FIRST_FAILURE = 400

Entry = Mapping[str, object]


def is_har(text: str) -> bool:
    """Whether a JSON document that begins so is the network log of a browser."""
    return _BEGINS.match(text) is not None and _FIELDS.search(text, 0, 4096) is not None


class HarReader(TextReader):
    """Reads a HAR file. Record numbers are the lines on which the entries begin."""

    format = "har"

    def records(
        self,
        stream: BinaryIO,
        clue_reader: ClueReader,
        sieve: Sieve | None = None,  # noqa: ARG002 - an answer may be packed as base64, which raw bytes do not show
    ) -> Iterator[LogRecord | None]:
        """A record for each entry. Where the file is no JSON any more, the rest is read as lines; a note says so."""
        text = JsonText(stream, self._encoding)
        try:
            for entry, line in _entries(text):
                self.lines = line
                yield _record(entry, line, clue_reader)
                yield None
        except BrokenJsonError as error:
            self.notes.append(f"Line {text.line}: {error}; from there on it was read as plain lines.")
            lines = iter(lambda: text.rest_of_line(MAX_LINE), None)
            for record in plain_records((number, line) for line, number in lines):
                self.lines = record.number
                yield record
        text.check()


def _entries(text: JsonText) -> Iterator[tuple[Entry, int]]:
    """The entries with their lines; all else in the document is passed over. Raises BrokenJsonError."""
    for name in _names(text):
        if name != "log" or text.next_mark() != "{":
            _pass_over(text)
            continue
        for inner in _names(text):
            if inner != "entries" or text.next_mark() != "[":
                _pass_over(text)
                continue
            text.skip()
            if text.next_mark() == "]":
                text.skip()
                continue
            while True:
                text.next_mark()
                line = text.line
                value = _pass_over(text)
                if isinstance(value, dict):
                    yield value, line
                if _ends(text, "]"):
                    break


def _names(text: JsonText) -> Iterator[str]:
    """The names of an object's fields; at each the text stands before its value."""
    if text.next_mark() != "{":
        raise BrokenJsonError("a comma or bracket is missing")
    text.skip()
    if text.next_mark() == "}":
        text.skip()
        return
    while True:
        if text.next_mark() != '"':
            raise BrokenJsonError("a field's name in quotes is missing")
        name = str(text.scalar())
        if text.next_mark() != ":":
            raise BrokenJsonError("a colon is missing")
        text.skip()
        yield name
        if _ends(text, "}"):
            return


def _ends(text: JsonText, closing: str) -> bool:
    mark = text.next_mark()
    if mark not in {closing, ","} or not mark:
        raise BrokenJsonError("a comma or bracket is missing" if mark else "the document is cut off")
    text.skip()
    return mark == closing


def _pass_over(text: JsonText) -> object:
    """The value that begins here."""
    mark = text.next_mark()
    if not mark:
        raise BrokenJsonError("the document is cut off")
    if mark not in "{[":
        return text.scalar()
    whole = text.container(_MAX_ENTRY)
    if whole is None:
        raise BrokenJsonError("a record is broken or too large")
    return whole[0]


def _record(entry: Entry, line: int, clue_reader: ClueReader) -> LogRecord:
    request, response = _object(entry, "request"), _object(entry, "response")
    status = response.get("status")
    failed = not isinstance(status, int) or status == 0 or status >= _FIRST_FAILURE
    called = f"{request.get('method', '')} {request.get('url', '')} {status or ''}".strip()
    if not failed:
        return LogRecord(called, line, time=str(entry.get("startedDateTime", "")), outcome=Outcome.FINE)
    value: dict[str, object] = dict(_identifiers(request))
    said = _body(_object(response, "content")) or str(response.get("_error") or response.get("statusText") or "")
    value |= {"time": str(entry.get("startedDateTime", "")), "endpoint": str(request.get("url", "")).split("?", 1)[0]}
    value |= {"status": str(status), "message": f"{called}\n{said}"}
    told = next(told_in(value))
    record = record_of(told, line, clue_reader)
    return LogRecord(record.text, line, record.clues, record.time, record.names, Outcome.FAILED)


def _object(value: Mapping[str, object], name: str) -> Mapping[str, object]:
    held = value.get(name)
    return held if isinstance(held, dict) else {}


def _body(content: Mapping[str, object]) -> str:
    text = content.get("text")
    if not isinstance(text, str):
        return ""
    if content.get("encoding") != "base64":
        return text[:_MAX_BODY]
    try:
        return base64.b64decode(text[: 2 * _MAX_BODY], validate=False).decode("utf-8", errors="replace")
    except (binascii.Error, ValueError):
        return ""


def _identifiers(request: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What the fields of a call name: of the JSON or form that was sent, and of the address."""
    sent = _object(request, "postData")
    text = sent.get("text")
    if isinstance(text, str) and text.lstrip()[:1] in {"{", "["}:
        with suppress(ValueError, RecursionError):
            yield from _named(json.loads(text[:_MAX_BODY]))
    for pairs in (sent.get("params"), request.get("queryString")):
        for pair in pairs[:_MAX_FIELDS] if isinstance(pairs, list) else ():
            if isinstance(pair, dict):
                yield from _named({str(pair.get("name", "")): pair.get("value")})


def _named(value: object) -> Iterator[tuple[str, str]]:
    """The fields of a sent value that name a record; of a list only where one was sent."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        return
    for name, held in list(value.items())[:_MAX_FIELDS]:
        if isinstance(held, dict) and len(value) == 1:
            yield from _named(held)
        elif isinstance(held, str | int) and not isinstance(held, bool) and identifier_kind(name):
            yield name, str(held)
