"""Prepare a mail to a vendor's support: gather what is known of an error, redact it, look again, save it.

Nothing is sent. What is saved has passed the second look (`leak_check`); what would name somebody is refused.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple

from app import __version__
from app.core.catalog.model import Entry, Message
from app.core.catalog.shown_text import error_text
from app.core.report.bottom_k import AffectedRecords
from app.core.report.findings import Finding
from app.core.report.report import Report
from app.core.sharing.leak_check import Leak, LeakError, leaks
from app.core.sharing.marked_text import Redacted, Replacement, originals_in
from app.core.sharing.pii_spans import Kind
from app.core.sharing.redactor import Redactor
from app.core.sharing.support_mail import HandOff, Layout, Section
from app.core.text.fingerprint import fingerprint_of
from app.core.text.terminal_codes import without_codes
from app.core.text.unwrapping import unwrap
from app.services.error_desk import Desk
from app.storage.places import Places
from app.storage.userdata.cases import step_key
from app.storage.userdata.stand_in_keys import HandOffKeys

KINDS: Final = ("eml", "html", "zip", "txt")
_NOT_IN_NAMES: Final = re.compile(r"[^\w.\-]+")
_LONGEST_NAME: Final = 120
MAX_SAMPLES: Final = 3
MAX_SAMPLE: Final = 900
"""Letters of a log line in the mail."""
MAX_MESSAGE: Final = 20_000
"""Letters of a pasted message that are looked at."""

_KIND_OF_RECORD: Final[Mapping[str, Kind]] = {
    "email": Kind.EMAIL, "user": Kind.ID, "student": Kind.ID, "course": Kind.COURSE, "section": Kind.SECTION,
    "assignment": Kind.ASSIGNMENT, "id": Kind.ID, "enrollment": Kind.ID, "person": Kind.PERSON, "teacher": Kind.PERSON,
    "guardian": Kind.PERSON, "name": Kind.PERSON,
}  # fmt: skip
_RECORD_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "email": ("person", "people"), "user": ("person", "people"), "student": ("person", "people"),
    "course": ("course", "courses"), "section": ("section", "sections"), "assignment": ("assignment", "assignments"),
    "attendance session": ("attendance session", "attendance sessions"), "school": ("school", "schools"),
    "row": ("row", "rows"), "person": ("person", "people"), "teacher": ("person", "people"),
    "guardian": ("person", "people"), "enrollment": ("enrollment", "enrollments"),
}  # fmt: skip
_READABLE: Final[Mapping[str, str]] = {"fields": "Fields named", "add_code": "Add code", "job_id": "Job ID"}
_OWN_SECTIONS: Final = frozenset({"What happened", "What we have tried", "You usually ask for", "About this mail"})
_TOKEN = re.compile(r"[\w.@+'\-]+")
_LEAST_WORDS: Final = 9
_STATUS = re.compile(r"\b([1-5]\d\d)\b(?= [A-Z])|(?i:status\W{1,4})([1-5]\d\d)\b")


@dataclass(frozen=True, slots=True)
class Case:
    """What a hand-off is about: an entry with what is known here, from a pasted message or a scanned log.

    `tried` names the steps already taken by their keys (`userdata.cases`); `note` is the person's own words.
    """

    entry: Entry
    values: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    finding: Finding | None = None
    tried: Collection[str] = ()
    note: str = ""

    @property
    def about(self) -> str:
        """What tells this case from others: its entry and the text that it is about."""
        samples = () if self.finding is None else (line for _, line in self.finding.samples)
        return hashlib.sha256("\n".join((self.entry.id, self.message, *samples)).encode("utf-8", "replace")).hexdigest()


class Replaced(NamedTuple):
    """A stand-in, and one of the originals that it stands for."""

    stand_in: str
    original: str


class Draft:
    """A hand-off in the making: what it says follows from the case, and from which stand-ins a person wants undone."""

    def __init__(self, case: Case, desk: Desk, hidden: Sequence[str] = (), recipient: str = "") -> None:
        """Read the case and find everybody in it. `hidden` are words to be replaced as well."""
        english = next((entry for entry in desk.english.entries if entry.id == case.entry.id), case.entry)
        self.case = case = replace(case, entry=english)
        self.recipient = recipient or case.entry.escalate.to
        self.reference = f"SED-{secrets.token_hex(4).upper()}"
        self._vocabulary, self._catalog = desk.english.vocabulary, desk.catalog_stamp
        self._error_words, self._stand_in_key, self._hidden = desk.error_words, desk.stand_in_key, tuple(hidden)
        self._shown: dict[str, None] = {}
        self._lines = _telling_lines(case, desk)
        self._redactor = self._learned()

    @property
    def key(self) -> dict[str, str]:
        """What each stand-in stands for. It stays on this computer."""
        return dict(self._redactor.key)

    @property
    def shown(self) -> tuple[str, ...]:
        """The originals that a person gave free."""
        return tuple(self._shown)

    def show(self, original: str, *, shown: bool = True) -> None:
        """Leave one original as it is in the mail, or hide it again."""
        if shown:
            self._shown[original] = None
            self._redactor.show(original)
        else:
            self._shown.pop(original, None)
            self._redactor.hide(original)

    def note(self, text: str) -> None:
        """Change the person's own words; they are redacted as well."""
        self.case = replace(self.case, note=text)
        # Learn again: what was typed on the way there (half a name) must not be remembered.
        self._redactor = self._learned()

    def hand_off(self) -> HandOff:
        """The mail as it is now."""
        samples = tuple(self._redactor.redact(line).rstrip("\r\n") for line in self._lines)
        sections = tuple(section for section in self._sections(samples) if section.lines)
        entry = self.case.entry
        return HandOff(
            reference=self.reference,
            recipient=self.recipient,
            # Of the catalog alone: a subject is read by everybody whom a mail passes.
            subject=f"{entry.vendor}: {entry.title}",
            sections=sections,
            samples=samples,
            facts={"entry": entry.id, "program": f"SIS Error Desk {__version__}", "catalog": self._catalog},
        )

    def marked(self, hand_off: HandOff) -> Redacted:
        """The body with the places of its stand-ins, and of what is shown on purpose."""
        return self._redactor.marked(hand_off.body)

    def marked_original(self, marked: Redacted) -> Redacted:
        """The message or log lines as they are here, with the places of what is replaced (or shown) in a mail."""
        text = without_codes("\n".join(self._lines))
        originals: dict[str, list[str]] = {}
        for one in self.stand_ins(marked):
            originals.setdefault(one.stand_in, []).append(one.original)
        places = sorted(originals_in(text, originals), key=lambda one: (one.start, -one.end))
        apart: list[Replacement] = []
        for place in places:
            if not apart or place.start >= apart[-1].end:
                apart.append(place)
        return Redacted(text, tuple(apart))

    def stand_ins(self, marked: Redacted) -> list[Replaced]:
        """Each original that is replaced (or shown on purpose) in a mail, in its order, with its stand-in."""
        names = dict.fromkeys(one.stand_in for one in marked.replacements)
        return [Replaced(name, original) for name in names for original in self._redactor.originals[name]]

    def leaks(self, hand_off: HandOff) -> list[Leak]:
        """What the second look finds in everything that would be shared."""
        redactor = self._redactor
        text = "\n".join((hand_off.subject, hand_off.body, *hand_off.samples))
        kept = redactor.kept
        # The catalog's own words, and what this program writes of itself, name nobody here.
        kept.add_all("\n".join((_catalog_text(self.case.entry), *self._facts(), *hand_off.facts.values())))
        for section in hand_off.sections:
            if section.title in _OWN_SECTIONS:
                kept.add_all("\n".join((section.title, *section.lines)))
        return leaks(text, self._error_words.dictionary, redactor.learned_names(), kept)

    def checked(self) -> HandOff:
        """The mail as it is now, after the second look. Raises LeakError when something in it still names somebody."""
        hand_off = self.hand_off()
        found = self.leaks(hand_off)
        if found:
            raise LeakError(found)
        return hand_off

    def _learned(self) -> Redactor:
        """A redactor that knows everybody in the case, always by the same stand-ins; the note comes last."""
        redactor = Redactor(self._error_words, self._hidden, self._stand_in_key)
        whole = "\n".join((*self._lines, self.case.note)).casefold()
        for name, kind in _named_in(self.case.finding, whole):
            redactor.learn_identity(name, kind)
        for original in self._shown:
            redactor.show(original)
        redactor.learn("\n".join(self._lines))
        redactor.redact_values(self.case.values)
        redactor.learn(self.case.note)
        return redactor

    # What the mail says

    def _sections(self, samples: Sequence[str]) -> Iterator[Section]:
        case, entry = self.case, self.case.entry
        yield Section("What happened", tuple(self._happened()))
        yield Section("Details", (*self._facts(), *self._values()), Layout.FACTS)
        title = "Log lines" if case.finding is not None else "The message"
        yield Section(title, tuple(line for sample in samples for line in _cut(sample).splitlines()), Layout.PRINTED)
        yield Section("In our own words", tuple(self._redactor.redact(case.note).split("\n")) if case.note else ())
        yield Section("What we have tried", tuple(self._tried()), Layout.LIST)
        yield Section("You usually ask for", (entry.escalate.send,))
        yield Section("About this mail", tuple(self._about(samples)))

    def _happened(self) -> Iterator[str]:
        kinds = ", ".join(self._vocabulary.record_types[kind].name for kind in self.case.entry.record_types)
        yield f"A sync with {self.case.entry.vendor} ({kinds}) reports: {self.case.entry.title}."
        yield self.case.entry.meaning

    def _facts(self) -> Iterator[str]:
        finding = self.case.finding
        if finding is not None:
            yield f"Count: {finding.count:,}"
            for label, place in (("First seen", finding.first), ("Last seen", finding.last)):
                if place is not None and place.time:
                    yield f"{label}: {place.time}"
            affected = affected_words(finding.records)
            if affected:
                yield f"Affected: {affected}"
        yield f"Error text: {error_text(self.case.entry)}"
        statuses = _statuses(self._lines, self.case.entry.messages)
        codes = list(dict.fromkeys(message.code for message in self.case.entry.messages if message.code))
        if statuses:
            yield f"HTTP status: {', '.join(statuses)}"
        if codes:
            yield f"Code: {', '.join(codes)}"
        yield f"Error ID: {self.case.entry.id}"

    def _values(self) -> Iterator[str]:
        for name, value in self._redactor.redact_values(self.case.values).items():
            if value.strip():
                yield f"{_READABLE.get(name) or name.replace('_', ' ').capitalize()}: {value}"

    def _tried(self) -> Iterator[str]:
        for number, cause in enumerate(self.case.entry.causes, 1):
            for place, step in enumerate(cause.steps, 1):
                if step_key(number, place) in self.case.tried:
                    yield step.do

    def _about(self, samples: Sequence[str]) -> Iterator[str]:
        if any(self._redactor.marked(sample).replacements for sample in samples):
            yield (
                "Names, ids and everything else that may name somebody are replaced by stand-ins such as"
                " Person-K7Q2MXB; the same person has the same one. Please use them in your answer: we can tell who is"
                " meant."
            )
        yield f"Reference {self.reference}. Prepared with SIS Error Desk {__version__}, catalog {self._catalog}."


