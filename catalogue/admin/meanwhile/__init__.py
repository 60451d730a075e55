"""Two people, or two tabs, on one form: whoever saves second is told what changed, and nobody loses anything."""

from catalogue.admin.meanwhile.page import TellsOfChanges as TellsOfChanges
