"""The ledger's tables: what a paper said, what our order is, what we planned from it, and everything that happened."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

VERSION = 5  # 2: exception_decisions; 3: engineering_states; 4: tasks; 5: LENGTHENED
metadata = MetaData()


class Exact(TypeDecorator[Decimal]):
    """A Decimal kept as its digits, so that 0.3000 comes back as 0.3000 from every database."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: Decimal | str | None, dialect: Dialect) -> Any:
        """Write the digits; floats are refused because they have none of their own."""
        if isinstance(value, float):
            raise TypeError("money and quantities are Decimal, never float")
        return None if value is None else format(Decimal(value), "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Read the digits back."""
        return None if value is None else Decimal(value)


def _id(name: str) -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=True)


def _run() -> Column[str]:
    return Column("run_id", String(64), ForeignKey("runs.run_id"), nullable=False, index=True)


def _document(*, nullable: bool = False) -> Column[int]:
    return Column("document_row", Integer, ForeignKey("documents.document_row"), nullable=nullable, index=True)


ledger_schema = Table("ledger_schema", metadata, Column("version", Integer, primary_key=True))

runs = Table(
    "runs",
    metadata,
    Column("run_id", String(64), primary_key=True),
    Column("command", String(32), nullable=False),
    Column("version", String(32), nullable=False),
    Column("as_of", String(40), nullable=False),
    Column("state", String(16), nullable=False),  # running, finished
    Column("exit_code", Integer),
    Column("summary", JSON),  # summary.json, and `columns`: by system and canonical column the export's header
)

