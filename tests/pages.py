"""A page as a test reads it: elements in page order, found by name, attribute and text. A page that is badly nested fails here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.test import Client

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
UNREAD = frozenset({"script", "style"})  # what stands in these is no markup
QUOTES = ('"', "'")
NAME = r"""[^\s"'=<>/]+"""
VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
ATTRIBUTE = re.compile(rf"({NAME})(?:\s*=\s*({VALUE}))?")
TAG = re.compile(
    r"<!--.*?-->|<![^>]*>|</(?P<closed>[a-z][^\s>]*)\s*>"
    rf"|<(?P<opened>[a-z][^\s/>]*)(?P<attributes>(?:\s+{NAME}(?:\s*=\s*{VALUE})?)*)\s*(?P<alone>/?)>",
    re.IGNORECASE | re.DOTALL,
)

# One address of every kind of page; what holds for every page is tried on these.
PAGE_KINDS = {
    "home": "/",
    "list": "/insoles/",
    "list as a table": "/insoles/?view=table",
    "list, filtered": "/insoles/?arch-support=rigid&not_materials=latex&with=superfeet-green",
    "list for a problem": "/insoles/?problem=low-back-pain",
    "list, nothing found": "/insoles/?brand=superfeet&materials=cork",
    "list, ignored values": "/insoles/?brand=nobody&page=99",
    "list, too little known": "/insoles/?block=unknown&problem=low-back-pain",
    "insole": "/insoles/powerstep-pulse-maxx/",
    "insole, nothing known": "/insoles/relaxed-feet/",
    "insole, others chosen": "/insoles/superfeet-green/?with=powerstep-pulse-maxx&with=superfeet-green",
    "insole, for my shoe": "/insoles/currex-bikepro/?currency=USD&size=42&stock=4&units=imperial",
    "finder": "/finder/",
    "finder, warning signs": "/finder/?problem=plantar-heel-pain",
    "finder, shape of the foot": "/finder/?asked=shape&problem=plantar-heel-pain&sign=none_of_these",
    "finder, see someone": "/finder/?problem=plantar-heel-pain&sign=diabetes-any&sign=ischaemia",
    "finder, short list": "/finder/?activity=running&fit=tight&problem=plantar-heel-pain&problem=metatarsalgia&shape=flat-feet"
    "&shoe=trainers&sign=none_of_these&size=42&tried=insole_not_long&with=superfeet-green",
    "finder, no insole": "/finder/?activity=not_sure&problem=low-back-pain&shape=not_sure&shoe=not_sure&sign=none_of_these"
    "&tried=nothing_yet",
    "search": "/search/?q=superfeet&with=superfeet-green",
    "problems": "/problems/",
    "guide": "/problems/low-back-pain/",
    "guide, six chosen": "/problems/low-back-pain/?with=superfeet-green&with=powerstep-pulse-maxx&with=sole-custom-footbeds"
    "&with=spenco-total-support&with=formthotics&with=aetrex-lynco-sports-l420",
    "guide to a group": "/problems/arch-structure/",
    "guide, professional first": "/problems/diabetic-foot/",
    "comparison, none chosen": "/compare/",
    "comparison of one": "/compare/?with=superfeet-green",
    "comparison": "/compare/?problem=low-back-pain&with=superfeet-green&with=powerstep-pulse-maxx",
    "comparison of six": "/compare/?with=superfeet-green&with=powerstep-pulse-maxx&with=sole-custom-footbeds"
    "&with=spenco-total-support&with=formthotics&with=aetrex-lynco-sports-l420",
    "comparison, curated": "/compare/superfeet-green-blue-black-carbon/",
    "comparison, little known": "/compare/relaxed-feet-vs-euphoric-feet/",
    "features": "/features/",
    "feature": "/features/arch-support/",
    "source": "/sources/correrjuntos-2026/",
    "source of a study": "/sources/article-yegfitness/",
    "evidence": "/evidence/",
    "evidence, one pair": "/problems/low-back-pain/custom-contour/",
    "evidence, professional first": "/problems/diabetic-foot/pressure-redistribution/",
    "article": "/article/",
    "method": "/method/",
    "changes": "/changes/",
    "changes of a score": "/changes/?problem=low-back-pain&product=superfeet-green",
    "report": "/report/?feature=arch-height&product=superfeet-green",
    "report, no value named": "/report/?product=superfeet-green",
    "report, sent": "/report/thanks/?feature=arch-height&product=superfeet-green",
    "data": "/data/",
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(eq=False, repr=False, slots=True)
class Element:
    """One element with what is in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: "Element | None" = None
    place: int = 0
    content: list["Element | str"] = field(default_factory=list)
    # All elements of the page in its order, and where in there the last one inside this stands.
    order: list["Element"] = field(default_factory=list)
    end: int = 0

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def __repr__(self) -> str:
        return f"<{self.name} {self.attributes}: {self.text[:60]}>"

    def get(self, attribute: str, default: str = "") -> str:
        """An attribute, or what stands for a missing one."""
        return self.attributes.get(attribute, default)

    @property
    def children(self) -> list["Element"]:
        """The elements directly inside."""
        return [child for child in self.content if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """All text inside, runs of space as one."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.content:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()

    def inside(self) -> Iterator["Element"]:
        """Every element inside, in page order."""
        yield from self.order[self.place : self.end]

    def all(self, *names: str, text: str = "", **attributes: str | bool) -> list["Element"]:
        """The elements inside with one of these names, this text within, and these attributes.

        `True` asks only that the attribute is there, `False` that it is not; `for_` and `class_` lose their line, other lines
        are hyphens; of a class one word is enough.
        """
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.inside()
            if (not names or element.name in names)
            and all(element._has(name, value) for name, value in wanted.items())
            and (not text or text in element.text)
        ]

    def _has(self, name: str, value: str | bool) -> bool:
        if isinstance(value, bool):
            return (name in self.attributes) is value
        own = self.attributes.get(name)
        return own is not None and (value in own.split() if name == "class" else own == value)

    def one(self, *names: str, text: str = "", **attributes: str | bool) -> "Element":
        """The only such element."""
        found = self.all(*names, text=text, **attributes)
        assert len(found) == 1, f"{len(found)} of {names} {text!r} {attributes}"
        return found[0]

    def first(self, *names: str, text: str = "", **attributes: str | bool) -> "Element":
        """The first such element."""
        found = self.all(*names, text=text, **attributes)
        assert found, f"no {names} {text!r} {attributes}"
        return found[0]

    def around(self, name: str) -> "Element":
        """The nearest element of this name that this one is in."""
        found = self.parent
        while found is not None and found.name != name:
            found = found.parent
        assert found is not None, f"not in a {name}"
        return found

    def headings(self, *levels: str) -> list[str]:
        """The texts of the headings, in page order."""
        return [element.text for element in self.all(*(levels or HEADINGS))]

    def under(self, heading: str) -> "Element":
        """The section that the heading with these words begins."""
        return self.first(*HEADINGS, text=heading).around("section")

    def links(self) -> list[str]:
        """Where its links lead."""
        return [link["href"] for link in self.all("a", href=True)]


@dataclass(eq=False, repr=False, slots=True)
class Page(Element):
    """A whole page with the answer that it came in."""

    response: Any = None
    html: str = ""

    @property
    def main(self) -> Element:
        """What the page is about."""
        return self.one("main")

    @property
    def title(self) -> str:
        """Its title."""
        return self.one("title").text

    @property
    def is_for_search_engines(self) -> bool:
        """Whether they may list it."""
        return not any("noindex" in found["content"] for found in self.all("meta", name="robots"))

    @property
    def canonical(self) -> str:
        """The address that stands for this page."""
        return self.one("link", rel="canonical")["href"]


def read(response: Any) -> Page:
    """The page of an answer. (Python's own parser takes more than twice as long, and a run reads thousands.)"""
    html = response.content.decode()
    page = Page("page", response=response, html=html)
    inmost: Element = page
    order, at = page.order, 0
    while tag := TAG.search(html, at):
        begins = tag.start()
        if begins > at:
            _add_text(inmost, html[at:begins])
        at = tag.end()
        closed, name, written, is_alone = tag.groups()
        if name:
            name = name.lower()
            place = len(order) + 1
            element = Element(name, _attributes(written) if written else {}, inmost, place, order=order, end=place)
            inmost.content.append(element)
            order.append(element)
            if name in UNREAD:
                ends = html.index(f"</{name}", at)
                element.content += [html[at:ends]] if ends > at else []
                at = ends
            if name not in VOID and not is_alone:
                inmost = element
        elif closed:
            assert inmost.name == closed.lower(), (
                f"{tag[0]} in <{inmost.name}> on line {html.count(chr(10), 0, at) + 1}"
            )
            assert inmost.parent is not None
            inmost.end = len(order)
            inmost = inmost.parent
    assert inmost is page, f"<{inmost.name}> was left open"
    _add_text(page, html[at:])
    page.end = len(order)
    return page


def _add_text(element: Element, text: str) -> None:
    assert "<" not in text, f"no tag, but it begins as one: {text[text.index('<') :][:80]}"
    element.content.append(unescape(text) if "&" in text else text)


def _attributes(written: str) -> dict[str, str]:
    found = {}
    for name, value in ATTRIBUTE.findall(written):
        assert name not in found, f"an attribute twice: {written}"
        plain = value[1:-1] if value[:1] in QUOTES else value
        found[name.lower()] = unescape(plain) if "&" in plain else plain
    return found


def opened(client: Client, address: str, status: int = 200) -> Page:
    """The page at an address; redirects are not followed."""
    response = client.get(address)
    assert response.status_code == status, f"{response.status_code} {response.get('Location', '')} at {address}"
    return read(response)


_ONCE: dict[str, Page] = {}


def opened_once(client: Client, address: str) -> Page:
    """The page at an address of the starting data, asked for once by all tests that look at every kind of page and change nothing."""
    if address not in _ONCE:
        _ONCE[address] = opened(client, address)
    return _ONCE[address]
