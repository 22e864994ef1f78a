"""A compiled catalog is used when it is fresh, and never when anything about it is odd."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from app.core.catalog.faults import Fault
from app.core.catalog.model import Catalog
from app.core.matching.pattern_index import PatternIndex
from app.storage.catalog import cache as compiled_catalog
from app.storage.catalog.cache import load_catalog
from app.storage.catalog.files import CatalogError
from app.storage.catalog.reader import CatalogSource, read_catalog

ROOT = Path(__file__).resolve().parents[2]
FIRST_FILE = "coursekey/user.yaml"


class Reading:
    """A reader that counts how often the sources are read, and can do something in the middle."""

    def __init__(self) -> None:
        self.__qualname__ = "reading"  # as a function has one
        self.count = 0
        self.meanwhile = lambda: None

    def __call__(self, folder: Path) -> CatalogSource:
        self.count += 1
        source = read_catalog(folder)
        self.meanwhile()
        return source


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A small catalog that may be changed."""
    folder = tmp_path / "catalog"
    (folder / "coursekey").mkdir(parents=True)
    for name in ("vocabulary.yaml", FIRST_FILE):
        shutil.copy(ROOT / "catalog" / name, folder / name)
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def reading() -> Reading:
    return Reading()


def only_file(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_second_load_reads_no_yaml_and_says_the_same(catalog: Path, cache: Path, reading: Reading) -> None:
    first = load_catalog(catalog, cache, reading)
    second = load_catalog(catalog, cache, reading)
    assert reading.count == 1
    assert second == first
    assert first.catalog == read_catalog(catalog).catalog
    assert len(first.catalog.entries) > 10


def test_what_was_worked_out_of_the_texts_is_kept(catalog: Path, cache: Path, reading: Reading) -> None:
    load_catalog(catalog, cache, reading)
    kept = load_catalog(catalog, cache, reading)
    assert kept.groundwork == compiled_catalog.prepared(kept.catalog)
    index, anew = PatternIndex(kept.catalog.entries, kept.groundwork), PatternIndex(kept.catalog.entries)
    assert [each.template for each in index.patterns] == [each.template for each in anew.patterns]
    assert index.anchors == anew.anchors


def test_default_reader_is_the_yaml_reader(cache: Path) -> None:
    loaded = load_catalog(ROOT / "catalog", cache)
    assert loaded == load_catalog(ROOT / "catalog", cache)
    assert loaded.catalog == read_catalog(ROOT / "catalog").catalog


def test_loading_the_compiled_form_imports_no_yaml(cache: Path) -> None:
    load_catalog(ROOT / "catalog", cache)
    script = (
        "import sys; from pathlib import Path; from app.storage.catalog.cache import load_catalog;"
        "loaded = load_catalog(Path(sys.argv[1]), Path(sys.argv[2]));"
        "print(len(loaded.catalog.entries), 'yaml' in sys.modules)"
    )
    words = [sys.executable, "-c", script, ROOT / "catalog", cache]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(read_catalog(ROOT / "catalog").catalog.entries)), "False"]


def test_change_of_same_size_and_time_is_seen(catalog: Path, cache: Path, reading: Reading) -> None:
    load_catalog(catalog, cache, reading)
    path = catalog / FIRST_FILE
    before = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("title: Email must be unique", "title: Email must be UNIQUE"), encoding="utf-8", newline="\n"
    )
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    loaded = load_catalog(catalog, cache, reading)
    assert reading.count == 2
    assert "Email must be UNIQUE" in {entry.title for entry in loaded.catalog.entries}


@pytest.mark.parametrize("change", ["rename", "add", "remove", "vocabulary"])
def test_change_of_the_set_of_files_is_seen(catalog: Path, cache: Path, reading: Reading, change: str) -> None:
    load_catalog(catalog, cache, reading)
    path = catalog / FIRST_FILE
    if change == "rename":
        path.rename(path.with_name("person.yaml"))
    elif change == "add":
        shutil.copy(ROOT / "catalog" / "coursekey" / "course.yaml", path.parent)
    elif change == "remove":
        path.unlink()
    else:
        with (catalog / "vocabulary.yaml").open("a", encoding="utf-8") as file:
            file.write("# later\n")
    loaded = load_catalog(catalog, cache, reading)
    assert reading.count == 2
    assert loaded.catalog == read_catalog(catalog).catalog


@pytest.mark.parametrize("damage", ["empty", "head only", "truncated", "garbage", "flipped", "appended", "folder"])
def test_damaged_cache_is_rebuilt(catalog: Path, cache: Path, reading: Reading, damage: str) -> None:
    first = load_catalog(catalog, cache, reading)
    compiled = only_file(cache)
    content = compiled.read_bytes()
    middle = len(content) // 2
    harms = {
        "empty": b"",
        "head only": content[:40],
        "truncated": content[:-1],
        "garbage": os.urandom(4_000),
        "flipped": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        "appended": content + b"\0",
    }
    if damage == "folder":
        compiled.unlink()
        compiled.mkdir()
    else:
        compiled.write_bytes(harms[damage])
    assert load_catalog(catalog, cache, reading) == first
    assert reading.count == 2
    load_catalog(catalog, cache, reading)
    assert reading.count == (3 if damage == "folder" else 2)


