"""What looks odd and is none: lags within the limit, edges of tolerances, spellings that can be repaired."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from bench.reconcile.books import SYSTEMS, Row
from bench.reconcile.factory import NOW
from bench.reconcile.planter import Planter

OFFICE = ("crm", "erp")
WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"}


def _spellings(number: str) -> list[str]:
    """Return other spellings of a number that a person reads as the same."""
    found = [number.translate(WIDE), f"  {number} ", f"\u00a0{number}", f"'{number}"]
    if number.isdigit():
        found.append(f"{number}.0")
        if number.startswith("0"):
            found += [number.lstrip("0")] * 4
        return found
    found += [number.lower(), number.replace("-", "–"), number.replace("-", ""), number.replace("-", " - ")]
    found += [re.sub("^[A-Z]+-?", "", number), number.replace("-", "－"), re.sub(r"-0+(\d+)$", r"-\1", number)]
    return [text for text in found if text != number]


def spelling(planter: Planter) -> None:
    """Another spelling of the number on one row."""
    system = planter.rng.choice(SYSTEMS)
    line = planter.line("ready" if system == "wms" else "confirmed")
    planter.change(system, line, order_id=planter.rng.choice(_spellings(line.order.number)))


def order_spelling(planter: Planter) -> None:
    """Another spelling of the number on all rows of an order in one system."""
    system = planter.rng.choice(SYSTEMS)
    order = planter.line("ready" if system == "wms" else "confirmed").order
    text = planter.rng.choice(_spellings(order.number))
    for line in order.lines:
        planter.change(system, line, order_id=text)


def spelled_copy(planter: Planter) -> None:
    """A row entered twice, once in another spelling: a duplicate."""
    system = planter.rng.choice(OFFICE)
    line = planter.line()
    row = planter.books.rows(system, line)[0]
    number = line.order.number
    text = planter.rng.choice([number.translate(WIDE), f" {number}", *([] if number.isdigit() else [number.lower()])])
    copy = planter.books.add(Row(system, line, {**row.values, "order_id": text}))
    planter.expect("duplicate", [line], [row, copy], system)


def lag(planter: Planter) -> None:
    """The offices are behind for no longer than they may; the last hour is inside."""
    line = planter.line("shipped", "shipped")
    for system in OFFICE:
        planter.change(system, line, status="ready")
    planter.change("wms", line, updated_at=NOW - timedelta(hours=planter.rng.choice((1, 12, 24))))


def fresh(planter: Planter) -> None:
    """Ready for some hours: the warehouse need not know."""
    line = planter.line("ready", "ready", alone=True, gap=True)
    planter.books.drop("wms", [line])
    for system in OFFICE:
        planter.change(system, line, updated_at=NOW - timedelta(hours=planter.rng.choice((1, 12, 24))))


def over(planter: Planter) -> None:
    """Cancelled or held everywhere, and not in the warehouse."""
    line = planter.line("ready", "picking", alone=True, gap=True)
    planter.books.drop("wms", [line])
    word = planter.rng.choice(("cancelled", "on_hold"))
    for system in OFFICE:
        planter.change(system, line, status=word)


def edges(planter: Planter) -> None:
    """A day and a cent are permitted, and so are twenty days without a movement."""
    line = planter.line("confirmed", "in_transit")
    planter.change("erp", line, promised_date=line.promised + timedelta(days=planter.rng.choice((-1, 1))))
    planter.change("crm", line, amount=line.amount + planter.rng.choice((Decimal("0.01"), Decimal("-0.01"))))
    for system in planter.books.present(line):
        planter.change(system, line, updated_at=NOW - timedelta(days=20))


def partial(planter: Planter) -> None:
    """Some parts have left, the rest is ready: the line is as far as its last part."""
    line = planter.split("ready", "ready")
    for row in planter.books.rows("wms", line)[1:]:
        row.values.update(
            status="shipped", shipped_quantity=row.values["quantity"], shipped_date=line.order.moved.date()
        )
        row.values["waybill_id"] = f"YD{planter.rng.randint(10**9, 10**10 - 1)}"


def bills_in_any_order(planter: Planter) -> None:
    """Several waybills in one cell are a set, whatever stands between them."""
    line = planter.split("shipped")
    bills = [part.waybill for part in line.parts]
    planter.change("erp", line, waybill_id=planter.rng.choice(("、", ", ", "/", " ")).join(reversed(bills)))


def two_erp_rows(planter: Planter) -> None:
    """The ERP plans one line in two rows of the same line number."""
    line = planter.line(least=2)
    row = planter.books.rows("erp", line)[0]
    part = planter.rng.randint(1, line.quantity - 1)
    rest = line.quantity - part
    planter.books.add(Row("erp", line, {**row.values, "quantity": rest, "amount": line.item.price * rest}))
    row.values.update(quantity=part, amount=line.item.price * part)


def sent_again(planter: Planter) -> None:
    """What went out came back and was sent again: it went out once."""
    line = planter.line("shipped")
    row = planter.books.rows("wms", line)[0]
    minus = {name: -row.values[name] for name in ("quantity", "shipped_quantity")}
    planter.books.add(Row("wms", line, {**row.values, **minus}))
    planter.books.add(Row("wms", line, dict(row.values)))


def known_return(planter: Planter) -> None:
    """All systems know that the line came back, the warehouse by a row of its own."""
    line = planter.line("shipped", "signed")
    row = planter.books.rows("wms", line)[0]
    minus = {name: -row.values[name] for name in ("quantity", "shipped_quantity")}
    planter.books.add(Row("wms", line, {**row.values, **minus, "status": "returned"}))
    for system in OFFICE:
        planter.change(system, line, status="returned")


def entered_again(planter: Planter) -> None:
    """A line was cancelled in the CRM and entered again under the next line number."""
    line = planter.line()
    row = planter.books.rows("crm", line)[0]
    number = max(other.number for other in line.order.lines) + 1
    planter.books.add(Row("crm", line, {**row.values, "line_id": str(number)}))
    row.values["status"] = "cancelled"


Planting = Callable[[Planter], None]
COMMON: tuple[Planting, ...] = (lag, fresh, over, edges, spelling)
SPELLINGS: tuple[Planting, ...] = (spelling, order_spelling, spelled_copy)
PARTS: tuple[Planting, ...] = (partial, bills_in_any_order, two_erp_rows)
UNDONE: tuple[Planting, ...] = (sent_again, known_return, entered_again)
