"""The site that journeys at the editors' desk share, and what all of them do there."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, User
from playwright.sync_api import BrowserContext, Locator, Page
from pytest_django import DjangoDbBlocker

from tests.databases import Database, in_place_of_default
from tests.desk import logged_in

# Makes a browser of its own for one person.
NewWindow = Callable[..., BrowserContext]


@dataclass(frozen=True)
class Desk:
    """A running site with the starting data. Each journey makes rows of its own there."""

    address: str
    database: Database
    blocker: DjangoDbBlocker

    @contextmanager
    def rows(self) -> Iterator[None]:
        """What is asked and stored inside is of this site."""
        with self.blocker.unblock(), in_place_of_default(self.database):
            try:
                yield
            finally:
                self.database.close()

    def page_of(self, new_window: NewWindow, name: str = "editor", roles: Sequence[str] = ()) -> Page:
        """The browser of somebody who is logged in already; without roles they may do everything."""
        with self.rows():
            user, is_new = User.objects.get_or_create(username=name, defaults={"is_staff": True})
            if is_new:
                user.is_superuser = not roles
                user.groups.set(Group.objects.filter(name__in=roles))
                user.save()
            session = logged_in(user).cookies[settings.SESSION_COOKIE_NAME].value
        page = self.visitor(new_window)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address}])
        return page

    def visitor(self, new_window: NewWindow) -> Page:
        """The browser of somebody who is not logged in."""
        return new_window(base_url=self.address, color_scheme="light", reduced_motion="reduce").new_page()


def told(page: Page) -> Locator:
    """The messages at the top."""
    return page.locator(".messagelist")


def listed(page: Page) -> Locator:
    """The rows of a list."""
    return page.locator("#result_list tbody tr")
