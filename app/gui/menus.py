"""The menus: every command with its key, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow

from app.gui.detail.pane import BACK_KEY, COPY_STEPS_KEY
from app.gui.lookup.filter_panel import CLEAR_KEY
from app.gui.shared.appearance import CHOICES, Appearance


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a menu; a line above it where a new group begins."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    new_group: bool = False


MENUS: Final[dict[str, tuple[Command, ...]]] = {
    "&File": (
        Command("open-log", "&Open log…", ("Ctrl+O",), "open"),
        Command("open-folder", "Open &folder…", ("Ctrl+Shift+O",), "folder"),
        Command("open-sample", "Open &sample log"),
        Command("export", "&Export report…", ("Ctrl+S",), "export", new_group=True),
        Command("quit", "&Quit", ("Ctrl+Q",), new_group=True),
    ),
    "&Edit": (
        Command("find", "&Find", ("Ctrl+F", "Ctrl+L"), "search"),
        Command("clear-filters", "&Clear filters", (CLEAR_KEY,), "clear-filters"),
        Command("copy-steps", "Copy &steps", (COPY_STEPS_KEY,), "steps", new_group=True),
        Command("copy-ticket", "Copy for a &ticket", (), "copy"),
    ),
    "&View": (
        Command("look-up", "&Look-up", ("Ctrl+1",), "search"),
        Command("report", "&Report", ("Ctrl+2",), "report"),
        Command("back", "&Back to the entry before", (BACK_KEY,), "back"),
        Command("larger", "Text &larger", ("Ctrl++", "Ctrl+="), new_group=True),
        Command("smaller", "Text &smaller", ("Ctrl+-",)),
        Command("usual-size", "&Usual text size", ("Ctrl+0",)),
    ),
    "&Help": (
        Command("shortcuts", "&Keyboard shortcuts", ("F1",), "info"),
        Command("about", "&About SIS Error Desk"),
    ),
}
THEME_NAMES: Final = {"system": "&System", "light": "&Light", "dark": "&Dark"}


class Menus(QObject):
    """Builds the menu bar; the session connects its actions to what they do."""

    def __init__(self, window: QMainWindow, appearance: Appearance) -> None:
        """Fill the window's menu bar."""
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._appearance = appearance
        for title, commands in MENUS.items():
            menu = window.menuBar().addMenu(title)
            for command in commands:
                if command.new_group:
                    menu.addSeparator()
                menu.addAction(self._action(command))
            if title == "&View":
                menu.addSeparator()
                self.themes = QActionGroup(self)
                choices = menu.addMenu("&Theme")
                for choice in CHOICES:
                    action = choices.addAction(THEME_NAMES[choice])
                    action.setCheckable(True)
                    action.setChecked(choice == appearance.choice)
                    action.setData(choice)
                    self.themes.addAction(action)
        self.themes.triggered.connect(self._choose_theme)

    def __getitem__(self, name: str) -> QAction:
        """The action of a command."""
        return self._actions[name]

    @staticmethod
    def keys() -> list[tuple[str, str]]:
        """Every key with what it does, for the help page."""
        native = QKeySequence.SequenceFormat.NativeText
        return [
            (" or ".join(QKeySequence(key).toString(native) for key in command.keys), command.text.replace("&", ""))
            for commands in MENUS.values()
            for command in commands
            if command.keys
        ]

    def _action(self, command: Command) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        if command.icon:
            self._appearance.give_icon(action, command.icon)
        self._actions[command.name] = action
        return action

    def _choose_theme(self, action: QAction) -> None:
        self._appearance.choose(str(action.data()))
