"""An entry as HTML for the detail pane: semantic, escaped, with internal links only.

Headings, lists and tables are real ones, so that a screen reader can walk through them. Colors
come as a style sheet of classes. Links begin with `entry:` (open that entry) or `copy:`; addresses
of the outside world are plain text, for nothing here ever opens them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from app.gui.detail.subject import Subject, readable_name
from app.gui.shared.paths import short_path
from app.gui.shared.theme import Theme

if TYPE_CHECKING:
    from app.core.model import Cause, Entry, Step, Vocabulary
    from app.core.report import Finding, Place

ENTRY_LINK, COPY_LINK = "entry:", "copy:"
COPY_RECORDS: Final = f"{COPY_LINK}records"
MOST_RECORDS, MOST_VALUES = 50, 12

_SEVERITY: Final = {
    "blocks-run": "danger",
    "blocks-course": "danger",
    "blocks-assignment": "caution",
    "blocks-record": "caution",
    "harmless": "good",
}
_CSS: Final = """
h1 {{ font-size: x-large; font-weight: 600; margin-top: 0px; margin-bottom: 6px; }}
h2 {{ font-size: large; font-weight: 600; margin-top: 20px; margin-bottom: 4px; }}
h3 {{ font-size: medium; font-weight: 600; margin-top: 14px; margin-bottom: 2px; }}
p {{ margin-top: 2px; margin-bottom: 6px; line-height: 125%; }}
li {{ margin-bottom: 7px; line-height: 120%; }}
a {{ color: {link}; }}
th {{ color: {muted}; font-weight: normal; text-align: left; padding: 2px 14px 2px 0px; }}
td {{ padding: 2px 0px; }}
.quiet {{ color: {muted}; }}
.message {{ color: {muted}; background-color: {sunken}; }}
.info {{ color: {on_info}; background-color: {info}; }}
.neutral {{ color: {on_neutral}; background-color: {neutral}; }}
.good {{ color: {on_good}; background-color: {good}; }}
.caution {{ color: {on_caution}; background-color: {caution}; }}
.danger {{ color: {on_danger}; background-color: {danger}; }}
"""


def css(theme: Theme) -> str:
    """The style sheet of the page in a theme's colors."""
    return _CSS.format(**theme.roles())


def render(subject: Subject, vocabulary: Vocabulary) -> str:
    """The whole page of a subject."""
    entry = subject.entry
    sections = (
        _head(entry, vocabulary),
        _undecided(subject, vocabulary),
        _values(subject),
        _log(subject),
        _section("What it means", f"<p>{escape(entry.meaning)}</p>"),
        _section("How to fix it", _causes(entry, vocabulary)),
        _section("Affected records", _records(subject)),
        _section("If nothing is done", _outlook(entry, vocabulary)),
        _section("Whom to ask", _escalation(entry)),
        _section("Prints the same text", "" if subject.undecided else _links(subject.sharing, vocabulary)),
        _section("Related", _links(subject.related, vocabulary)),
        _section("About this entry", _provenance(subject, vocabulary)),
    )
    return "".join(sections)


def _section(title: str, body: str) -> str:
    return f"<h2>{escape(title)}</h2>{body}" if body else ""


def _badge(text: str, tone: str) -> str:
    return f'<span class="{tone}">&nbsp;{escape(text).replace(" ", "&nbsp;")}&nbsp;</span>'


def _head(entry: Entry, vocabulary: Vocabulary) -> str:
    badges = [_badge(entry.vendor, "info")]
    badges += [_badge(vocabulary.record_types[key].name, "neutral") for key in entry.record_types]
    badges.append(_badge(vocabulary.consequences[entry.consequence].name, _SEVERITY.get(entry.consequence, "neutral")))
    texts = dict.fromkeys(message.printed or message.text for message in entry.messages)
    printed = "".join(f'<p class="message">{escape(text)}</p>' for text in texts)
    return f"<h1>{escape(entry.title)}</h1><p>{' '.join(badges)}</p>{printed}"


def _undecided(subject: Subject, vocabulary: Vocabulary) -> str:
    if not subject.undecided:
        return ""
    count = len(subject.sharing) + 1
    intro = f"<p>Nothing in the message decides between them. This page is one; the other {count - 1}:</p>"
    return _section(f"This text has {count} meanings", intro + _links(subject.sharing, vocabulary))


def _values(subject: Subject) -> str:
    rows = [
        f"<tr><th>{escape(readable_name(subject.entry, name))}</th><td><b>{escape(value)}</b></td></tr>"
        for name, value in subject.values.items()
        if value.strip()
    ]
    return _section("In this message", f"<table>{''.join(rows)}</table>") if rows else ""


def _log(subject: Subject) -> str:
    finding = subject.finding
    if finding is None:
        return ""
    rows = [
        ("Count", f"{finding.count:,}"),
        ("First", place_text(finding.first)),
        ("Last", place_text(finding.last)),
        *_log_values(subject.entry, finding),
        ("Records", f"{len(finding.records):,} affected, listed below the steps" if finding.records else ""),
    ]
    table = "".join(f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in rows if text)
    return _section("In this log", f"<table>{table}</table>")


