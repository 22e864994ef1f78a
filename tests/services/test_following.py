"""Logs that go on being written: however they grow, are renamed, copied or cut, each line is counted once."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.matching.filters import NO_FILTERS
from app.core.report.report import Report
from app.services import followed_log
from app.services import follower as following
from app.services.error_desk import Desk
from app.services.follower import Followed, Follower
from app.services.scanning.file_scan import LogScanning
from app.services.scanning.progress import Progress
from app.services.scanning.sources import PathSource
from app.storage.inputs.log_file import LogFile
from app.storage.logs import block_reader as log_blocks
from app.storage.logs import tail_state as growing_log
from tests.sentences import said

EMAIL = 'ERROR POST /users 400 {{"error":{{"message":"Email must be unique"}}}} email=u{0}@x.example'
NOBODY_KNOWS = "ERROR the moon is in the way of user {0}"
PARTS: tuple[tuple[str, ...], ...] = (
    ("INFO synced {0} users",),
    (EMAIL,),
    (NOBODY_KNOWS,),
    ("ERROR 400 Course not found",),
    ("=== Importing users ===",),
    ("=== Syncing courses ===",),
    ("ERROR request {0} failed {{", '  "error": {{', '    "message": "Course not found",', "    }}", "}}"),
    ("ERROR at last:", "  at com.example.Sync.run(Sync.java:{0})", "Caused by: User does not exist."),
    ("",),
)


def written(parts: list[int], begin: int, line_end: str) -> bytes:
    """A log of some records, each with a time of its own, so that no log begins as another does."""
    lines = []
    for number, part in enumerate(parts, begin):
        first, *others = (line.format(number) for line in PARTS[part])
        time = f"2026-03-02 {number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02} "
        lines += [first if first.startswith("=") else time + first if first else "", *others]
    return "".join(line + line_end for line in lines).encode()


def told(report: Report) -> Report:
    """A report without what may differ: the time it took, and guesses for unknown lines."""
    whole = Report().merged(report)
    whole.seconds = 0.0
    for unknown in whole.unknown:
        unknown.suggestions = ()
    return whole


def scanned(desk: Desk, path: Path, *contents: bytes) -> Report:
    """What a scan finds in the logs that were called like this, one after another."""
    reports = []
    for content in contents:
        scanning = LogScanning(desk.matcher.exact, NO_FILTERS)
        scanning.scan(LogFile(str(path), len(content), lambda content=content: io.BytesIO(content)), lambda _: True)
        reports.append(scanning.scanner.report())
    return told(Report().merged(*reports))


def looked(follower: Follower) -> Followed:
    """What a look finds, with the last line too: a second look shows that nothing more comes."""
    first = follower.look()
    followed = follower.look() or first
    assert followed is not None
    return followed


@pytest.fixture(scope="module")
def small_heads() -> Iterator[None]:
    """Logs are read on from some hundred bytes, as real ones from 64 KiB."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (followed_log, growing_log, log_blocks):
            patch.setattr(module, "HEAD_BYTES", 300)
        yield


KEPT, CUT, COPIED, DELETED = "renamed", "cut", "copied and cut", "deleted"
GENERATIONS = st.lists(
    st.tuples(
        st.lists(st.integers(0, len(PARTS) - 1), min_size=1, max_size=40),
        st.sampled_from(["\n", "\r\n"]),
        st.booleans(),
        st.lists(st.integers(1, 400), max_size=8),
        st.sampled_from([KEPT, CUT, COPIED, DELETED]),
    ),
    min_size=1,
    max_size=3,
)


@given(generations=GENERATIONS, in_folder=st.booleans())
def test_any_way_of_writing_gives_the_report_of_all_that_was_written(
    desk: Desk, small_heads: None, generations: list[tuple[list[int], str, bool, list[int], str]], in_folder: bool
) -> None:
    with tempfile.TemporaryDirectory() as place:
        log = Path(place, "nightly.log")
        log.touch()
        follower = Follower(desk.matcher, [log.parent if in_folder else log])
        last = follower.look()
        contents: list[bytes] = []
        for number, (parts, line_end, ends, pieces, then) in enumerate(generations):
            content = written(parts, 1000 * number, line_end)
            content = content if ends else content.rstrip(b"\r\n")
            contents.append(content)
            rest = content
            for size in [*pieces, len(content)]:
                with log.open("ab") as stream:
                    stream.write(rest[:size])
                rest = rest[size:]
                last = follower.look() or last
            last = follower.look() or last
            if number == len(generations) - 1:
                break
            old = log.with_name(f"nightly.log.{number}")
            if then == KEPT:
                log.rename(old)
            elif then == COPIED:
                shutil.copy(log, old)
                os.truncate(log, 0)
            elif then == CUT:
                os.truncate(log, 0)
            else:
                log.unlink()
        assert last is not None
        assert told(last.report) == scanned(desk, log, *contents)


def test_what_a_renamed_log_was_given_last_is_not_lost(desk: Desk, tmp_path: Path) -> None:
    log = tmp_path / "nightly.log"
    log.write_bytes(written([1, 1], 0, "\n"))
    follower = Follower(desk.matcher, [log])
    follower.look()
    with log.open("ab") as stream:
        stream.write(written([1, 2], 10, "\n"))
    log.rename(tmp_path / "nightly.log.1")
    log.write_bytes(written([1], 20, "\n"))
    followed = follower.look()
    assert followed is not None
    assert followed.report.occurrences == 4
    assert followed.news.errors == {str(log): 3}, "two known and one unknown"
    assert followed.news.logs == ()


