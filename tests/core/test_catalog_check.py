"""A catalog proves itself: each fault of an entry is named with its field and what to write instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.storage.catalog.checked import read_checked_catalog

VOCABULARY = Path(__file__).resolve().parents[2] / "catalog" / "vocabulary.yaml"
GOOD = """\
system: Canvas
vendor: Skyward
entries:
  - id: canvas.skyward.first
    title: First
    record_types: [assignment]
    messages:
      - text: "The moon is made of {what:text} cheese today"
        status: "400"
    meaning: It says what the moon is made of.
    causes:
      - title: It is so
        steps:
          - {do: Look up., who: teacher, where: Canvas}
    consequence: harmless
    next_run: repairs-itself
    escalate: {to: Skyward Support, send: The line.}
    also_said: [cheesy moon]
    certainty: inferred
    source: {document: canvas-sis-error-dictionary, section: Skyward}
    samples:
      match:
        - {text: The moon is made of green cheese today, values: {what: green}}
      no_match: [The moon is made of rock]
"""
SECOND = GOOD.split("entries:\n")[1].replace("canvas.skyward.first", "canvas.skyward.second").replace("moon", "sun")


def faults_of(folder: Path, text: str) -> list[str]:
    catalog = folder / "catalog"
    catalog.mkdir()
    (catalog / "vocabulary.yaml").write_text(VOCABULARY.read_text(encoding="utf-8"), encoding="utf-8")
    (catalog / "skyward.yaml").write_text(text, encoding="utf-8")
    source = read_checked_catalog(catalog)
    # Whatever is wrong with the first entry, the second is there.
    assert [entry.id for entry in source.catalog.entries][-1] == "canvas.skyward.second"
    return [str(fault) for fault in source.faults]


def test_a_sound_catalog_has_no_faults(tmp_path: Path) -> None:
    assert faults_of(tmp_path, GOOD + SECOND) == []


@pytest.mark.parametrize(
    ("written", "instead", "fault"),
    [
        (
            "who: teacher",
            "who: techer",
            r":14: .*steps\[0\]\.who: 'techer' is not in the vocabulary; did you mean 'teacher'",
        ),
        ("where: Canvas}", "where: Moon}", r"steps\[0\]\.where: 'Moon' is not in the vocabulary; choose one of: SIS"),
        ("[assignment]", "[assigment]", r":6: .*record_types\[0\]: 'assigment' .* did you mean 'assignment'"),
        ("harmless", "armless", r":15: .*consequence: .* did you mean 'harmless'"),
        ('status: "400"', "wording: cut", r":9: .*wording: is cut, .* end it with a placeholder of kind 'rest'"),
        ("{what:text}", "{what:thing}", r":8: .*messages\[0\]\.text: .*write \{name:kind\} with kind one of email"),
        ("{what:text}", "{what}", r"messages\[0\]\.text: .*not a placeholder"),
        ('status: "400"', 'status: "4OO"', r"messages\[0\]\.status: '4OO' is not an HTTP status; write three digits"),
        (
            'status: "400"',
            "when: {wat: [green]}",
            r"messages\[0\]\.when: the text has no placeholder 'wat'; did you mean 'what'",
        ),
        ("values: {what: green}", "values: {what: blue}", r":23: .*reads 'green', where the sample says 'blue'"),
        (
            "made of green cheese today",
            "made of green cheese",
            r":23: .*does not match; write it as the message's text",
        ),
        ("[The moon is made of rock]", "[The moon is made of old cheese today]", r":24: .*matches, though it must not"),
        ("meaning: It says what the moon is made of.", "meaning: ' '", r":10: .*meaning: is empty; write a sentence"),
        (
            "certainty: inferred",
            "certainty: inferred\n    relations: {see-also: [canvas.skyward.secnd]}",
            r"did you mean 'canvas.skyward.second'",
        ),
        (
            "where: Canvas}",
            "where: Canvas, certainty: infered}",
            r"steps\[0\]\.certainty: .*did you mean 'inferred'",
        ),
    ],
)
def test_a_fault_is_named_and_the_rest_loads(tmp_path: Path, written: str, instead: str, fault: str) -> None:
    assert GOOD.count(written) >= 1
    faults = faults_of(tmp_path, GOOD.replace(written, instead, 1) + SECOND)
    assert len(faults) == 1
    assert faults[0].startswith("catalog/skyward.yaml:")
    assert re.search(fault, faults[0]), faults[0]


def test_an_unknown_vendor_is_named_with_the_one_meant(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog"
    catalog.mkdir()
    (catalog / "vocabulary.yaml").write_text(VOCABULARY.read_text(encoding="utf-8"), encoding="utf-8")
    (catalog / "skyward.yaml").write_text(GOOD.replace("vendor: Skyward", "vendor: Skywrd"), encoding="utf-8")
    source = read_checked_catalog(catalog)
    assert source.catalog.entries == ()
    assert str(source.faults[0]).startswith("catalog/skyward.yaml:2: "), "where the file says it"
    assert re.search(r"vendor: 'Skywrd' is not in the vocabulary; did you mean 'Skyward'", str(source.faults[0]))


def test_two_entries_of_one_vendor_and_type_with_one_text_are_both_offered_not_faulted(tmp_path: Path) -> None:
    # Sharing a text is lawful; the samples then match both.
    shared = SECOND.replace("sun", "moon")
    assert faults_of(tmp_path, GOOD + shared) == []
