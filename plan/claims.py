"""What earlier nights promised, by where the goods are today: in stock, coming, or only planned by us.

Before goods arrive, a coming quantity less its pegs and reservations is free. Once they have arrived (an export listed
their document and does no more, or their day has passed) they lie in stock, and what was reserved of them counts there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from orders.documents import PlannedDocument, PlannedLine
from orders.masters import Incoming, Masters
from plan.commitments import Commitments

ZERO = Decimal(0)
Owner = tuple[str, str, str | None]  # order_key, line_id, schedule_id
Key = tuple[str, str]  # sku, reference


class Claims:
    """The quantities that are promised already."""

    def __init__(self, masters: Masters, commitments: Commitments, today: date) -> None:
        self._today = today
        self._incoming = masters.incoming
        self._listed = {(sku, reference_of(row)) for sku, rows in masters.incoming.items() for row in rows}
        self._shown = commitments.shown | {reference for _, reference in self._listed}
        self._taken = _taken(commitments)
        self.lines = supplying_lines(commitments.documents)
        self._on_documents = self._by_document()
        self._arrived = self._in_stock()

    def of_warehouse(self, sku: str, warehouse: str) -> Decimal:
        """Return what is reserved of one stock row."""
        return sum(self._taken.get(("stock", (sku, warehouse)), {}).values(), ZERO)

    def of_stock(self, sku: str) -> Decimal:
        """Return everything promised that lies in stock, wherever: reserved there, or of goods that have arrived."""
        return self._arrived.get(sku, ZERO)

    def of_incoming(self, sku: str, reference: str) -> Decimal:
        """Return what is promised of an incoming document: reserved of it, or pegged and reserved in our own."""
        reserved = self._taken.get(("incoming", (sku, reference)), {}).values()
        return sum(reserved, ZERO) + self._on_documents.get((sku, reference), ZERO)

    def free_of(self, reference: str) -> Decimal:
        """Return the surplus of our planned line that nobody took; nothing if an export shows it or it has arrived."""
        document_id, line = self.lines[reference]
        if not self._waits(document_id, line):
            return ZERO
        taken = self._taken.get(("planned", (line.sku, reference)), {})
        return max(line.quantity - _promised(_pegged(line), taken), ZERO)

    def _waits(self, document_id: str, line: PlannedLine) -> bool:
        """Say whether a planned line is still to come and no export has shown it yet."""
        day = line.comes
        return document_id not in self._shown and (day is None or day >= self._today)

    def _by_document(self) -> dict[Key, Decimal]:
        """Return what our own documents promise, by item and document; a document we no longer know keeps its share."""
        found: dict[Key, Decimal] = defaultdict(Decimal)
        for reference, (document_id, line) in self.lines.items():
            taken = self._taken.get(("planned", (line.sku, reference)), {})
            found[line.sku, document_id] += _promised(_pegged(line), taken)
        for (kind, (sku, reference)), owners in self._taken.items():
            if kind == "planned" and reference not in self.lines:
                found[sku, document_of(reference)] += sum(owners.values(), ZERO)
        return found

    def _in_stock(self) -> dict[str, Decimal]:
        found: dict[str, Decimal] = defaultdict(Decimal)
        for (kind, (sku, reference)), owners in self._taken.items():
            if not self._is_to_come(kind, sku, reference):
                found[sku] += sum(owners.values(), ZERO)
        for sku, reference in self._listed:
            # more promised than is still to come: the rest of that delivery has arrived
            rows = self._incoming[sku]
            coming = sum((row.quantity for row in rows if reference_of(row) == reference), ZERO)
            found[sku] += max(self.of_incoming(sku, reference) - coming, ZERO)
        return found

    def _is_to_come(self, kind: str, sku: str, reference: str) -> bool:
        if kind == "stock":
            return False
        document_id = document_of(reference) if kind == "planned" else reference
        if (sku, document_id) in self._listed:
            return True
        found = self.lines.get(reference) if kind == "planned" else None
        return found is not None and self._waits(*found)


def supplying_lines(documents: Iterable[PlannedDocument]) -> dict[str, tuple[str, PlannedLine]]:
    """Return reference → (document_id, line) of every purchase and production line that is not cancelled."""
    supplying = (x for x in documents if x.document_type in ("purchase", "production") and x.state != "cancelled")
    return {f"{one.document_id}/{line.line_id}": (one.document_id, line) for one in supplying for line in one.lines}


def reference_of(row: Incoming) -> str:
    """Return what a reservation calls an incoming row: its document_id, or its day if it has none."""
    return row.document_id or row.due_date.isoformat()


def document_of(reference: str) -> str:
    """Return the document_id of a planned reference "document_id/line_id"."""
    return reference.rpartition("/")[0]


def _taken(commitments: Commitments) -> dict[tuple[str, Key], dict[Owner, Decimal]]:
    found: dict[tuple[str, Key], dict[Owner, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for one in commitments.reservations:
        owner = (one.order_key, one.line_id, one.schedule_id)
        found[one.kind, (one.sku, one.reference)][owner] += one.quantity
    return dict(found)


def _pegged(line: PlannedLine) -> dict[Owner, Decimal]:
    pegs: dict[Owner, Decimal] = defaultdict(Decimal)
    for peg in line.pegs:
        pegs[peg.order_key, peg.line_id, peg.schedule_id] += peg.quantity
    return dict(pegs)


def _promised(pegs: dict[Owner, Decimal], taken: dict[Owner, Decimal]) -> Decimal:
    """A peg and its reservation are one promise: count the greater of the two for each order line."""
    return sum((max(pegs.get(who, ZERO), taken.get(who, ZERO)) for who in {*pegs, *taken}), ZERO)
