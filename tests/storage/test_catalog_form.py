"""The form in which entries are written: defaults of a file, short and named steps, relations, and the way to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.catalog.faults import Fault
from app.core.catalog.model import Entry, NamedStep
from app.services.catalog_checking import check_folder
from app.services.catalog_upgrading import upgrade_folder
from app.storage.catalog.conversion import convert_all
from app.storage.catalog.entry_file import EntryFile
from app.storage.catalog.reader import read_catalog, read_steps
from app.storage.catalog.shorthand import with_relations, written_out
from app.storage.catalog.upgrade import upgraded
from app.storage.places import find_places

ROOT = Path(__file__).resolve().parents[2]
CATALOG = ROOT / "catalog"
LOOK_UP = "- do: Look up the record in Skyward.\n            who: registrar\n            where: Skyward"
STEPS = {"look-up": NamedStep("Look up the record in {system}.", "registrar", "{system}")}
OLD = """# A comment that stays.
system: CourseKey
vendor: CourseKey
entries:
  - id: coursekey.user.badge-one
    title: Badge
    record_types: [user]
    messages: [{text: "The badge printer of building {building:text} ran out of paper"}]
    meaning: The badge printer of the district has no paper.
    causes:
      - title: No paper
        steps:
          - do: 'Put paper into the printer: the upper tray takes plain paper, the lower tray takes badges cut.'
            who: registrar
            where: Log
          # Why this step is here.
          - do: Look up the record in Skyward.
            who: registrar
            where: Skyward
    consequence: harmless
    next_run: repairs-itself
    escalate: {to: District help desk, send: The line.}
    also_said: [no badge]
    certainty: documented
    source: {document: coursekey-error-dictionary, section: x}
    related: [coursekey.user.badge-two]
    samples: {match: [{text: The badge printer of building North ran out of paper}]}
