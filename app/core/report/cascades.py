"""Which failures follow from others: a user that was not created makes its enrollments fail.

What an error can follow from, its entry says (`Entry.follows_from`). A record of such a finding follows from a record
of the other one when it names it: all identifiers of both are compared by kind, without regard to case. Times do not
matter, since a sync repeats what failed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct, field

from app.core.catalog.model import Entry
from app.core.report.bottom_k import MAX_DETAILS, Affected
from app.core.report.findings import Finding
from app.core.report.report import Report

MAX_CAUSES = 1_000
"""Causing records that a cascade names, those with the most followers: more than a person repairs in a day."""

Bound = Literal["", "about", "at least"]
Name = tuple[str, str]
"""An identifier that can be compared: its kind, and its text in one spelling."""

_PERSON = "person"
_COMPARED = {
    "email": _PERSON, "user": _PERSON, "student": _PERSON, "teacher": _PERSON, "course": "course", "section": "section",
    "assignment": "assignment",
}  # fmt: skip
"""As what identifiers of a kind are compared: a person's id is the same by whatever name a log calls it."""

_OWN_KINDS = {
    "user": ("email", "user", "student", "teacher"),
    "course": ("course",),
    "section": ("section",),
    "enrollment": ("email", "user", "student"),
    "assignment": ("assignment",),
    "attendance": (),
    "score": (),
}
"""By which kinds of identifiers a failed record is known to those below it."""

_KINDS = tuple(dict.fromkeys(_COMPARED.values()))
_LEVELS = {"user": 0, "course": 2, "section": 4, "enrollment": 6, "assignment": 6, "attendance": 8, "score": 8}
"""In which order a sync makes records. Between them stand errors that follow from others of their own type."""
_IN_CLASSES = ("email", "user", "student", "course", "section", "assignment")
_NAMED_KINDS = {"course": (*_IN_CLASSES, "teacher"), "section": (*_IN_CLASSES, "teacher")}
"""By which kinds of identifiers a record names what it follows from: a course its teacher, a student's score not."""

_CONTEXT_KINDS = ("course", "section")
_IN_A_CLASS = frozenset({"enrollment", "assignment"})
"""These are known by a name that means another thing in another class: amy's place in ALG-1, the "Quiz 1" of BIO-2."""

_NO_NAMES = frozenset(
    "id ids name null none n/a na unknown missing invalid required empty blank undefined true false not found must"
    " does is the user student teacher course class section assignment enrollment attendance score grade".split()
)


class _Named(NamedTuple):
    """An identifier with the kind by which the log calls it."""

    kind: str
    name: Name


class Follower(Struct, frozen=True):
    """A finding of which `records` records, `count` occurrences, follow from the finding above it.

    `roots` gives for each of these records the one at the top of the cascade from which most of it follows.
    """

    finding: Finding
    records: int
    count: int
    followers: tuple[Follower, ...] = ()
    roots: dict[str, str] = field(default_factory=dict)


class Cascade(Struct, frozen=True):
    """A finding of which `records` records make others fail.

    `count` is the number of occurrences that follow, on all levels; `bound` says whether that is "about" so many, or
    "at least". `causes` are the causing records with the number of occurrences that follow from each, largest first,
    at most `MAX_CAUSES`.
    """

    finding: Finding
    records: int
    count: int
    bound: Bound
    causes: tuple[tuple[str, int], ...]
    followers: tuple[Follower, ...]


def cascades(report: Report) -> tuple[Cascade, ...]:
    """The findings that others follow from, those with the most followers first; every occurrence follows once."""
    ranked = sorted(_ranked(report.findings), key=lambda one: (one.level, -one.finding.count, one.finding.ids))
    lowest = max((one.level for one in ranked), default=0)
    known: _Known = {kind: {} for kind in _KINDS}
    for one in ranked:
        nodes = _followed(one, known) if one.level else {}
        if one.can_cause and one.level < lowest:
            _make_known(one, nodes, known)
        if not one.finding.records.complete:
            for root in {id(node.branch.root): node.branch.root for node in nodes.values()}.values():
                root.bound = "at least"
    found = (one.root.cascade() for one in ranked if one.root.children)
    return tuple(sorted(found, key=lambda cascade: (-cascade.count, cascade.finding.ids)))


