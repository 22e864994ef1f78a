"""One decoded JSON value to records: each object that carries a message, with what stands in and around it.

Field names are read as columns of a CSV are: `meaning_of` serves both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from app.core.matching.clues import ClueReader, Clues
from app.core.scanning.json_outcomes import described, is_trouble, outcome_of
from app.core.scanning.log_record import LogRecord
from app.core.scanning.outcomes import Role, role_of, without_accents
from app.core.text.identifiers import KINDS, identifier_kind, identifiers_of
from app.core.text.lazy_pattern import lazy_pattern
from app.core.text.record_message import FAULT_KEYS

_MEANINGS: Mapping[str, str] = {
    name: meaning
    for meaning, names in {
        "message": """message messages errormessage error errors errortext errordescription errordetail errordetails
            errormsg msg detail details detailedmessage description text body response reason exception
            exceptionmessage statusmessage failurereason failuremessage rejectreason validationmessage validationerror
            warning warnings warningmessage issue resultmessage shortmessage fullmessage renderedmessage
            messagetemplate textpayload mensaje descripcion detalle detalles""",
        "kind": """recordtype type kind entity entitytype entrytype object objecttype file filename endpoint resource
            resourcetype path url uri table dataset""",
        "vendor": "vendor system sis source integration product",
        "speaker": "logger loggername service servicename app appname application program component channel",
        "code": "code errorcode errorid",
        "status": "status httpstatus statuscode httpcode httpstatuscode responsecode",
        "severity": "severity level loglevel levelname errorlevel errorseverity nivel gravedad",
        "time": """time timestamp datetime date dateandtime createdat recordeddatetime occurredat loggedat at when
            eventtime updatedat endedat fecha hora fechayhora fechahora""",
        "row as it was": "rowinfo rowdata",
    }.items()
    for name in names.split()
}
_SIGNED = {"@m": "message", "@mt": "message", "@x": "message", "@l": "severity", "@t": "time"}
"""Fields of Serilog, which are called by a letter behind a sign."""
_KINDS = frozenset(KINDS)
_NO_MESSAGES = frozenset({None, *KINDS})
_BARE = frozenset({"id", "name"})
_NOT_LETTERS = lazy_pattern(r"[^a-z]")
_HTTP_STATUS = lazy_pattern(r"[1-5]\d\d")
_SEVERITIES = frozenset(
    """error errors err warn warning warnings fatal severe critical failure failed fail exception info information
    notice debug trace success succeeded ok""".split()
)
_TROUBLE = lazy_pattern(r"(error|exception|fail)|(warning)")
_ID_AS_KEY = lazy_pattern(r"[A-Z]{1,4}[\-_]?\d[\w\-]{0,40}|\d{4,40}")
"""The name of a field that is no name but the id of what it holds: `{"S7": {"error": ...}}`."""
_FILE_NAME = lazy_pattern(r"[\w\-./\\ ]{1,80}\.\w{2,5}")
# What a field without a known name must hold to be read as a message: among messages a sentence, alone two words.
_WORD = r"[^\W\d_]{2,}"
_COMPLAINT = lazy_pattern(
    r"(?i)\b(?:is|are|was|be|been|not|can't|cannot|must|should|missing|required|invalid|blank|already|too)\b"
)
"""What is said of a field and no value of it: `"name": "can't be blank"`."""
_SENTENCE = lazy_pattern(rf"{_WORD}\S*\s+\S*{_WORD}\S*\s+\S*{_WORD}")
_WORDS = lazy_pattern(rf"{_WORD}\S*\s+\S*{_WORD}")
_PHRASE = lazy_pattern(_WORD)
MAX_DEPTH = 100
"""Levels of a value that are looked at; what is nested deeper is not read."""

Lines = Mapping[int, Sequence[int]]
"""{id of an object: [its line]} and {id of a list: the line of each item}."""


@lru_cache(maxsize=4096)
def meaning_of(name: str) -> str | None:
    """What a column or a JSON field of this name holds ("message", "kind", an identifier's kind, ...), or None."""
    meaning = _SIGNED.get(name) or _MEANINGS.get(
        _NOT_LETTERS.sub("", without_accents(name).casefold()).removeprefix("imsx")
    )
    if meaning is None and role_of(name) in {Role.ERROR, Role.WARNING}:
        return "message"
    return meaning or identifier_kind(name)


def severity_of(cell: str) -> str:
    """The cell when it is a severity such as "Warning" or "Failure", else ""."""
    return cell if cell.casefold() in _SEVERITIES else ""


@lru_cache(maxsize=4096)
def _trouble_of(name: str) -> str:
    """The severity that a field's name tells: `processing_errors` holds errors."""
    found = _TROUBLE.search(name.casefold())
    return "" if found is None else "error" if found[1] else "warning"


class _Named(NamedTuple):
    """A field that identifies a record."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class JsonContext:
    """What the objects around a value say: {meaning: value}, and the severity that a field's name around it tells.

    `names` are the identifiers of records, with their kinds, the nearest first.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    names: tuple[_Named, ...] = ()


NO_CONTEXT = JsonContext()


@dataclass(slots=True)
class _Node:
    """An object as read: its fields by meaning, identifiers, messages, and the values below that carry messages."""

    value: object
    fields: dict[str, str] = field(default_factory=dict)
    names: list[_Named] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)
    below: list[tuple[str, object]] = field(default_factory=list)


