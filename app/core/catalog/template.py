"""Message templates: literal words and `{name:kind}` placeholders, compiled to one search pattern.

A template matches when its words stand in the text in order, with anything but letters and digits
between them. That one rule covers case, white space, quotes of every sort, escapes, doubled CSV
quotes, mail quoting and trailing full stops. Placeholders take what stands in their place.
Every segment is an atomic group, so a hostile line cannot make the search backtrack.
"""

from __future__ import annotations

import re

from msgspec import Struct

KINDS = ("email", "id", "date", "number", "list", "text", "rest")
REST = "rest"
"""The kind of an end that the source lost: what may stand there is not known."""

_TOKEN = re.compile(r"\w+")
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_FIELD = re.compile(r"([a-z][a-z0-9_]*):([a-z]+)(\?)?")

# Where an unquoted or quoted value ends for certain: a closing quote before a separator or the end,
# a column bar, a tag, a line break.
_END = r"[\"']+\s*(?:[,}\])]|$)|\s\|\s|</|[\n\t]"
# The longest run of marks, said by a look-ahead behind it: a possessive group would say it shorter, but before
# Python 3.11.5 it does not heed a look-ahead inside it.
_MARK, _MARK_BEFORE_ID = rf"(?!{_END})\W", rf"(?!{_END})[^\w\[(<]"
_GAP = rf"(?:{_MARK}){{0,200}}(?!{_MARK})"
_GAP_WITH_MARK = rf"(?:(?!{_END})[\s\\]){{0,20}}(?!{_END})[^\w\s]{_GAP}"
_GAP_BEFORE_ID = rf"(?:{_MARK_BEFORE_ID}){{0,200}}(?!{_MARK_BEFORE_ID})"
# A lost end stands within the quotes that its text stands in.
_MARK_BEFORE_REST = rf"(?!{_END}|[\"']+\s)\W"
_GAP_BEFORE_REST = rf"(?:{_MARK_BEFORE_REST}){{0,200}}(?!{_MARK_BEFORE_REST}|[\"']+\s)"
_OPENS_A_VALUE = re.compile(r"[^\w\s]\s*$")
_GAPS = {"id": _GAP_BEFORE_ID, "rest": _GAP_BEFORE_REST}
_ITEM = r"(?:\"[\w.$]++\"|'[\w.$]++'|[\w.$]++)"
_AND = r"\s*(?:,|;|\band\b|&)\s*"
_WITHIN = {
    "email": r"\S{1,200}?",
    "id": r"(?:\[[^\]\n]{1,200}\]|\([^)\n]{1,200}\)|<[^>\n]{1,200}>|\S{1,200}?)",
    "date": r"[^\n]{1,48}?",
    "number": r"\S{1,48}?",
    "list": r"[^\n]{1,400}?",
    # Nothing at all, or bare dots as in "category ... not found", is a value left out.
    "text": r"[^\n]{0,400}?",
    "rest": r"[^\n]{0,400}?",
}
_AT_END = {
    "email": r"(?:[\w.+\-']{1,64}@[\w\-]{1,64}(?:\.[\w\-]{1,64}){0,6}|[^\s\"'<>,;()\[\]{}|]{1,200})",
    "id": r"(?:\[[^\]\n]{1,200}\]|\([^)\n]{1,200}\)|<[^>\n]{1,200}>|[\[(]?[^\s\"'<>,;()\[\]{}|]{1,200})",
    "date": r"(?:[A-Z][a-z]{2,8} \d{1,2},? \d{4}|[\[\w$]*[\d/x.\-:]{4,}[^\s\"',;<>{}\])]*|[^\s\"',;<>{}]{1,48})",
    "number": r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,9})?|[^\s\"',;<>{}()\[\]]{1,48})",
    # Where the gap took the first item's quote, each item has its own; a name before a colon is a field of the log's.
    "list": rf"(?:(?<=[\"'])[\w.$]++[\"'](?:{_AND}{_ITEM}(?!\s*:))+|{_ITEM}(?:{_AND}{_ITEM})*)",
    "text": rf"(?:(?!{_END})[^\n]){{1,400}}",
    "rest": rf"(?:(?!{_END})[^\n]){{1,400}}",
}
_TRIM = " \t\r\n\"'`*:;,.="
_BRACKETS = {"[": "]", "(": ")", "<": ">", "{": "}"}
_DISTINCTIVE_WORDS = 5
_NAMED_WORDS = 3
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]|_|\d{4}")


