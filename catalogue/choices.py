"""Closed vocabularies and the few slugs that code must know. No models here."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# \Z and not $, which would let a line break follow.
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"

# Words of the address grammar, underscores as hyphens, of orders, and ANY_INSOLE: no feature may take one as its slug.
# A test compares this list with the FilterSet.
RESERVED_WORDS = frozenset(
    {
        "any-insole",
        "block",
        "brand",
        "category",
        "currency",
        "feature",
        "format",
        "known",
        "maker-says",
        "match",
        "must",
        "name",
        "not-brand",
        "only",
        "page",
        "price",
        "problem",
        "q",
        "reference",
        "size",
        "skip",
        "sort",
        "stock-insole",
        "units",
        "view",
        "with",
    }
)


class FeatureGroup(models.TextChoices):
    """The groups of a spec sheet, in the order they are shown."""

    SUPPORT = "support", _("Support")
    SHAPE = "shape", _("Shape and size")
    FIT = "fit", _("Fit in the shoe")
    CONSTRUCTION = "construction", _("Materials and make")
    CARE = "care", _("Care and life")
    BUYING = "buying", _("Buying")


class FeatureKind(models.TextChoices):
    """What a value of a feature looks like. Yes/no is one choice of two."""

    CHOICE = "choice", _("one choice")
    CHOICES = "choices", _("several choices")
    NUMBER = "number", _("number with unit")


class Zone(models.TextChoices):
    """The part of the insole that a feature concerns."""

    REARFOOT = "rearfoot", _("heel")
    MIDFOOT = "midfoot", _("arch")
    FOREFOOT = "forefoot", _("ball of the foot and toes")
    FULL_LENGTH = "full_length", _("whole length")
    NONE = "none", _("no part")


class Side(models.TextChoices):
    """The side of the foot that a feature concerns."""

    MEDIAL = "medial", _("inner side")
    LATERAL = "lateral", _("outer side")
    BOTH = "both", _("both sides")
    NONE = "none", _("no side")


class SourceKind(models.TextChoices):
    """What kind of text a source is."""

    ARTICLE = "article", _("article")
    MANUFACTURER = "manufacturer", _("maker’s page")
    RETAILER = "retailer", _("shop page")
    INDEPENDENT_TEST = "independent_test", _("independent test")
    INDEPENDENT_REVIEW = "independent_review", _("independent review")
    SYSTEMATIC_REVIEW = "systematic_review", _("systematic review")
    RANDOMISED_TRIAL = "randomised_trial", _("randomised trial")
    OBSERVATIONAL = "observational", _("observational study")
    LABORATORY = "laboratory", _("laboratory study")
    GUIDELINE = "guideline", _("guideline")
    REGISTER = "register", _("register entry")
    REGULATOR = "regulator", _("regulator")
    OTHER = "other", _("other")


class ReadLevel(models.TextChoices):
    """How much of a source was read."""

    FULL_TEXT = "full_text", _("full text")
    ABSTRACT = "abstract", _("abstract only")
    EXCERPT = "excerpt", _("a part only")
    SECOND_HAND = "second_hand", _("second hand: another text about it")


class GuidePointKind(models.TextChoices):
    """What a guide point is about, in the order in which a guide brings them."""

    HOW_TO_TELL = "how_to_tell", _("how to tell")
    SELF_CHECK_LIMIT = "self_check_limit", _("what a self-check cannot show")
    WHAT_ELSE = "what_else", _("what else helps")
    NOT_AN_INSOLE = "not_an_insole", _("when an insole is not the answer")
    WEARING_IN = "wearing_in", _("getting used to insoles")
    STOP_SIGN = "stop_sign", _("when to stop wearing them")


class Voice(models.TextChoices):
    """Who speaks in a statement."""

    MAKER = "maker", pgettext_lazy("voice", "maker")
    RETAILER = "retailer", pgettext_lazy("voice", "retailer")
    REVIEWER = "reviewer", pgettext_lazy("voice", "reviewer")
    TESTER = "tester", pgettext_lazy("voice", "tester")
    CLINICIAN = "clinician", pgettext_lazy("voice", "clinician")
    OTHER = "other", pgettext_lazy("voice", "other")


class Category(models.TextChoices):
    """What kind of product an insole is sold as."""

    COMFORT = "comfort", _("Comfort insole")
    SUPPORT = "support", _("Support insole")
    HEAT_MOULDABLE = "heat_mouldable", _("Heat-mouldable insole")
    CUSTOM = "custom", _("Custom insole")
    HEATED = "heated", _("Heated insole")
    MAGNETIC_REFLEXOLOGY = "magnetic_reflexology", _("Magnetic or reflexology insole")
    PART = "part", _("Pad or part")


class Level(models.TextChoices):
    """One model, or a line where sources speak only of the range."""

    MODEL = "model", _("model")
    LINE = "line", _("product line")


class EntryState(models.TextChoices):
    """The five states of a spec entry. Rows are stored for the first two and where an editor decided."""

    STATED = "stated", _("stated")
    DISPUTED = "disputed", _("disputed")
    NOT_STATED = "not_stated", _("not stated")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    NOT_CHECKED = "not_checked", _("not checked yet")

    @property
    def has_value(self) -> bool:
        """Stated and disputed entries show a value; the other three never do."""
        return self in {EntryState.STATED, EntryState.DISPUTED}


class ChangeKind(models.TextChoices):
    """What a row of the public log of changes is about."""

    START = "start", _("starting data")
    VALUE = "value", _("value")
    PRODUCT = "product", _("insole")
    LOOK_FOR = "look_for", _("what is looked for")
    METHOD = "method", _("method")


class Why(models.TextChoices):
    """Why something changed, as the log can tell by itself."""

    DECIDED = "decided", _("An editor decided: %(text)s")
    UNDECIDED = "undecided", _("An editor took a decision back.")
    SAID = "said", _("Newly read: %(source)s")
    CORRECTED = "corrected", _("What we took from this source was corrected: %(source)s")
    GONE = "gone", _("This source no longer counts here: %(source)s")
    BARRED = "barred", _("No value is taken from this source any more: %(source)s")
    DISPUTED = "disputed", _("Another source disagrees: %(source)s")
    AGREED = "agreed", _("No source disagrees any more.")
    RULE = "rule", _("The rule for choosing a value led to another one.")
    ROW = "row", _("Why it is looked for: %(text)s")


class ReportState(models.TextChoices):
    """How far a report of a wrong value has come."""

    NEW = "new", _("new")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    DONE = "done", _("done")


class ProblemGroup(models.TextChoices):
    """How foot problems are grouped on the pages."""

    FOOT_POSTURE = "foot_posture", _("Shape and position of the foot")
    FOOT_PAIN = "foot_pain", _("Pain in the foot")
    JOINT_PAIN = "joint_pain", _("Ankle, knee and hip")
    BACK = "back", _("Back")
    MOVEMENT = "movement", _("Walking and moving")
    CLINICIAN_FIRST = "clinician_first", _("See a professional first")


class Region(models.TextChoices):
    """Where in the body a problem sits."""

    FOREFOOT = "forefoot", _("Ball of the foot and toes")
    MIDFOOT = "midfoot", _("Arch")
    REARFOOT = "rearfoot", _("Heel")
    ANKLE = "ankle", _("Ankle")
    KNEE = "knee", _("Knee")
    HIP = "hip", _("Hip")
    SPINE = "spine", _("Back")
    WHOLE_LEG = "whole_leg", _("Whole foot and leg")
    WHOLE_BODY = "whole_body", _("Whole body")


# From the head down, as the body map and the lists beside it are read.
REGIONS_FROM_THE_HEAD = (
    Region.WHOLE_BODY,
    Region.SPINE,
    Region.HIP,
    Region.WHOLE_LEG,
    Region.KNEE,
    Region.ANKLE,
    Region.REARFOOT,
    Region.MIDFOOT,
    Region.FOREFOOT,
)


class ChainPlace(models.TextChoices):
    """The stations of the article's chain from the foot to the spine."""

    INSOLE = "insole", _("insole")
    FOOT = "foot", _("foot")
    ANKLE = "ankle", _("ankle")
    KNEE = "knee", _("knee")
    HIP = "hip", _("hip")
    SPINE = "spine", _("spine")
    WHOLE_BODY = "whole_body", _("whole body")


