"""Lists of the desk that somebody keeps under a name: which rows, found how, in which order."""

from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.querysets.saved_lists import SavedListQuerySet

LONGEST_QUERY = 2000
# What an address of a list says beside the rows: the page, a fault, counts, and that it stands in a window of its own.
NOT_KEPT = ("p", "e", "all", "_facets", "_popup", "_to_field", "_changelist_filters")


class SavedList(models.Model):
    """A search, filters and order of one list of the desk."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_lists", verbose_name=_("owner")
    )
    list = models.CharField(_("list"), max_length=100)
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(_("search, filters and order"), max_length=LONGEST_QUERY, blank=True)
    is_shared = models.BooleanField(
        _("for everybody"), default=False, help_text=_("All editors see it. Only you can change or delete it.")
    )

    objects = SavedListQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved list")
        verbose_name_plural = _("saved lists")
        ordering = ["list", "name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="saved_list_has_a_name"),
            models.UniqueConstraint(
                fields=["owner", "list", "name"],
                name="saved_list_named_once",
                violation_error_message=_("You have a list of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


def kept_query(query: str) -> str:
    """What is kept of the address of a list: nothing that says no more than where somebody stood in it.

    Nothing at all of one with more in it than an address may have.
    """
    try:
        asked = parse_qsl(query, keep_blank_values=True, max_num_fields=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
    except ValueError:
        return ""
    return urlencode([(name, value.replace("\0", "")) for name, value in asked if name not in NOT_KEPT])
