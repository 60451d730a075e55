"""The WSGI application that a server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config.serving import prepare_to_serve  # noqa: E402  # the models must be loaded

prepare_to_serve()
