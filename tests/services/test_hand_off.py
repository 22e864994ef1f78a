"""Preparing a mail to support: it says what support needs and names nobody, in every form in which it is saved."""

from __future__ import annotations

import email
import json
import re
import zipfile
from collections import Counter
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.core.sharing.leak_check import LeakError
from app.core.sharing.redactor import Redactor
from app.core.sharing.support_mail import read_back
from app.services.error_desk import Desk
from app.services.scanning.sources import TextSource
from app.services.support_mail import KINDS, Case, Draft, save
from app.storage.userdata.stand_in_keys import HandOffKeys

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
LOG = "\n".join(
    f'2026-03-02T06:00:0{n}Z ERROR POST /users 400 {{"error":{{"code":10005,"message":"Owner does not exist: {who}",'
    f'"info":{{}}}},"userID":"S4821{n}","name":"{name}"}}'
    for n, (who, name) in enumerate(
        [
            ("amy.lee@north.k12.us", "Lee, Amy"),
            ("ben@north.k12.us", "Ngozi Okafor"),
            ("amy.lee@north.k12.us", "Amy Lee"),
        ]
    )
)
PERSONAL = re.compile(r"(?i)amy|ngozi|okafor|\blee\b|ben@|k12|S4821")


def draft_of_log(desk: Desk, **more: object) -> Draft:
    finding = desk.scan([TextSource("nightly.log", LOG)]).findings[0]
    return Draft(Case(finding.entries[0], finding=finding, **more), desk)  # type: ignore[arg-type]


def test_the_mail_of_a_finding_says_what_support_needs(desk: Desk) -> None:
    mail = draft_of_log(desk, tried={"1.1"}).checked()
    assert mail.recipient == "CourseKey Support"
    assert mail.subject == "CourseKey: Owner does not exist"
    for line in (
        "Count: 3", "First seen: 2026-03-02T06:00:00Z", "Last seen: 2026-03-02T06:00:02Z", "HTTP status: 400",
        "Code: 10005", "Error ID: coursekey.course.owner-does-not-exist",
    ):  # fmt: skip
        assert f"  {line}\n" in mail.body
    assert "What we have tried\n  - " in mail.body
    assert re.search(r'"message":"Owner does not exist: person-\w{7}@example\.org"', mail.body)
    assert re.search(r"SIS Error\s+Desk \d", mail.body)
    assert mail.reference in mail.body
    assert len(mail.samples) == 3


def test_the_mail_names_nobody_and_counts_them_truly(desk: Desk) -> None:
    mail = draft_of_log(desk).checked()
    assert not PERSONAL.search(mail.as_text)
    counts = Counter(re.findall(r"person-\w{7}@example\.org", mail.body))
    assert sorted(counts.values()) == [1, 2]


def test_the_mail_of_a_pasted_message(desk: Desk) -> None:
    text = '> {"error":{"code":10005,"message":"Owner does not exist: amy.lee@north.k12.us","info":{}}}'
    match = desk.look_up(text).matches[0]
    mail = Draft(Case(match.entry, match.values, text), desk).checked()
    (name,) = set(re.findall(r"person-\w{7}@example\.org", mail.body))
    assert f"Owner does not exist: {name}" in mail.body
    assert f"Email: {name}" in mail.body
    assert not PERSONAL.search(mail.as_text)


def test_a_mail_without_a_message_says_what_the_error_is(desk: Desk) -> None:
    mail = Draft(Case(desk.catalog.entries[0]), desk).checked()
    assert "Log lines" not in mail.body
    assert "The message" not in mail.body
    assert "stand-ins" not in mail.body


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_names_nobody_and_holds_no_key(desk: Desk, tmp_path: Path, kind: str) -> None:
    draft = draft_of_log(desk, note="Ngozi Okafor's mother asked, call her at (555) 010-4477")
    path = tmp_path / f"mail.{kind}"
    save(draft, path, RESOURCES)
    if kind == "zip":
        with zipfile.ZipFile(path) as package:
            texts = [package.read(name).decode() for name in package.namelist()]
            assert sorted(package.namelist()) == ["mail.eml", "mail.html", "mail.txt", "manifest.json", "samples.txt"]
            manifest = json.loads(package.read("manifest.json"))
        assert manifest["reference"] == draft.reference
        assert set(manifest["files"]) == {"mail.eml", "mail.html", "mail.txt", "samples.txt"}
    else:
        texts = [path.read_bytes().decode()]
    for text in texts:
        assert not PERSONAL.search(text), PERSONAL.search(text)
        assert "4477" not in text


def test_the_eml_opens_as_a_draft_with_both_forms(desk: Desk, tmp_path: Path) -> None:
    draft = draft_of_log(desk)
    draft.recipient = "help@coursekey.example"
    path = tmp_path / "mail.eml"
    mail = save(draft, path, RESOURCES)
    read = email.message_from_bytes(path.read_bytes(), policy=default)
    assert read["To"] == "help@coursekey.example"
    assert read["Subject"] == "CourseKey: Owner does not exist"
    assert read["X-Unsent"] == "1"
    plain = read.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n") == mail.body
    assert read.get_body(("html",)) is not None


