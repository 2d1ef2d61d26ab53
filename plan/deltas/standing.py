"""Documents that stand for orders which changed, and all that is promised without those orders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from orders.documents import Peg, PlannedDocument, PlannedLine
from plan.claims import ZERO
from plan.commitments import Commitments
from plan.deltas.changed import Changed
from plan.engineering.outdated import BOM_VERSION, outdated_lines
from plan.needs import World
from plan.quantities import tidy

SUPPLY = ("purchase", "production")


@dataclass
class Share:
    """What a line of a standing document has for one order line: `freed` by the change, `kept` for it since."""

    document: PlannedDocument
    line: PlannedLine
    peg: Peg
    freed: Decimal
    kept: Decimal = ZERO

    def keep(self, wanted: Decimal) -> Decimal:
        """Keep up to `wanted` of what was freed and return how much that is."""
        taken = min(self.freed, max(wanted, ZERO))
        self.freed, self.kept = tidy(self.freed - taken), tidy(self.kept + taken)
        return taken


@dataclass(frozen=True)
class Standing:
    """All documents that serve the changed orders and can still be changed: what is delivered in kind cannot."""

    changed: Changed
    shares: tuple[Share, ...] = ()
    sales: tuple[PlannedDocument, ...] = ()
    listed: frozenset[tuple[str, str]] = field(default_factory=frozenset)  # (sku, document_id) the masters show coming
    outdated: frozenset[tuple[str, str]] = frozenset()  # (document_id, line_id) on parts or a drawing of the past


def standing(changed: Changed, commitments: Commitments, world: World) -> Standing:
    """Find what stands for the changed orders."""
    masters, today = world.masters, world.today
    listed = frozenset(
        (sku, row.document_id) for sku, rows in masters.incoming.items() for row in rows if row.document_id
    )
    shares = tuple(_shares(commitments, changed, listed, today))
    sales = (one for one in commitments.documents if one.document_type == "sales" and one.order_key in changed.orders)
    documents = {one.document.document_id: one.document for one in shares}.values()
    return Standing(changed, shares, tuple(sales), listed, _outdated(documents, world))


def _outdated(documents: Iterable[PlannedDocument], world: World) -> frozenset[tuple[str, str]]:
    """Find lines whose own parts or drawing have changed: what would be built of them is not what is needed now.

    Another bill version is another line anyway; one that was asked for by name stays the one to build.
    """
    found = outdated_lines(documents, (), world)
    return frozenset((one.document_id, one.line_id) for one in found if one.fact != BOM_VERSION)


def _shares(
    commitments: Commitments, changed: Changed, listed: frozenset[tuple[str, str]], today: date
) -> Iterator[Share]:
    for document in sorted(commitments.documents, key=lambda one: (one.document_type, one.document_id)):
        for line in document.lines if document.document_type != "sales" else ():
            if _to_come(document, line, commitments.shown, listed, today):
                mine = (peg for peg in line.pegs if changed.has(peg))
                yield from (Share(document, line, peg, peg.quantity) for peg in mine)


def _to_come(
    document: PlannedDocument,
    line: PlannedLine,
    shown: frozenset[str],
    listed: frozenset[tuple[str, str]],
    today: date,
) -> bool:
    """Say whether goods are still to come: an export lists them, or none ever did and their day has not passed."""
    if document.document_type == "outbound" or (line.sku, document.document_id) in listed:
        return True
    return document.document_id not in shown and (line.comes is None or line.comes >= today)


def without(changed: Changed, commitments: Commitments) -> Commitments:
    """Return what is promised if the changed orders had never been: their part of each document, their reservations."""
    kept = tuple(one for one in commitments.reservations if not changed.has(one))
    documents = tuple(_relieved(one, changed) for one in commitments.documents)
    return replace(commitments, reservations=kept, documents=documents)


def _relieved(document: PlannedDocument, changed: Changed) -> PlannedDocument:
    lines = tuple(_without(line, changed) for line in document.lines)
    return replace(document, lines=lines) if document.document_type in SUPPLY else document


def _without(line: PlannedLine, changed: Changed) -> PlannedLine:
    pegs = tuple(peg for peg in line.pegs if not changed.has(peg))
    gone = total(peg.quantity for peg in line.pegs) - total(peg.quantity for peg in pegs)
    return replace(line, pegs=pegs, quantity=tidy(line.quantity - gone)) if gone else line


def total(quantities: Iterable[Decimal]) -> Decimal:
    """Add quantities up."""
    return sum(quantities, ZERO)
