"""Does a message prove itself? Its own sums, its tax, its numbers; what it must say and does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from intake.check.amounts import arithmetic
from intake.extract.structured.draft import MessageDraft
from intake.read.structured import NOTHING
from orders.codes import FIELDS, finding
from orders.records import Finding, Order

CENT = Decimal("0.01")
CURRENCY = re.compile(r"[A-Z]{3}")


def prove(draft: MessageDraft, order: Order) -> tuple[Finding, ...]:
    """Return what a message lacks or contradicts itself in; a cancellation needs only the order's number."""
    found = [] if order.order_id else [finding("order-number-missing", "/order/order_id")]
    if draft.kind == "order_cancellation":
        return tuple(found)
    if order.issue_date is None and not any(item.path == "/order/issue_date" for item in draft.findings):
        chinese, english = FIELDS["issue_date"]
        found.append(finding("structured-invalid", "/order/issue_date", seen=f"{english} {chinese} —"))
    if order.currency is not None and not CURRENCY.fullmatch(order.currency):
        found.append(finding("currency-unknown", "/order/currency", seen=order.currency))
    found += [*arithmetic(order), *_numbered_twice(draft), *_sums(draft, order), *_tax(draft, order)]
    return (*found, *_not_reckoned(draft, order))


def _numbered_twice(draft: MessageDraft) -> Iterator[Finding]:
    seen: set[str] = set()
    for line in draft.lines:
        name = line.values.get("line_id")
        if name in seen:
            yield finding("structured-invalid", "/order/lines", seen=f"line {name} twice")
        seen |= {name} if name else set()


def _not_reckoned(draft: MessageDraft, order: Order) -> Iterator[Finding]:
    """Report a total over lines of which one has neither an amount nor a price: nothing can prove it."""
    priceless = any(line.line_amount is None and line.unit_price is None for line in order.lines)
    if priceless and "payable_total" in draft.sums:
        yield _wrong(draft, "payable_total", draft.sums["payable_total"][0], None)


def _sums(draft: MessageDraft, order: Order) -> Iterator[Finding]:
    """Check every total the message states against its parts (UBL and EN 16931 reckon alike)."""
    stated = {name: value for name, (value, _) in draft.sums.items()}
    for name, computed in _computed(order, stated).items():
        if name in stated and computed is not None and stated[name] != computed:
            yield _wrong(draft, name, stated[name], computed)


def _computed(order: Order, stated: Mapping[str, Decimal]) -> dict[str, Decimal | None]:
    amounts = [line.line_amount for line in order.lines]
    whole = sum((a for a in amounts if a is not None), Decimal(0))
    lines = whole if amounts and None not in amounts else stated.get("line_total")
    charges = sum((c.amount for c in order.allowance_charges if c.charge), Decimal(0))
    allowances = sum((c.amount for c in order.allowance_charges if not c.charge), Decimal(0))
    net = None if lines is None else lines + charges - allowances
    without = stated.get("tax_exclusive", net)
    tax, payable = stated.get("tax_total"), stated.get("tax_inclusive")
    with_tax = None if without is None or tax is None else without + tax
    paid, rounding = stated.get("prepaid", Decimal(0)), stated.get("rounding", Decimal(0))
    return {
        "line_total": lines,
        "charge_total": charges,
        "allowance_total": allowances,
        "tax_exclusive": net,
        "tax_inclusive": with_tax,
        "payable_total": None if payable is None else payable - paid + rounding,
    }


def _tax(draft: MessageDraft, order: Order) -> Iterator[Finding]:
    """Check a stated tax against the rates of all that is taxed, a cent of rounding for each of it."""
    stated = draft.sums.get("tax_total", (None, NOTHING))[0]
    taxed = [(line.line_amount, line.tax_rate) for line in order.lines]
    taxed += [(c.amount if c.charge else -c.amount, c.tax_rate) for c in order.allowance_charges]
    parts = [amount * rate for amount, rate in taxed if amount is not None and rate is not None]
    if stated is None or len(parts) < len(taxed) or not parts:
        return
    computed = sum(parts, Decimal(0)).quantize(CENT)
    if abs(computed - stated) > CENT * len(parts):
        yield _wrong(draft, "tax_total", stated, computed)


def _wrong(draft: MessageDraft, name: str, stated: Decimal, computed: Decimal | None) -> Finding:
    facts = {"name": name, "seen": stated, "computed": "—" if computed is None else computed}
    draft.report("structured-sum-disagrees", draft.sums[name][1], f"/order/totals/{name}", **facts)
    return draft.findings.pop()
