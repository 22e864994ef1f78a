"""Damaged files and odd texts; a number gives the same one every time."""

from __future__ import annotations

import json
import random
import string
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from tests.conftest import ROOT
from tests.fixtures.hostile import NOTHING, STALLING, WORKBOOKS
from tests.fixtures.make_formats import FOLDER
from tests.wrapping import WRAPPINGS

_STALLING_SIZE = 8_000
_WORDS = (b"\x00", b"\xff", b"<", b'"', b"{", b"[", b"\n", b"\r", b",", b"<!--", b"PK\x03\x04", b"\x1b[", b"=?", b"--b")
_SHEETS = ("report.xls", "report.xlsx", "report.ods")
_OFTEN = (
    *"{[\"'(<\\ \n\t:,-=%1", "&amp;", "\\u0041", "aa", "missing ", "missing: x ", "not found ", "error ",
    "\u0301", "\u200d", "\ud800", "\U0001f600", "\x1b[1m",
)  # fmt: skip
_MOST_REPEATED = 60_000
_GOLD = ROOT / "tests" / "gold"


@cache
def samples() -> Sequence[str]:
    """The names of all samples."""
    formats = sorted(path.name for path in FOLDER.iterdir() if path.is_file())
    return (*formats, *WORKBOOKS, *STALLING, *NOTHING)


@cache
def sample(name: str) -> bytes:
    """A sample as it is."""
    if name in STALLING:
        return STALLING[name](_STALLING_SIZE)
    made = {**WORKBOOKS, **NOTHING}.get(name)
    return made() if made is not None else (FOLDER / name).read_bytes()


class DamagedFile(Struct, frozen=True):
    """A sample with changes."""

    name: str
    content: bytes


def damaged_file(number: int) -> DamagedFile:
    """One sample after the other, each with changes of its own."""
    name = samples()[number % len(samples())]
    return DamagedFile(name, damaged(sample(name), number))


def damaged_workbook(number: int) -> DamagedFile:
    """A workbook of each kind in turn; as often with one small change as with several."""
    name = _SHEETS[number % len(_SHEETS)]
    content = sample(name)
    return DamagedFile(name, damaged(content, number) if number % 2 else slightly_damaged(content, number))


def slightly_damaged(content: bytes, seed: int) -> bytes:
    """A sample of which one bit, one byte or four bytes are different, or the end is cut off."""
    chance = random.Random(seed)
    data = bytearray(content)
    at = chance.randrange(len(data))
    match chance.randrange(4):
        case 0:
            data[at] ^= 1 << chance.randrange(8)
        case 1:
            data[at] = chance.randrange(256)
        case 2:
            data[at : at + 4] = chance.randbytes(4)
        case _:
            del data[at:]
    return bytes(data)


def damaged(content: bytes, seed: int) -> bytes:
    """A sample with one to eight changes: bits, bytes, words, pieces cut out, doubled, moved, or the end cut off."""
    chance = random.Random(seed)
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(data) + 1)
        size = min(chance.choice((1, 2, 4, 64, 1024)), len(data) - at)
        match chance.randrange(8):
            case 0 if size:
                data[at] ^= 1 << chance.randrange(8)
            case 1 if size:
                data[at : at + size] = chance.randbytes(size)
            case 2:
                data[at:at] = chance.choice(_WORDS) * chance.choice((1, 1, 3, 500))
            case 3:
                del data[at : at + size]
            case 4:
                data[at:at] = data[at : at + size] * chance.choice((1, 2, 100))
            case 5:
                del data[chance.randrange(len(data) + 1) :]
            case 6:
                data[at : at + size] = bytes(size)
            case _:
                piece = data[at : at + size]
                del data[at : at + size]
                to = chance.randrange(len(data) + 1)
                data[to:to] = piece
    return bytes(data)


class Gold(Struct, frozen=True):
    """A message, and the entries that it is."""

    text: str
    kind: str
    expect: tuple[str, ...]


@cache
def gold() -> Sequence[Gold]:
    """All messages of the gold files."""
    rows = (json.loads(line) for path in sorted(_GOLD.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return tuple(Gold(row["text"], row["kind"], tuple(row["expect"])) for row in rows)


class OddText(Struct, frozen=True):
    """A text to look up. `expect` names entries of which one must be found, where the text is a known message."""

    text: str
    expect: tuple[str, ...] = ()


def odd_text(number: int) -> OddText:
    """Any characters, damaged or wrapped messages, or one piece again and again, in turn."""
    chance = random.Random(number)
    message = chance.choice(gold())
    match number % 6:
        case 0:
            return OddText(_any_characters(chance))
        case 1:
            return OddText(damaged(message.text.encode("utf-8", "surrogatepass"), number).decode("utf-8", "replace"))
        case 2:
            wrapping = chance.choice(tuple(WRAPPINGS.values()))
            sure = message.kind == "verbatim" and len(message.expect) == 1
            return OddText(wrapping(message.text), message.expect if sure else ())
        case 3:
            piece = chance.choice(_OFTEN) + chance.choice(("", "", *_OFTEN))
            return OddText(piece * (chance.randrange(1, chance.choice((10, 1_000, _MOST_REPEATED))) // len(piece)))
        case 4:
            other = chance.choice(gold()).text
            cut = chance.randrange(len(message.text) + 1)
            return OddText(message.text[:cut] + chance.choice(_OFTEN) + other[chance.randrange(len(other) + 1) :])
        case _:
            return OddText("".join(chance.choice(string.punctuation + " a1") for _ in range(chance.randrange(1, 12))))


def _any_characters(chance: random.Random) -> str:
    top = chance.choice((0x7F, 0xFF, 0x2FFF, 0x10FFFF))
    return "".join(chr(chance.randrange(top + 1)) for _ in range(chance.choice((1, 5, 50, 500, 5_000))))
