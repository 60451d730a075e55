"""The site's own settings, with the baseline's addresses and templates beside the site's."""

from config.settings import *  # noqa: F403  # the same settings but for what stands here
from config.settings import BASE_DIR
from config.settings import TEMPLATES as SITE_TEMPLATES

ROOT_URLCONF = "tests.benchmarks.urls"
TEMPLATES = [
    {**engine, "DIRS": [*engine["DIRS"], BASE_DIR / "tests" / "benchmarks" / "templates"]} for engine in SITE_TEMPLATES
]
