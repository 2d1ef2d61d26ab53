"""Open a ledger: one transaction a step, SQLite made safe for two processes, an unusable database said plainly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, select, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from orders.ledger.schema import LENGTHENED, VERSION, ledger_schema, metadata
from orders.problems import Problem, UnusableError

BUSY_SECONDS = 30
WRITER = 7_305_642_118  # names the lock of whoever writes into a ledger on a server


def unusable(place: str, code: str, what: str, help_text: str) -> UnusableError:
    """Make the error for a database that cannot be used."""
    return UnusableError((Problem(place, None, None, code, what, help_text, None),))


def connect(database: str) -> Engine:
    """Open the database at an SQLAlchemy URL and bring its schema up; raise UnusableError if it cannot be used."""
    url = _url(database)
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _server(url)
    with transaction(engine) as connection:
        _check_schema(connection)
    return engine


def sqlite_file(database: str) -> Path | None:
    """Return the file of an SQLite URL, None for other databases and for one in memory."""
    url = _url(database)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


@contextmanager
def transaction(engine: Engine, *, reading: bool = False) -> Iterator[Connection]:
    """Hold one transaction; a writing one takes the ledger's lock at its start, so that it cannot fail half way."""
    source = engine.execution_options(reading=True) if reading else engine
    try:
        with source.begin() as connection:
            yield connection
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise _explain(engine.url, error) from error


def _url(database: str) -> URL:
    try:
        return make_url(database)
    except ArgumentError as error:
        what = "`database:` is no database URL"
        raise unusable("orderloom.yaml", "database-unusable", what, "write sqlite:///orderloom.db") from error


def _server(url: URL) -> Engine:
    try:
        engine = create_engine(url)
    except (NoSuchModuleError, ImportError) as error:
        what = f"the driver for {url.drivername} is not installed"
        help_text = "install it, for PostgreSQL: pip install 'psycopg[binary]'"
        raise unusable(_shown(url), "database-unusable", what, help_text) from error
    if url.get_backend_name() == "postgresql":
        event.listen(engine, "begin", _lock)
    return engine


def _sqlite(url: URL) -> Engine:
    arguments = {} if "timeout" in url.query else {"timeout": BUSY_SECONDS}
    engine = create_engine(url, connect_args=arguments, poolclass=NullPool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    """Leave transactions to us (the driver's own open late and read stale), readers beside one writer (WAL)."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _lock(connection: Connection) -> None:
    """Let one write at a time, as SQLite does: what a step has looked up must hold until it has written."""
    if not connection.get_execution_options().get("reading"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _check_schema(connection: Connection) -> None:
    names = set(connection.dialect.get_table_names(connection))
    if names and ledger_schema.name not in names:
        what = "the database holds other tables and no ledger"
        raise unusable(_shown(connection.engine.url), "database-foreign", what, "name another file under `database:`")
    if not names:
        metadata.create_all(connection)
        connection.execute(insert(ledger_schema).values(version=VERSION))
    found = connection.execute(select(ledger_schema.c.version)).scalar_one_or_none()
    if found is not None and found < VERSION:
        metadata.create_all(connection)
        _lengthen(connection)
        connection.execute(update(ledger_schema).values(version=VERSION))
        found = VERSION
    if found != VERSION:
        what = f"the ledger has schema {found}, this program knows schema {VERSION}"
        help_text = "use the version of orderloom that wrote it, or a newer one"
        raise unusable(_shown(connection.engine.url), "database-schema", what, help_text)


def _lengthen(connection: Connection) -> None:
    """Let columns of an earlier version hold texts of any length; SQLite has no other ones."""
    for column in LENGTHENED if connection.dialect.name == "postgresql" else ():
        statement = f'ALTER TABLE "{column.table.name}" ALTER COLUMN "{column.name}" TYPE TEXT'
        connection.exec_driver_sql(statement)


def _shown(url: URL) -> str:
    return url.database or str(url) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _explain(url: URL, error: DBAPIError) -> UnusableError:
    reason = str(error.orig)
    advice = {
        "locked": "another run holds it; wait for that run to end, then start again",
        "lock timeout": "another run holds it; wait for that run to end, then start again",
        "busy": "another run holds it; wait for that run to end, then start again",
        "not a database": "it is no SQLite file; move it away, or name another one under `database:`",
        "malformed": "restore it from a backup",
        "unable to open": "create its folder, and check that you may write there",
        "readonly": "check that you may write to it",
        "disk is full": "make room on the disk, then start again",
    }
    help_text = next((help_ for word, help_ in advice.items() if word in reason), "check `database:` in orderloom.yaml")
    return unusable(_shown(url), "database-unusable", f"the database cannot be used: {reason}", help_text)
