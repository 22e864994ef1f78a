"""Files that ended or stalled the window, dropped beside a good log: the report comes, and so does the next one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.gui.shared.worker import Job
from tests.conftest import ROOT
from tests.fixtures.hostile import put_into
from tests.fixtures.make_formats import LOG
from tests.gui.desktop import PATIENCE_MS, Desktop

WAIT = 120_000


def test_the_good_log_is_reported_and_the_next_drop_works(desktop: Desktop, tmp_path: Path) -> None:
    folder = tmp_path / "dropped"
    folder.mkdir()
    put_into(folder, 10_000)
    good = folder / "zz-good.log"
    good.write_text(LOG, encoding="utf-8")
    desktop.drop_files(folder)
    desktop.bot.waitUntil(lambda: not desktop.session.report.scanning, timeout=WAIT)
    report = desktop.session.report.report
    assert report is not None, "the tab does not stay at reading"
    assert sum(finding.files[str(good)] for finding in report.findings) == 3
    assert {Path(file.path).name for file in report.files if file.error} >= {"far.xls", "cut.xls", "empty.zip"}
    desktop.drop_files(good)
    desktop.bot.waitUntil(lambda: not desktop.session.report.scanning, timeout=WAIT)
    report = desktop.session.report.report
    assert report is not None
    assert report.occurrences == 3


@contextmanager
def quickly() -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < 2.0


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_closing_does_not_wait_for_a_scan_that_somebody_stopped(whole: Desktop, tmp_path: Path) -> None:
    log = tmp_path / "night.log"
    log.write_text(LOG * 100_000, encoding="utf-8")

    def hosts() -> list[int]:
        return [child.pid for child in multiprocessing.active_children() if child.name == "scan host" and child.pid]

    whole.bot.waitUntil(lambda: bool(hosts()), timeout=PATIENCE_MS)
    whole.drop_files(log)
    whole.bot.waitUntil(lambda: whole.session.report.scanning, timeout=PATIENCE_MS)
    whole.bot.wait(300)
    stopped = hosts()
    for host in stopped:
        os.kill(host, signal.SIGSTOP)
    with quickly():
        whole.window.close()
    assert not set(stopped) & set(hosts())
    assert not whole.session.hangs


def test_closing_does_not_wait_for_a_thread_that_hangs(desktop: Desktop) -> None:
    begun, share_is_back = threading.Event(), threading.Event()

    def hang(_job: Job) -> None:
        begun.set()
        share_is_back.wait()

    desktop.session.worker.submit(Job(hang))
    desktop.bot.waitUntil(begun.is_set)
    with quickly():
        desktop.window.close()
    assert desktop.session.hangs
    share_is_back.set()
    assert desktop.session.worker.wait(10.0)


def test_closing_waits_for_what_a_person_asked_to_be_written(desktop: Desktop) -> None:
    begun, written = threading.Event(), threading.Event()

    def write(_job: Job) -> None:
        begun.set()
        time.sleep(1.5)
        written.set()

    desktop.session.worker.submit(Job(write, must_end=True))
    desktop.bot.waitUntil(begun.is_set)
    desktop.window.close()
    assert written.is_set()
    assert not desktop.session.hangs


_HANGING_START = """
import sys, threading
from PySide6.QtCore import QTimer
import app.gui.startup
from app.gui.application import run
from app.gui.main_window import MainWindow

app.gui.startup.open_desk = lambda *_: threading.Event().wait()
show = MainWindow.show

def show_and_close(window):
    show(window)
    QTimer.singleShot(2_000, window.close)

MainWindow.show = show_and_close
sys.exit(run([]))
"""


def test_the_program_ends_where_a_thread_cannot(program_environment: dict[str, str]) -> None:
    begun = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", _HANGING_START], cwd=ROOT, env=program_environment, check=False, timeout=60
    )
    assert ended.returncode == 0
    assert time.monotonic() - begun < 30
