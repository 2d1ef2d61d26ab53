"""What papers said and what our orders are: documents, findings, orders with their revision chain, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, insert, or_, select, update

from orders.documents import key_of
from orders.ledger import chain, planning, ruled
from orders.ledger.batches import among
from orders.ledger.schema import decisions, documents, findings, orders, runs
from orders.records import OrderRecord, build, plain

ORDER_TYPES = frozenset({"purchase_order", "order_change", "order_cancellation"})


@dataclass(frozen=True)
class Paper:
    """Where a document came from: `message_key` is the same for the same mail wherever its file lies."""

    message_key: str
    message_file: str
    file: str
    sha256: str


@dataclass(frozen=True)
class Held:
    """A document in the ledger as it is judged today; `position` counts the records of one paper from 0.

    `said` is what an earlier order's paper said, before anybody mended it; None where only the record was asked for.
    """

    document_row: int
    position: int
    record: OrderRecord
    order_revision: str | None = None
    file: str = ""
    state: str = ""
    said: OrderRecord | None = None


@dataclass(frozen=True)
class Settlement:
    """What a person decided about one finding of a document."""

    key: str
    path: str
    code: str
    decision: str
    new_value: str | None = None
    note: str | None = None
    person: str | None = None
    settles: bool = False


def known(connection: Connection, paper: Paper) -> bool:
    """Say whether this very document of this very message is in the ledger; one our program failed on is not yet.

    A file that was read together with others of its message is in their document.
    """
    query = select(documents.c.document_row).where(_is(paper), documents.c.state != "failed").limit(1)
    return connection.execute(query).first() is not None or _part_of_one(connection, paper)


def _part_of_one(connection: Connection, paper: Paper) -> bool:
    mine = and_(documents.c.message_key == paper.message_key, documents.c.state != "failed")
    sources = (record["source"] for record in connection.execute(select(documents.c.record).where(mine)).scalars())
    return any(part["sha256"] == paper.sha256 for source in sources for part in source.get("parts", ()))


def record_document(
    connection: Connection,
    run_id: str,
    paper: Paper,
    *,
    said: Sequence[OrderRecord],
    judged: Sequence[OrderRecord],
    at: datetime,
) -> bool:
    """Store all records of one paper, over those of an attempt that failed; False if another run was quicker."""
    if known(connection, paper):
        return False
    rows = connection.execute(select(documents.c.position, documents.c.document_row).where(_is(paper)))
    failed = {row.position: row.document_row for row in rows}
    for position, (original, record) in enumerate(zip(said, judged, strict=True)):
        values = {
            **plain(paper),
            "run_id": run_id,
            "position": position,
            "received_at": _text(original.source.received_at),
            "record": plain(original),
            **_judgement(record),
        }
        row = _write(connection, values, failed.get(position))
        _store(connection, run_id, row, record, at)
        ruled.store(connection, run_id, row, record, settled=(), at=at)
    return True


def _write(connection: Connection, values: dict[str, Any], over: int | None) -> int:
    """Write a document's row, a new one or over a failed one, and return it."""
    if over is None:
        row = connection.execute(insert(documents).values(**values)).inserted_primary_key
        assert row is not None
        return int(row[0])
    connection.execute(update(documents).where(documents.c.document_row == over).values(**values))
    connection.execute(update(findings).where(findings.c.document_row == over).values(open=False))
    return over


def rejudge(
    connection: Connection,
    run_id: str,
    document_row: int,
    record: OrderRecord,
    *,
    settled: Sequence[Settlement],
    at: datetime,
) -> None:
    """Store a person's decisions about a document and how it is judged since; what the paper said stays."""
    for item in settled:
        values = {**plain(item), "document_row": document_row, "run_id": run_id, "at": at.isoformat()}
        connection.execute(insert(decisions).values(**values))
    judged = _judgement(record)
    connection.execute(update(documents).where(documents.c.document_row == document_row).values(**judged))
    connection.execute(update(findings).where(findings.c.document_row == document_row).values(open=False))
    _store(connection, run_id, document_row, record, at)
    told = [(item.path, item.person) for item in settled if item.settles]
    ruled.store(connection, run_id, document_row, record, settled=told, at=at)


def settled_by_person(connection: Connection, document_row: int) -> frozenset[tuple[str, str]]:
    """Return (code, path) of every finding a person has settled."""
    chosen = and_(decisions.c.document_row == document_row, decisions.c.settles.is_(True))
    rows = connection.execute(select(decisions.c.code, decisions.c.path).where(chosen))
    return frozenset((row.code, row.path) for row in rows)


def open_documents(connection: Connection) -> tuple[Held, ...]:
    """Return every document a person must still look at, oldest first."""
    query = select(documents).where(documents.c.state.in_(("review",))).order_by(documents.c.document_row)
    return tuple(_held(row) for row in connection.execute(query).mappings())


def documents_at(connection: Connection, rows: Iterable[int]) -> tuple[Held, ...]:
    """Return the documents of these rows, oldest first."""
    query = select(documents).order_by(documents.c.document_row)
    return tuple(_held(row._mapping) for row in among(connection, query, documents.c.document_row, rows))


