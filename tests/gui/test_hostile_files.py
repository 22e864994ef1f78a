"""Files that ended or stalled the window, dropped beside a good log: the report comes, and so does the next one."""

from __future__ import annotations

from pathlib import Path

from tests.fixtures.hostile import put_into
from tests.fixtures.make_formats import LOG
from tests.gui.desktop import Desktop

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
