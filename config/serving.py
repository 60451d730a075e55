"""What only a process that serves the site does: it ends questions that take too long, leaves a replaced database file, and has the index ready."""

import gc
import os
from typing import Any
from weakref import WeakKeyDictionary

from django.core.exceptions import ObjectDoesNotExist
from django.core.signals import request_started
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


# Which file each open SQLite connection reads, as (device, inode).
FILES: WeakKeyDictionary[BaseDatabaseWrapper, tuple[int, int] | None] = WeakKeyDictionary()


def note_file(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Receiver of connection_created."""
    if connection.vendor == "sqlite":
        FILES[connection] = _file_of(connection)


def leave_replaced_files(**kwargs: Any) -> None:
    """Receiver of request_started: a connection that outlives its request would go on reading a file that a backup replaced."""
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None and FILES.get(connection) != _file_of(connection):
            connection.close()


def _file_of(connection: BaseDatabaseWrapper) -> tuple[int, int] | None:
    """The file at the connection's path now; None on a server, in memory, and while there is none."""
    if connection.vendor != "sqlite":
        return None
    try:
        found = os.stat(connection.settings_dict["NAME"])
    except OSError:
        return None
    return found.st_dev, found.st_ino


def prepare_to_serve() -> None:
    """Called once a process, before the first request. While the database is away there is no index: the first request tries again.

    What lives by then, the index above all, is not looked through for rubbish again: on a page of ten milliseconds that shows.
    """
    connection_created.connect(end_long_questions, dispatch_uid="config.serving")
    connection_created.connect(note_file, dispatch_uid="config.serving.note_file")
    request_started.connect(leave_replaced_files, dispatch_uid="config.serving")
    connections.close_all()
    try:
        current()
    except (Error, ObjectDoesNotExist):
        return
    finally:
        connections.close_all()
        gc.collect()
        gc.freeze()
