"""The ledger keeps what it was told, once, exactly, and says plainly when it cannot."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from orders.codes import finding
from orders.documents import EXPECTED, Peg, Plan, PlannedDocument, PlannedLine, PlanType, Reservation
from orders.exceptions import SYSTEMS, ExceptionRecord
from orders.ledger import Changes, Ledger, Movement, Paper, PlanOutdatedError, Settlement, open_ledger
from orders.ledger.schema import events, exception_history, metadata
from orders.problems import UnusableError
from orders.records import Attribute, Order, OrderLine, OrderRecord, Source, Status, Totals

AT = datetime.fromisoformat("2026-03-04T20:00:00+08:00")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(f"sqlite:///{tmp_path}/ledger.db")


@pytest.fixture
def run_id(ledger: Ledger) -> str:
    return begin(ledger)


def begin(ledger: Ledger) -> str:
    return ledger.begin_run("20260304-200000", "nightly", version="0.1.0", as_of=AT)


def order_record(number: str = "PO-1", *, sha256: str = "a" * 64, quantity: str = "10.00") -> OrderRecord:
    line = OrderLine(line_id="1", sku="A-1", quantity=Decimal(quantity), requested_date=date(2026, 4, 20))
    order = Order(order_id=number, lines=(line,))
    source = Source(f"{number}.eml/po.pdf", sha256, "application/pdf", received_at=AT)
    return OrderRecord(source, "purchase_order", "accepted", order, f"C001/{number}")


def store(ledger: Ledger, run_id: str, record: OrderRecord) -> bool:
    paper = Paper(record.source.sha256, "mail.eml", "po.pdf", record.source.sha256)
    return ledger.record_document(run_id, paper, said=[record], judged=[record], at=AT)


def planned(
    document_id: str = "PUR-1", *, kind: PlanType = "purchase", order_key: str = "C001/PO-1"
) -> PlannedDocument:
    peg = Peg(order_key, "1", None, Decimal("10.00"))
    line = PlannedLine(
        "1", "A-1", None, None, Decimal("12.50"), "pcs", None, None, None, None, date(2026, 4, 18), None, None, None,
        None, 0, pegs=(peg,), surplus=Decimal("2.50"),
    )  # fmt: skip
    return PlannedDocument(
        document_id, 1, None, kind, "proposed", "S1", "Supplier", order_key, None, date(2026, 3, 4), None, ("a",),
        (line,),
    )  # fmt: skip


def test_runs_of_the_same_moment_have_names_of_their_own(ledger: Ledger) -> None:
    assert [begin(ledger), begin(ledger)] == ["20260304-200000", "20260304-200000-2"]


def test_a_document_is_recorded_once(ledger: Ledger, run_id: str) -> None:
    assert store(ledger, run_id, order_record())
    assert not store(ledger, run_id, order_record())
    assert ledger.document_count() == 1
    assert len(ledger.orders("C001/PO-1")) == 1


def test_a_paper_that_failed_is_read_again_and_takes_its_place(ledger: Ledger, run_id: str) -> None:
    record = order_record()
    crash = finding("reader-crashed", reason="ValueError")
    failed = replace(record, document_type="other", status="failed", order=None, order_key=None, findings=(crash,))
    store(ledger, run_id, failed)
    paper = Paper(record.source.sha256, "mail.eml", "po.pdf", record.source.sha256)
    assert not ledger.known(paper)
    assert store(ledger, begin(ledger), failed)
    second = order_record("PO-2")
    later = begin(ledger)
    assert ledger.record_document(later, paper, said=[record, second], judged=[record, second], at=AT)
    assert ledger.known(paper)
    assert not store(ledger, run_id, failed)
    assert ledger.document_count() == 2
    assert [item.record for item in ledger.unplanned_orders()] == [record, second]
    assert ledger.run_documents([run_id]) == ()
    assert [trace.findings for trace in ledger.track("PO-1")] == [()]


def test_digits_come_back_as_they_were_printed(ledger: Ledger, run_id: str) -> None:
    store(ledger, run_id, order_record(quantity="0.3000"))
    [waiting] = ledger.unplanned_orders()
    record = waiting.record
    assert record.order
    assert str(record.order.lines[0].quantity) == "0.3000"
    assert record == order_record(quantity="0.3000")


def test_a_person_changes_the_judgement_and_never_the_paper(ledger: Ledger, run_id: str) -> None:
    held = replace(order_record(), status="review", findings=(finding("price-disagrees", "/order/lines/0/unit_price"),))
    store(ledger, run_id, held)
    [document] = ledger.open_documents()
    mended = replace(held, status="accepted", findings=())
    settlement = Settlement("k", "/order/lines/0/unit_price", "price-disagrees", "accept", person="Li", settles=True)
    ledger.rejudge(run_id, document.document_row, mended, settled=[settlement], at=AT)
    assert ledger.open_documents() == ()
    assert ledger.settled(document.document_row) == {("price-disagrees", "/order/lines/0/unit_price")}
    assert [item.record for item in ledger.unplanned_orders()] == [mended]
    with ledger.engine.connect() as connection:
        said = connection.execute(select(metadata.tables["documents"].c.record)).scalar_one()
    assert said["status"] == "review"


def test_a_revision_ends_the_order_before_it(ledger: Ledger, run_id: str) -> None:
    first = order_record()
    store(ledger, run_id, first)
    row = ledger.unplanned_orders()[0].order_row
    reservation = Reservation("A-1", Decimal("2.50"), "stock", "W1", "C001/PO-1", "1", None)
    ledger.save_plan(run_id, [row], Plan((planned(kind="sales"),), (reservation,)))
    store(ledger, run_id, order_record(sha256="b" * 64, quantity="20"))
    reservations, documents = ledger.commitments()
    assert (reservations, documents) == ((), ())
    assert [item.state for item in ledger.orders("C001/PO-1")] == ["superseded", "accepted"]
    assert [item.record.source.sha256[0] for item in ledger.unplanned_orders()] == ["b"]


def cancellation(state: Status = "accepted") -> OrderRecord:
    return replace(order_record(sha256="c" * 64), document_type="order_cancellation", status=state)


def test_an_accepted_cancellation_ends_the_order(ledger: Ledger, run_id: str) -> None:
    store(ledger, run_id, order_record())
    row = ledger.unplanned_orders()[0].order_row
    reservation = Reservation("A-1", Decimal("2.50"), "stock", "W1", "C001/PO-1", "1", None)
    delivered, waiting, shared = planned("SAL-1", kind="sales"), planned("PUR-1"), planned("PUR-2")
    line = replace(shared.lines[0], pegs=(*shared.lines[0].pegs, Peg("C002/PO-9", "1", None, Decimal(1))))
    ledger.save_plan(run_id, [row], Plan((delivered, waiting, replace(shared, lines=(line,))), (reservation,)))
    ledger.record_delivery(run_id, delivered, target="t", state="sent", at=AT)
    store(ledger, run_id, cancellation("review"))
    assert [item.state for item in ledger.orders("C001/PO-1")] == ["accepted", "review"]
    [held] = ledger.open_documents()
    ledger.rejudge(run_id, held.document_row, cancellation(), settled=(), at=AT)
    reservations, documents = ledger.commitments()
    assert reservations == ()
    assert {(one.document_id, one.state) for one in documents} == {("SAL-1", "delivered"), ("PUR-2", "approved")}
    [trace] = ledger.track("PO-1")
    assert (trace.state, trace.stage, trace.waits_for) == ("cancelled", "cancelled", "nobody")


def test_an_order_that_was_cancelled_while_it_waited_is_not_planned_later(ledger: Ledger, run_id: str) -> None:
    store(ledger, run_id, replace(order_record(), status="review"))
    [held] = ledger.open_documents()
    store(ledger, run_id, cancellation())
    ledger.rejudge(run_id, held.document_row, order_record(), settled=(), at=AT)
    assert ledger.unplanned_orders() == ()
    assert [item.state for item in ledger.orders("C001/PO-1")] == ["superseded", "cancelled"]


@pytest.mark.parametrize(
    ("late", "promised"), [((), "2026-04-18"), ((Attribute(EXPECTED, "2026-04-30"),), "2026-04-30")]
)
def test_a_late_line_is_promised_for_the_day_it_is_expected(
    late: tuple[Attribute, ...], promised: str, ledger: Ledger, run_id: str
) -> None:
    store(ledger, run_id, order_record())
    sales = planned("SAL-1", kind="sales")
    sales = replace(sales, lines=(replace(sales.lines[0], attributes=late),))
    ledger.save_plan(run_id, [ledger.unplanned_orders()[0].order_row], Plan((sales,)))
    [trace] = ledger.track("PO-1")
    assert trace.promised_date == promised


def test_a_plan_is_saved_whole_and_comes_back_the_same(ledger: Ledger, run_id: str) -> None:
    store(ledger, run_id, order_record())
    row = ledger.unplanned_orders()[0].order_row
    reservation = Reservation("A-1", Decimal("2.50"), "planned", "PUR-1/1", "C001/PO-1", "1", None, date(2026, 5, 1))
    ledger.save_plan(run_id, [row], Plan((planned(),), (reservation,)))
    assert ledger.unplanned_orders() == ()
    assert ledger.commitments() == ((reservation,), (replace(planned(), state="approved"),))
    with pytest.raises(PlanOutdatedError):
        ledger.save_plan(run_id, [row], Plan((planned("PUR-2"),), ()))
    assert len(ledger.commitments()[1]) == 1


def test_a_delivered_document_is_delivered_for_good(ledger: Ledger, run_id: str) -> None:
    store(ledger, run_id, order_record())
    row = ledger.unplanned_orders()[0].order_row
    ledger.save_plan(run_id, [row], Plan((planned(),), ()))
    [document] = ledger.deliverable()
    ledger.record_delivery(run_id, document, target="folder", state="failed", at=AT, reason="no space")
    assert len(ledger.deliverable()) == 1
    ledger.record_delivery(run_id, document, target="folder", state="sent", at=AT)
    assert ledger.deliverable() == ()
    [trace] = ledger.track("PO-1")
    assert [item.stage for item in trace.events] == ["received", "confirmed", "released"]
    assert trace.waits_for == "downstream"


def test_exceptions_are_new_still_there_or_solved(ledger: Ledger, run_id: str) -> None:
    one, two = (ExceptionRecord(name, "duplicate", "error", order_id="SO-1") for name in ("e1", "e2"))
    later = AT.replace(day=5)

    def night(found: list[ExceptionRecord], at: datetime) -> Changes:
        return ledger.record_exceptions(run_id, found, ledger.compare_exceptions(found, at, SYSTEMS), at)

    assert night([one, two], AT).new == ("e1", "e2")
    changes = night([one], later)
    assert (changes.new, changes.still, changes.solved) == ((), ("e1",), ("e2",))
    assert ledger.first_seen() == {"e1": AT, "e2": AT}
    assert night([one, two], later).reopened == ("e2",)
    with ledger.engine.connect() as connection:
        history = connection.execute(select(exception_history.c.exception_id, exception_history.c.change)).all()
    assert [tuple(row) for row in history if row[0] == "e2"] == [("e2", "new"), ("e2", "solved"), ("e2", "reopened")]


def test_no_event_is_written_twice(ledger: Ledger, run_id: str) -> None:
    record = replace(order_record(), status="review")
    store(ledger, run_id, record)
    [document] = ledger.open_documents()
    for _ in range(2):
        ledger.rejudge(run_id, document.document_row, replace(record, status="accepted"), settled=[], at=AT)
    with ledger.engine.connect() as connection:
        assert connection.execute(select(events.c.stage)).scalars().all() == ["received", "confirmed"]


def test_exports_tell_what_moved_once(ledger: Ledger, run_id: str) -> None:
    store(ledger, run_id, order_record())
    moved = [
        Movement("erp", "2026-7", "PO-1", ("1",), "in_production", AT, "SO-2026-0007"),
        Movement("wms", "2026-8", "", ("1",), "picking", AT, "SO-2026-0008"),
    ]
    assert [ledger.record_movements(run_id, moved) for _ in range(2)] == [2, 0]
    assert ledger.record_movements(run_id, [moved[0]._replace(stage="ready")]) == 1
    assert ledger.track("PO-1")[0].stage == "ready"
    ledger.record_movements(run_id, [moved[0]._replace(line_ids=("2",), stage="released")])
    assert ledger.track("PO-1")[0].stage == "released"  # an order is where its last line is
    [exported] = ledger.track("SO-2026-0008")
    assert (exported.order_id, exported.stage, exported.state) == ("SO-2026-0008", "picking", "export")


def test_lines_that_moved_together_are_one_event(ledger: Ledger, run_id: str) -> None:
    both = Movement("erp", "2026-7", "", ("1", "2"), "ready", AT, "SO-7")
    assert [ledger.record_movements(run_id, [both]) for _ in range(2)] == [1, 0]
    assert ledger.record_movements(run_id, [both._replace(stage="shipped"), both._replace(line_ids=("3",))]) == 2
    assert ledger.record_movements(run_id, [both._replace(stage="shipped", line_ids=("1", "2", "3"))]) == 1
    assert [(item.line_id, item.stage) for item in ledger.track("SO-7")[0].events] == [
        ("1;2", "ready"),
        ("1;2", "shipped"),
        ("3", "ready"),
        ("3", "shipped"),
    ]
    ledger.record_movements(run_id, [both._replace(stage="delivered", line_ids=("2", "3"))])
    assert ledger.track("SO-7")[0].stage == "shipped"  # line 1 is where the order is


def test_money_is_never_a_float(ledger: Ledger, run_id: str) -> None:
    reservation = Reservation("A-1", 2.5, "stock", "W1", "C001/PO-1", "1", None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="never float"):
        ledger.save_plan(run_id, [], Plan((), (reservation,)))


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_text("no database " * 100)
    with pytest.raises(UnusableError, match="no SQLite file"):
        open_ledger(f"sqlite:///{tmp_path}/ledger.db")


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("UPDATE ledger_schema SET version = 99")
    with pytest.raises(UnusableError, match="schema 99"):
        open_ledger(f"sqlite:///{tmp_path}/ledger.db")


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE customers (name TEXT)")
    with pytest.raises(UnusableError, match="other tables"):
        open_ledger(f"sqlite:///{tmp_path}/other.db")


def test_a_locked_database_is_said_to_be_in_use(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/ledger.db"
    open_ledger(database)
    holder = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(UnusableError, match="another run holds it"):
        open_ledger(f"{database}?timeout=0.05")
    holder.close()


@pytest.mark.parametrize("database", ["no url at all", "nosuch://host/x", "sqlite:////nowhere/at/all.db"])
def test_a_database_that_cannot_be_opened_is_unusable(database: str) -> None:
    with pytest.raises(UnusableError):
        open_ledger(database)


def valued(number: str, amount: str | None, currency: str = "CNY", sha256: str = "a") -> OrderRecord:
    record = order_record(number, sha256=sha256 * 64)
    assert record.order
    totals = Totals(payable_total=None if amount is None else Decimal(amount))
    return replace(record, order=replace(record.order, currency=currency, totals=totals))


def test_open_orders_are_worth_something_until_they_are_invoiced(ledger: Ledger, run_id: str) -> None:
    for number, amount, currency, sha256 in (
        ("1", "10.50", "CNY", "b"),
        ("2", "4", "CNY", "c"),
        ("3", "7", "USD", "d"),
    ):
        store(ledger, run_id, valued(number, amount, currency, sha256))
    other = replace(valued("9", "99", "CNY", "e"), order_key="C0011/9")
    store(ledger, run_id, other)
    assert ledger.open_amounts("C001") == {"CNY": Decimal("14.50"), "USD": Decimal(7)}
    assert ledger.open_amounts("C001", besides="C001/2") == {"CNY": Decimal("10.50"), "USD": Decimal(7)}
    ledger.record_movements(run_id, [Movement("erp", "x", "1", ("1",), "invoiced", AT)])
    ledger.record_movements(run_id, [Movement("erp", "x", "3", ("1",), "shipped", AT)])
    assert ledger.open_amounts("C001") == {"CNY": Decimal(4), "USD": Decimal(7)}
    keys = ("C001/1", "C001/2", "C001/3")
    assert ledger.orders_at_or_past("shipped", keys) == {"C001/1", "C001/3"}
    store(ledger, run_id, valued("4", None, "CNY", "f"))
    assert "?" in ledger.open_amounts("C001")
