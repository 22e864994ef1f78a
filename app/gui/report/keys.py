"""The report page's keys, named in the menus and in the hints of its buttons."""

from typing import Final

CLOSE_KEY: Final = "Ctrl+W"
LIST_KEY: Final = "Ctrl+Shift+S"
MINE_KEY: Final = "Ctrl+M"
PRINT_REPORT_KEY: Final = "Ctrl+Shift+P"
RECORDS_KEY: Final = "Ctrl+3"