def test_nothing_of_a_log_line_is_taken_for_html(desk: Desk, tmp_path: Path) -> None:
    entry = desk.catalog.entries[0]
    save(Draft(Case(entry, message="<script>alert(1)</script> failed"), desk), tmp_path / "mail.html", RESOURCES)

    seen: set[str] = set()

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            seen.add(tag)

    Tags().feed((tmp_path / "mail.html").read_text(encoding="utf-8"))
    assert "script" not in seen


def test_what_still_looks_personal_is_refused_and_nothing_is_written(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mail.eml"
    draft = draft_of_log(desk, note="write to amy (at) north.example")
    with monkeypatch.context() as patch:
        patch.setattr(Redactor, "redact", lambda _redactor, text: text)  # the first look misses everything
        with pytest.raises(LeakError) as refused:
            save(draft, path, RESOURCES)
    assert "an e-mail address" in {leak.what for leak in refused.value.leaks}
    assert not path.exists()
    save(draft, path, RESOURCES)
    assert path.exists()


def test_one_original_can_be_given_free_on_purpose(desk: Desk) -> None:
    draft = draft_of_log(desk)
    draft.show("S48211")
    mail = draft.checked()
    assert mail.body.count("S48211") == 1
    assert "S48210" not in mail.body
    marked = draft.marked(mail)
    assert "S48211" in {one.original for one in marked.replacements if marked.text[one.start : one.end] == "S48211"}
    draft.show("S48211", shown=False)
    assert "S48211" not in draft.checked().body


@pytest.mark.parametrize(
    "given",
    [
        "ERROR {who}: Owner does not exist: x@north.example",
        "{who} Owner does not exist: x@north.example",
        "Owner does not exist: x@north.example - {who}",
        "row 14 ({who}): Owner does not exist: x@north.example",
        "login {who} failed: Owner does not exist: x@north.example",
    ],
)
@pytest.mark.parametrize(
    "who", ["Nguyen, Linh", "LINH NGUYEN", "linh nguyen", "lnguyen", "A12345", "48213", "S1234567"]
)
def test_nobody_beside_a_known_message_is_named(desk: Desk, given: str, who: str) -> None:
    text = given.format(who=who)
    match = desk.look_up(text).matches[0]
    mail = Draft(Case(match.entry, match.values, text), desk).checked()
    assert not re.search(rf"(?i)\b(?:nguyen|linh|{re.escape(who)})\b", mail.as_text)
    assert "Owner does not exist" in mail.as_text


def test_another_ending_is_refused_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"ends with one of \.eml, \.html, \.zip, \.txt"):
        save(draft_of_log(desk), tmp_path / "mail.docx", RESOURCES)


def test_every_sample_of_the_catalog_can_be_handed_off(desk: Desk) -> None:
    for entry in desk.catalog.entries:
        for sample in entry.samples.match:
            draft = Draft(Case(entry, desk.look_up(sample.text).matches[0].values, sample.text), desk)
            assert not draft.leaks(draft.hand_off()), entry.id


def test_an_answer_is_read_back_however_the_stand_ins_are_spelled() -> None:
    key = {"Student-01": "Amy Lee", "ID-002": "S48211", "person-01@example.org": "amy@north.k12.us"}
    answer = "We fixed student 1 (id-2) and PERSON-01@example.org. Student-01's score is back; Student-011 is not ours."
    back = read_back(answer, key)
    assert back.text == (
        "We fixed Amy Lee (S48211) and amy@north.k12.us. Amy Lee's score is back; Student-011 is not ours."
    )
    assert [back.text[start:end] for start, end, _ in back.places] == [
        "Amy Lee",
        "S48211",
        "amy@north.k12.us",
        "Amy Lee",
    ]


def test_stand_ins_of_today_are_read_back_however_they_are_spelled() -> None:
    key = {"Person-K7Q2MXB": "Amy Lee", "person-k7q2mxb@example.org": "amy@north.k12.us", "ID-BBX2345": "40131"}
    answer = "person k7q2mxb (PERSON-K7Q2MXB@example.org) and id-bbx2345. Person-K7Q2MXB's score; Person-K7Q2MXBC no."
    assert read_back(answer, key).text == ("Amy Lee (amy@north.k12.us) and 40131. Amy Lee's score; Person-K7Q2MXBC no.")


def test_without_a_key_an_answer_stays_as_it_is() -> None:
    assert read_back("Student-01 is fine", {}).text == "Student-01 is fine"


def test_a_key_whose_time_has_no_zone_is_read_all_the_same(tmp_path: Path) -> None:
    keys = HandOffKeys(tmp_path)
    keys.keep("SED-0011AABB", "one", {"Person-K7Q2MXB": "Amy"})
    kept = tmp_path / "SED-0011AABB.json"
    kept.write_text(re.sub(r"\+00:00", "", kept.read_text(encoding="utf-8")), encoding="utf-8")
    keys.keep("SED-0011AABC", "two", {})
    assert {key.reference for key in keys.all()} == {"SED-0011AABB", "SED-0011AABC"}
