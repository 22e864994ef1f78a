"""The language of the window: its translators, its way to write numbers and dates, and how widgets follow it.

A class with texts of its own sets them in one method, `retranslate`, and says in its constructor
`keep_translated(self, self.retranslate)`. CONTRIBUTING.md has the rules.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.shared.preferences import Preferences

SYSTEM: Final = "system"
ENGLISH: Final = "en"
PSEUDO: Final = "pseudo"
"""The language made for tests, see `pseudo_language`."""
LANGUAGES: Final = {ENGLISH: "English", "es": "Español"}
"""Each language by its code, called as those who speak it call it; never translated."""


class Language(QObject):
    """Speaks the language chosen, and another as soon as a person wants it.

    Signals:
        changed: Texts are looked up in another language from now on. Widgets need not listen (`keep_translated`);
            this is for whatever is no widget.
    """

    changed = Signal()

    def __init__(self, application: QApplication, translations: Path, preferences: Preferences) -> None:
        """Speak the remembered language; `translations` holds one compiled file for each."""
        super().__init__()
        self._application = application
        self._translations = translations
        self.preferences = preferences
        self._installed: list[QTranslator] = []
        self.choice = self._remembered()
        self._speak()
        preferences.changed.connect(self._follow)

    @property
    def code(self) -> str:
        """The language spoken now, as in `LANGUAGES`."""
        return self.choice if self.choice != SYSTEM else self._code_of_system()

    def choose(self, choice: str) -> None:
        """Speak another language: `system`, one of `LANGUAGES`, or the one made for tests (`PSEUDO`)."""
        if choice == PSEUDO:
            self._change_to(choice)
        else:
            self.preferences.language = choice  # comes back to `_follow`, unless an administrator has locked it
            self._change_to(self._remembered())

    def _follow(self, settings: frozenset[str]) -> None:
        if "language" in settings:
            self._change_to(self._remembered())

    def _remembered(self) -> str:
        code = _without_region(self.preferences.language)
        return code if code in LANGUAGES else SYSTEM

    def _change_to(self, choice: str) -> None:
        if choice != self.choice:
            self.choice = choice
            self._speak()
            self.changed.emit()

    def _speak(self) -> None:
        for translator in self._installed:
            self._application.removeTranslator(translator)
        QLocale.setDefault(self._locale())
        self._installed = self._translators()
        for translator in self._installed:
            self._application.installTranslator(translator)

    def _translators(self) -> list[QTranslator]:
        """The translators of the language spoken; Qt asks the last first, so that English fills the gaps."""
        english = self._loaded(self._translations, ENGLISH)
        if self.code == PSEUDO:
            from app.gui.shared.pseudo_language import PseudoTranslator  # noqa: PLC0415 - people never need it

            return [PseudoTranslator(english, self)]
        if self.code == ENGLISH:
            return [english]
        qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        return [
            self._loaded(qt_folder, f"qtbase_{self.code}"),
            english,
            self._loaded(self._translations, self.code),
        ]

    def _loaded(self, folder: Path, name: str) -> QTranslator:
        translator = QTranslator(self)
        # A file that is not there leaves the English of the source, which is readable: nothing to stop for.
        translator.load(str(folder / f"{name}.qm"))
        return translator

    def _locale(self) -> QLocale:
        """Numbers and dates as written where this computer stands, in the language spoken."""
        system = QLocale.system()
        language = QLocale(ENGLISH if self.code == PSEUDO else self.code).language()
        return system if system.language() == language else QLocale(language, system.territory())

    @staticmethod
    def _code_of_system() -> str:
        """The first of the person's languages that we speak."""
        wanted = map(_without_region, QLocale.system().uiLanguages())
        return next((code for code in wanted if code in LANGUAGES), ENGLISH)


def _without_region(code: str) -> str:
    return code.replace("_", "-").split("-")[0]


class _Retranslation(QObject):
    """Lives in a widget, from which Qt passes the change of language on to it."""

    def __init__(self, owner: QWidget, retranslate: Callable[[], None]) -> None:
        super().__init__(owner)
        self._retranslate = retranslate

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        return super().event(event)


def keep_translated(owner: QWidget, retranslate: Callable[[], None]) -> None:
    """Set a widget's texts now and whenever the language changes, for as long as the widget lives."""
    retranslate()
    _Retranslation(owner, retranslate)
