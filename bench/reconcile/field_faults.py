"""Faults of single cells and rows: one each, in one system."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from bench.reconcile.books import SYSTEMS, Row, times
from bench.reconcile.factory import NOW, Line
from bench.reconcile.planter import Planter, is_plain

OFFICE = ("crm", "erp")
NO_WORDS = ("TBC", "#REF!", "see remark", "??")
NO_NUMBERS = ("#VALUE!", "12O", "n/a", "tbd")


def _first(system: str) -> str:
    return "ready" if system == "wms" else "confirmed"


def quantity(planter: Planter) -> None:
    """One system says another quantity; half of the offices' clerks changed the amount with it."""
    system = planter.rng.choice(SYSTEMS)
    spoil_quantity(planter, planter.line(_first(system)), system)


def spoil_quantity(planter: Planter, line: Line, system: str) -> None:
    more = planter.rng.choice([n for n in (-10, -2, -1, 1, 3, 10, line.quantity) if line.quantity + n > 0])
    changed, kept = line.quantity + more, planter.rng.random() < 0.5
    planter.change(system, line, quantity=changed)
    for row in planter.books.rows(system, line):
        if system == "wms":
            row.values["shipped_quantity"] = changed if row.values["shipped_quantity"] else 0
        elif not kept:
            row.values["amount"] = times(line.item.price, changed)
    odd = planter.odd(system, line) or (system if kept and system != "wms" else "")
    planter.expect("quantity-mismatch", [line], odd=odd)


def short(planter: Planter) -> None:
    """Less went out than the shipped row says."""
    line = planter.line("shipped", least=5)
    planter.change("wms", line, shipped_quantity=line.quantity - planter.rng.randint(1, 4))
    planter.expect("quantity-mismatch", [line], odd="wms")


def price(planter: Planter) -> None:
    """One office has another price, with its amount or without."""
    system, line = planter.rng.choice(OFFICE), planter.line()
    changed = line.item.price + planter.rng.choice((Decimal("-0.5"), Decimal("0.37"), Decimal(12)))
    planter.change(system, line, unit_price=changed)
    kept = planter.rng.random() < 0.5
    if not kept:
        planter.change(system, line, amount=times(changed, line.quantity))
    planter.expect("price-mismatch", [line], odd=system if kept else "")


def amount(planter: Planter) -> None:
    """An amount that is not quantity times price."""
    system, line = planter.rng.choice(OFFICE), planter.line()
    planter.change(system, line, amount=line.amount + planter.rng.choice((Decimal("-0.9"), Decimal(9), Decimal(100))))
    planter.expect("amount-mismatch", [line], odd=system)


def sku(planter: Planter) -> None:
    """One system has another item on the line."""
    system = planter.rng.choice(SYSTEMS)
    line = planter.line(_first(system))
    taken = {other.item.sku for other in line.order.lines}
    item = planter.rng.choice([item for item in planter.items if item.sku not in taken])
    planter.change(system, line, sku=item.sku, description=item.name)
    planter.expect("sku-mismatch", [line], odd=planter.odd(system, line))


def customer(planter: Planter) -> None:
    """One system has another customer on a line."""
    system = planter.rng.choice(SYSTEMS)
    line = planter.line(_first(system))
    others = [order.customer for order in planter.orders if order.customer != line.order.customer]
    other = planter.rng.choice(others)
    planter.change(system, line, customer=other.name)
    if system in OFFICE:
        planter.change(system, line, customer_id=other.number)
    planter.expect("customer-mismatch", [line], odd=planter.odd(system, line))


def promised(planter: Planter) -> None:
    """One office has moved the promised date by more than the permitted day."""
    spoil_promised(planter, planter.line(), planter.rng.choice(OFFICE))


def spoil_promised(planter: Planter, line: Line, system: str) -> None:
    moved = line.promised + timedelta(days=planter.rng.choice((-14, -2, 2, 7, 30)))
    planter.change(system, line, promised_date=moved)
    planter.expect("date-mismatch", [line])


def waybill(planter: Planter) -> None:
    """The ERP has another waybill."""
    spoil_waybill(planter, planter.line("shipped"))


def spoil_waybill(planter: Planter, line: Line) -> None:
    planter.change("erp", line, waybill_id=f"YD{planter.rng.randint(10**9, 10**10 - 1)}")
    planter.expect("waybill-mismatch", [line])


def bom(planter: Planter) -> None:
    """The warehouse ships an older version."""
    spoil_bom(planter, planter.line("ready"))