class Told(NamedTuple):
    """What becomes a record: its texts, what is said in and around them, and where they stand.

    `holder` is the object that carries the message, or the list in which the text or pair is the item `place`.
    """

    texts: Sequence[str]
    context: JsonContext
    holder: object
    place: int = 0


def records_of_value(
    value: object,
    number: int,
    clue_reader: ClueReader,
    context: JsonContext = NO_CONTEXT,
    lines: Lines | None = None,
) -> Iterator[LogRecord]:
    """The records of a decoded JSON value: one for each object, pair or text in it that carries a message.

    `number` is the 1-based line of the value. With `lines` each record gets its own: the line
    where its object (or, in a list, its text or pair) begins. A value without any message
    yields nothing.
    """
    for one in told_in(value, context):
        known = lines.get(id(one.holder)) if lines else None
        yield record_of(one, known[one.place] if known else number, clue_reader)


def told_in(value: object, context: JsonContext = NO_CONTEXT) -> Iterator[Told]:
    """What becomes a record, of a decoded JSON value."""
    if isinstance(value, dict):
        yield from _of_node(_read(value, 0), context, 0)
    elif isinstance(value, list):
        yield from _of_list(value, context, 0)
    elif isinstance(value, str) and _speaks(value, context.trouble):
        yield Told([value], context, None)


def record_of(told: Told, number: int, clue_reader: ClueReader) -> LogRecord:
    """The texts with status and code spelled before them, as they would stand in a log line."""
    fields = told.context.fields
    said = "\n".join(told.texts)
    status, code = fields.get("status", ""), fields.get("code", "")
    head = head_of(told.context)
    clues = _clues(
        clue_reader, fields.get("kind", ""), fields.get("vendor", ""), fields.get("speaker", ""), status, code
    )
    if isinstance(told.holder, dict):
        clues = clues.or_else(clue_reader.of_fields(map(str, told.holder)))
    return LogRecord(
        f"{head}\n{said}" if head else said,
        number,
        clues,
        fields.get("time", ""),
        identifiers_of(told.context.names),
        outcome_of(told.holder, told.texts, fields, told.context.trouble),
    )


def head_of(context: JsonContext) -> str:
    """What stands before the texts of a record: severity, status and code."""
    fields = context.fields
    status, code = fields.get("status", ""), fields.get("code", "")
    severity = severity_of(fields.get("severity", "")) or severity_of(status) or context.trouble
    head = severity
    if status and status != severity:
        head += f" status: {status}"
    if code:
        head += f" code: {code}"
    return head.lstrip()


def context_of(fields: Mapping[str, object], name: str, around: JsonContext) -> JsonContext:
    """The context of what stands in the field `name` of an object of which `fields` were read."""
    return _inner(around, _read(dict(fields), 0), name)


