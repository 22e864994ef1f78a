"""A log of any size for measuring: lines as sync jobs write them, with known and unknown errors counted as written.

    python -m tests.benchmarks.generated_log --bytes 1000000000 --errors 0.02 --entries 137 /tmp/bench/e2.log

Beside `e2.log` stands `e2.truth.json`: what was written, by entry. The same arguments give the same bytes.
Of all lines 45 % are JSON, 45 % plain, 10 % rows of CSV; of the error lines 90 % carry a message of the catalog
(Zipf over the messages) and 10 % an error that no catalog knows. A pool of line skeletons is made once; each line
written fills one with a time and numbers of its own and, in a third of them, with names of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from app.core.catalog.model import Catalog, Entry, Message
from app.core.catalog.template import parse_template
from app.storage.catalog.checked import read_checked_catalog
from tests.benchmarks.varied_catalog import varied_catalog

ROOT = Path(__file__).resolve().parents[2]
FORMATS = {"json": 0.45, "plain": 0.45, "csv": 0.10}
"""The share of each format among the lines."""
KNOWN = 0.9
"""The share of error lines with a message of the catalog."""
POOL = 20_000
BLOCK_LINES = 2_000
VARIED_LETTERS = 1 / 3
"""The share of skeletons whose names change from line to line; in the others only the digits do."""

# Places that every written line fills anew, as private characters so that any escaping leaves them alone.
NUMBER, SMALL, HEX, NAME, TIME, DATE, WORD = map(chr, range(0xE000, 0xE007))
_FORMAT = {NUMBER: "%05d", SMALL: "%d", HEX: "%08x", NAME: "%s", TIME: "%s", DATE: "%s", WORD: "%s"}
_SLOT = re.compile("[\ue000-\ue006]")
_ESCAPED_SLOT = re.compile(r"\\u(e00[0-6])")
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(\w+):(\w+)(\??)\}")
_NOT_IN_ANCHORS = re.compile(r"[\"'`‘’“”\\/<>&]|[^\x20-\x7e]")

_START = datetime(2026, 3, 2, tzinfo=UTC)
_FIRST = "amy ben carla dan elena finn grace hugo ines jack kira liam maria nora omar petra quin rosa sam tara".split()
_PARTS = "bar cor den fel gar hol kes lan mar nor pel rin sol tan vor wes yam zel".split()
_SUBJECTS = "ALG BIO CHEM ENG GEO HIST MATH PHYS ART MUS SPAN PE".split()
_FIELDS = "firstName lastName email phone role grade title subject startDate endDate room term period".split()
_CATEGORIES = ("Homework", "Quizzes", "Tests", "Class Work", "Projects", "Participation", "Final Exam")
_PHRASES = {
    "400": "Bad Request", "401": "Unauthorized", "403": "Forbidden", "404": "Not Found", "409": "Conflict",
    "412": "Precondition Failed", "422": "Unprocessable Entity", "429": "Too Many Requests",
    "500": "Internal Server Error",
}  # fmt: skip
_ENDPOINTS = {
    "user": "/users/U{N}", "course": "/courses/{C}", "enrollment": "/courses/{C}/enrollments",
    "attendance": "/courses/{C}/attendance", "assignment": "/lineItems/{N}", "score": "/lineItems/{N}/results",
    "grading-category": "/categories/{S}", "section": "/sections/{N}", "sync-job": "/jobs/{N}",
}  # fmt: skip
_SERVICES = ("roster-sync", "coursekey-api", "aeries-passback", "skyward-passback", "nightly-bridge", "sis-bridge")

_BENIGN = """User U{N} updated, email and lastName unchanged
User U{N} found by userID, nothing to send
Course {C} found, {S} enrollments to send
Course {C} created with addCode {W}{S} and owner {E}
Enrollment of U{N} in course {C} accepted
Attendance session {N} written for course {C}, start {D}, {S} students present
Assignment {N} stored for section {N}, due date {D}
Category of assignment {N} is in sync for grading, {S} scores follow
Gradebook of section {N} read, {S} students, {S} line items
Score {S} of student {N} sent to the gradebook
Grade exchange job {N} finished, {S} results sent, next run {D}
Integration configuration of the school read, {S} settings
HTTP response 200 OK for line item {U}
Token renewed for the integration, valid until {D}
Page {S} of sections fetched, {N} records, more to come
Start date and end date of course {C} kept as {D}
User {E} belongs to school S{N}, role student
email of U{N} is {E}, verified on {D}
Owner of course {C} is {E}, already known
Section {N} matched with sis_section_id {U}
Required fields present: firstName, lastName, email, schoolID for U{N}
Cache holds {N} users and {S} courses, {S} ms
Retry queue is empty after {S} checks of job {U}
Time zone of the school is America/Chicago, {S} courses use it
Score entry points of assignment {N} are {S}
Student {N} was enrolled in section {N} on {D}
Message queue length {S}, oldest record {D}
Comparing {N} roster rows with last night, {S} changed
Export file part {S} of {N} bytes closed
Record {U} skipped, same checksum as on {D}""".splitlines()

UNKNOWN = """Connection to the replica was refused on port {N}
Error while writing page {S} of the audit table
NullPointerException at RosterMapper line {S}
Failed to open the spool file part-{N}
Error: deadlock found when waiting for lock {U}
Disk quota exceeded, failed to append {N} bytes
Certificate of host sis{S} is invalid since {D}
Queue worker {S} failed, exit status {S}
Fatal: out of memory after {N} allocations
Failed to parse header of part {S}
TypeError: undefined is not a function at chunk {S}
Error in stored procedure nightly_merge, row {N}
Login of service account svc{S} was denied
KeyError: 'column{S}'
Could not reach the license server, attempt {S}
Mail relay failed for {E}
Unable to rotate the audit file number {N}
Checksum failed for batch {U}
Exception in thread pool-{S}: heap space
Failed to decode byte {S} of packet {N}
Backup of volume {S} failed on {D}
Error: foreign key of table period_{S} violated by {N}
DNS lookup failed for node{S}
Failed handshake with gateway {U}
IndexError: list index {S} out of range
Error reading tape {S}, sector {N}
Name change of {E} failed in the directory
Worker heartbeat of pod {W}-{S} timed out
Critical: clock drift of {N} ms on node {S}
Failed to convert picture of {E}""".splitlines()
"""Wordings of errors that no catalog entry knows."""

_PLAIN = (
    '{T} {LEVEL} [{service}] {method} {endpoint} {status}"email":"{E}" {text}',
    '{T} {LEVEL} {service} {endpoint} {status}message="{text}" userId=U{N}',
    "{T} {LEVEL} {service} userId=U{N} courseId={C} - {text}",
    "{T} {LEVEL} {service} request={U} {S}ms: {text}",
    "{T} [{LEVEL}] {service}: {method} {endpoint} {status}(U{N}, {S} ms): {text}",
)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a line is: "benign", "unknown" with its wording, or "known" with its entry's id.

    `shared` says that other entries have a text with the same words, so that the text alone does not tell the entry.
    """

    kind: str
    name: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A line but for what changes each time: its %-format with the line end, and the kinds of its places in order."""

    text: str
    slots: str
    format: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class _Event:
    """What a line tells, before it is written in a format."""

    text: str
    level: str
    service: str
    endpoint: str
    status: str = ""
    body: str = ""


class _Author:
    """Makes skeletons; one for a log."""

    def __init__(self, catalog: Catalog, seed: int) -> None:
        self._random = random.Random(seed)
        texts = {message.text for entry in catalog.entries for message in entry.messages}
        self._all_texts = "\n".join(sorted(texts)).casefold()
        self._vary_letters = False

    def skeleton(self, event: _Event, form: str, origin: Origin) -> Skeleton:
        """The line of an event in one format."""
        line = {"json": self._json, "csv": self._csv, "plain": self._plain}[form](event)
        slots = "".join(_SLOT.findall(line))
        text = _SLOT.sub(lambda slot: _FORMAT[slot.group()], line.replace("%", "%%"))
        return Skeleton(text + "\n", slots, form, origin)

    def benign(self) -> _Event:
        self._vary_letters = self._random.random() < VARIED_LETTERS
        level = self._random.choices(("INFO", "DEBUG", "WARN"), (80, 15, 5))[0]
        text, endpoint = (self._filled(self._random.choice(one)) for one in (_BENIGN, tuple(_ENDPOINTS.values())))
        return _Event(text, level, self._random.choice(_SERVICES), endpoint, "200")

    def unknown(self, wording: str) -> _Event:
        self._vary_letters = self._random.random() < VARIED_LETTERS
        endpoint = self._filled(self._random.choice(tuple(_ENDPOINTS.values())))
        return _Event(self._filled(wording), "ERROR", self._random.choice(_SERVICES), endpoint)

    def known(self, entry: Entry, message: Message) -> _Event:
        """An error line of an entry; a text that other programs print, too, stands beside its vendor's name."""
        self._vary_letters = self._random.random() < VARIED_LETTERS
        text = self.message(message)
        endpoint = self._filled(_ENDPOINTS.get(entry.record_type, "/records/{N}"))
        vendor = entry.vendor.casefold().replace(" ", "-")
        if entry.vendor == "CourseKey":
            status = message.status or "400"
            code = message.code or "10001"
            body = f"{{error: {{code: {code}, message: {json.dumps(text, ensure_ascii=False)}, info: {{}}}}}}"
            return _Event(text, "ERROR", "coursekey-api", endpoint, status, body)
        named = message.generic or self._random.random() < 0.5
        return _Event(text, "ERROR", f"{vendor}-passback" if named else "nightly-bridge", endpoint, message.status)

    def message(self, message: Message) -> str:
        """A message's text with plausible values, such as its condition asks for."""
        asked = {name: self._random.choice(self._own_words(name, words)) for name, words in message.when.items()}

        def value(found: re.Match[str]) -> str:
            if found.group(1) is None:
                return found.group()[0]
            name, kind = found.group(1), found.group(2)
            if kind == "rest":
                # What else may stand there no catalog knows.
                return self._filled(asked.get(name, ""))
            if found.group(3) and message.status in message.text and self._random.random() < 0.25:
                return ""
            return self._value(name, kind, asked.get(name, ""), message)

        return _PLACEHOLDER.sub(value, message.text).strip()

    def _own_words(self, name: str, words: Sequence[str]) -> Sequence[str]:
        """Words that meet a condition; in free text none that are another entry's message as well."""
        return [word for word in words if word.casefold() not in self._all_texts or name != "detail"] or words

    def _value(self, name: str, kind: str, asked: str, message: Message) -> str:
        if kind == "list":
            fields = self._random.sample(_FIELDS, self._random.randint(1, 3))
            return ", ".join(dict.fromkeys([asked, *fields] if asked else fields))
        if name == "detail":
            status = message.status if message.status not in message.text else ""
            opening = f"{status} " if status else ""
            return self._filled(f"{opening}{asked or 'request'} {{W}}{{S}} at step {{S}}")
        by_name = {
            "job_id": "{U}", "host": "sis{S}.school.example", "assignment": "{W} Chapter {S}", "score": "{S}",
            "category": self._random.choice(_CATEGORIES), "student": "{L}", "section": "{W} Period {S}",
            "available": ", ".join(self._random.sample(_CATEGORIES, 3)), "time_zone": "{W}/Zone{S}", "value": "{W}{N}",
        }  # fmt: skip
        by_kind = {"email": "{E}", "date": "{D}", "number": "{S}", "id": "{N}", "text": "{W} {N}"}
        return self._filled(asked or by_name.get(name) or by_kind[kind])

    def _filled(self, text: str) -> str:
        """Text with `{N}` (number), `{S}` (small number), `{E}` (e-mail) and the like made places or values."""
        if "{" not in text:
            return text
        for mark, make in (("{U}", self._uuid), ("{E}", self._email), ("{C}", self._course), ("{L}", self._name)):
            while mark in text:
                text = text.replace(mark, make(), 1)
        while "{W}" in text:
            text = text.replace("{W}", WORD if self._vary_letters else self._random.choice(_SUBJECTS), 1)
        return text.replace("{N}", NUMBER).replace("{S}", SMALL).replace("{D}", DATE).replace("{T}", TIME)

    def _uuid(self) -> str:
        middle = "-".join(f"{self._random.getrandbits(16):04x}" for _ in range(3))
        return f"{HEX}-{middle}-{self._random.getrandbits(16):04x}{HEX}"

    def _email(self) -> str:
        return f"{self._name()}{SMALL}@school.example"

    def _name(self) -> str:
        return NAME if self._vary_letters else person(self._random)

    def _course(self) -> str:
        return f"{WORD if self._vary_letters else self._random.choice(_SUBJECTS)}-{SMALL}"

    def _plain(self, event: _Event) -> str:
        frame = self._filled(self._random.choice(_PLAIN))
        text = event.text
        status = f"status={event.status} " if event.status else ""
        if event.body:
            phrase = f"{event.status} {_PHRASES.get(event.status, 'Error')}"
            text, status = (f"{phrase} Response: {event.body}", "") if self._random.random() < 0.6 else (text, status)
        method = self._random.choice(("GET", "POST", "PUT", "PATCH"))
        parts = {
            "{LEVEL}": event.level, "{service}": event.service, "{method}": method, "{endpoint}": event.endpoint,
            "{status}": status, "{text}": text,
        }  # fmt: skip
        return re.sub(r"\{[a-zA-Z]+\}", lambda part: parts[part.group()], frame)

    def _json(self, event: _Event) -> str:
        text = event.text
        if event.body and self._random.random() < 0.6:
            text = f"{event.status} {_PHRASES.get(event.status, 'Error')} Response: {event.body}"
        value: dict[str, Any] = {"ts": TIME, "level": event.level.casefold(), "service": event.service}
        if self._random.random() < 0.4:
            value["endpoint"] = event.endpoint
        if event.status:
            value["status"] = int(event.status)
        value["message"] = text
        identifier = self._random.random()
        if identifier < 0.25:
            value["userId"] = self._filled("U{N}")
        elif identifier < 0.4:
            value["email"] = self._email()
        escaped = json.dumps(value, separators=(",", ":"))
        return _ESCAPED_SLOT.sub(lambda slot: chr(int(slot.group(1), 16)), escaped)

    def _csv(self, event: _Event) -> str:
        text = event.body if event.body and self._random.random() < 0.6 else event.text
        quoted = text.replace('"', '""')
        cells = (TIME, event.level, event.service, event.endpoint, event.status, f'"{quoted}"')
        return ",".join((*cells, self._filled("U{N}")))


