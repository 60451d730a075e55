"""The site's addresses, and what it is measured against."""

from config.urls import urlpatterns as site_urlpatterns

urlpatterns = [*site_urlpatterns]
