"""The domain's verbs over many rows. Each says what it costs where that is not one query."""

from catalogue.querysets.changes import ShownChangeQuerySet
from catalogue.querysets.entries import SpecEntryQuerySet
from catalogue.querysets.guides import GuidePointQuerySet
from catalogue.querysets.problems import (
    ArticleClaimQuerySet,
    ChainStepQuerySet,
    LookForQuerySet,
    ProblemQuerySet,
    RedFlagQuerySet,
)
from catalogue.querysets.products import BrandQuerySet, OfferQuerySet, ProductQuerySet
from catalogue.querysets.rates import ReferenceRateQuerySet
from catalogue.querysets.reports import ValueReportQuerySet
from catalogue.querysets.research import EvidenceQuerySet, FindingQuerySet, HarmQuerySet, SuitabilityQuerySet
from catalogue.querysets.revision import ChangeQuerySet, RevisionQuerySet
from catalogue.querysets.sources import SourceQuerySet
from catalogue.querysets.statements import DecisionQuerySet, StatementQuerySet
from catalogue.querysets.vocabulary import ChoiceQuerySet, FeatureQuerySet

__all__ = [
    "ArticleClaimQuerySet",
    "BrandQuerySet",
    "ChainStepQuerySet",
    "ChangeQuerySet",
    "ChoiceQuerySet",
    "DecisionQuerySet",
    "EvidenceQuerySet",
    "FeatureQuerySet",
    "FindingQuerySet",
    "GuidePointQuerySet",
    "HarmQuerySet",
    "LookForQuerySet",
    "OfferQuerySet",
    "ProblemQuerySet",
    "ProductQuerySet",
    "RedFlagQuerySet",
    "ReferenceRateQuerySet",
    "RevisionQuerySet",
    "ShownChangeQuerySet",
    "SourceQuerySet",
    "SpecEntryQuerySet",
    "StatementQuerySet",
    "SuitabilityQuerySet",
    "ValueReportQuerySet",
]
