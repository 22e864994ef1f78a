"""The settings: the table, the file that two windows share, and what an administrator decides."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage.files.file_lock import FileBusyError, only_one
from app.storage.userdata.policy import Policy, read_policy
from app.storage.userdata.settings import NAMES, Settings, checked, sorted_out
from app.storage.userdata.settings_store import SettingsStore
from app.storage.userdata.shared_json import SharedJson

ROOT = Path(__file__).resolve().parents[2]


def stored(path: Path) -> dict[str, object]:
    return json.loads(path.read_text(encoding="utf-8"))


def loaded(path: Path, policy: Policy | None = None) -> SettingsStore:
    store = SettingsStore(path, policy or Policy())
    store.load()
    return store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "settings.json"


def test_every_default_is_a_value_its_setting_may_have() -> None:
    for name in NAMES:
        default = getattr(Settings(), name)
        assert checked(name, default) == default
        assert type(checked(name, default)) is type(default)


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("theme", "blue", "write one of: system, light, dark, contrast"),
        ("text_size", True, "write a whole number from 50 to 400"),
        ("text_size", 49, "write a whole number from 50 to 400"),
        ("text_size", "100", "write a whole number from 50 to 400"),
        ("keep_history", "no", "write true or false"),
        ("language", "../x", 'write a language such as "en" or "es", or "system"'),
        ("catalog_folders", [1], "write a list of texts"),
    ],
)
def test_a_bad_value_is_told_with_what_to_write(name: str, value: object, hint: str) -> None:
    good, bad = sorted_out({name: value, "remember_filters": True})
    assert good == {"remember_filters": True}
    assert [str(each) for each in bad] == [f"{name}: {hint}"]


def test_what_is_changed_is_there_the_next_time(file: Path) -> None:
    store = loaded(file)
    assert not file.exists()
    assert store.change(theme="dark", catalog_folders=[" //server/sis ", "", "//server/sis"]) == {
        "theme",
        "catalog_folders",
    }
    store.save()
    assert loaded(file).settings == Settings(theme="dark", catalog_folders=("//server/sis",))
    assert stored(file) == {"theme": "dark", "catalog_folders": ["//server/sis"]}


def test_a_value_that_cannot_be_changes_nothing(file: Path) -> None:
    store = loaded(file)
    with pytest.raises(ValueError, match="write one of"):
        store.change(text_size=120, theme="blue")
    assert store.settings == Settings()
    assert not store.unsaved


def test_two_windows_do_not_undo_each_others_changes(file: Path) -> None:
    one, other = loaded(file), loaded(file)
    one.change(theme="dark")
    one.save()
    other.change(text_size=150)
    other.save()
    assert other.settings == Settings(theme="dark", text_size=150)
    assert one.refresh() == {"text_size"}
    assert one.refresh() == frozenset()
    assert one.settings == other.settings == loaded(file).settings


def test_settings_of_a_newer_version_survive(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"moon_phase": "full", "theme": "dark"}', encoding="utf-8")
    store = loaded(file)
    store.change(theme="light")
    store.save()
    assert stored(file) == {"moon_phase": "full", "theme": "light"}
    assert store.kept_aside is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b"\xff\xfe\x00", b'{"theme": "dark"', b"[" * 100_000, b"\0" * 64]
)
def test_a_broken_file_is_kept_aside_and_defaults_are_used(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    store = loaded(file)
    assert store.settings == Settings()
    assert store.kept_aside is not None
    assert store.kept_aside.read_bytes() == content
    assert not file.exists()
    store.change(theme="dark")
    store.save()
    assert loaded(file).settings.theme == "dark"


def test_a_file_broken_in_parts_loses_only_these_and_is_told_once(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('\ufeff{"theme": "blue", "text_size": 150}', encoding="utf-8")
    store = loaded(file)
    assert store.settings == Settings(text_size=150)
    assert [bad.name for bad in store.bad_values] == ["theme"]
    assert store.kept_aside is not None
    assert '"blue"' in store.kept_aside.read_text(encoding="utf-8")
    again = loaded(file)
    assert (again.kept_aside, again.bad_values) == (None, [])
    assert again.settings == Settings(text_size=150)


def test_broken_files_never_replace_one_another(file: Path) -> None:
    file.parent.mkdir()
    for content in ("one", "two"):
        file.write_text(content, encoding="utf-8")
        loaded(file)
    assert sorted(path.read_text(encoding="utf-8") for path in file.parent.glob("*broken*")) == ["one", "two"]


def test_a_folder_that_takes_no_files_loses_nothing_in_memory(file: Path) -> None:
    store = loaded(file)
    file.parent.write_text("a file stands where the folder should be", encoding="utf-8")
    store.change(theme="dark")
    with pytest.raises(OSError, match=r"."):
        store.save()
    assert store.settings.theme == "dark"
    assert store.unsaved
    file.parent.unlink()
    store.save()
    assert loaded(file).settings.theme == "dark"


def test_who_waits_too_long_for_another_window_keeps_the_change(file: Path) -> None:
    store = loaded(file)
    file.parent.mkdir()
    store.change(theme="dark")
    with only_one(file.with_name(".settings.json.lock")), pytest.raises(FileBusyError):
        store.save(wait=0.02)
    store.save()
    assert loaded(file).settings.theme == "dark"


def test_a_lock_admits_one_thread_at_a_time(tmp_path: Path) -> None:
    inside, most = [0], [0]

    def work() -> None:
        for _ in range(20):
            with only_one(tmp_path / "lock", wait=60):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


WRITER = """
import sys
from pathlib import Path
from app.storage.userdata.shared_json import SharedJson
name, file = sys.argv[1], SharedJson(Path(sys.argv[2]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(60):
    file.update(lambda values: values.setdefault(name, []).append(number), wait=60)
"""


def test_two_processes_writing_at_once_lose_nothing(file: Path) -> None:
    command = [sys.executable, "-c", WRITER]
    environment = os.environ | {"PYTHONPATH": os.fspath(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": environment}
    writers = [subprocess.Popen([*command, name, file], **pipes) for name in ("one", "two")]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    reader = SharedJson(file)
    seen = 0
    while any(writer.poll() is None for writer in writers):
        values = reader.read()  # never a part of a file, never a broken one
        count = sum(len(numbers) for numbers in values.values())
        assert count >= seen
        seen = count
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    assert stored(file) == {"one": list(range(60)), "two": list(range(60))}
    assert reader.kept_aside is None
    assert {path.name for path in file.parent.iterdir()} == {"settings.json", ".settings.json.lock"}


@given(st.dictionaries(st.text(), st.recursive(st.none() | st.booleans() | st.text(), st.lists, max_leaves=5)))
def test_whatever_is_kept_is_read_again(tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]) -> None:
    file = SharedJson(tmp_path_factory.mktemp("shared") / "x.json")
    file.update(lambda kept: kept.update(values))
    assert SharedJson(file.path).read() == values


# What an administrator decides


@pytest.fixture
def policy_file(tmp_path: Path) -> Path:
    return tmp_path / "policy.toml"


def nothing(_key: str) -> dict[str, object]:
    return {}


def test_no_administrator_decides_nothing(policy_file: Path) -> None:
    assert read_policy(policy_file) == read_policy(None) == Policy()


def test_locked_values_win_and_preset_ones_only_stand_in(policy_file: Path, file: Path) -> None:
    policy_file.write_text(
        """
[locked]
theme = "contrast"
catalog_folders = ['\\\\server\\sis\\catalog']
[preset]
text_size = 125
keep_history = false
""",
        encoding="utf-8",
    )
    policy = read_policy(policy_file, nothing)
    assert policy.faults == ()
    store = loaded(file, policy)
    assert store.locked == {"theme", "catalog_folders"}
    assert store.settings == Settings(
        theme="contrast", catalog_folders=("\\\\server\\sis\\catalog",), text_size=125, keep_history=False
    )
    assert store.change(theme="dark", text_size=100) == {"text_size"}
    store.save()
    assert stored(file) == {"text_size": 100}
    again = loaded(file, policy)
    assert (again.settings.theme, again.settings.text_size) == ("contrast", 100)
    assert loaded(file).settings.theme == "system", "without the lock the person's own choice counts again"


def test_what_was_chosen_before_a_lock_is_kept_for_after_it(file: Path) -> None:
    store = loaded(file)
    store.change(theme="dark")
    store.save()
    assert loaded(file, Policy(locked={"theme": "light"})).settings.theme == "light"
    assert loaded(file).settings.theme == "dark"


def test_the_registry_wins_over_the_file(policy_file: Path) -> None:
    policy_file.write_text('[locked]\ntheme = "dark"\nlanguage = "es"\n', encoding="utf-8")
    keys = {
        r"Software\Policies\SIS Error Desk": {"Theme": "light", "KeepHistory": 0, "CatalogFolders": ["//a", "//b"]},
        r"Software\Policies\SIS Error Desk\Recommended": {"TextSize": 150},
    }
    policy = read_policy(policy_file, lambda key: keys.get(key, {}))
    assert policy.locked == {
        "theme": "light",
        "language": "es",
        "keep_history": False,
        "catalog_folders": ("//a", "//b"),
    }
    assert policy.preset == {"text_size": 150}
    assert policy.faults == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[locked]\ntheme = "blue"\n', "{file}:2: theme: write one of: system, light, dark, contrast"),
        ('theme = "dark"\n', "{file}:1: write settings below [locked] or [preset]"),
        ("[locked]\n\ntheem = 1\n", "{file}:3: there is no setting 'theem'"),
        (
            '[preset]\ntheme = "dark"\n[locked]\ntheme = "x"\n',
            "{file}:4: theme: write one of: system, light, dark, contrast",
        ),
        ("[locked]\ntheme = dark\n", "{file}: Invalid value (at line 2, column 9)"),
    ],
)
def test_a_faulty_policy_is_named_with_file_and_line(policy_file: Path, text: str, fault: str) -> None:
    policy_file.write_text(text + "[other]\nx = 1\n", encoding="utf-8")
    faults = read_policy(policy_file, nothing).faults
    assert faults[0].startswith(fault.format(file=policy_file))


def test_a_faulty_value_does_not_take_the_good_ones_along(policy_file: Path) -> None:
    policy_file.write_text('[locked]\ntheme = "blue"\nlanguage = "es"\n', encoding="utf-8")
    assert read_policy(policy_file, nothing).locked == {"language": "es"}
    bad = read_policy(None, lambda key: {"Theme": 7} if key.endswith("Desk") else {})
    assert bad.faults == (r"HKLM\Software\Policies\SIS Error Desk: Theme: write one of: system, light, dark, contrast",)
