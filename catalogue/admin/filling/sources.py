"""The sources of a sheet: those it has, and those that an editor pastes or names, found or made on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalogue.admin.asked import ids_of
from catalogue.choices import ReadLevel, SourceKind
from catalogue.models import Product, Source
from catalogue.models.columns import folded

LONGEST_SLUG = 70  # leaves room for a number that tells two apart
LONGEST_TITLE = 250
LONGEST_PUBLISHER = 120
LONGEST_ADDRESS = 300
NAMED_AT_MOST = 8
# What shops hang on an address to know where somebody came from.
FOREIGN_WORDS = re.compile(r"utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|srsltid|ref")
ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?", re.IGNORECASE)


class SourceFinder:
    """Finds the source that an id, an address or a few words mean; what is new is kept until it is stored."""

    def __init__(self, product: Product, known: dict[int, Source], *, may_add: bool) -> None:
        self.product, self.known, self.may_add = product, dict(known), may_add
        self.new: dict[str, Source] = {}
        self._found: dict[str, Source] = {}

    def load(self, ids: Iterable[str]) -> None:
        """Sources that a form names and the product does not have yet: one query, none where there are none."""
        missing = set(ids_of(ids)) - self.known.keys()
        if missing:
            self.known |= Source.objects.in_bulk(missing)

    def options(self) -> list[tuple[str, str]]:
        """The list to choose from."""
        return [(str(pk), source_name(source)) for pk, source in self.known.items()]

    def named(self, text: str, title: str = "", kind: str = "") -> Source:
        """What an address or a few words mean; an address that is not known yet makes a new source."""
        key = _bare(text) if _is_address(text) else folded(text)
        if key not in self._found:
            self._found[key] = self._by_address(text, title, kind) if _is_address(text) else self._by_words(text)
        return self._found[key]

    def store(self) -> list[Source]:
        """Store the new ones, each under an address of its own."""
        for source in self.new.values():
            source.slug = _free_slug(source)
            source.save()
        return list(self.new.values())

    def _by_words(self, text: str) -> Source:
        """The one source whose title, publisher or authors hold all the words; several become choices of the list."""
        wanted = Q()
        for word in text.split():
            wanted &= (
                Q(title__icontains=word) | Q(publisher__icontains=word) | Q(authors__icontains=word) | Q(slug=word)
            )
        found = list(Source.objects.filter(wanted).order_by("slug")[: NAMED_AT_MOST + 1])
        if len(found) == 1:
            self.known[found[0].pk] = found[0]
            return found[0]
        if not found:
            raise ValidationError(_("No source is named like this. Paste its address to add it."), code="no_source")
        if len(found) > NAMED_AT_MOST:
            raise ValidationError(_("Many sources are named like this. Type more words."), code="many_sources")
        self.known |= {source.pk: source for source in found}
        raise ValidationError(
            _("Several sources are named like this. They stand in the list of sources now: choose one."),
            code="several_sources",
        )

    def _by_address(self, text: str, title: str, kind: str) -> Source:
        address = _address(text)
        stored = Source.objects.filter(url__in=_spellings(address)).order_by("pk").first()
        if stored:
            self.known[stored.pk] = stored
            return stored
        if not self.may_add:
            raise ValidationError(_("This address is no source yet, and you may not add one."), code="may_not_add")
        return self.new.setdefault(_bare(address), self._made(address, title, kind))

    def _made(self, address: str, title: str, kind: str) -> Source:
        host = _host(address)
        is_maker = bool(self.product.brand.website) and host == _host(self.product.brand.website)
        publisher = self.product.brand.name if is_maker else host
        return Source(
            title=(title or _title(address))[:LONGEST_TITLE],
            publisher=publisher[:LONGEST_PUBLISHER],
            kind=kind or (SourceKind.MANUFACTURER if is_maker else SourceKind.OTHER),
            url=address,
            read_on=timezone.localdate(),
            read_level=ReadLevel.EXCERPT,
        )


def source_name(source: Source) -> str:
    """Publisher, title and date: how sources are told apart in a list."""
    return f"{' · '.join(filter(None, (source.publisher, source.title)))} ({source.dated})"


def _is_address(text: str) -> bool:
    return bool(ADDRESS.fullmatch(text.strip()))


def _address(text: str) -> str:
    """As it is stored: with https, without what shops hang on it. Refused where it is none."""
    text = text.strip()
    text = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(text)
        pairs = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
        kept = [(name, value) for name, value in pairs if not FOREIGN_WORDS.fullmatch(name)]
        query = parts.query if kept == pairs else urlencode(kept)
        address = parts._replace(query=query, fragment="").geturl()
        URLValidator(schemes=["http", "https"])(address)
    except (ValueError, ValidationError):
        raise ValidationError(_("This is no address of a page."), code="no_address") from None
    if len(address) > LONGEST_ADDRESS:
        raise ValidationError(_("This address is too long."), code="long_address")
    return address


def _bare(text: str) -> str:
    """An address without what makes no difference."""
    address = _address(text)
    return address.split("://", 1)[1].removeprefix("www.").rstrip("/")


def _spellings(address: str) -> list[str]:
    """With and without www., a slash at the end, and encryption."""
    bare = _bare(address)
    return [
        f"{scheme}://{www}{bare}{slash}" for scheme in ("https", "http") for www in ("", "www.") for slash in ("", "/")
    ]


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _title(address: str) -> str:
    """From the address: its host and the last words of its path."""
    words = re.sub(r"\.\w+$", "", urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1])
    words = " ".join(re.split(r"[-_+%]+", words)).strip()
    return f"{_host(address)}: {words}" if words else _host(address)


def _free_slug(source: Source) -> str:
    stem = slugify(folded(f"{source.publisher} {source.title}"))[:LONGEST_SLUG].strip("-") or "source"
    taken = set(Source.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    free = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in free if slug not in taken)
