"""CSV by the block gives the very records that reading it line by line gives."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.services.error_desk import Desk
from app.storage.documents import csv_rows
from app.storage.documents.csv_rows import CsvReader
from app.storage.logs import line_batches, text_lines
from app.storage.logs.text_lines import lines_of
from tests.slow_rows import records_of

many = settings(max_examples=int(os.environ.get("REFERENCE_EXAMPLES", "100")), deadline=None)

PIECES = st.sampled_from(
    (
        ",",
        ";",
        '"',
        '""',
        '","',
        "\n",
        "\r\n",
        "\r",
        "1,2,3",
        "7,users.csv,Course not found",
        '"a\nb"',
        "x",
        "é",
        " ",
        "\x0c",
    )
)
HEADERS = st.sampled_from(
    ("row,file,message", "row;message", "error,details", '"row","message"', "no header", "row,level,message")
)


class Trickle(io.BytesIO):
    """A stream that gives so many bytes a read."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self._size = size

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read1(min(self._size, size or self._size))


@many
@example(header="row,file,message", body=["1,2,3", '","'], encoding="utf-8", sizes=(3, 24, 1), most_lines=2)
@given(
    header=HEADERS,
    body=st.lists(PIECES, max_size=120),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "windows-1252", "utf-16")),
    sizes=st.tuples(st.sampled_from((3, 16, 1000)), st.sampled_from((24, 64, 1 << 17)), st.sampled_from((1, 3, 1000))),
    most_lines=st.sampled_from((2, 4, 50)),
)
def test_blocks_of_rows_are_read_as_lines_are(
    header: str, body: list[str], encoding: str, sizes: tuple[int, int, int], most_lines: int, desk: Desk
) -> None:
    data = f"{header}\n{''.join(body)}".encode(encoding)
    clue_reader = desk.matcher.exact.clue_reader
    trickle, longest, bulk = sizes
    with pytest.MonkeyPatch.context() as patch:
        for module in (text_lines, line_batches):
            patch.setattr(module, "MAX_LINE", longest)
        patch.setattr(csv_rows, "_BULK", bulk)
        patch.setattr(csv_rows, "MAX_ROW_LINES", most_lines)
        patch.setattr("tests.slow_rows.MAX_ROW_LINES", most_lines)
        lines = list(lines_of(io.BytesIO(data), encoding))
        slow = list(records_of(iter(lines), clue_reader))
        reader = CsvReader(encoding)
        assert list(reader.records(Trickle(data, max(trickle, len(header) * 4)), clue_reader)) == slow
    if slow:
        assert reader.lines == lines[-1][0]