def place_text(place: Place | None) -> str:
    """When and where an occurrence was, empty for none."""
    if place is None:
        return ""
    where = f"{short_path(place.path)}, line {place.line:,}"
    return f"{place.time} ({where})" if place.time else where


def _log_values(entry: Entry, finding: Finding) -> Iterator[tuple[str, str]]:
    for name, counter in finding.values.items():
        shown = "; ".join(f"{value} ({count:,})" for value, count in counter.most_common(MOST_VALUES) if value.strip())
        more = f"; and {len(counter) - MOST_VALUES:,} more" if len(counter) > MOST_VALUES else ""
        yield readable_name(entry, name), f"{shown}{more}"


def _records(subject: Subject) -> str:
    if subject.finding is None or not subject.finding.records:
        return ""
    records = subject.finding.records
    shown = records.most_common(MOST_RECORDS)
    described = subject.finding.described
    rows = "".join(
        f"<tr><td>{escape(described(name))}</td><td>&nbsp;&nbsp;{count:,}×</td></tr>" for name, count in shown
    )
    hidden = len(records) - len(shown)
    more = f'<p class="quiet">and {hidden:,} more; copying takes them all</p>' if hidden else ""
    what = "the record" if len(records) == 1 else f"all {len(records):,} records"
    return f'<p><a href="{COPY_RECORDS}">Copy {what}</a></p><table>{rows}</table>{more}'


def _causes(entry: Entry, vocabulary: Vocabulary) -> str:
    if len(entry.causes) == 1:
        return _steps(entry.causes[0].steps, vocabulary)
    return "".join(_cause(cause, number, len(entry.causes), vocabulary) for number, cause in enumerate(entry.causes, 1))


def _cause(cause: Cause, number: int, total: int, vocabulary: Vocabulary) -> str:
    tell = f"<p><b>How to tell:</b> {escape(cause.tell)}</p>" if cause.tell else ""
    heading = f"<h3>Cause {number} of {total}: {escape(cause.title)}</h3>"
    return heading + tell + _steps(cause.steps, vocabulary)


def _steps(steps: Iterable[Step], vocabulary: Vocabulary) -> str:
    items = "".join(f"<li>{escape(step.do)}<br>{_actor(step, vocabulary)}</li>" for step in steps)
    return f"<ol>{items}</ol>"


def _actor(step: Step, vocabulary: Vocabulary) -> str:
    tone = "good" if step.who == "registrar" else "neutral"
    where = escape(place_name(step, vocabulary))
    return f'{_badge(actor_name(step, vocabulary), tone)} <span class="quiet">{where}</span>'


def actor_name(step: Step, vocabulary: Vocabulary) -> str:
    """Who does a step, as people say it."""
    return vocabulary.actors[step.who].name


def place_name(step: Step, vocabulary: Vocabulary) -> str:
    """Where a step is done: "in PowerSchool", "by e-mail or phone"."""
    if step.where == "Message":
        return f"by {vocabulary.places[step.where].name}"
    known = vocabulary.places.get(step.where)
    return f"in {known.name if known and known.name else step.where}"


def _outlook(entry: Entry, vocabulary: Vocabulary) -> str:
    rows = (
        ("Now", vocabulary.consequences[entry.consequence].name, entry.consequence_note),
        ("Next run", vocabulary.next_run[entry.next_run].name, entry.next_run_note),
    )
    cells = (f"<tr><th>{label}</th><td><b>{escape(name)}.</b> {escape(note)}</td></tr>" for label, name, note in rows)
    return f"<table>{''.join(cells)}</table>"


def _escalation(entry: Entry) -> str:
    to, send = escape(entry.escalate.to), escape(entry.escalate.send)
    return f"<table><tr><th>Ask</th><td><b>{to}</b></td></tr><tr><th>Send</th><td>{send}</td></tr></table>"


def _links(entries: Sequence[Entry], vocabulary: Vocabulary) -> str:
    items = "".join(
        f'<li><a href="{ENTRY_LINK}{escape(entry.id, quote=True)}">{escape(entry.title)}</a> '
        f'<span class="quiet">{escape(_kind(entry, vocabulary))}</span></li>'
        for entry in entries
    )
    return f"<ul>{items}</ul>" if items else ""


def _kind(entry: Entry, vocabulary: Vocabulary) -> str:
    return f"{entry.vendor}, {vocabulary.record_types[entry.record_type].name}"


def _provenance(subject: Subject, vocabulary: Vocabulary) -> str:
    entry = subject.entry
    tone = "good" if entry.certainty == "documented" else "caution"
    source = f"{vocabulary.sources[entry.source.document].name}, section “{entry.source.section}”"
    rows = [
        ("Certainty", _badge(vocabulary.certainties[entry.certainty].name, tone)),
        ("Source", escape(source)),
        ("Note", escape(entry.note)),
        ("Addresses", "<br>".join(escape(link) for link in entry.links)),
        ("Why shown", escape(subject.why)),
        ("ID", escape(entry.id)),
    ]
    return f"<table>{''.join(f'<tr><th>{name}</th><td>{body}</td></tr>' for name, body in rows if body)}</table>"
