"""The ledger: everything that happened, in one database; every verb is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, func, select, update

from orders.documents import Plan, PlannedDocument, Reservation
from orders.engineering import EngineeringChange
from orders.exceptions import ExceptionRecord
from orders.judged import Judged
from orders.ledger import archive as archived
from orders.ledger import credit, engineering, events, history, memory, paper, planning, ruled, tracking, verdicts
from orders.ledger.archive import Archived
from orders.ledger.connect import connect, sqlite_file, transaction
from orders.ledger.events import Movement
from orders.ledger.memory import Changes, LastExport
from orders.ledger.paper import Held, Paper, Settlement
from orders.ledger.planning import PlanOutdatedError, Waiting
from orders.ledger.schema import documents, runs
from orders.ledger.tracking import Happening, Trace
from orders.ledger.verdicts import Parted, apart
from orders.records import OrderRecord
from orders.tasks import Kept, Task, TaskDecision

if TYPE_CHECKING:
    from orders.standing import Memory, Verdict

__all__ = [
    "Archived",
    "Changes",
    "Happening",
    "Held",
    "LastExport",
    "Ledger",
    "Movement",
    "Paper",
    "Parted",
    "PlanOutdatedError",
    "Settlement",
    "Trace",
    "Waiting",
    "apart",
    "open_ledger",
    "rules_kept",
    "sqlite_file",
    "track_order",
]


@dataclass(frozen=True)
class Ledger:
    """A ledger that has been opened and found usable; its verbs raise UnusableError when the database fails."""

    engine: Engine

    # ── runs ──

    def begin_run(self, stem: str, command: str, *, version: str, as_of: datetime) -> str:
        """Begin a run and return its name, the first free one of `stem`, `stem-2`, …"""
        with transaction(self.engine) as connection:
            return paper.begin_run(connection, stem, command, version, as_of)

    def finish_run(self, run_ids: Sequence[str], *, exit_code: int, summary: Mapping[str, Any]) -> None:
        """End a run and those it carried on; they share its summary."""
        values = {"state": "finished", "exit_code": exit_code, "summary": dict(summary)}
        with transaction(self.engine) as connection:
            connection.execute(update(runs).where(runs.c.run_id.in_(run_ids)).values(**values))

    def unfinished_runs(self) -> tuple[str, ...]:
        """Return the runs that never ended: their work is kept, the next run carries it on."""
        with transaction(self.engine, reading=True) as connection:
            return paper.unfinished_runs(connection)

    # ── papers and orders ──

    def known(self, item: Paper) -> bool:
        """Say whether this very document of this very message was recorded already, and not as failed."""
        with transaction(self.engine, reading=True) as connection:
            return paper.known(connection, item)

    def record_document(
        self, run_id: str, item: Paper, *, said: Sequence[OrderRecord], judged: Sequence[OrderRecord], at: datetime
    ) -> bool:
        """Store every record of one paper, its findings, orders and events; False if it is `known` already."""
        with transaction(self.engine) as connection:
            return paper.record_document(connection, run_id, item, said=said, judged=judged, at=at)

    def rejudge(
        self,
        run_id: str,
        document_row: int,
        record: OrderRecord,
        *,
        settled: Sequence[Settlement],
        at: datetime,
    ) -> None:
        """Store a person's decisions and the judgement that follows from them; the paper's own record stays."""
        with transaction(self.engine) as connection:
            paper.rejudge(connection, run_id, document_row, record, settled=settled, at=at)

    def settled(self, document_row: int) -> frozenset[tuple[str, str]]:
        """Return (code, path) of the findings a person has settled on this document."""
        with transaction(self.engine, reading=True) as connection:
            return paper.settled_by_person(connection, document_row)

    def refusals(self, document_row: int) -> tuple[tuple[str, str], ...]:
        """Return the rules whose approval of a document was refused, with who refused it and why."""
        with transaction(self.engine, reading=True) as connection:
            return ruled.refusals(connection, document_row)

    def documents_at(self, rows: Iterable[int]) -> tuple[Held, ...]:
        """Return the documents of these rows as they are judged today, oldest first."""
        with transaction(self.engine, reading=True) as connection:
            return paper.documents_at(connection, rows)

    def undelivered(self) -> tuple[Held, ...]:
        """Return what is held, and the orders in force of which not everything is planned and handed on."""
        with transaction(self.engine, reading=True) as connection:
            return paper.undelivered(connection)

    def open_documents(self) -> tuple[Held, ...]:
        """Return every document a person must still look at, oldest first."""
        with transaction(self.engine, reading=True) as connection:
            return paper.open_documents(connection)

    def run_documents(self, run_ids: Sequence[str]) -> tuple[tuple[str, Held], ...]:
        """Return (message_key, document) of everything these runs recorded."""
        with transaction(self.engine, reading=True) as connection:
            return paper.run_documents(connection, run_ids)

    def same_bytes(self, sha256: str, *, before: int | None = None) -> str | None:
        """Return the file of the first document with these bytes, of those before document row `before`."""
        with transaction(self.engine, reading=True) as connection:
            return paper.same_bytes(connection, sha256, before=before)

    def orders(self, order_key: str, *, before: int | None = None) -> tuple[Held, ...]:
        """Return every order of this key, oldest first, of those before document row `before`."""
        with transaction(self.engine, reading=True) as connection:
            return paper.seen(connection, order_key, before=before)

    def orders_in_force(self) -> tuple[Held, ...]:
        """Return the newest accepted revision of every order whose paper we have, cancelled ones too, by order_key."""
        with transaction(self.engine, reading=True) as connection:
            return paper.in_force(connection)

    def add_history(
        self, run_id: str, records: Iterable[OrderRecord], content: Callable[[OrderRecord], Hashable]
    ) -> int:
        """Add imported orders whose `content` is not there yet under their key; return how many that were."""
        with transaction(self.engine) as connection:
            return history.add(connection, run_id, records, content)

    def history(self, customer: str, first: date | None = None, last: date | None = None) -> tuple[OrderRecord, ...]:
        """Return the imported orders of a customer in a period, both ends inside, by date."""
        with transaction(self.engine, reading=True) as connection:
            return history.find(connection, customer, first, last)

    def open_amounts(self, customer_id: str, *, besides: str | None = None) -> dict[str | None, Decimal]:
        """Return currency → what the customer's accepted orders are worth that are not invoiced, but for one."""
        with transaction(self.engine, reading=True) as connection:
            return credit.open_amounts(connection, customer_id, besides)

    def archive(self) -> tuple[Archived, ...]:
        """Return every document as it was read and as it is judged today, oldest first."""
        with transaction(self.engine, reading=True) as connection:
            return archived.archive(connection)

    def document_count(self) -> int:
        """Count all documents ever recorded."""
        with transaction(self.engine, reading=True) as connection:
            return int(connection.execute(select(func.count()).select_from(documents)).scalar_one())

    # ── plans and deliveries ──

    def unplanned_orders(self) -> tuple[Waiting, ...]:
        """Return the accepted orders that have no plan, oldest first."""
        with transaction(self.engine, reading=True) as connection:
            return planning.unplanned_orders(connection)

    def ended_orders(self) -> tuple[Waiting, ...]:
        """Return the cancelled orders of which documents still stand."""
        with transaction(self.engine, reading=True) as connection:
            return planning.ended_orders(connection)

    def commitments(self) -> tuple[tuple[Reservation, ...], tuple[PlannedDocument, ...]]:
        """Return what is promised already: open reservations and all documents that were not cancelled."""
        with transaction(self.engine, reading=True) as connection:
            return planning.open_reservations(connection), planning.open_documents(connection)

    def note_incoming(self, document_ids: Iterable[str]) -> frozenset[str]:
        """Remember which of our documents an export lists as incoming; return all that one ever listed."""
        with transaction(self.engine) as connection:
            return planning.note_incoming(connection, document_ids)

    def save_plan(self, run_id: str, order_rows: Sequence[int], plan: Plan) -> None:
        """Store a whole plan or nothing; raise PlanOutdatedError if another run planned one of its orders."""
        with transaction(self.engine) as connection:
            planning.save_plan(connection, run_id, order_rows, plan)

    def note_engineering(self, states: Iterable[tuple[str, str]]) -> tuple[EngineeringChange, ...]:
        """Remember what the masters say of bills and drawings; return what is another than the last time."""
        with transaction(self.engine) as connection:
            return engineering.note(connection, states)

    def orders_at_or_past(self, stage: str, order_keys: Iterable[str]) -> frozenset[str]:
        """Return those of the orders that the exports say are at a stage or past it, with all their lines."""
        with transaction(self.engine, reading=True) as connection:
            return tracking.at_or_past(connection, stage, order_keys)

    def planned_by(self, run_ids: Sequence[str]) -> tuple[PlannedDocument, ...]:
        """Return the documents these runs planned."""
        with transaction(self.engine, reading=True) as connection:
            return planning.planned_by(connection, run_ids)

    def deliverable(self) -> tuple[PlannedDocument, ...]:
        """Return the approved documents that were not delivered."""
        with transaction(self.engine) as connection:
            return planning.deliverable(connection)

    def delivered_count(self) -> int:
        """Count the documents delivered so far."""
        with transaction(self.engine, reading=True) as connection:
            return planning.delivered_count(connection)

    def record_delivery(
        self,
        run_id: str,
        document: PlannedDocument,
        *,
        target: str,
        state: str,
        at: datetime,
        reason: str | None = None,
    ) -> None:
        """Store how one delivery ended: sent, already or failed."""
        with transaction(self.engine) as connection:
            planning.record_delivery(connection, run_id, document, target=target, state=state, reason=reason, at=at)

    # ── rules ──

    def tasks(self, *states: str) -> tuple[Task, ...]:
        """Return the tasks in these states (all, if none is named), the soonest due first."""
        with transaction(self.engine, reading=True) as connection:
            return ruled.all_tasks(connection, states)

    def decide_tasks(self, decisions: Sequence[TaskDecision], at: datetime) -> None:
        """Store what persons decided about tasks; documents that waited for nothing else are approved."""
        with transaction(self.engine) as connection:
            ruled.decide(connection, decisions, at)

    def lock_stock(
        self, run_id: str, locks: Iterable[Reservation], whole: frozenset[str], short: frozenset[str]
    ) -> None:
        """Put these locks in the place of all earlier ones; `whole` orders got everything, `short` ones not."""
        with transaction(self.engine) as connection:
            planning.lock_stock(connection, run_id, locks)
            ruled.note_reserved(connection, {"reserved": whole, "short": short})

    def proposed_by_order(self) -> dict[str, tuple[str, ...]]:
        """Return the ids of proposed documents by the orders they are for."""
        with transaction(self.engine, reading=True) as connection:
            return planning.proposed_by_order(connection)

    def rules_kept(self, now: datetime) -> tuple[Kept, ...]:
        """Return for every rule and deed how often it was called for, carried out, and waits."""
        with transaction(self.engine, reading=True) as connection:
            return ruled.kept(connection, now)

    # ── reconciliation ──

    def first_seen(self) -> dict[str, datetime]:
        """Return when each exception was found for the first time."""
        with transaction(self.engine, reading=True) as connection:
            return memory.first_seen(connection)

    def last_exports(self) -> dict[str, LastExport]:
        """Return what the last export of each system was."""
        with transaction(self.engine, reading=True) as connection:
            return memory.last_exports(connection)

    def compare_exceptions(self, found: Iterable[ExceptionRecord], at: datetime, systems: Iterable[str]) -> Memory:
        """Judge tonight's exceptions of the exports of `systems` against all nights before; nothing is stored."""
        with transaction(self.engine, reading=True) as connection:
            return memory.compare(connection, found, at, systems)

    def record_exceptions(self, run_id: str, found: Iterable[ExceptionRecord], judged: Memory, at: datetime) -> Changes:
        """Store tonight's exceptions as they were judged; return what became of them and of the earlier ones."""
        with transaction(self.engine) as connection:
            return memory.record_exceptions(connection, run_id, found, judged, at)

    def exceptions_today(self, at: datetime) -> tuple[tuple[ExceptionRecord, ...], Memory]:
        """Return the open exceptions of the last reconciliation as they stand after the decisions made since."""
        with transaction(self.engine, reading=True) as connection:
            return memory.today(connection, at)

    def known_exceptions(self, exception_ids: Iterable[str] | None = None) -> dict[str, ExceptionRecord]:
        """Return exceptions as they were last found: those named, else all that are open."""
        with transaction(self.engine, reading=True) as connection:
            return verdicts.records(connection, exception_ids)

    def decide(self, run_id: str, made: Sequence[Verdict], at: datetime) -> None:
        """Append a person's decisions about exceptions the ledger knows."""
        with transaction(self.engine) as connection:
            known = verdicts.records(connection, [item.exception_id for item in made])
            verdicts.append(connection, run_id, made, known, at)

    def verdicts(self) -> dict[str, tuple[Verdict, ...]]:
        """Return all decisions about exceptions, oldest first."""
        with transaction(self.engine, reading=True) as connection:
            return verdicts.verdicts(connection)

    def parted(self) -> tuple[Parted, ...]:
        """Return the rows that persons have said do not belong together."""
        with transaction(self.engine, reading=True) as connection:
            return verdicts.parted(connection)

    def judged(self) -> Judged:
        """Return what persons have said of links so far, and what follows for the matching."""
        with transaction(self.engine, reading=True) as connection:
            return verdicts.judged(connection)

    def record_movements(self, run_id: str, found: Iterable[Movement]) -> int:
        """Append what has changed in the exports since the last time; return how many events that were."""
        with transaction(self.engine) as connection:
            return events.record_movements(connection, run_id, found)

    # ── questions ──

    def track(self, order: str) -> tuple[Trace, ...]:
        """Find an order by key or number: where it is, since when, who is next."""
        with transaction(self.engine, reading=True) as connection:
            return tracking.track(connection, order)


def open_ledger(database: str) -> Ledger:
    """Open the ledger at an SQLAlchemy URL, making it if it is new; raise UnusableError if it cannot be used."""
    return Ledger(connect(database))


def rules_kept(database: str, now: datetime) -> tuple[Kept, ...]:
    """Say how the rules were kept so far; a ledger that does not exist yet is not made."""
    file = sqlite_file(database)
    return () if file is not None and not file.exists() else open_ledger(database).rules_kept(now)


def track_order(database: str, order: str) -> tuple[Trace, ...]:
    """Find an order in the ledger at a URL; a ledger that does not exist yet is not made."""
    file = sqlite_file(database)
    return () if file is not None and not file.exists() else open_ledger(database).track(order)
