"""A mail to support, as a person prepares it: from an error or a log, with the keyboard, and its answer read back."""

from __future__ import annotations

import email
import re
import zipfile
from email.policy import default
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt, QUrl
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.sharing.redactor import Redactor
from app.gui.handoff.controller import HandOffController
from app.gui.handoff.dialog import HandOffDialog
from app.gui.handoff.model import StandIn, StandInsModel
from app.gui.handoff.reply import ReplyDialog
from app.gui.shared.preferences import Preferences
from tests.gui.desktop import CTRL, SHIFT, Desktop

MESSAGE = (
    '2026-03-02T06:00:14Z ERROR POST /courses 400 {"error":{"code":10005,"message":"Owner does not exist: '
    'amy.lee@north.k12.us","info":{}},"userID":"S48211"}'
)


@pytest.fixture
def hand_off(desktop: Desktop) -> HandOffController:
    controller = desktop.window.findChild(HandOffController)
    assert controller is not None
    return controller


def opened(hand_off: HandOffController) -> HandOffDialog:
    assert hand_off.dialog is not None
    return hand_off.dialog


def with_mail(desktop: Desktop, hand_off: HandOffController, message: str = MESSAGE) -> HandOffDialog:
    desktop.window.activateWindow()
    desktop.bot.waitUntil(desktop.window.isActiveWindow)
    desktop.window.search.clear()
    desktop.paste(message)
    desktop.press(Qt.Key.Key_E, CTRL)
    dialog = opened(hand_off)
    dialog.activateWindow()
    desktop.bot.waitUntil(dialog.isActiveWindow)
    return dialog


def originals(dialog: HandOffDialog) -> dict[str, str]:
    """What is replaced in the mail, with the stand-in of each."""
    model = dialog.model
    return {model.index(row, 1).data(): model.index(row, 0).data() for row in range(model.rowCount())}


def test_three_keys_from_a_pasted_message_to_a_mail_on_the_clipboard(
    desktop: Desktop, hand_off: HandOffController
) -> None:
    dialog = with_mail(desktop, hand_off)  # 1: paste, 2: Ctrl+E
    assert dialog.recipient.text() == "CourseKey Support"
    assert dialog.subject.text() == "CourseKey: Owner does not exist"
    names = originals(dialog)
    assert set(names) == {"amy.lee@north.k12.us", "S48211"}
    desktop.bot.keyClick(dialog.copy_button, Qt.Key.Key_Return)  # 3: the button has the focus
    assert desktop.clipboard.startswith("To: CourseKey Support\nSubject: CourseKey: Owner does not exist\n\n")
    assert f"Owner does not exist: {names['amy.lee@north.k12.us']}" in desktop.clipboard
    assert "amy" not in desktop.clipboard
    assert "S48211" not in desktop.clipboard
    assert hand_off.dialog is None
    assert desktop.window.statusBar().currentMessage() == "Copied: The mail to support."


def test_the_copy_button_has_the_focus_at_first(desktop: Desktop, hand_off: HandOffController) -> None:
    dialog = with_mail(desktop, hand_off)
    assert dialog.focusWidget() is dialog.copy_button


def test_every_replacement_is_marked_with_more_than_color(desktop: Desktop, hand_off: HandOffController) -> None:
    dialog = with_mail(desktop, hand_off)
    for name in originals(dialog).values():
        assert f"⟨{name}⟩" in dialog.preview.toPlainText()


def test_the_mail_about_a_finding_tells_its_counts(
    desktop: Desktop, hand_off: HandOffController, sync_log: Path
) -> None:
    desktop.scan([sync_log])
    desktop.bot.mouseClick(desktop.window.report.detail.hand_off_button, Qt.MouseButton.LeftButton)
    dialog = opened(hand_off)
    text = dialog.preview.toPlainText()
    assert "Count: " in text
    assert "First seen: 2026-03-02T06:00:0" in text
    assert "north.example" not in text
    assert set(originals(dialog)) <= {f"{name}@north.example" for name in ("amy", "ben", "cara", "dan")}


