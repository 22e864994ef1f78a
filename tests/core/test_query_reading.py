"""How a question is read: nicknames of vendors, words run together or torn apart, and other languages."""

from __future__ import annotations

import pytest

from app.core.catalog.model import SearchWords, Vocabulary
from app.core.lookup.query_translation import SearchLanguage
from app.core.lookup.vendor_names import VendorNames
from app.core.lookup.word_joints import Joints, Piece
from app.services.error_desk import Desk


@pytest.fixture(scope="module")
def names(desk: Desk) -> VendorNames:
    return VendorNames(desk.catalog.vocabulary)


@pytest.mark.parametrize(
    ("text", "vendor", "rest"),
    [
        ("PS says no", "PowerSchool", "says no"),
        ("ps says no", "PowerSchool", "says no"),
        ("PTP locked it", "PowerSchool", "locked it"),
        ("PTPro locked it", "PowerSchool", "locked it"),
        ("power teacher pro locked it", "PowerSchool", "locked it"),
        ("in IC", "Infinite Campus", "in"),
        ("date in Campus", "Infinite Campus", "date in"),
        ("X2 scale", "Aspen", "scale"),
        ("not in Q", "Q-SIS", "not in"),
        ("q-sis's group", "Q-SIS", "group"),
        ("infinite_campus", "Infinite Campus", ""),
        ("power-school's scale", "PowerSchool", "scale"),
    ],
)
def test_a_vendor_is_named_by_any_of_its_names(text: str, vendor: str, rest: str, names: VendorNames) -> None:
    named = names.read(text)
    assert named.vendors == {vendor}
    assert " ".join(named.rest.split()) == rest


@pytest.mark.parametrize(
    "text", ["power[school wants points", "google[classroom login", "\u0131nfinite campus", "S\u0131S"]
)
def test_odd_letters_in_a_name_are_no_error(text: str, desk: Desk, names: VendorNames) -> None:
    names.read(text)
    desk.look_up(text)
    desk.look_up(text, typing=True)


@pytest.mark.parametrize("text", ["on campus", "no access to the campus", "ics", "https", "Q1 grades", "x25", "pics"])
def test_everyday_words_name_no_vendor(text: str, names: VendorNames) -> None:
    assert names.read(text).vendors == frozenset()


@pytest.mark.parametrize("nickname", ["IC", "ic", "PS", "PTP", "PTPro", "X2", "Q", "Campus", "campus", "PB"])
def test_a_nickname_can_be_filtered_by(nickname: str, vocabulary: Vocabulary) -> None:
    assert vocabulary.vendor_named(nickname)


def test_a_nickname_is_no_clue_in_a_log(desk: Desk) -> None:
    assert desk.matcher.exact.clue_reader.vendors_in("Q 1 of 4, PS: x2 retries on IC at Campus") == frozenset()


def mended(text: str, known: set[str], pairs: set[tuple[str, str]] | None = None, slips: str = "") -> list[str]:
    pieces, end = [], 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        pieces.append(Piece(word, start, end))
    joints = Joints(known.__contains__, slips.split().__contains__, pairs or frozenset())
    return [piece.word for piece in joints.mended(pieces)]


def test_words_run_together_are_parted() -> None:
    known = {"gradebook", "number", "does", "not", "match", "in", "valid", "grade", "book"}
    assert mended("gradebooknumber doesnot match", known) == ["gradebook", "number", "does", "not", "match"]
    assert mended("xnumber numberx", known) == ["xnumber", "numberx"]
    assert mended("bookmatch", known, slips="bookmatch") == ["bookmatch"]


def test_words_torn_apart_are_joined() -> None:
    known = {"gradebook", "number", "time", "zone", "timezone"}
    assert mended("grade book num ber", known) == ["gradebook", "number"]
    assert mended("time zone", known) == ["time", "zone"]
    assert mended("time zone", known, {("zone", "time")}) == ["timezone"], "the two never follow one another"
    assert mended("time zone", known, {("time", "zone")}) == ["time", "zone"]


SPANISH = SearchWords(
    fillers=("el", "la", "de", "del", "se"),
    words={
        "correo": "email",
        "falta": "missing",
        "fecha de entrega": "due date",
        "fecha": "date",
        "no encontró": "lost",
    },
)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("falta el correo", "missing email"),
        ("FALTA LA FECHA DE ENTREGA", "missing due date"),
        ("no se encontro la fecha", "lost date"),
        ("faltan correos de Pérez", "faltan email Pérez"),
        ("missing email", None),
        ("the date of el email is missing", None),
        ("", None),
    ],
)
def test_a_question_is_put_into_english_where_it_is_not(text: str, english: str | None) -> None:
    language = SearchLanguage(SPANISH, {"email", "missing", "date"}.__contains__)
    assert language.in_english(text) == english


def test_a_word_begun_becomes_a_known_one_while_somebody_types() -> None:
    language = SearchLanguage(SPANISH, {"email"}.__contains__)
    assert language.in_english("falta corr", last_is_open=True) == "missing email"
    assert language.in_english("falta corr") == "missing corr"


def test_spanish_words_stand_for_words_of_the_catalog(desk: Desk) -> None:
    known = desk.matcher._words._index.query_words.is_known
    for words in desk.catalog.vocabulary.search_words.values():
        unknown = {word for meaning in words.words.values() for word in meaning.split() if not known(word.casefold())}
        assert not unknown


@pytest.mark.parametrize("query", ["error", "no", "final grade", "nota", "sin", "email", "son", "a", "course e"])
def test_english_stays_english(query: str, desk: Desk) -> None:
    (language,) = desk.matcher._words._languages
    known = desk.matcher._words._index.query_words.is_known
    if known(query):
        assert language.in_english(query) is None