class ChainVerdict(models.TextChoices):
    """How far research goes along one step of the chain."""

    PLAUSIBLE = "plausible", _("plausible")
    MIXED = "mixed", _("mixed results")
    NOT_SHOWN = "not_shown", _("not shown")


class Basis(models.TextChoices):
    """What a look-for row rests on."""

    ARTICLE = "article", _("the article")
    USUAL_PRACTICE = "usual_practice", _("usual practice")
    EVIDENCE = "evidence", _("research")


class Aspect(models.TextChoices):
    """What a study asked."""

    TREATMENT = "treatment", _("effect on complaints")
    PREVENTION = "prevention", _("prevention")
    MECHANISM = "mechanism", _("laboratory")
    ADVERSE = "adverse", _("unwanted effects")
    ASSOCIATION = "association", _("association")
    COMFORT = "comfort", _("comfort")


class Direction(models.TextChoices):
    """Which way a result points."""

    HELPS = "helps", _("in favour")
    NO_EFFECT = "no_effect", _("no benefit found")
    MIXED = "mixed", _("mixed")
    HARMS = "harms", _("harm")
    INSUFFICIENT = "insufficient", _("too little to tell")


class Certainty(models.TextChoices):
    """How sure a result is, in the grades of GRADE."""

    HIGH = "high", _("high")
    MODERATE = "moderate", _("moderate")
    LOW = "low", _("low")
    VERY_LOW = "very_low", _("very low")


class GradedBy(models.TextChoices):
    """Who gave the grade."""

    SOURCE = "source", _("graded by the source")
    OURS = "ours", _("graded by us")


class StudyType(models.TextChoices):
    """The design of a study."""

    SYSTEMATIC_REVIEW = "systematic_review", _("systematic review")
    RANDOMISED_TRIAL = "randomised_trial", _("randomised trial")
    LABORATORY = "laboratory", _("laboratory study")
    OBSERVATIONAL = "observational", _("observational study")
    GUIDELINE = "guideline", _("guideline")
    PATIENT_INFORMATION = "patient_information", _("patient information")