"""


def entries_of(tmp_path: Path, text: str) -> list[Entry]:
    path = tmp_path / "some.yaml"
    path.write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    read = [entry for entry, _ in EntryFile("some.yaml", faults, []).read(path)]
    assert [fault for fault in faults if not fault.is_note] == []
    return read


def test_the_short_form_says_the_same(tmp_path: Path) -> None:
    new = upgraded(OLD, {})
    assert entries_of(tmp_path, new) == entries_of(tmp_path, OLD)
    assert "registrar@Skyward: Look up the record in Skyward." in new
    assert "# A comment that stays." in new
    assert "related" not in new
    assert max(map(len, new.splitlines())) <= 120


def test_a_step_of_the_same_words_is_written_by_its_name() -> None:
    assert "- {use: look-up, system: Skyward}" in upgraded(OLD, STEPS)


def test_comments_among_the_lines_that_go_stay(tmp_path: Path) -> None:
    text = OLD.replace(
        "who: registrar\n            where: Skyward",
        "who: registrar  # since the office is new\n            where: Skyward",
    )
    new = upgraded(text, {})
    assert entries_of(tmp_path, new) == entries_of(tmp_path, OLD)
    assert "          # since the office is new\n          - registrar@Skyward: Look up" in new


@pytest.mark.parametrize(
    ("written", "place", "certainty"),
    [
        ("registrar@SIS (inferred): Look it up.", "SIS", "inferred"),
        ("registrar @ Infinite Campus ( community ): Look it up.", "Infinite Campus", "community"),
        ("registrar@SIS: Look it up.", "SIS", ""),
        ("{do: Look it up., who: registrar, where: SIS, certainty: inferred}", "SIS", "inferred"),
        ("{use: look-up, certainty: inferred}", "", "inferred"),
    ],
)
def test_a_step_says_how_sure_it_is(tmp_path: Path, written: str, place: str, certainty: str) -> None:
    (entry,) = entries_of(tmp_path, OLD.replace(LOOK_UP, f"- {written}"))
    step = entry.causes[0].steps[1]
    assert (step.where, step.certainty) == (place, certainty)


def test_how_sure_a_step_is_stays_in_its_line(tmp_path: Path) -> None:
    old = OLD.replace("where: Skyward", "where: Skyward\n            certainty: inferred")
    new = upgraded(old, {})
    assert "- registrar@Skyward (inferred): Look up" in new
    assert entries_of(tmp_path, new) == entries_of(tmp_path, old)
    assert "- {use: look-up, system: Skyward, certainty: inferred}" in upgraded(old, STEPS)


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a list\n", "a text", "entries: none\n", "entries: []\n"])
def test_a_file_without_entries_stays_as_it_is(text: str) -> None:
    assert upgraded(text, STEPS) == text


def test_what_is_in_the_short_form_stays_as_it_is() -> None:
    new = upgraded(OLD, STEPS)
    assert upgraded(new, STEPS) == new


def test_the_files_of_the_catalog_are_in_the_short_form() -> None:
    steps = read_steps(CATALOG / "steps.yaml")
    for path in sorted(CATALOG.glob("c*/*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert upgraded(text, steps) == text, path.name


def test_a_file_gives_defaults_and_an_entry_may_differ(tmp_path: Path) -> None:
    head = "certainty: inferred\nescalate: {to: District help desk}\nrecord_types: [course]\nentries:"
    text = OLD.replace("entries:", head).replace("{to: District help desk, send: The line.}", "{send: The line.}")
    (entry,) = entries_of(tmp_path, text.replace("    certainty: documented\n", ""))
    assert (entry.certainty, entry.record_types) == ("inferred", ("user",))
    assert (entry.escalate.to, entry.escalate.send) == ("District help desk", "The line.")


def test_named_steps_are_filled_in_and_keep_their_name() -> None:
    catalog = read_catalog(CATALOG).catalog
    steps = [step for entry in catalog.entries for cause in entry.causes for step in cause.steps]
    named = [step for step in steps if step.use]
    assert len(named) > 150
    assert all(step.do and step.who and step.where and "{" not in step.do for step in steps)


def added(tmp_path: Path, text: str) -> list[str]:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "some.yaml").write_text(text, encoding="utf-8")
    return [str(fault) for fault in check_folder(folder, find_places()).faults]


def test_a_folder_is_checked_together_with_the_catalog(tmp_path: Path) -> None:
    (note,) = added(tmp_path, OLD.replace("coursekey.user.badge-two", "coursekey.user.email-must-be-unique"))
    assert "'catalog upgrade' rewrites the file" in note


@pytest.mark.parametrize(
    ("written", "instead", "fault"),
    [
        ("coursekey.user.badge-one", "coursekey.user.email-must-be-unique", "the id is used in the program's own"),
        ("coursekey.user.badge-one", "Badge One", "is not an id"),
        ("[coursekey.user.badge-two]", "[coursekey.user.badge]", "there is no entry 'coursekey.user.badge'"),
        ("related: [coursekey.user.badge-two]", "relations: text", "this is a text; write a block"),
        ("related: [coursekey.user.badge-two]", "relations: [text]", "this is a list; write a block"),
        ("related: [coursekey.user.badge-two]", "links: [example.com]", "is not a link"),
        ("related: [coursekey.user.badge-two]", "links: ['https://example.com:443/x']", "names a port; remove ':443'"),
        ("[no badge]", "[]", "is empty; write how people say it"),
        ("No paper", "No “paper”", "typographic character"),
        ("Look up the record in Skyward.", "Contact CourseKey Support.", "does not say what to send"),
        ("vendor: CourseKey", "vendor: CourseKee", "did you mean 'CourseKey'?, or add it to vocabulary.yaml"),
        ("certainty: documented", "certainty: documentd", "did you mean 'documented'?"),
        ("who: registrar", "who: registrr", "did you mean 'registrar'?"),
        ("consequence: harmless", "consequence: harmles", "did you mean 'harmless'?"),
        ("title: Badge", "titel: Badge", "unknown field 'titel'; did you mean 'title'?"),
        ("next_run: repairs-itself\n", "\n", "the field 'next_run' is missing; add it"),
        ("[{text: The badge printer of building North ran out of paper}]", "[{text: Something}]", "does not match"),
        ("{building:text}", "{building:txt}", "txt"),
        (LOOK_UP, "- use: lookup",
         "there is no named step 'lookup' in steps.yaml"),
        (LOOK_UP,
         "- use: send-line-to-manager", "needs 'system'; write {use: send-line-to-manager, system: ...}"),
        (LOOK_UP, "- registrar@SIS: Look it up.\n            teacher@SIS: Correct it.", "unknown field 'registrar@"),
        (LOOK_UP, "- coursekey-support@CourseKey: Repair the account.", "write what it does"),
        (LOOK_UP, "- registrar@SIS (infered): Look it up.", "did you mean 'inferred'?"),
        (LOOK_UP, "- registrar@SIS (documented): Look it up.", "is that of its cause or entry anyway; remove it"),
        ("      - title: No paper", "      - title: No paper\n        certainty: community",
         "is that of the only cause; give it to the entry"),
        ("The badge printer of the district has", "The badge printer stands empty. It has",
         "says 'stands'; write 'is'"),
        ("The badge printer of the district has", "The color of the labelled printer has", "the American spelling"),
        ("- title: No paper", "- title: A blank between two names", "says 'blank'; write 'space'"),
        ("The badge printer of the district has no paper.",
         "Identification documentation necessitates considerable organizational preparation regarding authorized and "
         "unauthorized administrative personnel availability.", "is hard to read (grade"),
        ("The badge printer of the district has no paper.", "''", "is empty; write a sentence"),
        ("title: Badge", "title: Badge\n    title: Card", "the key 'title' is here twice"),
        ("escalate: {to: District help desk, send: The line.}", "escalate: {to: District help desk}",
         "'send' is missing"),
        ("send: The line.", "send: ''", "is empty; write a sentence"),
        ("next_run: repairs-itself", "next_run: [repairs-itself]", "write a text"),
        ("where: Log", "where: Logg", "did you mean 'Log'?"),
        ("    causes:\n", "\tcauses:\n", "tab"),
        ("{building:text} ran", "{building} ran", "write {name:kind}"),
        ("ran out of paper\"}", "ran out of paper\", status: 400}", "quotes"),
        ("ran out of paper\"}", "ran out of paper\", status: '4OO'}", "write three digits"),
        ("samples: {match: [{text: The badge printer of building North ran out of paper}]}", "samples: {match: []}",
         "write at least one"),
        ("ran out of paper}]}", "ran out of paper}], no_match: [the badge printer of building B ran out of paper]}",
         "matches, though it must not"),
        ("ran out of paper}]}", "ran out of paper, values: {building: South}}]}", "reads 'North'"),
        ("      - title: No paper", "      - {title: Full, steps: [registrar@SIS: Empty it.]}\n      - title: No paper",
         "with several causes each says how to recognize it"),
        ("certainty: documented", "Certainty: documented", "unknown field 'Certainty'; did you mean 'certainty'?"),
    ],
)  # fmt: skip
def test_a_typical_mistake_is_named(tmp_path: Path, written: str, instead: str, fault: str) -> None:
    assert written in OLD
    text = OLD.replace(written, instead).replace("    related: [coursekey.user.badge-two]\n", "")
    assert any(fault in each for each in added(tmp_path, text))


def test_all_faults_of_an_entry_are_named_at_once(tmp_path: Path) -> None:
    text = OLD.replace("title: Badge", "titel: Badge").replace("who: registrar", "who: registrr", 1)
    text = text.replace("[no badge]", "no badge").replace("consequence: harmless", "consequence: harmles")
    faults = "\n".join(added(tmp_path, text))
    for each in (
        "unknown field 'titel'",
        "'title' is missing",
        "'registrr' is not",
        "write a list",
        "'harmles' is not",
    ):
        assert each in faults


def test_a_named_step_of_an_entry_at_fault_is_no_fault(tmp_path: Path) -> None:
    text = OLD.replace(LOOK_UP, "- use: copy-line").replace("title: Badge", "titel: Badge")
    faults = added(tmp_path, text.replace("    related: [coursekey.user.badge-two]\n", ""))
    assert [fault for fault in faults if "steps" in fault] == []


def test_an_unknown_named_step_is_one_fault(tmp_path: Path) -> None:
    faults = added(tmp_path, OLD.replace(LOOK_UP, "- use: copy-lime"))
    assert len([fault for fault in faults if "steps" in fault]) == 1


VALUES = st.recursive(
    st.sampled_from(["text", "a@b", "use", "", True, False]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["use", "do", "who", "where", "to", "a@b", "c@d (e)", "@ ()", "causes", "x"]),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*Entry.__struct_fields__, "related", "follows_from", "zzz"]), VALUES))
def test_whatever_an_entry_holds_is_named_and_never_an_exception(item: dict[str, object]) -> None:
    whole = with_relations(written_out(item, {"system": "CourseKey", "escalate": {"to": "x"}}))
    converted = convert_all(whole, Entry)
    assert converted.value is not None or converted.faults


def test_relations_must_be_on_both_sides(tmp_path: Path) -> None:
    one = OLD.replace(
        "    related: [coursekey.user.badge-two]\n", "    relations: {twin: [coursekey.user.badge-two]}\n"
    )
    two = OLD[OLD.index("  - id:") :].replace("badge-one", "badge-two").replace("badge printer", "badge reader")
    two = two.replace("    related: [coursekey.user.badge-two]\n", "")
    faults = "\n".join(added(tmp_path, one + two))
    assert "of the same vendor; a twin is of another one" in faults
    assert "does not name this entry back; add 'coursekey.user.badge-one' to its 'twin'" in faults


def test_a_folder_is_rewritten_without_changing_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "some.yaml"
    path.write_bytes(OLD.replace("\n", "\r\n").encode())
    before = [entry for entry, _ in EntryFile("x", [], []).read(path)]
    assert [file.name for file in upgrade_folder(tmp_path, find_places()).changed] == ["some.yaml"]
    assert b"\r\n" in path.read_bytes()
    assert [entry for entry, _ in EntryFile("x", [], []).read(path)] == before
    assert upgrade_folder(tmp_path, find_places()).changed == ()
