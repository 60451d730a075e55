"""The German catalogue is complete, current and keeps to our words.

Everything is read here in plain Python: a bare machine has no gettext.
"""

import ast
import json
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation.template import templatize

from catalogue.drawing.labels import CALLED_OUT, LABEL_CHARACTERS
from catalogue.drawing.words import NAMES, PHRASES
from catalogue.word_guard import refused_words

ROOT: Path = settings.BASE_DIR
MESSAGES = ROOT / "locale" / "de" / "LC_MESSAGES"
SOURCES = ("catalogue", "comparisons", "config", "templates")

# What a call of gettext takes before the number: a context, a text, a plural.
TAKES = {"gettext": "i", "ngettext": "ip", "pgettext": "ci", "npgettext": "cip"}
CONTEXT_ENDS, FORM_ENDS = "\x04", "\0"

LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr)(?:\[\d\])? )?(".*")')
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z%]")
QUOTED = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL_IN_TEMPLATE = re.compile(rf"\b(\w*gettext|_)\(({QUOTED}(?:, *{QUOTED})*)")
# Whatever ends or begins with the word, but not words that merely have its letters.
NO_COMPARISON = re.compile(
    r"\b(?:(?!(?:pro|at)test)\w*tests?|testen|testet|testsieger\w*|testergebnis\w*|testurteil\w*|\w*getestet\w*)\b",
    re.IGNORECASE,
)
TEST_WORDS = re.compile(r"\b(?:Tests?|getestet|Testsieger\w*)\b", re.IGNORECASE)


@dataclass
class Message:
    """One entry of the .po file."""

    flags: str = ""
    context: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)
    translations: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What gettext looks it up by."""
        return CONTEXT_ENDS.join([*self.context, self.originals[0]])

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each English form with its German one."""
        return list(zip(self.originals, self.translations, strict=True))


def read_messages(path: Path) -> Iterator[Message]:
    """The entries of a .po file, its header (of an empty text) included."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        message = Message(flags=" ".join(line for line in lines if line.startswith("#,")))
        parts = message.originals
        for keyword, text in (match.groups() for line in lines if (match := LINE.fullmatch(line))):
            if keyword:
                parts = {"msgctxt": message.context, "msgstr": message.translations}.get(keyword, message.originals)
                parts.append("")
            parts[-1] += ast.literal_eval(text)
        if message.originals:
            yield message


def compiled(messages: list[Message]) -> dict[str, str]:
    """What a .mo file made from these entries holds."""
    keys = (FORM_ENDS.join([message.key, *message.originals[1:]]) for message in messages)
    return {key: FORM_ENDS.join(message.translations) for key, message in zip(keys, messages, strict=True)}


def read_compiled(path: Path) -> dict[str, str]:
    """A .mo file: two tables of lengths and places, one of keys and one of texts."""
    data = path.read_bytes()
    count, keys, texts = struct.unpack("<3I", data[8:20])

    def text(table: int, number: int) -> str:
        length, start = struct.unpack_from("<2I", data, table + 8 * number)
        return data[start : start + length].decode()

    return {text(keys, number): text(texts, number) for number in range(count)}


def keys_in_code(path: Path) -> Iterator[str]:
    """The texts that a module hands to gettext, under whatever name it imported it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    names = {
        name.asname or name.name: name.name.removesuffix("_lazy")
        for node in imports
        if node.module == "django.utils.translation"
        for name in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and names.get(node.func.id) in TAKES:
            texts = [str(argument.value) for argument in node.args if isinstance(argument, ast.Constant)]
            yield _key(names[node.func.id], texts)


def keys_in_template(path: Path) -> Iterator[str]:
    """The texts that a template has translated."""
    for name, texts in CALL_IN_TEMPLATE.findall(templatize(path.read_text(encoding="utf-8"))):
        yield _key("gettext" if name == "_" else name, list(ast.literal_eval(f"({texts},)")))


def _key(function: str, texts: list[str]) -> str:
    parts = dict(zip(TAKES[function], texts, strict=False))
    return CONTEXT_ENDS.join(parts[part] for part in "ci" if part in parts)


def keys_in_use() -> set[str]:
    """Every translatable text of the site."""
    files = [path for folder in SOURCES for path in (ROOT / folder).rglob("*")]
    code = (keys_in_code(path) for path in files if path.suffix == ".py")
    templates = (keys_in_template(path) for path in files if path.suffix == ".html")
    return {key for keys in (*code, *templates) for key in keys}


@pytest.fixture(scope="module")
def entries() -> list[Message]:
    """The file as it is, header first."""
    return list(read_messages(MESSAGES / "django.po"))


@pytest.fixture(scope="module")
def messages(entries: list[Message]) -> list[Message]:
    """The texts alone."""
    return [message for message in entries if message.key]


class TestTheGermanCatalogue:
    """locale/de/LC_MESSAGES/django.po and django.mo."""

    def test_has_every_text_of_code_and_templates_and_no_other(self, messages: list[Message]) -> None:
        translated, used = {message.key for message in messages}, keys_in_use()
        assert not used - translated, "run makemessages and translate"
        assert not translated - used, "no longer used: run makemessages --no-obsolete"

    def test_has_no_empty_and_no_doubtful_entry(self, messages: list[Message]) -> None:
        assert [m.key for m in messages if "fuzzy" in m.flags or not all(m.translations)] == []

    def test_is_compiled(self, entries: list[Message]) -> None:
        assert read_compiled(MESSAGES / "django.mo") == compiled(entries), "run compilemessages"

    def test_keeps_the_placeholders_and_the_space_at_the_end(self, messages: list[Message]) -> None:
        changed = [
            (english, german)
            for message in messages
            for english, german in message.pairs
            if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(german))
            or english[-1].isspace() != german[-1].isspace()
        ]
        assert changed == []

    def test_promises_nothing(self, messages: list[Message]) -> None:
        assert [
            found for message in messages for german in message.translations for found in refused_words(german)
        ] == []

    def test_compares_and_never_tests(self, messages: list[Message]) -> None:
        assert [m.key for m in messages if any(TEST_WORDS.search(german) for german in m.translations)] == []


