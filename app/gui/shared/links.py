"""Addresses of links on the window's own pages that do what a command of the menus does."""

from typing import Final

SAMPLE_LINK: Final = "log:sample"
OPEN_LINK: Final = "log:open"
