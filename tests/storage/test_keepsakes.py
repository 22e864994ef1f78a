"""Notes, marks, history and filters: kept, never lost to another window, and forgotten when nobody wants them."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from app.services.error_desk import Desk
from app.services.user_data import Keepsakes, open_keepsakes
from app.storage.userdata.cases import Cases, step_key
from app.storage.userdata.history import MOST, MOST_LETTERS, History
from app.storage.userdata.last_filters import LastFilters
from app.storage.userdata.notes import MOST_LETTERS as MOST_OF_A_NOTE
from app.storage.userdata.notes import Notes, merged
from app.storage.userdata.shared_json import SharedJson

ENTRY = "coursekey.user.email-must-be-unique"


@pytest.fixture(params=["in memory", "in a file"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Keepsakes:
    return Keepsakes() if request.param == "in memory" else open_keepsakes(tmp_path / "new", keep_history=True)


def test_a_note_is_kept_changed_and_taken_away(kept: Keepsakes) -> None:
    assert kept.notes.read(ENTRY) == ""
    assert kept.notes.write(ENTRY, " Call Dana. \n", "") == "Call Dana."
    assert kept.notes.write("other", "x", "") == "x"
    assert kept.notes.read(ENTRY) == "Call Dana."
    assert kept.notes.write(ENTRY, "", "Call Dana.") == ""
    assert kept.notes.read(ENTRY) == ""
    assert kept.notes.read("other") == "x"
    assert len(kept.notes.write(ENTRY, "x" * 2 * MOST_OF_A_NOTE, "")) == MOST_OF_A_NOTE


def test_two_windows_that_write_on_one_entry_lose_nothing(tmp_path: Path) -> None:
    one, other = (Notes(SharedJson(tmp_path / "notes.json")) for _ in range(2))
    one.write(ENTRY, "Call Dana.", "")
    seen = other.read(ENTRY)
    one.write(ENTRY, "Call Dana.\nNot before ten.", seen)
    assert other.write(ENTRY, "Call Dana or Sam.", seen) == "Call Dana or Sam.\nNot before ten."
    assert one.read(ENTRY) == "Call Dana or Sam.\nNot before ten."


@pytest.mark.parametrize(
    ("seen", "ours", "theirs", "both"),
    [
        ("a", "b", "a", "b"),
        ("a", "a", "b", "b"),
        ("a", "b", "b", "b"),
        ("", "ours", "theirs", "ours\ntheirs"),
        ("a\nb", "a\nb\nc", "a", "a\nb\nc"),
        ("a", "a\nsame", "a\nsame", "a\nsame"),
    ],
)
def test_changes_of_two_are_put_together(seen: str, ours: str, theirs: str, both: str) -> None:
    assert merged(seen, ours, theirs) == both


def write_notes(path: Path, name: str) -> None:
    notes = Notes(SharedJson(path))
    for number in range(25):
        notes.write(f"{name}.{number}", f"note {number} of {name}", "")
        seen = notes.read("shared")
        notes.write("shared", f"{seen}\n{name} {number}", seen)


def test_many_windows_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    spawn = multiprocessing.get_context("spawn")
    windows = [spawn.Process(target=write_notes, args=(path, name)) for name in ("left", "right")]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    written = json.loads(path.read_text(encoding="utf-8"))
    assert len(written) == 51
    assert sorted(written["shared"].splitlines()) == sorted(f"{n} {i}" for n in ("left", "right") for i in range(25))


def test_a_broken_file_of_notes_is_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    path.write_text('{"a": "precious', encoding="utf-8")
    notes = Notes(SharedJson(path))
    assert notes.read("a") == ""
    notes.write("a", "new", "")
    assert notes.read("a") == "new"
    assert any("precious" in each.read_text(encoding="utf-8") for each in tmp_path.glob("notes.broken*"))


def test_marks_are_kept_until_the_case_is_closed(kept: Keepsakes, desk: Desk) -> None:
    entry = desk.entry(ENTRY)
    assert entry is not None
    first, second = step_key(1, 1), step_key(1, 2)
    kept.cases.tick(entry, first, done=True)
    kept.cases.tick(entry, second, done=True)
    kept.cases.tick(entry, first, done=False)
    assert kept.cases.done(entry) == {second}
    kept.cases.close(entry)
    assert kept.cases.done(entry) == frozenset()


@pytest.mark.parametrize("odd", [["1.1"], {"steps": [3], "done": ["1.1"]}, {"steps": [5, 2], "done": 7}, None])
def test_marks_of_another_catalog_are_no_marks(odd: object, tmp_path: Path, desk: Desk) -> None:
    entry = desk.entry(ENTRY)
    assert entry is not None
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({ENTRY: odd}), encoding="utf-8")
    cases = Cases(SharedJson(path))
    assert cases.done(entry) == frozenset()
    cases.tick(entry, step_key(2, 1), done=True)
    assert cases.done(entry) == {step_key(2, 1)}


def test_history_has_the_newest_first_and_each_once(kept: Keepsakes) -> None:
    history = kept.history
    for query in ("a", "b", "a", " ", "x" * (MOST_LETTERS + 1)):
        history.add_search(query)
    assert history.searches() == ("a", "b")
    history.add_search("a lot", instead="a")
    assert history.searches() == ("a lot", "b")
    for number in range(MOST + 5):
        history.add_entry(f"entry {number}")
    assert len(history.entries()) == MOST
    assert history.entries()[0] == f"entry {MOST + 4}"
    history.clear()
    assert history.searches() == history.entries() == ()


def test_searches_reach_the_disk_only_when_somebody_wants_it(tmp_path: Path) -> None:
    file = SharedJson(tmp_path / "history.json")
    history = History(file, keep=False)
    history.add_search("amy@north.example")
    assert not file.path.exists()
    history.keep(True)
    assert "amy" in file.path.read_text(encoding="utf-8")
    assert History(file, keep=True).searches() == ("amy@north.example",)
    history.keep(False)
    assert not file.path.exists()
    assert history.searches() == ("amy@north.example",), "this window still knows"
    assert History(file, keep=True).searches() == ()


def test_filters_are_remembered_and_forgotten(tmp_path: Path) -> None:
    filters = LastFilters(SharedJson(tmp_path / "filters.json"))
    filters.write(["Skyward"], ["score"])
    assert filters.read() == ({"Skyward"}, {"score"})
    filters.forget()
    assert filters.read() == (frozenset(), frozenset())
    assert LastFilters().read() == (frozenset(), frozenset())
