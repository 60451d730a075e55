"""A shop's product feed at the desk: which articles are which products is confirmed by an editor; then it is a table."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.admin.history import writes_nothing
from catalogue.admin.transfers import TransfersTables, user_id
from catalogue.models import Source
from catalogue.transfer import KINDS, Outcome, kept, run
from catalogue.transfer.feeds import BY_GTIN, Match, as_text, gtins_table, matches, offers_table, read_feed

# More could not be sent back as one form.
MOST_MATCHES = 2_000
FEED = "feed"


class FeedForm(forms.Form):
    """A feed, and what it does not say of its prices."""

    feed = forms.FileField(
        label=gettext_lazy("Product feed"), help_text=gettext_lazy("As made for Google Merchant: TSV or XML.")
    )
    source = forms.ModelChoiceField(Source.objects.order_by("title"), label=gettext_lazy("source"))
    seller = forms.CharField(label=gettext_lazy("seller"), max_length=120)
    country = forms.CharField(label=gettext_lazy("country"), max_length=2, required=False)
    seen_on = forms.DateField(label=gettext_lazy("seen on"), initial=timezone.localdate)

    def facts(self) -> dict[str, str]:
        """The columns that all prices share."""
        said = self.cleaned_data
        return {
            "source": said["source"].slug,
            "seller": said["seller"],
            "country": said["country"].upper(),
            "seen_on": said["seen_on"].isoformat(),
        }


class TakesFeeds(TransfersTables):
    """Pages to read prices from a shop's feed."""

    def get_urls(self) -> list[Any]:
        """Ours before the others."""
        view = self.admin_site.admin_view
        pages = [
            path("feed/", view(self.feed_page), name=self._url_name("feed")),
            path("feed/<str:token>/", view(self.matches_page), name=self._url_name("feed_matches")),
        ]
        return [*pages, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """With the way to it."""
        way = {"feed_address": self.address_of("feed") if self.may_import(request) else ""}
        return super().changelist_view(request, {**(extra_context or {}), **way})

    @writes_nothing
    def feed_page(self, request: HttpRequest) -> HttpResponse:
        """Takes a feed and leads to its articles."""
        if not self.may_import(request):
            raise PermissionDenied
        form = FeedForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                found = matches(read_feed(form.cleaned_data["feed"].read()))
            except ValidationError as error:
                form.add_error("feed", error)
            else:
                return self._keep(request, form, found)
        context = {"form": form, "title": _("Read prices from a feed")}
        return TemplateResponse(request, "admin/transfer/feed.html", self._table_context(request, context))

    @writes_nothing
    def matches_page(self, request: HttpRequest, token: str) -> HttpResponse:
        """The articles that are, or seem to be, products of ours; those that are ticked become a table."""
        if not self.may_import(request):
            raise PermissionDenied
        feed = kept.find(token, FEED, user_id(request))
        content = feed.content() if feed else None
        if feed is None or content is None:
            messages.warning(request, _("This table is no longer kept. Choose the file again."))
            return HttpResponseRedirect(self.address_of("feed"))
        told = json.loads(content)
        found = [Match.from_data(match) for match in told["matches"]]
        if request.method == "POST":
            ticked = set(request.POST.getlist("item"))
            confirmed = [match for match in found if str(match.item.number) in ticked]
            if confirmed:
                self._tell_gtins(request, confirmed, feed.file)
                return self.tried(request, feed.file, as_text(offers_table(confirmed, told["facts"])))
            messages.warning(request, _("Tick the articles whose prices are to be read."))
        rows = [(match, match.how == BY_GTIN and match.item.is_in_stock) for match in found]
        context = {
            "title": feed.file,
            "rows": rows,
            "unknown": told["unknown"],
            "feed_address": self.address_of("feed"),
        }
        return TemplateResponse(request, "admin/transfer/matches.html", self._table_context(request, context))

    def _keep(self, request: HttpRequest, form: FeedForm, found: Sequence[Match]) -> HttpResponseRedirect:
        known = [match.as_data() for match in found if match.product and match.item.amount]
        unknown = [match.item.title for match in found if not (match.product and match.item.amount)]
        told = {"matches": known[:MOST_MATCHES], "unknown": unknown, "facts": form.facts()}
        content, name = json.dumps(told).encode(), form.cleaned_data["feed"].name
        feed = kept.keep(FEED, name, user_id(request), content, Outcome(FEED, is_trial=True))
        return HttpResponseRedirect(self.address_of("feed_matches", feed.token))

    def _tell_gtins(self, request: HttpRequest, confirmed: Sequence[Match], file: str) -> None:
        """The bar codes of the feed are another table: its trial run waits."""
        table = gtins_table(confirmed)
        if table is None:
            return
        content = as_text(table)
        outcome, _rows = run(KINDS["products"], content, is_trial=True)
        waiting = kept.keep("products", file, user_id(request), content, outcome)
        address = reverse("admin:catalogue_product_import_outcome", args=[waiting.token])
        count = len(table.rows)
        words = ngettext("%(count)d GTIN waits to be imported", "%(count)d GTINs wait to be imported", count)
        messages.info(request, format_html('<a href="{}">{}</a>', address, words % {"count": count}))
