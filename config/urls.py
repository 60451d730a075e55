"""Addresses of the whole site; German under /de/, English without a prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from config import data_pages, pages

urlpatterns = [
    path("health/live", pages.live),
    path("health/ready", pages.ready),
    path("favicon.ico", pages.icon),
    path("media/<path:path>", pages.media),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("data/", data_pages.data, name="data"),
        path("data/<str:name>", data_pages.data_file, name="data_file"),
        path("", include("comparisons.urls")),
        path("", include("catalogue.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "config.pages.bad_request"
handler403 = "config.pages.forbidden"
handler404 = "config.pages.not_found"
handler500 = "config.pages.server_error"