class Recommendation(models.TextChoices):
    """What a guideline advises."""

    FOR = "for", _("recommends it")
    CONDITIONAL = "conditional", _("recommends it under conditions")
    AGAINST = "against", _("advises against it")


class ClaimStrength(models.TextChoices):
    """How strongly the article asserts something."""

    POSSIBLE = "possible", _("said to be possible")
    STRONG = "strong", _("said firmly")
    ABSOLUTE = "absolute", _("said without exception")


class ClaimVerdict(models.TextChoices):
    """What research makes of an assertion."""

    SUPPORTED = "supported", _("supported by research")
    PARTLY_SUPPORTED = "partly_supported", _("partly supported")
    CONTRADICTED = "contradicted", _("contradicted by research")
    NO_EVIDENCE = "no_evidence", _("no study found")


class Urgency(models.TextChoices):
    """How soon somebody should be seen, most urgent first."""

    EMERGENCY = "emergency", _("Emergency")
    SAME_DAY = "same_day", _("See someone today")
    SOON = "soon", _("See someone soon")
    CLINICIAN_FIRST = "clinician_first", _("See a professional first")

    @property
    def rank(self) -> int:
        """0 is the most urgent."""
        return list(Urgency).index(self)

    @property
    def advice(self) -> str:
        """What to do, as the heading of a list of signs."""
        advice = {
            Urgency.EMERGENCY: _("Go to an emergency department now if you have"),
            Urgency.SAME_DAY: _("See a doctor today if you have"),
            Urgency.SOON: _("See a doctor within days if you have"),
            Urgency.CLINICIAN_FIRST: _("See a professional before you buy any insole if you have"),
        }
        return str(advice[self])


class Says(models.TextChoices):
    """Whether a voice says that a product is for a problem."""

    FOR = "for", _("for")
    NOT_FOR = "not_for", _("not for")


class PriceKind(models.TextChoices):
    """What a seen price was. A struck-out price is never used."""

    STREET = "street", _("price asked")
    LIST = "list", _("list price")
    STRUCK_OUT = "struck_out", _("struck-out price")


class Known:
    """Slugs of features and choices that code must know (drawing, fit, the visitor's own insole). A missing one switches that part off."""

    FORM = "form"
    FULL_LENGTH = "full-length"
    METATARSAL_PAD = "metatarsal-pad"
    NEEDS_REMOVABLE_INSOLE = "needs-removable-insole"
    PLACEMENT = "placement"
    REPLACES = "replaces"
    UNDERNEATH = "underneath"
    ON_TOP = "on-top"
    STUCK_IN = "stuck-in"
    THICKNESS_HEEL = "thickness-heel"
    THICKNESS_FOREFOOT = "thickness-forefoot"
    ARCH_HEIGHT = "arch-height"
    MAGNETS = "magnets"
    SIZES_FROM = "sizes-from"
    SIZES_TO = "sizes-to"
    YES = "yes"
    NO = "no"


# Stands in addresses and in the open data for a feature where evidence or a harm is about insoles as such.
ANY_INSOLE = "any-insole"

# What decides whether an insole goes into a shoe: the filters that come first in the group "Fit in the shoe", in this order,
# whatever group of the spec sheet they are in.
SHOE_FIT = (
    "footwear",
    Known.THICKNESS_HEEL,
    Known.THICKNESS_FOREFOOT,
    "volume",
    Known.FORM,
    "width",
    "trim-to-fit",
    Known.NEEDS_REMOVABLE_INSOLE,
    Known.PLACEMENT,
)

# Features whose harms are a reason not to wear the insole at all, for those whom they name.
STOPPING = frozenset({Known.MAGNETS})

# Excluding a choice of an open list only means that nobody states it; this feature says that it is not in there.
FREE_OF: dict[tuple[str, str], tuple[str, str]] = {("materials", "latex"): ("latex-free", "yes")}

# Which zones an insole of each form reaches. A full-length one reaches all; an unknown form rules nothing out.
ZONES_REACHED: dict[str, frozenset[str]] = {
    "three-quarter": frozenset({Zone.REARFOOT, Zone.MIDFOOT}),
    "heel-cup": frozenset({Zone.REARFOOT}),
    "heel-insert": frozenset({Zone.REARFOOT}),
    "arch-insert": frozenset({Zone.MIDFOOT}),
    "forefoot": frozenset({Zone.FOREFOOT}),
}


def form_reaches(form: str | None, feature: str, zone: str) -> bool:
    """Whether an insole of this form can have this feature: the rule for "not applicable".

    The metatarsal pad counts as midfoot or forefoot; features of zone full_length or none apply to every form.
    """
    reached = ZONES_REACHED.get(form or "")
    if reached is None or zone in {Zone.FULL_LENGTH, Zone.NONE}:
        return True
    zones = {Zone.MIDFOOT, Zone.FOREFOOT} if feature == Known.METATARSAL_PAD else {zone}
    return bool(reached & zones)
