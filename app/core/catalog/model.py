"""The catalog's model: entries, their messages, causes and steps, and the closed lists they draw on.

Everything here is an immutable value. The classes are msgspec structs, so that the same
definition serves the YAML check (unknown fields are errors) and the quick compiled form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

Words = tuple[str, ...]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Base of all catalog values: immutable, strict about unknown fields.

    Subclasses repeat `frozen=True` for the type checker only; at run time they inherit it.
    """


class Message(Part, frozen=True):
    """One error text of an entry.

    `text` is the message template; `printed` the text as the source document prints it.
    `when` maps a placeholder to words: the message counts as this entry's when the
    placeholder's value names one of them. `decides` has the same form: where it holds, the message is this entry's
    among those that share the text. `common` texts are printed by many programs and need
    a sign of their system; short texts always do. `generic` texts are a platform's (.NET, SMTP):
    their own record must name the vendor. `wording` is "certain", "cut" (the source lost the end)
    or "inferred" (completed from elsewhere).
    """

    text: str
    printed: str = ""
    status: str = ""
    code: str = ""
    common: bool = False
    generic: bool = False
    wording: str = "certain"
    when: dict[str, Words] = {}
    decides: dict[str, Words] = {}


class NamedStep(Part, frozen=True):
    """A step that many entries use by its name. Each text may hold parameters such as `{system}`."""

    do: str
    who: str
    where: str


class Step(Part, frozen=True):
    """One action of a repair: what to do, who does it, and in which system.

    `certainty` is given only where it differs from that of its cause and entry. `use` is the named step that it was
    written as, `values` that step's parameters; both are empty for other steps.
    """

    do: str
    who: str
    where: str
    certainty: str = ""
    use: str = ""
    values: dict[str, str] = {}


class Cause(Part, frozen=True):
    """One reason for the error with its own steps; `tell` says how to recognise it.

    `certainty` is given only where it differs from that of its entry.
    """

    title: str
    steps: tuple[Step, ...]
    tell: str = ""
    certainty: str = ""


class Escalation(Part, frozen=True):
    """Whom to ask when the steps do not help, and what to send them."""

    to: str
    send: str


class Source(Part, frozen=True):
    """Where the entry's facts come from: a document of the vocabulary and its heading."""

    document: str
    section: str


class Sample(Part, frozen=True):
    """A message that must match its entry, with the values that must be read out of it."""

    text: str
    values: dict[str, str] = {}


class Samples(Part, frozen=True):
    """The entry's own tests: messages that must match it, and look-alikes that must not."""

    match: tuple[Sample, ...]
    no_match: Words = ()


class Relations(Part, frozen=True, rename={"same_text": "same-text", "see_also": "see-also"}):
    """Other entries that one names, by their ids; each relation is written on both sides.

    `causes` are errors that this one makes happen; `follows_from` are those that make this one happen, or record types,
    which mean all errors of the vendor that keep such a record from being made. `same_text` entries share a message;
    a `twin` is the same error in another system; `see_also` is any other relation.
    """

    causes: Words = ()
    follows_from: Words = ()
    same_text: Words = ()
    twin: Words = ()
    see_also: Words = ()


NO_RELATIONS = Relations()


class Entry(Part, frozen=True):
    """One error of the catalog. `id` never changes once shipped."""

    id: str
    system: str
    vendor: str
    title: str
    record_types: Words
    messages: tuple[Message, ...]
    meaning: str
    causes: tuple[Cause, ...]
    consequence: str
    next_run: str
    escalate: Escalation
    also_said: Words
    certainty: str
    source: Source
    samples: Samples
    consequence_note: str = ""
    next_run_note: str = ""
    note: str = ""
    links: Words = ()
    relations: Relations = NO_RELATIONS

    @property
    def record_type(self) -> str:
        """The entry's main record type."""
        return self.record_types[0]

    @property
    def follows_from(self) -> Words:
        """What makes this error happen: ids of entries, or record types."""
        return self.relations.follows_from

    @property
    def related(self) -> Words:
        """All entries that this one names, the closest first."""
        known = self.relations
        causes = (other for other in known.follows_from if "." in other)
        return tuple(dict.fromkeys((*causes, *known.causes, *known.same_text, *known.twin, *known.see_also)))