def undelivered(connection: Connection) -> tuple[Held, ...]:
    """Return every document that is still to be decided about or delivered, oldest first.

    Held ones, and orders in force that are not planned yet or of whose documents one has not been handed on. Records
    are built of these alone: most orders of a ledger were delivered long ago.
    """
    pending = planning.pending(connection)
    in_force = and_(documents.c.state == "accepted", orders.c.state == "accepted", orders.c.current.is_(True))
    query = (
        select(documents.c.document_row, documents.c.state, documents.c.order_key, orders.c.planned_in)
        .join(orders, orders.c.document_row == documents.c.document_row, isouter=True)
        .where(or_(documents.c.state == "review", in_force))
    )
    rows = connection.execute(query).all()
    sure = {row.document_row for row in rows if row.state == "review" or row.planned_in is None}
    maybe = {row.document_row for row in rows if row.order_key is None or row.order_key in pending}
    found = documents_at(connection, sure | maybe)
    return tuple(one for one in found if one.document_row in sure or key_of(one.record) in pending)


def run_documents(connection: Connection, run_ids: Sequence[str]) -> tuple[tuple[str, Held], ...]:
    """Return (message_key, document) of everything these runs recorded, in the order of recording."""
    query = select(documents).where(documents.c.run_id.in_(run_ids)).order_by(documents.c.document_row)
    return tuple((row["message_key"], _held(row)) for row in connection.execute(query).mappings())


def same_bytes(connection: Connection, sha256: str, *, before: int | None = None) -> str | None:
    """Return the file of the first document with these bytes that still counts as an order (or may become one)."""
    chosen = [documents.c.sha256 == sha256, documents.c.state.in_(("accepted", "review"))]
    chosen += [] if before is None else [documents.c.document_row < before]
    query = select(documents.c.record).where(*chosen).order_by(documents.c.document_row).limit(1)
    found = connection.execute(query).scalar_one_or_none()
    return found["source"]["file"] if found else None


def seen(connection: Connection, order_key: str, *, before: int | None = None) -> tuple[Held, ...]:
    """Return every order of `order_key`, oldest first, rejected ones too, or those before a document row."""
    chosen = [orders.c.order_key == order_key]
    if before is not None:
        chosen.append(or_(orders.c.document_row.is_(None), orders.c.document_row < before))
    query = (
        select(orders, documents.c.position, documents.c.record.label("said"))
        .join(documents, orders.c.document_row == documents.c.document_row, isouter=True)
        .where(*chosen)
        .order_by(orders.c.sequence, orders.c.order_row)
    )
    rows = connection.execute(query).mappings()
    return tuple(replace(_seen(row), said=build(OrderRecord, row["said"]) if row["said"] else None) for row in rows)


def in_force(connection: Connection) -> tuple[Held, ...]:
    """Return the newest accepted revision of every order whose paper we have, cancelled ones too, by order_key."""
    query = (
        select(orders, documents.c.position)
        .join(documents, orders.c.document_row == documents.c.document_row)
        .where(orders.c.state.in_(chain.IN_FORCE), orders.c.current.is_(True), orders.c.order_key.is_not(None))
        .order_by(orders.c.order_key, orders.c.order_row)
    )
    return tuple(_seen(row) for row in connection.execute(query).mappings())


def _is(paper: Paper) -> Any:
    return and_(
        documents.c.message_key == paper.message_key,
        documents.c.file == paper.file,
        documents.c.sha256 == paper.sha256,
    )


def _held(row: RowMapping) -> Held:
    record = build(OrderRecord, row["judgement"])
    return Held(row["document_row"], row["position"], record, None, record.source.file, row["state"])


def _seen(row: RowMapping) -> Held:
    record = build(OrderRecord, row["record"])
    file = record.source.file or row["origin"]
    return Held(row["document_row"] or 0, row["position"] or 0, record, row["order_revision"], file, row["state"])


def _judgement(record: OrderRecord) -> dict[str, Any]:
    return {
        "document_type": record.document_type,
        "state": record.status,
        "order_key": record.order_key,
        "judgement": plain(record),
    }


def _store(connection: Connection, run_id: str, document_row: int, record: OrderRecord, at: datetime) -> None:
    for item in record.findings:
        said = {name: value for name, value in plain(item).items() if name != "evidence"}  # is in the judgement
        connection.execute(insert(findings).values(**said, document_row=document_row, run_id=run_id, open=True))
    if record.order is not None and record.document_type in ORDER_TYPES:
        chain.place(connection, run_id, document_row, record, at)


def _text(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def run_row(run_id: str, command: str, version: str, as_of: datetime) -> dict[str, Any]:
    """Return the row of a run that begins."""
    return {"run_id": run_id, "command": command, "version": version, "as_of": as_of.isoformat(), "state": "running"}


def begin_run(connection: Connection, stem: str, command: str, version: str, as_of: datetime) -> str:
    """Begin a run under the first free name of `stem`, `stem-2`, `stem-3`, …"""
    taken = set(connection.execute(select(runs.c.run_id).where(runs.c.run_id.like(f"{stem}%"))).scalars())
    number = 1
    while (run_id := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    connection.execute(insert(runs).values(**run_row(run_id, command, version, as_of)))
    return run_id


def unfinished_runs(connection: Connection) -> tuple[str, ...]:
    """Return the runs that began and did not end: killed, or running beside us."""
    return tuple(connection.execute(select(runs.c.run_id).where(runs.c.state == "running")).scalars())