class TemplateError(ValueError):
    """A template text is not well formed; the message says what to write instead."""


class Placeholder(Struct, frozen=True):
    """A named gap of a template: what it is called, what kind of value it takes."""

    name: str
    kind: str
    optional: bool = False


class Template(Struct, frozen=True):
    """A parsed message template.

    `words` are its literal words in order, lower case; `regex` finds it in unwrapped text;
    `distinctive` says that the words alone are proof enough wherever they stand.
    """

    text: str
    words: tuple[str, ...]
    placeholders: tuple[Placeholder, ...]
    regex: str
    distinctive: bool
    open_end: bool

    @property
    def rest(self) -> str:
        """The name of the placeholder that stands for an end that the source lost, or ""."""
        last = self.placeholders[-1] if self.open_end else None
        return last.name if last is not None and last.kind == REST else ""

    @property
    def weight(self) -> int:
        """How much literal text the template asks for, in letters."""
        return sum(map(len, self.words))

    def values(self, found: re.Match[str]) -> dict[str, str]:
        """The placeholders' values by name, trimmed of quotes and punctuation; empty ones are left out."""
        values: dict[str, str] = {}
        text = found.string
        for placeholder in self.placeholders:
            name = placeholder.name
            start, end = found.span(name)
            value = text[start:end]
            if not value:
                continue
            if not _is_plain(value, text[start - 1 : start], text[end : end + 1]) or (
                placeholder.kind == "list" and ('"' in value or "'" in value)
            ):
                value = tidy_value(_with_own_marks(found, placeholder))
            if value:
                values[name] = value
        return values


def _is_plain(value: str, before: str, after: str) -> bool:
    """Whether a value surely needs no trimming: whole words, and no mark beside it that may be its own."""
    if before in _MARKS_BEFORE or after in _MARKS_BEHIND:
        return False
    if value.isalnum():
        return True
    return value[0].isalnum() and value[-1].isalnum() and "  " not in value and value.isprintable()


_MARKS_BEFORE = frozenset("#$-[(<{")
_MARKS_BEHIND = frozenset("%!?+])>}")


def _with_own_marks(found: re.Match[str], placeholder: Placeholder) -> str:
    """The value with the marks at its edges that are its own, though a gap took them: #4, -1, 10%, Quiz (retake)."""
    value = found[placeholder.name]
    start, end = found.span(placeholder.name)
    text = found.string
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if _closes(value, after):
        value += after
    while after and after in "%!?+":
        value += after
        end += 1
        after = text[end : end + 1]
    if (
        (before and before in "#$")
        or (before == "-" and placeholder.kind == "number")
        or (before and _opens(value, before))
    ):
        value = before + value
    return value.replace('"', "").replace("'", "") if placeholder.kind == "list" else value


def _closes(value: str, mark: str) -> bool:
    return any(mark == closing and value.count(opening) > value.count(mark) for opening, closing in _BRACKETS.items())


def _opens(value: str, mark: str) -> bool:
    return mark in _BRACKETS and value.count(_BRACKETS[mark]) > value.count(mark)


def tidy_value(value: str) -> str:
    """A value without the quotes, brackets and punctuation that stood around it."""
    value = value.strip(_TRIM)
    while len(value) > 1 and _BRACKETS.get(value[0]) == value[-1]:
        value = value[1:-1].strip(_TRIM)
    for opening, closing in _BRACKETS.items():
        if value.endswith(closing) and opening not in value:
            value = value.rstrip(closing).rstrip(_TRIM)
        if value.startswith(opening) and closing not in value:
            value = value.lstrip(opening).lstrip(_TRIM)
    return " ".join(value.split()).removeprefix("- ").removesuffix(" -")


def parse_template(text: str) -> Template:
    """Parse a template text. Raises TemplateError with what to write instead."""
    pieces = _pieces(text)
    literals = [piece for piece in pieces if isinstance(piece, str)]
    spelled = [word for literal in literals for word in _TOKEN.findall(literal)]
    if not spelled:
        raise TemplateError("a template needs at least one literal word")
    placeholders = tuple(piece for piece in pieces if isinstance(piece, Placeholder))
    names = [placeholder.name for placeholder in placeholders]
    if len(set(names)) != len(names):
        raise TemplateError(f"a placeholder name is twice in {text!r}; give each its own name")
    if any(placeholder.optional for placeholder in placeholders if placeholder is not pieces[-1]):
        raise TemplateError("only the last placeholder may end in '?'")
    if any(placeholder.kind == REST for placeholder in placeholders if placeholder is not pieces[-1]):
        raise TemplateError("only the last placeholder may be of kind 'rest'")
    typed = sum(placeholder.kind in {"email", "date"} for placeholder in placeholders)
    # "API" is spelled in capitals by habit; a capital inside a word, an underscore or a long number is a name.
    named = any(_INNER_CAPITAL.search(word) for word in spelled)
    return Template(
        text=text,
        words=tuple(word.casefold() for word in spelled),
        placeholders=placeholders,
        regex=_regex(pieces),
        distinctive=len(spelled) + typed >= _DISTINCTIVE_WORDS
        or (named and len(spelled) >= _NAMED_WORDS)
        or _is_constant(spelled),
        open_end=isinstance(pieces[-1], Placeholder),
    )


