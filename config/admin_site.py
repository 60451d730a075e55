"""The editors' desk: the Django admin under the catalogue's name, with a second factor for whoever has one or must have one."""

from base64 import b32encode
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django_otp import login as remember_device

from config.desk_menu import in_parts
from config.desk_pages import open_desk_page


class EditorsDesk(AdminSite):
    """The default admin site."""

    site_header = gettext_lazy("Underfoot: editors’ desk")
    site_title = gettext_lazy("Underfoot")
    index_title = gettext_lazy("What would you like to look after?")
    login_template = "admin/log_in.html"

    @property
    def login_form(self) -> Any:  # type: ignore[override]  # models are not there yet when the site is made
        """The log-in with a code."""
        from config.log_in import DeskLogInForm

        return DeskLogInForm

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff, with a second factor where the account has one or everybody needs one."""
        from config.log_in import is_let_in

        return super().has_permission(request) and is_let_in(request.user)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Whatever a page of the desk changes is one edit of the history."""
        from catalogue.admin import recording

        return super().admin_view(recording(view), cacheable)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """The stock pages and the one for the second factor."""
        own = [
            path("second-factor/", never_cache(self.second_factor), name="second_factor"),
            path("coverage/", self.admin_view(self.coverage), name="coverage"),
            path("page/", self.admin_view(open_desk_page), name="page_at"),
        ]
        return [*own, *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The menu in parts; the page of one app as it is in Django."""
        apps = super().get_app_list(request, app_label)
        return apps if app_label else in_parts(apps)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The stock page below what is due and the saved lists."""
        from catalogue.admin.due import due_lines
        from catalogue.admin.saved_lists import saved_lines
        from comparisons import admin as comparisons

        lines: list[Any] = [*due_lines(), *comparisons.due_lines()]
        due = {"due": [line for line in lines if line.count], "in_order": [line for line in lines if not line.count]}
        more = {"saved": saved_lines(self, request), "address": request.GET.get("address", "")}
        return super().index(request, {**due, **more, **(extra_context or {})})

    def coverage(self, request: HttpRequest) -> HttpResponse:
        """Which features are known of which insoles."""
        from catalogue.admin.coverage import coverage_page

        return coverage_page(request, self.each_context(request))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Who has given the right password and needs a second factor is led to set one up."""
        from config.log_in import must_set_up

        if request.method == "GET" and must_set_up(request.user):
            return HttpResponseRedirect(reverse("admin:second_factor", current_app=self.name))
        return super().login(request, extra_context)

    def second_factor(self, request: HttpRequest) -> HttpResponse:
        """Set up the app: shows the key until a code proves that the app has it."""
        from config.log_in import SecondFactorForm, confirmed_device, device_to_set_up, must_set_up

        if not (self.has_permission(request) or must_set_up(request.user)):
            return redirect_to_login(request.get_full_path(), reverse("admin:login", current_app=self.name))
        context = {**self.each_context(request), "title": _("Second factor"), "has_permission": True}
        if confirmed_device(request.user):
            return TemplateResponse(request, "admin/second_factor.html", context)
        device = device_to_set_up(request.user)
        form = SecondFactorForm(request.POST or None, device=device)
        if request.method == "POST" and form.is_valid():
            # Read anew: the check has stored which code was used.
            device.refresh_from_db()
            device.confirmed = True
            device.save(update_fields=["confirmed"])
            remember_device(request, device)
            messages.success(request, _("The second factor is set up. From now on each log-in asks for a code."))
            return HttpResponseRedirect(reverse("admin:index", current_app=self.name))
        context |= {"form": form, "key": grouped(b32encode(device.bin_key).decode()), "address": device.config_url}
        return TemplateResponse(request, "admin/second_factor.html", context)


def grouped(key: str) -> str:
    """A key in groups of four, as it is typed off a screen."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))
