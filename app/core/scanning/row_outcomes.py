"""Which rows of a table tell of an error or a warning by its columns, whatever their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.scanning.log_record import Outcome
from app.core.scanning.outcomes import Role, is_silent, outcome_in, role_of
from app.core.text.lazy_pattern import lazy_pattern

_MAX_KNOWN = 4_000
_LONG = 60
"""Letters from which on a cell of an error column surely holds an error."""
_NOT_LETTERS = lazy_pattern(r"[^a-z]")
_PLACES = frozenset(
    """file filename field fieldname column columnname value invalidvalue badvalue rowinfo rowdata sisimportid element
    attribute property sheet worksheet tab archivo campo columna hoja valor""".split()
)
_CODES = frozenset("errorcode errorid errortype errornumber errorno errcode faultcode codigodeerror".split())
_ALONE = lazy_pattern(
    r"(?:import|upload|sync|process|processing|load|push|post|transfer|record|row|job|publish\w*|validation)"
    r"(?:status|state|result|outcome)|status|result|outcome|severity|level|estado|resultado|nivel"
    r"|(?:is|was)?success(?:ful)?|succeeded|imported|(?:is|has)errors?"
)
_SENTENCE = lazy_pattern(r"[^\W\d_]{2,}\S*\s+\S*[^\W\d_]{2,}\S*\s+\S*[^\W\d_]")
_SHORT = 24
_TOLD = frozenset({Role.ERROR, Role.WARNING})


def names_outcome(name: str) -> bool:
    """Whether a column of this name is reason enough to take a table for one of results, if it has no messages."""
    return role_of(name) not in {None, *_TOLD} and _ALONE.fullmatch(_letters(name)) is not None


class RowOutcomes:
    """Reads the outcome of a table's rows."""

    def __init__(self, names: Sequence[str], columns: Mapping[int, str], *, lists_errors: bool = False) -> None:
        """Read rows under a header of these names, whose columns mean this. `lists_errors`: the table says so."""
        roles = [(index, role) for index, name in enumerate(names) if (role := role_of(name)) is not None]
        # A status goes before a severity: a success may be told at level ERROR, and no failure by a status of success.
        self._statuses = [(index, role) for index, role in roles if role not in _TOLD]
        self._told = [(index, role) for index, role in roles if role in _TOLD]
        self._messages = [index for index, meaning in columns.items() if meaning == "message"]
        self._lists_errors = lists_errors or _lists_errors(names, columns)
        self._known: dict[tuple[str, ...], Outcome | None] = {}

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns that decide the outcome of a row whose cells stand under their headings."""
        places = [index for index, _ in (*self._statuses, *self._told)]
        return (*places, *(self._messages if self._lists_errors else ()))

    @property
    def need_every_row(self) -> bool:
        """Whether any row may tell of an error, whatever words stand in it."""
        return (
            self._lists_errors
            or bool(self._told)
            or any(role in {Role.SUCCEEDED, Role.FAILED} for _, role in self._statuses)
        )

    def of(self, cells: Sequence[str]) -> Outcome:
        """The outcome of a row whose cells stand under their headings."""
        said = self._said(cells) if self._statuses else None
        if said is Outcome.FAILED:
            return said
        for index, role in self._told:
            cell = cells[index] if index < len(cells) else ""
            if cell and _says_something(cell):
                failed = role is Role.ERROR and said is not Outcome.WARNING
                return Outcome.FAILED if failed else Outcome.WARNING
        if said is not None:
            return said
        if self._lists_errors and any(_says_something(cells[index]) for index in self._messages if index < len(cells)):
            return Outcome.FAILED
        return Outcome.UNSAID

    def of_moved(self, cells: Sequence[str]) -> Outcome:
        """The outcome of a row with too few or too many cells, of which it is not known where they belong."""
        if self._statuses:
            short = [cell for cell in cells if len(cell) <= _SHORT and not cell.strip().isdigit()]
            said = [outcome_in(cell, Role.STATUS) for cell in short]
            for outcome in (Outcome.FAILED, Outcome.WARNING, Outcome.FINE):
                if outcome in said:
                    return outcome
        if (self._told or self._lists_errors) and any(map(_SENTENCE.search, cells)):
            return Outcome.FAILED
        return Outcome.UNSAID

    def _said(self, cells: Sequence[str]) -> Outcome | None:
        count = len(cells)
        key = tuple([cells[index] if index < count else "" for index, _ in self._statuses])
        if key not in self._known:
            if len(self._known) >= _MAX_KNOWN:
                self._known.clear()
            self._known[key] = _gravest(
                [outcome_in(cell, role) for cell, (_, role) in zip(key, self._statuses, strict=True)]
            )
        return self._known[key]


def _says_something(cell: str) -> bool:
    # Cells may be padded with blanks, or say "......".
    return len(cell.strip(" .!\"'\t")) > _LONG or not is_silent(cell)


def _gravest(said: Sequence[Outcome | None]) -> Outcome | None:
    order = (Outcome.FAILED, Outcome.WARNING, Outcome.FINE, Outcome.UNSAID)
    return next((outcome for outcome in order if outcome in said), None)


def _lists_errors(names: Sequence[str], columns: Mapping[int, str]) -> bool:
    """Whether a header is that of a list of errors: where in an import, and what; or a code of errors, and what."""
    if "message" not in columns.values():
        return False
    letters = {_letters(name) for name in names}
    return not letters.isdisjoint(_CODES) or ("row" in columns.values() and not letters.isdisjoint(_PLACES))


def _letters(name: str) -> str:
    return _NOT_LETTERS.sub("", name.casefold())
