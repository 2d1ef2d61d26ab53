"""Order records against the masters and against what came before: one module a topic, run in the order of CHECKS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from intake.check.amounts import check_amounts
from intake.check.approvals import REFUSED, check_approvals
from intake.check.bom import check_bom
from intake.check.context import Context, History, NoHistory, Seen
from intake.check.credit import check_credit, check_urgent, credit_of
from intake.check.dates import check_dates, resolve_dates
from intake.check.edit import keep
from intake.check.identity import check_identity
from intake.check.items import check_items
from intake.check.packs import check_packs
from intake.check.parties import check_parties, identify
from intake.check.pointer import value_at
from intake.check.prices import check_prices
from intake.check.readings import check_readings
from intake.check.units import check_units
from intake.decide import decide
from orders.records import Finding, OrderRecord
from orders.rules.apply import apply_rules, without_rules

__all__ = ["CHECKS", "Context", "History", "NoHistory", "Seen", "check", "check_rules"]

Check = Callable[[OrderRecord, Context], OrderRecord]

# parties first: everything else asks the customer; items before units, units before prices
CHECKS: tuple[Check, ...] = (
    check_parties,
    resolve_dates,
    check_items,
    check_units,
    check_packs,
    check_prices,
    check_amounts,
    check_readings,
    check_bom,
    check_dates,
    check_credit,
    check_urgent,
    check_identity,
)
CHECKED = frozenset({"purchase_order", "order_change"})
CANCELLATION = "order_cancellation"
# (code, path) by which a person accepts what always waits for one
ACCEPTED_BY = {"order_change": ("order-revised", "/order"), CANCELLATION: (CANCELLATION, "/order")}
WHO = frozenset({"buyer-unknown", "buyer-ambiguous"})
# what only these checks find: a second check begins without the findings of the first
OWN = frozenset(
    {
        *("item-unknown", "item-ambiguous", "item-look-alike", "item-description-disagrees", "item-discontinued"),
        *("drawing-revision-outdated", "bom-missing", "bom-version-outdated", "bom-circular"),
        *("bom-component-unknown", "quantity-not-whole", "pack-not-full", "credit-unknown"),
        "item-shut-out",
        REFUSED,
        *("unit-unknown", "unit-disagrees", "price-disagrees", "price-unknown", "currency-disagrees"),
        *("buyer-unknown", "buyer-ambiguous", "seller-not-us", "ship-to-unknown", "bank-account-changed"),
        *("credit-exceeded", "urgent-not-allowed", "date-in-past", "date-not-working", "lead-time-short"),
        *("duplicate-order", "order-revised", "order-supplement", "order-conflict"),
    }
)
# an order cannot go on without customer, items and units, whatever policy says; a person gives the value instead
INDISPENSABLE = frozenset(
    {
        *("item-unknown", "item-ambiguous", "item-look-alike", "buyer-unknown", "buyer-ambiguous"),
        *("unit-unknown", "unit-disagrees"),
        "item-shut-out",
        "changes-only",  # a nod would put the few lines it names in the place of the whole order
    }
)


def check(record: OrderRecord, context: Context) -> OrderRecord:
    """Check a purchase order or order change; set order_key, buyer.party_id, each line's sku and unit_code, and status.

    Of a cancellation only whose order it ends is said: order_key and buyer.party_id. Other records, and those already
    rejected or failed, come back as they are. Checking twice is the same as once.
    """
    if record.order is None or record.status in ("rejected", "failed"):
        return record
    if record.document_type == CANCELLATION:
        record = identify(keep(record, lambda item: item.code not in WHO), context)
        return _decide(_judged(record, context), context)
    if record.document_type not in CHECKED:
        return record
    record = keep(without_rules(record), lambda item: item.code not in OWN)
    for step in CHECKS:
        record = step(record, context)
    return _decide(_ruled(_judged(record, context), context), context)


def check_rules(record: OrderRecord, context: Context) -> OrderRecord:
    """Judge an order that was checked already by the rules in force now and the approvals given, by nothing else."""
    if record.order is None or record.document_type not in CHECKED or record.status not in ("accepted", "review"):
        return record
    record = keep(without_rules(record), lambda item: item.code != REFUSED)
    return _decide(_ruled(record, context), context)


def _ruled(record: OrderRecord, context: Context) -> OrderRecord:
    """Let the site's own rules have the last word: policy about findings does not weaken them."""
    if context.standing is None or decide(record).status == "rejected":
        return record
    ruled = apply_rules(record, context.standing, context.settled, lambda asked: credit_of(asked, context))
    return check_approvals(ruled, context)


def _judged(record: OrderRecord, context: Context) -> OrderRecord:
    """Apply what persons have settled and what policy says about the rest."""
    record = keep(record, lambda item: not _said_by_items(item) and not _settled(record, item, context))
    findings = (_under_policy(item, context) for item in record.findings)
    return replace(record, findings=tuple(item for item in findings if item))


def _said_by_items(item: Finding) -> bool:
    """Say whether a finding is about a missing item code: the item check has resolved the line or says so itself."""
    return item.code == "line-incomplete" and item.path.endswith("/buyer_item_id")


def _settled(record: OrderRecord, item: Finding, context: Context) -> bool:
    """Say whether a person has settled a finding; a value that is missing or of no use is not settled by a nod."""
    nodded = (item.code, item.path) in context.settled and value_at(record, item.path) is not None
    return nodded and item.code not in INDISPENSABLE


def _under_policy(item: Finding, context: Context) -> Finding | None:
    said = context.policy.get(item.code)
    if said is None or item.code in INDISPENSABLE:
        return item
    return None if said == "off" else replace(item, severity=said)


def _decide(record: OrderRecord, context: Context) -> OrderRecord:
    """Decide the status; a change or cancellation that a person has accepted goes on like an order."""
    record = decide(record)
    accepted = ACCEPTED_BY.get(record.document_type) in context.settled
    held = any(item.severity == "error" for item in record.findings)
    return replace(record, status="accepted") if accepted and record.status == "review" and not held else record
