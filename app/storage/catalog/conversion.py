"""Convert values of YAML to the catalog's model, naming all faults at once and not only the first."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import GenericAlias
from typing import Generic, TypeVar, get_args, get_origin

import msgspec

from app.core.catalog.model import Part
from app.storage.catalog.field_faults import FieldFault, explained, field_steps
from app.storage.catalog.strict_yaml import Value

_Kind = TypeVar("_Kind", bound=Part)
_MOST_FAULTS = 40


@dataclass(slots=True)
class Converted(Generic[_Kind]):
    """A value of the model, with a stand-in in the place of each fault; None where none was possible."""

    value: _Kind | None
    faults: list[FieldFault] = field(default_factory=list)


def convert_all(value: Value, kind: type[_Kind]) -> Converted[_Kind]:
    """Convert a value. Each field at fault is named, replaced by a stand-in, and the rest is looked at again."""
    faults: list[FieldFault] = []
    rest = value
    while len(faults) < _MOST_FAULTS:
        try:
            return Converted(msgspec.convert(rest, kind), faults)
        except msgspec.ValidationError as error:
            found = explained(str(error))
            rest = copy.deepcopy(rest) if not faults else rest
            faults.append(found)
            if not _replace(rest, kind, field_steps(found.target)):
                break
    return Converted(None, faults)


def _replace(value: Value, kind: object, path: Sequence[str | int]) -> bool:
    """Put a stand-in at a path, or remove what is unknown. Returns False where there is no such place."""
    *parents, last = path or ("",)
    for step in parents:
        value, kind = _item(value, step), _kind_within(kind, step)
    inner = _kind_within(kind, last)
    if isinstance(value, dict) and inner is None:
        return value.pop(last, None) is not None
    if isinstance(value, dict):
        value[last] = _stand_in(inner)
        return True
    if isinstance(value, list) and isinstance(last, int) and last < len(value):
        value[last] = _stand_in(inner)
        return True
    return False


def _item(value: Value, step: str | int) -> Value:
    if isinstance(value, list):
        return value[step] if isinstance(step, int) and step < len(value) else None
    return value.get(step) if isinstance(value, dict) else None


def _kind_within(kind: object, step: str | int) -> object:
    """The type of a field of a struct, or of the items of a list or mapping; None for an unknown field."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return next((each.type for each in msgspec.structs.fields(kind) if each.encode_name == step), None)
    return get_args(kind)[0 if get_origin(kind) is tuple else 1] if isinstance(kind, GenericAlias) else None


def _stand_in(kind: object) -> Value:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return {each.encode_name: _stand_in(each.type) for each in msgspec.structs.fields(kind) if each.required}
    if get_origin(kind) is tuple:
        return [_stand_in(get_args(kind)[0])]
    if isinstance(get_origin(kind), type) and issubclass(get_origin(kind), Mapping):  # type: ignore[arg-type]
        return {}
    return False if kind is bool else "?"
