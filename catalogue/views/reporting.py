"""Report a wrong value: a page of its own, so that pages which are kept hold neither form nor cookie."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.choices import SLUG_PATTERN
from catalogue.models import Cell, Feature, Product, queue_is_full, sheets
from catalogue.report_form import NOT_OURS, TOO_QUICK, TRAP, ReportForm, Ticket
from catalogue.throttle import Throttle
from catalogue.wording import statement_mark, value_text

HTTP_TOO_MANY = 429
LONGEST_SHOWN = 400
THROTTLE = Throttle(times=5, seconds=60 * 60)


@dataclass(frozen=True, slots=True)
class About:
    """The value that a report is about, as far as the address names one that there is."""

    product: Product | None
    cell: Cell | None
    ignored: list[str]
    features: list[Feature]

    @property
    def words(self) -> dict[str, str]:
        """The value as an address names it."""
        words = {"product": self.product.slug} if self.product else {}
        return {**words, "feature": self.cell.feature.slug} if self.cell else words


def _about(request: HttpRequest) -> About:
    """Product and feature of the address; what of them is unknown is named. Five queries at most."""
    slugs = {name: request.GET.get(name, "")[:100] for name in ("product", "feature")}
    product = _product(slugs["product"])
    features = list(Feature.objects.with_choices())
    feature = next((one for one in features if one.slug == slugs["feature"]), None)
    ignored = []
    if slugs["product"] and product is None:
        ignored.append(f"product={slugs['product']}: {_no_such_insole()}")
    if slugs["feature"] and feature is None:
        ignored.append(f"feature={slugs['feature']}: {_no_such_feature()}")
    if product is None or feature is None:
        return About(product, None, ignored, features)
    return About(product, sheets([product], [feature])[0].cells[0], ignored, features)


def _product(slug: str) -> Product | None:
    """A published product; what is no slug is not looked for."""
    if not re.match(SLUG_PATTERN, slug):
        return None
    return Product.objects.published().with_brand().filter(slug=slug).first()


def _no_such_insole() -> str:
    return _("there is no such insole")


def _no_such_feature() -> str:
    return _("there is no such feature")


# Without Django's check against forged forms: that check needs a cookie, and visitors get none. What it would prevent, that another
# site sends something in the name of somebody logged in, cannot happen here: nobody is logged in, and the form asks for nothing
# about the visitor. That the form is ours and fresh is what its signed ticket says.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form, with what is shown now and who says so; sent, it goes into the editors' queue."""
    about = _about(request)
    if about.cell is None:
        return render(request, "catalogue/report_choose.html", {"about": about, "nav": "insoles"})
    if request.method == "POST":
        return _sent(request, about)
    return _page(request, about, ReportForm())


def _sent(request: HttpRequest, about: About) -> HttpResponse:
    """Take a report, or show again what was typed with what is wrong with it."""
    if request.POST.get(TRAP):  # a program: it need not know that nobody will read this
        return _thanks(about)
    form, ticket = ReportForm(request.POST), Ticket.read(request.POST.get("ticket", ""))
    refused = ticket.refused(**about.words) if ticket else NOT_OURS
    if ticket is None or refused:
        is_ours_still = ticket is not None and refused == TOO_QUICK
        return _page(request, about, form, ticket if is_ours_still else None, str(refused))
    if not form.is_valid():
        return _page(request, about, form, ticket)
    if not THROTTLE.allows(visitor_address(request)) or queue_is_full():
        words = _("Too much was sent in the last hour. What you wrote is below: please try again later.")
        return _page(request, about, form, ticket, words, status=HTTP_TOO_MANY)
    form.report(ticket, **_subject(about))
    return _thanks(about)


def _subject(about: About) -> dict[str, Any]:
    """What the report is about, and how it was shown when it was written."""
    cell = about.cell
    shown = value_text(cell)[:LONGEST_SHOWN] if cell else ""
    feature = cell.feature if cell else None
    return {"product": about.product, "feature": feature, "shown": shown, "language": get_language() or "en"}


def _page(
    request: HttpRequest,
    about: About,
    form: ReportForm,
    ticket: Ticket | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form; without a ticket that still holds it gets a new one."""
    cell = about.cell
    context = {
        "about": about,
        "value": value_text(cell) if cell else "",
        "marks": [statement_mark(statement) for statement in cell.shown] if cell else [],
        "form": form,
        "ticket": str(ticket or Ticket.new(**about.words)),
        "refused": refused,
        "trap": TRAP,
        "nav": "insoles",
    }
    return render(request, "catalogue/report.html", context, status=status)


def _thanks(about: About) -> HttpResponse:
    """By redirect, so that loading the page again sends nothing."""
    return HttpResponseRedirect(f"{reverse('catalogue:report_thanks')}?{urlencode(about.words)}")


@require_safe
def report_thanks(request: HttpRequest) -> HttpResponse:
    """What happens next, and the way back."""
    return render(request, "catalogue/report_thanks.html", {"about": _about(request), "nav": "insoles"})


def visitor_address(request: HttpRequest) -> str:
    """Where a request comes from: behind a proxy of ours what that says, which is the last of what anybody says."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip() or request.META["REMOTE_ADDR"]
    return str(request.META.get("REMOTE_ADDR", ""))
