"""Accepted orders → sales, purchase, production and outbound documents, with what they reserve."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from orders.documents import Plan, PlannedDocument, Reservation, key_of
from orders.masters import Masters
from orders.records import Finding, OrderRecord
from orders.units import UnitWords
from orders.units import unit_words as built_in_words
from plan.commitments import Commitments
from plan.drafts import Drafter, outbound, production, purchases, sales
from plan.explode import Explosion
from plan.needs import CannotPlanError, LineName, World, in_order, planning_faults, sold_lines


def split(
    records: Sequence[OrderRecord],
    masters: Masters,
    commitments: Commitments,
    today: date,
    unit_words: UnitWords | None = None,
    *,
    lines: Collection[LineName] | None = None,
) -> Plan:
    """Plan accepted, unplanned orders: what to sell, buy, make and ship, net of all supply nobody was promised.

    Pure: the same records in whatever order, masters, commitments and day give the same plan. Every pegged quantity
    is also a reservation of kind "planned", which counts until its order ends. `unit_words` (in key form → Rec 20
    code) default to the built-in ones; with `lines` nothing else of the orders is planned. Raises CannotPlanError if a
    record has `faults`; nothing is planned then.
    """
    world = World(masters, today, built_in_words() if unit_words is None else unit_words)
    ordered = in_order(records)
    _refuse(ordered, world)
    sold = [one for one in sold_lines(ordered, world) if lines is None or one.need.name in lines]
    explosion = Explosion((one.need for one in sold), world, commitments)
    drafter = Drafter(world, explosion, ordered)
    documents = (*sales(drafter, sold), *purchases(drafter), *production(drafter), *outbound(drafter, sold))
    reservations = (*explosion.reservations, *pegged(documents))
    return Plan(tuple(sorted(documents, key=lambda one: (one.document_type, one.document_id))), reservations)


def faults(
    record: OrderRecord, masters: Masters, today: date, unit_words: UnitWords | None = None
) -> tuple[Finding, ...]:
    """Return what forbids planning an accepted order with today's masters, () if it can be planned."""
    words = built_in_words() if unit_words is None else unit_words
    return planning_faults(record, World(masters, today, words))


def _refuse(records: Sequence[OrderRecord], world: World) -> None:
    found: Mapping[str, tuple[Finding, ...]] = {
        key_of(record): problems for record in records if (problems := planning_faults(record, world))
    }
    if found:
        raise CannotPlanError(dict(found))


def pegged(documents: Sequence[PlannedDocument]) -> tuple[Reservation, ...]:
    """Return a reservation for every peg of what is bought and made: once it has arrived, it is still promised."""
    return tuple(
        Reservation(
            line.sku,
            peg.quantity,
            "planned",
            f"{document.document_id}/{line.line_id}",
            peg.order_key,
            peg.line_id,
            peg.schedule_id,
            line.due_date,
        )
        for document in documents
        if document.document_type in ("purchase", "production")
        for line in document.lines
        for peg in line.pegs
    )
