"""Standing documents with other quantities: the next revision of each that has more than is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from orders.documents import CANCELLATION, CHANGE, REDUCTION, Peg, PlannedDocument, PlannedLine, Reservation
from orders.masters import Masters
from orders.records import Attribute
from orders.units import UnitWords
from plan.claims import ZERO
from plan.deltas.parts import scaled_parts
from plan.deltas.standing import SUPPLY, Share, Standing, total
from plan.quantities import lot_size, tidy


def revised_documents(
    found: Standing, taken: Iterable[Reservation], masters: Masters, words: UnitWords, today: date
) -> Iterator[PlannedDocument]:
    """Return every standing document of which a part is needed no more, and sales documents of orders that ended.

    `taken` is what the new plan and other orders reserve of standing documents beside what they keep.
    """
    by_line: dict[tuple[str, str], list[Share]] = defaultdict(list)
    for share in found.shares:
        by_line[share.document.document_id, share.line.line_id].append(share)
    borrowed = _borrowed(taken)
    for document in {share.document.document_id: share.document for share in found.shares}.values():
        lines = tuple(
            _line(document, line, by_line[document.document_id, line.line_id], borrowed, masters, words)
            for line in document.lines
        )
        if [line.quantity for line in lines] != [line.quantity for line in document.lines]:
            yield _next(document, lines, today)


def ended(document: PlannedDocument, today: date) -> PlannedDocument:
    """Return the revision of a sales document that says that its order has ended."""
    return _next(document, tuple(_changed(line, ZERO, ()) for line in document.lines), today)


def _borrowed(taken: Iterable[Reservation]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for one in taken:
        if one.kind in ("planned", "incoming"):
            found[one.reference] += one.quantity
    return found


def _line(
    document: PlannedDocument,
    line: PlannedLine,
    shares: Sequence[Share],
    borrowed: dict[str, Decimal],
    masters: Masters,
    words: UnitWords,
) -> PlannedLine:
    """Return the line less what is needed no more; a lot keeps its minimum and multiple while any of it is needed."""
    freed = total(share.freed for share in shares)
    if freed <= 0:
        return line
    others = tuple(peg for peg in line.pegs if not any(share.peg is peg for share in shares))
    pegs = (*others, *(replace(share.peg, quantity=share.kept) for share in shares if share.kept))
    quantity = line.quantity - freed
    if document.document_type in SUPPLY:
        references = (f"{document.document_id}/{line.line_id}", document.document_id)
        idle = not pegs and not any(borrowed.get(reference) for reference in references)
        item = masters.items.get(line.sku)  # one that the masters have lost has no lots any more
        lot = lot_size(quantity, item, words) if item else quantity
        quantity = ZERO if idle else min(line.quantity, lot)
    attributes = scaled_parts(line, quantity, masters, words)
    return _changed(replace(line, attributes=attributes), tidy(quantity), pegs)


def _changed(line: PlannedLine, quantity: Decimal, pegs: tuple[Peg, ...]) -> PlannedLine:
    by = tidy(quantity - line.quantity)
    said = (Attribute(CHANGE, f"{by:f}", line.unit),) if by else ()
    attributes = (*(one for one in line.attributes if one.name != CHANGE), *said)
    surplus = tidy(quantity - total(peg.quantity for peg in pegs))
    return replace(line, quantity=quantity, pegs=pegs, surplus=surplus, attributes=attributes)


def _next(document: PlannedDocument, lines: tuple[PlannedLine, ...], today: date) -> PlannedDocument:
    tag = REDUCTION if any(line.quantity for line in lines) else CANCELLATION
    tags = (*(one for one in document.tags if one not in (REDUCTION, CANCELLATION)), tag)
    return replace(
        document,
        revision=document.revision + 1,
        replaces=document.document_id,
        state="proposed",
        issue_date=today,
        tags=tags,
        lines=lines,
    )
