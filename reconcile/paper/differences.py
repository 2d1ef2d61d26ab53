"""What CRM and ERP say otherwise than the papers, each thing once: one difference of order, line and field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from orders.exceptions import exception_id
from orders.ledger import Held
from orders.papers import KINDS, NOT_ON_PAPER, PaperDifference, Papers
from orders.problems import Problem, UnusableError
from reconcile.cells import EPOCH, SCALE
from reconcile.compare.owners import answering
from reconcile.keys import patterned
from reconcile.load.side import Side
from reconcile.paper.compared import WHOLE_ORDER, Compared, Found, compare_side
from reconcile.paper.links import Asked
from reconcile.paper.ordered import Known, Ordered, orders_of, paper_side, with_meaning
from reconcile.vocabulary import Vocabulary

SYSTEMS = ("erp", "crm")  # who types what a paper says; the ERP's differences are told first
# where on the paper the value of a field stands
PLACES = {
    "quantity": "{line}/quantity",
    "unit": "{line}/unit",
    "unit_price": "{line}/unit_price",
    "amount": "{line}/line_amount",
    "sku": "{line}/sku",
    "promised_date": "{line}/requested_date",
    "currency": "/order/currency",
    "customer": "/order/buyer/name",
    "customer_id": "/order/buyer/name",
}


def compare_papers(
    found: Sequence[Held],
    sides: Sequence[Side],
    words: Mapping[str, Vocabulary],
    known: Known,
    as_of: datetime,
    owners: Mapping[str, Any],
) -> Papers:
    """Compare orders in force with CRM and ERP; `words` are the vocabularies of the exports in `sides`.

    Raises UnusableError where no export names customers' order numbers.
    """
    orders = orders_of(found, known)
    if not orders:
        return Papers(0, 0)
    now = int((as_of.replace(tzinfo=None) - EPOCH).total_seconds())
    beside: dict[str, Compared] = {}
    for side in sides:
        if side.system in SYSTEMS:
            patterns, plain = words[side.system].patterns, "customer_order_id" in side.present
            spelled = patterned(patterns.get("customer_order_id" if plain else "order_id"))
            asked = Asked(orders, paper_side(orders, known, words[side.system], as_of), known, spelled)
            beside[side.system] = compare_side(asked, with_meaning(side, known), sides, as_of, now)
    _check_numbers(beside, sides)
    made = _distinct(_difference(orders, beside, group, owners) for group in _together(beside))
    made.sort(key=lambda one: (-(one.amount_at_stake or 0), list(KINDS).index(one.kind), one.difference_id))
    return Papers(sum(len(order.records) for order in orders), sum(len(order.lines) for order in orders), tuple(made))


def _check_numbers(beside: Mapping[str, Compared], sides: Sequence[Side]) -> None:
    """Refuse exports none of which names a customer's order number: every order would be missing."""
    if any(item.linked.speaks or (item.linked.owner >= 0).any() for item in beside.values()):
        return
    what = "no export has a column with the customer's order number, so no paper can be found in them"
    help_text = "export that column, and name it in the mapping: columns: {customer_order_id: …}"
    files = ", ".join(file for side in sides if side.system in SYSTEMS for file in side.files)
    raise UnusableError([Problem(files or "--orders", None, None, "export-column-missing", what, help_text)])


def _together(beside: Mapping[str, Compared]) -> Iterator[dict[str, Found]]:
    """Yield by system what is one difference: the same order, line and field of the paper, of the same kind."""
    groups: dict[tuple[object, ...], dict[str, Found]] = defaultdict(dict)
    seen: Counter[tuple[object, ...]] = Counter()
    for system in SYSTEMS:
        for item in beside[system].found() if system in beside else ():
            number = item.value if item.kind in WHOLE_ORDER else item.number
            identity = (item.order, item.line, item.kind, item.field, item.item, number)
            seen[system, *identity] += 1
            groups[*identity, seen[system, *identity]][system] = item
    yield from groups.values()


def _distinct(made: Iterable[PaperDifference]) -> list[PaperDifference]:
    """Number differences that share an identity by what they say, never by row order."""
    again: Counter[str] = Counter()
    out = []
    for one in sorted(
        made, key=lambda one: (one.difference_id, one.erp_value, one.crm_value, str(one.amount_at_stake))
    ):
        again[one.difference_id] += 1
        count = again[one.difference_id]
        name = one.difference_id if count == 1 else exception_id(one.difference_id, str(count))
        out.append(replace(one, difference_id=name))
    return out


def _difference(
    orders: Sequence[Ordered], beside: Mapping[str, Compared], group: Mapping[str, Found], owners: Mapping[str, Any]
) -> PaperDifference:
    first = next(iter(group.values()))
    order = orders[first.order]
    line = first.line
    values = {system: item.value for system, item in group.items()} | {
        system: other.value_of(first) for system, other in beside.items() if system not in group
    }
    rows = {system: beside[system].labels(item.rows) for system, item in group.items()}
    odd = ";".join(sorted(group))
    facts = {"kind": first.kind, "odd_system": odd if len(group) == 1 else "", "field": first.field}
    team, contact = answering(owners, {**facts, "direction": "", "stage": ""})
    stakes = [item.stake for item in group.values() if item.stake is not None]
    said = order.lines[line] if line is not None and line < len(order.lines) else None
    paper = order.paper_of(line if said else None)
    return PaperDifference(
        difference_id=exception_id(f"paper {first.kind}", *_identity(order, first, line)),
        kind=first.kind,
        order_key=paper.order_key or "",
        order_id=order.number,
        record=paper,
        path=_path(order, first, line),
        line_id=first.number or (said.line_id or "" if said else ""),
        sku=first.item or (said.sku or "" if said else ""),
        customer=order.order.buyer.name or order.customer_id,
        field=first.field,
        paper_value=first.paper_value,
        crm_value=values.get("crm", ""),
        erp_value=values.get("erp", ""),
        crm_rows=rows.get("crm", ""),
        erp_rows=rows.get("erp", ""),
        odd_system=odd,
        owner=team,
        contact=contact,
        amount_at_stake=(Decimal(max(stakes)) / SCALE).quantize(Decimal("0.01")) if stakes else None,
        currency=(paper.order.currency if paper.order else None) or "",
        file=paper.source.file,
        facts=dict(first.facts),
    )


def _identity(order: Ordered, found: Found, line: int | None) -> tuple[str, ...]:
    """Name a difference by order, line as printed, item and field: the same every night."""
    said = order.lines[line] if line is not None else None
    place = (said.line_id or f"#{line}", said.schedule_id or "", said.sku or "") if said else ("", "", "")
    return order.paper_of(line).order_key or "", *place, found.field, found.item, found.number


def _path(order: Ordered, found: Found, line: int | None) -> str:
    """Point to the paper's value; of a whole line or order to all of it, of a line it has not to its lines."""
    if found.kind == NOT_ON_PAPER:
        return "/order/lines"
    if line is None:
        return PLACES[found.field] if found.field in ("currency", "customer") else "/order/order_id"
    place = f"/order/lines/{order.printed[line][1]}"
    if found.field == "promised_date" and order.lines[line].requested_date is None:
        return "/order/delivery/requested_date"
    return PLACES.get(found.field, place).format(line=place)