def summary(found: Sequence[Cascade]) -> str:
    """What to do first, as a sentence; "" where nothing follows from anything."""
    first, follow = sum(one.records for one in found), sum(one.count for one in found)
    if not first:
        return ""
    bounds = {one.bound for one in found}
    bound = next((f"{word} " for word in ("at least", "about") if word in bounds), "")
    these, them = ("this one", "it") if first == 1 else (f"these {first:,}", "them")
    others = "other failure follows" if follow == 1 else "other failures follow"
    return f"Fix {these} first; {bound}{follow:,} {others} from {them}."


class _Branch(Struct, eq=False):
    """A finding at one place of a tree. `causing` counts, for a root, what follows from each of its records."""

    finding: Finding
    order: tuple[int, int, tuple[str, ...]]
    parent: _Branch | None = None
    records: int = 0
    count: int = 0
    bound: Bound = ""
    children: dict[int, _Branch] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    causing: Counter[str] = field(default_factory=Counter)

    @property
    def root(self) -> _Branch:
        branch = self
        while branch.parent is not None:
            branch = branch.parent
        return branch

    def child(self, finding: Finding) -> _Branch:
        branch = self.children.get(id(finding))
        if branch is None:
            branch = self.children[id(finding)] = _Branch(finding, self.order, self)
        return branch

    def followers(self) -> tuple[Follower, ...]:
        below = sorted(self.children.values(), key=lambda branch: (-branch.count, branch.finding.ids))
        return tuple(Follower(one.finding, one.records, one.count, one.followers(), one.roots) for one in below)

    def cascade(self) -> Cascade:
        causes = sorted(self.causing.items(), key=lambda item: (-item[1], item[0]))[:MAX_CAUSES]
        bound: Bound = self.bound if self.finding.records.complete else "at least"
        total = sum(self.causing.values())
        return Cascade(self.finding, len(self.causing), total, bound, tuple(causes), self.followers())


class _Node(Struct):
    """An affected record: where in the tree it stands, the record at the tree's root, and the classes it names."""

    branch: _Branch
    root_record: str
    order: tuple[tuple[int, int, tuple[str, ...]], int]
    classes: frozenset[Name]
    in_class: bool


def _node(branch: _Branch, root_record: str, one: _Ranked, classes: frozenset[Name]) -> _Node:
    # The best cause is the highest, then the largest; of its followers the nearest.
    return _Node(branch, root_record, (branch.order, -one.level), classes, bool(one.types & _IN_A_CLASS))


_Ids = tuple[str, ...]
_Known = dict[str, dict[str, dict[_Ids, list[_Node]]]]
"""The failed records by kind of identifier, identifier and finding; of those in no class only the best."""


class _Ranked(Struct):
    """A finding with its record types; `kinds` are the kinds of identifiers by which it may follow others."""

    finding: Finding
    types: frozenset[str]
    level: int
    root: _Branch
    can_cause: bool
    kinds: frozenset[str]
    allowed: dict[_Ids, bool] = field(default_factory=dict)

    def may_follow(self, cause: Finding) -> bool:
        """Whether this error can follow from another, whichever of its entries that is."""
        known = self.allowed.get(cause.ids)
        if known is None:
            known = self.allowed[cause.ids] = any(
                all(may_follow(entry, other) for other in cause.entries) for entry in self.finding.entries
            )
        return known


def may_follow(entry: Entry, cause: Entry) -> bool:
    """Whether an error can follow from another one: one that the entry names, or of a record type that it names.

    A record type stands for the errors of the same vendor that keep such a record from being made.
    """
    if cause.id in entry.follows_from:
        return True
    return cause.vendor == entry.vendor and cause.consequence != "harmless" and cause.record_type in entry.follows_from


