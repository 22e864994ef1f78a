"""Where the name ends: unknown words that stand together are one name, with its initials and particles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from typing import Final

from app.core.sharing.chunks import WORDS, Chunk, is_capital
from app.core.sharing.harmless_words import ROLES
from app.core.sharing.pii_spans import UNKNOWN, Kind, Mark

_MIDDLE_WORDS: Final = frozenset(
    "de la las los del da das do dos di du van von der den ter bin ibn al el ap san santa st mac mc ben y e o".split()
)
_NO_FIRST_WORDS: Final = frozenset("hello hi hey dear thanks thank sorry regards sincerely cheers best note".split())
_GAP = re.compile(r"(?: |\. |, ?|-|['\u2019\u00a0/]|\\{1,4}u00a0|&nbsp;| ?\u00b7 ?){1,2}")


_THINGS: Final = {
    **dict.fromkeys(("course", "courses", "class", "classes", "crn"), Kind.COURSE),
    **dict.fromkeys(("section", "sections"), Kind.SECTION),
    **dict.fromkeys(("assignment", "assignments", "lineitem", "lineitems", "quiz"), Kind.ASSIGNMENT),
}
"""Words before an id that say that it is no person's."""


class NameRuns:
    """Joins unknown chunks to marks. `own` words, those of the catalog's errors, belong to no name."""

    def __init__(self, own: Set[str]) -> None:
        """Take the words that end a name."""
        self._own = own

    def marks(self, text: str, unknown: Mapping[int, list[Chunk]], chunks: Sequence[Chunk]) -> list[Mark]:
        """Unknown words that stand together as one name, with the initials and particles between and around them."""
        marks: list[Mark] = []
        last = -1
        for number in sorted(unknown):
            if number <= last:
                continue
            parts = unknown[number]
            *whole, run_start = parts
            done = last + 1
            marks += (self._mark(text, [part]) for part in whole)
            run, last = [run_start], number
            while (step := self._next_of_name(text, run, chunks, last + 1, unknown)) is not None:
                run.append(step)
                last += 1
            if not whole:
                run = self._with_beginning(text, run, chunks[done:number])
            marks.append(self._mark(text, run))
        return marks

    def _next_of_name(
        self, text: str, run: list[Chunk], chunks: Sequence[Chunk], number: int, unknown: Mapping[int, list[Chunk]]
    ) -> Chunk | None:
        if number >= len(chunks):
            return None
        parts = unknown.get(number)
        if parts is not None:
            return parts[0] if len(parts) == 1 and self._goes_on(text, run, parts[0]) else None
        return chunks[number] if self._belongs(text, run, chunks, number, number + 1 in unknown) else None

    def _goes_on(self, text: str, run: Sequence[Chunk], chunk: Chunk) -> bool:
        before = run[-1]
        gap = text[before.end : chunk.start]
        if not _GAP.fullmatch(gap) or any(map(str.isdigit, before.text + chunk.text)):
            return False
        if "," in gap and (not gap.endswith(" ") or len(run) > 2 or "," in text[run[0].start : before.end]):
            return False
        return is_capital(before.text) == is_capital(chunk.text) or before.text.casefold() in _MIDDLE_WORDS

    def _belongs(self, text: str, run: Sequence[Chunk], chunks: Sequence[Chunk], number: int, follows: bool) -> bool:
        """Whether a word that would be harmless elsewhere is a part of the name before it: an initial, a particle."""
        chunk, last = chunks[number], run[-1]
        gap = text[last.end : chunk.start]
        folded = chunk.text.casefold()
        if not _GAP.fullmatch(gap) or not is_capital(last.text) or any(map(str.isdigit, last.text)):
            return False
        if len(folded) == 1 or folded in _MIDDLE_WORDS:
            return follows or (len(folded) == 1 and chunk.text.isupper())
        if "," in gap and len(run) > 1:
            return False
        return chunk.text.istitle() and chunk.text.isalpha() and folded not in self._own and folded not in ROLES

    def _with_beginning(self, text: str, run: list[Chunk], before: Sequence[Chunk]) -> list[Chunk]:
        """A name with the words before that belong to it: `St. Clair`, `de la Cruz`, `J. Nguyen`, `Post, Ana`."""
        for chunk in reversed(before[-4:]):
            if not is_capital(run[-1].text) or any(map(str.isdigit, run[0].text)):
                break
            if not self._begins_name(text, chunk, run[0]):
                break
            run = [chunk, *run]
        return run

    def _begins_name(self, text: str, before: Chunk, first: Chunk) -> bool:
        gap = text[before.end : first.start]
        folded = before.text.casefold()
        if not _GAP.fullmatch(gap) or folded in self._own:
            return False
        if (len(folded) == 1 and before.text.isupper()) or folded in _MIDDLE_WORDS:
            return True
        return gap == ", " and before.text.istitle() and folded not in ROLES and folded not in _NO_FIRST_WORDS

    def _mark(self, text: str, run: Sequence[Chunk]) -> Mark:
        start, end = run[0].start, run[-1].end
        whole = text[start:end]
        before = WORDS.findall(text[max(0, start - 32) : start])
        if any(map(str.isdigit, whole)) or (len(run) == 1 and re.search(r"[._]", whole)):
            thing = next((_THINGS[one] for word in before[:-3:-1] if (one := word.casefold()) in _THINGS), None)
            return Mark(start, end, thing or Kind.ID, UNKNOWN, None if thing else "")
        named = bool(before) and before[-1].casefold() in ROLES
        if is_capital(whole) or len(run) > 1 or named:
            return Mark(start, end, Kind.PERSON, UNKNOWN, "")
        return Mark(start, end, Kind.WORD, UNKNOWN)
