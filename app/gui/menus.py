"""The menus: every command with its key, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.gui.report.keys import (
    CLOSE_KEY,
    LIST_KEY,
    MINE_KEY,
    NEXT_PLACE_KEY,
    PREVIOUS_PLACE_KEY,
    PRINT_REPORT_KEY,
    RECORDS_KEY,
    WATCH_KEY,
)
from app.gui.shared.appearance import CHOICES, Appearance
from app.gui.shared.keys import (
    BACK_KEY,
    CLEAR_KEY,
    COPY_COMMAND_KEY,
    COPY_STEPS_KEY,
    HAND_OFF_KEY,
    PRINT_KEY,
    WHY_KEY,
)
from app.gui.shared.language import LANGUAGES, SYSTEM, Language, keep_translated


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a menu; a line above it where a new group begins."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    new_group: bool = False


COMPARE_KEY: Final = "Ctrl+K"
READ_ANSWER_KEY: Final = "Ctrl+Shift+E"

VIEW: Final = 2
"""Where the looks are chosen, in the order of the menus."""


class Menus(QObject):
    """Builds the menu bar; the session connects its actions to what they do."""

    def __init__(self, window: QMainWindow, appearance: Appearance, language: Language) -> None:
        """Put the titles into the window's menu bar, which is all that the first paint shows."""
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._appearance, self._language = appearance, language
        self._menus = [window.menuBar().addMenu(title) for title in self._table()]

    def fill(self) -> None:
        """Make the commands."""
        for menu, commands in zip(self._menus, self._table().values(), strict=True):
            self._fill(menu, commands)
        view, appearance, language = self._menus[VIEW], self._appearance, self._language
        view.addSeparator()
        self._theme_menu, self.themes = self._choices(view, CHOICES, appearance.choice, appearance.choose)
        self._language_menu, self.languages = self._choices(
            view, (SYSTEM, *LANGUAGES), language.choice, language.choose
        )
        keep_translated(self._window, self.retranslate)

    def __getitem__(self, name: str) -> QAction:
        """The action of a command."""
        return self._actions[name]

    def keys(self) -> list[tuple[str, str]]:
        """Every key with what it does, for the help page."""
        native = QKeySequence.SequenceFormat.NativeText
        return [
            (
                self.tr(" or ").join(QKeySequence(key).toString(native) for key in command.keys),
                command.text.replace("&", ""),
            )
            for commands in self._table().values()
            for command in commands
            if command.keys
        ]

    def retranslate(self) -> None:
        """Name everything in the language spoken."""
        for menu, (title, commands) in zip(self._menus, self._table().items(), strict=True):
            menu.setTitle(title)
            for command in commands:
                self._actions[command.name].setText(command.text)
        self._theme_menu.setTitle(self.tr("&Theme"))
        names = {
            "system": self.tr("&System"),
            "light": self.tr("&Light"),
            "dark": self.tr("&Dark"),
            "contrast": self.tr("High &contrast"),
        }
        for action in self.themes.actions():
            action.setText(names[action.data()])
        self._language_menu.setTitle(self.tr("Languag&e"))
        for action in self.languages.actions():
            action.setText(LANGUAGES.get(action.data()) or self.tr("&System"))

    def _table(self) -> dict[str, tuple[Command, ...]]:
        """Every menu by its title, in the language spoken."""
        return {
            self.tr("&File"): (
                Command("open-log", self.tr("&Open log…"), ("Ctrl+O",), "open"),
                Command("open-folder", self.tr("Open &folder…"), ("Ctrl+Shift+O",), "folder"),
                Command("open-sample", self.tr("Open &sample log")),
                Command("export", self.tr("&Export report…"), ("Ctrl+S",), "export", new_group=True),
                Command("export-records", self.tr("Export affected &records…"), (LIST_KEY,), "export"),
                Command("print", self.tr("&Print…"), (PRINT_KEY,), "print"),
                Command("print-report", self.tr("Pr&int report…"), (PRINT_REPORT_KEY,), "print"),
                Command("watch", self.tr("&Watch for new lines"), (WATCH_KEY,), "watch"),
                Command("close-report", self.tr("&Close report"), (CLOSE_KEY,), "close"),
                Command("settings", self.tr("Se&ttings…"), ("Ctrl+,",), new_group=True),
                Command("quit", self.tr("&Quit"), ("Ctrl+Q",), new_group=True),
            ),
            self.tr("&Edit"): (
                Command("find", self.tr("&Find"), ("Ctrl+F", "Ctrl+L"), "search"),
                Command("clear-filters", self.tr("&Clear filters"), (CLEAR_KEY,), "clear-filters"),
                Command("copy-steps", self.tr("Copy &steps"), (COPY_STEPS_KEY,), "steps", new_group=True),
                Command("copy-ticket", self.tr("Copy for a &ticket"), (), "copy"),
                Command("copy-command", self.tr("Copy a &link to this entry"), (COPY_COMMAND_KEY,), "link"),
                Command("hand-off", self.tr("&Mail to support…"), (HAND_OFF_KEY,), "mail", new_group=True),
                Command("read-answer", self.tr("&Read an answer of support…"), (READ_ANSWER_KEY,)),
                Command("clear-history", self.tr("Clear the &history"), (), "history", new_group=True),
            ),
            self.tr("&View"): (
                Command("look-up", self.tr("&Look-up"), ("Ctrl+1",), "search"),
                Command("report", self.tr("&Report"), ("Ctrl+2",), "report"),
                Command("records", self.tr("&Affected records"), (RECORDS_KEY,)),
                Command("unknown", self.tr("Un&known lines"), ("Ctrl+4",)),
                Command("files", self.tr("&Files"), ("Ctrl+5",)),
                Command(
                    "next-place", self.tr("Original li&nes, next place"), (NEXT_PLACE_KEY,), "down", new_group=True
                ),
                Command("previous-place", self.tr("Original lines, &place before"), (PREVIOUS_PLACE_KEY,), "up"),
                Command("next-tab", self.tr("Ne&xt tab"), ("Ctrl+PgDown",)),
                Command("previous-tab", self.tr("Pre&vious tab"), ("Ctrl+PgUp",)),
                Command("mine", self.tr("Only what &I must do"), (MINE_KEY,)),
                Command("compare", self.tr("C&ompare reports…"), (COMPARE_KEY,)),
                Command("back", self.tr("&Back to the entry before"), (BACK_KEY,), "back"),
                Command("why", self.tr("Say &why each result matched"), (WHY_KEY,), "why"),
                Command("larger", self.tr("Text lar&ger"), ("Ctrl++", "Ctrl+="), new_group=True),
                Command("smaller", self.tr("Text &smaller"), ("Ctrl+-",)),
                Command("usual-size", self.tr("&Usual text size"), ("Ctrl+0",)),
            ),
            self.tr("&Help"): self._help_commands(),
        }

    def _help_commands(self) -> tuple[Command, ...]:
        return (
            Command("help", self.tr("&Help"), ("F1",), "info"),
            Command("shortcuts", self.tr("&Keyboard shortcuts"), ("Ctrl+?",)),
            Command("tour", self.tr("&Try it with a sample log"), new_group=True),
            Command("about", self.tr("&About SIS Error Desk")),
        )

    def _fill(self, menu: QMenu, commands: Sequence[Command]) -> None:
        for command in commands:
            if command.new_group:
                menu.addSeparator()
            menu.addAction(self._action(command))

    def _choices(
        self, menu: QMenu, choices: Iterable[str], chosen: str, choose: Callable[[str], None]
    ) -> tuple[QMenu, QActionGroup]:
        """A menu in a menu of which one line is ticked."""
        inner, group = menu.addMenu(""), QActionGroup(self)
        for choice in choices:
            action = inner.addAction("")
            action.setCheckable(True)
            action.setChecked(choice == chosen)
            action.setData(choice)
            group.addAction(action)
        group.triggered.connect(lambda action: choose(str(action.data())))
        return inner, group

    def _action(self, command: Command) -> QAction:
        action = QAction(self)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        if command.icon:
            self._appearance.give_icon(action, command.icon)
        self._actions[command.name] = action
        return action
