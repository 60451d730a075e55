"""Guides to foot problems as tests read them: which there are, and what the table of one shows."""

import re

from django.test import Client

from catalogue.models import Problem
from tests.pages import Element, Page, opened, opened_once

SELECTABLE = ("low-back-pain", "plantar-heel-pain", "splay-foot", "overpronation")
GROUPS = ("arch-structure", "improper-alignment", "knee-pressure", "spinal-overload")
CLINICIAN_FIRST = ("back-pain-other-cause", "walking-limitation", "diabetic-foot")


def guide(client: Client, slug: str) -> Page:
    """The guide to a problem; one of the starting data, which no test changes, is asked for once."""
    return (opened if slug.startswith("made-up") else opened_once)(client, f"/problems/{slug}/")


def every_guide(client: Client) -> list[tuple[Problem, Page]]:
    """The guides to all problems of the starting data."""
    return [(problem, guide(client, problem.slug)) for problem in Problem.objects.all()]


def result_table(page: Page) -> Element:
    """The comparison of a guide."""
    return page.first("input", type="checkbox", name="with").around("table")


def shown_weights(page: Page) -> dict[str, dict[str, int]]:
    """Points by feature, from "What to look for"; under the names of the children where there are some."""
    found: dict[str, dict[str, int]] = {}
    child = ""
    for row in page.main.under("What to look for").one("tbody").all("tr"):
        if part := row.all("th", scope="colgroup"):
            child = part[0].text
            continue
        points = re.match(r"\d+", row.all("td")[-1].text)
        assert points
        found.setdefault(child, {})[row.one("th", scope="row").one("a").text] = int(points.group())
    return found


def column_of(points: dict[str, int], head: str) -> str:
    """The feature of a column."""
    return next((name for name in points if head.startswith(name)), head)


def mark_of(cell: Element) -> str:
    """What a cell says of its wish, as people read it."""
    for word in ("not met", "to avoid", "met"):
        if cell.text.removesuffix("Sources disagree").strip().endswith(f", {word}"):
            return word
    return "unknown"


class Printed:
    """A printed sum, read again: "3 + 2 − 1 = 4 of 9 points"."""

    def __init__(self, text: str) -> None:
        [(terms, gained, possible)] = re.findall(r"(?:([\d +−]+) = )?(-?\d+) of (\d+) points?", text)
        self.gained, self.possible = int(gained), int(possible)
        terms = terms.strip() or (gained if int(gained) else "")
        self.plus = [int(term) for term in re.findall(r"(?:^|\+ )(\d+)", terms)]
        self.minus = [int(term) for term in re.findall(r"− (\d+)", terms)]


def printed_sum(text: str) -> Printed:
    """The sum in a cell."""
    return Printed(text)
