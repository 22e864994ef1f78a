"""Every text of the catalog has an anchor, and whatever matches in a log holds it."""

from __future__ import annotations

import re

import pytest

from app.core.catalog.template import parse_template
from app.core.matching.anchors import ANCHOR_LETTERS, anchors_of, holds_anchor
from app.core.matching.pattern import Pattern
from app.core.text.unwrapping import unwrap
from app.services.error_desk import Desk
from tests.catalog_texts import filled_plainly, sample_texts


@pytest.fixture(scope="module")
def anchored(desk: Desk) -> list[tuple[Pattern, str]]:
    """Every distinct text of the catalog with its anchor."""
    patterns = desk.matcher.exact.patterns.patterns
    return list(zip(patterns, anchors_of([pattern.template for pattern in patterns]), strict=True))


def test_an_anchor_is_a_run_that_no_encoder_rewrites(anchored: list[tuple[Pattern, str]]) -> None:
    assert len(anchored) > 100
    for pattern, anchor in anchored:
        assert re.fullmatch(r"[a-z0-9_]+( [a-z0-9_]+)*", anchor), pattern.template.text
        assert len(anchor) <= max(ANCHOR_LETTERS, *map(len, anchor.split())), pattern.template.text
        assert len(anchor) >= 4, f"{pattern.template.text} would be looked for in every second line"


def test_an_anchor_stands_in_its_text(anchored: list[tuple[Pattern, str]]) -> None:
    for pattern, anchor in anchored:
        text = filled_plainly(pattern.template.text)[0]
        assert holds_anchor(text, anchor)
        assert holds_anchor(text.upper(), anchor)
        assert holds_anchor(re.sub(r" ", " \t\n", text), anchor)
        assert not holds_anchor(text.casefold().replace(anchor, "gone"), anchor)


def test_every_sample_that_matches_holds_its_anchor(desk: Desk, anchored: list[tuple[Pattern, str]]) -> None:
    missing = []
    for sample in sample_texts(desk.catalog):
        text = unwrap(sample.text)
        found = [(one.search.search(text), anchor) for one, anchor in anchored if sample.entry in _owners(one)]
        matches = [(match.group(), anchor) for match, anchor in found if match is not None]
        if not any(holds_anchor(match, anchor) for match, anchor in matches):
            missing.append(f"{sample.entry.id}: {sample.text[:80]!r} {matches[:2]}")
    assert not missing, "\n".join(missing)


def _owners(pattern: Pattern) -> list[object]:
    return [owner.entry for owner in pattern.owners]


@pytest.mark.parametrize(
    ("texts", "anchors"),
    [
        # As long as it may be, of the words that are rare.
        (["Email must be unique"], ["email must be unique"]),
        (["The very first of all the words that stand in this text"], ["all the words that stand"]),
        # Never across a placeholder or a mark.
        (["Assignment {name:text} is marked as deleted."], ["is marked as deleted"]),
        (["Course not found: {id:id}"], ["course not found"]),
        (["User's e-mail is empty"], ["mail is empty"]),
        (["{{user}} unknown person"], ["unknown person"]),
        # No ASCII run at all.
        (["é è"], ["é"]),
    ],
)
def test_the_anchor_of_a_text(texts: list[str], anchors: list[str]) -> None:
    assert list(anchors_of([parse_template(text) for text in texts])) == anchors


def test_words_that_many_texts_share_are_passed_over() -> None:
    texts = [f"The sync of this school year: group {number}" for number in range(30)]
    anchor = anchors_of([parse_template(text) for text in (*texts, "The sync of this school year: odd things here")])[
        -1
    ]
    assert anchor == "odd things here"
