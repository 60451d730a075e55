"""Which texts exist in English and German. Read by django-modeltranslation."""

from modeltranslation.translator import TranslationOptions, translator

from catalogue import models

TRANSLATED: dict[type, tuple[str, ...]] = {
    models.Feature: ("name", "synonyms", "explanation", "measured_as", "trap", "more", "less"),
    models.Choice: ("name", "explanation"),
    models.Product: ("summary",),
    models.Picture: ("alternative_text",),
    models.Problem: ("name", "lay_names", "summary", "article_says"),
    models.LookFor: ("reason",),
    models.RedFlag: ("sign", "advice", "terms"),
    models.GuidePoint: ("text",),
    models.ChainStep: ("article_says", "why"),
    models.ArticleClaim: ("claim", "why"),
    models.Evidence: ("summary", "effect", "outcome", "follow_up", "population", "comparator"),
    models.Harm: ("harm", "who"),
    models.Finding: ("finding",),
}

for model, fields in TRANSLATED.items():
    options = type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields})
    translator.register(model, options)