def person(chooser: random.Random) -> str:
    """A name as it stands in an e-mail address: `amy.corlan`."""
    return f"{chooser.choice(_FIRST)}.{''.join(chooser.choices(_PARTS, k=chooser.choice((1, 2))))}"


def texts_of(catalog: Catalog) -> list[tuple[Entry, Message, bool]]:
    """Every message with its entry, and whether another entry has a text with the same words."""
    owners: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    texts = [(entry, message) for entry in catalog.entries for message in entry.messages]
    words = [parse_template(message.text).words for _, message in texts]
    for (entry, _), own in zip(texts, words, strict=True):
        owners[own].add(entry.id)
    return [(*text, len(owners[own]) > 1) for text, own in zip(texts, words, strict=True)]


def skeletons(catalog: Catalog, errors: float, seed: int, pool: int) -> tuple[list[Skeleton], list[float]]:
    """The pool of lines with the share of each; `pool` skeletons a kind (error or not) and format."""
    author, chooser = _Author(catalog, seed), random.Random(seed + 1)
    texts = texts_of(catalog)
    chooser.shuffle(texts)
    zipf = [1 / rank for rank in range(1, len(texts) + 1)]
    total = sum(zipf)
    made: list[Skeleton] = []
    shares: list[float] = []
    for form, share in FORMATS.items():
        made += [author.skeleton(author.benign(), form, Origin("benign")) for _ in range(pool)]
        shares += [share * (1 - errors) / pool] * pool
        for (entry, message, shared), weight in zip(texts, zipf, strict=True):
            part = weight / total
            copies = 1 + int(pool * part)
            origin = Origin("known", entry.id, shared)
            made += [author.skeleton(author.known(entry, message), form, origin) for _ in range(copies)]
            shares += [share * errors * KNOWN * part / copies] * copies
        copies = 1 + int(pool * 0.1 / len(UNKNOWN))
        for wording in UNKNOWN:
            origin = Origin("unknown", wording)
            made += [author.skeleton(author.unknown(wording), form, origin) for _ in range(copies)]
            shares += [share * errors * (1 - KNOWN) / len(UNKNOWN) / copies] * copies
    return made, shares


