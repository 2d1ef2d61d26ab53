"""Plan changed orders anew and set it against what stands: keep what still serves, add, reduce, cancel the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from orders.documents import SUPPLEMENT, Peg, Plan, PlannedDocument, PlannedLine, Reservation
from orders.masters import Masters
from orders.records import OrderRecord
from orders.units import UnitWords
from plan.claims import ZERO
from plan.commitments import Commitments
from plan.deltas.changed import Changed
from plan.deltas.parts import scaled_parts
from plan.deltas.revised import ended, revised_documents
from plan.deltas.standing import SUPPLY, Share, Standing, standing, total, without
from plan.needs import LineName, World
from plan.quantities import lot_size, tidy
from plan.split import pegged, split


def replan(
    records: Sequence[OrderRecord],
    changed: Collection[str],
    masters: Masters,
    commitments: Commitments,
    today: date,
    words: UnitWords,
    *,
    lines: Collection[LineName] | None = None,
) -> Plan:
    """Plan accepted orders of which some, by order key, have documents already; one that has no record has ended.

    With `lines` only these lines of the changed orders are planned anew; what stands for their other lines stays, and
    so does what was sold.

    New documents hold only what no standing one serves in time (tag `supplement`). A standing document that has more
    than is needed comes back with the next `revision`, its own id in `replaces`, the new quantities, and on each line
    that changed the attribute `change` (tag `reduction`, or `cancellation` if nothing is left). A new sales document
    replaces the old one. Without changed orders this is `split`. Raises CannotPlanError as `split` does.
    """
    anew = Changed(frozenset(changed), None if lines is None else frozenset(lines))
    plan = split(records, masters, without(anew, commitments), today, words, lines=lines)
    if not changed:
        return plan
    found = standing(anew, commitments, World(masters, today, words))
    documents = tuple(one for document in plan.documents if (one := _rest(document, found, masters, words)))
    reservations = (*_of_supply(plan, found), *pegged(documents))
    gone = (one for one in found.sales if one.order_key not in _sold(plan.documents))
    others = tuple(one for one in commitments.reservations if not anew.has(one))
    revised = (
        *revised_documents(found, (*reservations, *others), masters, words, today),
        *(ended(one, today) for one in gone),
    )
    kept = tuple(_kept(share) for share in found.shares if share.kept and share.document.document_type in SUPPLY)
    replaced = frozenset(one.document_id for one in found.sales if one.order_key in _sold(documents))
    same = (one for one in others if one.order_key in anew.orders)  # all of these orders' are freed below
    return Plan((*documents, *revised), (*reservations, *kept, *same), anew.orders, replaced)


def _sold(documents: Iterable[PlannedDocument]) -> frozenset[str | None]:
    return frozenset(one.order_key for one in documents if one.document_type == "sales")


def _kept(share: Share) -> Reservation:
    owner = (share.peg.order_key, share.peg.line_id, share.peg.schedule_id)
    reference = f"{share.document.document_id}/{share.line.line_id}"
    return Reservation(share.line.sku, share.kept, "planned", reference, *owner, share.line.due_date)


def _of_supply(plan: Plan, found: Standing) -> Iterator[Reservation]:
    """Return what the plan takes of stock and of earlier documents; incoming of a standing one keeps its share."""
    own = {one.document_id for one in plan.documents}
    for one in plan.reservations:
        if one.kind == "planned" and one.reference.rpartition("/")[0] in own:
            continue
        left = one.quantity
        if one.kind == "incoming" and found.changed.has(one):
            left -= _kept_coming(one, found)
        if left > 0:
            yield replace(one, quantity=tidy(left))


def _kept_coming(one: Reservation, found: Standing) -> Decimal:
    """Keep what was the order's own of a document that is on its way; it is pegged there and not reserved again."""
    kept = ZERO
    for share in found.shares:
        if (share.line.sku, share.document.document_id) == (one.sku, one.reference):
            kept += share.keep(one.quantity - kept)
    return kept


def _rest(document: PlannedDocument, found: Standing, masters: Masters, words: UnitWords) -> PlannedDocument | None:
    """Return what of a new document no standing one serves; None if nothing is left of it."""
    if document.document_type == "sales":
        if found.changed.lines is not None:
            return None  # only how it is made has changed
        old = next((one for one in reversed(found.sales) if one.order_key == document.order_key), None)
        if old and old.document_id == document.document_id:
            return None  # what was sold has not changed, only how it is made
        return replace(document, replaces=old.document_id) if old else document
    lines = tuple(_unserved(document, line, found, masters, words) for line in document.lines)
    left = tuple(line for line in lines if line is not None)
    if left == document.lines and not _is_of(document, found):
        return document
    return replace(document, lines=left, tags=_tagged(document.tags, SUPPLEMENT)) if left else None


def _is_of(document: PlannedDocument, found: Standing) -> bool:
    return any(found.changed.has(peg) for line in document.lines for peg in line.pegs)


def _tagged(tags: tuple[str, ...], tag: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*tags, tag)))


def _unserved(
    document: PlannedDocument, line: PlannedLine, found: Standing, masters: Masters, words: UnitWords
) -> PlannedLine | None:
    """Take off a new line what standing lines serve; the rest is lotted anew, with its parts."""
    pegs = tuple(_left(document, line, peg, found) for peg in line.pegs)
    if pegs == line.pegs:
        return line
    pegs = tuple(peg for peg in pegs if peg.quantity > 0)
    if not pegs:
        return None
    needed = total(peg.quantity for peg in pegs)
    item = masters.items[line.sku]
    quantity = min(line.quantity, lot_size(needed, item, words)) if document.document_type in SUPPLY else needed
    scaled = scaled_parts(line, quantity, masters, words)
    return replace(line, pegs=pegs, quantity=quantity, surplus=tidy(quantity - needed), attributes=scaled)


def _left(document: PlannedDocument, line: PlannedLine, peg: Peg, found: Standing) -> Peg:
    wanted = peg.quantity
    for share in found.shares:
        if wanted > 0 and _serves(share, document, line, peg, found):
            wanted -= share.keep(wanted)
    return replace(peg, quantity=tidy(wanted))


def _serves(share: Share, document: PlannedDocument, line: PlannedLine, peg: Peg, found: Standing) -> bool:
    """Say whether a standing line gives the same thing to the same order in time."""
    old = share.line
    alike = (share.document.document_type, old.sku, share.peg.order_key) == (
        document.document_type, line.sku, peg.order_key,
    )  # fmt: skip
    if not alike or (old.sku, share.document.document_id) in found.listed:
        return False
    if (share.document.document_id, old.line_id) in found.outdated:
        return False
    if document.document_type == "outbound":
        place = {one.value for one in old.attributes if one.name == "ship_to"}
        same = share.peg.line_id == peg.line_id and share.peg.schedule_id == peg.schedule_id
        return (
            same
            and old.due_date == line.due_date
            and place == {x.value for x in line.attributes if x.name == "ship_to"}
        )
    latest = peg.need_date or line.due_date  # a lot comes for the first of its needs, others may wait longer
    in_time = old.comes is None or latest is None or old.comes <= latest
    return in_time and (document.document_type == "purchase" or old.bom_version == line.bom_version)
