"""What follows by arithmetic from a value a person gave: the line's amount and the totals, where they closed before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from intake.check.amounts import arithmetic, closing_bases, product
from intake.check.edit import derive
from orders.records import Order, OrderLine, OrderRecord

TOTALS = "/order/totals"
FACTORS = ("quantity", "unit_price", "price_base_quantity", "discount_percent")
OPEN = frozenset({"line-amount-disagrees", "total-disagrees", "line-incomplete", "lines-missing"})


def follow(before: OrderRecord, after: OrderRecord, given: Collection[str]) -> OrderRecord:
    """Recompute amounts that depend on the `given` paths; what did not close before stays for the person to decide.

    The results say "derived" in their evidence, and the next check goes over the arithmetic as over any other.
    """
    if before.order is None or after.order is None:
        return after
    broken = {item.path for item in arithmetic(before.order) if item.code in OPEN}
    for index, line in enumerate(after.order.lines):
        path = f"/order/lines/{index}"
        if f"{path}/line_amount" not in broken and _touched(path, given):
            after = _with_amount(after, path, line)
    closed = not any(path.startswith(TOTALS) for path in broken)
    return _with_totals(before.order, after) if closed and not any(p.startswith(TOTALS) for p in given) else after


def _touched(path: str, given: Collection[str]) -> bool:
    return any(f"{path}/{name}" in given for name in FACTORS) and f"{path}/line_amount" not in given


def _with_amount(record: OrderRecord, path: str, line: OrderLine) -> OrderRecord:
    computed = product(line)
    if (
        computed is None
        or line.line_amount is None
        or (line.net_amount, line.tax_amount, line.gross_amount) != (None,) * 3
    ):
        return record
    return derive(record, f"{path}/line_amount", _like(computed, line.line_amount), str(computed))


def _with_totals(old: Order, record: OrderRecord) -> OrderRecord:
    """Move the printed totals by what the lines have moved; tax only where rate × base was what the paper printed."""
    order = record.order
    assert order is not None
    difference = _lines(order) - _lines(old)
    tax = _tax(old, order)
    if not difference or (old.totals.tax_total is not None and tax is None):
        return record
    moved = {"line_total": difference, "payable_total": difference}
    if tax is not None and old.totals.tax_total is not None:
        moved["tax_total"] = tax - old.totals.tax_total
        with_tax = old.totals.payable_total not in _untaxed(old)
        moved["payable_total"] += moved["tax_total"] if with_tax else 0
    for name, by in moved.items():
        printed = getattr(old.totals, name)
        if printed is not None:
            record = derive(record, f"{TOTALS}/{name}", _like(printed + by, printed), str(printed))
    return record


def _lines(order: Order) -> Decimal:
    return sum((line.line_amount for line in order.lines if line.line_amount is not None), Decimal(0))


def _tax(old: Order, new: Order) -> Decimal | None:
    """Return the new tax total if the old one was the order's rate on its base; None if that does not hold."""
    printed, rate = old.totals.tax_total, old.tax_rate
    if printed is None or rate is None or _like(_base(old) * rate, printed) != printed:
        return None
    return _like(_base(new) * rate, printed)


def _base(order: Order) -> Decimal:
    return _untaxed(order)[0]


def _untaxed(order: Order) -> tuple[Decimal, ...]:
    return closing_bases(replace(order, totals=replace(order.totals, tax_total=Decimal(0))))


def _like(value: Decimal, printed: Decimal) -> Decimal:
    """Round half up to the digits that the paper prints, two at least."""
    exponent = printed.as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
