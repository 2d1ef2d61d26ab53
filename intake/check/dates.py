"""Dates: which reading of an ambiguous one is meant, and whether the requested one can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from intake.check.catalogue import Catalogue
from intake.check.context import Context
from intake.check.edit import add, derive, keep, lines_of, order_of
from intake.check.pointer import value_at
from orders.codes import finding
from orders.masters import Item
from orders.records import Finding, OrderRecord
from orders.values import ordered_date
from orders.working_days import ahead, nearest_working_day

HEADER = "/order/delivery/requested_date"


def resolve_dates(record: OrderRecord, context: Context) -> OrderRecord:
    """Settle ambiguous dates by the customer's date order; the field and its evidence then say "derived"."""
    customer = context.customer(record)
    if customer is None or customer.date_order is None:
        return record
    for item in record.findings:
        meant = _meant(item, customer.date_order) if item.code == "date-ambiguous" else None
        if meant and value_at(record, item.path) is None:
            record = keep(record, lambda other, settled=item: other is not settled)  # type: ignore[misc]
            record = derive(record, item.path, meant, item.facts.get("seen", ""))
    return record


def _meant(item: Finding, order: str) -> date | None:
    """Return the reading in this order of day and month, if it is one of the two the extract stage saw."""
    seen = ordered_date(item.facts.get("seen", ""), order, {})  # type: ignore[arg-type]
    return seen if seen and seen.isoformat() in (item.facts.get("first"), item.facts.get("second")) else None


def check_dates(record: OrderRecord, context: Context) -> OrderRecord:
    """Check every requested date against today, the calendar and the lead time through all levels of the BOM."""
    if not any(path.endswith("requested_date") for path, _, _ in _requested(record)):
        return _no_date(record)
    for path, day, skus in _requested(record):
        record = add(record, *_one(path, day, skus, context))
    return record


def _no_date(record: OrderRecord) -> OrderRecord:
    """Say that no date is asked for; nothing is defaulted, so the plan has only the lead time to go by."""
    if any(item.code == "date-ambiguous" or item.code == "date-unreadable" for item in record.findings):
        return record
    return add(record, replace(finding("line-incomplete", HEADER, missing="requested_date"), severity="info"))


def _requested(record: OrderRecord) -> Iterator[tuple[str, date, list[str]]]:
    """Return each printed requested date once, with the skus it is for."""
    header = order_of(record).delivery.requested_date
    if header:
        undated = [line.sku for _, line in lines_of(record) if line.requested_date is None and line.sku]
        if undated or not order_of(record).lines or all(x.requested_date is None for x in order_of(record).lines):
            yield HEADER, header, undated
    for path, line in lines_of(record):
        if line.requested_date:
            yield f"{path}/requested_date", line.requested_date, [line.sku] if line.sku else []


def _one(path: str, day: date, skus: list[str], context: Context) -> Iterator[Finding]:
    calendar = context.masters.calendar
    if day < context.today:
        days = [found for sku in skus if (found := earliest_date(sku, context.today, context))]
        soonest = max(days, default=None)
        yield finding("date-in-past", path, seen=day, today=context.today, proposed=str(soonest) if soonest else None)
        return
    if not calendar.works(day):
        nearest = nearest_working_day(day, context.today, calendar)
        yield finding("date-not-working", path, seen=day, nearest=nearest, proposed=str(nearest) if nearest else None)
    late = [(earliest, sku) for sku in skus if (earliest := earliest_date(sku, day, context)) and earliest > day]
    if late:
        earliest, sku = max(late)
        yield finding("lead-time-short", path, sku=sku, seen=day, earliest=earliest, proposed=str(earliest))


def earliest_date(sku: str, day: date, context: Context) -> date | None:
    """Return the first day `sku` can be ready if everything below it is still to be bought and made."""
    item = context.masters.items.get(sku)
    if item is None:
        return None
    days = lead_time(item, day, context.catalogue, context.catalogue.lead_times[context.catalogue.era(day)])
    return ahead(context.today, days, context.masters.calendar)


def lead_time(item: Item, day: date, catalogue: Catalogue, known: dict[str, int]) -> int:
    """Return the longest lead time through all levels, in working days; a phantom takes none of its own.

    `known` remembers shared parts; a part that contains itself counts once (the BOM check says so).
    """
    own = 0 if item.phantom else item.lead_time_days
    if item.make_or_buy != "make":
        return own
    if item.sku not in known:
        known[item.sku] = own
        bill = catalogue.bill(item.sku, day)
        parts = (catalogue.masters.items.get(line.component_sku) for line in (bill[1] if bill else ()))
        known[item.sku] = own + max((lead_time(part, day, catalogue, known) for part in parts if part), default=0)
    return known[item.sku]