def test_the_steps_that_are_ticked_are_said_to_be_tried(desktop: Desktop, hand_off: HandOffController) -> None:
    desktop.paste(MESSAGE)
    steps = desktop.window.detail.steps.list
    steps.setFocus()
    first = next(row for row, one in enumerate(steps.steps.rows) if one in steps.steps.steps)
    steps.setCurrentIndex(steps.steps.index(first))
    desktop.bot.keyClick(steps, Qt.Key.Key_Space)
    (ticked,) = desktop.window.detail.done_steps
    desktop.press(Qt.Key.Key_E, CTRL)
    text = opened(hand_off).preview.toPlainText()
    tried = next(step.text for step in steps.steps.steps if step.key == ticked)
    assert f"What we have tried\n  - {tried}"[:50] in text


def test_without_an_error_the_person_is_told_to_choose_one(desktop: Desktop, hand_off: HandOffController) -> None:
    desktop.press(Qt.Key.Key_E, CTRL)
    assert hand_off.dialog is None
    assert desktop.window.notices.text.startswith("Choose an error first")
    assert not desktop.window.detail.hand_off_button.isEnabled()


def test_words_that_were_only_searched_by_are_no_message(desktop: Desktop, hand_off: HandOffController) -> None:
    desktop.type("owner of course missing")
    desktop.press(Qt.Key.Key_Down)
    desktop.press(Qt.Key.Key_E, CTRL)
    assert "The message" not in opened(hand_off).preview.toPlainText()


def test_a_stand_in_is_undone_by_a_tick_with_a_warning(desktop: Desktop, hand_off: HandOffController) -> None:
    dialog = with_mail(desktop, hand_off)
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.model.index(list(originals(dialog)).index("S48211"), 1))
    desktop.bot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert "⟨!\u00a0S48211⟩" in dialog.preview.toPlainText().replace("! ", "!\u00a0")
    assert dialog.warning.text().startswith("1 original will be shown")
    assert dialog.warning.isVisible()
    dialog.copy_button.click()
    assert '"userID":"S48211"' in desktop.clipboard
    assert "amy.lee" not in desktop.clipboard


def test_the_tick_can_be_taken_back(desktop: Desktop, hand_off: HandOffController) -> None:
    dialog = with_mail(desktop, hand_off)
    for state in (Qt.CheckState.Checked, Qt.CheckState.Unchecked):
        assert dialog.model.setData(dialog.model.index(0, 0), state, Qt.ItemDataRole.CheckStateRole)
    assert not dialog.warning.isVisible()
    dialog.copy_button.click()
    assert "amy.lee" not in desktop.clipboard


def test_where_it_is_forbidden_nothing_can_be_undone(
    desktop: Desktop, hand_off: HandOffController, preferences: Preferences
) -> None:
    preferences.change(show_originals=False)
    dialog = with_mail(desktop, hand_off)
    index = dialog.model.index(0, 0)
    assert index.data(Qt.ItemDataRole.CheckStateRole) is None
    assert not dialog.model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    desktop.bot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert "amy.lee" not in dialog.preview.toPlainText()


def test_own_words_are_redacted_while_they_are_typed(desktop: Desktop, hand_off: HandOffController) -> None:
    dialog = with_mail(desktop, hand_off)
    for words in ("Since Monday. Ngozi Ok", "afor asked, userID S90", "210"):
        with desktop.bot.waitSignal(dialog.note_changed):
            desktop.bot.keyClicks(dialog.note, words)
    redacted = re.compile(r"Since Monday\. ⟨Person-\w{7}⟩ asked, userID ⟨(?:ID|Person)-\w{7}⟩")
    desktop.bot.waitUntil(lambda: redacted.search(dialog.preview.toPlainText()) is not None)
    assert set(originals(dialog)) == {"amy.lee@north.k12.us", "S48211", "Ngozi Okafor", "S90210"}


