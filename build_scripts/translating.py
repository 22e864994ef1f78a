"""Makes the files of the window's languages: `resources/translations/*.ts`, which people write, and `*.qm` from them.

English needs a file for its plurals only. It is made from the texts themselves, which name both forms:
"%Ln record(s)", "%Ln match(es)", "%Ln entr(y|ies) need(s|)".
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import translatable
from console import ROOT

TRANSLATIONS = ROOT / "resources" / "translations"
ENGLISH = "en"
_TWO_FORMS = re.compile(r"\(([^()|]*)\|([^()|]*)\)|\((s|es)\)")


def update() -> list[Path]:
    """Bring every `.ts` up to date with the sources; texts that are gone go, new ones wait for their translation."""
    found = sorted(TRANSLATIONS.glob("*.ts"))
    _lupdate(found, "-no-obsolete")
    return found


def compile_all() -> list[Path]:
    """Make the `.qm` that are missing or older than what they are made from; returns those made."""
    made = [_release(path) for path in sorted(TRANSLATIONS.glob("*.ts")) if _is_older(_compiled(path.stem), [path])]
    english = _compiled(ENGLISH)
    if _is_older(english, [*translatable.SOURCES.rglob("*.py"), *Path(__file__).parent.glob("transl*.py")]):
        with tempfile.TemporaryDirectory() as scratch:
            source = Path(scratch) / f"{ENGLISH}.ts"
            source.write_text(f'<!DOCTYPE TS><TS version="2.1" language="{ENGLISH}"></TS>', encoding="utf-8")
            _lupdate([source], "-pluralonly")
            _write_plurals(source)
            made.append(_release(source))
    return made


def english_forms(text: str) -> tuple[str, str]:
    """Return a text for one and for several: "%Ln entr(y|ies)" is "%Ln entry" and "%Ln entries"."""
    one = _TWO_FORMS.sub(lambda match: match[1] or "", text)
    several = _TWO_FORMS.sub(lambda match: match[3] or match[2] or "", text)
    return one, several


def _write_plurals(path: Path) -> None:
    tree = ET.parse(path)  # noqa: S314 - our own file
    for message in tree.iter("message"):
        translation = message.find("translation")
        if translation is not None:
            translation.clear()
            for form in english_forms(message.findtext("source") or ""):
                ET.SubElement(translation, "numerusform").text = form
    tree.write(path, encoding="utf-8", xml_declaration=True)


def _lupdate(targets: Sequence[Path], *options: str) -> None:
    messages, faults = translatable.find()
    if faults:
        raise SystemExit("\n".join(faults))
    with tempfile.TemporaryDirectory() as scratch:
        module = Path(scratch) / "texts.py"
        module.write_text(translatable.as_module(messages), encoding="utf-8")
        _run("lupdate", "-silent", "-extensions", "py", "-locations", "none", *options, module, "-ts", *targets)


def _release(source: Path) -> Path:
    target = _compiled(source.stem)
    with tempfile.TemporaryDirectory(dir=TRANSLATIONS) as scratch:
        made = Path(scratch) / target.name
        _run("lrelease", "-silent", source, "-qm", made)
        made.replace(target)  # at once: another run of the tests may be reading it
    return target


def _compiled(language: str) -> Path:
    return TRANSLATIONS / f"{language}.qm"


def _is_older(target: Path, sources: Sequence[Path]) -> bool:
    return not target.exists() or target.stat().st_mtime < max(path.stat().st_mtime for path in sources)


def _run(tool: str, *arguments: str | Path) -> None:
    """Start a tool of Qt that comes with PySide6."""
    found = importlib.util.find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("PySide6 is not installed here; its lupdate and lrelease make the languages.")
    command = Path(found.submodule_search_locations[0], tool + (".exe" if sys.platform == "win32" else ""))
    done = subprocess.run([command, *arguments], capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise SystemExit(f"{tool} failed:\n{done.stdout}{done.stderr}")


def main() -> int:
    """`update`: bring the `.ts` up to date, then compile; without a word: only compile what is old."""
    if sys.argv[1:] == ["update"]:
        for path in update():
            waiting = path.read_text(encoding="utf-8").count('type="unfinished"')
            print(f"{path.relative_to(ROOT)}: {waiting} texts wait for their translation")
    for path in compile_all():
        print(f"made {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
