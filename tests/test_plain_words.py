"""What people read beside the catalog is in plain American words too: window, help, README."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from app.core.matching.wording_check import retired_word_problems
from tests.conftest import ROOT


class _Words(HTMLParser):
    """The text of a page; names of programs and files, which are set in code, are left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self._in_code = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_code = tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self._in_code = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._in_code else data


def test_the_window_says_it_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "build_scripts"))
    import translatable

    found, _ = translatable.find()
    faults = [f"{each.context}: {each.text!r} {fault}" for each in found for fault in retired_word_problems(each.text)]
    assert len(found) > 500
    assert faults == []


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "resources/help/en").glob("*.html")))
def test_a_help_page_says_it_in_plain_words(name: str) -> None:
    page = (ROOT / "resources/help/en" / name).read_text(encoding="utf-8")
    assert list(retired_word_problems(_Words(page).text)) == []


def test_the_readme_says_it_in_plain_words() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    faults = [f"{number}: {fault}" for number, line in enumerate(lines, 1) for fault in retired_word_problems(line)]
    assert faults == []