def test_every_flipped_bit_is_noticed(catalog: Path, cache: Path) -> None:
    """Most damage to texts still decodes; only the checksum can tell."""
    first = load_catalog(catalog, cache)
    compiled = only_file(cache)
    good = compiled.read_bytes()
    for position in range(0, len(good), len(good) // 60):
        compiled.write_bytes(good[:position] + bytes([good[position] ^ 4]) + good[position + 1 :])
        assert load_catalog(catalog, cache) == first, position
        assert compiled.read_bytes() == good


def test_valid_payload_of_another_key_does_not_count(catalog: Path, cache: Path, reading: Reading) -> None:
    load_catalog(catalog, cache, reading)
    compiled = only_file(cache)
    stale = compiled.read_bytes()
    with (catalog / FIRST_FILE).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    load_catalog(catalog, cache, reading)
    compiled.write_bytes(stale)
    load_catalog(catalog, cache, reading)
    assert reading.count == 3


def test_cache_of_another_folder_does_not_count(catalog: Path, cache: Path, reading: Reading, tmp_path: Path) -> None:
    other = tmp_path / "other" / "catalog"
    shutil.copytree(catalog, other)
    load_catalog(catalog, cache, reading)
    mine = only_file(cache)
    load_catalog(other, cache, reading)
    assert reading.count == 2
    (others,) = set(cache.iterdir()) - {mine}
    shutil.copy(mine, others)  # the same bytes under the other folder's name
    load_catalog(other, cache, reading)
    assert reading.count == 3


@pytest.mark.parametrize("what", ["FORMAT", "__version__", "_model_shape", "_code_files"])
def test_another_program_does_not_use_it(
    catalog: Path, cache: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    load_catalog(catalog, cache, reading)
    changed = {"FORMAT": 0, "__version__": "0", "_model_shape": lambda: "other", "_code_files": list}
    monkeypatch.setattr(compiled_catalog, what, changed[what])
    load_catalog(catalog, cache, reading)
    assert reading.count == 2


def test_model_shape_names_every_field_stored() -> None:
    shape = repr(compiled_catalog._model_shape())
    for struct in (Catalog, *Catalog.__base__.__subclasses__()):
        for field in msgspec.structs.fields(struct):
            assert field.name in shape
    for name in Fault.__slots__:
        assert name in shape


def test_faults_are_shown_again(catalog: Path, cache: Path, reading: Reading) -> None:
    (catalog / "broken.yaml").write_text("entries:\n  - id: a.b\n    colour: blue\n", encoding="utf-8")
    first = load_catalog(catalog, cache, reading)
    second = load_catalog(catalog, cache, reading)
    assert reading.count == 1
    assert {fault.file for fault in second.faults} == {"catalog/broken.yaml"}
    assert second == first


def test_catalog_error_is_not_kept(catalog: Path, cache: Path) -> None:
    hidden = catalog / "vocabulary.yaml"
    text = hidden.read_text(encoding="utf-8")
    hidden.unlink()
    for _ in range(2):
        with pytest.raises(CatalogError, match=r"vocabulary\.yaml"):
            load_catalog(catalog, cache)
    hidden.write_text(text, encoding="utf-8")
    assert load_catalog(catalog, cache).catalog.entries


def test_unreadable_source_is_never_kept(catalog: Path, cache: Path, reading: Reading) -> None:
    (catalog / "trap.yaml").mkdir()
    for count in (1, 2):
        loaded = load_catalog(catalog, cache, reading)
        assert reading.count == count
        assert [fault.file for fault in loaded.faults] == ["catalog/trap.yaml"]
    assert not cache.exists()


def test_file_saved_while_it_is_read_is_not_kept(catalog: Path, cache: Path, reading: Reading) -> None:
    path = catalog / FIRST_FILE
    text = path.read_text(encoding="utf-8")
    reading.meanwhile = lambda: path.write_text("entries: []\n", encoding="utf-8") and None
    load_catalog(catalog, cache, reading)
    reading.meanwhile = lambda: None
    assert not cache.exists()
    assert load_catalog(catalog, cache, reading).catalog.entries == ()
    path.write_text(text, encoding="utf-8")
    assert load_catalog(catalog, cache, reading).catalog.entries


@pytest.mark.parametrize("obstacle", ["file in the way", "read-only"])
def test_unwritable_cache_only_costs_time(
    catalog: Path, cache: Path, reading: Reading, obstacle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if obstacle == "file in the way":
        cache.write_text("not a folder")
    else:
        # Permissions do not stop an administrator, so the refusal is played.
        def refuse(*args: object, **options: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "touch", refuse)
    for count in (1, 2):
        assert load_catalog(catalog, cache, reading).catalog.entries
        assert reading.count == count


@pytest.mark.skipif(sys.platform != "linux", reason="only here may names be any bytes")
def test_file_name_that_is_not_text(catalog: Path, cache: Path, reading: Reading) -> None:
    Path(os.fsdecode(os.fsencode(catalog) + b"/caf\xe9.yaml")).write_text("entries: 3\n", encoding="utf-8")
    loaded = load_catalog(catalog, cache, reading)
    assert loaded.catalog.entries
    assert len(loaded.faults) == 1


def test_many_processes_at_once_leave_one_good_file(catalog: Path, cache: Path, reading: Reading) -> None:
    script = (
        "import sys; from pathlib import Path; from app.storage.catalog.cache import load_catalog;"
        "print(len(load_catalog(Path(sys.argv[1]), Path(sys.argv[2])).catalog.entries))"
    )
    words = [sys.executable, "-c", script, catalog, cache]
    running = [subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    answers = {process.communicate()[0].strip() for process in running}
    assert answers == {str(len(load_catalog(catalog, cache).catalog.entries))}
    assert only_file(cache).suffix == ".compiled"


def test_garbage_collector_stays_as_it_was(catalog: Path, cache: Path) -> None:
    import gc

    load_catalog(catalog, cache)
    load_catalog(catalog, cache)
    assert gc.isenabled()
    gc.disable()
    try:
        load_catalog(catalog, cache)
        assert not gc.isenabled()
    finally:
        gc.enable()
