"""An error text is shown without what only matching needs."""

from __future__ import annotations

import msgspec
import pytest

from app.core.catalog.model import Message
from app.core.catalog.shown_text import error_text
from app.services.error_desk import Desk


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Owner does not exist: {email:email}", "Owner does not exist: ..."),
        ("Invalid timezone: {time_zone:text}. Use the list", "Invalid timezone: ... Use the list"),
        ("GET /results/{detail:text?}", "GET /results/..."),
        ("errors: {{code}} {value:number} stays", "errors: {code} ... stays"),
        ("No value at all", "No value at all"),
    ],
)
def test_a_value_is_shown_as_three_dots(desk: Desk, text: str, shown: str) -> None:
    entry = msgspec.structs.replace(desk.catalog.entries[0], messages=(Message(text=text), Message(text="another")))
    assert error_text(entry) == shown
