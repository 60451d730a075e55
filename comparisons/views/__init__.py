"""Views: parse the address, ask, render."""

from comparisons.views.comparing import compare, comparison
from comparisons.views.home import home
from comparisons.views.lists import browse
from comparisons.views.own_insole import own_insole
from comparisons.views.problems import problem
from comparisons.views.searching import search, suggestions

__all__ = ["browse", "compare", "comparison", "home", "own_insole", "problem", "search", "suggestions"]
