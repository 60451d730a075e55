"""From a public address to the page that answers there."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import ResolverMatch, get_script_prefix, resolve
from django.utils import translation


@dataclass(frozen=True, slots=True)
class PublicPage:
    """What answers at an address. `path`: the address below the place where the site is served."""

    language: str
    path: str
    match: ResolverMatch


def public_page(address: str) -> PublicPage:
    """The page at an address without host and query, in the language of the address. Raises Resolver404, an Http404."""
    path = f"/{address.removeprefix(get_script_prefix()).lstrip('/')}"
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        return PublicPage(language, path, resolve(path))
