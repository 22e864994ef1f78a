"""What is wrong with a field of the catalog, in words for the people who write entries."""

from __future__ import annotations

import difflib
import re

from app.core.catalog.model import Part

_FIELD_PATH = re.compile(r" - at `\$\.?(.*)`$")
_KINDS = {
    "array": "a list",
    "bool": "true or false",
    "null": "nothing",
    "object": "a block of 'key: value' lines",
    "str": "a text",
}


def explained(error: str) -> tuple[str, str]:
    """Turn a message of msgspec into the path of the field, such as `messages[0].code`, and what to write there."""
    found = _FIELD_PATH.search(error)
    field_path = found.group(1) if found else ""
    message = _FIELD_PATH.sub("", error)
    missing = re.fullmatch(r"Object missing required field `(.+)`", message)
    if missing:
        return field_path, f"the field '{missing.group(1)}' is missing; add it"
    unknown = re.fullmatch(r"Object contains unknown field `(.+)`", message)
    if unknown:
        return _joined(field_path, unknown.group(1)), _unknown_field(unknown.group(1))
    wrong = re.fullmatch(r"Expected `(.+)`, got `(.+)`", message)
    if wrong:
        expected, got = (_KINDS.get(kind, kind) for kind in wrong.groups())
        return field_path, f"{got} stands here; write {expected} instead"
    return field_path, message


def _unknown_field(name: str) -> str:
    known = {field for struct in Part.__subclasses__() for field in struct.__struct_fields__}
    close = difflib.get_close_matches(name, sorted(known), n=1)
    hint = f"did you mean '{close[0]}'?" if close else "remove it"
    return f"unknown field '{name}'; {hint}"


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
