"""Split as a step of a run: it plans with the site's own words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from orders.facts import RunFacts
from orders.ledger import Ledger, Paper, open_ledger
from orders.masters import Item, Masters, UnitFactor
from orders.records import Delivery, Order, OrderLine, OrderRecord, Party, Source
from orders.run import Setting, begin_work
from orders.workspace import open_workspace
from plan import document_layouts
from plan.stage import plan_orders

AT = datetime.fromisoformat("2026-03-04T20:00:00+08:00")
MASTERS = Masters(
    items={"A-1": Item("A-1", "阀体", "只", "buy", 5, supplier="S1")},
    units={"A-1": (UnitFactor("A-1", "箱", Decimal(20)),)},
)


def accepted() -> OrderRecord:
    line = OrderLine(line_id="1", sku="A-1", quantity=Decimal(3), unit="筐")
    order = Order(
        order_id="PO-1", buyer=Party("买方", "C001"), delivery=Delivery(None, date(2026, 4, 20)), lines=(line,)
    )
    return OrderRecord(Source("po.pdf", "a" * 64, "application/pdf"), "purchase_order", "accepted", order, "C001/PO-1")


def planned(folder: Path) -> tuple[RunFacts, Ledger]:
    ledger = open_ledger(f"sqlite:///{folder}/ledger.db")
    with begin_work(Setting(open_workspace(folder), AT, "en"), ledger, "split") as work:
        paper = Paper("m", "m.eml", "po.pdf", "a" * 64)
        ledger.record_document(work.run_id, paper, said=[accepted()], judged=[accepted()], at=AT)
        facts = RunFacts(work.run_id, "split", work.version, work.as_of)
        return plan_orders(work, facts, masters=MASTERS, layouts=document_layouts(), again=lambda _, same: same), ledger


def test_a_unit_word_of_the_site_is_planned_with(tmp_path: Path) -> None:
    (tmp_path / "mappings").mkdir()
    (tmp_path / "mappings" / "units.yaml").write_text('kind: units\nunits:\n  "XCT": ["筐"]\n', encoding="utf-8")
    facts, ledger = planned(tmp_path)
    [sales] = [one for one in facts.planned if one.document_type == "sales"]
    assert sales.lines[0].quantity == 60
    assert ledger.unplanned_orders() == ()


def test_a_unit_word_nobody_knows_is_held(tmp_path: Path) -> None:
    facts, ledger = planned(tmp_path)
    assert facts.planned == ()
    [held] = ledger.open_documents()
    assert [one.code for one in held.record.findings] == ["unit-unknown"]
