"""What is surely an entry's text, and what only looks like it: near misses of every template, and other systems."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from app.core.catalog.model import Entry, Message
from app.core.catalog.template import REST, parse_template
from app.core.lookup.lookup import GUESS
from app.core.matching.clues import NO_CLUES
from app.core.matching.filters import NO_FILTERS
from app.core.scanning.line_matcher import LogMatcher
from app.core.text.unwrapping import unwrap
from app.services.error_desk import Desk
from tests.catalog_texts import filled_plainly, placeholders

STATUSES = ("200", "201", "302", "400", "401", "403", "404", "409", "412", "415", "422", "429", "500", "502", "503")
INVENTED = (
    "The llama ate the modem",
    'response: {"message":"Score history exists"}',
    "flux capacitor 88 empty",
    "Year is archived",
)
OTHERS = (
    "moodle: {}", "[moodle] {}", "2026-01-14 03:00:00 ERROR moodle {}", "WARNING:moodle:{}", "LDAP sync: {}",
    "zoom-api[12]: {}",
    '{{"logger":"keycloak","message":"{}"}}', "schoology.ERROR: {}", "mail: {}", "Blackboard | {}",
)  # fmt: skip


def messages(desk: Desk) -> Iterator[tuple[Entry, Message]]:
    for entry in desk.catalog.entries:
        for message in entry.messages:
            yield entry, message


class Claims:
    """Says which entries the texts of a desk are claimed by, in a look-up or in a log."""

    def __init__(self, desk: Desk) -> None:
        self._exact = desk.matcher.exact
        self._logs = LogMatcher(self._exact, NO_FILTERS)

    def of(self, text: str) -> set[str]:
        text = unwrap(text)
        asked = {owner.entry.id for found in self._exact.find(text) for owner in found.decision.chosen}
        found = self._logs.read(text, self._logs.candidates(text), NO_CLUES)
        return asked | {entry.id for one in found for entry in one.entries}


@pytest.fixture(scope="module")
def claims(desk: Desk) -> Claims:
    return Claims(desk)


def spells_status(message: Message) -> bool:
    return bool(message.status) and message.status in parse_template(message.text).words


def test_an_invented_end_is_nobodys_text(desk: Desk, claims: Claims) -> None:
    wrong = []
    for entry, message in messages(desk):
        if any(one.kind == REST for one in placeholders(message.text)):
            for end in INVENTED:
                text = f"{filled_plainly(message.text)[0]} {end}"
                if entry.id in claims.of(text):
                    wrong.append(f"{entry.id}: {text!r}")
    assert not wrong, "\n".join(wrong)


def test_what_only_begins_like_a_text_is_offered_with_all_that_begin_so(desk: Desk) -> None:
    answer = desk.look_up("PowerSchool Error: Term has ended")
    assert answer.sharing == 3
    assert {match.kind for match in answer.matches} == {GUESS}
    answer = desk.look_up('Details: HTTP response HTTP/1.1 409 Conflict response: {"message":"Score history exists"}')
    assert answer.sharing == 5
    assert not answer.known


@pytest.mark.parametrize("form", ["status: {} {}", '{{"status":{},"message":"{}"}}', "HTTP/1.1 {} {}", "POST /x {} {}"])
def test_any_other_status_excludes_an_entry(form: str, desk: Desk, claims: Claims) -> None:
    wrong = []
    for entry, message in messages(desk):
        if not message.status or message.generic or spells_status(message) or message.when:
            continue
        having = {one.status for other, one in messages(desk) if other.id == entry.id}
        for status in STATUSES:
            text = form.format(status, filled_plainly(message.text)[0].replace('"', "'"))
            if status not in having and entry.id in claims.of(text):
                wrong.append(f"{entry.id}: {text!r}")
    assert not wrong, "\n".join(wrong[:20])


def test_a_status_in_the_end_of_a_text_excludes_as_well(desk: Desk, claims: Claims) -> None:
    wrong = []
    for entry, message in messages(desk):
        if message.status and re.search(r"HTTP/1\.1 \{\w+:rest\?\}$", message.text):
            for status in STATUSES:
                text = f"PowerSchool {filled_plainly(message.text)[0]} {status}"
                if (entry.id in claims.of(text)) != (status == message.status):
                    wrong.append(f"{entry.id}: {text!r}")
    assert not wrong, "\n".join(wrong)


def test_any_other_code_excludes_an_entry(desk: Desk, claims: Claims) -> None:
    wrong = []
    for entry, message in messages(desk):
        if message.code:
            having = {one.code for other, one in messages(desk) if one.text == message.text and other.id == entry.id}
            for code in ("1", "404", "2020", "10004", "99999"):
                text = f'{{"error":{{"code":{code},"message":"{filled_plainly(message.text)[0]}","info":{{}}}}}}'
                if code not in having and entry.id in claims.of(text):
                    wrong.append(f"{entry.id}: {text!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("form", OTHERS)
def test_another_system_that_speaks_excludes_every_entry(form: str, desk: Desk, claims: Claims) -> None:
    wrong = []
    for _, message in messages(desk):
        if not names_own_system(desk, message):
            text = form.format(filled_plainly(message.text)[0].replace('"', "'"))
            wrong += [f"{name}: {text!r}" for name in claims.of(text)]
    assert not wrong, "\n".join(wrong[:20])


def names_own_system(desk: Desk, message: Message) -> bool:
    return bool(desk.matcher.exact.clue_reader.vendors_in(message.text)) or "canvas" in message.text.casefold()


def test_a_changed_word_is_another_text(desk: Desk, claims: Claims) -> None:
    wrong = []
    for entry, message in messages(desk):
        literal = re.sub(r"\{[^{}]*\}", "", message.text)
        for word in dict.fromkeys(re.findall(r"[A-Za-z]{4,}", literal)):
            text = filled_plainly(re.sub(rf"\b{word}\b(?![^{{}}]*\}})", "Zebra", message.text, count=1))[0]
            if "Zebra" not in text:
                continue
            others = {
                other.id for other, one in messages(desk)
                if other.id != entry.id or one.text != message.text
                if re.search(parse_template(one.text).regex, text, re.IGNORECASE)
            }  # fmt: skip
            wrong += [f"{name}: {text!r}" for name in claims.of(text) - others]
    assert not wrong, "\n".join(wrong[:20])


def test_signs_are_of_systems_that_are_there_and_of_no_vendor_of_the_catalog(desk: Desk) -> None:
    vocabulary = desk.catalog.vocabulary
    assert vocabulary.signs.keys() <= vocabulary.systems.keys()
    own = {name.casefold() for key, term in vocabulary.vendors.items() for name in (key, *term.aliases)}
    assert own.isdisjoint(name.casefold() for name in (*vocabulary.others.names, *vocabulary.others.speakers))
    fields = {name.casefold() for signs in vocabulary.signs.values() for name in signs.fields}
    assert fields.isdisjoint(name.casefold() for name in vocabulary.others.fields)
