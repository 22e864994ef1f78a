"""Which fingerprints say the same, seen in all of them together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.report.place import Place
from app.core.report.unknown_groups import UnknownShapes, grouped
from app.core.text.fingerprint import fingerprint_of
from app.core.text.log_templates import templates_of

WORDS = ("kmoss", "root", "webmaster", "guest", "oracle", "backup", "ftp")


def test_many_words_in_one_place_are_names() -> None:
    lines = [f"password of login {word} was refused by the directory" for word in WORDS[:3]]
    assert set(templates_of(lines).values()) == {"password of login <*> was refused by the directory"}
    lines = [f"cannot mount volume {word} on this machine" for word in WORDS[:6]]
    assert set(templates_of(lines).values()) == {"cannot mount volume <*> on this machine"}


def test_few_words_tell_errors_apart() -> None:
    lines = [f"the roster file was {word} by another job" for word in ("opened", "closed", "locked", "deleted")]
    assert list(templates_of(lines).values()) == lines


def test_two_words_with_signs_are_names() -> None:
    lines = ["domain root_domain is not served any more", "domain cluster_usr is not served any more"]
    assert set(templates_of(lines).values()) == {"domain <*> is not served any more"}


def test_names_of_several_words_are_one_place() -> None:
    names = ("ana silva", "juan de leon", "mia", "<*>")
    lines = [f"photo of student {name} could not be saved" for name in names]
    assert set(templates_of(lines).values()) == {"photo of student <*> could not be saved"}


def test_short_messages_stay_apart() -> None:
    lines = [f"{word} failed" for word in WORDS]
    assert list(templates_of(lines).values()) == lines


@given(st.permutations([f"cannot open door {a} in hall {b}" for a in WORDS for b in WORDS]))
def test_the_order_does_not_matter(lines: list[str]) -> None:
    assert templates_of(lines) == templates_of(sorted(lines))
    assert len(set(templates_of(lines).values())) == 1


def test_groups_of_merged_parts_are_those_of_the_whole() -> None:
    lines = [f"ERROR cannot open door {word} in hall {n}" for n, word in enumerate(WORDS)] + ["ERROR no key"] * 2
    whole, merged = UnknownShapes(), UnknownShapes()
    parts = [UnknownShapes() for _ in range(3)]
    for number, line in enumerate(lines):
        for shapes in (whole, parts[number % 3]):
            shapes.add(fingerprint_of(line), line, Place("a.log", number + 1))
    for part in reversed(parts):
        merged.merge(part.listed(), part.dropped)
    groups = grouped(merged.listed())
    assert groups == grouped(whole.listed())
    assert [(group.count, group.said, group.place.line) for group in groups] == [
        (7, "cannot open door kmoss in hall 0", 1),
        (2, "no key", 8),
    ]