def spoil_bom(planter: Planter, line: Line) -> None:
    planter.change(planter.rng.choice(("erp", "wms")), line, bom_version="V3.1")
    planter.expect("bom-version-mismatch", [line])


def behind(planter: Planter) -> None:
    """One system stands still while two others have gone on."""
    system, low, high, word = planter.rng.choice(
        (
            ("crm", "shipped", "in_transit", "ready"),
            ("crm", "invoiced", "invoiced", "shipped"),
            ("erp", "shipped", "signed", "in_production"),
            ("wms", "shipped", "in_transit", "picking"),
        )
    )
    spoil_status(planter, planter.line(low, high), system, word)


def behind_early(planter: Planter) -> None:
    """Two systems before the warehouse knows: nobody can say which is wrong."""
    spoil_status(planter, planter.line("in_production", "in_production"), planter.rng.choice(OFFICE), "confirmed")


def spoil_status(planter: Planter, line: Line, system: str, word: str) -> None:
    planter.change(system, line, status=word, updated_at=line.order.moved - timedelta(days=2))
    if system == "wms":
        planter.change("wms", line, shipped_quantity=0, shipped_date=None, waybill_id="")
    planter.expect("status-conflict", [line], odd=planter.odd(system, line))


def aside(planter: Planter) -> None:
    """One system alone says cancelled, on hold or returned."""
    word = planter.rng.choice(("cancelled", "on_hold", "returned"))
    system = planter.rng.choice(SYSTEMS)
    low, high = ("signed", "invoiced") if word == "returned" else (_first(system), "picking")
    line = planter.line(low, high)
    planter.change(system, line, status=word)
    planter.expect("status-conflict", [line], odd=planter.odd(system, line))


def stalled(planter: Planter) -> None:
    """Nothing has moved for weeks."""
    line = planter.line("confirmed", "in_transit")
    moved = NOW - timedelta(days=planter.rng.randint(21, 90))
    for system in planter.books.present(line):
        planter.change(system, line, updated_at=moved)
    planter.expect("stalled", [line])


def no_word(planter: Planter) -> None:
    """A status word that nobody knows."""
    system = planter.rng.choice(SYSTEMS)
    line = planter.line(_first(system))
    planter.change(system, line, status=planter.rng.choice(NO_WORDS))
    planter.expect("unreadable-value", [line], odd=system)


def no_number(planter: Planter) -> None:
    """A quantity that is no number."""
    system = planter.rng.choice(SYSTEMS)
    line = planter.line(_first(system))
    planter.change(system, line, quantity=planter.rng.choice(NO_NUMBERS))
    planter.expect("unreadable-value", [line], odd=system)


def duplicate(planter: Planter) -> None:
    """A row entered twice, cell for cell."""
    system = planter.rng.choice(SYSTEMS)
    line = planter.line(_first(system))
    row = planter.books.rows(system, line)[0]
    copy = planter.books.add(Row(system, line, dict(row.values)))
    planter.expect("duplicate", [line], [row, copy], system)


def missing_line(planter: Planter) -> None:
    """A system lacks one line of an order."""
    system = planter.rng.choice(SYSTEMS)
    first = _first(system)
    order = planter.order(
        lambda order: (
            planter.between(order, first)
            and len(order.lines) > 1
            and all(map(is_plain, order.lines))
            and not planter.has_gap(order)
        )
    )
    planter.open_gap(order)
    line = planter.rng.choice(order.lines)
    planter.books.drop(system, [line])
    planter.expect(f"missing-in-{system}", [line], odd=system)


def missing_order(planter: Planter) -> None:
    """A system lacks a whole order."""
    system = planter.rng.choice(SYSTEMS)
    order = planter.line(_first(system), gap=True).order
    planter.books.drop(system, order.lines)
    planter.expect(f"missing-in-{system}", order.lines, odd=system)


def two_at_once(planter: Planter) -> None:
    """Two faults on one line that have nothing to do with each other are two exceptions."""
    line = planter.line("shipped", "in_transit")
    spoils: list[Callable[[], None]] = [
        lambda: spoil_quantity(planter, line, planter.rng.choice(SYSTEMS)),
        lambda: spoil_promised(planter, line, planter.rng.choice(OFFICE)),
        lambda: spoil_bom(planter, line),
        lambda: spoil_status(planter, line, "erp", "ready"),
    ]
    for spoil in planter.rng.sample(spoils, 2):
        spoil()


FAULTS = (
    quantity, short, price, amount, sku, customer, promised, waybill, bom, behind, behind_early, aside, stalled,
    no_word, no_number, duplicate, missing_line, missing_order, two_at_once,
)  # fmt: skip
