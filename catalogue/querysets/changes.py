"""The public log of changes: written where the truth changes, read by /changes/."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from catalogue.choices import ChangeKind, EntryState, Known, Why
from catalogue.derivation import state_without_entry
from catalogue.querysets.late import model_named
from catalogue.querysets.noted import Derivation, Key, Noted, Shown

if TYPE_CHECKING:
    from catalogue.models import ShownChange  # named in a base class
    from catalogue.models.method import MethodVersion

BATCH = 500


class ShownChangeQuerySet(models.QuerySet["ShownChange"]):
    """What visitors came to see otherwise than before."""

    def after_start(self) -> Self:
        """Without the row that says when the log began."""
        return self.exclude(kind=ChangeKind.START)

    def of_product(self, slug: str) -> Self:
        """What is shown of one product, and its coming and going."""
        return self.filter(product=slug)

    def of_feature(self, slug: str) -> Self:
        """Values of one feature, and what is looked for in it."""
        return self.filter(feature=slug)

    def of_problems(self, slugs: Collection[str]) -> Self:
        """What is looked for with these foot problems, and new methods: all that moves every score."""
        return self.filter(Q(problem__in=slugs) | Q(kind=ChangeKind.METHOD))

    def of_scores(self, product: str, problems: Collection[str], features: Collection[str]) -> Self:
        """What can have moved the score of a product for these problems, which look for these features."""
        values = Q(kind=ChangeKind.VALUE, product=product, feature__in=features)
        return self.filter(values | Q(problem__in=problems) | Q(kind=ChangeKind.METHOD))

    def features_looked_for(self, problems: Collection[str]) -> set[str]:
        """Features that rows of these problems name in the log: those that are no longer looked for are among them. One query."""
        return set(self.filter(kind=ChangeKind.LOOK_FOR, problem__in=problems).values_list("feature", flat=True))

    def note_start(self, values: int) -> None:
        """The first values of a catalogue are one thing, not hundreds."""
        if values:
            products = model_named("Product").objects.published().count()
            self.get_or_create(kind=ChangeKind.START, defaults={"new": {"products": products, "values": values}})

    def note_values(self, derivation: Derivation, unseen: Collection[int] = ()) -> None:
        """One row for each entry of a published product that visitors see otherwise. Nothing is asked where none is."""
        changed = [key for key in derivation.changed if key[0] not in unseen]
        if not changed:
            return
        products = _published(product for product, _feature in changed)
        features = {feature.pk: feature for feature in model_named("Feature").objects.all()}
        forms = next((pk for pk, feature in features.items() if feature.slug == Known.FORM), 0)

        def value(noted: Noted, key: Key) -> dict[str, Any]:
            if key in noted:
                return noted[key].as_data()
            form = noted.get((key[0], forms), Shown(EntryState.NOT_STATED)).choices
            checked_on = products[key[0]].checked_on
            return {"state": state_without_entry(features[key[1]], form[0] if form else None, checked_on)}

        self._note(
            self.model(
                kind=ChangeKind.VALUE,
                product=products[key[0]].slug,
                feature=features[key[1]].slug,
                old=value(derivation.before, key),
                new=value(derivation.after, key),
                reason=_why(derivation, key),
            )
            for key in changed
            if key[0] in products and key[1] in features
        )

    def note_standings(self, before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]) -> None:
        """One row for each product (by slug) that visitors came to see, no longer see, or find merged into another one."""
        changed = [slug for slug in sorted(before.keys() | after.keys()) if before.get(slug) != after.get(slug)]
        self._note(
            self.model(kind=ChangeKind.PRODUCT, product=slug, old=before.get(slug, {}), new=after.get(slug, {}))
            for slug in changed
        )

    def note_rows(self, before: dict[Any, dict[str, Any]], after: dict[Any, dict[str, Any]]) -> None:
        """One row for each look-for row, by (problem, feature), of which something that moves scores changed: that alone."""
        for key in sorted(before.keys() | after.keys()):
            old, new = before.get(key, {}), after.get(key, {})
            names = [name for name in (old or new)["scores"] if _part(old, name) != _part(new, name)]
            if names:
                self.create(
                    kind=ChangeKind.LOOK_FOR,
                    problem=key[0],
                    feature=key[1],
                    old={name: _part(old, name) for name in names} if old else {},
                    new={name: _part(new, name) for name in names} if new else {},
                    reason={"why": Why.ROW, **(new or old)["reason"]},
                )

    def note_methods(self, versions: Iterable[MethodVersion]) -> None:
        """One row for each method after the first, from the day since which it holds. Safe to repeat."""
        noted = {change.new["method"] for change in self.filter(kind=ChangeKind.METHOD)}
        for version in versions:
            if version.number > 1 and version.number not in noted:
                since = datetime.combine(version.since, time(), UTC)
                old, new = {"method": version.number - 1}, {"method": version.number}
                self.create(kind=ChangeKind.METHOD, at=since, old=old, new=new)

    def _note(self, changes: Iterable[ShownChange]) -> None:
        rows = list(changes)
        for row in rows:
            row.at = rows[0].at  # what one edit did stands together
        self.bulk_create(rows, batch_size=BATCH)


def _part(row: dict[str, Any], name: str) -> Any:
    return row["scores"][name] if row else None


def _published(products: Iterable[int]) -> dict[int, Any]:
    """Products that visitors see, of these ids."""
    ids, found = sorted(set(products)), {}
    for start in range(0, len(ids), BATCH):
        found.update(model_named("Product").objects.published().in_bulk(ids[start : start + BATCH]))
    return found


def _why(derivation: Derivation, key: Key) -> dict[str, str]:
    """The reason an editor gave, else what came, went or was corrected."""
    nothing = Shown(EntryState.NOT_STATED)
    before, after = derivation.before.get(key, nothing), derivation.after.get(key, nothing)
    was, now = before.said, after.said
    if was and was.keys() == now.keys():
        return _same_statements(derivation, key, before, after)
    decision = derivation.decisions.get(key)
    if decision and (decision.state != EntryState.STATED or decision.statement_id in now):
        return {"why": Why.DECIDED, "text": decision.reason}
    if key in derivation.before and not was:
        return {"why": Why.UNDECIDED}
    for statement, source in was.items():
        if statement not in derivation.statements:
            return {"why": Why.GONE, "source": source}
        if derivation.statements[statement].source.is_barred:
            return {"why": Why.BARRED, "source": source}
    came = [source for statement, source in now.items() if statement not in was]
    return {"why": Why.SAID, "source": came[0]} if came else {"why": Why.RULE}


def _same_statements(derivation: Derivation, key: Key, before: Shown, after: Shown) -> dict[str, str]:
    """The shown statement stayed: it was corrected, or others came to disagree with it or no longer do."""
    if before.seen[1:] != after.seen[1:]:
        return {"why": Why.CORRECTED, "source": next(iter(after.said.values()))}
    if after.state != EntryState.DISPUTED:
        return {"why": Why.AGREED}
    shown = derivation.statements[next(iter(after.said))]
    others = [
        other
        for other in derivation.statements.values()
        if (other.product_id, other.feature_id) == key
        and (other.choice_id, other.number) != (shown.choice_id, shown.number)
        and not other.source.is_barred
    ]
    return {"why": Why.DISPUTED, "source": max(others, key=lambda other: other.pk).source.slug}