class TestTheWordForAComparison:
    """In German it is “Vergleich”: nobody here tests anything."""

    TEXTS = tuple(
        (entry["fields"].get("slug", ""), name, text)
        for entry in json.loads((ROOT / "fixtures" / "comparisons.json").read_text(encoding="utf-8"))
        for name, text in entry["fields"].items()
        if name.endswith("_de")
    )
    TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if "compar" in str(path))

    @pytest.mark.parametrize(
        "words", ["Test", "Testsieger", "der Tests", "Im Test: fünf Sohlen", "getestet", "Praxistest"]
    )
    def test_is_found_out_where_it_is_another(self, words: str) -> None:
        assert NO_COMPARISON.search(words)

    @pytest.mark.parametrize("words", ["Vergleich", "protestieren", "die Testa Nonesuch", "älteste", "feste"])
    def test_lets_other_words_be(self, words: str) -> None:
        assert not NO_COMPARISON.search(words)

    def test_stands_in_every_title_of_the_starting_data(self) -> None:
        titles = [text for _, name, text in self.TEXTS if name == "title_de"]
        assert len(titles) == 9
        assert all("Vergleich" in title for title in titles)

    def test_is_never_another_in_the_words_of_the_starting_data(self) -> None:
        assert len(self.TEXTS) > 27
        assert [(slug, name) for slug, name, text in self.TEXTS if NO_COMPARISON.search(text)] == []

    def test_is_never_another_in_templates(self) -> None:
        assert self.TEMPLATES
        texts = {path.name: path.read_text(encoding="utf-8") for path in self.TEMPLATES}
        assert [name for name, text in texts.items() if TEST_WORDS.search(text)] == []

    def test_is_never_another_in_the_translations_of_what_comparisons_say(self, messages: list[Message]) -> None:
        told = [message for message in messages if "compar" in message.originals[0].lower()]
        assert len(told) > 10
        assert [m.key for m in told if any(NO_COMPARISON.search(german) for german in m.translations)] == []


def test_no_word_beside_the_drawing_is_longer_than_a_line() -> None:
    """A longer one would be cut in the middle."""
    with translation.override("de"):
        told = [f"{NAMES[slug]}:" for slug in CALLED_OUT]
        told += [f"{phrase}," for (slug, _choice), phrase in PHRASES.items() if slug in CALLED_OUT]
    words = {word for text in told for word in re.split(r"\s|(?<=-)", text)}
    assert {word for word in words if len(word) > LABEL_CHARACTERS} == set()
