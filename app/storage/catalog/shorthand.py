"""The short form in which entries are written: defaults of a file, and steps in one line or by name.

system: Canvas
vendor: Aeries
certainty: documented
entries:
- id: ...
causes:
- title: ...
steps:
- teacher@Canvas: Open the assignment.
- {use: sync-again, system: Aeries}
"""

from __future__ import annotations

from app.core.catalog.model import Step
from app.storage.catalog.strict_yaml import Value

HEAD_FIELDS = ("system", "vendor", "record_types", "source", "certainty", "escalate", "checked")
"""Fields of an entry that a file may give for all of its entries."""

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
    relations = dict(entry.get("relations") or {})
    for old, new in (("related", "see-also"), ("follows_from", "follows_from")):
        if old in entry:
            relations.setdefault(new, entry[old])
    return {**{name: value for name, value in entry.items() if name not in FORMER_FIELDS}, "relations": relations}


FORMER_FIELDS = ("related", "follows_from")
"""Fields that older folders have; `catalog upgrade` rewrites them."""


def _cause(cause: Value) -> Value:
    if isinstance(cause, dict) and isinstance(cause.get("steps"), list):
        return {**cause, "steps": [_step(step) for step in cause["steps"]]}
    return cause


def _step(step: Value) -> Value:
    """One step: `who@where: text`, `use: name` with its parameters, or all fields."""
    if not isinstance(step, dict):
        return step
    if "use" in step:
        values = {name: value for name, value in step.items() if name not in _STEP_FIELDS}
        fields = {name: value for name, value in step.items() if name in _STEP_FIELDS}
        return {"do": "", "who": "", "where": "", **fields, "values": values}
    full: dict[str, Value] = {}
    for name, value in step.items():
        who, at, where = name.partition("@")
        full |= {"who": who.strip(), "where": where.strip(), "do": value} if at else {name: value}
    return full
