"""Whatever the address, there is a page with a clear word, never a fault of ours."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import given, note, settings
from hypothesis import strategies as st

from catalogue.models import Feature
from comparisons.selection import WORDS
from tests.pages import PAGE_KINDS, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

PATHS = sorted(
    {address.partition("?")[0] for address in PAGE_KINDS.values()} | {"/health/live", "/health/ready", "/de/"}
)
# The only one that visitors can send.
THE_FORM = "/report/"
WITH_WORDS = ("/insoles/", "/problems/low-back-pain/", "/compare/", "/compare/magnetic-and-plain-insoles/")
EXPECTED = {200, 301, 302, 400, 404, 405}

# As they stand in an address, escapes included.
RUBBISH = (
    "",
    "0",
    "-1",
    "1e999",
    "NaN",
    "Infinity",
    "-0",
    "٣",
    "%00",
    "%0d%0aSet-Cookie:%20a=b",
    "%ff%fe",
    "%c3%28",
    "%",
    "%zz",
    "%u0041",
    "%ed%a0%80",
    "%f0%9f%a6%b6",
    "%E2%80%AE",
    "'%20OR%201=1--",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "{{7*7}}",
    "..%2f..%2fetc%2fpasswd",
    "superfeet%00",
    "a" * 3000,
    "9" * 400,
    "&&&===",
    "+",
    "true",
    "[]",
    "not_stated",
    "Low-Back-Pain",
    "low_back_pain",
    "%20low-back-pain",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
FIXED = (
    "/insoles/?weight_min=90&weight_max=10",
    "/finder/?problem=%00&sign=not_stated&shape=a%20b&size=NaN&change=where&asked=where&see=all&with=%ff",
    "/finder/?" + "&".join(f"sign=s{n}" for n in range(900)),
    "/finder/?problem=hip-pain&problem=hip-pain&sign=none_of_these&sign=&format=xml",
    "/insoles/?page=-1",
    "/insoles/?page=99999999999999999999",
    "/insoles/?page=%D9%A3",
    "/insoles/?price_min=1e400",
    "/insoles/?price_min=0x10&price_max=1_000",
    "/insoles/?size=NaN",
    "/insoles/?currency=%00",
    "/insoles/?q=%00%01%02",
    "/insoles/?q=" + "a" * 8000,
    "/insoles/?" + "&".join(f"brand=b{n}" for n in range(900)),
    "/insoles/?" + "&".join(f"k{n}=v" for n in range(900)),
    "/insoles/?" + "&" * 5000,
    "/insoles/?=&=&=1",
    "/insoles/?;;;",
    "/insoles/?brand[]=superfeet&brand%5B0%5D=x",
    "/insoles/?feature=weight&feature=form",
    "/insoles/?problem=low-back-pain&problem=low-back-pain&problem=low-back-pain&must=x&skip=x",
    "/insoles/?must=arch-support&skip=arch-support&problem=flat-feet",
    "/insoles/?not_weight=1&weight=1&weight_min=not_stated",
    "/insoles/?form=full-length&not_form=full-length",
    "/insoles/?format=json&page=99",
    "/insoles/?format=csv&format=json",
    "/insoles/?format=HTML",
    "/insoles/?with=" + "&with=".join(["superfeet-green"] * 50),
    "/insoles/?__class__=1&self=1&None=None",
    "/problems/low-back-pain/?problem=low-back-pain",
    "/problems/diabetic-foot/?format=csv",
    "/problems/diabetic-foot/?block=unknown&page=3",
    "/compare/?with=relaxed-feet&with=relaxed-feet",
    "/compare/?reference=nobody&only=nothing&sort=weight&units=parsec",
    "/compare/?with=" + "a" * 2000,
    "/compare/relaxed-feet-vs-euphoric-feet/?with=superfeet-green&only=differences&only=all",
    "/insoles/superfeet-green/?size=NaN&stock=1e400&units=%00&currency=%ff",
    "/insoles/superfeet-green/?stock=4&stock=5&units=&&size==&" + "stock=a" * 500,
    "/insoles/superfeet-green/?" + "&".join(f"k{n}=v" for n in range(900)),
    "/insoles/Superfeet-Green/",
    "/insoles/superfeet_green/",
    "/insoles/%00/",
    "/insoles/%ff/",
    "/insoles/..%2f/",
    "/insoles/" + "a" * 4000 + "/",
    "/insoles//",
    "//insoles/",
    "/insoles/superfeet-green/extra/",
    "/problems/%F0%9F%A6%B6/",
    "/compare/-/",
    "/features/ /",
    "/sources/'/",
    "/de/de/",
    "/de",
    "/DE/",
    "/static/../config/settings.py",
    "/media/nothing",
    "/.env",
    "/index.php",
    "/admin/nothing/",
)


def visit(address: str, method: str = "GET") -> int:
    """The status at an address as it is typed, escapes and all; the page must be well formed and say something."""
    path, _, query = address.partition("?")
    client = Client(raise_request_exception=False)
    response = client.generic(method, path, QUERY_STRING=query.encode().decode("latin-1"))
    status: int = response.status_code
    assert status in EXPECTED, f"{status} for {method} {address[:300]}"
    is_page = response.get("Content-Type", "").startswith("text/html")
    if method == "GET" and status in {200, 400, 404} and is_page:
        page = read(response)
        assert page.headings("h1")
        assert "<script>alert" not in page.html
    assert "\n" not in response.get("Location", "")
    return status


class TestFixed:
    @pytest.mark.parametrize("address", FIXED, ids=lambda address: address[:60])
    def test_has_a_page(self, address: str) -> None:
        visit(address)

    @pytest.mark.parametrize("path", PATHS)
    def test_every_page_stands_rubbish_behind_it(self, path: str) -> None:
        visit(f"{path}?" + "&".join(RUBBISH))
        visit(f"{path}?" + "&".join(f"zzz={rubbish}" for rubbish in RUBBISH))

    @pytest.mark.parametrize("path", WITH_WORDS)
    def test_pages_with_a_grammar_stand_each_of_it(self, path: str) -> None:
        for rubbish in RUBBISH:
            visit(f"{path}?{rubbish}")

    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize("method", METHODS)
    def test_every_page_stands_every_method(self, path: str, method: str) -> None:
        status = visit(path, method)
        takes = {"GET", "HEAD", "POST"} if path == THE_FORM else {"GET", "HEAD"}
        assert status == (200 if method in takes else 405)

    @pytest.mark.parametrize("rubbish", RUBBISH, ids=lambda rubbish: rubbish[:30])
    def test_every_word_of_the_grammar_stands_it(self, rubbish: str) -> None:
        words = sorted({*WORDS, "weight_min", "weight_max", "weight", "form", "not_form", "materials", "not_materials"})
        for path in ("/insoles/", "/compare/"):
            visit(f"{path}?" + "&".join(f"{word}={rubbish}" for word in words))

    @pytest.mark.parametrize("rubbish", [text for text in RUBBISH if text], ids=lambda rubbish: rubbish[:30])
    @pytest.mark.parametrize("kind", ["insoles", "problems", "compare", "features", "sources"])
    def test_no_odd_slug_is_a_page(self, kind: str, rubbish: str) -> None:
        assert visit(f"/{kind}/{rubbish}/") in {400, 404}


class TestMadeUp:
    """A few hundred addresses of random words with random values."""

    words = st.one_of(
        st.sampled_from(sorted(WORDS)),
        st.sampled_from(["weight_min", "weight_max", "weight", "form", "not_form", "thickness-heel_min", "not_brand"]),
        st.text(max_size=12),
    )
    values = st.one_of(
        st.sampled_from(RUBBISH),
        st.sampled_from(["superfeet", "low-back-pain", "diabetic-foot", "full-length", "superfeet-green", "unknown"]),
        st.integers().map(str),
        st.floats().map(str),
        st.text(max_size=40).map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="")),
        st.binary(max_size=12).map(quote),
    )
    queries = st.lists(st.tuples(words, values), max_size=8).map(
        lambda pairs: "&".join(f"{quote(word.encode('utf-8', 'surrogatepass'))}={value}" for word, value in pairs)
    )

    @settings(max_examples=100)
    @given(path=st.sampled_from(WITH_WORDS), query=queries)
    def test_any_question_has_a_page(self, path: str, query: str) -> None:
        note(f"{path}?{query}")
        visit(f"{path}?{query}")

    @settings(max_examples=60)
    @given(parts=st.lists(st.text(max_size=20), min_size=1, max_size=4))
    def test_any_path_has_a_page(self, parts: list[str]) -> None:
        visit("/" + "/".join(quote(part.encode("utf-8", "surrogatepass"), safe="") for part in parts))

    @settings(max_examples=40)
    @given(path=st.sampled_from(WITH_WORDS), query=queries)
    def test_the_address_that_one_is_sent_to_is_final(self, path: str, query: str) -> None:
        response = Client(raise_request_exception=False).generic("GET", path, QUERY_STRING=query)
        if response.status_code == 302:
            there, _, rest = response["Location"].partition("?")
            again = Client(raise_request_exception=False).generic("GET", there, QUERY_STRING=rest)
            assert again.status_code == 200, f"{path}?{query} → {response['Location']}"


class TestEveryFeature:
    def test_each_stands_rubbish(self) -> None:
        slugs = Feature.objects.filter(is_filterable=True).values_list("slug", flat=True)
        for value in ("%00", "nobody", "-5"):
            names = [f"{slug}{end}" for slug in slugs for end in ("", "_min", "_max")] + [
                f"not_{slug}" for slug in slugs
            ]
            visit("/insoles/?" + "&".join(f"{name}={value}" for name in sorted(names)))
