"""The vocabulary of the made-up catalogue: features of every kind, foot problems with look-for rows, warning signs.

The slugs are those that code knows (form, the parts that are drawn), so that cards draw and forms rule out as on the real site.
"""

from dataclasses import dataclass
from datetime import date

from catalogue.choices import FeatureKind, ProblemGroup
from catalogue.models import Choice, Feature, Problem
from tests.builders import make_feature, make_look_for, make_problem, make_red_flag

YES_NO = "yes_no"
FOOTWEAR = "running walking hiking trainers court golf cleats cycling ski skate riding work safety military dress casual winter slippers"
MATERIALS = "eva polyurethane memory-foam polyethylene gel silicone rubber latex cork leather felt wool fabric plastic fibreglass carbon-fibre"

# slug, kind, group, zone, how often it is stated (relative), choices; a number has its unit, lowest, highest and step instead.
FEATURES = f"""
arch-height choice support midfoot 7 low medium high adjustable
arch-support choice support midfoot 12 none flexible semi-rigid rigid stated-only
heel-cup choice support rearfoot 9 none shallow medium deep stated-only
medial-posting yes_no support rearfoot 3
lateral-wedge yes_no support full_length 2
metatarsal-pad choice support forefoot 6 none optional built-in
heel-cushion yes_no support rearfoot 5
forefoot-cushion yes_no support forefoot 4
cushioning choice support full_length 7 none low medium high stated-only
rigid-shell choice support rearfoot 5 none dense-foam cork thermoplastic fibreglass carbon-fibre stated-only
stabiliser-plate choice support forefoot 2 none forefoot full-length stated-only
heat-mouldable choice support full_length 4 none with-wear heat
heel-lift yes_no support rearfoot 2
heel-recess yes_no support rearfoot 2
texture-nubs yes_no support full_length 2
form choice shape none 11 full-length three-quarter heel-cup heel-insert arch-insert forefoot
volume choice shape full_length 6 low medium high
thickness-heel number shape rearfoot 4 mm 1 14 0.5
thickness-forefoot number shape forefoot 4 mm 1 9 0.5
weight number shape none 5 g 18 190 1
footwear choices fit none 22 {FOOTWEAR}
trim-to-fit yes_no fit none 6
needs-removable-insole yes_no fit none 3
placement choice fit none 7 replaces on-top underneath stuck-in
sizes-from number fit none 3 EU 34 42 0.5
sizes-to number fit none 3 EU 42 50 0.5
width choices fit none 2 narrow standard wide
materials choices construction none 18 {MATERIALS}
top-cover choice construction none 5 none textile leather microfibre wool foam gel stated-only
antimicrobial yes_no construction none 4
vegan yes_no construction none 2
latex-free yes_no construction none 2
heated yes_no construction full_length 1
washable choice care none 3 no wipe hand machine
lifetime-months number care none 2 months 3 36 3
lifetime-km number care none 2 km 200 1600 50
break-in choice care none 3 none hours days weeks stated-only
trial-days number buying none 3 days 14 100 1
warranty choice buying none 3 none under-1-year 1-year 2-years-or-more lifetime stated-only
seal choices buying none 2 seal-a seal-b seal-c other
sold-as choice buying none 2 pair single
"""
CORE = {"arch-support", "heel-cup", "cushioning", "form", "volume", "thickness-heel", "weight", "footwear", "materials"}
PROMOTED = {"footwear", "arch-height"}
# Products checked before a feature was added are "not checked yet" for it.
EARLY, LATE = date(2025, 1, 1), {"seal": date(2026, 9, 1), "sold-as": date(2026, 9, 1)}

# Groups with their children; every row of a child is about a support feature and met by choices that are there.
GROUPS = {"made-up-shape": ("made-up-flat", "made-up-hollow"), "made-up-knee": ("made-up-front", "made-up-inside")}
CLINICIAN_FIRST = "made-up-alarm"
# problem: rows of feature, weight, choices that meet it (none: any that is there), after a minus those to avoid
LOOK_FOR = """
made-up-flat: arch-support 3 semi-rigid rigid; heel-cup 2 deep medium; medial-posting 1 yes
made-up-hollow: cushioning 3 medium high; arch-height 2 high adjustable - low
made-up-front: medial-posting 2 yes; arch-support 1
made-up-inside: lateral-wedge 3 yes - no; cushioning 1 high
made-up-heel: heel-cup 3 deep; heel-cushion 2 yes; arch-support 2; heel-recess 1 yes; cushioning 1 medium high - none
made-up-ball: metatarsal-pad 3; forefoot-cushion 2 yes; stabiliser-plate 1; volume 1 medium high
made-up-toe: stabiliser-plate 3; rigid-shell 2 carbon-fibre fibreglass - dense-foam
made-up-ankle: heel-cup 2; rigid-shell 2; top-cover 1 textile leather
made-up-back: cushioning 2; heel-lift 1 yes
made-up-balance: texture-nubs 2 yes; arch-support 1; cushioning 1 none low - high
made-up-overuse: arch-support 2; cushioning 2; heat-mouldable 1; volume 1 low medium
"""


@dataclass(frozen=True, slots=True)
class MadeUpFeature:
    """A feature with what the generator needs: how often it is stated, its choices, or its numbers."""

    feature: Feature
    share: int
    choices: tuple[Choice, ...]
    lowest: float = 0
    step: float = 0
    steps: int = 0


def add_features() -> list[MadeUpFeature]:
    """Store the features."""
    return [_add_feature(line.split()) for line in FEATURES.strip().splitlines()]


def _add_feature(words: list[str]) -> MadeUpFeature:
    slug, kind, group, zone, share, *rest = words
    is_number = kind == FeatureKind.NUMBER
    flags = {"is_core": slug in CORE, "is_promoted": slug in PROMOTED, "added_on": LATE.get(slug, EARLY)}
    unit = rest[0] if is_number else ""
    feature = make_feature(slug, kind=kind, group=group, zone=zone, unit=unit, choices=rest, **flags)
    if is_number:
        lowest, highest, step = map(float, rest[1:])
        return MadeUpFeature(feature, int(share), (), lowest, step, round((highest - lowest) / step))
    return MadeUpFeature(feature, int(share), tuple(feature.choices.all()))


def add_problems() -> list[Problem]:
    """Store the foot problems with what to look for and their warning signs; those that makers may speak of come back."""
    parents: dict[str, Problem] = {}
    for group, children in GROUPS.items():
        parents |= dict.fromkeys(children, make_problem(group, is_selectable=False))
    selectable = []
    for line in LOOK_FOR.strip().splitlines():
        slug, _, rows = line.partition(": ")
        problem = make_problem(slug, parent=parents.get(slug))
        for row in rows.split("; "):
            _add_row(problem, row)
        make_red_flag(problem)
        selectable.append(problem)
    make_red_flag(make_problem(CLINICIAN_FIRST, group=ProblemGroup.CLINICIAN_FIRST), urgency="clinician_first")
    return selectable


def _add_row(problem: Problem, row: str) -> None:
    met, _, avoid = row.partition(" - ")
    slug, weight, *choices = met.split()
    feature = Feature.objects.get(slug=slug)
    make_look_for(problem, feature, choices, avoid=avoid.split(), weight=int(weight))
