"""The public log of changes."""

from typing import Any

from django.db import connections, models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.choices import ChangeKind
from catalogue.models.columns import SlugColumn, one_of
from catalogue.models.method import METHOD_VERSIONS
from catalogue.models.problems import LookFor
from catalogue.models.products import Product
from catalogue.querysets.changes import BATCH, ShownChangeQuerySet

# For each kind, which of product, feature and problem a row names.
NAMES: dict[ChangeKind, tuple[bool, bool, bool]] = {
    ChangeKind.START: (False, False, False),
    ChangeKind.VALUE: (True, True, False),
    ChangeKind.PRODUCT: (True, False, False),
    ChangeKind.LOOK_FOR: (False, True, True),
    ChangeKind.METHOD: (False, False, False),
}


def _names(kind: ChangeKind) -> Q:
    """The condition that a row of this kind names what it is about, and nothing else."""
    condition = Q(kind=kind)
    for column, is_named in zip(("product", "feature", "problem"), NAMES[kind], strict=True):
        empty = Q(**{column: ""})
        condition &= ~empty if is_named else empty
    return condition


class ShownChange(models.Model):
    """One thing that visitors see otherwise than before. Written where the truth changes, never by hand, never again changed.

    Everything is named by its slug, and values are plain data of no language: the log outlives what it tells of. `old` and `new`
    of a value are its state with its choices or number; of an insole its standing; of a look-for row what changed of it;
    of a method its number.
    """

    at = models.DateTimeField(_("at"), default=timezone.now)
    kind = models.CharField(_("kind"), max_length=10, choices=ChangeKind)
    product = SlugColumn(_("product"), blank=True)
    feature = SlugColumn(_("feature"), blank=True)
    problem = SlugColumn(_("problem"), blank=True)
    old = models.JSONField(_("before"), default=dict, blank=True)
    new = models.JSONField(_("after"), default=dict, blank=True)
    reason = models.JSONField(_("reason"), default=dict, blank=True)

    objects = ShownChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change shown to the public")
        verbose_name_plural = _("changes shown to the public")
        ordering = ["-at", "-pk"]
        constraints = [
            one_of("shown_change", "kind", ChangeKind),
            models.CheckConstraint(
                condition=_names(ChangeKind.START)
                | _names(ChangeKind.VALUE)
                | _names(ChangeKind.PRODUCT)
                | _names(ChangeKind.LOOK_FOR)
                | _names(ChangeKind.METHOD),
                name="shown_change_names_what_changed",
            ),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind=ChangeKind.START), name="shown_change_begins_once"
            ),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="shown_change_newest"),
            models.Index(fields=["product"], name="shown_change_by_product"),
            models.Index(fields=["feature"], name="shown_change_by_feature"),
            models.Index(fields=["problem"], name="shown_change_by_problem"),
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, (f"{self.at:%Y-%m-%d}", self.kind, self.product, self.problem, self.feature)))


def standings(products: "models.QuerySet[Product] | None" = None) -> dict[str, dict[str, str]]:
    """How visitors find these products, or all, by slug: shown, or withdrawn, perhaps merged into another one. One query.

    Drafts are not among them: visitors know nothing of them.
    """
    known = (Product.objects.all() if products is None else products).filter(status__in=["published", "withdrawn"])
    rows = known.values_list("slug", "status", "merged_into__slug")
    return {slug: {"state": status, **({"into": other} if other else {})} for slug, status, other in rows}


def looked_for() -> dict[tuple[str, str], dict[str, Any]]:
    """Of every look-for row, by the slugs of problem and feature: what moves scores, and its reason. Four queries."""
    rows = LookFor.objects.select_related("problem", "feature").prefetch_related("choices", "avoid", "evidence")
    return {
        (row.problem.slug, row.feature.slug): {
            "scores": {
                "choices": sorted(choice.slug for choice in row.choices.all()),
                "avoid": sorted(choice.slug for choice in row.avoid.all()),
                "weight": row.weight,
                "basis": row.basis,
                "evidence": {one.key: [one.direction, one.certainty] for one in row.evidence.all()},
            },
            "reason": {language: getattr(row, f"reason_{language}") or "" for language in ("en", "de")},
        }
        for row in rows
    }


class LogOfEdit:
    """What visitors saw of products and of what is looked for before an edit of any of them; `note` logs what is another after it."""

    def __init__(self) -> None:
        self.begins = not Product.objects.exists()
        self.standings = standings()
        self.looked_for = looked_for()

    def note(self) -> set[int]:
        """Write the log, but for the first data of all. The ids of products that visitors see now and did not see before."""
        now = standings()
        if not self.begins:
            ShownChange.objects.note_standings(self.standings, now)
            ShownChange.objects.note_rows(self.looked_for, looked_for())
        seen = {slug for slug, standing in self.standings.items() if standing["state"] == Product.Status.PUBLISHED}
        fresh = [slug for slug, standing in now.items() if standing["state"] == "published" and slug not in seen]
        found: set[int] = set()
        for start in range(0, len(fresh), BATCH):
            found.update(Product.objects.filter(slug__in=fresh[start : start + BATCH]).values_list("pk", flat=True))
        return found


def note_methods_after_migrate(using: str, **kwargs: Any) -> None:
    """Receiver of post_migrate: every update migrates, and a new method comes with an update."""
    connection = connections[using]
    if (
        ShownChange._meta.db_table in connection.introspection.table_names()
    ):  # not there on the way back to an old version
        ShownChange.objects.using(using).note_methods(METHOD_VERSIONS)
