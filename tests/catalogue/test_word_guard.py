"""The word guard: what no text of ours may promise, at save time and over everything that a visitor can read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.utils import translation
from django.utils.html import strip_tags

from catalogue.imports import BadFixtures, load
from catalogue.models import Feature, Problem, Product
from catalogue.models.columns import AdviceColumn, OwnWordsColumn, OwnWordsLongColumn
from catalogue.word_guard import PROMISES, RULES, Rule, refused_words
from tests.builders import make_feature, make_product
from tests.desk import logged_in
from tests.pages import PAGE_KINDS, Element, opened_once

FORBIDDEN = (
    "This insole relieves back pain.",
    "Insoles will relieve heel pain.",
    "The pad prevents ulcers.",
    "They cure plantar fasciitis.",
    "Orthotics correct overpronation.",
    "It treats the cause.",
    "The product heals your feet.",
    "These inserts can effectively eliminate pain.",
    "A guaranteed success.",
    "It is clinically proven.",
    "Proven to work.",
    "Walk pain-free again.",
    "Relief from back pain at last.",
    "Die Einlage lindert Rückenschmerzen.",
    "Einlagen können Fersensporn heilen.",
    "Diese Sohle korrigiert die Fehlstellung.",
    "Sie beseitigt den Schmerz.",
    "Klinisch bewiesen.",
    "Garantiert schmerzfrei.",
    "It cures all pain and does not slip.",
    "Nobody else has it, and it heals the heel.",
    "This insole eases the pain in your heel.",
    "A remedy for flat feet.",
    "Therapeutic support for the arch.",
    "Our treatment of heel pain.",
    "Eine Therapie für den Fuß.",
    "Ein Heilmittel bei Plattfüßen.",
    "Schnelle Linderung im Alltag.",
)
ALLOWED = (
    "Relief was not shown.",
    "German patient information names softer steps as a relief for knee arthritis; pooled trials show none.",
    "Sie können den Eintrag korrigieren.",
    "No insole cures plantar fasciitis.",
    "Whether it relieves pain is not known.",
    "Studies may show: less trouble with insoles of this kind than without.",
    "A full-length insole of cork with a deep heel cup.",
    "The insole has a treated surface.",
    "A correctly sized insole fits the shoe.",
    "Keine Studie zeigt, dass Einlagen heilen.",
    "Ob die Einlage Schmerzen lindert, ist offen.",
    "It is fixed and stays in.",
    "Flat feet without pain need no treatment.",
    "In one trial relief came only after three months.",
    "Die Einlage lindert Schmerzen nicht.",
    "Eine Studie berichtet von Linderung.",
    "Plattfüße brauchen keine Behandlung.",
)


def words(text: str) -> list[str]:
    """The refused words of a text alone."""
    return [refused.words for refused in refused_words(text)]


class TestTheGuard:
    @pytest.mark.parametrize("text", FORBIDDEN)
    def test_finds_promises_and_words_of_therapy(self, text: str) -> None:
        assert words(text)

    @pytest.mark.parametrize("text", ALLOWED)
    def test_lets_denied_reported_and_plain_words_pass(self, text: str) -> None:
        assert words(text) == []

    def test_finds_one_among_other_sentences(self) -> None:
        assert words("Nobody knows. It cures all pain. No more is said.") == ["It cures"]

    def test_has_a_suggestion_for_every_rule_in_both_languages(self) -> None:
        suggestions = {str(rule.suggestion) for rule in RULES}
        with translation.override("de"):
            german = {str(rule.suggestion) for rule in RULES}
        assert len(suggestions) == len(german) == 3
        assert not suggestions & german


# Every column of ours that a visitor reads and the guard must read before. A new one belongs here and into the model.
GUARDED = {
    "catalogue.choice": {"explanation"},
    "catalogue.feature": {"explanation", "measured_as", "trap", "more", "less"},
    "catalogue.guidepoint": {"text"},
    "catalogue.lookfor": {"reason"},
    "catalogue.picture": {"alternative_text"},
    "catalogue.problem": {"summary"},
    "catalogue.product": {"summary"},
    "comparisons.comparison": {"intro", "verdict", "note"},
}
COLUMNS = [
    (label, f"{name}_{language}")
    for label, names in GUARDED.items()
    for name in sorted(names)
    for language in ("en", "de")
]


def guarded_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column that the guard reads at save time, one a language."""
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, OwnWordsColumn | OwnWordsLongColumn) and column.name.endswith(("_en", "_de")):
                yield model, column.name


