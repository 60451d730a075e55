"""What code must know of the finder's answers: the words of its addresses, and the few slugs with a meaning of their own.

Problems, signs, shapes and shoes are data and need no word here. Words with a line in them can never be slugs.
"""

from enum import StrEnum

from catalogue.choices import Region


class Step(StrEnum):
    """The six questions in their order. Each is called by the parameter that answers it."""

    WHERE = "problem"
    SIGNS = "sign"
    SHAPE = "shape"
    SHOE = "shoe"
    ACTIVITY = "activity"
    TRIED = "tried"


NOT_SURE = "not_sure"
NONE_OF_THESE = "none_of_these"
NOTHING_HURTS = "nothing_hurts"

# So that one shape of the foot has room beside them: a list can be asked for three problems.
MOST_PLACES = 2

# What is true of the shoe, beside its kind.
TIGHT, INSOLE_FIXED = "tight", "insole_fixed"
FITS = (TIGHT, INSOLE_FIXED)

# Not a kind of shoe: it filters nothing and is only spoken of.
STANDING = "all_day_standing"

# What was tried. Twelve weeks: the best-practice guide on heel pain gives other measures about as long before the next step,
# and the pooled trials that saw a difference saw it by then.
LONG_ENOUGH_WEEKS = 12
NOTHING, INSOLE_SHORT, INSOLE_LONG, EXERCISES, SEEN_SOMEONE = (
    "nothing_yet",
    "insole_not_long",
    "insole_long_enough",
    "exercises_done",
    "seen_someone",
)
TRIED = (NOTHING, INSOLE_SHORT, INSOLE_LONG, EXERCISES, SEEN_SOMEONE)

# The feature that says which shoes an insole is meant for. Of its choices these are what one does; every other one, a new one
# too, is a kind of shoe.
FOOTWEAR = "footwear"
ACTIVITIES = ("walking", "running", "hiking", "court", "golf", "cleats", "cycling", "ski", "skate", "riding")
# One walks in every shoe, and does sports in sports shoes: with these, shoe and activity say the same and either will do.
WALKING, SPORTS_SHOES = "walking", "trainers"
# There is little room in them, whatever their size.
SLIM_SHOES = ("dress", "high-heels")

# Features that move the load to another part of the foot, as the harms told of them say.
LOADS: dict[str, Region] = {
    "heel-cup": Region.FOREFOOT,
    "heel-cushion": Region.FOREFOOT,
    "heel-lift": Region.FOREFOOT,
}

# How insoles that leave room are called in the catalogue: (feature, choice).
LEAVES_ROOM = (("volume", "low"), ("form", "three-quarter"))
MAY_COME_BACK = ("returnable-after-wear", "yes")
