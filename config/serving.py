"""What only a process that serves the site does: it ends questions that take too long, and has the index ready."""

import gc
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from comparisons.index import current

# A page asks for milliseconds. Commands are not bound by this: loading and migrating may take their time.
LONGEST_QUESTION = "10s"
LONGEST_WAIT_FOR_A_LOCK = "5s"


def end_long_questions(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Receiver of connection_created. PostgreSQL is told; SQLite waits for a lock as long as the settings say."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = %s", [LONGEST_QUESTION])
            cursor.execute("SET lock_timeout = %s", [LONGEST_WAIT_FOR_A_LOCK])


def prepare_to_serve() -> None:
    """Called once a process, before the first request. While the database is away there is no index: the first request tries again.

    What lives by then, the index above all, is not looked through for rubbish again: on a page of ten milliseconds that shows.
    """
    connection_created.connect(end_long_questions, dispatch_uid="config.serving")
    connections.close_all()
    try:
        current()
    except (Error, ObjectDoesNotExist):
        return
    finally:
        connections.close_all()
        gc.collect()
        gc.freeze()
