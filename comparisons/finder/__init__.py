"""Six questions over all brands: from where it hurts to a short list, or to the advice to see someone. docs/finder.md has the rule."""

from comparisons.finder.answers import Answers, Reading, read_answers
from comparisons.finder.outcome import Kind, Outcome, Reason, decide, selection_of
from comparisons.finder.questions import Question, asked_next, question
from comparisons.finder.words import Step

__all__ = [
    "Answers",
    "Kind",
    "Outcome",
    "Question",
    "Reading",
    "Reason",
    "Step",
    "asked_next",
    "decide",
    "question",
    "read_answers",
    "selection_of",
]
