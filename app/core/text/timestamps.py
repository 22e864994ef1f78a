"""Time stamps in log lines: where they are, and the same time in a form that sorts."""

from __future__ import annotations

from datetime import datetime

from app.core.text.lazy_pattern import lazy_pattern

_TIME = lazy_pattern(
    r"\b(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)"
    r"|\b(\d{1,2}/\d{1,2}/\d{4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?)"
    r"|\b(\d{1,2}/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4})?)"
    r"|^<?\d*>?([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)"
)
_ISO = lazy_pattern(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?|$)")
_US_FORMATS = ("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M")


def time_place(text: str) -> tuple[int, int] | None:
    """Where the first time stamp of a line stands."""
    found = _TIME.search(text, 0, 400)
    return found.span(found.lastindex or 0) if found else None


def time_in(text: str) -> str:
    """The first time stamp of a line as it is written, or ""."""
    place = time_place(text)
    return text[place[0] : place[1]] if place else ""


def sortable_time(time: str) -> str:
    """A time stamp in a form that sorts by time (`2026-03-02T06:15:00`), or "" when it cannot be told."""
    if not time:
        return ""
    iso = _ISO.match(time)
    if iso is not None:
        return f"{iso[1]}T{iso[2] or '00:00'}{iso[3] or ':00'}"
    if "/" in time and ":" in time and not time[3:6].isalpha():
        for pattern in _US_FORMATS:
            try:
                return datetime.strptime(
                    time.replace(",", "").upper().replace("AM", " AM").replace("PM", " PM").replace("  ", " "), pattern
                ).isoformat()
            except ValueError:
                continue
    try:
        return datetime.strptime(time[:20], "%d/%b/%Y:%H:%M:%S").isoformat()
    except ValueError:
        return ""
