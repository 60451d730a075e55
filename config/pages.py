"""Pages of the site itself: errors that help, and whether it is alive."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("live", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM catalogue_revision")
    return HttpResponse("ready", content_type="text/plain")


@require_safe
@cache_control(max_age=604_800, public=True)
def icon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for an icon that a page does not name."""
    return HttpResponseRedirect(static("catalogue/icon.svg"))


@require_safe
@cache_control(max_age=31_536_000, public=True, immutable=True)
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture. Names carry a hash of the content, so that a copy may be kept for ever; a proxy may serve the folder instead."""
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with ways on."""
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 with ways on."""
    context = {
        "heading": _("This address cannot be read"),
        "text": _("It is too long or has signs in it that no address of ours has."),
    }
    return render(request, "404.html", context, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with ways on."""
    context = {
        "heading": _("This page is for editors"),
        "text": _("You are not logged in, or your account may not see it."),
    }
    return render(request, "404.html", context, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 from a page that needs neither database nor context."""
    return HttpResponse(render_to_string("500.html"), status=500)
