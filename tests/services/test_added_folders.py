"""Catalog folders beside the program's own: joined, checked, and remembered for when their share is away."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.services.open_catalog import open_desk, open_own_desk, remember_folder, remembered_folder
from app.services.scanning import parallel_scan
from app.services.scanning.sources import PathSource
from app.storage.catalog import folders
from app.storage.catalog.files import CatalogError
from app.storage.places import Places

ROOT = Path(__file__).resolve().parents[2]
HEAD = "system: CourseKey\nvendor: CourseKey\nentries:\n"
ENTRY = """
  - id: {id}
    title: {title}
    record_types: [user]
    messages: [{{text: "{text}"}}]
    meaning: The badge printer of the district has no paper.
    causes:
      - title: No paper
        steps: [{{do: Put paper into the printer., who: registrar, where: Log}}]
    consequence: harmless
    next_run: repairs-itself
    escalate: {{to: District help desk, send: The line.}}
    also_said: [no badge]
    certainty: documented
    source: {{document: {source}, section: x}}
    samples: {{match: [{{text: "{sample}"}}]}}
"""
MESSAGE = "The badge printer of building {building:text} ran out of paper"
SAMPLE = "The badge printer of building North ran out of paper"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(ROOT / "catalog", ROOT / "resources", tmp_path / "cache", tmp_path / "settings")


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def terms(places: Places) -> dict[str, str]:
    """Keys of the vocabulary that an entry needs."""
    words = open_desk(places).catalog.vocabulary
    return {"source": next(iter(words.sources)), "consequence": next(iter(words.consequences))}


def entry(terms: dict[str, str], entry_id: str = "district.badge", text: str = MESSAGE, sample: str = SAMPLE) -> str:
    written = ENTRY.format(id=entry_id, title="Badge printer", text=text, sample=sample, source=terms["source"])
    return written.replace("consequence: harmless", f"consequence: {terms['consequence']}")


def write(share: Path, *entries: str, name: str = "district.yaml") -> Path:
    path = share / name
    path.write_text(HEAD + "".join(entries), encoding="utf-8")
    return path


def ids_for(places: Places, folders: list[str], text: str) -> list[str]:
    return [match.entry.id for match in open_desk(places, folders).look_up(text).matches[:1]]


def test_entries_of_a_folder_join_the_catalog(places: Places, share: Path, terms: dict[str, str]) -> None:
    write(share, entry(terms))
    own = len(open_desk(places).catalog.entries)
    assert remembered_folder(places, str(share)) is None
    remember_folder(places, str(share))
    desk = open_desk(places, [str(share)])
    assert len(desk.catalog.entries) == own + 1
    assert desk.faults == ()
    assert desk.look_up(SAMPLE).matches[0].entry.id == "district.badge"
    assert len(open_desk(places).catalog.entries) == own, "without the folder nothing of it is left"


def test_a_share_that_is_away_is_answered_from_its_copy(places: Places, share: Path, terms: dict[str, str]) -> None:
    write(share, entry(terms))
    before = time.time()
    remember_folder(places, str(share))
    shutil.rmtree(share)
    with pytest.raises(OSError, match=r"share"):
        remember_folder(places, str(share))
    copy = remembered_folder(places, str(share))
    assert copy is not None
    assert copy.read_at >= before - 1
    assert ids_for(places, [str(share)], SAMPLE) == ["district.badge"]


def test_opening_never_touches_the_folder(
    places: Places, share: Path, terms: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(share, entry(terms))
    remember_folder(places, str(share))
    touched: list[object] = []
    monkeypatch.setattr(folders, "yaml_files", touched.append)
    shutil.rmtree(share)
    assert ids_for(places, [str(share), "//gone/share"], SAMPLE) == ["district.badge"]
    assert touched == []


def test_what_changes_in_the_folder_is_read_the_next_time(places: Places, share: Path, terms: dict[str, str]) -> None:
    path = write(share, entry(terms))
    first = remember_folder(places, str(share))
    again = remember_folder(places, str(share))
    assert again.digest == first.digest
    assert again.read_at >= first.read_at
    path.write_text(path.read_text(encoding="utf-8").replace("paper", "toner"), encoding="utf-8")
    assert remember_folder(places, str(share)).digest != first.digest
    assert ids_for(places, [str(share)], SAMPLE.replace("paper", "toner")) == ["district.badge"]


@pytest.mark.parametrize(
    ("entry_id", "text", "sample", "words"),
    [
        ("coursekey.user.email-must-be-unique", MESSAGE, SAMPLE, "the id is used in the program's own catalog already"),
        ("district.x", MESSAGE, "something else", "does not match"),
        ("district.x", "Email must be unique", "Email must be unique", ""),
    ],
)
def test_faulty_entries_are_left_out_and_named_with_file_and_line(
    places: Places, share: Path, terms: dict[str, str], entry_id: str, text: str, sample: str, words: str
) -> None:
    path = write(share, entry(terms), entry(terms, entry_id, text, sample))
    remember_folder(places, str(share))
    desk = open_desk(places, [str(share)])
    own = open_desk(places)
    if words:
        assert [(fault.file, fault.line, fault.entry_id) for fault in desk.faults] == [(str(path), 21, entry_id)]
        assert words in desk.faults[0].message
        assert len(desk.catalog.entries) == len(own.catalog.entries) + 1
    # Whatever was added, the program's own entries answer as before.
    for each in own.catalog.entries:
        for sample_of_own in each.samples.match:
            answer = desk.look_up(sample_of_own.text)
            assert answer.matches[0].kind == own.look_up(sample_of_own.text).matches[0].kind
        assert desk.entry(each.id) == each


def test_an_entry_that_takes_anothers_message_is_named_and_left_out(
    places: Places, share: Path, terms: dict[str, str]
) -> None:
    text = "failed: 400 error message: Email must be unique"
    path = write(share, entry(terms, "district.taking", text, text))
    remember_folder(places, str(share))
    desk = open_desk(places, [str(share)])
    assert [str(fault) for fault in desk.faults] == [
        f"{path}:5: district.taking: messages: its text also takes a message of the entry "
        "coursekey.user.email-must-be-unique; make the template's text more exact"
    ]
    assert desk.entry("district.taking") is None


def test_two_folders_may_not_use_one_id(places: Places, share: Path, tmp_path: Path, terms: dict[str, str]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    first, second = write(share, entry(terms)), write(other, entry(terms))
    for folder in (share, other):
        remember_folder(places, str(folder))
    desk = open_desk(places, [str(share), str(other)])
    assert [str(fault) for fault in desk.faults] == [
        f"{second}:5: district.badge: id: the id is used in {first}:5 already; ids are unique: choose another"
    ]
    assert ids_for(places, [str(share), str(other)], SAMPLE) == ["district.badge"]


def test_a_folder_may_bring_terms_of_its_own(places: Places, share: Path, terms: dict[str, str]) -> None:
    (share / "vocabulary.yaml").write_text("vendors:\n  Badger: {name: Badger Badges}\n", encoding="utf-8")
    write(share, entry(terms)).write_text(
        HEAD.replace("vendor: CourseKey", "vendor: Badger") + entry(terms), encoding="utf-8"
    )
    remember_folder(places, str(share))
    desk = open_desk(places, [str(share)])
    assert desk.faults == ()
    assert list(desk.catalog.vocabulary.vendors)[-1] == "Badger"
    assert desk.catalog.vocabulary.vendors["CourseKey"] == open_desk(places).catalog.vocabulary.vendors["CourseKey"]


def test_a_faulty_file_does_not_take_the_others_along(places: Places, share: Path, terms: dict[str, str]) -> None:
    write(share, entry(terms))
    (share / "broken.yaml").write_text("entries: [", encoding="utf-8")
    (share / "vocabulary.yaml").write_text("vendors: 7\n", encoding="utf-8")
    remember_folder(places, str(share))
    desk = open_desk(places, [str(share)])
    assert {Path(fault.file).name for fault in desk.faults} == {"broken.yaml", "vocabulary.yaml"}
    assert desk.entry("district.badge") is not None


def test_a_folder_without_entries_is_named(places: Places, share: Path) -> None:
    remember_folder(places, str(share))
    faults = open_desk(places, [str(share)]).faults
    assert [fault.message for fault in faults] == ["holds no entries; choose a folder with the YAML files of a catalog"]


def test_a_whole_disk_is_no_catalog(places: Places, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MAX_FILES", 2)
    for number in range(25):
        (share / f"{number}.txt").touch()
    with pytest.raises(CatalogError, match="too many files"):
        remember_folder(places, str(share))


@pytest.mark.parametrize("spoil", [lambda content: content[:-3], lambda content: b"x" + content, lambda content: b""])
def test_a_damaged_copy_is_no_copy(places: Places, share: Path, terms: dict[str, str], spoil: object) -> None:
    write(share, entry(terms))
    remember_folder(places, str(share))
    copy = next(places.cache.glob("folder-*"))
    copy.write_bytes(spoil(copy.read_bytes()))
    assert remembered_folder(places, str(share)) is None
    remember_folder(places, str(share))
    assert ids_for(places, [str(share)], SAMPLE) == ["district.badge"]


def test_an_unwritable_cache_only_costs_the_memory(places: Places, share: Path, terms: dict[str, str]) -> None:
    write(share, entry(terms))
    blocked = replace(places, cache=share / "district.yaml" / "cache")
    assert remember_folder(blocked, str(share)).entries


def test_worker_processes_know_the_added_entries(
    places: Places, share: Path, terms: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(share, entry(terms))
    remember_folder(places, str(share))
    desk = open_desk(places, [str(share)])
    log = tmp_path / "large.log"
    log.write_text(f"2026-03-02 03:11:00 ERROR {SAMPLE}\n" * 40_000, encoding="utf-8")
    ready: list[bool] = []

    def wait_for_workers(pieces: parallel_scan.PiecedScan) -> bool:
        assert pieces._crew is not None
        while pieces._crew.workers and not pieces._crew.ready:  # one with another catalog is sent away
            pieces._crew.listen(0.05)
        ready.append(pieces._crew.ready)
        return True

    monkeypatch.setattr(parallel_scan.PiecedScan, "begin_to_show", wait_for_workers)
    monkeypatch.setattr(parallel_scan, "RANGE", 100_000)
    report = desk.scan([PathSource(log)], processes=2, participate=False)
    assert ready[:1] == [True]
    assert [(finding.ids, finding.count) for finding in report.findings] == [(("district.badge",), 40_000)]


def test_the_command_line_knows_the_folders_of_the_settings(places: Places, share: Path, terms: dict[str, str]) -> None:
    write(share, entry(terms))
    remember_folder(places, str(share))
    places.settings.mkdir()
    (places.settings / "settings.json").write_text(json.dumps({"catalog_folders": [str(share)]}), encoding="utf-8")
    assert open_own_desk(places).entry("district.badge") is not None
    (places.settings / "settings.json").write_text("{", encoding="utf-8")
    assert open_own_desk(places).entry("district.badge") is None
    assert [path.name for path in places.settings.iterdir()] == ["settings.json"], "mending it is left to the window"
