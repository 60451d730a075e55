"""Going through the finder as somebody without script does: one form after the other, every hidden field sent along."""

from urllib.parse import urlencode

from django.test import Client

from tests.pages import Page, opened


def address_of(*answers: str) -> str:
    """The address that gives these answers, in its canonical order."""
    return "/finder/?" + "&".join(sorted(answers, key=_place))


def _place(answer: str) -> tuple[str, str]:
    name, _is, word = answer.partition("=")
    return name, "" if name == "problem" else word


def all_answers(**changed: str) -> str:
    """The address of a result: heel pain and nothing known beside it, unless said. Several values are joined by a blank."""
    given = {
        "problem": "plantar-heel-pain",
        "sign": "none_of_these",
        "shape": "not_sure",
        "shoe": "not_sure",
        "activity": "not_sure",
        "tried": "nothing_yet",
        **changed,
    }
    return address_of(*(f"{name}={word}" for name, words in given.items() for word in words.split()))


def answered(client: Client, page: Page, *ticked: str, **typed: str) -> Page:
    """The page that comes after these answers to the question on a page: values as they stand beside the ticks."""
    form = page.main.one("form")
    pairs = [(field["name"], field["value"]) for field in form.all("input", type="hidden")]
    for value in ticked:
        [field] = [field for field in form.all("input", value=value) if field["type"] in {"checkbox", "radio"}]
        pairs.append((field["name"], value))
    for name, value in typed.items():
        pairs.append((form.one("input", name=name)["name"], value))
    button = form.one("button", type="submit")
    pairs.append((button["name"], button["value"]))
    return followed(client, f"{form['action']}?{urlencode(pairs)}")


def followed(client: Client, address: str) -> Page:
    """The page at an address, over at most one redirect."""
    response = client.get(address)
    return opened(client, response["Location"]) if response.status_code == 302 else opened(client, address)


def asked(page: Page) -> str:
    """The question on a page; empty on a result."""
    found = page.main.all("h1", id="question")
    return found[0].text if found else ""


def products_on(page: Page) -> list[str]:
    """The insoles on a page, by slug."""
    return [box["value"] for box in page.all("input", type="checkbox", name="with")]


def leads_to_products(page: Page) -> bool:
    """Whether an insole stands on a page, or a link in its content leads to one or to a list of them."""
    links = [link for link in page.main.links() if link.startswith(("/insoles/", "/compare/"))]
    return bool(products_on(page) or links)


def link_to(page: Page, text: str) -> str:
    """Where the link with these words leads."""
    return page.main.one("a", text=text)["href"]


def answers_on(page: Page) -> dict[str, str]:
    """The answers that a result lists, by their short titles."""
    lines = page.main.one("section", aria_labelledby="answers").all("dt")
    return {line.text: line.parent.all("dd")[0].text for line in lines if line.parent}


def link_to_change(page: Page, title: str) -> str:
    """Where one answer of a result is changed."""
    return page.main.one("section", aria_labelledby="answers").one("a", text=f"Change {title}")["href"]
