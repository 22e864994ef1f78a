"""How the structure of a file says that a record failed: by a column's or field's name, and by what stands in it.

One reading for tables and JSON. Of what went wrong, the words say nothing here: an error column's text is an error.
"""

from __future__ import annotations

import unicodedata
from enum import Enum, auto
from functools import lru_cache

from app.core.scanning.log_record import Outcome
from app.core.text.lazy_pattern import lazy_pattern


class Role(Enum):
    """What a column or field says of its record's outcome."""

    STATUS = auto()
    """How it went, in a word or as an HTTP status: `Import Status`, `result`."""
    SEVERITY = auto()
    """How grave it is: `level`. Only trouble says something: a line of level INFO may tell of any outcome."""
    SUCCEEDED = auto()
    """Whether it went well, as yes or no."""
    FAILED = auto()
    """Whether it failed, as yes or no."""
    ERROR = auto()
    """What went wrong; empty where nothing did."""
    WARNING = auto()
    """What is to be looked at; empty where nothing is."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = lazy_pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_KNOWN = (
    r"errors?|warnings?|exceptions?|validation|failures?|rejection|rejected|reject|failed|import|status|results?|http"
    r"|response|messages?|msg|text|descriptions?|details?|reasons?|codes?|counts?|levels?|types?|severity|sync|has|is"
)
_GLUED = lazy_pattern(rf"(?:{_KNOWN})+")
_PART = lazy_pattern(_KNOWN)
_ABOUT = _set(
    """message messages msg text description descriptions detail details reason reasons info cause causes note notes
    summary list string explanation mensaje descripcion detalle detalles motivo motivos causa razon texto"""
)
_REASONS = _set("reason reasons cause causes motivo motivos razon causa")
_TROUBLE = _set(
    """error errors err errs exception exceptions failure failures fault faults rejection rejections reject rejects
    problem problems issue issues violation violations errores excepcion fallo fallos falla rechazo problema problemas
    incidencia incidencias"""
)
_PAST = _set("failed failing rejected skipped skip invalid validation denied fallido rechazado")
_WARNINGS = _set("warning warnings warn advertencia advertencias aviso avisos")
_NOT_TOLD = _set("date time at by on of number count counts code codes level type fecha hora")
_STATUSES = _set("status result results outcome disposition estado resultado estatus")
_STATES = _set("workflow import upload sync job task row record publish publishing processing process migration")
_CODES = frozenset({("status", "code"), ("http", "code"), ("response", "code"), ("code", "major")})
_OF_PEOPLE = lazy_pattern(
    r"enrol|attend|meal|lunch|resid|migrant|citizen|marital|employ|student|teacher|course|user|account|academic|exit"
)
_SEVERITIES = _set(
    """severity level loglevel levelname errorlevel errorseverity messagetype entrytype type nivel gravedad severidad
    tipo"""
)
_SUCCEEDED = _set(
    """success successful succeeded issuccess issuccessful wassuccessful imported valid isvalid processed accepted ok
    exito importado"""
)
_FAILED = _set("failed failure iserror haserror haserrors rejected isrejected skipped fallido")
_YES = _set("true yes y si verdadero")
_NO = _set("false no n falso")

_HTTP = lazy_pattern(r"(?:http(?:/\d(?:\.\d)?)? ?(?:status )?)?([1-5])\d\d(?!\d)")
_NO_TROUBLE = lazy_pattern(
    r"\b(?:no|0|zero|without(?: any)?|sin) (?:\w+ )?(?:errors?|warnings?|failures?|issues?|problems?|exceptions?"
    r"|errore?s|advertencias?|problemas?)\b"
    r"|\b(?:unchanged|no changes?|not (?:changed|modified|applicable)|up to date|nothing to do|identical|sin cambios)\b"
)
_IS_FAILED = lazy_pattern(
    r"\b(?:fail\w*|err|error\w*|fatal|critical|severe|exception|reject\w*|invalid\w*|denied|refused|abort\w*|unsuccess\w*"
    r"|unable|could not|cannot|timed out|timeout|unmatched|no match|conflict|unpublishable|forbidden|unauthori[sz]ed"
    r"|duplicate\w*|mismatch\w*|already exists?|out of range|does not|do not|did not"
    r"|crash\w*|critico|grave|erroneo|fallid[oa]s?|fallo|rechazad[oa]s?|denegad[oa]|excepcion"
    r"|not (?:been )?(?:imported|created|updated|processed|saved|loaded|sent|accepted|added|found|matched|synced|posted"
    r"|valid|ok|successful|permitted|allowed|authori[sz]ed|published)"
    r"|no (?:import|proces|cre|encontr|actuali|valid|guard|acept)\w+)\b"
)
_IS_WARNING = lazy_pattern(
    r"\b(?:warn\w*|with (?:messages|issues|remarks)|partial\w*|skip(?:ped)?|ignored|caution"
    r"|advertencias?|avisos?|omitid[oa]s?|ignorad[oa]s?|parcial\w*)\b"
)
_IS_FINE = lazy_pattern(
    r"(?:ok|okay|success\w*|succeeded|passed|pass|valid|imported|exito\w*|correct[oa]|importad[oa])\b(?! with)"
)
_WENT_ON = lazy_pattern(
    r"(?:complet\w*|done|finished|creat\w*|updat\w*|added|processed|accepted|approved|sent|sync\w*|posted|published|loaded"
    r"|inserted|saved|matched|delivered|exported|cread[oa]|actualizad[oa]|procesad[oa]|aceptad[oa]|enviad[oa])\b"
)
_GRAVE = _set(
    """error err errors fatal critical severe failure failed failureaudit emergency emerg alert crit panic exception
    critico critica grave rejected invalid"""
)
_LIGHT = _set("warning warn warnings advertencia aviso skipped")
_CALM = dict.fromkeys("info information informational notice debug trace verbose success ok".split(), Outcome.UNSAID)
_SILENT = _set("none null nil undefined nan na n/a ninguno ninguna nada no 0 false . () [] {} -- ---") | {"", "-"}
_STATUS_LETTERS = 60
"""Letters of a cell that is read as a status; of a longer one only the beginning is."""
_BEGINNING = 24
TROUBLE_IN_CELLS = (
    r"(?:\b|_)(?:fail|err|fatal|crit|severe|exception|reject|invalid|denied|refused|abort|unsuccess|unable"
    r"|could[ _\-]not|cannot|timed[ _\-]out|timeout|unmatched|no[ _\-]match|conflict|unpublish|forbidden|unauthor"
    r"|duplicate|mismatch|already[ _\-]exist|out[ _\-]of[ _\-]range|(?:does|do|did)[ _\-]not"
    r"|crash|cr..?tico|grave|fall[io]|rechaz|denegad|excepci|not[ _\-](?:been[ _\-])?[a-z]"
    r"|no[ _\-](?:import|proces|cre|encontr|actuali|v.{1,2}lid|guard|acept)"
    r"|warn|with[ _\-](?:messages|issues|remarks)|parcial|partial|skip|ignor|caution|adverten|aviso|omitid|emerg|alert"
    r"|panic|inv.{1,2}lid)",
    r"[,;\t|\"\n >][45]\d\d(?:[^0-9]|$)",
)
"""What the cells of a row hold, as bytes, where `outcome_in` says that it is a failure or a warning."""
_IN_NAME = r"[^\"\\\n]*"
TROUBLE_IN_JSON = (
    # A field for errors or warnings that holds something.
    rf"\"{_IN_NAME}(?:err|warn|exception|fail|fault|reject|problem|issue|violation|validation|invalid|reason|cause|skip|denied"
    rf"|aviso|advert|fall[ao]|rechaz|motivo|raz|incidencia|excep){_IN_NAME}\"\s*:\s*"
    r"(?:\"[^\"]|[\[{]\s*[^\]}\s]|true|[1-9])",
    # A field whose text may be a status of trouble.
    rf":\s*\"{_IN_NAME}{TROUBLE_IN_CELLS[0]}",
    rf"\"{_IN_NAME}(?:status|code|result|outcome|estado|disposition){_IN_NAME}\"\s*:\s*\"?(?:http[^\"]*)?[45]\d\d",
    rf"\"{_IN_NAME}(?:succe|imported|valid|processed|accepted|ok|exito|importado)\w*\"\s*:\s*\"?(?:false|no?\b|falso)",
)
"""The same of JSON: what an object holds that says that it failed, or a part of it."""
_BLANKS = lazy_pattern(r"[\s_\-]+")
_LISTED = _set(
    """error errors err errs failure failures fault faults rejection rejections reject rejects rejected failed violation
    violations errores fallos rechazos"""
)
_NOT_LISTED = _set("code codes type types definition definitions setting settings lookup count counts level levels")


@lru_cache(maxsize=4096)
def role_of(name: str) -> Role | None:
    """What a column or field of this name says of its record's outcome, or None."""
    words = _words(name)
    if not words or len(words) > 8:
        return None
    letters = "".join(words)
    if letters in _SEVERITIES:
        return Role.SEVERITY
    if letters in _SUCCEEDED:
        return Role.SUCCEEDED
    if letters in _FAILED:
        return Role.FAILED
    if _is_status(words):
        return Role.STATUS
    return _role_of_text(words)


