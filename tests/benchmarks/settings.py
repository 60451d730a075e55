"""The site's own settings, with the baseline's addresses and templates beside the site's."""

from config.settings import *  # noqa: F403  # the same settings but for what stands here
from config.settings import BASE_DIR
from config.settings import TEMPLATES as SITE_TEMPLATES

OWN_TEMPLATES = BASE_DIR / "tests" / "benchmarks" / "templates"

ROOT_URLCONF = "tests.benchmarks.urls"
TEMPLATES = [{**SITE_TEMPLATES[0], "DIRS": [BASE_DIR / "templates", OWN_TEMPLATES]}]
