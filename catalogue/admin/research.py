"""What research found, what came unwanted, and who says a product is for what."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalogue.admin.desk import DeskAdmin, TranslatedAdmin, both
from catalogue.admin.linked import LinkedListsForm
from catalogue.admin.logged import LogsLookFor
from catalogue.models import Evidence, Finding, Harm, Suitability


@admin.register(Evidence)
class EvidenceAdmin(LogsLookFor, TranslatedAdmin):
    """Study results."""

    list_display = ("key", "problem", "feature", "aspect", "direction", "certainty", "certainty_by", "study_type")
    list_filter = ("aspect", "direction", "certainty", "study_type", ("problem", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("problem", "feature")
    search_fields = ("key", "summary_en", "summary_de", "problem__name_en", "problem__name_de", "source__title")
    autocomplete_fields = ("problem", "and_problem", "feature", "source")
    fieldsets = (
        (None, {"fields": ("key", ("problem", "and_problem"), "feature", "source")}),
        (
            _("Result"),
            {
                "fields": (
                    ("aspect", "direction"),
                    ("certainty", "certainty_by"),
                    both("summary"),
                    both("effect"),
                    "recommendation",
                )
            },
        ),
        (
            _("Study"),
            {
                "fields": (
                    ("study_type", "participants"),
                    both("population"),
                    both("comparator"),
                    both("outcome"),
                    both("follow_up"),
                )
            },
        ),
    )


@admin.register(Harm)
class HarmAdmin(TranslatedAdmin):
    """Unwanted effects."""

    form = LinkedListsForm
    list_display = ("harm", "feature", "who")
    list_filter = (("feature", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("feature",)
    search_fields = ("harm_en", "harm_de", "who_en", "who_de")
    autocomplete_fields = ("feature", "sources")
    fields = ("feature", both("harm"), both("who"), "sources")


@admin.register(Finding)
class FindingAdmin(TranslatedAdmin):
    """What was measured or concluded about products."""

    list_display = ("finding", "product", "product_line", "participants", "source")
    list_filter = ("source__kind",)
    list_select_related = ("product__brand", "source")
    search_fields = (
        "finding_en",
        "finding_de",
        "product__name",
        "product__brand__name",
        "product_line",
        "source__title",
    )
    autocomplete_fields = ("product", "source")
    fields = (("product", "product_line"), both("finding"), ("participants", "funding"), "source")


@admin.register(Suitability)
class SuitabilityAdmin(DeskAdmin):
    """Who says that a product is for, or not for, a foot problem."""

    list_display = ("product", "problem", "says", "voice", "source")
    list_filter = ("says", "voice", ("problem", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("product__brand", "problem", "source")
    search_fields = ("product__name", "product__brand__name", "problem__name_en", "problem__name_de", "as_stated")
    autocomplete_fields = ("product", "problem", "source")
    fields = ("product", ("problem", "says"), ("source", "voice"), "as_stated")
