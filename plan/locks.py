"""Stock that a rule locks for an order which still waits for a person: nobody else gets it meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from orders.documents import Reservation, key_of
from orders.masters import Masters
from orders.records import Firing, OrderRecord
from orders.units import UnitWords, factor, meant_unit
from plan.commitments import Commitments
from plan.needs import World, in_order, reserves
from plan.supply import Supply


def stock_locks(
    records: Sequence[OrderRecord], masters: Masters, commitments: Commitments, today: date, words: UnitWords
) -> tuple[tuple[Reservation, ...], frozenset[str]]:
    """Return what free stock gives to held orders whose rules ask for it, and the keys of those that get all of it.

    Safety stock stays. An order that has reservations of an earlier revision gets none: it would have them twice.
    """
    supply = Supply(World(masters, today, words), commitments)
    served = {one.order_key for one in commitments.reservations}
    locks: list[Reservation] = []
    whole: set[str] = set()
    for record in in_order([one for one in records if reserves(one) and key_of(one) not in served]):
        short = False
        for index, quantity, sku in _wanted(record, masters, words):
            given = list(_locked(record, index, sku, quantity, supply, today))
            short |= sum((one.quantity for one in given), Decimal(0)) < quantity
            locks += given
        whole |= set() if short else {key_of(record)}
    return tuple(locks), frozenset(whole)


def _wanted(record: OrderRecord, masters: Masters, words: UnitWords) -> Iterator[tuple[int, Decimal, str]]:
    """Return place, quantity in the item's own unit and sku of every line to lock; one not told gets none."""
    lines = record.order.lines if record.order else ()
    asked = {index for firing in record.firings if _locks(firing) for index in _places(firing, len(lines))}
    for index in sorted(asked):
        line, item = lines[index], masters.items.get(lines[index].sku or "")
        unit = meant_unit(line, words)
        party = record.order.buyer.party_id if record.order else None
        times = factor(unit, item, party, masters.units.get(item.sku, ()), words) if item and unit else None
        if item and times and line.quantity:
            yield index, line.quantity * times, item.sku


def _locks(firing: Firing) -> bool:
    return any(called.deed == "reserve" for called in firing.actions)


def _places(firing: Firing, count: int) -> range:
    if firing.path == "/order":
        return range(count)
    index = int(firing.path.rpartition("/")[2])
    return range(index, min(index + 1, count))


def _locked(
    record: OrderRecord, index: int, sku: str, quantity: Decimal, supply: Supply, today: date
) -> Iterator[Reservation]:
    assert record.order is not None
    line = record.order.lines[index]
    name = line.line_id or str(index + 1)
    for pool, given in supply.take(sku, quantity, today):
        if pool.kind != "stock":
            return
        yield Reservation(sku, given, "stock", pool.reference, key_of(record), name, line.schedule_id)
