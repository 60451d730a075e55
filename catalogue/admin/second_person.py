"""Texts about health: what somebody proposed at the desk (`recording`), a second person applies or refuses."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from catalogue.admin.desk import MadeByTheSite
from catalogue.admin.edit_lines import lines_of
from catalogue.admin.removal import besides
from catalogue.models import Proposal, recorded_models
from catalogue.preview import Preview, page_at


@admin.register(Proposal)
class ProposalAdmin(MadeByTheSite):
    """What waits for a second person, and what became of it."""

    list_display = ("at", "by", "__str__", "why", "state", "decided_by")
    list_filter = ("state",)
    search_fields = ("by", "why", "decided_by")
    date_hierarchy = "at"

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """What would change, and the decision."""
        proposal: Proposal | None = self.get_object(request, object_id)
        if proposal is None or not self.has_view_permission(request, proposal):
            raise Http404
        if request.method == "POST":
            return self._decided(request, proposal)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Proposal"),
            "proposal": proposal,
            "rows": lines_of(proposal.edited_rows),
            "besides": _besides(proposal) if proposal.is_waiting else [],
            "may_decide": proposal.is_waiting and _may_change(request, proposal),
            "is_own": proposal.by == request.user.get_username(),
            **(_previews(proposal) if proposal.is_waiting else {}),
        }
        return TemplateResponse(request, "admin/catalogue/proposal.html", context)

    def get_urls(self) -> list[URLPattern]:
        """The stock pages, and public pages as they would be: without scripts, which could put today's page in their place."""
        page: Any = self.preview_view  # the decorator's type knows no view that takes more than a request
        view = self.admin_site.admin_view(csp_replace({"script-src": [NONE]})(page))
        own = path("<int:pk>/preview/<path:page>", view, name="catalogue_proposal_preview")
        return [own, *super().get_urls()]

    def preview_view(self, request: HttpRequest, pk: int, page: str) -> HttpResponseBase:
        """A public page on which it bears, as it would be once applied. Nothing is written, and nothing of it is kept."""
        proposal = Proposal.objects.waiting().filter(pk=pk).first()
        if proposal is None or request.method != "GET":
            raise Http404
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        desk = reverse("admin:catalogue_proposal_change", args=[proposal.pk])
        before = _addresses(proposal.rows_now())
        try:
            with proposal.tried_out() as after:
                if f"/{page}" not in {one for pair in (*before, *_addresses(after)) for one in pair}:
                    raise Http404
                answer = page_at(request, f"/{page}", lambda: _preview_of(proposal, desk))
                to = urlsplit(answer.headers.get("Location", ""))
                if to.path == f"/{page}":  # the page knows a better way to ask for it
                    return HttpResponseRedirect(f"{request.path}?{to.query}")
                return answer
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        except Http404:
            self.message_user(request, _("The proposal shows nothing at this address."), messages.WARNING)
        return HttpResponseRedirect(desk)

    def _decided(self, request: HttpRequest, proposal: Proposal) -> HttpResponse:
        if not _may_change(request, proposal):
            raise PermissionDenied
        by = request.user.get_username()
        try:
            if "apply" in request.POST:
                proposal.apply(by)
            else:
                proposal.refuse(by, request.POST.get("note", ""))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.path)
        said = (
            _("Applied: visitors see it from now on.")
            if "apply" in request.POST
            else _("Refused: nothing was changed.")
        )
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:catalogue_proposal_changelist"))


def _besides(proposal: Proposal) -> list[str]:
    """What visitors lose with the rows that it would delete."""
    kinds = {model._meta.label_lower: model for model in recorded_models()}
    doomed = [row for row in proposal.edited_rows if row.after is None]
    return [
        sentence
        for label in dict.fromkeys(row.model for row in doomed)
        for sentence in besides(
            kinds[label], kinds[label]._base_manager.filter(pk__in=[row.row for row in doomed if row.model == label])
        )
    ]


def _preview_of(proposal: Proposal, desk: str) -> Preview:
    said = _(
        "Only the desk sees it: the page as it will be if the proposal of %(by)s is applied. Links lead to the pages of today."
    )
    return Preview(
        title=_("Preview: this waits for a second person"),
        text=said % {"by": proposal.by},
        back=desk,
        back_text=_("Back to the proposal"),
    )


def _previews(proposal: Proposal) -> dict[str, Any]:
    """The public pages on which it bears, today or once applied, each in every language; or why it cannot be applied."""
    found = _addresses(proposal.rows_now())
    try:
        with proposal.tried_out() as after:
            found |= _addresses(after)
    except ValidationError as error:
        return {"cannot": " ".join(error.messages)}
    names = [get_language_info(code)["name_local"] for code, _name in settings.LANGUAGES]
    return {
        "previews": [
            {
                "address": addresses[0],
                "links": [
                    (name, reverse("admin:catalogue_proposal_preview", args=[proposal.pk, address.removeprefix("/")]))
                    for name, address in zip(names, addresses, strict=True)
                ],
            }
            for addresses in found
        ]
    }


def _addresses(rows: Iterable[models.Model]) -> dict[tuple[str, ...], None]:
    """Where these rows are shown, each page once, with its address in every language."""
    shown = [row for row in rows if hasattr(row, "shown_at")]
    in_languages = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            in_languages.append([address for row in shown for address in row.shown_at()])
    return dict.fromkeys(zip(*in_languages, strict=True))


def _may_change(request: HttpRequest, proposal: Proposal) -> bool:
    """Whether they might have written all of it themselves."""
    kinds = {model._meta.label_lower: model._meta for model in recorded_models()}
    touched = {kinds[row["model"]] for row in proposal.rows}
    return all(request.user.has_perm(f"{one.app_label}.change_{one.model_name}") for one in touched)