def affected_words(records: AffectedRecords) -> str:
    """How many records of which kinds are affected: `12 people, 3 courses`."""
    kinds = Counter(_RECORD_WORDS.get(affected.kind, ("record", "records")) for _, affected in records.items())
    if not records.complete:
        return f"about {records.distinct:,} records"
    return ", ".join(f"{count:,} {words[count != 1]}" for words, count in kinds.most_common())


def save(draft: Draft, path: Path, resources: Path, kind: str | None = None) -> HandOff:
    """Save the mail as `kind`, or as the path's ending says. An existing file is replaced whole or stays as it was.

    Raises:
        LeakError: The second look found something; nothing was written.
        ValueError: Another ending; the message is a sentence.
        OSError: The file cannot be written.
    """
    from app.storage.exports.support_mail_files import write_hand_off  # noqa: PLC0415 - loads the mail library when first needed

    wanted = (path.suffix if kind is None else kind).removeprefix(".").casefold()
    if wanted not in KINDS:
        endings = ", ".join(f".{each}" for each in KINDS)
        raise ValueError(f"A mail cannot be saved as {path.name}: choose a name that ends with one of {endings}.")
    hand_off = draft.checked()
    write_hand_off(hand_off, path, wanted, resources)
    return hand_off


def write_mails(report: Report, desk: Desk, folder: Path, places: Places) -> list[str]:
    """Write a mail for each finding into a folder and keep their keys; the titles of those that would name somebody.

    Raises OSError where a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    keys = HandOffKeys(places.hand_off_keys)
    refused: list[str] = []
    for number, finding in enumerate(report.findings, 1):
        draft = Draft(Case(finding.entries[0], finding=finding), desk)
        try:
            mail = draft.checked()
        except LeakError:
            refused.append(finding.title)
            continue
        # The key first: without one, nobody could tell who is meant in the answer.
        keys.keep(mail.reference, mail.subject, draft.key)
        try:
            # The id of an entry of somebody's own may be anything.
            name = _NOT_IN_NAMES.sub("-", finding.entries[0].id).strip(".-")[:_LONGEST_NAME]
            save(draft, folder / f"{number:02}-{name}.eml", places.resources)
        except BaseException:
            keys.forget(mail.reference)
            raise
    return refused


def _catalog_text(entry: Entry) -> str:
    """What the mail takes from the catalog: a source's own example of an id names nobody here."""
    texts = [error_text(entry)]
    texts += [step.do for cause in entry.causes for step in cause.steps]
    return "\n".join((entry.title, entry.meaning, entry.escalate.send, *texts))