def _ranked(findings: Iterable[Finding]) -> Iterator[_Ranked]:
    for finding in findings:
        types = frozenset(entry.record_type for entry in finding.entries)
        if not types <= _LEVELS.keys() or not finding.records:
            continue
        # Where several entries share a text, it follows as any of them, but causes only as all of them.
        level = max(_LEVELS[entry.record_type] + (entry.record_type in entry.follows_from) for entry in finding.entries)
        root = _Branch(finding, (level, -finding.count, finding.ids))
        follows = any(entry.follows_from for entry in finding.entries)
        kinds = frozenset(name for kind in types for name in _NAMED_KINDS.get(kind, _IN_CLASSES) if follows)
        own = [_OWN_KINDS[kind] for kind in types]
        can_cause = own.count(own[0]) == len(own) and bool(own[0])
        yield _Ranked(finding, types, level, root, can_cause, kinds)


_NOWHERE: frozenset[Name] = frozenset()


def _followed(one: _Ranked, known: _Known) -> dict[str, _Node]:
    """Put each record that has a cause under it; answer where those stand."""
    nodes = {}
    in_class = one.level >= _LEVELS["enrollment"]
    tables = {kind: known[_COMPARED[kind]] for kind in one.kinds if known[_COMPARED[kind]]}
    for record, affected in one.finding.records.items() if tables else ():
        if not _is_named(record, affected, tables):
            continue
        classes = _classes(record, affected) if in_class else _NOWHERE
        shares = _shares(one, record, affected, classes, known)
        branches = []
        for cause, count in shares:
            branch = cause.branch.child(one.finding)
            branch.count += count
            if branch not in branches:
                branch.records += 1
                branches.append(branch)
            root = branch.root
            root.causing[cause.root_record] += count
            if len(affected.details) >= MAX_DETAILS:
                root.bound = "at least"
            elif count < affected.count:
                root.bound = root.bound or "about"
        if shares:
            branches[0].roots[record] = shares[0][0].root_record
            nodes[record] = _node(branches[0], shares[0][0].root_record, one, classes)
    return nodes


def _is_named(record: str, affected: Affected, tables: Mapping[str, Mapping[str, object]]) -> bool:
    """Whether any identifier of the record is that of a failed one; says no for most, so it has to be quick."""
    table = tables.get(affected.kind)
    if table is not None and _spelled(affected.kind, record) in table:
        return True
    for text, kind in affected.details.items():
        table = tables.get(kind)
        if table is not None and _spelled(kind, text) in table:
            return True
    return False


def _classes(record: str, affected: Affected) -> frozenset[Name]:
    return frozenset(name for _, name in _names(record, affected, _CONTEXT_KINDS))


def _shares(
    one: _Ranked, record: str, affected: Affected, classes: frozenset[Name], known: _Known
) -> list[tuple[_Node, int]]:
    """The causes of a record, with the number of its occurrences that follow from each.

    A record that names one course and follows from that course follows whole; of one that names six, a sixth does.
    """
    whole: list[_Node] = []
    parts: dict[str, list[_Node | None]] = defaultdict(list)
    kinds = [affected.kind, *affected.details.values()]
    main = _name(affected.kind, record)
    for kind, name in _names(record, affected, one.kinds):
        best = _best(one, known[name[0]].get(name[1]), name, classes)
        if name != main and kinds.count(kind) > 1:
            parts[kind].append(best)
        elif best is not None:
            whole.append(best)
    if whole:
        return [(min(whole, key=lambda node: node.order), affected.count)]
    if not parts:
        return []
    nodes = max(parts.values(), key=lambda found: sum(node is not None for node in found) / len(found))
    each, rest = divmod(affected.count, len(nodes))
    shares = ((node, each + (number < rest)) for number, node in enumerate(nodes))
    return [(node, count) for node, count in shares if node is not None and count]