class TestAtSaveTime:
    def test_the_guard_reads_every_text_of_ours(self) -> None:
        assert {(model._meta.label_lower, name) for model, name in guarded_columns()} == set(COLUMNS)

    @pytest.mark.parametrize(("label", "name"), COLUMNS)
    def test_a_text_is_refused_with_its_word_and_a_suggestion(self, label: str, name: str) -> None:
        text = "Diese Sohle lindert Schmerzen." if name.endswith("_de") else "This insole relieves pain."
        column: Any = apps.get_model(label)._meta.get_field(name)
        with pytest.raises(ValidationError) as refused:
            column.clean(text, None)
        (message,) = refused.value.messages
        assert (
            "lindert" if name.endswith("_de") else "This insole relieves"
        ) in message or "insole relieves" in message
        assert "Say how the insole is built" in message

    def test_advice_may_name_a_treatment_and_promises_nothing(self) -> None:
        column: Any = apps.get_model("catalogue.guidepoint")._meta.get_field("text_en")
        text = "Treatment of the illness comes first."
        assert column.clean(text, None) == text
        with pytest.raises(ValidationError):
            column.clean("An insole cures the illness.", None)

    @pytest.mark.parametrize(("label", "name"), COLUMNS)
    def test_a_plain_text_is_taken(self, label: str, name: str) -> None:
        text = "A full-length insole of cork."
        column: Any = apps.get_model(label)._meta.get_field(name)
        assert column.clean(text, None) == text

    @pytest.mark.django_db
    def test_the_desk_says_it_beside_the_field_and_keeps_what_was_typed(self) -> None:
        feature = make_feature(choices=["low"])
        page = logged_in().post(
            f"/admin/catalogue/feature/{feature.pk}/change/", {"explanation_en": "It cures all pain."}
        )
        assert page.status_code == 200
        shown = page.content.decode()
        assert "“It cures” cannot stand in a text of ours." in shown
        assert "It cures all pain." in shown

    @pytest.mark.django_db
    def test_a_file_is_refused_whole(self, tmp_path: Path) -> None:
        product = make_product()
        entry = {
            "slug": product.slug,
            "brand": [product.brand.slug],
            "name": product.name,
            "summary_en": "It cures pain.",
        }
        file = tmp_path / "made-up.json"
        file.write_text(json.dumps([{"model": "catalogue.product", "fields": entry}]), encoding="utf-8")
        with pytest.raises(BadFixtures) as refused:
            load([file])
        assert ["It cures" in str(fault) for fault in refused.value.faults] == [True]


@pytest.mark.django_db
@pytest.mark.usefixtures("starting_data")
class TestOverOurTexts:
    """Names, paraphrases of others, claims and evidence are exempt."""

    def test_nothing_in_the_catalogue_promises_anything(self) -> None:
        assert [(where, found) for where, text, rules in our_texts() for found in refused_words(text, rules)] == []

    def test_it_reads_a_good_deal(self) -> None:
        assert len(list(our_texts())) > 400

    def test_no_template_promises_anything(self) -> None:
        templates = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
        assert templates
        for path in templates:
            assert words(strip_tags(path.read_text(encoding="utf-8"))) == [], path.name

    def test_no_translation_promises_anything(self) -> None:
        for path in sorted((Path(settings.BASE_DIR) / "locale").rglob("*.po")):
            lines = path.read_text(encoding="utf-8").splitlines()
            assert [line for line in lines if line.startswith(("msg", '"')) and words(line)] == [], path.name


def our_texts() -> Iterator[tuple[str, str, tuple[Rule, ...]]]:
    """(where, text, rules) of everything stored that the guard is promised to read."""
    for model, name in guarded_columns():
        rules = PROMISES if isinstance(model._meta.get_field(name), AdviceColumn) else RULES
        rows: Any = model._default_manager.exclude(**{f"{name}__isnull": True}).exclude(**{name: ""})
        for pk, text in rows.values_list("pk", name):
            yield f"{model._meta.label_lower} {pk} {name}", text, rules


# Where others speak, or a study is reported: claims of the article (with their verdict), records, sources, advice, paraphrases.
REPORTED = {"claim", "evidence", "points", "lines", "cited", "care"}


def is_reported(element: Element | None) -> bool:
    """Whether something stands in a part of a page that is marked as somebody else's word or as a report."""
    while element is not None:
        if element.name == "q" or REPORTED & set(element.get("class").split()):
            return True
        element = element.parent
    return False


@pytest.mark.django_db
@pytest.mark.usefixtures("starting_data")
@pytest.mark.parametrize("prefix", ["", "/de"], ids=["English", "German"])
class TestOverPages:
    """What a visitor reads on the pages about complaints, put together of our texts, generated words and names."""

    def test_only_marked_words_of_others_promise_anything(self, client: Client, prefix: str) -> None:
        names = [*Product.objects.values_list("name", flat=True), *Feature.objects.values_list("name", flat=True)]
        said = {
            own_text(element): (address, element)
            for address in self.addresses()
            for element in opened_once(client, prefix + address).main.inside()
            if not is_reported(element)
        }
        assert [(said[text], refused) for text in said for refused in words(without(names, text))] == []

    def test_every_claim_stands_with_its_verdict(self, client: Client, prefix: str) -> None:
        pages = [opened_once(client, prefix + address) for address in self.addresses()]
        claims = [claim for page in pages for claim in page.all("details", class_="claim")]
        assert len(claims) > 40
        assert [
            claim for claim in claims if not [e for e in claim.inside() if "verdict" in e.get("class").split()]
        ] == []

    @staticmethod
    def addresses() -> list[str]:
        """Every guide, and one of every other kind of page that speaks of complaints."""
        kinds = (
            "home",
            "problems",
            "article",
            "method",
            "evidence",
            "evidence, one pair",
            "finder",
            "finder, no insole",
        )
        guides = [problem.get_absolute_url() for problem in Problem.objects.all()]
        return [*guides, *(PAGE_KINDS[kind] for kind in kinds)]


def own_text(element: Element) -> str:
    """The text of an element itself, without that of the elements in it."""
    return " ".join("".join(part for part in element.content if isinstance(part, str)).split())


def without(names: list[str], text: str) -> str:
    """A text without names, which are exempt."""
    for name in names:
        text = text.replace(name, "")
    return text
