"""Photos on the desk: a page of their own for each product, thumbnails in lists, and a drawing where there is no photo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue import images
from catalogue.admin.asked import BASE, id_of
from catalogue.admin.desk import DeskAdmin, DeskRows, TranslatedAdmin, both
from catalogue.admin.meanwhile.rebasing import Rebased
from catalogue.admin.meanwhile.state import FormState, state_of_rows
from catalogue.admin.meanwhile.telling import told_of
from catalogue.admin.photo_forms import FOCUS_FIELDS, SHOWN, PhotoForm, PhotoFormSet, UploadForm
from catalogue.drawing import insole_svg, insole_symbols, shape_from
from catalogue.knowledge import current_knowledge
from catalogue.models import Picture, Product, Revision, sheets_without_sources

LONGEST_FILE_NAME = 60
STEPS = {"up": -1, "down": 1}


@admin.register(Picture)
class PictureAdmin(TranslatedAdmin):
    """Photos of all products."""

    list_display = ("thumbnail", "product", "alternative_text", "credit", "licence", "position", "state")
    list_select_related = ("product__brand",)
    search_fields = ("product__name", "product__brand__name", "alternative_text_en", "alternative_text_de", "credit")
    autocomplete_fields = ("product",)
    fields = (
        "product",
        "image",
        both("alternative_text"),
        ("credit", "licence"),
        "position",
        ("focus_x", "focus_y"),
    )

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        """Photos get their sizes once they are safely stored."""
        super().save_model(request, obj, form, change)
        transaction.on_commit(partial(images.make_variants, obj))

    @admin.display(description=gettext_lazy("photo"))
    def thumbnail(self, picture: Picture) -> SafeString:
        """A small view of it."""
        return thumbnail_html(picture)

    @admin.display(description=gettext_lazy("state"))
    def state(self, picture: Picture) -> str:
        """Whether it can be seen."""
        return state_text(picture)


class PictureRows(DeskRows):
    """The photos on a product's page, to look at: their own page is the place to work on them."""

    model = Picture
    template = "admin/catalogue/product/photo_rows.html"
    fields = readonly_fields = ("thumbnail", "alternative_text_en", "alternative_text_de", "state")
    verbose_name_plural = gettext_lazy("photos")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not here."""
        return False

    @admin.display(description=gettext_lazy("photo"))
    def thumbnail(self, picture: Picture) -> SafeString:
        """A small view of it."""
        return thumbnail_html(picture)

    @admin.display(description=gettext_lazy("state"))
    def state(self, picture: Picture) -> str:
        """Whether it can be seen."""
        return state_text(picture)


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """One photo on the page of a product's photos."""

    form: PhotoForm
    picture: Picture
    address: str
    focus: str
    state: str
    is_first: bool
    is_last: bool


class HasPhotos(DeskAdmin):
    """Products with a page of their photos, seen in the list as they are seen on the site: photo or drawing."""

    def get_urls(self) -> list[URLPattern]:
        """The stock pages and the one of the photos."""
        view = self.admin_site.admin_view(self.photos_view)
        return [path("<path:object_id>/photos/", view, name="catalogue_product_photos"), *super().get_urls()]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list with photos or drawings: a few questions, whatever the number of products."""
        changes = super().get_changelist_instance(request)
        changes.result_list = list(changes.result_list)
        shown = looks(changes.result_list)
        for product in changes.result_list:
            product.look = shown[product.pk]
        return changes

    @admin.display(description=gettext_lazy("photo"))
    def photo(self, product: Any) -> SafeString:
        """Its first photo, else its drawing."""
        return product.look  # type: ignore[no-any-return]

    def photos_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Add photos, describe them, put them in order."""
        product = self.get_object(request, object_id)
        if product is None:
            messages.warning(request, _("There is no such product."))
            return HttpResponseRedirect(reverse("admin:catalogue_product_changelist"))
        if not (self.has_view_permission(request, product) and _may(request, "view")):
            raise PermissionDenied
        is_upload = "upload" in request.POST
        if request.method == "POST" and not _may(request, "add" if is_upload else "change"):
            raise PermissionDenied
        upload = UploadForm(request.POST, request.FILES) if is_upload else UploadForm()
        if is_upload and upload.is_valid():
            return self._take_in(request, product, upload)
        if request.method == "POST" and not is_upload:
            with transaction.atomic():
                Revision.objects.take_turn()
                list(product.pictures.select_for_update().values_list("pk"))
                return self._photos_sent(request, product)
        return self._photos_page(request, product, upload, _forms(request, product))

    def _photos_sent(self, request: HttpRequest, product: Product) -> HttpResponse:
        """Save it, or show it again with all that was typed: where something is wrong, or was changed meanwhile."""
        now, rows = _state(product), _forms(request, product, request.POST)
        base = FormState.opened(request.POST[BASE]) if BASE in request.POST else now
        if base is not None and not base.changed_to(now):
            return self._arrange(request, product, rows) or self._photos_page(request, product, UploadForm(), rows)
        touched: Mapping[Any, set[str]] = {}
        if base is not None:
            upon_today = Rebased(request.POST, base)
            upon_today.put_rows(rows, product, rows.queryset, makes_new=False)
            rows = _forms(request, product, upon_today.sent)
            touched = {
                key: {*names, *(FOCUS_FIELDS if "focus" in names else ())} for key, names in upon_today.touched.items()
            }
            for typed in upon_today.left_over:
                words = " · ".join(filter(None, (typed[name][0] for name in typed if name.rpartition("-")[2] in SHOWN)))
                messages.warning(request, _("This photo is gone. What you typed for it: %(words)s") % {"words": words})
        rows.is_valid()  # its faults stand beside it
        return self._photos_page(
            request, product, UploadForm(), rows, meanwhile=told_of(base, now, touched), is_held_back=True
        )

    def _take_in(self, request: HttpRequest, product: Product, upload: UploadForm) -> HttpResponse:
        """Each file with its own answer: good ones come in, whatever the others are. One edit: what breaks takes all of them back."""
        taken = 0
        for name, reason in upload.take_in(product):
            taken += not reason
            if reason:
                messages.error(request, f"“{Truncator(name).chars(LONGEST_FILE_NAME)}”: {reason}")
        if taken:
            told = ngettext("%(n)d photo was taken in as a draft.", "%(n)d photos were taken in as drafts.", taken) % {
                "n": taken
            }
            self.log_change(request, product, told)
            messages.success(request, told)
        return _back_to(product)

    def _arrange(self, request: HttpRequest, product: Product, rows: Any) -> HttpResponse | None:
        """Save what was typed, then move; None where something is wrong."""
        if any(form.instance.pk is None for form in rows.forms):
            messages.error(request, _("Somebody else removed a photo meanwhile. Nothing was saved: look again."))
            return _back_to(product)
        if not rows.is_valid():
            return None
        number, _colon, direction = request.POST.get("move", "").partition(":")
        with transaction.atomic():
            rows.save()
            moved = product.pictures.filter(pk=id_of(number)).first()
            if moved and direction in STEPS:
                Picture.objects.move(moved, STEPS[direction])
        self.log_change(request, product, _("Photos changed."))
        messages.success(request, _("The photos were saved."))
        return _back_to(product, moved)

    def _photos_page(
        self, request: HttpRequest, product: Product, upload: UploadForm, rows: Any, **told: Any
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Photos of %(name)s") % {"name": product.full_name},
            "opts": self.opts,
            "product": product,
            "upload": upload,
            "formset": rows,
            "rows": _rows(rows.forms),
            "may_add": _may(request, "add"),
            "may_change": _may(request, "change"),
            "is_public": product.status == Product.Status.PUBLISHED,
            "media": self.media,
            "base": _state(product).sealed(),
            **told,
        }
        return TemplateResponse(request, "admin/catalogue/product/photos.html", context)