def _best(one: _Ranked, causes: dict[_Ids, list[_Node]] | None, name: Name, classes: frozenset[Name]) -> _Node | None:
    best: _Node | None = None
    if causes is None:
        return best
    title = name[0] == "assignment" and (" " in name[1] or name[1].isalpha())
    for nodes in causes.values():
        if not one.may_follow(nodes[0].branch.finding):
            continue
        for node in nodes:
            if node.in_class and not _same_class(node.classes, classes, needed=title):
                continue
            if best is None or node.order < best.order:
                best = node
    return best


def _same_class(one: frozenset[Name], other: frozenset[Name], *, needed: bool) -> bool:
    """Whether two may stand in the same class; `needed` asks for a class that both name."""
    if one & other:
        return True
    return not needed and not ({kind for kind, _ in one} & {kind for kind, _ in other})


def _make_known(one: _Ranked, nodes: dict[str, _Node], known: _Known) -> None:
    """Enter the identifiers of a finding's records, as causes for those below."""
    own_kinds = _OWN_KINDS[next(iter(one.types))]
    in_class = bool(one.types & _IN_A_CLASS)
    for (kind, spelled), record in _owners(one.finding, own_kinds).items():
        node = nodes.get(record)
        if node is None:
            classes = _classes(record, one.finding.records[record]) if in_class else _NOWHERE
            node = nodes[record] = _node(one.root, record, one, classes)
        known_as = known[kind].setdefault(spelled, {}).setdefault(one.finding.ids, [])
        if in_class or not known_as:
            known_as.append(node)
        elif node.order < known_as[0].order:
            known_as[0] = node


def _owners(finding: Finding, kinds: Sequence[str]) -> dict[Name, str]:
    """The identifiers of a finding's records, each with the one record whose own it is."""
    mains: dict[Name, str] = {}
    beside: dict[Name, str | None] = {}
    for record, affected in finding.records.items():
        if affected.kind in kinds and (main := _name(affected.kind, record)) is not None:
            mains[main] = record
        for text, kind in affected.details.items():
            # An identifier beside two failed records is nobody's: the account that runs the sync.
            if kind in kinds and _is_its_own(text, kind, affected) and (name := _name(kind, text)):
                beside[name] = record if beside.get(name, record) == record else None
    return {name: record for name, record in beside.items() if record is not None} | mains


def _is_its_own(text: str, kind: str, affected: Affected) -> bool:
    """Whether what stands beside a record is its own: two of a kind in several lines leave open whose they are."""
    if kind == "teacher" and ("@" in text or "student" in {affected.kind, *affected.details.values()}):
        # The teacher of a student, not the employee whose account failed.
        return False
    alike = sum(what == kind for what in affected.details.values())
    if kind == "email":
        return alike == 1 and affected.kind != kind
    return alike == 1 or affected.count == 1


def _names(record: str, affected: Affected, kinds: Iterable[str]) -> Iterator[_Named]:
    if affected.kind in kinds and (name := _name(affected.kind, record)) is not None:
        yield _Named(affected.kind, name)
    for detail, kind in affected.details.items():
        if kind in kinds and (name := _name(kind, detail)) is not None:
            yield _Named(kind, name)


def _name(kind: str, text: str) -> Name | None:
    """The identifier in the spelling in which it is compared; None for a word that names nothing."""
    spelled = text.strip().casefold()
    if not spelled or spelled in _NO_NAMES or (text.isalpha() and text.islower()):
        return None
    compared = _COMPARED.get(kind, kind)
    if compared == _PERSON and " " in spelled:
        # A person's name is no identifier: there may be two of them.
        return None
    return compared, _spelled(kind, text)


def _spelled(kind: str, text: str) -> str:
    """An identifier in the spelling in which it is compared. Bare numbers of two kinds may be two people's."""
    spelled = text.strip().casefold()
    return f"{kind} {spelled}" if spelled.isdigit() and _COMPARED.get(kind) == _PERSON else spelled
