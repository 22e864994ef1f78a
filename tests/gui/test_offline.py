"""Nothing leaves the PC: no action of the window opens a socket."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tests.gui.desktop import CTRL, Desktop
from tests.no_sockets import Sockets


def test_using_the_window_opens_no_socket(sockets: Sockets, unopened: Desktop, sync_log: Path, tmp_path: Path) -> None:
    with unopened.bot.waitSignal(unopened.session.opened):
        unopened.window.show()
    unopened.type("class list is empty")
    unopened.paste('400 {"error":{"code":10005,"message":"Course does not exist.","info":{}}}')
    unopened.follow("entry:coursekey.enrollment.course-does-not-exist")
    unopened.scan([sync_log])
    for suffix in ("csv", "xlsx", "html"):
        target = tmp_path / f"report.{suffix}"
        with unopened.bot.waitSignal(unopened.session.report.noticed):
            unopened.answers.target = target
            unopened.session.report.export(f".{suffix}")
        assert target.stat().st_size > 0
    unopened.press(Qt.Key.Key_1, CTRL)
    unopened.window.close()
    assert sockets.events == []
