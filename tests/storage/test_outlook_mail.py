"""Mails of Outlook are read as mails that are sent, with their attachments; odd ones are refused in a sentence."""

from __future__ import annotations

import io
import struct
from contextlib import suppress
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.error_desk import Desk
from app.services.scanning.sources import PathSource
from app.storage.files.read_errors import RefusedError
from app.storage.inputs.outlook_mail import as_mail, opened_as_mail
from tests.fixtures.make_formats import FILES, Streams, ole_folders, zipped
from tests.sentences import said


def properties(code_page: int, level: int = 0) -> bytes:
    return bytes(24 if level else 32) + struct.pack("<IIQ", 0x3FFD0003, 6, code_page)


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def scanned(streams: Streams, desk: Desk, folder: Path) -> dict[str, str]:
    """{the file or the part of it: its remark or refusal}, with the errors that were found added up under ""."""
    path = folder / "x.msg"
    path.write_bytes(ole_folders(streams))
    report = desk.scan([PathSource(path)])
    found = {file.path.partition("!")[2] or "itself": said(file.error) for file in report.files}
    return found | {"": str(sum(finding.count for finding in report.findings))}


PLAIN = {"__properties_version1.0": properties(1252), "__substg1.0_0037001F": wide("Sync")}


@pytest.mark.parametrize(
    "text",
    [
        {"__substg1.0_1000001F": wide("studentId=S1 Email must be unique")},
        {"__substg1.0_1000001E": b"Se\xf1or: studentId=S1 Email must be unique"},
        {"__substg1.0_10130102": b"<html><body><p>studentId=S1 Email must <b>be</b> unique</p></body></html>"},
        {"__substg1.0_1013001F": wide("<html><body><p>studentId=S1 Email must <b>be</b> unique</p></body></html>")},
    ],
)
def test_the_text_is_read_in_each_of_its_forms(text: dict[str, bytes], desk: Desk, tmp_path: Path) -> None:
    assert scanned(PLAIN | text, desk, tmp_path) == {"itself": "", "": "1"}


def test_letters_of_another_code_page(desk: Desk) -> None:
    mail = as_mail(
        io.BytesIO(
            ole_folders(
                {
                    "__properties_version1.0": properties(1251),
                    "__substg1.0_0037001E": "Ошибка".encode("cp1251"),
                    "__substg1.0_1000001E": "Привет".encode("cp1251"),
                }
            )
        )
    )
    read = message_from_bytes(mail, policy=policy.default)
    assert read["Subject"] == "Ошибка"
    assert read.get_content().strip() == "Привет"


def test_attachments_and_mails_in_mails(desk: Desk, tmp_path: Path) -> None:
    log = "2026-01-14 ERROR studentId=S1 Email must be unique\n" + "fine\n" * 1_000
    inner: Streams = {
        "__properties_version1.0": properties(1252, 1),
        "__substg1.0_0037001F": wide("Inner"),
        "__substg1.0_1000001F": wide("studentId=S2 Email must be unique"),
    }
    found = scanned(
        PLAIN
        | {
            "__substg1.0_1000001F": wide("See below."),
            "__attach_version1.0_#00000000": {
                "__substg1.0_37010102": log.encode(),
                "__substg1.0_3707001F": wide("a/b\\sync.log"),
            },
            "__attach_version1.0_#00000001": {
                "__substg1.0_37010102": zipped({"x.log": log}).ljust(4_200, b"\0"),
                "__substg1.0_3704001E": b"X.ZIP",
            },
            "__attach_version1.0_#00000002": {"__substg1.0_3701000D": inner, "__substg1.0_3707001F": wide("Inner.msg")},
        },
        desk,
        tmp_path,
    )
    assert found == {"itself": "", "a_b_sync.log": "", "X.ZIP!x.log": "", "Inner.eml": "", "": "3"}


def test_a_text_in_rtf_only_is_told(desk: Desk, tmp_path: Path) -> None:
    assert "RTF" in scanned(PLAIN | {"__substg1.0_10090102": b"packed"}, desk, tmp_path)["itself"]


def test_an_old_workbook_is_no_mail(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "x.msg"
    path.write_bytes(FILES["report.xls"]())
    report = desk.scan([PathSource(path)])
    assert [(file.format, said(file.error)) for file in report.files] == [("xls", "")]


@given(cut=st.integers(0, 6_000), place=st.integers(8, 30_000), letter=st.integers(0, 255))
def test_a_damaged_mail_raises_nothing_else(cut: int, place: int, letter: int) -> None:
    data = bytearray(FILES["report.msg"]())
    data[place % len(data)] = letter
    data = data[: len(data) - cut]
    with suppress(RefusedError):
        opened_as_mail(lambda: io.BytesIO(bytes(data))).close()


def test_programs_that_carried_a_mail_say_nothing_of_its_errors(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "forwarded.eml"
    path.write_text(
        "Received: from mail.example by outlook.example\nMessage-ID: <1@prod.outlook.example>\n"
        "X-Mailer: Microsoft Outlook 16.0\nSubject: Sync\nMIME-Version: 1.0\nContent-Type: text/plain\n\n"
        "studentId=S1 Email must be unique\n",
        encoding="utf-8",
    )
    report = desk.scan([PathSource(path)])
    assert [list(finding.records) for finding in report.findings] == [["S1"]]
