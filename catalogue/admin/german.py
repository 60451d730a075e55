"""German texts that fell behind: what the form of a row says of them, and that an editor finds them still right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.admin.meanwhile.telling import signed
from catalogue.admin.previewed import Becomes, Look, PreviewedAction, Stays
from catalogue.models import EditedRow, texts_in_both, touch
from catalogue.models.edits import German
from catalogue.models.recording import say_german_is_right, to_be_named

# The tick of a form.
STILL_RIGHT = "_german_is_right"


@dataclass(frozen=True, slots=True)
class Behind:
    """A German text that is behind: the English that it follows, the English of today, and who changed that when."""

    label: str
    followed: str
    english: str
    german: str
    who: str = ""


class GermanStillRight(PreviewedAction):
    """For a change of the English that the German need not follow, such as a spelling mistake."""

    __name__ = "german_still_right"
    short_description = gettext_lazy("The German is still right …")
    note = gettext_lazy("No text is changed.")

    def sorted_out(self, rows: QuerySet[Any]) -> Look:
        """Those that are behind, each with its texts."""
        found = list(to_be_named(rows))
        behind = EditedRow.objects.followed(rows.model._meta.label_lower, [row.pk for row in found])
        return Look(
            [self._becomes(row, behind[row.pk]) for row in found if row.pk in behind],
            [Stays(row, _("Its German is not behind.")) for row in found if row.pk not in behind],
        )

    def _becomes(self, row: Model, followed: dict[str, str]) -> Becomes:
        texts = [_behind(row, name, english) for name, english in _in_order(row, followed)]
        changed = _("%(text)s: the English was “%(before)s” and is “%(now)s”")
        right = _("%(text)s: still right is “%(german)s”")
        return Becomes(
            row,
            "; ".join(changed % {"text": one.label, "before": one.followed, "now": one.english} for one in texts),
            "; ".join(right % {"text": one.label, "german": one.german} for one in texts),
        )

    def carry_out(self, rows: QuerySet[Any], by: str) -> None:
        """Only the history is told."""
        touch(rows)
        say_german_is_right()

    def told(self, count: int) -> str:
        """How many."""
        said = ngettext(
            "The German of %(number)d entry is still right.", "The German of %(number)d entries is still right.", count
        )
        return said % {"number": count}


def texts_behind(row: Model) -> list[Behind]:
    """The German texts of a row that are behind. A query."""
    edits = EditedRow.objects.filter(model=row._meta.label_lower, row=row.pk).exclude(german="")
    telling = list(edits.select_related("edit").order_by("-pk"))
    if not telling or telling[0].german != German.BEHIND:
        return []
    followed = _in_order(row, telling[0].followed)
    return [_behind(row, name, english, signed(_change(telling, name))) for name, english in followed]


def _in_order(row: Model, followed: dict[str, str]) -> list[tuple[str, str]]:
    """In that of the columns: databases keep plain data in orders of their own."""
    return [(name, followed[name]) for name in texts_in_both(type(row)) if name in followed]


def _change(telling: list[EditedRow], name: str) -> EditedRow:
    """The last edit of the English of a text."""
    column = f"{name}_en"
    changes = (one for one in telling if (one.before or {}).get(column) != (one.after or {}).get(column))
    return next(changes, telling[0])


def _behind(row: Any, name: str, followed: str, who: str = "") -> Behind:
    label = capfirst(str(row._meta.get_field(name).verbose_name))
    return Behind(label, followed, getattr(row, f"{name}_en") or "", getattr(row, f"{name}_de") or "", who)
