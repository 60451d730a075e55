"""What the fields of the desk mean, in plain words, where the model does not say it: by kind and column."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationField

_SOURCE = _("Where it can be read. The plus makes one that was just read.")
_SOURCES = _("Where it can be read: one or several.")
_VERDICT = _("What the research says of it.")
_WHY_VERDICT = _("Why the verdict is so, for readers.")
_CERTAINTY = _("How sure the study, or whoever graded it, is. The guide words it by this.")
_FEATURE = _("A row of the glossary; a few letters of its name find it.")
_VOICE = _("Who speaks: a shop that quotes the maker's text is the maker only if it says so.")

# Columns of a kind whose names say all: nobody would learn anything from a sentence below them.
_NAMES_THAT_SAY_ALL = {
    "articleclaim": "paragraph",
    "brand": "name website",
    "chainstep": "article_says from_place position to_place",
    "choice": "explanation name",
    "comparedproduct": "position product",
    "comparison": "intro note title verdict",
    "editordecision": "decided_on product reason",
    "evidence": "comparator outcome participants population problem summary",
    "feature": "name",
    "finding": "finding participants product",
    "guidepoint": "position",
    "harm": "harm",
    "lookfor": "problem reason",
    "offer": "amount product",
    "picture": "focus_x focus_y position product",
    "problem": "name note position reviewed_on",
    "redflag": "advice sign",
    "savedlist": "name",
    "source": "authors doi note pmid publisher title url year",
    "statement": "product",
    "suitability": "problem product",
    "valuereport": "state",
}
SELF_EVIDENT = frozenset(f"{kind}.{name}" for kind, names in _NAMES_THAT_SAY_ALL.items() for name in names.split())

HELP: dict[str, Any] = {
    "articleclaim.evidence": _("The study results that the verdict rests on."),
    "articleclaim.problems": _("The foot problems that it speaks of."),
    "articleclaim.strength": _("How firmly the article says it."),
    "articleclaim.verdict": _VERDICT,
    "articleclaim.why": _WHY_VERDICT,
    "chainstep.evidence": _("The study results that the verdict rests on."),
    "chainstep.verdict": _VERDICT,
    "chainstep.why": _WHY_VERDICT,
    "choice.feature": _FEATURE,
    "choice.is_absent": _("The choice that says the insole does not have it, such as “none”."),
    "choice.is_on_scale": _("Choices that are more or less of something, in the order of their positions."),
    "choice.is_unspecified": _("The source names the feature and no more. Sources that say how much win over it."),
    "editordecision.feature": _FEATURE,
    "editordecision.state": _("What the site is to show: one of the statements, or that there is no value."),
    "evidence.and_problem": _("Only for a result that speaks of two problems at once."),
    "evidence.aspect": _("What was asked: whether it treats, prevents, or goes along with the problem."),
    "evidence.certainty": _CERTAINTY,
    "evidence.certainty_by": _("Who graded it. Without a grade the guide says that nobody did."),
    "evidence.direction": _("Which way the result points, as the study says."),
    "evidence.follow_up": _("How long people were watched, such as 12 weeks."),
    "evidence.recommendation": _("Of a guideline: what it recommends, and how strongly."),
    "evidence.source": _SOURCE,
    "evidence.study_type": _("As the study calls itself."),
    "feature.group": _("Under which heading it stands on every page."),
    "feature.is_filterable": _("Whether visitors can filter by it."),
    "feature.kind": _("One choice, several, or a number. It stays once statements use it."),
    "feature.measured_as": _("How it is measured, so that two numbers mean the same."),
    "feature.side": _("At which edge of the foot it is; the drawing uses it."),
    "feature.zone": _("In which part of the insole it is. Insoles too short for it show “not applicable”."),
    "finding.funding": _("Who paid for it, if that is said."),
    "finding.source": _SOURCE,
    "guidepoint.kind": _("In which part of the guide it stands."),
    "guidepoint.sources": _SOURCES,
    "harm.sources": _SOURCES,
    "harm.who": _("Whom it happened to."),
    "lookfor.avoid": _("Choices of this feature that go against it. None may be both met and avoided."),
    "lookfor.basis": _("The article, usual practice, or evidence. The guide says which."),
    "lookfor.evidence": _("The study results that it rests on. One that found no benefit makes it count less."),
    "lookfor.feature": _FEATURE,
    "lookfor.sources": _SOURCES,
    "offer.price_kind": _("What is paid, the list price, or one that is struck out."),
    "offer.source": _SOURCE,
    "problem.group": _("Where it stands in the list. What needs a professional first never leads to products."),
    "problem.parent": _("The problem that it is a kind of, if any."),
    "problem.region": _("Where on the body map it is."),
    "product.brand": _("The plus makes a new one."),
    "product.category": _("What it is sold as."),
    "product.is_discontinued": _("The maker sells it no more; its page stays."),
    "product.level": _("One model, or a product line where sources speak only of the range."),
    "product.status": _("Visitors see published products only. A withdrawn one keeps a note at its address."),
    "redflag.problems": _("The foot problems whose guides show it."),
    "redflag.sources": _SOURCES,
    "redflag.urgency": _("How soon somebody has to be seen."),
    "referencerate.source": _SOURCE,
    "source.funding": _("Who paid for the study, if that is said."),
    "source.kind": _("What sort of text it is. The voice of a statement says who speaks in it."),
    "source.read_level": _("Whether all of it was read, or a part."),
    "source.read_on": _("The day somebody read it last."),
    "statement.choice": _("One of the choices of the feature; for a number leave it empty."),
    "statement.feature": _FEATURE,
    "statement.source": _SOURCE,
    "suitability.as_stated": _("The source's words in short."),
    "suitability.says": _("For it, or not for it."),
    "suitability.source": _SOURCE,
    "suitability.voice": _VOICE,
}


def help_of(column: Any) -> Any:
    """What a field of a form says of its column, if the model says nothing; of a translated text in both languages."""
    name = column.translated_field.name if isinstance(column, TranslationField) else column.name
    return HELP.get(f"{column.model._meta.model_name}.{name}", "")


def glossary_of(row: models.Model | None) -> SafeString:
    """What the glossary says of the feature of a row, with the way there; empty where it has none."""
    feature = getattr(row, "feature", None) if row is not None and getattr(row, "feature_id", None) else None
    if feature is None:
        return SafeString("")
    words = (feature.name, feature.explanation, feature.get_absolute_url(), gettext("Glossary"))
    return format_html('<strong>{}</strong>: {} <a href="{}">{}</a>', *words)