def _inner(around: JsonContext, own: _Node, name: str) -> JsonContext:
    trouble = _trouble_of(name) or around.trouble
    if not own.fields and not own.names and trouble == around.trouble:
        return around
    fields = {**around.fields, **own.fields}
    if "kind" in around.fields and "kind" in own.fields:
        # The type of an answer says nothing of the record, the endpoint above it does.
        fields["kind"] = f"{own.fields['kind']}\n{around.fields['kind']}"
    return JsonContext(fields, trouble, _nearest(own.names, around.names))


def _nearest(own: Sequence[_Named], around: tuple[_Named, ...]) -> tuple[_Named, ...]:
    """An object's identifiers, and those around it of kinds that it does not name itself."""
    if not own:
        return around
    kinds = {one.kind for one in own}
    return (*own, *(one for one in around if one.kind not in kinds))


def _without_bare(context: JsonContext) -> JsonContext:
    """The context of a list's items, each a record of its own: the id of what holds the list is not theirs."""
    names = tuple(one for one in context.names if one.kind not in _BARE)
    return context if names == context.names else JsonContext(context.fields, context.trouble, names)


def _speaks(text: str, trouble: str) -> bool:
    return (_PHRASE if trouble else _SENTENCE).search(text) is not None


def _read(value: Mapping[str, object], depth: int) -> _Node:
    """Sort an object's fields. Objects below that carry no message add their fields to this one's."""
    node = _Node(value)
    for name, held in value.items():
        if isinstance(held, str):
            _read_text(node, name, held)
        elif isinstance(held, int | float) and not isinstance(held, bool):
            meaning = meaning_of(name)
            if meaning in _KINDS:
                node.names.append(_Named(meaning, str(held)))
            elif meaning is not None and meaning != "message":
                node.fields.setdefault(meaning, str(held))
        elif isinstance(held, dict) and depth < MAX_DEPTH:
            below = _read(held, depth + 1)
            if not below.names and _ID_AS_KEY.fullmatch(name) is not None and meaning_of(name) is None:
                below.names.append(_Named("id", name))
            if below.texts or below.below or (below.others and _trouble_of(name)):
                node.below.append((name, below))
            else:
                node.fields = below.fields | node.fields
                node.names += [_owned(one, name) for one in below.names]
                node.others += below.others
        elif isinstance(held, list) and held and depth < MAX_DEPTH:
            node.below.append((name, held))
    return node


def _owned(named: _Named, name: str) -> _Named:
    """An identifier of an object in the field `name`: the `id` of a `student` is a student's."""
    kind = identifier_kind(f"{name} {named.kind}") if named.kind in _BARE else None
    return named if kind is None else _Named(kind, named.text)


def _read_text(node: _Node, name: str, text: str) -> None:
    if not text or text.isspace():
        return
    meaning = meaning_of(name)
    if meaning == "message":
        node.texts.append(text)
    elif meaning in _KINDS and _COMPLAINT.search(text) is None:
        node.names.append(_Named(meaning, text))
    elif meaning == "kind" and meaning in node.fields:
        node.fields[meaning] += f"\n{text}"
    elif meaning is not None and meaning not in _KINDS:
        node.fields.setdefault(meaning, text)
    else:
        node.others.append((name, text))


def _of_node(node: _Node, context: JsonContext, depth: int) -> Iterator[Told]:
    """What an object tells, then what stands below it; where nothing does, that it failed, if it says so."""
    told_any = False
    for one in _of_parts(node, context, depth):
        told_any = True
        yield one
    if not told_any and isinstance(node.value, Mapping) and is_trouble(node.value, node.fields):
        yield Told([described(node.value)], _inner(context, node, ""), node.value)


