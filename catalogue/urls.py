"""Addresses of the facts."""

from django.urls import path

from catalogue import views

app_name = "catalogue"

urlpatterns = [
    path("insoles/<slug:slug>/", views.product, name="product"),
    path("insoles/<slug:slug>/share.png", views.product_share_picture, name="product_share_picture"),
    path("problems/", views.problems, name="problems"),
    path("features/", views.features, name="features"),
    path("features/<slug:slug>/", views.feature, name="feature"),
    path("evidence/", views.evidence, name="evidence"),
    path("sources/<slug:slug>/", views.source, name="source"),
    path("article/", views.article, name="article"),
    path("method/", views.method, name="method"),
    path("changes/", views.changes, name="changes"),
    path("report/", views.report, name="report"),
    path("report/thanks/", views.report_thanks, name="report_thanks"),
]