def test_what_still_looks_personal_cannot_be_shared(
    desktop: Desktop, hand_off: HandOffController, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = with_mail(desktop, hand_off)
    with monkeypatch.context() as patch:
        patch.setattr(Redactor, "redact", lambda _redactor, text: text)  # the first look misses everything
        with desktop.bot.waitSignal(dialog.note_changed):
            desktop.bot.keyClicks(dialog.note, "ask amy (at) north.k12.us")
        desktop.bot.waitUntil(lambda: "personal data" in dialog.warning.text())
    assert not dialog.copy_button.isEnabled()
    assert not dialog.save_button.isEnabled()
    dialog.note.setPlainText("ask us")
    desktop.bot.waitUntil(dialog.copy_button.isEnabled)
    assert not dialog.warning.isVisible()


def test_what_was_given_free_stays_free_for_the_same_text_only(desktop: Desktop, hand_off: HandOffController) -> None:
    dialog = with_mail(desktop, hand_off)
    row = list(originals(dialog)).index("S48211")
    dialog.model.setData(dialog.model.index(row, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    desktop.bot.keyClick(dialog, Qt.Key.Key_Escape)
    again = with_mail(desktop, hand_off)
    assert '"userID":"⟨!\u00a0S48211⟩"' in again.preview.toPlainText().replace("! ", "!\u00a0")
    desktop.bot.keyClick(again, Qt.Key.Key_Escape)
    assert "S48211" not in with_mail(desktop, hand_off, MESSAGE.replace("14Z", "15Z")).preview.toPlainText()


@pytest.mark.parametrize("kind", [".eml", ".html", ".zip", ".txt"])
def test_the_mail_is_saved_in_every_form(
    desktop: Desktop, hand_off: HandOffController, tmp_path: Path, kind: str
) -> None:
    desktop.answers.target = tmp_path / f"mail{kind}"
    dialog = with_mail(desktop, hand_off)
    with desktop.bot.waitSignal(hand_off.noticed):
        desktop.bot.keyClick(dialog, Qt.Key.Key_S, CTRL)
    assert desktop.window.notices.text.startswith(f"The mail was saved as mail{kind}")
    if kind == ".eml":
        mail = email.message_from_bytes(desktop.answers.target.read_bytes(), policy=default)
        assert mail["Subject"] == "CourseKey: Owner does not exist"
    elif kind == ".zip":
        assert zipfile.ZipFile(desktop.answers.target).testzip() is None
    else:
        assert "person-" in desktop.answers.target.read_text(encoding="utf-8")


def test_a_mail_that_cannot_be_saved_is_told(desktop: Desktop, hand_off: HandOffController, tmp_path: Path) -> None:
    desktop.answers.target = tmp_path / "no such folder" / "mail.eml"
    dialog = with_mail(desktop, hand_off)
    with desktop.bot.waitSignal(hand_off.noticed):
        dialog.save_button.click()
    assert desktop.window.notices.text.startswith("The mail could not be saved: ")


def test_an_address_of_the_recipient_goes_into_the_saved_mail(
    desktop: Desktop, hand_off: HandOffController, tmp_path: Path
) -> None:
    desktop.answers.target = tmp_path / "mail.eml"
    dialog = with_mail(desktop, hand_off)
    dialog.recipient.selectAll()
    desktop.bot.keyClicks(dialog.recipient, "help@coursekey.example")
    with desktop.bot.waitSignal(hand_off.noticed):
        dialog.save_button.click()
    mail = email.message_from_bytes(desktop.answers.target.read_bytes(), policy=default)
    assert mail["To"] == "help@coursekey.example"


def test_a_mail_that_is_only_looked_at_leaves_nothing_behind(
    desktop: Desktop, hand_off: HandOffController, tmp_path: Path
) -> None:
    dialog = with_mail(desktop, hand_off)
    QApplication.clipboard().setText("mine")
    desktop.bot.keyClick(dialog, Qt.Key.Key_Escape)
    assert desktop.clipboard == "mine"
    assert not (tmp_path / "settings" / "hand-off-keys").exists()


def test_without_a_key_nothing_is_shared(desktop: Desktop, hand_off: HandOffController, tmp_path: Path) -> None:
    (tmp_path / "settings").write_text("a file where the folder should be")
    dialog = with_mail(desktop, hand_off)
    QApplication.clipboard().setText("mine")
    dialog.copy_button.click()
    assert desktop.clipboard == "mine"
    assert desktop.window.notices.text.startswith("The mail was not shared, because")


def test_words_of_the_settings_are_replaced_too(
    desktop: Desktop, hand_off: HandOffController, preferences: Preferences
) -> None:
    preferences.change(hidden_words=["Lincoln High"])
    dialog = with_mail(desktop, hand_off, MESSAGE + " at LINCOLN-HIGH")
    assert f"at ⟨{originals(dialog)['LINCOLN-HIGH']}⟩" in dialog.preview.toPlainText()


# Answers


def with_reply(desktop: Desktop, hand_off: HandOffController) -> ReplyDialog:
    desktop.window.activateWindow()
    desktop.bot.waitUntil(desktop.window.isActiveWindow)
    desktop.press(Qt.Key.Key_E, CTRL | SHIFT)
    assert hand_off.reply is not None
    return hand_off.reply


class Answered(NamedTuple):
    """The dialog of an answer, and the stand-ins of the mail that it answers by their originals."""

    reply: ReplyDialog
    names: dict[str, str]


def with_answer(desktop: Desktop, hand_off: HandOffController, answer: str) -> Answered:
    dialog = with_mail(desktop, hand_off)
    names = originals(dialog)
    dialog.copy_button.click()
    reference = desktop.clipboard.split("Reference ")[1].split(".")[0]
    reply = with_reply(desktop, hand_off)
    email, number = names["amy.lee@north.k12.us"], names["S48211"]
    reply.answer.setPlainText(answer.format(reference=reference, email=email.upper(), number=number.replace("-", " ")))
    return Answered(reply, names)


def test_an_answer_is_read_with_names(desktop: Desktop, hand_off: HandOffController) -> None:
    reply = with_answer(desktop, hand_off, "About {reference}: {number} and {email} are fixed.").reply
    assert reply.readable.toPlainText().endswith(": ⟨S48211⟩ and ⟨amy.lee@north.k12.us⟩ are fixed.")
    assert reply.state.text() == "2 stand-ins put back."
    reply.copy_button.click()
    assert desktop.clipboard.endswith(": S48211 and amy.lee@north.k12.us are fixed.")


def test_the_reference_in_an_answer_chooses_the_mail(desktop: Desktop, hand_off: HandOffController) -> None:
    dialog = with_mail(desktop, hand_off)
    name = originals(dialog)["amy.lee@north.k12.us"]
    dialog.copy_button.click()
    first = desktop.clipboard.split("Reference ")[1].split(".")[0]
    with_mail(desktop, hand_off, MESSAGE.replace("amy.lee", "ben")).copy_button.click()
    reply = with_reply(desktop, hand_off)
    reply.answer.setPlainText(f"{first.lower()} {name}")
    assert reply.mails.currentData() == first
    assert "amy.lee@north.k12.us" in reply.readable.toPlainText()


def test_names_can_be_forgotten(desktop: Desktop, hand_off: HandOffController, tmp_path: Path) -> None:
    reply = with_answer(desktop, hand_off, "{reference}: {number} is fixed").reply
    reply.forget_button.click()
    assert list((tmp_path / "settings" / "hand-off-keys").iterdir()) == []
    assert "S48211" not in reply.readable.toPlainText()
    assert reply.state.text().startswith("No mail was prepared")


def test_enter_in_the_answer_dialog_never_forgets(desktop: Desktop, hand_off: HandOffController) -> None:
    reply = with_answer(desktop, hand_off, "{reference}: {number} is fixed").reply
    desktop.bot.keyClick(reply.mails, Qt.Key.Key_Return)
    assert reply.mails.count() == 1


# The model


def test_the_model_keeps_the_rules_of_qt(qtbot: QtBot) -> None:
    model = StandInsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [StandIn("Person-1", "S1"), StandIn("Person-1", "Amy")]
    model.show(rows)
    assert isinstance(model, QAbstractItemModel)
    with qtbot.waitSignal(model.show_wanted) as wanted:
        model.setData(model.index(1, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert wanted.args == ["Amy", True]
    model.show([rows[0], StandIn("Person-1", "Amy", shown=True)])
    assert model.index(1, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert "shown in the mail" in model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    model.show([])
    assert model.rowCount() == 0


def marked_words(dialog: HandOffDialog) -> list[str]:
    """The words of a person's own text that are marked, in their order."""
    return re.findall("⟨(?:!\u00a0)?(.*?)⟩", dialog.original.toPlainText().replace("! ", "!\u00a0"))


def test_both_texts_are_shown_whole(desktop: Desktop, hand_off: HandOffController) -> None:
    dialog = with_mail(desktop, hand_off)
    assert marked_words(dialog) == ["amy.lee@north.k12.us", "S48211"]
    assert dialog.original.toPlainText().replace("⟨", "").replace("⟩", "") == MESSAGE
    for name in originals(dialog).values():
        assert name in dialog.preview.toPlainText()
        assert name not in dialog.original.toPlainText()


def test_a_word_of_the_text_is_given_free_where_it_is(desktop: Desktop, hand_off: HandOffController) -> None:
    dialog = with_mail(desktop, hand_off)
    dialog.original.anchorClicked.emit(QUrl("1"))
    assert "⟨! S48211⟩" in dialog.original.toPlainText().replace("\u00a0", " ")
    assert "S48211" in dialog.preview.toPlainText()
    assert "amy.lee" not in dialog.preview.toPlainText()
    dialog.accept()
    again = with_mail(desktop, hand_off)
    assert "S48211" in again.preview.toPlainText(), "remembered for this text"
    again.original.anchorClicked.emit(QUrl("1"))
    assert "S48211" not in again.preview.toPlainText()


def test_the_keyboard_reaches_the_words(desktop: Desktop, hand_off: HandOffController) -> None:
    dialog = with_mail(desktop, hand_off)
    dialog.original.setFocus()
    desktop.bot.keyClick(dialog.original, Qt.Key.Key_Tab)
    desktop.bot.keyClick(dialog.original, Qt.Key.Key_Return)
    assert "amy.lee@north.k12.us" in dialog.preview.toPlainText()
    for _ in range(4):
        desktop.bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not dialog.original, "the words are no trap"


def test_an_administrator_may_forbid_to_give_words_free(
    desktop: Desktop, hand_off: HandOffController, preferences: Preferences
) -> None:
    preferences.change(show_originals=False)
    dialog = with_mail(desktop, hand_off)
    assert "<a href" not in dialog.original.toHtml()
    assert marked_words(dialog) == ["amy.lee@north.k12.us", "S48211"]


def test_a_text_with_markup_is_shown_as_it_is(desktop: Desktop, hand_off: HandOffController) -> None:
    message = MESSAGE.replace("POST", "<b>POST</b> <img src='//host/share/a.png'> <a href='x'>y</a>")
    dialog = with_mail(desktop, hand_off, message)
    assert "<img src=" in dialog.original.toPlainText()
    assert "a.png" not in re.sub("&[^;]*;", "", dialog.original.toHtml()).split("<body", 1)[0]
    assert not re.search("<img|<b>", dialog.original.toHtml())
