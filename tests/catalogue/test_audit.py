"""The audit finds what no constraint can see, in plain words, and its exit code says so."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from catalogue.audit import faults
from catalogue.models import Brand, Choice, LookFor, Problem, RedFlag, Source, SpecEntry, SpecEntryChoice, Statement
from catalogue.triggers import trigger_name
from tests.builders import (
    make_feature,
    make_look_for,
    make_problem,
    make_product,
    make_red_flag,
    make_shown,
    make_statement,
)


def drop_a_trigger() -> None:
    """Take one trigger away."""
    table = ' ON "catalogue_brand"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{trigger_name("catalogue_brand", "UPDATE")}"{table}')


def other_choice() -> Choice:
    """A choice of a feature that nothing here is about."""
    return make_feature("made-up-other").choices.get(slug="low")


# What is done behind the back of clean(), and what the audit says of it.
FAULTS: dict[str, tuple[Callable[[], object], str]] = {
    "a statement with a choice of another feature": (
        lambda: Statement.objects.filter(feature__slug="made-up-height").update(choice=other_choice()),
        "statement testa-nonesuch-1 / made-up-height / made-up-source-1 / maker / low: choice: "
        "“Made up other: Low” is not a choice of Made up height.",
    ),
    "a look-for row with a choice of another feature": (
        lambda: LookFor.objects.get().choices.add(other_choice()),
        "look-for row made-up-ache / made-up-height: choices: “Made up other: Low” is not a choice of this feature.",
    ),
    "a warning sign that lost its sources": (
        lambda: RedFlag.objects.get().sources.clear(),
        "warning sign made-up-sign-1: sources: A warning sign needs a source.",
    ),
    "paragraphs that are no numbers": (
        lambda: Problem.objects.update(article_paragraphs=["x"]),
        "foot problem made-up-ache: article_paragraphs: This must be a list of paragraph numbers.",
    ),
    "an entry that is missing": (
        lambda: SpecEntry.objects.filter(feature__slug="made-up-height").delete(),
        "spec entry testa-nonesuch-1 / made-up-height: not what the statements give; run “derive”.",
    ),
    "an entry whose statement changed": (
        lambda: Statement.objects.filter(feature__slug="made-up-height").update(
            choice=Choice.objects.get(feature__slug="made-up-height", slug="high")
        ),
        "spec entry testa-nonesuch-1 / made-up-height: not what the statements give; run “derive”.",
    ),
    "an entry whose source was barred": (
        lambda: Source.objects.filter(statements__feature__slug="made-up-height").update(barred_because="x"),
        "spec entry testa-nonesuch-1 / made-up-height: not what the statements give; run “derive”.",
    ),
    "a choice that is no longer shown": (
        lambda: SpecEntryChoice.objects.filter(choice__slug="felt").delete(),
        "spec entry testa-nonesuch-1 / made-up-stuff: not what the statements give; run “derive”.",
    ),
    "a statement that was never derived": (
        lambda: make_statement(make_product(), make_feature("made-up-new"), "low"),
        "spec entry testa-nonesuch-2 / made-up-new: not what the statements give; run “derive”.",
    ),
    "a sort key that is stale": (
        lambda: Brand.objects.update(name="Nonesuch Brothers"),
        "brand testa: sort_key is stale; run “derive”.",
    ),
    "a trigger that is gone": (drop_a_trigger, "The trigger catalogue_brand_notes_update is missing: run “migrate”."),
}


@pytest.fixture
def sound(db: None) -> None:
    """A little of everything that has rules."""
    product, feature = make_product(), make_feature()
    make_shown(product, feature, "low")
    make_shown(product, make_feature("made-up-stuff", kind="choices", choices=["cork", "felt"]), "cork", "felt")
    problem = make_problem()
    make_look_for(problem, feature, met=["low"])
    make_red_flag(problem)


@pytest.mark.usefixtures("sound")
class TestTheAudit:
    """manage.py audit."""

    def test_finds_nothing_in_sound_data(self) -> None:
        out = StringIO()
        call_command("audit", stdout=out)
        assert out.getvalue() == "Nothing is wrong.\n"

    @pytest.mark.parametrize(("damage", "words"), FAULTS.values(), ids=FAULTS.keys())
    def test_finds(self, damage: Callable[[], object], words: str) -> None:
        damage()
        assert words in list(faults(connection))

    def test_fails_with_the_number_of_faults(self) -> None:
        SpecEntry.objects.all().delete()
        out = StringIO()
        with pytest.raises(CommandError, match=r"^2 fault\(s\)\.$"):
            call_command("audit", stdout=out)
        assert out.getvalue().count("run “derive”.") == 2

    def test_is_satisfied_after_derive(self) -> None:
        SpecEntry.objects.all().delete()
        Brand.objects.update(sort_key="")
        out = StringIO()
        call_command("derive", stdout=out)
        assert out.getvalue() == "spec entries: 2\nsort keys renewed: 1\n"
        assert list(faults(connection)) == []


@pytest.mark.usefixtures("starting_data")
@pytest.mark.django_db
def test_the_starting_data_is_sound() -> None:
    assert list(faults(connection)) == []
