"""The editors' desk of the catalogue: every fact, with its source, in the Django admin."""

from catalogue.admin import (
    history,
    pictures,
    problems,
    products,
    reports,
    research,
    saved_lists,
    second_person,
    sources,
    statements,
    vocabulary,
)

# The pages of the desk are wrapped in it by whoever makes the site.
recording = history.recording

__all__ = [
    "history",
    "pictures",
    "problems",
    "products",
    "recording",
    "reports",
    "research",
    "saved_lists",
    "second_person",
    "sources",
    "statements",
    "vocabulary",
]
