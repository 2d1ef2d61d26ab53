"""An order that changes while a change of its documents waits: the other side is told the truth, once approved."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from orders.documents import CANCELLATION, PlannedDocument, key_of, served
from orders.ledger import Ledger, Paper, open_ledger
from orders.masters import Masters
from orders.records import Called, Firing, OrderLine, OrderRecord
from orders.tasks import TaskDecision
from orders.units import unit_words
from plan import Commitments, replan
from tests.plan.factory import TODAY, D, item, line, masters, order

AT = datetime.fromisoformat("2026-03-04T20:00:00+08:00")
WORLD = masters((item("RM"), item("CABLE", supplier="S002")))
APPROVAL = (Firing("大单", "1", "/order", "金额", (Called("approve", team="总经理", did="asked"),)),)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    made.begin_run("run", "nightly", version="1", as_of=AT)
    return made


def take(ledger: Ledger, mark: str, *lines: OrderLine, number: str = "A", asking: bool = False) -> None:
    """Record one accepted revision of an order; without lines it is the order's cancellation."""
    record = order(number, *lines, revision=mark)
    record = replace(record, source=replace(record.source, sha256=mark * 64), firings=APPROVAL if asking else ())
    store(ledger, record if lines else replace(record, document_type="order_cancellation"))
    plan(ledger)


def store(ledger: Ledger, record: OrderRecord) -> None:
    sha256 = record.source.sha256
    assert ledger.record_document("run", Paper(sha256, "mail", "a.pdf", sha256), said=[record], judged=[record], at=AT)


def plan(ledger: Ledger, world: Masters = WORLD) -> None:
    """Plan what waits, as the night does."""
    waiting, ended = ledger.unplanned_orders(), ledger.ended_orders()
    commitments = Commitments(*ledger.commitments())
    changed = {key_of(one.record) for one in (*waiting, *ended)} & served(commitments.documents)
    made = replan([one.record for one in waiting], changed, world, commitments, TODAY, unit_words())
    ledger.save_plan("run", [one.order_row for one in (*waiting, *ended)], made)


def deliver(ledger: Ledger, arrives: bool = True) -> list[PlannedDocument]:
    sent = list(ledger.deliverable())
    for one in sent:
        state = "sent" if arrives else "failed"
        ledger.record_delivery("run", one, target="erp", state=state, reason=None, at=AT)
    return sent


def approve(ledger: Ledger) -> None:
    decided = [TaskDecision(task.task_id, "done", "王芳", "看过") for task in ledger.tasks("open")]
    ledger.decide_tasks(decided, AT)


def known(documents: list[PlannedDocument], kind: str) -> dict[str, list[str]]:
    """Return what the other side knows: quantities by document, the last revision of each, replaced ones gone."""
    last = {one.document_id: one for one in documents if one.document_type == kind}
    gone = {one.replaces for one in last.values() if one.replaces != one.document_id}
    standing = (one for one in last.values() if one.document_id not in gone and one.stands)
    return {one.document_id: [f"{each.sku} {each.quantity:f}" for each in one.lines] for one in standing}


def test_a_change_that_nobody_got_is_forgotten_and_the_next_is_made_of_what_was_delivered(ledger: Ledger) -> None:
    take(ledger, "1", line("RM", "10"))
    sent = deliver(ledger)
    take(ledger, "2", line("RM", "6"))
    deliver(ledger, arrives=False)
    take(ledger, "3", line("RM", "8"))
    sent += deliver(ledger)
    for kind in ("purchase", "sales", "outbound"):
        assert list(known(sent, kind).values()) == [["RM 8"]], kind
    (bought,) = (one for one in sent if one.document_type == "purchase" and one.revision > 1)
    assert [one.value for one in bought.lines[0].attributes if one.name == "change"] == ["-2"]


def test_an_order_cancelled_while_its_change_was_on_the_way_is_cancelled_there_too(ledger: Ledger) -> None:
    take(ledger, "1", line("RM", "10"))
    sent = deliver(ledger)
    take(ledger, "2", line("RM", "6"))
    take(ledger, "3")
    sent += deliver(ledger)
    assert [known(sent, kind) for kind in ("purchase", "sales", "outbound")] == [{}, {}, {}]
    assert {tag for one in sent[-3:] for tag in one.tags} == {CANCELLATION}


def test_a_change_taken_back_before_anybody_got_it_says_nothing(ledger: Ledger) -> None:
    take(ledger, "1", line("RM", "10"))
    sent = deliver(ledger)
    take(ledger, "2", line("RM", "6"))
    take(ledger, "3", line("RM", "10"))
    sent += deliver(ledger)
    for kind in ("purchase", "sales", "outbound"):
        assert list(known(sent, kind).values()) == [["RM 10"]], kind