def runs_of(template: Template) -> tuple[tuple[str, ...], ...]:
    """The template's words in runs: between two runs stands a value."""
    pieces = [piece for piece in _pieces(template.text) if isinstance(piece, str)]
    runs = (tuple(word.casefold() for word in _TOKEN.findall(piece)) for piece in pieces)
    return tuple(run for run in runs if run)


def _is_constant(spelled: list[str]) -> bool:
    """One long upper-case name such as EXCHANGE_ERROR_EXCEEDED_RETRIES proves itself."""
    return any("_" in word and len(word) > 12 for word in spelled)


def _pieces(text: str) -> list[str | Placeholder]:
    pieces: list[str | Placeholder] = []
    literal = ""
    position = 0
    for found in _PLACEHOLDER.finditer(text):
        literal += text[position : found.start()]
        position = found.end()
        if found.group() in {"{{", "}}"}:
            literal += found.group()[0]
            continue
        if literal.strip() or not pieces:
            pieces.append(literal)
        literal = ""
        pieces.append(_placeholder(found, text))
    literal += text[position:]
    if literal and (_TOKEN.search(literal) or not pieces):
        pieces.append(literal)
    return [piece for piece in pieces if piece != ""]


def _placeholder(found: re.Match[str], text: str) -> Placeholder:
    field = _FIELD.fullmatch(found.group(1) or "")
    if field is None or field.group(2) not in KINDS:
        raise TemplateError(
            f"{found.group()!r} in {text!r} is not a placeholder; write {{name:kind}} with kind one of "
            f"{', '.join(KINDS)} (a literal brace is written twice)"
        )
    return Placeholder(field.group(1), field.group(2), optional=bool(field.group(3)))


def _regex(pieces: list[str | Placeholder]) -> str:
    parts: list[str] = []
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else ""
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if isinstance(piece, Placeholder):
            parts.append(_placeholder_regex(piece, following, before))
        elif tokens := [re.escape(token) for token in _TOKEN.findall(piece)]:
            run = r"\W++".join(tokens)
            closing = ")" if isinstance(before, Placeholder) else ""
            parts.append(rf"(?<!\w){run}(?!\w){closing}")
        elif not (isinstance(following, Placeholder) and following.optional):
            parts.append(_marks(piece))
    return "".join(parts)


def _marks(piece: str) -> str:
    """Bare punctuation between two placeholders ("{a:id}/{b:id}") must stand as it is, blanks at will."""
    return r"\s*" + r"\s*".join(re.escape(mark) for mark in piece.split()) + r"\s*"


def _placeholder_regex(piece: Placeholder, following: str | Placeholder | None, before: str | Placeholder) -> str:
    gap = "" if not before else _GAPS.get(piece.kind, _GAP)
    if following is None:
        if piece.kind != REST and isinstance(before, str) and _TOKEN.search(before) and _OPENS_A_VALUE.search(before):
            # "Owner does not exist: amy@…" is the message; "Owner does not exist in the fleet list" is not.
            gap = _GAP_WITH_MARK
        group = rf"{gap}(?P<{piece.name}>{_AT_END[piece.kind]})"
        return rf"(?:{group})?" if piece.optional else group
    if isinstance(following, str) and not _TOKEN.search(following) and following[:1].isspace():
        # Set off by blanks ("{job_id:id} - {detail:text}"), so the value may hold the mark itself.
        return rf"{gap}(?P<{piece.name}>{_AT_END[piece.kind]})"
    within = rf"{gap}(?P<{piece.name}>{_WITHIN[piece.kind]})"
    if isinstance(following, str) and _TOKEN.search(following):
        # Closed by the literal after it: together one atomic step.
        return rf"(?>{within}\W*?"
    return within
