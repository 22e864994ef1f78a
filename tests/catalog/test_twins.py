"""The same error in two systems ends in the same way, or the entry says why not."""

from __future__ import annotations

from app.services.error_desk import Desk


def test_twins_agree_or_say_why_not(desk: Desk) -> None:
    entries = {entry.id: entry for entry in desk.catalog.entries}
    pairs = [(entry, entries[other]) for entry in entries.values() for other in entry.relations.twin]
    assert len(pairs) > 20
    for one, other in pairs:
        if one.consequence != other.consequence:
            assert one.consequence_note or other.consequence_note, (one.id, other.id)
        if one.next_run != other.next_run:
            assert one.next_run_note or other.next_run_note, (one.id, other.id)


def test_a_warning_comes_before_the_scores_are_written_over(desk: Desk) -> None:
    """Remaster writes over the scores of a system, so a step before it says which to write down."""
    found = 0
    for entry in desk.catalog.entries:
        for cause in entry.causes:
            names = [step.use for step in cause.steps]
            if "remaster" in names:
                found += 1
                before = names[: names.index("remaster")]
                assert "save-scores" in before, entry.id
                assert "open-grade-sync" in before, entry.id
    assert found >= 8
