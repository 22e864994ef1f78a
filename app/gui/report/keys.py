"""The report page's keys, named in the menus and in the hints of its buttons."""

from typing import Final

CLOSE_KEY: Final = "Ctrl+W"
LIST_KEY: Final = "Ctrl+Shift+S"
MINE_KEY: Final = "Ctrl+M"
NEXT_PLACE_KEY: Final = "F3"
PREVIOUS_PLACE_KEY: Final = "Shift+F3"
PRINT_REPORT_KEY: Final = "Ctrl+Shift+P"
WATCH_KEY: Final = "Ctrl+Shift+W"
RECORDS_KEY: Final = "Ctrl+3"
