"""A scan that is slow and obvious, to compare the quick one with.

The whole log as text, split into lines, chained into records by `goes_on`, and every template tried on each record by
its words: nothing is searched for beforehand and nothing is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from app.core.matching.exact_match import ExactMatcher
from app.core.matching.filters import NO_FILTERS, Filters
from app.core.report.findings import Finding
from app.core.report.partial_report import Part
from app.core.report.report import Report
from app.core.scanning.block_scanner import BlockScanner
from app.core.scanning.prefilter import Prefilter
from app.core.scanning.scanner import Scanner
from app.core.text.multiline import MAX_RECORD_LINES, goes_on, goes_on_over_blank

_LINE_END = re.compile(rb"\r\n|\r|\n")


def lines_of(data: bytes) -> list[str]:
    """The lines of a log; LF, CRLF and lone CR end them."""
    lines = _LINE_END.split(data)
    if not lines[-1]:
        lines.pop()
    return [_text(line) for line in lines]


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("windows-1252", errors="replace")


def records_of(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The records with the numbers of their first lines."""
    start = 0
    for end in range(1, len(lines) + 1):
        ends = end == len(lines) or not _belongs(lines, end)
        if ends or end - start == MAX_RECORD_LINES:
            yield start + 1, "\n".join(lines[start:end])
            start = end


def _belongs(lines: list[str], number: int) -> bool:
    """Whether a line belongs to the record of the line above it, be it a blank one between two that belong together."""
    above, line = lines[number - 1], lines[number]
    if goes_on(above, line):
        return True
    if not line.strip():
        return number + 1 < len(lines) and goes_on_over_blank(above, lines[number + 1])
    return not above.strip() and number > 1 and goes_on_over_blank(lines[number - 2], line)


def reference_report(
    exact: ExactMatcher, data: bytes, path: str, filters: Filters = NO_FILTERS, *, remember: bool = False
) -> Report:
    """The report on a log; `remember` lets the scanner remember what it worked out."""
    scanner = Scanner(exact, filters, remember=remember)
    verdict = scanner.begin_file(path)
    lines = lines_of(data)
    for number, text in records_of(lines):
        scanner.line_above = partial(_above, lines, number)
        scanner.take(text, number, None)
    verdict.lines, verdict.bytes = len(lines), len(data)
    return scanner.report()


def _above(lines: list[str], number: int) -> str:
    return lines[number - 2] if number > 1 else ""


@cache
def prefilter_of(anchors: tuple[str, ...]) -> Prefilter:
    """The prefilter for these anchors; making one takes longer than a small scan."""
    return Prefilter(anchors)


def with_plain_ends(data: bytes) -> bytes:
    """A log as readers hand it to the block scanner: each line ends with LF or CRLF, the last one perhaps with none."""
    return re.sub(rb"\r(?!\n)", b"\n", data)


def feed(blocks: BlockScanner, data: bytes, size: int) -> None:
    """Feed a block scanner as readers do, through a buffer of `size` bytes; it grows where a line is longer."""
    buffer = bytearray()
    position = 0
    while position < len(data):
        more = data[position : position + max(size - len(buffer), 1)]
        position += len(more)
        buffer += more
        whole = buffer.rfind(b"\n") + 1
        if whole and position < len(data):
            del buffer[: blocks.feed(buffer, whole, final=False)]
    if buffer:
        blocks.feed(buffer, len(buffer), final=True)


def blockwise_part(
    exact: ExactMatcher,
    data: bytes,
    path: str,
    size: int,
    *,
    within: bool = False,
    filters: Filters = NO_FILTERS,
    above: str = "",
) -> Part:
    """What the quick scan finds in a log, or `within` a file in a later part of it; its lines count from 1.

    `above` is the line above that part.
    """
    scanner = Scanner(exact, filters)
    verdict = scanner.begin_file(path, within=within)
    blocks = BlockScanner(scanner, prefilter_of(scanner.matcher.anchors))
    blocks.begin(above)
    data = with_plain_ends(data)
    feed(blocks, data, size)
    # The number of the line that comes next; a last line without an end is one, too.
    verdict.lines = blocks.line - 1 + (bool(data) and not data.endswith(b"\n"))
    verdict.bytes = len(data)
    return scanner.part()


def told(report: Report) -> dict[str, Any]:
    """All that a report says, in a form that compares and prints well."""
    return {
        "lines": report.lines,
        "files": {file.path: (file.findings, file.unknown, file.lines, file.error) for file in report.files},
        "findings": {" | ".join(finding.ids): _told(finding) for finding in report.findings},
        "unknown": {one.shape: (one.count, one.place, one.sample) for one in report.unknown},
        "unknown dropped": report.unknown_dropped,
    }


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "count": finding.count,
        "files": dict(finding.files),
        "records": {name: (one.count, one.kind, one.details) for name, one in finding.records.items()},
        "all records": finding.records.total,
        "values": {name: dict(counted.items()) for name, counted in finding.values.items()},
        "times": dict(finding.times),
        "first": finding.first,
        "last": finding.last,
        "samples": finding.samples,
    }


def differences(quick: Report, slow: Report) -> list[str]:
    """What the first report says otherwise than the second, one line for each thing."""
    return list(_differences(told(quick), told(slow), ""))


def _differences(quick: object, slow: object, name: str) -> Iterator[str]:
    if isinstance(quick, dict) and isinstance(slow, dict):
        for key in {**quick, **slow}:
            yield from _differences(quick.get(key), slow.get(key), f"{name} / {key}")
    elif quick != slow:
        yield f"{name}: {quick} instead of {slow}"