@lru_cache(maxsize=512)
def lists_errors(name: str) -> bool:
    """Whether a table of this name holds nothing but errors: `sync_errors`, but not `error_codes`."""
    words = set(_words(name))
    return not words.isdisjoint(_LISTED) and words.isdisjoint(_NOT_LISTED)


def _is_status(words: list[str]) -> bool:
    if _OF_PEOPLE.search(" ".join(words)):
        return False
    named = words[-1] in _STATUSES or words[0] in {"estado", "resultado"} or tuple(words[-2:]) in _CODES
    return named or (words[-1] == "state" and words[0] in _STATES)


def _role_of_text(words: list[str]) -> Role | None:
    of = list(words)
    while of and of[-1] in _ABOUT:
        of.pop()
    about = words[len(of) :]
    if not of:
        return Role.ERROR if about[-1] in _REASONS and len(about) == 1 else None
    if not _NOT_TOLD.isdisjoint(of):
        return None
    if of[-1] in _WARNINGS:
        return Role.WARNING
    return Role.ERROR if of[-1] in _TROUBLE or (about and of[-1] in _PAST) else None


@lru_cache(maxsize=4096)
def outcome_in(cell: str, role: Role) -> Outcome | None:
    """What a cell says of its record's outcome; None where it says nothing.

    UNSAID says that the record was dealt with: then its words decide whether well.
    """
    text = _folded(cell)
    if role in {Role.SUCCEEDED, Role.FAILED}:
        is_well = text in (_YES if role is Role.SUCCEEDED else _NO)
        if is_well or text in (_NO if role is Role.SUCCEEDED else _YES):
            return Outcome.FINE if is_well else Outcome.FAILED
        return None
    if role is Role.SEVERITY:
        word = text.split(" ")[0].strip("[]:()") if len(text) <= _BEGINNING else ""
        return Outcome.FAILED if word in _GRAVE else Outcome.WARNING if word in _LIGHT else _CALM.get(word)
    if role is Role.STATUS:
        return _of_status(text)
    if is_silent(cell):
        return None
    return Outcome.WARNING if role is Role.WARNING else Outcome.FAILED


