"""An entry as HTML for the detail pane: semantic, escaped, with internal links only.

Headings, lists and tables are real ones, so that a screen reader can walk through them. Colors
come as a style sheet of classes. Links begin with `entry:` (open that entry) or `copy:`; addresses
of the outside world are plain text, for nothing here ever opens them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from app.core.catalog.shown_text import error_text
from app.gui.detail.message import message_html
from app.gui.detail.relatives import ENTRY_LINK, links, relatives, upstream
from app.gui.detail.sharing import choice_between
from app.gui.detail.subject import Subject, readable_name
from app.gui.shared.paths import short_path
from app.gui.shared.statements import statement_text
from app.gui.shared.theme import Theme

if TYPE_CHECKING:
    from app.core.catalog.model import Cause, Entry, Step, Vocabulary
    from app.core.report.findings import Finding
    from app.core.report.place import Place

translate = QCoreApplication.translate

COPY_LINK = "copy:"
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
.message {{ color: {text}; background-color: {sunken}; padding: 8px; }}
.value {{ color: {on_info}; background-color: {info}; }}
.quiet {{ color: {muted}; }}
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
    """Everything about a subject on one page, the steps as numbered lists."""
    steps = _section(translate("Detail", "How to fix it"), _causes(subject.entry, vocabulary))
    return render_head(subject, vocabulary) + steps + render_rest(subject, vocabulary)


def render_head(subject: Subject, vocabulary: Vocabulary) -> str:
    """What stands above the steps: title, message with its values, what it means."""
    entry = subject.entry
    sections = (
        _head(subject, vocabulary),
        _undecided(subject, vocabulary),
        _values(subject),
        _log(subject),
        _section(translate("Detail", "What it means"), f"<p>{escape(entry.meaning)}</p>"),
        upstream(subject),
    )
    return "".join(sections)


def render_rest(subject: Subject, vocabulary: Vocabulary) -> str:
    """What stands below the steps: records, outlook, whom to ask, relatives and where all this is from."""
    entry = subject.entry
    sections = (
        _section(translate("Detail", "Affected records"), _records(subject)),
        render_outlook(entry, vocabulary),
        _section(
            translate("Detail", "Prints the same text"),
            "" if subject.undecided else links(subject.sharing, vocabulary),
        ),
        _section(translate("Detail", "Related"), relatives(subject, vocabulary)),
        _section(translate("Detail", "About this entry"), _provenance(subject, vocabulary)),
    )
    return "".join(sections)


def render_outlook(entry: Entry, vocabulary: Vocabulary) -> str:
    """What happens if nothing is done, and whom to ask."""
    outlook = _section(translate("Detail", "If nothing is done"), _outlook(entry, vocabulary))
    return outlook + _section(translate("Detail", "Whom to ask"), _escalation(entry))


def _section(title: str, body: str) -> str:
    return f"<h2>{escape(title)}</h2>{body}" if body else ""


def _badge(text: str, tone: str) -> str:
    return f'<span class="{tone}">&nbsp;{escape(text).replace(" ", "&nbsp;")}&nbsp;</span>'


def _head(subject: Subject, vocabulary: Vocabulary) -> str:
    entry = subject.entry
    badges = [_badge(entry.vendor, "info")]
    badges += [_badge(vocabulary.record_types[key].name, "neutral") for key in entry.record_types]
    badges.append(_badge(vocabulary.consequences[entry.consequence].name, _SEVERITY.get(entry.consequence, "neutral")))
    if entry.certainty != "documented":
        badges.append(_badge(vocabulary.certainties[entry.certainty].name, "caution"))
    shown = message_html(subject.message) if subject.message else f'<p class="quiet">{escape(error_text(entry))}</p>'
    return f"<h1>{escape(entry.title)}</h1><p>{' '.join(badges)}</p>{shown}"


def _undecided(subject: Subject, vocabulary: Vocabulary) -> str:
    if not subject.undecided:
        return ""
    own, *others = choice_between((subject.entry, *subject.sharing), vocabulary).answers
    title = translate("Detail", "This text has {count} meanings").format(count=len(others) + 1)
    intro = translate("Detail", "This is the one for: {answer}. The others:").format(answer=own)
    links = ", ".join(
        f'<a href="{ENTRY_LINK}{escape(entry.id, quote=True)}">{escape(answer)}</a>'
        for entry, answer in zip(subject.sharing, others, strict=True)
    )
    return f'<p class="info"><b>{escape(title)}.</b> {escape(intro)} {links}</p>'


def _values(subject: Subject) -> str:
    rows = [
        f"<tr><th>{escape(readable_name(subject.entry, name))}</th><td><b>{escape(value)}</b></td></tr>"
        for name, value in subject.values.items()
        if value.strip()
    ]
    return _section(translate("Detail", "In this message"), f"<table>{''.join(rows)}</table>") if rows else ""


def _log(subject: Subject) -> str:
    finding = subject.finding
    if finding is None:
        return ""
    rows = [
        (translate("Detail", "Count"), f"{finding.count:,}"),
        (translate("Detail", "First"), place_text(finding.first)),
        (translate("Detail", "Last"), place_text(finding.last)),
        *_log_values(subject.entry, finding),
        (translate("Detail", "Records"), _records_line(finding)),
    ]
    table = "".join(f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in rows if text)
    return _section(translate("Detail", "In this log"), f"<table>{table}</table>")


def _records_line(finding: Finding) -> str:
    words = translate("Detail", "{count} affected, listed below the steps")
    return words.format(count=f"{len(finding.records):,}") if finding.records else ""


def place_text(place: Place | None) -> str:
    """When and where an occurrence was, empty for none."""
    if place is None:
        return ""
    words = translate("Detail", "{file}, line {number}")
    where = words.format(file=short_path(place.path), number=f"{place.line:,}")
    return f"{place.time} ({where})" if place.time else where


def _log_values(entry: Entry, finding: Finding) -> Iterator[tuple[str, str]]:
    for name, counter in finding.values.items():
        shown = "; ".join(f"{value} ({count:,})" for value, count in counter.most_common(MOST_VALUES) if value.strip())
        beyond = translate("Detail", "; and {count} more").format(count=f"{len(counter) - MOST_VALUES:,}")
        more = beyond if len(counter) > MOST_VALUES else ""
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
    beyond = translate("Detail", "and {count} more; copying takes them all").format(count=f"{hidden:,}")
    more = f'<p class="quiet">{beyond}</p>' if hidden else ""
    copy_all = translate("Detail", "Copy all {count} records").format(count=f"{len(records):,}")
    copy = translate("Detail", "Copy the record") if len(records) == 1 else copy_all
    return f'<p><a href="{COPY_RECORDS}">{copy}</a></p><table>{rows}</table>{more}'


def _causes(entry: Entry, vocabulary: Vocabulary) -> str:
    if len(entry.causes) == 1:
        return _steps(entry.causes[0].steps, vocabulary)
    return "".join(_cause(cause, number, len(entry.causes), vocabulary) for number, cause in enumerate(entry.causes, 1))


def _cause(cause: Cause, number: int, total: int, vocabulary: Vocabulary) -> str:
    sign = translate("StepModel", "How to tell: {sign}").format(sign=cause.tell)
    title = translate("StepModel", "Cause {number} of {total}: {title}")
    heading = f"<h3>{escape(title.format(number=number, total=total, title=cause.title))}</h3>"
    if cause.certainty:
        heading += f"<p>{_badge(certainty_name(cause, vocabulary), 'caution')}</p>"
    return heading + (f"<p>{escape(sign)}</p>" if cause.tell else "") + _steps(cause.steps, vocabulary)


def _steps(steps: Iterable[Step], vocabulary: Vocabulary) -> str:
    items = "".join(f"<li>{escape(step.do)}<br>{_actor(step, vocabulary)}</li>" for step in steps)
    return f"<ol>{items}</ol>"


def _actor(step: Step, vocabulary: Vocabulary) -> str:
    tone = "good" if step.who == "registrar" else "neutral"
    where = escape(step_setting(step, vocabulary))
    return f'{_badge(actor_name(step, vocabulary), tone)} <span class="quiet">{where}</span>'


def actor_name(step: Step, vocabulary: Vocabulary) -> str:
    """Who does a step, as people say it."""
    return vocabulary.actors[step.who].name


def place_name(step: Step, vocabulary: Vocabulary) -> str:
    """Where a step is done: "in PowerSchool", "by e-mail or phone"."""
    if step.where == "Message":
        return translate("Detail", "by {means}").format(means=vocabulary.places[step.where].name)
    known = vocabulary.places.get(step.where)
    return translate("Detail", "in {system}").format(system=known.name if known and known.name else step.where)


def certainty_name(part: Cause | Step, vocabulary: Vocabulary) -> str:
    """How sure a cause or step is where it differs from its entry, as people say it; else empty."""
    return vocabulary.certainties[part.certainty].name if part.certainty else ""


def step_setting(step: Step, vocabulary: Vocabulary) -> str:
    """Where a step is done and, where that differs from its entry, how sure it is."""
    return " \N{MIDDLE DOT} ".join(filter(None, (place_name(step, vocabulary), certainty_name(step, vocabulary))))


def _outlook(entry: Entry, vocabulary: Vocabulary) -> str:
    rows = (
        (translate("Detail", "Now"), vocabulary.consequences[entry.consequence].name, entry.consequence_note),
        (translate("Detail", "Next run"), vocabulary.next_run[entry.next_run].name, entry.next_run_note),
    )
    cells = (f"<tr><th>{label}</th><td><b>{escape(name)}.</b> {escape(note)}</td></tr>" for label, name, note in rows)
    return f"<table>{''.join(cells)}</table>"


def _escalation(entry: Entry) -> str:
    to, send = escape(entry.escalate.to), escape(entry.escalate.send)
    ask, what = translate("Detail", "Ask"), translate("Detail", "Send")
    return f"<table><tr><th>{ask}</th><td><b>{to}</b></td></tr><tr><th>{what}</th><td>{send}</td></tr></table>"


def _address(link: str, vocabulary: Vocabulary) -> str:
    kind = vocabulary.kind_of_page(link)
    return f"{escape(kind)}: {escape(link)}" if kind else escape(link)


def _provenance(subject: Subject, vocabulary: Vocabulary) -> str:
    entry = subject.entry
    tone = "good" if entry.certainty == "documented" else "caution"
    words = translate("Detail", "{document}, section “{section}”")
    source = words.format(document=vocabulary.sources[entry.source.document].name, section=entry.source.section)
    rows = [
        (translate("Detail", "Certainty"), _badge(vocabulary.certainties[entry.certainty].name, tone)),
        (translate("Detail", "Source"), escape(source)),
        (translate("Detail", "Note"), escape(entry.note)),
        (translate("Detail", "Addresses"), "<br>".join(_address(link, vocabulary) for link in entry.links)),
        (translate("Detail", "Why shown"), escape(statement_text(subject.why) if subject.why else "")),
        (translate("Detail", "ID"), escape(entry.id)),
    ]
    return f"<table>{''.join(f'<tr><th>{name}</th><td>{body}</td></tr>' for name, body in rows if body)}</table>"
