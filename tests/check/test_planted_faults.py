"""One fault planted into a consistent order holds it with exactly its code; without it the order is accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.check import Context, Seen, check
from orders.masters import BomLine, Price
from orders.problems import Problem
from orders.records import Order, OrderRecord, Party, Source
from tests.check.small_world import BOM, MASTERS, ORDER, TODAY, US, D, Earlier, context, errors, record

OTHER_FILE = Source("b.eml/po.pdf", "cd" * 32, "application/pdf", (1,), sender="buyer@mail.example")


@dataclass(frozen=True)
class Paper:
    """An order on paper and the night it comes in."""

    order: Order
    night: Context = field(default_factory=context)
    source: Source = record().source
    accounts: tuple[str, ...] = ()

    def checked(self) -> OrderRecord:
        return check(record(self.order, source=self.source, accounts=self.accounts), self.night)

    def line(self, **changes: Any) -> Paper:
        """Change the first line; its amount and the total follow."""
        first = replace(self.order.lines[0], **changes)
        if "line_amount" not in changes and first.quantity is not None and first.unit_price is not None:
            first = replace(first, line_amount=first.quantity * first.unit_price)
        lines = (first, *self.order.lines[1:])
        total = sum((line.line_amount or D(0) for line in lines), D(0))
        return self.head(lines=lines, totals=replace(self.order.totals, payable_total=total))

    def head(self, **changes: Any) -> Paper:
        return replace(self, order=replace(self.order, **changes))

    def world(self, **changes: Any) -> Paper:
        return replace(self, night=replace(self.night, masters=replace(self.night.masters, **changes)))

    def customer(self, **changes: Any) -> Paper:
        known = self.night.masters.customers
        return self.world(customers={**known, "C001": replace(known["C001"], **changes)})

    def item(self, sku: str, **changes: Any) -> Paper:
        known = self.night.masters.items
        return self.world(items={**known, sku: replace(known[sku], **changes)})

    def after(self, *earlier: OrderRecord, **files: str) -> Paper:
        seen = (Seen(one, one.source.file) for one in earlier)
        return replace(self, night=replace(self.night, history=Earlier(*seen, files=files)), source=OTHER_FILE)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Draw a consistent order: of one or two items, with or without what a paper need not say."""
    day = draw(st.dates(date(2026, 5, 11), date(2026, 9, 30)).filter(lambda one: one.weekday() < 5))
    first = replace(
        ORDER.lines[0],
        quantity=D(draw(st.integers(1, 200))),
        bom_version=draw(st.sampled_from([None, "V3.2", "3.2"])),
        drawing_revision=draw(st.sampled_from([None, "C"])),
        drawing_id=draw(st.sampled_from([None, "DWG-1"])),
        description=draw(st.sampled_from([None, "压力变送器", "压力变送器 0-1.0MPa", "Pressure transmitter"])),
        requested_date=draw(st.sampled_from([None, day])),
        unit=draw(st.sampled_from(["只", "PCS", "个"])),
    )
    second = replace(
        ORDER.lines[0], line_id="2", buyer_item_id="000123", description=None, quantity=D(3), unit_price=D("56.50")
    )
    lines = (first, replace(second, line_amount=D("169.50"))) if draw(st.booleans()) else (first,)
    buyer = draw(st.sampled_from([ORDER.buyer, Party("云海自动化"), Party("x", tax_id="91330108MA2B4C6D8A")]))
    order = replace(ORDER, lines=lines, buyer=buyer, delivery=replace(ORDER.delivery, requested_date=day))
    accounts = draw(st.sampled_from([(), ("1202 0261 0990 0123456",), ("1202026109900123456", "95588-0001-9999")]))
    night = replace(context(), company=replace(US, bank_accounts=("9558800019999",)))
    return replace(Paper(order, night, accounts=accounts).line())


def earlier(paper: Paper, **changes: Any) -> OrderRecord:
    """Return the order as it came in and was accepted before, with something else on it."""
    return check(record(replace(paper.order, **changes)), context())


def circle(sku: str) -> Mapping[str, tuple[BomLine, ...]]:
    return {**BOM, sku: (BomLine(sku, "V1", "SN-100", D(1), "只"),)}