def _of_status(text: str) -> Outcome | None:
    if http := _HTTP.match(text):
        return {"2": Outcome.FINE, "4": Outcome.FAILED, "5": Outcome.FAILED}.get(http[1])
    if len(text) > _STATUS_LETTERS:
        text = text[:_BEGINNING]
    if _NO_TROUBLE.search(text):
        return Outcome.FINE
    if _IS_FAILED.search(text):
        return Outcome.FAILED
    if _IS_WARNING.search(text):
        return Outcome.WARNING
    if _IS_FINE.match(text):
        return Outcome.FINE
    return Outcome.UNSAID if _WENT_ON.match(text) else None


@lru_cache(maxsize=4096)
def is_silent(cell: str) -> bool:
    """Whether a message's cell says that there is no message, or that all went well: "", "None", "-", "OK"."""
    text = _folded(cell)
    if text in _SILENT:
        return True
    if len(text) > _STATUS_LETTERS:
        return False
    return _of_status(text) is Outcome.FINE or (_WENT_ON.match(text) is not None and " " not in text)


def _words(name: str) -> list[str]:
    """The words of a name, small and without accents, those written as one taken apart: `errormessage`."""
    words = [word.casefold() for word in _WORD.findall(without_accents(name))]
    return [part for word in words for part in (_PART.findall(word) if _GLUED.fullmatch(word) else [word])]


def _folded(cell: str) -> str:
    return _BLANKS.sub(" ", without_accents(cell)).strip(" .!\"'").casefold()


def without_accents(text: str) -> str:
    """A text without the accents of its letters."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
