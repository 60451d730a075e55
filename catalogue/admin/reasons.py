"""Why an entry shows what it shows, in an editor's words: the step of the rule that decided."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.choices import FeatureKind, Voice
from catalogue.derivation import Candidate, derive


def why_shown(kind: str, shown: Candidate, candidates: Sequence[Candidate]) -> str:
    """For one choice or a number: the step of the rule that put this statement before those that say otherwise."""
    usable = [c for c in candidates if not c.is_barred]
    others = derive(kind, [c for c in usable if c.value != shown.value])
    if others is None:
        return ngettext("the only usable statement", "%(number)d statements say the same", len(usable)) % {
            "number": len(usable)
        }
    return _step(kind, shown, others.shown[0])


def _step(kind: str, shown: Candidate, rival: Candidate) -> str:
    """The steps in the order of catalogue.derivation."""
    if rival.is_unspecified and not shown.is_unspecified:
        return _("it says how much; the other only that it is there")
    if kind == FeatureKind.NUMBER and shown.voice == Voice.TESTER != rival.voice:
        return _("a tester’s number comes before all others")
    if shown.voice != rival.voice:
        words = {"first": Voice(shown.voice).label, "second": Voice(rival.voice).label}
        return _("%(first)s comes before %(second)s") % words
    if shown.dated != rival.dated:
        return _("its source is newer: %(first)s, not %(second)s") % {"first": shown.dated, "second": rival.dated}
    return _("it was recorded first")
