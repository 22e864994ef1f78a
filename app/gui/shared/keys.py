"""Keys that stand in a menu and on a button's tool tip; here, so that the menus need not load the pages."""

from typing import Final

BACK_KEY: Final = "Alt+Left"
CLEAR_KEY: Final = "Ctrl+Shift+X"
COPY_COMMAND_KEY: Final = "Ctrl+Shift+L"
COPY_STEPS_KEY: Final = "Ctrl+Shift+C"
HAND_OFF_KEY: Final = "Ctrl+E"
PRINT_KEY: Final = "Ctrl+P"
WHY_KEY: Final = "Ctrl+I"
