"""What every insole's page needs beside the insole is kept for as long as nothing changes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.knowledge import current_knowledge
from catalogue.models import Evidence, Feature
from tests.builders import make_feature, make_guide_point, make_harm, make_offer, make_problem, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


def test_asked_again_it_is_the_same_for_one_question() -> None:
    first = current_knowledge()
    with CaptureQueriesContext(connection) as queries:
        assert current_knowledge() is first
    assert len(queries) == 1


def test_what_it_holds_costs_no_question_more() -> None:
    known = current_knowledge()
    with CaptureQueriesContext(connection) as queries:
        for feature in known.features:
            list(feature.choices.all())
            for harm in known.harms.get(feature.pk, ()):
                list(harm.sources.all())
            for record in known.evidence.get(feature.pk, ()):
                assert record.problem.slug
                assert record.source.slug
            for row in known.avoided.get(feature.pk, ()):
                assert [row.problem, *row.avoid.all(), *row.sources.all(), *(e.source for e in row.evidence.all())]
        for point in known.points:
            list(point.sources.all())
    assert not queries.captured_queries


def test_it_is_complete() -> None:
    known = current_knowledge()
    assert list(known.features) == list(Feature.objects.all())
    assert sum(map(len, known.evidence.values())) == Evidence.objects.exclude(feature=None).count()


def test_a_change_is_seen_at_once() -> None:
    before = current_knowledge()
    feature = make_feature(position=900)
    harm, point = make_harm(feature=feature), make_guide_point(kind="stop_sign")
    make_offer(make_product(), currency="XTS")
    now = current_knowledge()
    assert now is not before
    assert now.harms[feature.pk] == (harm,)
    assert point in now.points
    assert "XTS" in now.currencies - before.currencies


def test_what_is_said_of_one_problem_is_no_general_advice() -> None:
    point = make_guide_point(make_problem(), kind="stop_sign")
    assert point not in current_knowledge().points