def test_another_orders_change_is_not_lost_with_the_one_taken_back(ledger: Ledger) -> None:
    store(ledger, order("B", line("RM", "5")))
    take(ledger, "1", line("RM", "10"))
    sent = deliver(ledger)
    take(ledger, "2", number="B")
    take(ledger, "3", line("RM", "8"))
    sent += deliver(ledger)
    bought = [text for texts in known(sent, "purchase").values() for text in texts]
    assert sum(D(text.split()[1]) for text in bought) == 8


def test_the_change_of_an_order_that_asks_for_approval_waits_whatever_it_does(ledger: Ledger) -> None:
    store(ledger, order("B", line("RM", "5")))
    take(ledger, "1", line("RM", "10"), line("CABLE", "3", "2"))
    sent = deliver(ledger)
    take(ledger, "2", line("CABLE", "2", "2"), asking=True)
    assert deliver(ledger) == []  # what is bought for B alone from now on waits too: it is less for A
    assert len(ledger.proposed_by_order()["C1/A"]) == 4  # sales, outbound, two purchases
    approve(ledger)
    sent += deliver(ledger)
    assert sorted(known(sent, "purchase").values()) == [["CABLE 2"], ["RM 5"]]


def test_the_change_of_an_order_that_asks_for_nothing_goes_at_once(ledger: Ledger) -> None:
    take(ledger, "1", line("RM", "10"), asking=True)
    approve(ledger)
    deliver(ledger)
    take(ledger, "2", line("RM", "6"))
    assert {one.document_type for one in deliver(ledger)} == {"purchase", "sales", "outbound"}


def supplemented(ledger: Ledger) -> list[PlannedDocument]:
    """Deliver an order of ten RM and its supplement of three CABLE."""
    take(ledger, "1", line("RM", "10"))
    beside = order("A", line("CABLE", "3", "2"))
    beside = replace(beside, source=replace(beside.source, sha256="5" * 64), order_key="C1/A+1")
    store(ledger, beside)
    plan(ledger)
    return deliver(ledger)


def bought(documents: list[PlannedDocument]) -> list[str]:
    return sorted(text for texts in known(documents, "purchase").values() for text in texts if not text.endswith(" 0"))


def test_a_revision_with_the_lines_of_a_supplement_takes_its_place(ledger: Ledger) -> None:
    sent = supplemented(ledger)
    assert bought(sent) == ["CABLE 3", "RM 10"]
    take(ledger, "2", line("RM", "10"), line("CABLE", "3", "2"))
    sent += deliver(ledger)
    assert bought(sent) == ["CABLE 3", "RM 10"]
    assert {one.record.order_key for one in ledger.orders_in_force() if one.state == "accepted"} == {"C1/A"}


def test_a_revision_of_the_first_lines_leaves_the_supplement(ledger: Ledger) -> None:
    sent = supplemented(ledger)
    take(ledger, "2", line("RM", "6"))
    sent += deliver(ledger)
    assert bought(sent) == ["CABLE 3", "RM 6"]


def test_a_cancellation_of_the_number_ends_the_supplement_too(ledger: Ledger) -> None:
    sent = supplemented(ledger)
    take(ledger, "2")
    sent += deliver(ledger)
    assert bought(sent) == []


def test_a_supplement_stands_again_with_the_order_before_a_revision_that_is_held(ledger: Ledger) -> None:
    sent = supplemented(ledger)
    second = order("A", line("RM", "10"), line("CABLE", "3", "2"), revision="2")
    second = replace(second, source=replace(second.source, sha256="2" * 64))
    store(ledger, second)
    [document] = [one for one in ledger.undelivered() if one.record.source.sha256 == "2" * 64]
    ledger.rejudge("run", document.document_row, replace(second, status="review"), settled=(), at=AT)
    plan(ledger)
    assert bought([*sent, *deliver(ledger)]) == ["CABLE 3", "RM 10"]
    assert {one.record.order_key for one in ledger.orders_in_force()} == {"C1/A", "C1/A+1"}


@pytest.mark.parametrize(("version", "missing"), [(2, "tasks"), (3, "tasks"), (3, "engineering_states")])
def test_a_ledger_of_an_earlier_version_gets_the_table_it_lacks(tmp_path: Path, version: int, missing: str) -> None:
    place = tmp_path / "old.db"
    open_ledger(f"sqlite:///{place}")
    with sqlite3.connect(place) as connection:
        connection.execute(f"DROP TABLE {missing}")
        connection.execute("UPDATE ledger_schema SET version = ?", (version,))
    ledger = open_ledger(f"sqlite:///{place}")
    assert ledger.tasks() == ()
    ledger.begin_run("run", "nightly", version="1", as_of=AT)
    assert ledger.note_engineering([("FG", "V1")]) == ()
