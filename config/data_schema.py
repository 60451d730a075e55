"""The fields of the open data and what they mean: for the page /data/, and for the description that goes with every download.

docs/data.md says the same at length. A test holds this list against what the exports write.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What a field holds. In a table, lists stand in one cell and texts of two languages in two columns."""

    TEXT = "text"
    NUMBER = "number"
    YES = "boolean"
    LIST = "list"
    LANGUAGES = "text by language"
    LANGUAGE_LISTS = "lists by language"
    RECORDS = "records"


KIND_NAMES: dict[Kind, Promise] = {
    Kind.TEXT: _("text"),
    Kind.NUMBER: _("number"),
    Kind.YES: _("yes or no"),
    Kind.LIST: _("list"),
    Kind.LANGUAGES: _("text in each language"),
    Kind.LANGUAGE_LISTS: _("list in each language"),
    Kind.RECORDS: _("list of records"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a file."""

    name: str
    kind: Kind
    meaning: str | Promise

    @property
    def kind_name(self) -> str:
        """What it holds, for people."""
        return str(KIND_NAMES[self.kind])


@dataclass(frozen=True, slots=True)
class Topic:
    """One file: what it holds, and its fields in their order."""

    holds: str | Promise
    fields: tuple[Field, ...]

    @property
    def is_flat(self) -> bool:
        """Whether it can be a table too."""
        return all(field.kind != Kind.RECORDS for field in self.fields)


# Fields that are no plain text, by name; of one file alone by file and name.
KINDS: dict[str, Kind] = {
    **dict.fromkeys(
        ("amount", "order", "pairs", "paragraph", "participants", "per_euro", "weight", "year"), Kind.NUMBER
    ),
    **dict.fromkeys(("core", "discontinued", "filterable", "ordered", "preferred", "promoted", "selectable"), Kind.YES),
    **dict.fromkeys(
        ("aka", "article_paragraphs", "avoid", "choices", "evidence", "highlights", "problems", "products", "sources"),
        Kind.LIST,
    ),
    "features.choices": Kind.RECORDS,
    "features.name": Kind.LANGUAGES,
    "problems.name": Kind.LANGUAGES,
    "comparisons.title": Kind.LANGUAGES,
    "guide_points.text": Kind.LANGUAGES,
    "lay_names": Kind.LANGUAGE_LISTS,
    "synonyms": Kind.LANGUAGE_LISTS,
}

MEANINGS: dict[str, str | Promise] = {
    "aka": _("Former and other names."),
    "amount": _("The price."),
    "and_problem": _("A second foot problem that the result is about."),
    "article_paragraphs": _("Where the article names it."),
    "article_says": _("What the article says of it, in our words."),
    "as_stated": _("What the source says, in short and in our words."),
    "aspect": _("What the study asked."),
    "authors": _("Who wrote it."),
    "avoid": _("Choices that speak against an insole."),
    "barred": _("Why no value is taken from this source; absent where values are."),
    "basis": _("What looking for it rests on."),
    "brand": _("The brand, by its slug."),
    "category": _("The kind of insole."),
    "certainty": _("How sure the result is; absent where nobody graded it."),
    "certainty_by": _("Who graded it: the source, or we."),
    "checked_on": _("When the whole guide was last read against its sources."),
    "choices": _("Choices that count as met; empty: any that is there."),
    "claim": _("What the article asserts, in our words."),
    "comparator": _("What it was compared with."),
    "context": _("Zone, size, per foot or pair: as the source says."),
    "core": _("Whether it counts in completeness."),
    "country": _("Two letters."),
    "currency": _("Three letters."),
    "direction": _("Which way the result points."),
    "discontinued": _("Whether it is no longer made."),
    "doi": _("The DOI of a study."),
    "effect": _("Figures, as the source gives them."),
    "evidence": _("Study results, by their keys."),
    "explanation": _("What it is, in a plain sentence."),
    "feature": _("The feature, by its slug; any-insole: insoles as such."),
    "filterable": _("False where lists cannot be filtered by it."),
    "finding": _("What was measured or concluded, in our words."),
    "follow_up": _("How long people were followed."),
    "from": _("Where the step begins."),
    "funding": _("Who paid for it, where that is said."),
    "group": _("The group it stands in."),
    "gtin": _("The number under the bar code."),
    "harm": _("What happened that nobody wanted."),
    "highlights": _("Features to look at first."),
    "intro": _("What is compared, and why."),
    "key": _("Its short name; it never changes its meaning."),
    "kind": _("Which kind it is."),
    "lay_names": _("How people call it."),
    "level": _("One model, or a line: where sources speak only of the range."),
    "line": _("The range it belongs to."),
    "measured_as": _("How it is measured."),
    "merged_into": _("The insole that took its place."),
    "name": _("What it is called."),
    "note": _("What else to know."),
    "order": _("Its place on pages, lowest first."),
    "ordered": _("Whether the choices form a scale."),
    "outcome": _("What was looked at."),
    "pairs": _("How many pairs the price is for."),
    "paragraph": _("Where the article says it."),
    "parent": _("The group of problems it belongs to."),
    "participants": _("How many people took part."),
    "per_euro": _("How much of the currency one euro is worth."),
    "pmid": _("The PubMed number of a study."),
    "population": _("Who took part."),
    "preferred": _("True where this statement’s value is the one shown."),
    "price_kind": _("Asked, list price, or struck out."),
    "problem": _("The foot problem, by its slug."),
    "problems": _("Foot problems, by their slugs."),
    "product": _("The insole, by its slug."),
    "product_line": _("A range without an entry of its own."),
    "products": _("The insoles in the order of the columns."),
    "promoted": _("Whether its filter stands above the list."),
    "published": _("When it was published, as precisely as is known."),
    "publisher": _("Who published it."),
    "read_level": _("How much of it was read."),
    "read_on": _("The day it was read."),
    "reason": _("Why it is looked for."),
    "recommendation": _("What a guideline advises."),
    "region": _("Where in the body it sits."),
    "reviewed_by": _("Who of the profession read the guide; absent: nobody yet."),
    "reviewed_on": _("When they did."),
    "says": _("Whether it is said to be for the problem, or not for it."),
    "seen_on": _("When the price was seen, as precisely as is known."),
    "selectable": _("False for groups, and for what needs a professional first."),
    "seller": _("The shop, or where the price stood."),
    "set_on": _("The day of the rate."),
    "side": _("The side of the foot it is on."),
    "sign": _("What to look out for."),
    "advice": _("What to do then."),
    "slug": _("Its short name, part of its address; it never changes its meaning."),
    "source": _("The source, by its slug."),
    "sources": _("Sources, by their slugs."),
    "strength": _("How firmly it is said."),
    "study_type": _("The kind of study."),
    "succeeded_by": _("The newer insole that its maker sells in its place."),
    "summary": _("What it is, in short."),
    "synonyms": _("Other words for it."),
    "text": _("The sentence."),
    "title": _("Its title."),
    "to": _("Where the step ends."),
    "trap": _("A known way to misread it."),
    "unit": _("The unit of its numbers."),
    "urgency": _("How soon somebody should be seen."),
    "url": _("The address it was read at."),
    "value": _("The slug of a choice, or a number."),
    "verdict": _("What we make of it."),
    "voice": _("Who speaks: maker, shop, reviewer, tester, clinician, other."),
    "website": _("Its own pages."),
    "weight": _("How many points it counts, 1 to 3."),
    "who": _("Whom it happened to."),
    "why": _("Why we say so."),
    "why_preferred": _("Where sources disagree: why this one is believed."),
    "withdrawn_on": _("The day it was taken out."),
    "year": _("The year it was published."),
    "zone": _("The part of the foot it is under."),
    "offers.country": _("Where the price was asked, in two letters."),
    "features.choices": _("Its choices, in ascending order, each with name and explanation."),
}

_TOPICS: dict[str, tuple[str | Promise, str]] = {
    "sources": (
        _("Every text that was read."),
        "slug kind title publisher url doi pmid authors year published read_on read_level funding note barred",
    ),
    "brands": (_("Names that insoles are sold under."), "slug name country website aka"),
    "features": (
        _("What can be said of an insole."),
        "slug group order kind unit name synonyms zone side explanation measured_as choices core promoted filterable ordered trap",
    ),
    "problems": (
        _("Foot problems."),
        "slug group parent order name lay_names region summary article_says article_paragraphs selectable note checked_on"
        " reviewed_by reviewed_on",
    ),
    "chain": (_("The article’s chain from the foot to the spine."), "from to article_says verdict why evidence"),
    "look_for": (
        _("What is looked for with a foot problem: scores are made from this."),
        "problem feature choices avoid weight basis reason sources evidence",
    ),
    "evidence": (
        _("Study results."),
        "key problem and_problem feature aspect direction certainty certainty_by summary effect outcome follow_up population"
        " comparator study_type participants source recommendation",
    ),
    "article_claims": (_("What the article asserts."), "key paragraph claim strength verdict why evidence problems"),
    "red_flags": (_("Warning signs."), "slug urgency problems sign advice sources"),
    "guide_points": (_("Sourced sentences of the guides."), "slug kind problems order text sources"),
    "harms": (_("Unwanted effects."), "feature harm who sources"),
    "products": (_("Insoles."), "slug brand name line aka gtin category level summary discontinued succeeded_by"),
    "withdrawn": (_("Insoles that are no longer here."), "slug brand name withdrawn_on merged_into"),
    "facts": (
        _("Every statement: one source saying one value of one feature of one insole."),
        "product feature value unit context as_stated source voice preferred why_preferred",
    ),
    "suitability": (_("Who says that an insole is for a problem."), "product problem says voice source as_stated"),
    "offers": (_("Prices seen."), "product amount currency pairs price_kind seller country seen_on source"),
    "reference_rates": (_("What one euro is worth."), "currency per_euro set_on source"),
    "findings": (_("What others found."), "product product_line finding participants funding source"),
    "comparisons": (
        _("Comparisons made by our editors."),
        "slug title problem products highlights intro verdict note",
    ),
}


def _field(topic: str, name: str) -> Field:
    place = f"{topic}.{name}"
    return Field(name, KINDS.get(place, KINDS.get(name, Kind.TEXT)), MEANINGS.get(place, MEANINGS.get(name, "")))


SCHEMA: dict[str, Topic] = {
    topic: Topic(holds, tuple(_field(topic, name) for name in names.split()))
    for topic, (holds, names) in _TOPICS.items()
}
