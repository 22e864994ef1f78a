"""Words that name nobody. Sharing lets these through and nothing else, so an unknown name cannot slip by."""

from __future__ import annotations

from typing import NamedTuple


class HarmlessWords(NamedTuple):
    """Words in small letters. `plain` ones name nobody; `names_too` are words and names alike: Will, Page, Grant."""

    plain: frozenset[str] = frozenset()
    names_too: frozenset[str] = frozenset()


NO_WORDS = HarmlessWords()

DETERMINERS = frozenset(
    """a an the this that these those each every any no some same such other another its your our their my his which
    what given required missing invalid unknown new old first last next previous current whole entire own per""".split()
)
"""Behind one of these comes a thing, not a person: `the page`, `each case`."""

BEFORE_ADJECTIVES = frozenset("too very so as how is are was were be been not at more most".split())
ADJECTIVES = frozenset("long large little best good short strong early young rich wild free true high low".split())

MODALS = frozenset("will may can might".split())
BASE_VERBS = frozenset(
    """be have has only also need continue retry take fail occur appear stop start run end remain not contain include
    exceed expire cause result happen become then still always never take require change match exist""".split()
)
"""Behind a modal verb: `will be retried`, `may contain`. `will not` counts where such a verb follows."""

THINGS = frozenset("art bell summer".split())
"""In small letters these are things wherever they are: `summer school`, `art class`."""
SEASONS = frozenset("summer autumn".split())
TERMS = frozenset("school session sessions term terms semester program break".split())
"""Behind a season one of these, or a year, says that it is one: `Summer Term`."""

ROLES = frozenset(
    """user users student students pupil pupils learner learners teacher teachers instructor instructors guardian
    guardians parent parents person persons people staff employee employees owner owners member members contact
    contacts mother father sister brother mom dad aunt uncle grandmother grandfather counselor principal coach nurse
    tutor mentor advisor name names named called login logins account accounts mr mrs ms miss dr for by""".split()
)
"""What stands behind one of these may be a person's name, in small letters too."""


def is_surely_a_word(word: str, before: str, after: str, then: str = "") -> bool:
    """Whether a word that is a name, too, is a word here.

    It must be in small letters, in a place of a sentence where no name is, or a season. `before`, `after` and `then`
    are the words around it in the sentence, in small letters; empty where it begins or ends there.
    """
    if word.casefold() in SEASONS and (after in TERMS or after[:2] == "20"):
        return True
    if not word.islower():
        return False
    if word in THINGS:
        return True
    if word in MODALS:
        return before not in ROLES and after in BASE_VERBS and (after != "not" or then in BASE_VERBS)
    if word in ADJECTIVES and before in BEFORE_ADJECTIVES:
        return True
    return before in DETERMINERS
