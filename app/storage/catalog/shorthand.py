"""The short form in which entries are written: defaults of a file, and steps in one line or by name.

A step is `teacher@Canvas: Open the assignment.`, `{use: sync-again}` or a block of all fields. One that is less sure
than its entry says so: `teacher@Canvas (inferred): ...`, `{use: sync-again, certainty: inferred}`. What the file says
above `entries:` (its system, certainty, whom to ask) counts for each entry that does not say otherwise.
"""

from __future__ import annotations

import re

from app.core.catalog.model import Step
from app.storage.catalog.strict_yaml import Value

HEAD_FIELDS = ("system", "vendor", "record_types", "source", "certainty", "escalate")
"""Fields of an entry that a file may give for all of its entries."""

FORMER_FIELDS = {"related": "see-also", "follows_from": "follows_from"}
"""Fields that older folders have, and the relations they are now; `catalog upgrade` rewrites them."""

_SHORT_STEP = re.compile(r"(?P<who>[^@]*)@(?P<where>.*?)(?:\((?P<certainty>[^()]*)\)\s*)?")
_STEP_FIELDS = frozenset(Step.__struct_fields__)


def written_out(entry: dict[str, Value], head: dict[str, Value]) -> dict[str, Value]:
    """Return an entry with all fields, as the model has them. What is not of the right form stays as it is."""
    whole: dict[str, Value] = {"system": "", "vendor": ""}
    whole |= {name: head[name] for name in HEAD_FIELDS if name in head}
    for name, value in entry.items():
        default = whole.get(name) if name in HEAD_FIELDS else None
        whole[name] = {**default, **value} if isinstance(default, dict) and isinstance(value, dict) else value
    if isinstance(whole.get("causes"), list):
        whole["causes"] = [_cause(cause) for cause in whole["causes"]]
    return whole


def with_relations(entry: dict[str, Value]) -> dict[str, Value]:
    """Return an entry in which the former fields `related` and `follows_from` are relations."""
    former = {new: entry[old] for old, new in FORMER_FIELDS.items() if old in entry}
    relations = entry.get("relations", {})
    if not former or not isinstance(relations, dict):
        return entry
    others = {name: value for name, value in entry.items() if name not in FORMER_FIELDS}
    return {**others, "relations": {**former, **relations}}


def _cause(cause: Value) -> Value:
    if isinstance(cause, dict) and isinstance(cause.get("steps"), list):
        return {**cause, "steps": [_step(step) for step in cause["steps"]]}
    return cause


def _step(step: Value) -> Value:
    """One step: `who@where (certainty): text`, `use: name` with its parameters, or all fields."""
    if not isinstance(step, dict):
        return step
    if "use" in step:
        values = {name: value for name, value in step.items() if name not in _STEP_FIELDS}
        fields = {name: value for name, value in step.items() if name in _STEP_FIELDS}
        return {"do": "", "who": "", "where": "", **fields, "values": values}
    short = [(name, found) for name in step if (found := _SHORT_STEP.fullmatch(name))]
    if len(short) != 1 or "do" in step:
        return step
    [(written, found)] = short
    parts = {name: value.strip() for name, value in found.groupdict().items() if value is not None}
    rest = {name: value for name, value in step.items() if name != written}
    return {**parts, "do": step[written], **rest}