def _streams(seed: int) -> dict[str, Iterator[object]]:
    """For each kind of place an endless stream of values, each from its own source of chance."""
    names_of = random.Random(seed)
    names = [person(names_of) for _ in range(50_000)]
    dates = [f"2026-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 29)]
    words = ["".join(parts) for parts in zip(*[names_of.choices("ABCDEFGHKLMNPRSTUVW", k=2_000)] * 3, strict=True)]
    words += ["".join(names_of.choices("ABCDEFGHKLMNPRSTUVW", k=3)) for _ in range(2_000)]

    def bits(code: str, size: int, number: int) -> Iterator[int]:
        chance = random.Random(seed + number)
        while True:
            yield from array(code, chance.randbytes(size * 10_000))

    def picks(values: Sequence[str], number: int) -> Iterator[str]:
        chance = random.Random(seed + number)
        while True:
            yield from chance.choices(values, k=10_000)

    return {
        NUMBER: bits("H", 2, 2), SMALL: bits("B", 1, 3), HEX: bits("I", 4, 4), NAME: picks(names, 5),
        TIME: _times(seed + 6), DATE: picks(dates, 7), WORD: picks(words, 8),
    }  # fmt: skip


def _times(seed: int) -> Iterator[str]:
    """Rising time stamps, some seventy a second."""
    chance = random.Random(seed)
    second, milliseconds = _START, 0
    prefix = second.strftime("%Y-%m-%dT%H:%M:%S.")
    while True:
        for step in chance.choices(range(1, 28), k=10_000):
            milliseconds += step
            if milliseconds >= 1000:
                milliseconds -= 1000
                second += timedelta(seconds=1)
                prefix = second.strftime("%Y-%m-%dT%H:%M:%S.")
            yield f"{prefix}{milliseconds:03d}Z"


def blocks(
    catalog: Catalog, size: int, errors: float, *, seed: int = 1, pool: int = POOL
) -> Iterator[tuple[bytes, list[Skeleton]]]:
    """The log in blocks of whole lines, until `size` bytes are reached, with the skeleton of each line."""
    made, shares = skeletons(catalog, errors, seed, pool)
    limits = list(accumulate(shares))
    chance, streams = random.Random(seed + 9), _streams(seed + 10)
    written = 0
    while written < size:
        chosen = chance.choices(made, cum_weights=limits, k=BLOCK_LINES)
        values = [next(streams[slot]) for skeleton in chosen for slot in skeleton.slots]
        block = ("".join([skeleton.text for skeleton in chosen]) % tuple(values)).encode()
        if written + len(block) > size:
            ends = list(accumulate(map(len, block.splitlines(keepends=True))))
            count = next(index for index, end in enumerate(ends, 1) if written + end >= size)
            block, chosen = block[: ends[count - 1]], chosen[:count]
        written += len(block)
        yield block, chosen


def truth_path(log: Path) -> Path:
    """Where the truth of a log stands."""
    return log.with_suffix(".truth.json")


def write_log(
    path: Path, catalog: Catalog, size: int, errors: float, *, seed: int = 1, pool: int = POOL
) -> dict[str, Any]:
    """Write a log of at least `size` bytes and its truth beside it; return the truth.

    `entries` maps an entry's id to its lines: `alone` (no other entry has the text) and `shared`; `unknown` maps a
    wording to its lines.
    """
    lines: Counter[tuple[str, Origin]] = Counter()
    count = 0
    with path.open("wb") as file:
        for block, chosen in blocks(catalog, size, errors, seed=seed, pool=pool):
            count += file.write(block)
            lines.update([(skeleton.format, skeleton.origin) for skeleton in chosen])
    truth: dict[str, Any] = {"bytes": count, "lines": lines.total(), "formats": Counter(), "benign": 0}
    truth |= {"errors": 0, "unknown": Counter(), "entries": {}}
    for (form, origin), number in lines.items():
        truth["formats"][form] += number
        truth["benign" if origin.kind == "benign" else "errors"] += number
        if origin.kind == "unknown":
            truth["unknown"][origin.name] += number
        elif origin.kind == "known":
            own = truth["entries"].setdefault(origin.name, {"alone": 0, "shared": 0})
            own["shared" if origin.shared else "alone"] += number
    truth_path(path).write_text(json.dumps(truth, indent=1, sort_keys=True), encoding="utf-8")
    return truth


def anchors(catalog: Catalog, low: int = 8, high: int = 24) -> list[str]:
    """For each distinct text its longest literal run that no encoder rewrites, cut to `high` letters."""
    found: dict[str, None] = {}
    for text in dict.fromkeys(message.text for entry in catalog.entries for message in entry.messages):
        literals = _PLACEHOLDER.sub(lambda one: "\n" if one.group(1) else one.group()[0], text)
        runs = [run.strip() for run in _NOT_IN_ANCHORS.split(literals)]
        longest = max(runs, key=len)
        if len(longest) >= low:
            found[longest[:high].rstrip()] = None
    return list(found)


def sized_catalog(entries: int) -> Catalog:
    """The project's own catalog, made larger by variations or cut to so many entries."""
    return varied_catalog(read_checked_catalog(ROOT / "catalog").catalog, entries)


def main() -> None:
    """Write a log, its truth, and on request the literals by which ripgrep finds the same lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log", type=Path)
    parser.add_argument("--bytes", type=int, default=1_000_000_000)
    parser.add_argument("--errors", type=float, default=0.02, help="share of error lines, 0 to 1")
    parser.add_argument("--entries", type=int, default=137)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--anchors", type=Path, help="write ripgrep's literals to this file, too")
    options = parser.parse_args()
    catalog = sized_catalog(options.entries)
    options.log.parent.mkdir(parents=True, exist_ok=True)
    if options.anchors is not None:
        options.anchors.write_text("\n".join(anchors(catalog)) + "\n", encoding="utf-8")
    truth = write_log(options.log, catalog, options.bytes, options.errors, seed=options.seed)
    print(f"{options.log}: {truth['bytes']:,} bytes, {truth['lines']:,} lines, {truth['errors']:,} with errors")


if __name__ == "__main__":
    main()
