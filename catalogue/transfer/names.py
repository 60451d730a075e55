"""Who is meant by a word in a cell: by slug or name, in either language; of a word that nobody has, the nearest one is told."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override
from rapidfuzz import fuzz, process

from catalogue.choices import Known
from catalogue.models import Brand, Choice, Feature, Product, Source
from catalogue.models.columns import folded

# How alike two words must be, of a hundred, for one to be suggested in the place of the other.
ALIKE = 60
# So many words are told where none of them is alike.
FEW = 12

YES_WORDS = ("yes", "ja", "true", "wahr", "1", "x")
NO_WORDS = ("no", "nein", "false", "falsch", "0")


class Names:
    """Words and whom they mean. A word that several have is refused: then only the slug tells them apart."""

    def __init__(self, kind: Any, terms: Iterable[tuple[str, str]]) -> None:
        self.kind = kind
        self._meant: defaultdict[str, set[str]] = defaultdict(set)
        self._written: dict[str, str] = {}
        self.exact: set[str] = set()
        for term, key in terms:
            self._meant[plain(term)].add(key)
            self._written.setdefault(plain(term), term)
            self.exact.add(key)
        self.find: Callable[[str], str] = cache(self._find)

    def _find(self, text: str) -> str:
        """The key of whoever has this name."""
        if text in self.exact:
            return text
        meant = self._meant.get(plain(text), set())
        if len(meant) == 1:
            return next(iter(meant))
        said = {"kind": str(self.kind), "text": text}
        if meant:
            several = ", ".join(sorted(meant))
            raise ValidationError(_("Several are called “%(text)s”: %(several)s.") % {**said, "several": several})
        if nearest := self._nearest(text):
            raise ValidationError(
                _("There is no %(kind)s “%(text)s”. Did you mean “%(nearest)s”?") % {**said, "nearest": nearest}
            )
        if 0 < len(self.exact) <= FEW:
            there_are = ", ".join(sorted(self.exact))
            raise ValidationError(
                _("There is no %(kind)s “%(text)s”. Known: %(several)s.") % {**said, "several": there_are}
            )
        raise ValidationError(_("There is no %(kind)s “%(text)s”.") % said)

    def _nearest(self, text: str) -> str | None:
        if text.isdecimal():
            return None  # a number near to another one means nothing
        found = process.extractOne(plain(text), list(self._written), scorer=fuzz.ratio, score_cutoff=ALIKE)
        return self._written[found[0]] if found else None


def plain(text: str) -> str:
    """A word as it is compared: a hyphen is a space, capitals and accents do not matter."""
    return folded(text.replace("-", " ").replace("_", " "))


class Finder:
    """All names that cells may hold, each kind read once."""

    @cached_property
    def features(self) -> dict[str, Feature]:
        """By slug."""
        return {feature.slug: feature for feature in Feature.objects.all()}

    @cached_property
    def _feature_names(self) -> Names:
        rows = self.features.values()
        named = [(name, row.slug) for row in rows for name in (*in_languages(row, "name"), row.slug)]
        taken = {plain(name) for name, _slug in named}
        # What people say of one feature may be the name of another: the name counts.
        said = [
            (word, row.slug)
            for row in rows
            for words in in_languages(row, "synonyms")
            for word in words
            if plain(word) not in taken
        ]
        return Names(Feature._meta.verbose_name, [*named, *said])

    @cached_property
    def _choice_names(self) -> dict[str, Names]:
        terms: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for choice in Choice.objects.select_related("feature"):
            words: tuple[str, ...] = {Known.YES: YES_WORDS, Known.NO: NO_WORDS}.get(choice.slug, ())
            names = (*in_languages(choice, "name"), choice.slug, *words)
            terms[choice.feature.slug] += [(name, choice.slug) for name in names]
        return {feature: Names(Choice._meta.verbose_name, found) for feature, found in terms.items()}

    @cached_property
    def _names(self) -> dict[type[models.Model], Names]:
        brands, products = Brand.objects.all(), Product.objects.select_related("brand")
        return {
            Brand: Names(
                Brand._meta.verbose_name,
                [term for row in brands for term in ((row.name, row.slug), (row.slug, row.slug))],
            ),
            Product: Names(
                Product._meta.verbose_name, [(term, row.slug) for row in products for term in _product_terms(row)]
            ),
            Source: Names(Source._meta.verbose_name, _source_terms()),
        }

    def feature(self, text: str) -> Feature:
        """The feature of this slug, name or synonym."""
        return self.features[self._feature_names.find(text)]

    def choice(self, feature: Feature, text: str) -> str:
        """The slug of the choice of this feature; yes and no in either language."""
        names = self._choice_names.get(feature.slug)
        return (names or Names(Choice._meta.verbose_name, ())).find(text)

    def slug(self, model: type[models.Model], text: str) -> str:
        """The slug of a brand, product (by GTIN too) or source (by address too)."""
        return self._names[model].find(written_gtin(text) if model is Product else text)

    def learn(self, row: models.Model) -> None:
        """A row that this table brings may be named further down in it."""
        self._names[type(row)].exact.add(row.slug)  # type: ignore[attr-defined]


@cache
def words_of(column: Any) -> Names:
    """The values of a closed vocabulary, by their labels in either language too."""
    terms = [(str(value), str(value)) for value, _label in column.flatchoices]
    for language, _name in settings.LANGUAGES:
        with override(language):
            terms += [(str(label), str(value)) for value, label in column.flatchoices if value]
    return Names(column.verbose_name, terms)


def in_languages(row: models.Model, name: str) -> list[Any]:
    """A text of a row in each language that has one."""
    texts = (getattr(row, f"{name}_{language}") for language, _name in settings.LANGUAGES)
    return [text for text in texts if text]


def _product_terms(row: Product) -> list[str]:
    return [row.full_name, row.slug, *([row.gtin] if row.gtin else [])]


def written_gtin(text: str) -> str:
    """A number of a bar code as products store it; other words stay as they are."""
    column: Any = Product._meta.get_field("gtin")
    return str(column.to_python(text) or "") if text.replace(" ", "").isdecimal() else text


def _source_terms() -> list[tuple[str, str]]:
    rows = Source.objects.values_list("slug", "url")
    return [(term, slug) for slug, url in rows for term in (slug, url) if term]
