"""The facts: products, features, statements, problems, evidence, sources."""

from catalogue.derivation import state_without_entry
from catalogue.models.care import CareCard, cards_of, care_cards
from catalogue.models.cells import (
    Cell,
    Sheet,
    sheet_of,
    sheets,
    sheets_showing,
    sheets_without_sources,
)
from catalogue.models.changes import LogOfEdit, ShownChange, looked_for, standings
from catalogue.models.edits import Edit, EditedRow
from catalogue.models.german import german_before, texts_in_both
from catalogue.models.guides import GuidePoint
from catalogue.models.merging import Merge, merge_of, others_alike
from catalogue.models.pictures import Picture
from catalogue.models.prices import Price, price_of
from catalogue.models.problems import ArticleClaim, ChainStep, LookFor, Problem, RedFlag
from catalogue.models.products import Brand, Offer, Product, full_name, why_it_stays
from catalogue.models.proposals import Proposal, done_or_proposed, health_texts
from catalogue.models.publishing import (
    check_off,
    day_withdrawn,
    missing_for_publishing,
    publish,
    send_to_review,
    withdraw,
)
from catalogue.models.rates import Rates, ReferenceRate
from catalogue.models.recording import explain, if_undone, recorded, recorded_models, touch
from catalogue.models.reports import ValueReport, queue_is_full
from catalogue.models.research import Evidence, Finding, Harm, Suitability
from catalogue.models.restoring import product_as_before, restore
from catalogue.models.revision import Change, Revision
from catalogue.models.saved_lists import SavedList
from catalogue.models.sources import Source
from catalogue.models.statements import EditorDecision, SpecEntry, SpecEntryChoice, Statement, plain_number
from catalogue.models.vocabulary import Choice, Feature, yes_and_no

__all__ = [
    "ArticleClaim",
    "Brand",
    "CareCard",
    "Cell",
    "ChainStep",
    "Change",
    "Choice",
    "Edit",
    "EditedRow",
    "EditorDecision",
    "Evidence",
    "Feature",
    "Finding",
    "GuidePoint",
    "Harm",
    "LogOfEdit",
    "LookFor",
    "Merge",
    "Offer",
    "Picture",
    "Price",
    "Problem",
    "Product",
    "Proposal",
    "Rates",
    "RedFlag",
    "ReferenceRate",
    "Revision",
    "SavedList",
    "Sheet",
    "ShownChange",
    "Source",
    "SpecEntry",
    "SpecEntryChoice",
    "Statement",
    "Suitability",
    "ValueReport",
    "cards_of",
    "care_cards",
    "check_off",
    "day_withdrawn",
    "done_or_proposed",
    "explain",
    "full_name",
    "german_before",
    "health_texts",
    "if_undone",
    "looked_for",
    "merge_of",
    "missing_for_publishing",
    "others_alike",
    "plain_number",
    "price_of",
    "product_as_before",
    "publish",
    "queue_is_full",
    "recorded",
    "recorded_models",
    "restore",
    "send_to_review",
    "sheet_of",
    "sheets",
    "sheets_showing",
    "sheets_without_sources",
    "standings",
    "state_without_entry",
    "texts_in_both",
    "touch",
    "why_it_stays",
    "withdraw",
    "yes_and_no",
]