class Term(Part, frozen=True):
    """One item of a closed list: its readable name and the words by which texts show it.

    `nicknames` are short names that only people use: they count in a question and never in a log. One written with
    small letters ("Campus") is also an everyday word, and counts as it is written.
    """

    name: str = ""
    support: str = ""
    aliases: Words = ()
    markers: Words = ()
    nicknames: Words = ()


class Product(Part, frozen=True):
    """A product that the catalog has no entries on. An `everyday` name is a word of the language as well."""

    aliases: Words = ()
    everyday: bool = False


class SearchWords(Part, frozen=True):
    """Words of another language that people search with: `fillers` say nothing, `words` map to English ones."""

    fillers: Words = ()
    words: dict[str, str] = {}


class SystemSigns(Part, frozen=True):
    """What shows a system beside its names and those of its vendors.

    `fields` are names of fields as it spells them, `words` such that its logs alone use. `envelope` names the objects
    around its messages, the field of the message last.
    """

    fields: Words = ()
    words: Words = ()
    envelope: Words = ()


class OtherSystems(Part, frozen=True):
    """What shows that a text is another system's.

    `names` count wherever they stand, `speakers` only where they are named as the one that speaks ("mail: ..."),
    `fields` are names of fields that no system of the catalog has.
    """

    names: Words = ()
    speakers: Words = ()
    fields: Words = ()


class Vocabulary(Part, frozen=True):
    """The closed lists of `vocabulary.yaml`, key to term, in the order people see them.

    `signs` and `others` tell whose a text is; `sync_words` stand around a message in any log of a sync job. `steps` are
    the named steps of `steps.yaml`. The markers of `pages` are the beginnings of addresses: they tell whose page a link
    leads to.
    """

    systems: dict[str, Term]
    vendors: dict[str, Term]
    record_types: dict[str, Term]
    actors: dict[str, Term]
    places: dict[str, Term]
    consequences: dict[str, Term]
    next_run: dict[str, Term]
    certainties: dict[str, Term]
    sources: dict[str, Term]
    synonyms: tuple[Words, ...] = ()
    outside_products: dict[str, Product] = {}
    search_words: dict[str, SearchWords] = {}
    signs: dict[str, SystemSigns] = {}
    others: OtherSystems = OtherSystems()
    sync_words: Words = ()
    steps: dict[str, NamedStep] = {}
    pages: dict[str, Term] = {}

    def kind_of_page(self, address: str) -> str:
        """Say in words whose page an address leads to, "" where that is not known. The longest beginning counts."""
        kinds = [(len(start), term.name) for term in self.pages.values() for start in term.markers
                 if address.startswith(start)]  # fmt: skip
        return max(kinds, default=(0, ""))[1]

    def vendor_named(self, name: str) -> str | None:
        """The vendor's key for a key, alias or nickname in any case, or None."""
        return _named(self.vendors, name)

    def record_type_named(self, name: str) -> str | None:
        """The record type's key for a key, name or marker in any case, or None."""
        return _named(self.record_types, name)


def _named(terms: Mapping[str, Term], name: str) -> str | None:
    wanted = " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
    for key, term in terms.items():
        spellings: Sequence[str] = (key, term.name, *term.aliases, *term.nicknames, *term.markers)
        if wanted in {" ".join(s.casefold().replace("_", " ").replace("-", " ").split()) for s in spellings}:
            return key
    return None


class Catalog(Part, frozen=True):
    """All entries in catalog order, with the vocabulary they draw on."""

    vocabulary: Vocabulary
    entries: tuple[Entry, ...]
