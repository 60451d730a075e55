"""The site's addresses, and what it is measured against."""

from django.urls import path

from config.urls import urlpatterns as site_urlpatterns
from tests.benchmarks.baseline.views import baseline, empty

urlpatterns = [path("baseline/", baseline), path("empty/", empty), *site_urlpatterns]
