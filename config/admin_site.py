"""The editors' desk: the Django admin under the catalogue's name."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class EditorsDesk(AdminSite):
    """The default admin site."""

    site_header = _("Underfoot: editors’ desk")
    site_title = _("Underfoot")
    index_title = _("What would you like to look after?")
