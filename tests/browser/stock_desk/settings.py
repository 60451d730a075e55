"""The site's own settings without its templates."""

from config.settings import *  # noqa: F403  # the same settings but for what stands here
from config.settings import TEMPLATES as SITE_TEMPLATES

ROOT_URLCONF = "tests.browser.stock_desk.urls"
TEMPLATES = [{**SITE_TEMPLATES[0], "DIRS": []}]
