"""Takes the pictures of docs/editors.md: `python -m tests.desk_pictures`, on a site of its own with the starting data.

What is made up for them (a draft, a table, a slip that is brought back) is in here, so that they can be taken anew after a change.
"""

import io
import os
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
WIDTH, HEIGHT = 1000, 800
COLOURS = 64
TABLE = (
    "product,feature,value,source,voice\n"
    "superfeet-green,Arch hight,high,ffsg-superfeet-green,maker\n"
    "superfeet-green,Weight,about five,ffsg-superfeet-green,maker\n"
    "superfeet-blue,Weight,95 g,ffsg-superfeet-green,maker\n"
)


def main() -> None:
    """Set up a site in a folder that goes afterwards, and take one picture after the other."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"UNDERFOOT_VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop in this thread
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections
        from django.test.utils import setup_test_environment

        setup_test_environment()  # the desk answers to the test client, too
        for command in ("migrate", "load_data", "collectstatic"):
            options = {} if command == "load_data" else {"interactive": False}
            call_command(command, verbosity=0, **options)
        from tests.browser.conftest import running_site

        with running_site(connections["default"], Path(folder)) as address:
            take(address, Path(folder))


def take(address: str, folder: Path) -> None:
    """All pictures, each cut to what its place in the text is about."""
    from django.conf import settings
    from playwright.sync_api import FloatRect, Locator, sync_playwright

    from catalogue.models import Edit, Product, Proposal
    from config import machine
    from tests import desk as addresses

    made = Made()
    session = addresses.logged_in(addresses.make_editor(username="mira")).cookies[settings.SESSION_COOKIE_NAME].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.browser(), args=["--no-sandbox"])
        context = browser.new_context(
            base_url=address, viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", reduced_motion="reduce"
        )
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
        context.add_init_script("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
        page = context.new_page()

        def picture(name: str, first: Locator, last: Locator | None = None, height: float = 700) -> None:
            """From the top of one part to the end of another one, or as high as there is room."""
            page.wait_for_load_state("networkidle")
            page.evaluate("scrollTo(0, 0)")
            start, end = first.bounding_box(), (last or first).bounding_box()
            assert start
            assert end
            left, top = max(start["x"] - 12, 0), max(start["y"] - 12, 0)
            room = min(end["y"] + end["height"] + 12 - top, height)
            clip: FloatRect = {"x": left, "y": top, "width": WIDTH - left, "height": room}
            _keep(name, page.screenshot(clip=clip, full_page=True))

        page.goto("/admin/")
        picture("due", page.locator("#header"), page.locator("#content-main"), height=620)

        page.goto(f"/admin/catalogue/product/{made.draft.pk}/sheet/")
        row = page.get_by_role("group", name="Heel cup", exact=True)
        row.locator("summary").first.click()
        picture("sheet", page.locator(".fill-page"), page.locator(".fill-page"))
        picture("row", row)

        page.goto(addresses.address(Product, "change", made.draft.pk))
        picture("publish", page.locator("fieldset").filter(has=page.locator(".field-next_steps")).last)

        page.goto("/admin/catalogue/statement/import/")
        page.get_by_label("Table").set_input_files(
            {"name": "weights.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
        )
        page.get_by_role("button", name="Try it").click()
        page.wait_for_url("**/import/*/")
        for fold in page.locator("details:not([open]) > summary").all():
            fold.click()
        picture("trial-run", page.locator("#content h1"), page.locator("#content-main"))

        page.goto(addresses.address(Edit, "change", Edit.objects.latest("pk").pk))
        picture("edit", page.locator("#content h1"), page.locator("#content-main"))

        page.goto(addresses.address(Proposal, "change", Proposal.objects.latest("pk").pk))
        picture("proposal", page.locator("#content h1"), page.locator("#content-main"))

        page.goto("/insoles/?brand=superfeet")
        drawn = page.locator("article svg").first
        drawn.evaluate("drawing => { drawing.style.width = '700px'; }")
        photo = drawn.screenshot(type="jpeg")
        page.goto(f"/admin/catalogue/product/{made.product.pk}/photos/")
        page.locator("input[type=file]").set_input_files(
            {"name": "green.jpg", "mimeType": "image/jpeg", "buffer": photo}
        )
        page.get_by_role("button", name="Take in").click()
        page.locator(".photo-row").first.wait_for()
        picture("photos", page.locator(".photo-upload"), page.locator(".photo-row").last)

        page.goto("/admin/coverage/")
        picture("coverage", page.locator("#content h1"), page.locator(".coverage"), height=560)
        browser.close()


class Made:
    """What the pictures show beside the starting data."""

    def __init__(self) -> None:
        from catalogue.models import Feature, Product, RedFlag, Source, recorded
        from tests import desk as addresses
        from tests.builders import make_product, make_shown

        self.product = Product.objects.get(slug="superfeet-green")
        self.draft = make_product(
            slug="superfeet-nonesuch", name="Nonesuch", brand=self.product.brand, status="draft", checked_on=None
        )
        source = Source.objects.get(slug="ffsg-superfeet-green")
        make_shown(self.draft, Feature.objects.get(slug="heel-cup"), "deep", source=source, as_stated="a deep cup")
        with recorded(by="jonas", why="Taken from the page of another one."):
            self.product.line, self.product.summary = "Trail", "For boots with much room."
            self.product.save()
        addresses.submit(
            addresses.logged_in(addresses.make_editor(username="jonas")),
            addresses.address(RedFlag, "change", RedFlag.objects.earliest("pk").pk),
            {"advice_en": "Go to an emergency department today.", "_why": "The guideline was renewed."},
        )


def _keep(name: str, content: bytes) -> None:
    """With few colours: text and lines stay sharp, the file small."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
            FOLDER / f"desk-{name}.png", optimize=True
        )


if __name__ == "__main__":
    main()
