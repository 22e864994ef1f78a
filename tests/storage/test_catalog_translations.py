"""A catalog's texts in another language: shown where they fit, named and left out where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.catalog.model import Catalog
from app.core.catalog.translation import fingerprint
from app.services.catalog_checking import check_folder
from app.services.error_desk import Desk
from app.services.scanning.sources import PathSource
from app.storage.catalog.files import catalog_files
from app.storage.catalog.translations import TranslationSource, languages_of, read_translations
from app.storage.places import find_places

CATALOG = Path(__file__).resolve().parents[2] / "catalog"
ENTRY = "coursekey.user.unauthorized-school"


@pytest.fixture(scope="module")
def spanish(desk: Desk) -> TranslationSource:
    return read_translations(CATALOG, "es", desk.catalog)


def text_of(catalog: Catalog, *changes: tuple[str, str]) -> str:
    """A right translation of one entry, with some of it replaced."""
    entry = next(entry for entry in catalog.entries if entry.id == ENTRY)
    text = f"""
entries:
  - id: {ENTRY}
    english: "{fingerprint(entry)}"
    title: Escuela no autorizada
    meaning: Significado.
    consequence_note: Consecuencia.
    note: Nota.
    send: Enviar.
    causes:
      - title: Causa
        steps: [Uno., Dos., Tres., Cuatro.]
"""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def read(folder: Path, text: str, catalog: Catalog) -> TranslationSource:
    path = folder / "catalog" / "translations" / "es" / "some.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return read_translations(folder / "catalog", "es", catalog)


def test_our_spanish_is_without_fault_and_names_everything(spanish: TranslationSource, desk: Desk) -> None:
    assert [str(fault) for fault in spanish.faults] == []
    assert len(spanish.texts.entries) >= 15
    for name in ("record_types", "actors", "places", "consequences", "next_run", "certainties", "sources"):
        assert set(spanish.texts.terms[name]) == set(getattr(desk.catalog.vocabulary, name)), name


def test_languages_are_folders_and_no_entries(desk: Desk) -> None:
    assert languages_of(CATALOG) == ["es"]
    assert not [path for path in catalog_files(CATALOG) if "translations" in path.parts]


def test_a_message_is_found_as_before_and_answered_in_spanish(spanish: TranslationSource, desk: Desk) -> None:
    speaking = desk.in_language(spanish.texts)
    match = speaking.look_up("403 Unauthorized School: 17").matches[0]
    assert match.entry.id == ENTRY
    assert match.entry.title == "Escuela no autorizada"
    assert match.entry.causes[0].steps[0].do.startswith("Anote el identificador")
    assert match.entry.causes[0].steps[0].who == desk.entry(ENTRY).causes[0].steps[0].who
    assert match.entry.messages == desk.entry(ENTRY).messages
    assert desk.look_up("403 Unauthorized School: 17").matches[0].entry.title == "Unauthorized School"


def test_what_is_not_translated_stays_english(spanish: TranslationSource, desk: Desk) -> None:
    speaking = desk.in_language(spanish.texts)
    entry = next(entry for entry in desk.catalog.entries if entry.id not in spanish.texts.entries)
    assert speaking.entry(entry.id) == entry
    assert [entry.id for entry in speaking.catalog.entries] == [entry.id for entry in desk.catalog.entries]
    assert speaking.catalog.vocabulary.record_types["user"].name == "Usuario"
    assert speaking.catalog.vocabulary.vendors == desk.catalog.vocabulary.vendors


def test_a_right_translation_is_taken(tmp_path: Path, desk: Desk) -> None:
    source = read(tmp_path, text_of(desk.catalog), desk.catalog)
    assert source.faults == []
    assert source.texts.entries[ENTRY].send == "Enviar."


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("title: Escuela", "titel: Escuela", "titel"),
        (f"- id: {ENTRY}", "- id: coursekey.user.unauthorised-school", f"did you mean '{ENTRY}'?"),
        ("Dos., Tres., ", "", "there are 2 steps here; the cause has 4"),
        ("note: Nota.\n", "note: ''\n", "there is nothing here; translate the text"),
        ('english: "', 'english: "0', "the English entry has changed; translate it again, then write"),
        ("    causes:", "    next_run_note: Nada.\n    causes:", "the entry has no such text"),
        ("entries:", "entrys:", "unknown key; a file has 'vocabulary' or 'steps' or 'entries'"),
        ("meaning: Significado.", "meaning: 'Significado.", "a quote is opened here and not closed properly"),
        ("meaning: Significado.", "meaning: 12", "put it in quotes"),
    ],
)
def test_a_faulty_translation_is_named_with_its_line_and_left_out(
    tmp_path: Path, desk: Desk, old: str, new: str, says: str
) -> None:
    source = read(tmp_path, text_of(desk.catalog, (old, new)), desk.catalog)
    assert source.texts.entries == {}
    faults = "\n".join(map(str, source.faults))
    assert says in faults
    assert "catalog/translations/es/some.yaml:" in faults


def test_a_faulty_name_costs_only_itself(tmp_path: Path, desk: Desk) -> None:
    text = "vocabulary:\n  actors:\n    teacher: Docente\n    janitor: Conserje\n  colors: {red: rojo}\n"
    source = read(tmp_path, text, desk.catalog)
    assert source.texts.terms == {"actors": {"teacher": "Docente"}}
    assert [(fault.line, fault.field) for fault in source.faults] == [
        (4, "vocabulary.actors.janitor"),
        (5, "vocabulary.colors"),
    ]


def test_checking_a_catalog_checks_its_translations(tmp_path: Path, desk: Desk) -> None:
    folder = tmp_path / "catalog"
    (folder / "translations" / "es").mkdir(parents=True)
    (folder / "vocabulary.yaml").write_bytes((CATALOG / "vocabulary.yaml").read_bytes())
    (folder / "translations" / "es" / "a.yaml").write_text("entries: []\nmore: x\n", encoding="utf-8")
    assert [str(fault) for fault in check_folder(folder, find_places()).faults] == [
        "catalog/translations/es/a.yaml:2: more: unknown key; a file has 'vocabulary' or 'steps' or 'entries'"
    ]


def test_a_report_names_its_findings_in_spanish_and_back(
    spanish: TranslationSource, desk: Desk, tmp_path: Path
) -> None:
    log = tmp_path / "a.log"
    log.write_text('2026-03-02T06:00:01Z ERROR POST /users 403 {"error":{"message":"Unauthorized School: 17"}}\n' * 3)
    told: list[str] = []
    report = desk.in_language(spanish.texts).scan(
        [PathSource(log)],
        on_progress=lambda progress: told.extend(finding.title for finding in progress.report.findings),
    )
    assert [finding.title for finding in report.findings] == ["Escuela no autorizada"]
    assert set(told) <= {"Escuela no autorizada"}
    assert [finding.title for finding in desk.name(report).findings] == ["Unauthorized School"]