def _of_parts(node: _Node, context: JsonContext, depth: int) -> Iterator[Told]:
    lists = [(name, below) for name, below in node.below if _lists_faults(name, node)]
    faults = dict.fromkeys(fault for _, below in lists for fault in _texts_in(below))
    if faults:
        # Next to what is wrong with each field, a message says only that something is.
        yield Told(list(faults), _inner(context, node, lists[0][0]), node.value)
        return
    if node.texts or node.others:
        spoken = _PHRASE if context.trouble else _SENTENCE if node.texts else _WORDS
        texts = node.texts + [f"{name}: {text}" for name, text in node.others if spoken.search(text)]
        if texts:
            yield Told(texts, _inner(context, node, ""), node.value)
    for name, below in node.below:
        inner = _inner(context, node, name)
        if isinstance(below, _Node):
            yield from _of_node(below, inner, depth + 1)
        elif isinstance(below, list):
            yield from _of_list(below, inner, depth + 1, name)


def _lists_faults(name: str, node: _Node) -> bool:
    """Whether a field holds what is wrong with each field of one record: of problem+json the object `errors`."""
    letters = _NOT_LETTERS.sub("", name.casefold())
    if letters in FAULT_KEYS:
        return True
    is_problem = isinstance(node.value, dict) and bool({"title", "type", "detail"} & node.value.keys())
    return letters == "errors" and is_problem and isinstance(dict(node.below)[name], _Node)


def _texts_in(below: object, name: str = "", depth: int = 0) -> Iterator[str]:
    """The texts in what a validation found, in their order, each with the field that it is about."""
    value = below.value if isinstance(below, _Node) else below
    if isinstance(value, str) and value.strip():
        yield f"{name}: {value}" if name else value
    elif isinstance(value, dict) and depth < MAX_DEPTH:
        for field_name, held in value.items():
            is_message = meaning_of(field_name) == "message"
            yield from _texts_in(held, name if is_message else field_name, depth + 1)
    elif isinstance(value, list) and depth < MAX_DEPTH:
        for held in value:
            yield from _texts_in(held, name, depth + 1)


def _of_list(items: Sequence[object], context: JsonContext, depth: int, name: str = "") -> Iterator[Told]:
    """What a list's items tell: objects, texts, and pairs of a file and a message."""
    if depth > MAX_DEPTH:
        return
    context = _without_bare(context)
    told = context.trouble or ("message" if meaning_of(name) == "message" else "")
    is_meant = meaning_of(name) not in _NO_MESSAGES or _trouble_of(name)
    # Where an error was found is no error: "path": ["users", 0].
    is_place = meaning_of(name) == "kind"
    before = "" if is_meant or not name else f"{name}: "
    for index, item in enumerate(items):
        if isinstance(item, dict):
            yield from _of_node(_read(item, depth + 1), context, depth + 1)
        elif isinstance(item, str):
            if not is_place and _speaks(item, told):
                yield Told([before + item], context, items, index)
        elif isinstance(item, list):
            pair = _pair(item)
            if pair is not None:
                yield Told([pair[1]], _inner(context, pair[0], ""), items, index)
            else:
                yield from _of_list(item, context, depth + 1, name)


@lru_cache(maxsize=4096)
def _clues(reader: ClueReader, kind: str, vendor: str, speaker: str, status: str, code: str) -> Clues:
    own = Clues(codes=frozenset({code} if code.isdigit() else ()), statuses=frozenset(_HTTP_STATUS.findall(status)[:1]))
    for one in kind.split("\n") if kind else ():
        own = own.or_else(reader.of_field(one))
    if vendor:
        own = own.or_else(reader.of_vendor(vendor))
    return own.or_else(reader.of_speaker(speaker)) if speaker else own


def _pair(item: Sequence[object]) -> tuple[_Node, str] | None:
    """A row such as ["students.csv", "message"] (Canvas) as its fields and its message; None when it is none."""
    texts = [cell for cell in item if isinstance(cell, str)]
    if len(texts) != 2 or len(item) > 4 or not all(_is_scalar(cell) for cell in item):
        return None
    fields = {"kind": texts[0]} if _FILE_NAME.fullmatch(texts[0]) else {}
    rows = [cell for cell in item if isinstance(cell, int) and not isinstance(cell, bool)]
    names = [_Named("row", str(row)) for row in rows[:1]]
    return _Node(item, fields, names), texts[1] if "kind" in fields else f"{texts[0]}: {texts[1]}"


def _is_scalar(cell: object) -> bool:
    return cell is None or isinstance(cell, str | int | float)
