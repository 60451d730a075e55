"""Columns and constraints that several models share."""

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from catalogue.choices import SLUG_PATTERN
from catalogue.word_guard import validate_advice, validate_own_words

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
    LongTextColumn = models.TextField[str, str]
    JsonColumn = models.JSONField[Any, Any]
else:  # Django's fields are generic for the type checker only
    TextColumn, LongTextColumn, JsonColumn = models.CharField, models.TextField, models.JSONField

PARTIAL_DATE_PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z"


def folded(text: str) -> str:
    """Text as it is compared: without case, accents or runs of space."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


class ByteOrderedColumn(TextColumn):
    """Text that every database sorts alike."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """Byte order on every database, so that SQL and the index agree; SQLite compares bytes anyway."""
        parameters = super().db_parameters(connection)
        return {**parameters, "collation": "C"} if connection.vendor == "postgresql" else parameters


class SlugColumn(ByteOrderedColumn):
    """Lower-case words joined by single hyphens; never changes its meaning."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        kwargs.setdefault(
            "help_text", _("Lower-case letters and digits, words joined by single hyphens. Part of addresses.")
        )
        kwargs.setdefault(
            "validators",
            [RegexValidator(SLUG_PATTERN, _("Use lower-case letters and digits, words joined by single hyphens."))],
        )
        super().__init__(*args, **kwargs)


class PartialDateColumn(TextColumn):
    """A date as precisely as a source gives it: 2014, 2014-04 or 2014-04-21. Sorts as text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", _("As precise as stated: 2014, 2014-04 or 2014-04-21."))
        kwargs.setdefault("validators", [RegexValidator(PARTIAL_DATE_PATTERN, _("Write 2014, 2014-04 or 2014-04-21."))])
        super().__init__(*args, **kwargs)


class FoldedColumn(ByteOrderedColumn):
    """A stored sort key: another column of the row, folded. Kept by every save; bulk writes call `derive`."""

    is_made_here = True

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Migrations need the source column too."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The folded text of the source column as it is being saved."""
        value = folded(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value


class NotedColumn(JsonColumn):
    """Plain data that the site notes by itself: no form shows it, and no file brings it or takes it away."""

    is_made_here = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)


class OwnWordsColumn(TextColumn):
    """A sentence of ours that the word guard reads before it is stored. To the database it is any text."""

    default_validators = [validate_own_words]

    def deconstruct(self) -> Any:
        """The guard is no matter of migrations: they know a plain column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class AdviceColumn(OwnWordsColumn):
    """What a guide advises: it may name a treatment by others, and promises nothing."""

    default_validators = [validate_advice]


class OwnWordsLongColumn(LongTextColumn):
    """The same for a text of several sentences."""

    default_validators = [validate_own_words]

    def deconstruct(self) -> Any:
        """As above."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def terms_column(name: Any, help_text: Any) -> "models.JSONField[list[str], list[str]]":
    """A list of words or phrases, edited one a line."""
    return models.JSONField(name, default=list, blank=True, help_text=help_text, validators=[validate_terms])


def validate_terms(value: Any) -> None:
    """A list of words: no empty ones, nothing but text."""
    if not isinstance(value, list) or not all(isinstance(term, str) and term.strip() for term in value):
        raise ValidationError(_("This must be a list of words, none of them empty."), code="terms")


def slug_grammar(model: str, field: str = "slug") -> models.CheckConstraint:
    """The database refuses a slug that breaks the grammar."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__regex": SLUG_PATTERN}),
        name=f"{model}_{field}_grammar",
        violation_error_message=_("Use lower-case letters and digits, words joined by single hyphens."),
    )


def partial_date(model: str, field: str) -> models.CheckConstraint:
    """The database refuses a date that is not written as one; empty means not stated."""
    return models.CheckConstraint(
        condition=models.Q(**{field: ""}) | models.Q(**{f"{field}__regex": PARTIAL_DATE_PATTERN}),
        name=f"{model}_{field}_written_as_date",
        violation_error_message=_("Write 2014, 2014-04 or 2014-04-21."),
    )


def not_empty(model: str, field: str, message: Any) -> models.CheckConstraint:
    """The database refuses an empty text where one is needed; of a translated one, name the English column."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__isnull": False}) & ~models.Q(**{field: ""}),
        name=f"{model}_{field}_not_empty",
        violation_error_message=message,
    )


def one_of(model: str, field: str, choices: type[models.TextChoices], *, blank: bool = False) -> models.CheckConstraint:
    """The database refuses a word outside a closed vocabulary."""
    words = [*choices.values, ""] if blank else list(choices.values)
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": words}),
        name=f"{model}_{field}_known",
        violation_error_message=_("Choose one of the listed values."),
    )


def is_full_date(text: str) -> bool:
    """Whether a partial date names a day."""
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text))
