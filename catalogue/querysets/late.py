"""Models, looked up when they are needed: querysets lie below the models and cannot import them."""

from typing import Any

from django.apps import apps


def model_named(name: str) -> Any:
    """A model of this app."""
    return apps.get_model("catalogue", name)
