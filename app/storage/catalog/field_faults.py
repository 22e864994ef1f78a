"""What is wrong with a field of the catalog, in words for the people who write entries."""

from __future__ import annotations

import difflib
import re

from msgspec import Struct

from app.core.catalog.model import Part

_FIELD_PATH = re.compile(r" - at `\$\.?(.*)`$")
_FIELD_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_KINDS = {
    "array": "a list",
    "bool": "true or false",
    "null": "nothing",
    "object": "a block of 'key: value' lines",
    "str": "a text",
}


class FieldFault(Struct, frozen=True):
    """A field at fault: where it is, as `messages[0].code`, and what to write there.

    `target` is the path of the value that must change; for a missing field that of the field itself.
    """

    path: str
    message: str
    target: str


def explained(error: str) -> FieldFault:
    """Turn a message of msgspec into the field at fault and what to write there."""
    found = _FIELD_PATH.search(error)
    field_path = found.group(1) if found else ""
    message = _FIELD_PATH.sub("", error)
    missing = re.fullmatch(r"Object missing required field `(.+)`", message)
    if missing:
        name = missing.group(1)
        return FieldFault(field_path, f"the field '{name}' is missing; add it", _joined(field_path, name))
    unknown = re.fullmatch(r"Object contains unknown field `(.+)`", message)
    if unknown:
        place = _joined(field_path, unknown.group(1))
        return FieldFault(place, _unknown_field(unknown.group(1)), place)
    wrong = re.fullmatch(r"Expected `(.+)`, got `(.+)`", message)
    if wrong:
        expected, got = (_KINDS.get(kind, kind) for kind in wrong.groups())
        return FieldFault(field_path, f"this is {got}; write {expected} instead", field_path)
    return FieldFault(field_path, message, field_path)


def field_steps(field_path: str) -> tuple[str | int, ...]:
    """Return a path such as `messages[0].code` as the keys and numbers it is made of."""
    return tuple(int(number) if number else name for name, number in _FIELD_STEP.findall(field_path))


def _unknown_field(name: str) -> str:
    known = {field for struct in Part.__subclasses__() for field in struct.__struct_fields__}
    close = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f"did you mean '{close[0]}'?" if close else "remove it"
    return f"unknown field '{name}'; {hint}"


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
