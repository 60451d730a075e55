"""Features, foot problems and what is known of them, as plain records."""

from catalogue.choices import ANY_INSOLE, FeatureKind, Known
from catalogue.exports.records import Record, english, in_each_language, linked, record
from catalogue.models import (
    ArticleClaim,
    ChainStep,
    Choice,
    Evidence,
    Feature,
    GuidePoint,
    Harm,
    LookFor,
    Problem,
    RedFlag,
)

# What evidence and harms name in the place of a feature when they speak of insoles as such.


def features() -> list[Record]:
    """Every feature with its choices; a feature of the choices yes and no says so by its kind."""
    return [_feature(row, list(row.choices.all())) for row in Feature.objects.with_choices().order_by("slug")]


def _feature(row: Feature, choices: list[Choice]) -> Record:
    is_yes_no = {choice.slug for choice in choices} == {Known.YES, Known.NO}
    has_list = not row.is_number and not is_yes_no
    kinds = {FeatureKind.CHOICE: "yes_no" if is_yes_no else "choice", FeatureKind.CHOICES: "multi"}
    return record(
        slug=row.slug,
        group=row.group,
        order=row.position,
        kind=kinds.get(FeatureKind(row.kind), row.kind),
        unit=row.unit,
        name=in_each_language(row, "name"),
        synonyms=in_each_language(row, "synonyms", missing=[]),
        zone=row.zone,
        side=row.side,
        explanation=english(row, "explanation"),
        measured_as=english(row, "measured_as"),
        choices=[_choice(choice) for choice in choices] if has_list else None,
        core=row.is_core or None,
        promoted=row.is_promoted or None,
        filterable=None if row.is_filterable else False,
        ordered=row.is_ordered if has_list else None,
        trap=english(row, "trap"),
    )


def _choice(row: Choice) -> Record:
    return record(
        slug=row.slug,
        name=in_each_language(row, "name"),
        explanation=english(row, "explanation"),
        absent=row.is_absent or None,
        on_scale=row.is_on_scale or None,
        unspecified=row.is_unspecified or None,
    )


def problems() -> list[Record]:
    """Every foot problem."""
    return [
        record(
            slug=row.slug,
            group=row.group,
            parent=row.parent.slug if row.parent else None,
            order=row.position,
            name=in_each_language(row, "name"),
            lay_names=in_each_language(row, "lay_names", missing=[]),
            region=row.region,
            summary=english(row, "summary"),
            article_says=english(row, "article_says"),
            article_paragraphs=row.article_paragraphs or None,
            selectable=row.is_selectable,
            note=row.note,
            checked_on=row.checked_on and row.checked_on.isoformat(),
            reviewed_by=row.reviewed_by,
            reviewed_on=row.reviewed_on and row.reviewed_on.isoformat(),
        )
        for row in Problem.objects.select_related("parent").order_by("slug")
    ]


def chain() -> list[Record]:
    """The article's chain from the foot to the spine, step by step."""
    evidence = linked(ChainStep.evidence, "key")
    return [
        {
            "from": row.from_place,
            "to": row.to_place,
            "article_says": english(row, "article_says"),
            "verdict": row.verdict,
            "why": english(row, "why"),
            "evidence": evidence[row.pk],
        }
        for row in ChainStep.objects.order_by("position")
    ]


def look_for() -> list[Record]:
    """Every look-for row."""
    choices, avoid = linked(LookFor.choices, "slug"), linked(LookFor.avoid, "slug")
    sources, evidence = linked(LookFor.sources, "slug"), linked(LookFor.evidence, "key")
    rows = LookFor.objects.select_related("problem", "feature").order_by("problem__slug", "feature__slug")
    return [
        record(
            problem=row.problem.slug,
            feature=row.feature.slug,
            choices=choices[row.pk],
            avoid=avoid[row.pk],
            weight=row.weight,
            basis=row.basis,
            reason=english(row, "reason"),
            sources=sources[row.pk],
            evidence=evidence[row.pk],
        )
        for row in rows
    ]


def evidence() -> list[Record]:
    """Every study result."""
    return [
        record(
            key=row.key,
            problem=row.problem.slug,
            and_problem=row.and_problem.slug if row.and_problem else None,
            feature=row.feature.slug if row.feature else ANY_INSOLE,
            aspect=row.aspect,
            direction=row.direction,
            certainty=row.certainty,
            certainty_by=row.certainty_by,
            summary=english(row, "summary"),
            effect=english(row, "effect"),
            outcome=english(row, "outcome"),
            follow_up=english(row, "follow_up"),
            population=english(row, "population"),
            comparator=english(row, "comparator"),
            study_type=row.study_type,
            participants=row.participants,
            source=row.source.slug,
            recommendation=row.recommendation,
        )
        for row in Evidence.objects.select_related("problem", "and_problem", "feature", "source").order_by("key")
    ]


def article_claims() -> list[Record]:
    """What the article asserts, with our verdicts."""
    evidence, problems = linked(ArticleClaim.evidence, "key"), linked(ArticleClaim.problems, "slug")
    return [
        record(
            key=row.key,
            paragraph=row.paragraph,
            claim=english(row, "claim"),
            strength=row.strength,
            verdict=row.verdict,
            why=english(row, "why"),
            evidence=evidence[row.pk],
            problems=problems[row.pk],
        )
        for row in ArticleClaim.objects.order_by("key")
    ]


def red_flags() -> list[Record]:
    """Every warning sign."""
    problems, sources = linked(RedFlag.problems, "slug"), linked(RedFlag.sources, "slug")
    return [
        record(
            slug=row.slug,
            urgency=row.urgency,
            problems=problems[row.pk],
            sign=english(row, "sign"),
            advice=english(row, "advice"),
            sources=sources[row.pk],
        )
        for row in RedFlag.objects.order_by("slug")
    ]


def guide_points() -> list[Record]:
    """What guides say beside research: how to tell, what else helps, when an insole is not the answer."""
    problems, sources = linked(GuidePoint.problems, "slug"), linked(GuidePoint.sources, "slug")
    return [
        record(
            slug=row.slug,
            kind=row.kind,
            problems=problems[row.pk],
            order=row.position,
            text=in_each_language(row, "text"),
            sources=sources[row.pk],
        )
        for row in GuidePoint.objects.order_by("slug")
    ]


def harms() -> list[Record]:
    """What came with a feature, or with insoles as such, that nobody wanted."""
    sources = linked(Harm.sources, "slug")
    return [
        record(
            feature=row.feature.slug if row.feature else ANY_INSOLE,
            harm=english(row, "harm"),
            who=english(row, "who"),
            sources=sources[row.pk],
        )
        for row in Harm.objects.select_related("feature")
    ]
