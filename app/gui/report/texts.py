"""The sentences of the report page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLocale

from app.core.report.account import Upshot, account_of, upshot_of
from app.gui.shared.paths import short_path
from app.gui.shared.statements import statement_text

if TYPE_CHECKING:
    from app.core.catalog.model import Vocabulary
    from app.core.report.account import Account
    from app.core.report.findings import Finding
    from app.core.report.report import FileVerdict, Report
    from app.core.report.triage import Standing, Triage
    from app.core.report.unknown_groups import Unknown

NOBODY: Final = ""
translate = QCoreApplication.translate


def number(n: int) -> str:
    """A number as the person's language writes it."""
    return QLocale().toString(n)


def owner_name(owner: str, vocabulary: Vocabulary) -> str:
    """Who must act, as a badge says it."""
    names = {
        NOBODY: translate("Report", "Repairs itself"),
        "registrar": translate("Report", "You"),
        "teacher": translate("Report", "Teacher"),
        "sis-admin": translate("Report", "SIS administrator"),
        "canvas-admin": translate("Report", "Canvas administrator"),
        "integration-manager": translate("Report", "Integration manager"),
        "it-staff": translate("Report", "School IT"),
        "coursekey-support": translate("Report", "CourseKey Support"),
        "instructure-support": translate("Report", "Instructure SIS Support"),
        "vendor-support": translate("Report", "SIS vendor's support"),
    }
    return names.get(owner) or (vocabulary.actors[owner].name if owner in vocabulary.actors else owner)


def headline(triage: Triage, vocabulary: Vocabulary) -> str:
    """Say it in one sentence: `214 records failed for 6 reasons; 3 need you, 1 repairs itself.`."""
    reasons = translate("Report", "%Ln reason(s)", "", len(triage.standings))
    if triage.records and triage.complete:
        failed = translate("Report", "%Ln record(s) failed for {reasons}", "", triage.records)
    elif triage.records:
        failed = translate("Report", "At least %Ln record(s) failed for {reasons}", "", triage.records)
    else:
        errors = sum(standing.finding.count for standing in triage.standings)
        failed = translate("Report", "%Ln error(s) for {reasons}", "", errors)
    parts = [_need(owner, count, vocabulary) for owner, count in triage.owners]
    sentence = translate("Report", "{failed}; {what_they_need}.")
    return sentence.format(failed=failed.format(reasons=reasons), what_they_need=", ".join(parts))


def _need(owner: str, count: int, vocabulary: Vocabulary) -> str:
    if owner == NOBODY:
        return translate("Report", "%Ln repair(s itself| themselves)", "", count)
    if owner == "registrar":
        return translate("Report", "%Ln need(s|) you", "", count)
    if owner == "teacher":
        return translate("Report", "%Ln need(s|) a teacher", "", count)
    if owner in {"sis-admin", "canvas-admin", "integration-manager"}:
        name = owner_name(owner, vocabulary)
        return translate("Report", "%Ln need(s|) the {person}", "", count).format(person=name)
    return translate("Report", "%Ln need(s|) {person}", "", count).format(person=owner_name(owner, vocabulary))


def fix_first(triage: Triage) -> str:
    """What to do first where some records make others fail, else ""."""
    if not triage.fix_first:
        return ""
    first = translate("Report", "Fix (this one|these %Ln) first", "", triage.fix_first)
    follow = {
        "": translate("Report", "%Ln other failure(s) follow(s|).", "", triage.follow),
        "about": translate("Report", "about %Ln other failure(s) follow(s|).", "", triage.follow),
        "at least": translate("Report", "at least %Ln other failure(s) follow(s|).", "", triage.follow),
    }[triage.bound]
    return f"{first}: {follow}"


def nothing_known(report: Report) -> str:
    """The headline of a report without known errors: only where all was read it says that nothing is wrong."""
    unread = [file for file in report.files if file.error]
    if len(unread) == 1 == len(report.files):
        # A picture, a locked workbook: why it was not read says all there is.
        return _why_unread(unread[0])
    return {
        Upshot.UNKNOWN: translate("Report", "No known error, but lines that match nothing known."),
        Upshot.PARTLY_READ: translate("Report", "No error in what was read, but not all could be read."),
        Upshot.UNREAD: translate("Report", "Nothing could be read."),
        Upshot.EMPTY: translate("Report", "There is nothing in it to read."),
    }.get(upshot_of(report)) or translate("Report", "Nothing is wrong.")