def _telling_lines(case: Case, desk: Desk) -> tuple[str, ...]:
    """The message as it was pasted, or up to three log lines that differ in more than whom they name."""
    if case.finding is None:
        message = case.message[:MAX_MESSAGE].strip()
        return (message,) if _is_message(message, desk) else ()
    by_fingerprint: dict[str, str] = {}
    for _, line in case.finding.samples:
        by_fingerprint.setdefault(fingerprint_of(line), line)
    first = list(by_fingerprint.values())
    more = [line for _, line in case.finding.samples if line not in first]
    return tuple(line.strip() for line in [*first, *more][:MAX_SAMPLES])


def _is_message(text: str, desk: Desk) -> bool:
    """Whether a text is what a program printed, and not the few words that a person searched by."""
    return len(text.split()) >= _LEAST_WORDS or bool(text and desk.matcher.exact.find(unwrap(text)))


def _named_in(finding: Finding | None, text: str) -> Iterator[tuple[str, Kind]]:
    """The affected records that stand in a text (in small letters), with what stood beside them."""
    if finding is None:
        return
    # Asked for one by one, twenty thousand records would hold up the window.
    words = frozenset(_TOKEN.findall(text))
    for name, affected in finding.records.items():
        folded = name.casefold()
        if folded not in words and (_TOKEN.fullmatch(folded) or folded not in text):
            continue
        for one, what in ((name, affected.kind), *affected.details.items()):
            kind = _KIND_OF_RECORD.get(what)
            if kind is not None and one.casefold() in text:
                yield one, kind


def _statuses(lines: Iterable[str], messages: Sequence[Message]) -> list[str]:
    """The HTTP statuses that the lines name, else those of the entry."""
    named = [one or other for line in lines for one, other in _STATUS.findall(line)]
    return list(dict.fromkeys(named or [message.status for message in messages if message.status]))


def _cut(text: str) -> str:
    """A text that is not too long; no word of it is cut, for a part of a stand-in is none."""
    if len(text) <= MAX_SAMPLE:
        return text
    return f"{re.split(r'[^ ]*$', text[:MAX_SAMPLE])[0]}\u2026"
