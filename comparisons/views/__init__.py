"""Views: parse the address, ask, render."""

from comparisons.views.choosing import choose, drawing
from comparisons.views.comparing import compare, comparison
from comparisons.views.finding import finder
from comparisons.views.home import home
from comparisons.views.lists import browse
from comparisons.views.own_insole import own_insole
from comparisons.views.problems import pair, problem
from comparisons.views.searching import search
from comparisons.views.sharing import compare_share_picture, comparison_share_picture, problem_share_picture
from comparisons.views.suggesting import suggestions, suggestions_to_add

__all__ = [
    "browse",
    "choose",
    "compare",
    "compare_share_picture",
    "comparison",
    "comparison_share_picture",
    "drawing",
    "finder",
    "home",
    "own_insole",
    "pair",
    "problem",
    "problem_share_picture",
    "search",
    "suggestions",
    "suggestions_to_add",
]
