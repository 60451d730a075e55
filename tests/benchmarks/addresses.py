"""What is asked for: thirty fixed lists that the baseline can answer too, and rubbish."""

from collections.abc import Iterator
from random import Random
from urllib.parse import quote

from comparisons.selection import WORDS

LIST_PATH, BASELINE_PATH, EMPTY_PATH = "/insoles/", "/baseline/", "/empty/"
COMPARE_PATH, BASELINE_COMPARE_PATH = "/compare/", "/baseline/compare/"

# Canonical, so that none is redirected. From nothing chosen to narrow ones; every kind of filter, order and deeper pages.
FIXED_SETS = (
    "",
    "page=2",
    "page=17",
    "sort=name",
    "page=40&sort=name",
    "sort=price",
    "page=3&sort=-price",
    "sort=weight",
    "page=2&sort=-thickness-heel",
    "form=full-length",
    "form=full-length&form=three-quarter&page=4",
    "feature=arch-support",
    "feature=arch-support&feature=heel-cup",
    "feature=cushioning&feature=heel-cup&feature=metatarsal-pad",
    "arch-support=rigid&arch-support=semi-rigid",
    "footwear=running",
    "footwear=hiking&footwear=work&page=2&sort=name",
    "materials=cork&materials=leather",
    "footwear=running&materials=gel",
    "brand=balbala",
    "brand=balbala&brand=ballora&category=support",
    "category=comfort&not_brand=balbala",
    "category=support&page=5&sort=price",
    "thickness-heel_max=6&thickness-heel_min=2",
    "sort=weight&weight_max=90",
    "price_max=40&price_min=15&sort=price",
    "maker_says=made-up-heel",
    "maker_says=made-up-back&maker_says=made-up-heel&page=2",
    "cushioning=high&cushioning=medium&form=full-length&volume=low",
    "arch-height=high&arch-height=medium&feature=arch-support&footwear=running&footwear=walking&trim-to-fit=yes",
)

# Lists for a foot problem: the baseline has no match, so these are measured on their own.
PROBLEM_SETS = (
    "problem=made-up-heel",
    "page=3&problem=made-up-knee",
    "form=full-length&problem=made-up-ball&problem=made-up-overuse",
    "must=cushioning&problem=made-up-hollow&skip=arch-height",
)

RUBBISH_PATHS = (LIST_PATH, LIST_PATH, "/problems/made-up-heel/", "/compare/")
RUBBISH_WORDS = (
    *sorted(WORDS),
    *("weight", "weight_min", "weight_max", "form", "not_form", "not_weight", "thickness-heel_min", "not_materials"),
    *("zzz", "brand[]", "__class__", "FORM", "form_min", ""),
)
# As they stand in an address, escapes included.
RUBBISH_VALUES = (
    *("", "0", "-1", "1e999", "NaN", "Infinity", "%D9%A3", "0x10", "1_000", "9" * 400, "99999999999999999999"),
    *("%00", "%0d%0aSet-Cookie:%20a=b", "%ff%fe", "%c3%28", "%", "%zz", "%u0041", "%ed%a0%80", "%E2%80%AE"),
    *("'%20OR%201=1--", "%3Cscript%3Ealert(1)%3C/script%3E", "{{7*7}}", "..%2f..%2fetc%2fpasswd", "a" * 3000),
    *("true", "[]", "not_stated", "Full-Length", "full_length", "%20full-length", "nobody", "&&&===", "+"),
    *("full-length", "balbala", "made-up-heel", "made-up-alarm", "unknown", "table", "match", "EUR", "4", "40.5"),
)


def rubbish(number: int, seed: int) -> Iterator[tuple[str, str]]:
    """(path, query) of this many addresses that nobody should type."""
    chance = Random(seed)  # noqa: S311  # repeatable, not secret
    for _ in range(number):
        pairs = (f"{_word(chance)}={_value(chance)}" for _ in range(chance.randrange(1, 9)))
        yield chance.choice(RUBBISH_PATHS), "&".join(pairs)


def _word(chance: Random) -> str:
    return chance.choice(RUBBISH_WORDS) if chance.random() < 0.9 else quote(_noise(chance))


def _value(chance: Random) -> str:
    return chance.choice(RUBBISH_VALUES) if chance.random() < 0.8 else quote(_noise(chance))


def _noise(chance: Random) -> bytes:
    return chance.randbytes(chance.randrange(1, 12))
