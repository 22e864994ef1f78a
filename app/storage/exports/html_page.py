"""Save a report as one page that stands alone: to print, to read, to send on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app import __version__
from app.core.catalog.model import Vocabulary
from app.core.report.cascades import summary
from app.core.report.report import Report
from app.core.text.statement import Statement
from app.storage.exports.report_tables import ReportRows, name_of, plain, value_words
from app.storage.files.atomic_file import replacing

TEMPLATE = "report.html.j2"
MAX_RECORDS = 500
"""Records shown for each error; the page says how many more there are."""


def write_html(
    report: Report, vocabulary: Vocabulary, resources: Path, path: Path, say: Callable[[Statement], str]
) -> None:
    """Write the page. Raises OSError, with the file as it was, where it cannot be written."""
    environment = Environment(
        loader=FileSystemLoader(resources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.filters["named"] = lambda key, terms: name_of(terms, key)
    environment.filters["said"] = say
    environment.filters["values"] = value_words
    rows = ReportRows(report, vocabulary)
    page = environment.get_template(TEMPLATE).stream(
        report=report,
        rows=rows,
        first=summary(rows.cascades),
        words=vocabulary,
        max_records=MAX_RECORDS,
        version=__version__,
        made=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
    )
    with replacing(path) as part:
        page.dump(str(part), encoding="utf-8")


def _printable(value: object) -> object:
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value
