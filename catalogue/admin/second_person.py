"""Texts about health: what somebody proposed at the desk (`recording`), a second person applies or refuses."""

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE
from csp.decorators import csp_replace
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from catalogue.admin.desk import MadeByTheSite
from catalogue.admin.edit_lines import lines_of
from catalogue.admin.removal import besides
from catalogue.admin.rights import may_make_true
from catalogue.models import Proposal
from catalogue.models.recording import kinds_with_history
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
            "is_own": proposal.is_by(request.user.get_username(), request.user.pk),
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
        try:
            if not any(f"/{page}" in addresses.values() for addresses in proposal.pages):
                raise Http404
            with proposal.tried_out():
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
                proposal.apply(by, request.user.pk)
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
    kinds = kinds_with_history()
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
    """The public pages on which it bears, each in every language; or that it can no longer be applied. Nothing is tried for it."""
    try:
        proposal.refuse_where_changed()
    except ValidationError as error:
        return {"cannot": " ".join(error.messages)}
    return {
        "previews": [
            {
                "address": next(iter(addresses.values())),
                "links": [
                    (
                        get_language_info(code)["name_local"],
                        reverse("admin:catalogue_proposal_preview", args=[proposal.pk, address.removeprefix("/")]),
                    )
                    for code, address in addresses.items()
                ],
            }
            for addresses in proposal.pages
        ]
    }


def _may_change(request: HttpRequest, proposal: Proposal) -> bool:
    """Whether they might have written all of it themselves."""
    return may_make_true(request.user, proposal.wanted, proposal.new)
