"""How tests read a page: as it is written, and not at all where it is badly written."""

import pytest
from django.http import HttpResponse

from tests.pages import Page, read


def page(html: str) -> Page:
    """What is read of this."""
    return read(HttpResponse(html))


def test_elements_stand_in_the_order_of_the_page_with_their_texts_and_attributes() -> None:
    found = page(
        '<!doctype html><ul class="a b" hidden><li>One &amp; <b title=\'"x"\'>two</b><li-x/></li></ul>\n<!-- <p> -->'
    )
    assert [element.name for element in found.inside()] == ["ul", "li", "b", "li-x"]
    assert found.one("ul").attributes == {"class": "a b", "hidden": ""}
    assert found.one("b").attributes == {"title": '"x"'}
    assert found.one("li").text == "One & two"


def test_a_script_is_no_markup() -> None:
    found = page("<script>if (a < b && c) { say('</p>') }</script><p>Here</p>")
    assert [element.name for element in found.inside()] == ["script", "p"]
    assert found.one("script").text == "if (a < b && c) { say('</p>') }"


@pytest.mark.parametrize(
    "html",
    [
        "<p><b>Text</p></b>",
        "<p>Text",
        "Text</p>",
        "<p id=a id=b>Text</p>",
        "<p>1 < 2</p>",
        '<p title="never closed>Text</p>',
    ],
)
def test_what_is_badly_written_is_refused(html: str) -> None:
    with pytest.raises(AssertionError):
        page(html)
