"""What the share pictures of comparisons and guides say: plain values, every word in the language of the page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.drawing.share import ComparisonPicture, Line, ProblemPicture, SharePicture
from catalogue.models import LookFor, Problem
from catalogue.sharing import product_picture, shared_insole
from catalogue.units import METRIC
from catalogue.wording import choices_text, listed_words
from comparisons.difference import most_telling
from comparisons.index import Vocabulary
from comparisons.match import Mark, Wish
from comparisons.matrix import Matrix
from comparisons.selection import MAX_COMPARED

MOST_TOLD, MOST_NAMED = 3, 5


def picture_of(
    matrix: Matrix,
    problems: Sequence[Problem],
    vocabulary: Vocabulary,
    *,
    units: str = METRIC,
    title: str = "",
    intro: str = "",
) -> SharePicture:
    """A comparison as it may be shown: where a professional comes first for a chosen problem, that and no insole.

    Title and introduction are an editor's.
    """
    first = next((problem for problem in problems if problem.is_clinician_first), None)
    if first is not None:
        return problem_picture(first, (), vocabulary)
    if not matrix.sheets:
        return _words_only(title, intro)
    if len(matrix.sheets) == 1:
        return product_picture(matrix.sheets[0])
    return _side_by_side(matrix, units, title)


def _side_by_side(matrix: Matrix, units: str, title: str) -> ComparisonPicture:
    count, names = len(matrix.sheets), listed_words([product.full_name for product in matrix.products])
    lead, points = _differences_of_two(matrix, units) if count == 2 else _differing_features(matrix)
    if not points:
        lead, points = "", (_nothing_differs(matrix),)
    return ComparisonPicture(
        kind=ngettext("%(n)d insole side by side", "%(n)d insoles side by side", count) % {"n": count},
        title=title,
        insoles=tuple(shared_insole(sheet) for sheet in matrix.sheets),
        lead=lead,
        points=points,
        alt=_("%(names)s side by side.") % {"names": names} + f" {f'{lead}: ' if lead else ''}{'; '.join(points)}",
    )


def _words_only(title: str, intro: str) -> ComparisonPicture:
    heading = title or _("Compare insoles")
    lead = intro or (
        _("Choose two to %(limit)s insoles and see them side by side, with the source of every value.")
        % {"limit": MAX_COMPARED}
    )
    return ComparisonPicture("", heading, (), lead, (), alt=f"{heading}. {lead}")


def _differences_of_two(matrix: Matrix, units: str) -> tuple[str, tuple[str, ...]]:
    """What of one differs from the other, in words: the name of the one, and the few most telling differences.

    Lists are only named: "… not stated" at the end of a long one would be cut off, and it would say the opposite.
    """
    other = next(place for place in range(2) if place != matrix.reference)
    told = [
        found
        for found in matrix.told_against_reference(units)[other]
        if found.is_known and not found.feature.takes_several
    ]
    if not told:
        return _differing_features(matrix)
    return str(matrix.products[other].full_name), tuple(found.text for found in most_telling(told, MOST_TOLD))


def _differing_features(matrix: Matrix) -> tuple[str, tuple[str, ...]]:
    """The features in which they differ, the most important features first."""
    differing = [row.feature for row in matrix.rows if row.differs]
    names = [str(feature.name) for feature in sorted(differing, key=lambda f: (not f.is_core, f.position))]
    if more := len(names[MOST_NAMED:]):
        rest = ngettext("%(n)d more feature", "%(n)d more features", more) % {"n": more}
        names = [*names[:MOST_NAMED], rest]
    return _("Differences"), (listed_words(names),) if names else ()


def _nothing_differs(matrix: Matrix) -> str:
    if matrix.equal:
        return _("No two stated values differ.")
    return _("Too little is stated to tell how they differ.")


def problem_picture(problem: Problem, children: Sequence[Sequence[Wish]], vocabulary: Vocabulary) -> ProblemPicture:
    """One foot problem: what to look for, for a group by problem; where a professional comes first, only that."""
    first = problem.is_clinician_first
    lines = () if first else _look_for(children, vocabulary)
    lead = _("See a professional first") if first else _("What to look for")
    summary = str(problem.summary)
    if first:
        summary = _("No insoles are shown for this problem. The guide says whom to see, and how soon.")
    said = "; ".join(f"{line.label}: {line.text}" for line in lines) or summary
    return ProblemPicture(
        kind=_("Foot problem"),
        name=str(problem.name),
        region=problem.region,
        lead=lead if first or lines else "",
        points=lines,
        summary="" if lines else summary,
        note=_("This is not medical advice."),
        alt=f"{problem.name}. {f'{lead}: ' if lines else ''}{said}",
        is_professional_first=first,
    )


def _look_for(children: Sequence[Sequence[Wish]], vocabulary: Vocabulary) -> tuple[Line, ...]:
    """The features looked for, those that count most first; what counts nothing is left to the page, which says why."""
    counting = [sorted((w for w in child if w.weight), key=lambda w: -w.weight) for child in children]
    if len(children) == 1:
        return tuple(_line(wish, wish.row) for wish in counting[0] if wish.row)
    lines = []
    for child in filter(None, counting):
        problem = vocabulary.problem(child[0].problem)
        features = ", ".join(str(wish.row.feature.name) for wish in child if wish.row)
        lines.append(Line(str(problem.name) if problem else "", features))
    return tuple(lines)


def _line(wish: Wish, row: LookFor) -> Line:
    remark = ""
    if wish.is_advised_against:
        remark = _("A guideline advises against it.")
    elif wish.mark == Mark.NOT_CONFIRMED:
        remark = _("Studies do not confirm it.")
    specific = choices_text(choice for choice in row.choices.all() if not choice.is_unspecified)
    return Line(str(row.feature.name), specific or _("any that has it"), remark)