def test_a_program_may_go_on_writing_to_the_log_it_renamed(desk: Desk, tmp_path: Path) -> None:
    log = tmp_path / "nightly.log"
    with log.open("ab", buffering=0) as stream:
        stream.write(written([1], 0, "\n"))
        follower = Follower(desk.matcher, [tmp_path])
        follower.look()
        log.rename(tmp_path / "nightly.log.1")
        follower.look()
        stream.write(written([1], 1, "\n"))
        followed = follower.look()
    assert followed is not None
    assert followed.report.occurrences == 2


def test_new_logs_in_a_folder_are_read_and_old_ones_that_were_packed_are_not_read_again(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "mon.log").write_bytes(written([1, 1, 2], 0, "\n"))
    follower = Follower(desk.matcher, [tmp_path])
    assert looked(follower).report.occurrences == 2
    below = tmp_path / "week 9"
    below.mkdir()
    (below / "tue.log").write_bytes(written([1], 100, "\n"))
    followed = follower.look()
    assert followed is not None
    assert followed.report.occurrences == 3
    assert followed.news.errors == {str(below / "tue.log"): 1}
    assert followed.news.logs == (str(below / "tue.log"),)
    with gzip.open(tmp_path / "mon.log.gz", "wb") as packed:
        packed.write((tmp_path / "mon.log").read_bytes())
    (tmp_path / "mon.log").unlink()
    assert follower.look() is None
    with gzip.open(tmp_path / "new.log.gz", "wb") as packed:
        packed.write(written([1], 500, "\n"))
    followed = follower.look()
    assert followed is not None
    assert followed.report.occurrences == 4


def test_nothing_new_is_no_news(desk: Desk, tmp_path: Path) -> None:
    log = tmp_path / "nightly.log"
    log.write_bytes(written([1, 0], 0, "\n"))
    follower = Follower(desk.matcher, [log])
    assert follower.look() is not None
    assert follower.look() is None
    with log.open("ab") as stream:
        stream.write(written([0], 5, "\n"))
    followed = follower.look()
    assert followed is not None
    assert followed.report.lines == 3
    assert not followed.news


def test_half_a_line_waits_for_its_end(desk: Desk, tmp_path: Path) -> None:
    log = tmp_path / "nightly.log"
    log.write_bytes(b"2026-03-02 06:00:00 INFO begun\n")
    follower = Follower(desk.matcher, [log])
    follower.look()
    line = written([1], 1, "\n")
    with log.open("ab") as stream:
        stream.write(line[:-20])
    followed = follower.look()
    assert followed is None or followed.report.occurrences == 0
    with log.open("ab") as stream:
        stream.write(line[-20:])
    followed = follower.look()
    assert followed is not None
    assert followed.report.occurrences == 1
    assert list(followed.report.findings[0].records) == ["u1@x.example"]


def test_a_file_that_is_written_anew_as_a_whole_is_counted_as_it_is_now(desk: Desk, tmp_path: Path) -> None:
    log = tmp_path / "errors.csv"
    head = "time,email,message\n"
    row = "2026-03-02 06:00:00,{}@x.example,Email must be unique\n"
    log.write_text(head + row.format("ana"), encoding="utf-8")
    follower = Follower(desk.matcher, [log])
    assert looked(follower).report.occurrences == 1
    log.write_text(head + row.format("ana") + row.format("ben"), encoding="utf-8")
    assert looked(follower).report.occurrences == 2


def test_a_share_that_goes_away_and_comes_back_is_followed_on(desk: Desk, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    log = share / "nightly.log"
    log.write_bytes(written([1], 0, "\n"))
    follower = Follower(desk.matcher, [share])
    assert looked(follower).report.occurrences == 1
    share.rename(tmp_path / "away")
    for _ in range(2):
        followed = follower.look()
        assert followed is None or followed.report.occurrences == 1
    shutil.copytree(tmp_path / "away", share)  # another number for the same file
    with log.open("ab") as stream:
        stream.write(written([1], 1, "\n"))
    assert looked(follower).report.occurrences == 2


def test_a_log_that_is_not_there_yet_is_named_and_read_when_it_comes(desk: Desk, tmp_path: Path) -> None:
    log = tmp_path / "nightly.log"
    follower = Follower(desk.matcher, [log])
    followed = follower.look()
    assert followed is not None
    assert [(file.path, said(file.error)) for file in followed.report.files] == [
        (str(log), "The file is not there any more.")
    ]
    log.write_bytes(written([1], 0, "\n"))
    followed = follower.look()
    assert followed is not None
    assert followed.report.occurrences == 1
    assert [said(file.error) for file in followed.report.files] == [""]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be read here")
def test_a_file_that_may_not_be_read_is_tried_again(desk: Desk, tmp_path: Path) -> None:
    log = tmp_path / "nightly.log"
    log.write_bytes(written([1], 0, "\n"))
    log.chmod(0)
    follower = Follower(desk.matcher, [log])
    followed = follower.look()
    assert followed is not None
    assert said(followed.report.files[0].error).startswith("You may not open this file")
    assert follower.look() is None
    log.chmod(0o600)
    assert looked(follower).report.occurrences == 1


def test_a_first_look_tells_how_far_it_is_and_can_be_stopped_and_gone_on_with(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PROGRESS_SECONDS", 0.0)
    for number in range(4):
        (tmp_path / f"{number}.log").write_bytes(written([1, 0] * 2000, 4000 * number, "\n"))
    seen: list[Progress] = []
    follower = Follower(desk.matcher, [tmp_path])
    stopped = follower.look(seen.append, lambda: len(seen) > 1)
    assert stopped is not None
    assert stopped.report.cancelled
    assert all(progress.done <= progress.total for progress in seen)
    assert 0 < seen[-1].report.occurrences < 8000
    assert told(looked(follower).report) == told(desk.scan([PathSource(tmp_path)]))
