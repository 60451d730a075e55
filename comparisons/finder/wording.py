"""The finder's own words: its questions in short and in full, and the answers that are no data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comparisons.finder.words import (
    EXERCISES,
    INSOLE_FIXED,
    INSOLE_LONG,
    INSOLE_SHORT,
    NONE_OF_THESE,
    NOT_SURE,
    NOTHING,
    NOTHING_HURTS,
    SEEN_SOMEONE,
    STANDING,
    TIGHT,
    Step,
)

TITLES: dict[Step, Promise] = {
    Step.WHERE: _("Where does it hurt?"),
    Step.SIGNS: _("Do you have one of these warning signs?"),
    Step.SHAPE: _("What shape is your foot?"),
    Step.SHOE: _("Which shoe must it go into?"),
    Step.ACTIVITY: _("What do you do most in it?"),
    Step.TRIED: _("What size do you wear, and what have you tried?"),
}
IN_SHORT: dict[Step, Promise] = {
    Step.WHERE: _("Where it hurts"),
    Step.SIGNS: _("Warning signs"),
    Step.SHAPE: _("Shape of the foot"),
    Step.SHOE: _("Shoe"),
    Step.ACTIVITY: _("Activity"),
    Step.TRIED: _("Size, and what was tried"),
}
FIT_WORDS: dict[str, Promise] = {
    TIGHT: _("It is narrow or tight"),
    INSOLE_FIXED: _("Its own insole cannot be taken out"),
}
ACTIVITY_WORDS: dict[str, Promise] = {STANDING: _("Standing for most of the day")}
TRIED_WORDS: dict[str, Promise] = {
    NOTHING: _("Nothing yet"),
    INSOLE_SHORT: _("An insole, for less than 12 weeks"),
    INSOLE_LONG: _("An insole for 12 weeks or longer, and nothing changed"),
    EXERCISES: _("Exercises or stretching"),
    SEEN_SOMEONE: _("A doctor, podiatrist or physiotherapist has looked at it"),
}
# What stands in the list of answers for the words that stand alone.
ALONE_WORDS: dict[tuple[Step, str], Promise] = {
    (Step.WHERE, NOTHING_HURTS): _("Nothing hurts"),
    (Step.SIGNS, NONE_OF_THESE): _("None of the signs asked about"),
    (Step.SIGNS, NOT_SURE): _("Not sure about one of them"),
    (Step.SHAPE, NONE_OF_THESE): _("Looks ordinary"),
}
NOT_KNOWN = _("Not known")


def question_title(step: Step) -> str:
    """A question as it is asked."""
    return str(TITLES[step])


def short_title(step: Step) -> str:
    """A question as it stands in the list of answers."""
    return str(IN_SHORT[step])
