"""One row of every kind, for what holds for every page of the desk."""

from catalogue.models import ArticleClaim, ChainStep, Picture, done_or_proposed, recorded
from tests import builders as make


def make_one_of_everything(number: int) -> None:
    """One row of every kind, each about things of its own."""
    brand = make.make_brand()
    product = make.make_product(brand=brand)
    feature = make.make_feature(f"made-up-{number}")
    several = make.make_feature(f"made-up-list-{number}", kind="choices", choices=("wool", "cork"))
    problem = make.make_problem(f"made-up-ache-{number}")
    statement = make.make_statement(product, feature, "low")
    make.make_statement(product, feature, "high")
    make.make_statement(product, several, "wool")
    make.make_statement(product, several, "cork")
    make.make_decision(statement)
    study = make.make_evidence(problem, feature)
    make.make_look_for(problem, feature, ("low",), evidence=[study])
    make.make_red_flag(problem)
    make.make_harm(feature=feature)
    make.make_guide_point(problem)
    make.make_finding(product)
    make.make_suitability(product, problem)
    with recorded(by="editor"):
        make.make_offer(product)
    make.make_rate(("USD", "JPY", "CHF")[number])
    make.make_comparison(product, problem=problem)
    ChainStep.objects.create(
        from_place="insole", to_place=("foot", "ankle", "knee")[number], position=number, verdict="mixed", why_en="So."
    )
    ArticleClaim.objects.create(
        key=f"claim-{number}", paragraph=number, claim_en="So.", strength="strong", verdict="no_evidence", why_en="So."
    )
    photo = {"image": f"originals/{number}.webp", "width": 400, "height": 300, "alternative_text_en": "So."}
    Picture.objects.bulk_create([Picture(product=product, credit="Me", licence="CC0", **photo)])
    make.derive(product)
    make.make_report(product, feature)
    done_or_proposed("editor", "So.", lambda: make.make_guide_point(problem))
