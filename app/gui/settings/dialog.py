"""The settings: four short pages, each choice at work as soon as it is made."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui.settings.controls import ChecksControl, ChoiceControl, Control, LinesControl, SwitchControl
from app.gui.settings.folder_list import FolderList
from app.gui.shared.appearance import CHOICES, ZOOM_STEPS, Appearance
from app.gui.shared.dialog_size import give_room
from app.gui.shared.language import LANGUAGES, SYSTEM, keep_translated
from app.gui.shared.theme import Space
from app.storage.userdata.settings import NAMES, Settings


class SettingsDialog(QDialog):
    """Shows the settings and tells which one a person changes; it changes nothing itself.

    Signals:
        chosen: Another value for a setting: its name, the value.
        defaults_wanted: Every setting is to have its first value again.
    """

    chosen = Signal(str, object)
    defaults_wanted = Signal()

    def __init__(self, locked: frozenset[str], appearance: Appearance, parent: QWidget) -> None:
        """Build the pages; `locked` names the settings that only the administrator changes."""
        super().__init__(parent)
        self.theme = ChoiceControl("theme", locked="theme" in locked)
        self.text_size = ChoiceControl("text_size", locked="text_size" in locked)
        self.language = ChoiceControl("language", locked="language" in locked)
        self.catalog_folders = FolderList("catalog_folders", locked="catalog_folders" in locked)
        self.default_vendors = ChecksControl("default_vendors", appearance, locked="default_vendors" in locked)
        self.default_record_types = ChecksControl(
            "default_record_types", appearance, locked="default_record_types" in locked
        )
        self.remember_filters = SwitchControl("remember_filters", appearance, locked="remember_filters" in locked)
        self.keep_history = SwitchControl("keep_history", appearance, locked="keep_history" in locked)
        self.show_originals = SwitchControl("show_originals", appearance, locked="show_originals" in locked)
        self.hidden_words = LinesControl("hidden_words", locked="hidden_words" in locked)
        for name in NAMES:
            self.control(name).chosen.connect(self.chosen)
        self._labels: dict[str, QLabel] = {}
        self.tabs = QTabWidget()
        self._lay_out()
        keep_translated(self, self.retranslate)
        give_room(self, 92, 32)

    def control(self, name: str) -> Control:
        """The control of a setting."""
        control = getattr(self, name)
        if not isinstance(control, Control):
            raise TypeError(f"there is no control for the setting {name}")
        return control

    def show_settings(self, settings: Settings) -> None:
        """Show what counts now."""
        for name in NAMES:
            self.control(name).show_value(getattr(settings, name))

    def offer_filters(self, vendors: Mapping[str, str], record_types: Mapping[str, str]) -> None:
        """Offer the catalog's vendors and record types, key to readable name."""
        self.default_vendors.offer(vendors)
        self.default_record_types.offer(record_types)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first control of the page in front."""
        super().showEvent(event)
        self.theme.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.tabs.addTab(self._page("looks", self.theme, self.text_size, self.language), "")
        self.tabs.addTab(self._page("folders", self.catalog_folders), "")
        lookup = (self.keep_history, self.remember_filters, self.default_vendors, self.default_record_types)
        self.tabs.addTab(self._page("lookup", *lookup), "")
        self.tabs.addTab(self._page("privacy", self.show_originals, self.hidden_words), "")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.defaults_button = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ResetRole)
        for button in (self.defaults_button, self.buttons.button(QDialogButtonBox.StandardButton.Close)):
            button.setAutoDefault(False)  # or Enter in a line would press one of them
            button.setDefault(False)
        self.defaults_button.clicked.connect(self.defaults_wanted)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.buttons)

    def _page(self, name: str, *controls: Control) -> QWidget:
        """A page: what it is about, and its controls, each with its label."""
        inner = QWidget()
        inner.setObjectName("settings-page")
        form = QFormLayout(inner)
        form.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        form.setVerticalSpacing(Space.MEDIUM)
        form.setHorizontalSpacing(Space.LARGE)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self._label(name, quiet=True))
        for control in controls:
            if isinstance(control, SwitchControl | FolderList):
                form.addRow(control)
            elif isinstance(control, ChoiceControl):
                label = self._label(control.name)
                label.setBuddy(control.box)
                form.addRow(label, control)
            else:
                label = self._label(control.name)
                label.setWordWrap(True)
                form.addRow(label)
                form.addRow(control)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _label(self, name: str, *, quiet: bool = False) -> QLabel:
        label = self._labels[name] = QLabel()
        if quiet:
            label.setProperty("quiet", "true")
            label.setWordWrap(True)
        return label

    def retranslate(self) -> None:
        """Set the fixed texts."""
        self.setWindowTitle(self.tr("Settings"))
        for place, title in enumerate(
            (self.tr("Appearance"), self.tr("Catalog folders"), self.tr("Look-up"), self.tr("Privacy"))
        ):
            self.tabs.setTabText(place, title)
        self.tabs.tabBar().setAccessibleName(self.tr("Pages of the settings"))
        texts = {
            "looks": self.tr("What you choose here counts at once, for you on this computer."),
            "theme": self.tr("&Theme"),
            "text_size": self.tr("Text &size"),
            "language": self.tr("&Language"),
            "folders": self.tr(
                "Entries of your own school or district, next to the built-in ones. A folder may be on this computer "
                "or on a network share; when the share is away, its entries as last read are used."
            ),
            "lookup": self.tr("How the list of known errors begins each time, and what is remembered."),
            "default_vendors": self.tr("Begin with these SIS vendors checked (none: all)"),
            "default_record_types": self.tr("Begin with these record types checked (none: all)"),
            "privacy": self.tr(
                "Names, e-mail addresses and ids of students are replaced in everything made for sharing. "
                "Everything else stays on this computer; the program opens no network connection."
            ),
            "hidden_words": self.tr("Also &replace these words, such as the name of your school (one a line)"),
        }
        for name, text in texts.items():
            self._labels[name].setText(text)
        self._labels["hidden_words"].setBuddy(self.hidden_words.editor)
        self.hidden_words.editor.setAccessibleName(self.tr("Words to replace, one a line"))
        self.remember_filters.box.setText(self.tr("&Begin with the filters of the last time instead"))
        self.keep_history.box.setText(self.tr("&Keep recent searches and recently opened entries"))
        self.show_originals.box.setText(self.tr("&Allow to show a single original in a mail to support"))
        self.defaults_button.setText(self.tr("&Restore defaults"))
        self._offer_looks()

    def _offer_looks(self) -> None:
        names = {
            "system": self.tr("As the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "contrast": self.tr("High contrast"),
        }
        self.theme.offer(((choice, names[choice]) for choice in CHOICES), self.tr("Theme"))
        percent = self.tr("{percent} %")
        self.text_size.offer(((step, percent.format(percent=step)) for step in ZOOM_STEPS), self.tr("Text size"))
        self.language.offer(((SYSTEM, self.tr("As the system")), *LANGUAGES.items()), self.tr("Language"))