def other_price(paper: Paper, **changes: Any) -> Paper:
    row = replace(Price("C001", "SN-100", D("113.00"), "CNY", True), **changes)
    return paper.world(prices={**paper.night.masters.prices, ("C001", "SN-100"): (row,)})


def long_ago(paper: Paper) -> Paper:
    lines = tuple(replace(line, requested_date=None) for line in paper.order.lines)
    return paper.head(lines=lines, delivery=replace(paper.order.delivery, requested_date=TODAY - timedelta(1)))


def much_open(paper: Paper) -> Paper:
    open_order = replace(ORDER, order_id="OLD", totals=replace(ORDER.totals, payable_total=D("99999.00")))
    return replace(paper.after(check(record(open_order), context())), source=record().source)


def shut_out(paper: Paper, sku: str) -> Paper:
    fault = Problem("items.csv", 3, 1, "cell-unreadable", "“ten” is no number", "write digits")
    rest = {name: item for name, item in paper.night.masters.items.items() if name != sku}
    return paper.world(items=rest, shut_out={sku: (fault,)})


def twins(paper: Paper) -> Paper:
    known = paper.night.masters.customers
    twin = replace(known["C001"], customer_id="C009")
    return paper.world(customers={**known, "C009": twin})


FAULTS: Mapping[str, tuple[str, Callable[[Paper], Paper]]] = {
    "a code nobody knows": ("item-unknown", lambda p: p.line(buyer_item_id="QQ-77777-X")),
    "no code": ("item-unknown", lambda p: p.line(buyer_item_id=None)),
    "O for 0 in a code": ("item-look-alike", lambda p: p.line(buyer_item_id="YH-3OO1")),
    "two codes for two items": ("item-ambiguous", lambda p: p.line(seller_item_id="SN-200")),
    "a code that two rows give to two items": (
        "item-ambiguous",
        lambda p: p.world(cross_reference={**MASTERS.cross_reference, ("C001", "yh-3001"): "SN-300"}),
    ),
    "an item that is phased out": ("item-discontinued", lambda p: p.item("SN-100", status="phase_out")),
    "a blocked item": ("item-discontinued", lambda p: p.item("SN-100", status="blocked")),
    "another item's name": ("item-description-disagrees", lambda p: p.line(description="高温压力变送器")),
    "an old drawing": ("drawing-revision-outdated", lambda p: p.line(drawing_revision="B")),
    "another drawing": ("drawing-revision-outdated", lambda p: p.line(drawing_id="DWG-7")),
    "an old bill": ("bom-version-outdated", lambda p: p.line(bom_version="V2.8")),
    "no bill": ("bom-missing", lambda p: p.world(bom={"SA-1": BOM["SA-1"]}).line(bom_version=None)),
    "no bill of a part": ("bom-missing", lambda p: p.world(bom={"SN-100": BOM["SN-100"]})),
    "a bill that has ended": (
        "bom-missing",
        lambda p: p.world(bom={**BOM, "SN-100": BOM["SN-100"][:1]}).line(bom_version=None),
    ),
    "a circle": ("bom-circular", lambda p: p.world(bom=circle("SA-1"))),
    "an item whose master data has a fault": ("item-shut-out", lambda p: shut_out(p, "SN-100")),
    "a part whose master data has a fault": ("item-shut-out", lambda p: shut_out(p, "RM-1")),
    "an unknown part": (
        "bom-component-unknown",
        lambda p: p.world(bom={**BOM, "SA-1": (BomLine("SA-1", "V1", "RM-9", D(2), "只"),)}),
    ),
    "a unit nobody knows": ("unit-unknown", lambda p: p.line(unit="坨")),
    "a unit of length": ("unit-disagrees", lambda p: p.line(unit="米")),
    "a pack without a factor": ("unit-disagrees", lambda p: p.line(unit="箱")),
    "half a piece": ("quantity-not-whole", lambda p: p.line(quantity=D("1.5"))),
    "a price too high": ("price-disagrees", lambda p: p.line(unit_price=D("113.01"))),
    "a price too low": ("price-disagrees", lambda p: p.line(unit_price=D("112.99"))),
    "the price of a larger quantity": ("price-disagrees", lambda p: p.line(unit_price=D("100.00"))),
    "the net price as gross": ("price-disagrees", lambda p: other_price(p, includes_tax=False)),
    "a price that ended": ("price-unknown", lambda p: other_price(p, valid_to=TODAY - timedelta(9))),
    "a price that begins later": ("price-unknown", lambda p: other_price(p, valid_from=TODAY + timedelta(9))),
    "a price for more only": ("price-unknown", lambda p: other_price(p, minimum_quantity=D(10_000))),
    "another currency": ("currency-disagrees", lambda p: p.customer(credit_limit=None).head(currency="USD")),
    "a buyer nobody knows": ("buyer-unknown", lambda p: p.head(buyer=Party("Unheard Of Trading Company"))),
    "another customer's tax id": (
        "buyer-ambiguous",
        lambda p: p.head(buyer=Party("杭州云海自动化设备有限公司", tax_id="DE811234565")),
    ),
    "two customers of one name": ("buyer-ambiguous", twins),
    "another customer's mail": (
        "buyer-ambiguous",
        lambda p: replace(p, source=replace(p.source, sender="a@nordwind.example")),
    ),
    "an order to somebody else": ("seller-not-us", lambda p: p.head(seller=Party("上海某某仪表有限公司"))),
    "somebody else's tax id": (
        "seller-not-us",
        lambda p: p.head(seller=Party("苏州辰芯传感科技有限公司", tax_id="91310000MA1K00000X")),
    ),
    "a new address": (
        "ship-to-unknown",
        lambda p: p.head(delivery=replace(p.order.delivery, address="广州市天河区某路9号")),
    ),
    "another bank account": ("bank-account-changed", lambda p: replace(p, accounts=("6222 0000 1111 2222",))),
    "yesterday": ("date-in-past", long_ago),
    "over the limit": ("credit-exceeded", lambda p: p.customer(credit_limit=D("10"))),
    "over the limit with what is owed": ("credit-exceeded", lambda p: p.customer(credit_used=D("99999"))),
    "over the limit with what is open": ("credit-exceeded", much_open),
    "urgent without the level": ("urgent-not-allowed", lambda p: p.customer(level="D").head(tags=("urgent",))),
    "an amount that is no product": (
        "line-amount-disagrees",
        lambda p: p.line(line_amount=(p.order.lines[0].line_amount or D(0)) + 1),
    ),
    "a total that is no sum": (
        "total-disagrees",
        lambda p: p.head(totals=replace(p.order.totals, payable_total=(p.order.totals.payable_total or D(0)) + 10)),
    ),
    "the same file again": ("duplicate-order", lambda p: replace(p.after(**{"cd" * 32: "old.pdf"}))),
    "the same order in another file": ("duplicate-order", lambda p: p.after(earlier(p))),
    "a later revision": ("order-revised", lambda p: p.after(earlier(p)).head(revision="B").line(quantity=D(201))),
    "a later revision of what never came": ("order-revised", lambda p: p.head(revision="C")),
    "the number of another order": ("order-conflict", lambda p: p.after(earlier(p)).line(quantity=D(202))),
}


def test_there_are_faults_enough() -> None:
    assert len({code for code, _ in FAULTS.values()}) >= 26


@given(papers())
@settings(max_examples=60, deadline=None)
def test_a_consistent_order_is_accepted(paper: Paper) -> None:
    checked = paper.checked()
    assert (checked.status, errors(checked)) == ("accepted", [])


@pytest.mark.parametrize("name", FAULTS)
@given(paper=papers())
@settings(max_examples=15, deadline=None)
def test_a_planted_fault_holds_with_exactly_its_code(name: str, paper: Paper) -> None:
    code, plant = FAULTS[name]
    checked = plant(paper).checked()
    found = [item.code for item in checked.findings if item.severity == "error" or item.code == "duplicate-order"]
    assert set(found) == {code}
    assert checked.status == ("rejected" if code == "duplicate-order" else "review")
