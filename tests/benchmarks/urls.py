"""The site's addresses, and what it is measured against."""

from django.urls import path

from config.urls import urlpatterns as site_urlpatterns
from tests.benchmarks.baseline.compare import compare
from tests.benchmarks.baseline.views import baseline, empty

urlpatterns = [
    path("baseline/", baseline),
    path("baseline/compare/", compare),
    path("empty/", empty),
    *site_urlpatterns,
]
