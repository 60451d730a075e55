"""The publish gate at the desk: what is missing, a look before the step, and no way around it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.admin.derives import DerivesEntries
from catalogue.admin.desk import history_address
from catalogue.admin.product_steps import CheckedToday, Publish, SendToReview, Withdraw, missing_text
from catalogue.models import Feature, Product, ShownChange, missing_for_publishing, standings


class PublishGate(DerivesEntries):
    """Products reach visitors only with nothing missing, whichever way they are published here."""

    actions = (SendToReview(), Publish(), Withdraw(), CheckedToday())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save. One that is to be published waits for its statements, which are saved after it."""
        stored = Product.objects.filter(pk=obj.pk)
        former = stored.values_list("status", flat=True).first() or Product.Status.DRAFT
        form.before = standings(stored)
        form.is_to_be_published = obj.status == Product.Status.PUBLISHED != former
        if form.is_to_be_published:
            obj.status = former
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save and derive; then publish what is to be published, or say what is missing. The log tells what visitors find."""
        super().save_related(request, form, formsets, change)
        product, saved = form.instance, Product.objects.filter(pk=form.instance.pk)
        if form.is_to_be_published and (missing := missing_for_publishing([product])[product.pk]):
            self.message_user(request, _not_published(missing), messages.ERROR)
        elif form.is_to_be_published:
            saved.update(status=Product.Status.PUBLISHED)
            product.status = Product.Status.PUBLISHED
        ShownChange.objects.note_standings(form.before, standings(saved))

    def get_urls(self) -> list[Any]:
        """The stock pages, and the look before one product is published."""
        page = self.admin_site.admin_view(self.publish_view)
        own: list[URLPattern] = [path("<int:pk>/publish/", page, name="catalogue_product_publish")]
        return [*own, *super().get_urls()]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The same look for one product; the step is that of the list."""
        product = self.get_object(request, str(pk))
        if product is None or not self.has_change_permission(request, product):
            return HttpResponseRedirect(reverse("admin:catalogue_product_changelist"))
        step = Publish()
        look = step.sorted_out(Product.objects.filter(pk=pk))
        return step.page(self, request, look, reverse("admin:catalogue_product_changelist"))

    @admin.display(description=_("next step"))
    def next_steps(self, product: Product) -> SafeString:
        """What is missing before it may be published, and where its next pages are."""
        links = format_html_join(" · ", '<a href="{}">{}</a>', _next_pages(product))
        if product.status == Product.Status.PUBLISHED or product.merged_into_id:
            return links
        missing = missing_for_publishing([product])[product.pk]
        said = missing_text(missing) if missing else gettext("Nothing is missing: it can be published.")
        return format_html('<p class="missing">{}</p>{}', said, links)


def _not_published(features: Iterable[Feature]) -> str:
    advice = gettext("Look for them and set “checked on” to the day you did, then publish.")
    return " ".join((gettext("Saved, but not published."), missing_text(features), advice))


def _next_pages(product: Product) -> Iterable[tuple[str, str]]:
    if product.status != Product.Status.PUBLISHED and not product.merged_into_id:
        if product.status != Product.Status.WITHDRAWN:
            yield product.get_absolute_url(), gettext("View as visitors will see it")
        yield reverse("admin:catalogue_product_publish", args=[product.pk]), gettext("Publish …")
    yield history_address(Product, product.pk), gettext("Earlier states …")
    if not product.merged_into_id:
        yield reverse("admin:catalogue_product_merge", args=[product.pk]), gettext("Merge into another entry …")
