"""A line made to be slow costs time in proportion to its length, in look-up and in a scan."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from app.core.scanning import error_lines, named_places
from app.core.text import fingerprint, timestamps
from app.core.text.unwrapping import unwrap
from app.services.error_desk import Desk
from app.services.scanning.sources import TextSource
from tests.catalog_texts import filled_plainly

MEASURABLE = 0.004
"""Seconds that the clock and other programs may add to a measurement."""

REPEATED = {
    "the start of a text": "Grading category ",
    "most of a text": "Grading category Essay 3 not found in OneRoster for ",
    "a short text": "Course not found ",
    "an open text": "PowerSchool Error: ",
    "one letter": "a",
    "digits": "1",
    "blanks": " ",
    "line breaks": "\n",
    "tabs": "\t",
    "dots": ".",
    "hyphens": "-",
    "slashes": "/",
    "a path": "/a1",
    "commas": ",",
    "numbers": "1,",
    "quotes": '"',
    "quotes and blanks": "' ",
    "dots and blanks": ".. ",
    "quotes in quotes": '"\\"',
    "cells": '"a","b",',
    "backslashes": "\\",
    "half escapes": "\\u00",
    "ampersands": "&amp;",
    "mail marks": "> \n",
    "brackets": "[({<",
    "addresses": "a@a.",
    "fields": "user=1 ",
    "equals signs": "=C3",
    "words of a heading": "sync ",
    "words of errors": "error 0 ",
}


def seconds(work: Callable[[str], object], text: str) -> float:
    """The least time of two that the work took on this text, of this process only."""
    times = []
    for _ in range(2):
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
    return min(times)


def assert_linear(work: Callable[[str], object], part: str, size: int, around: tuple[str, str] = ("", "")) -> None:
    """Twice the length takes less than three times as long."""
    once, twice = (around[0] + part * (length // len(part)) + around[1] for length in (size, 2 * size))
    measured = []
    for _ in range(3):
        first, second = seconds(work, once), seconds(work, twice)
        if second < 3 * first + MEASURABLE:
            return
        # What else runs on the machine may disturb one measurement, not all of them.
        measured.append(f"{len(once)} letters {first:.4f} s, {len(twice)} letters {second:.4f} s")
    pytest.fail("; ".join(measured))


@pytest.mark.parametrize("name", REPEATED)
def test_finding_texts(name: str, desk: Desk) -> None:
    # A known text before and after, so that everything around it is looked at as well.
    around = ("Course not found: ", " User not found.")
    assert_linear(lambda text: desk.matcher.exact.find(unwrap(text)), REPEATED[name], 6_000, around)


@pytest.mark.parametrize("name", REPEATED)
def test_looking_up(name: str, desk: Desk) -> None:
    desk.prepare()
    assert_linear(desk.look_up, REPEATED[name], 6_000, ("", "x"))


@pytest.mark.parametrize("name", REPEATED)
def test_reading_a_line(name: str, desk: Desk) -> None:
    def read(text: str) -> None:
        error_lines.outcome_of(text)
        fingerprint.fingerprint_of(text)
        timestamps.time_in(text)
        named_places.named_places(text)
        desk.is_log(text)

    assert_linear(read, REPEATED[name], 10_000, ("ERROR ", " x"))


@pytest.mark.parametrize("name", REPEATED)
def test_scanning_short_lines(name: str, desk: Desk) -> None:
    # Many lines just short enough to be looked at as a heading.
    line = (REPEATED[name].replace("\n", " ") * 150)[:150] + "\n"
    assert_linear(lambda text: desk.scan([TextSource("x.log", text)]), line, 7_000)


def test_every_template_with_its_own_beginnings(desk: Desk) -> None:
    """All words of a template stand in the line, the beginning of its text again and again."""
    slow = []
    for pattern in desk.matcher.exact.patterns.patterns:
        if not pattern.template.placeholders:
            continue
        words = filled_plainly(pattern.template.text)[0].split()
        head = " ".join(reversed(words)) + " "
        for cut in {1, len(words) // 2, len(words) - 1}:
            part = " ".join(words[:cut]) + " "
            try:
                assert_linear(pattern.search.search, part, 6_000, (head, ""))
            except pytest.fail.Exception as error:
                slow.append(f"{pattern.template.text[:60]} <- {part[:60]!r}: {error}")
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize("part", ["Grading category x not found ", "a", "é "])
def test_a_line_of_megabytes(part: str, desk: Desk) -> None:
    assert_linear(lambda text: desk.scan([TextSource("x.log", text)]), part, 700_000)


def test_a_row_of_empty_cells(desk: Desk) -> None:
    start = time.process_time()
    row = '"User missing the following fields: lastName, email",' + "," * 60_000
    (found,) = desk.matcher.exact.find(row)
    assert found.values == {"fields": "lastName, email"}
    assert time.process_time() - start < 2  # it was twelve
