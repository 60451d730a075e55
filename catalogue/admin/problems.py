"""Foot problems, what to look for, warning signs, and what the article says."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.admin.desk import DeskFields, TranslatedAdmin, TranslatedBoxes, both
from catalogue.admin.fields import ParagraphsField
from catalogue.admin.linked import LinkedListsForm
from catalogue.admin.logged import LogsLookFor
from catalogue.models import ArticleClaim, ChainStep, Choice, GuidePoint, LookFor, Problem, RedFlag


class ProblemForm(forms.ModelForm):  # type: ignore[type-arg]
    """A foot problem."""

    article_paragraphs = ParagraphsField(
        required=False, label=_("Paragraphs of the article"), help_text=_("Where the article names it, such as 4, 6.")
    )


class NamesChoices(DeskFields):
    """Choices are named with their feature, which comes in the same query."""

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The stock field over choices with their features."""
        if db_field.remote_field.model is Choice:
            kwargs.setdefault("queryset", Choice.objects.select_related("feature"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class LookForRows(NamesChoices, TranslatedBoxes):
    """What to look for. The evidence behind it stands on the page of each row."""

    model = LookFor
    form = LinkedListsForm
    fields = (("feature", "weight", "basis"), "choices", "avoid", both("reason"))
    autocomplete_fields = ("feature", "choices", "avoid")
    ordering = ("-weight", "feature__position")
    show_change_link = True


@admin.register(Problem)
class ProblemAdmin(LogsLookFor, TranslatedAdmin):
    """Foot problems."""

    form = ProblemForm
    list_display = ("name", "group", "parent", "region", "position", "is_selectable", "look_for_count")
    list_filter = ("group", "region", "is_selectable")
    list_select_related = ("parent",)
    search_fields = ("name_en", "name_de", "slug", "lay_names_en", "lay_names_de")
    ordering = ("position", "slug")
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (LookForRows,)
    fieldsets = (
        (None, {"fields": (both("name"), "slug", both("lay_names"), both("summary"))}),
        (_("Place"), {"fields": (("group", "parent"), ("region", "position"), "is_selectable")}),
        (_("The article"), {"fields": (both("article_says"), "article_paragraphs")}),
        (_("How well it was checked"), {"fields": ("checked_on", ("reviewed_by", "reviewed_on"))}),
        (_("For editors"), {"fields": ("note",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Problem]:
        """With the number of look-for rows."""
        return super().get_queryset(request).annotate(wishes=Count("look_for"))  # type: ignore[no-any-return]

    @admin.display(description=_("look-for rows"), ordering="wishes")
    def look_for_count(self, problem: Any) -> int:
        """How many features are looked for."""
        return int(problem.wishes)


@admin.register(LookFor)
class LookForAdmin(NamesChoices, LogsLookFor, TranslatedAdmin):
    """Look-for rows."""

    form = LinkedListsForm
    list_display = ("problem", "feature", "weight", "basis", "reason")
    list_filter = ("weight", "basis", ("problem", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("problem", "feature")
    search_fields = (
        "problem__name_en",
        "problem__name_de",
        "feature__name_en",
        "feature__name_de",
        "reason_en",
        "reason_de",
    )
    autocomplete_fields = ("problem", "feature", "choices", "avoid", "sources", "evidence")
    fieldsets = (
        (None, {"fields": (("problem", "feature"), "choices", "avoid", ("weight", "basis"), both("reason"))}),
        (_("What it rests on"), {"fields": ("evidence", "sources")}),
    )


@admin.register(RedFlag)
class RedFlagAdmin(TranslatedAdmin):
    """Warning signs."""

    form = LinkedListsForm
    list_display = ("sign", "urgency", "advice")
    list_filter = ("urgency", ("problems", admin.RelatedOnlyFieldListFilter))
    search_fields = ("sign_en", "sign_de", "advice_en", "advice_de", "slug")
    autocomplete_fields = ("problems", "sources")
    fields = ("slug", "urgency", both("sign"), both("advice"), both("terms"), "problems", "sources")


@admin.register(GuidePoint)
class GuidePointAdmin(TranslatedAdmin):
    """How to tell, what else helps, when an insole is not the answer; and what is said of insoles as such."""

    form = LinkedListsForm
    list_display = ("text", "kind", "position")
    list_filter = ("kind", ("problems", admin.RelatedOnlyFieldListFilter))
    search_fields = ("text_en", "text_de", "slug")
    autocomplete_fields = ("problems", "sources")
    fields = ("slug", ("kind", "position"), both("text"), "problems", "sources")


@admin.register(ChainStep)
class ChainStepAdmin(TranslatedAdmin):
    """Steps of the article's chain from the foot to the spine."""

    form = LinkedListsForm
    list_display = ("__str__", "position", "verdict", "article_says")
    list_filter = ("verdict",)
    search_fields = ("article_says_en", "article_says_de", "why_en", "why_de")
    autocomplete_fields = ("evidence",)
    fields = (("from_place", "to_place", "position"), both("article_says"), "verdict", both("why"), "evidence")


@admin.register(ArticleClaim)
class ArticleClaimAdmin(TranslatedAdmin):
    """Claims of the article."""

    form = LinkedListsForm
    list_display = ("claim", "paragraph", "strength", "verdict")
    list_filter = ("verdict", "strength", "paragraph")
    search_fields = ("claim_en", "claim_de", "why_en", "why_de", "key")
    autocomplete_fields = ("evidence", "problems")
    fields = ("key", "paragraph", both("claim"), ("strength", "verdict"), both("why"), "problems", "evidence")