def thumbnail_html(picture: Picture) -> SafeString:
    """A small square, cut around the focus."""
    return format_html(
        '<img class="thumb {}" src="{}" alt="{}" width="48" height="48" loading="lazy">',
        images.focus(picture),
        images.thumbnail(picture),
        str(picture),
    )


def state_text(picture: Picture) -> str:
    """Whether visitors of its product's page see it, and what it lacks."""
    lacks = picture.lacks
    return _("draft, lacks: %(what)s") % {"what": ", ".join(lacks)} if lacks else _("can be seen")


def looks(products: Iterable[Product]) -> dict[int, SafeString]:
    """The first photo of each, else the drawing; the shared pieces of the drawings come with the first of them."""
    by_pk = {product.pk: product for product in products}
    shown: dict[int, SafeString] = {}
    for picture in Picture.objects.filter(product__in=by_pk).order_by("position", "pk"):
        shown.setdefault(picture.product_id, thumbnail_html(picture))
    drawn = [product for pk, product in by_pk.items() if pk not in shown]
    shown.update(_drawings(drawn))
    return shown


def _drawings(products: list[Product]) -> dict[int, SafeString]:
    made = {
        sheet.product.pk: insole_svg(shape_from(sheet.single_values), label=sheet.product.full_name, size="plan")
        for sheet in sheets_without_sources(products, current_knowledge().features)
    }
    first, symbols = next(iter(made), None), insole_symbols("".join(made.values()))
    return {
        pk: format_html('{}<span class="thumb thumb-drawn">{}</span>', symbols if pk == first else "", drawing)
        for pk, drawing in made.items()
    }


def _forms(request: HttpRequest, product: Product, sent: QueryDict | None = None) -> Any:
    """A form for each photo, in their order."""
    photos = product.pictures.order_by("position", "pk")
    may_change = {"may_change": _may(request, "change")}
    forms = PhotoFormSet(sent, instance=product, queryset=photos, form_kwargs=may_change)
    forms.can_delete = _may(request, "delete")
    return forms


def _state(product: Product) -> FormState:
    """What the page shows now of its photos."""
    return state_of_rows(Picture, list(product.pictures.order_by("position", "pk").values_list("pk", flat=True)), SHOWN)


def _rows(forms: list[PhotoForm]) -> list[PhotoRow]:
    return [
        PhotoRow(
            form=form,
            picture=form.instance,
            address=images.variants(form.instance)[-1].src,
            focus=images.focus(form.instance),
            state=state_text(form.instance),
            is_first=place == 0,
            is_last=place == len(forms) - 1,
        )
        for place, form in enumerate(forms)
    ]


def _may(request: HttpRequest, action: str) -> bool:
    return request.user.has_perm(f"catalogue.{action}_picture")


def _back_to(product: Product, moved: Picture | None = None) -> HttpResponse:
    """The page again, at the photo that was moved: the keyboard goes on from there."""
    address = reverse("admin:catalogue_product_photos", args=[product.pk])
    return HttpResponseRedirect(f"{address}#photo-{moved.pk}" if moved else address)
