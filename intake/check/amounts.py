"""Does the order's arithmetic close? Quantity × price, lines ± charges + tax = total; numbers only, no paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from intake.check.pointer import value_at
from orders.codes import finding
from orders.records import Finding, Order, OrderLine, OrderRecord

CENT = Decimal("0.01")
_RECKONED = ("quantity", "buyer_item_id", "unit_price", "line_amount")
_SUMS = ("/order/lines", "/order/totals")
ARITHMETIC = frozenset(
    {"line-amount-disagrees", "total-disagrees", "line-incomplete", "line-number-gap", "lines-missing"}
)


def check_amounts(record: OrderRecord, context: object = None) -> OrderRecord:
    """Recompute the arithmetic findings of an order; other findings stay as they are."""
    if record.order is None:
        return record
    kept = [item for item in record.findings if item.code not in ARITHMETIC or _open_gap(record, item)]
    return replace(record, findings=(*kept, *arithmetic(record.order)))


def _open_gap(record: OrderRecord, item: Finding) -> bool:
    """Say whether a cell that other rows fill and no sum needs is still empty: only the paper shows that it lacks."""
    field = item.path.rpartition("/")[2]
    lacks = item.code == "line-incomplete" and item.path.startswith("/order/lines/") and field not in _RECKONED
    return lacks and value_at(record, item.path) is None


def arithmetic(order: Order) -> tuple[Finding, ...]:
    """Return what does not close in an order; () means every printed number agrees with the others."""
    found = [] if order.lines else [finding("lines-missing", "/order/lines")]
    unit = _unit([line.line_amount for line in order.lines])
    for index, line in enumerate(order.lines):
        found += _line(f"/order/lines/{index}", line, unit)
    return (*found, *_sequence(order.lines), *_total(order))


def closes(order: Order, findings: Iterable[Finding]) -> bool:
    """Say whether the printed total is the sum of all lines, and none of `findings` doubts a line or a sum."""
    amounts = [line.line_amount for line in order.lines]
    printed = bool(amounts) and None not in amounts and order.totals.payable_total is not None
    return printed and not doubtful(findings) and not arithmetic(order)


def doubtful(findings: Iterable[Finding]) -> bool:
    """Say whether one of `findings` is an error in a line or a sum."""
    return any(item.severity == "error" and item.path.startswith(_SUMS) for item in findings)


def product(line: OrderLine) -> Decimal | None:
    """Return quantity × price / base less discount, unrounded; None if quantity or price is absent."""
    if line.quantity is None or line.unit_price is None:
        return None
    discount = 1 - (line.discount_percent or Decimal(0)) / 100
    return line.quantity * line.unit_price / (line.price_base_quantity or 1) * discount


def closing_bases(order: Order) -> tuple[Decimal, ...]:
    """Return the sums an order total may show: lines, charges, rounding, tax where printed, less what is paid."""
    amounts = [line.line_amount for line in order.lines if line.line_amount is not None]
    base = sum(amounts, Decimal(0))
    base += sum((c.amount if c.charge else -c.amount for c in order.allowance_charges), Decimal(0))
    paid, rounding = abs(order.totals.prepaid or Decimal(0)), order.totals.rounding or Decimal(0)
    taxed = (base, *(base + tax for tax in taxes(order)))
    sums = [value + rest for value in taxed for rest in (rounding, -abs(rounding))]
    return tuple(dict.fromkeys(value - off for off in (Decimal(0), paid) for value in sums))


def taxes(order: Order) -> tuple[Decimal, ...]:
    """Return what the tax on top may be: the printed sum, else the lines' own, else the lines' or the order's rate.

    A rate gives two: rounded line by line, and rounded once.
    """
    if order.totals.tax_total is not None:
        return (order.totals.tax_total,) if order.totals.tax_total else ()
    own = [line.tax_amount for line in order.lines if line.tax_amount is not None]
    if own and len(own) == len(order.lines):
        return (sum(own, Decimal(0)),)
    parts = [
        line.line_amount * rate
        for line in order.lines
        if line.line_amount is not None and (rate := line.tax_rate or order.tax_rate) is not None
    ]
    if not parts or len(parts) < len(order.lines) or order.allowance_charges:
        return ()
    rounded = sum((part.quantize(CENT, ROUND_HALF_UP) for part in parts), Decimal(0))
    return tuple(dict.fromkeys((rounded, sum(parts, Decimal(0)).quantize(CENT, ROUND_HALF_UP))))


def _unit(amounts: Sequence[Decimal | None]) -> Decimal:
    """Half of the last digit that any amount prints: 0.005 where amounts have two decimals."""
    places = max((_places(a) for a in amounts if a is not None), default=2)
    return Decimal(5).scaleb(-min(max(places, 0), 4) - 1)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _line(path: str, line: OrderLine, unit: Decimal) -> Iterator[Finding]:
    if line.quantity is None or line.quantity <= 0:
        yield finding("line-incomplete", f"{path}/quantity", missing="quantity")
    codes = (line.buyer_item_id, line.seller_item_id)
    if not any((code or "").strip("0 .-") for code in codes):  # "0" is what an empty formula leaves
        yield finding("line-incomplete", f"{path}/buyer_item_id", missing="item code")
    computed = product(line)
    if line.line_amount is not None and line.unit_price is None:
        yield finding("line-incomplete", f"{path}/unit_price", missing="unit price")
    if computed is not None and line.line_amount is not None and abs(computed - line.line_amount) > unit:
        proposed = format(computed.quantize(Decimal("0.01")), "f")
        yield finding(
            "line-amount-disagrees",
            f"{path}/line_amount",
            proposed=proposed,
            quantity=line.quantity,
            price=line.unit_price,
            computed=proposed,
            seen=line.line_amount,
        )
    parts = (line.net_amount, line.tax_amount, line.gross_amount or line.line_amount)
    numbers = [part for part in parts if part is not None]
    if len(numbers) == 3 and abs(numbers[0] + numbers[1] - numbers[2]) > Decimal("0.01"):
        yield finding("line-amount-disagrees", f"{path}/tax_amount", seen=line.tax_amount)


def _sequence(lines: Sequence[OrderLine]) -> Iterator[Finding]:
    """Line numbers that count (1, 2, 3 or 10, 20, 30) must not jump; schedule lines repeat theirs."""
    numbers = [int(line.line_id) for line in lines if line.line_id and line.line_id.isdigit()]
    if len(numbers) != len(lines) and numbers:
        yield finding("line-number-gap", "/order/lines", before="…", after="…")
        return
    step = _step(numbers)
    for index, (before, after) in enumerate(pairwise(numbers)):
        if after - before not in (0, step):
            yield finding("line-number-gap", f"/order/lines/{index + 1}/line_id", before=before, after=after)
    if numbers and numbers[0] not in (1, step):
        yield finding("line-number-gap", "/order/lines/0/line_id", before=0, after=numbers[0])


def _step(numbers: Sequence[int]) -> int:
    """Return by what line numbers count: 1, 10, or the first of them where the next is its double (1000, 2000)."""
    first = numbers[0] if numbers else 1
    doubled = first in (5, 20, 50, 100, 500, 1000) and all(number % first == 0 for number in numbers)
    return first if doubled else 10 if first % 10 == 0 else 1


def _total(order: Order) -> Iterator[Finding]:
    amounts = [line.line_amount for line in order.lines]
    printed = order.totals.payable_total
    if any(a is None for a in amounts) and any(a is not None for a in amounts):
        missing = amounts.index(None)
        yield finding("line-incomplete", f"/order/lines/{missing}/line_amount", missing="amount")
        return
    if not amounts or None in amounts:
        if printed is not None:
            yield from _products_total(order, printed)
        return
    sums = closing_bases(order)
    if printed is not None and printed not in sums:
        yield _disagrees("payable_total", sums, printed)
    subtotal = order.totals.line_total
    lines = sum((a for a in amounts if a is not None), Decimal(0))
    if subtotal is not None and not _subtotal_closes(order, subtotal, lines, sums):
        yield _disagrees("line_total", (lines,), subtotal)


def _products_total(order: Order, printed: Decimal) -> Iterator[Finding]:
    """Prices without amounts: the total is the sum of what quantity × price comes to, each to the cent."""
    products = [product(line) for line in order.lines]
    amounts = [value.quantize(CENT, ROUND_HALF_UP) for value in products if value is not None]
    if products and len(amounts) == len(products):
        reckoned = replace(
            order, lines=tuple(replace(o, line_amount=a) for o, a in zip(order.lines, amounts, strict=True))
        )
        sums = closing_bases(reckoned)
        if min(abs(value - printed) for value in sums) > CENT * len(amounts):
            yield _disagrees("payable_total", sums, printed)


def _subtotal_closes(order: Order, subtotal: Decimal, lines: Decimal, sums: tuple[Decimal, ...]) -> bool:
    """A subtotal is the lines, the lines without tax or with charges, or the payable total without its tax."""
    tax, payable = order.totals.tax_total, order.totals.payable_total
    without_tax = payable is not None and tax is not None and subtotal + tax == payable and payable in sums
    net = [line.net_amount for line in order.lines]
    return subtotal in (lines, sums[0]) or without_tax or (None not in net and subtotal == sum(filter(None, net)))


def _disagrees(name: str, sums: tuple[Decimal, ...], printed: Decimal) -> Finding:
    nearest = format(min(sums, key=lambda s: abs(s - printed)), "f")
    return finding("total-disagrees", f"/order/totals/{name}", proposed=nearest, computed=nearest, seen=printed)