def account_words(account: Account) -> str:
    """Say what became of all that was read: `1,204 rows: 37 known errors, 12 unknown, 1,155 fine.`."""
    read = {
        "rows": translate("Report", "%Ln row(s)", "", account.read),
        "lines": translate("Report", "%Ln line(s)", "", account.read),
        "records": translate("Report", "%Ln record(s)", "", account.read),
    }[account.unit]
    unknown = translate("Report", "%Ln unknown", "", account.unknown)
    if account.warnings:
        warnings = translate("Report", "%Ln of them (a warning|warnings)", "", account.warnings)
        unknown = f"{unknown} ({warnings})"
    return translate("Report", "{read}: {known}, {unknown}, {fine}.").format(
        read=read,
        known=translate("Report", "%Ln known error(s)", "", account.known),
        unknown=unknown,
        fine=translate("Report", "%Ln fine", "", account.fine),
    )


def remarks(report: Report, triage: Triage) -> str:
    """What else is to be known of a report: errors and files, what became of every record, what could not be read."""
    unread = [file for file in report.files if file.error]
    files = translate("Report", "%Ln file(s)", "", len(report.files) - len(unread))
    sentences = []
    if report.findings:
        sentence = translate("Report", "%Ln error(s) in {files}.", "", report.occurrences)
        sentences.append(sentence.format(files=files))
    elif len(unread) < len(report.files):
        sentence = translate("Report", "%Ln line(s) read in {files}.", "", report.lines)
        sentences.append(sentence.format(files=files))
    account = account_of(report.files)
    if account.read:
        sentences.append(account_words(account))
    sentences.append(fix_first(triage))
    if len(unread) == 1 and len(report.files) > 1:
        text = translate("Report", "{file} could not be read: {problem}")
        sentences.append(text.format(file=short_path(unread[0].path), problem=_why_unread(unread[0])))
    elif len(unread) > 1:
        text = translate("Report", "%Ln file(s) could not be read; the Files tab names them.", "", len(unread))
        sentences.append(text)
    if any(file.is_partly_read for file in report.files):
        sentences.append(translate("Report", "Part of a file could not be read; the Files tab says which."))
    if report.cancelled:
        sentences.append(translate("Report", "The scan was canceled; this is what was found until then."))
    return " ".join(filter(None, sentences))


def cause_words(standing: Standing) -> str:
    """`Makes 400 others fail`, `395 of 400 follow from Email must be unique`, or nothing."""
    words = []
    if standing.causes:
        cause = standing.causes[0]
        if len(standing.causes) > 1:
            more = translate("Report", "{cause} and %Ln more", "", len(standing.causes) - 1)
            cause = more.format(cause=cause)
        if standing.follows >= standing.finding.count:
            words.append(translate("Report", "Follows from {cause}").format(cause=cause))
        else:
            text = translate("Report", "{some} of {all} follow from {cause}")
            words.append(text.format(some=number(standing.follows), all=number(standing.finding.count), cause=cause))
    if standing.makes_fail:
        words.append(translate("Report", "Makes %Ln other(s) fail", "", standing.makes_fail))
    return "; ".join(words)


def records_words(finding: Finding) -> str:
    """How many records a finding affects, in a table's cell."""
    records = finding.records
    if not records:
        return "–"
    if records.complete:
        return number(records.distinct)
    return translate("Report", "about {n}").format(n=number(records.distinct))


def name_of_sources(names: list[str]) -> str:
    """`nightly.log`, or `nightly.log and 3 more`."""
    if len(names) == 1:
        return names[0]
    return translate("Report", "{name} and %Ln more", "", len(names) - 1).format(name=names[0])


def unknown_words(unknown: Unknown) -> str:
    """What unknown lines say, with a mark where their file calls them no more than warnings."""
    said = unknown.said
    if unknown.warnings < unknown.count or said[:4].casefold() == "warn":
        return said
    return translate("Report", "Warning: {message}").format(message=said)


def verdict(file: FileVerdict) -> str:
    """A file's result in a few words."""
    if file.error:
        return translate("Report", "Not read: {problem}").format(problem=_why_unread(file))
    if file.findings:
        return translate("Report", "Known errors")
    if file.unknown:
        only_warnings = file.warnings == file.unknown
        return translate("Report", "Only warnings") if only_warnings else translate("Report", "Only unknown errors")
    if file.is_partly_read:
        return translate("Report", "Read in part, no errors there")
    return translate("Report", "No errors") if account_of([file]).read else translate("Report", "Empty")


def _why_unread(file: FileVerdict) -> str:
    return statement_text(file.error) if file.error else ""
