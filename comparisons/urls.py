"""Addresses of the questions."""

from django.urls import path

from comparisons import views

app_name = "comparisons"

urlpatterns = [
    path("", views.home, name="home"),
    path("insoles/", views.browse, name="browse"),
    path("problems/<slug:slug>/", views.problem, name="problem"),
    path("problems/<slug:slug>/share.png", views.problem_share_picture, name="problem_share_picture"),
    path("problems/<slug:slug>/<slug:feature>/", views.pair, name="pair"),
    path("finder/", views.finder, name="finder"),
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.suggestions, name="suggestions"),
    path("search/suggestions/to-add/", views.suggestions_to_add, name="suggestions_to_add"),
    path("compare/", views.compare, name="compare"),
    # Two words, so that no curated comparison can have the same address.
    path("compare/own/form/", views.own_insole, name="own_insole"),
    path("compare/choice/keep/", views.choose, name="choose"),
    path("compare/choice/drawing/<slug:slug>/", views.drawing, name="drawing"),
    path("compare/share.png", views.compare_share_picture, name="compare_share_picture"),
    path("compare/<slug:slug>/", views.comparison, name="comparison"),
    path("compare/<slug:slug>/share.png", views.comparison_share_picture, name="comparison_share_picture"),
]