# `record` is what the paper said and never changes, unless our program failed on it and a later run reads it again;
# `state` and `judgement` are what we make of it today.
documents = Table(
    "documents",
    metadata,
    _id("document_row"),
    _run(),
    Column("message_key", Text, nullable=False),
    Column("message_file", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("received_at", String(40)),
    Column("document_type", String(32), nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("order_key", Text, index=True),
    Column("record", JSON, nullable=False),
    Column("judgement", JSON, nullable=False),
    UniqueConstraint("message_key", "file", "sha256", "position"),
)

orders = Table(
    "orders",
    metadata,
    _id("order_row"),
    _run(),
    Column("order_key", Text, index=True),
    Column("order_revision", Text),
    Column("sequence", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("origin", String(16), nullable=False),  # intake, history, export
    Column(
        "state", String(16), nullable=False, index=True
    ),  # accepted, review, rejected, superseded, cancelled, history
    Column("order_id", Text, index=True),
    Column("requested_date", String(10)),
    Column("promised_date", String(10)),
    _document(nullable=True),
    Column("planned_in", String(64), ForeignKey("runs.run_id")),
    Column("record", JSON, nullable=False),
)

planned_documents = Table(
    "planned_documents",
    metadata,
    Column("document_id", String(128), primary_key=True),
    Column("revision", Integer, primary_key=True),
    _run(),
    Column("replaces", String(128)),
    Column("document_type", String(16), nullable=False),
    Column("state", String(16), nullable=False, index=True),  # proposed, approved, delivered, cancelled
    Column("party_id", Text),
    Column("party_name", Text),
    Column("order_key", Text, index=True),
    Column("customer_order_id", Text),
    Column("issue_date", String(10), nullable=False),
    Column("priority", Text),
    Column("tags", JSON, nullable=False),
    Column("lines", JSON, nullable=False),
    Column("shown", Boolean, nullable=False, default=False),  # an export has listed it as incoming
)

reservations = Table(
    "reservations",
    metadata,
    _id("reservation_row"),
    _run(),
    Column("sku", Text, nullable=False, index=True),
    Column("quantity", Exact, nullable=False),
    Column("kind", String(16), nullable=False),  # stock, incoming, planned
    Column("reference", Text, nullable=False),
    Column("order_key", Text, nullable=False, index=True),
    Column("line_id", Text, nullable=False),
    Column("schedule_id", Text),
    Column("until", String(10)),
    Column("state", String(16), nullable=False),  # open, released
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("delivery_key", Text, primary_key=True),  # document/revision/target: the idempotency key
    _run(),
    Column("document_id", String(128), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("target", Text, nullable=False),
    Column("state", String(16), nullable=False),  # sent, already, failed
    Column("reason", Text),
    Column("at", String(40), nullable=False),
)

findings = Table(
    "findings",
    metadata,
    _id("finding_row"),
    _run(),
    _document(),
    Column("code", String(64), nullable=False, index=True),
    Column("severity", String(16), nullable=False),
    Column("path", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("proposed", Text),
    Column("open", Boolean, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    _id("decision_row"),
    _run(),
    _document(),
    Column("key", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("code", String(64), nullable=False),
    Column("decision", String(16), nullable=False),
    Column("new_value", Text),
    Column("note", Text),
    Column("person", Text),
    Column("settles", Boolean, nullable=False),  # whether the finding counts as settled since
    Column("at", String(40), nullable=False),
)

exceptions = Table(
    "exceptions",
    metadata,
    Column("exception_id", String(64), primary_key=True),
    Column("kind", String(32), nullable=False, index=True),
    Column("state", String(16), nullable=False),  # open, solved
    Column("order_id", Text, index=True),
    Column("line_id", Text),
    Column("sku", Text),
    Column("owner", Text),
    Column("amount_at_stake", Exact),
    Column("currency", Text),  # as the export writes it
    Column("first_seen", String(40), nullable=False),
    Column("last_seen", String(40), nullable=False),
    Column("record", JSON, nullable=False),
)

exception_history = Table(
    "exception_history",
    metadata,
    _id("history_row"),
    _run(),
    Column("exception_id", String(64), ForeignKey("exceptions.exception_id"), nullable=False, index=True),
    Column("change", String(16), nullable=False),  # new, reopened, worse, still, snoozed, accepted, solved
    Column("at", String(40), nullable=False),
)

# Append-only: what a person decided about an exception, and the exception as it was then. The last decision counts.
exception_decisions = Table(
    "exception_decisions",
    metadata,
    _id("decision_row"),
    _run(),
    Column("exception_id", String(64), ForeignKey("exceptions.exception_id"), nullable=False, index=True),
    Column("decision", String(16), nullable=False),  # accept, wrong-match, assign, snooze, reopen
    Column("value", Text),
    Column("note", Text),
    Column("person", Text, nullable=False),
    Column("record", JSON, nullable=False),
    Column("at", String(40), nullable=False),
)

# `outcome` is held, done or withdrawn; `facts` hold the path, what was seen, and each action with what it did.
rule_firings = Table(
    "rule_firings",
    metadata,
    _id("firing_row"),
    _run(),
    _document(nullable=True),
    Column("rule", Text, nullable=False),
    Column("rule_version", Text),
    Column("order_key", Text, index=True),
    Column("line_id", Text),
    Column("outcome", Text),
    Column("facts", JSON, nullable=False),
    Column("at", String(40), nullable=False),
)

# What rules ask persons to do; `settles` is the path of the finding that a done task settles, with its code.
tasks = Table(
    "tasks",
    metadata,
    Column("task_id", String(16), primary_key=True),
    _run(),
    _document(),
    Column("rule", Text, nullable=False),
    Column("deed", String(16), nullable=False),  # task, notify, approve
    Column("team", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("order_key", Text, index=True),
    Column("order_id", Text),
    Column("line_id", Text),
    Column("customer", Text),
    Column("settles_code", String(64)),
    Column("settles_path", Text),
    Column("due_at", String(40)),
    Column("state", String(16), nullable=False, index=True),  # open, done, refused, withdrawn
    Column("person", Text),
    Column("note", Text),
    Column("at", String(40), nullable=False),
    Column("decided_at", String(40)),
)

# What the masters said of an item's drawing and bills on the last night: the next one is compared with it.
engineering_states = Table(
    "engineering_states",
    metadata,
    Column("sku", Text, primary_key=True),
    Column("state", Text, nullable=False),
)

# Columns that were too short in earlier versions for what stands in them; SQLite never minded.
LENGTHENED = (documents.c.message_key, deliveries.c.delivery_key, exceptions.c.currency)

# Append-only: nothing in this package updates or deletes an event.
events = Table(
    "events",
    metadata,
    _id("event_row"),
    _run(),
    Column("order_key", Text, nullable=False, index=True),
    Column("line_id", Text),
    Column("stage", String(32), nullable=False),
    Column("at", String(40), nullable=False),
    Column("system", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("note", Text),
)
