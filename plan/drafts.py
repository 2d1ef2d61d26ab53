"""Needs and lots drawn up as documents: who gets which, with what lines, tags and id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from orders.documents import EXPECTED, PlannedDocument, PlannedLine, PlanType, key_of
from orders.records import OrderRecord
from orders.values import normal
from plan.drawings import with_drawings
from plan.explode import Explosion, Lot
from plan.identity import document_id
from plan.lines import LATE, lot_line, sold_line
from plan.needs import SoldLine, World

UNDATED = "undated"
WITHOUT_SUPPLIER = "supplier-missing"
NO_CURRENCY = "XXX"  # ISO 4217


class Drafter:
    """What all documents of one plan share."""

    def __init__(self, world: World, explosion: Explosion, records: Sequence[OrderRecord]) -> None:
        self.world, self.explosion = world, explosion
        self._papers: dict[str, list[OrderRecord]] = defaultdict(list)
        for record in records:
            self._papers[key_of(record)].append(record)

    def draft(
        self,
        document_type: PlanType,
        about: Sequence[str],
        lines: Sequence[PlannedLine],
        *,
        party: tuple[str | None, str | None] = (None, None),
        tags: Iterable[str] = (),
        records: Sequence[OrderRecord] = (),
    ) -> PlannedDocument:
        """Draw up one document; order key, customer's number and priority are there if all its orders agree."""
        records = records or self.behind(lines)
        keys = {key_of(record) for record in records}
        orders = [record.order for record in records if record.order]
        late = (LATE,) if any(_is_late(line) for line in lines) else ()
        return PlannedDocument(
            document_id=document_id(document_type, about, lines, [_paper(record) for record in records]),
            revision=1,
            replaces=None,
            document_type=document_type,
            state="proposed",
            party_id=party[0],
            party_name=party[1],
            order_key=_agreed(keys),
            customer_order_id=_agreed({order.order_id for order in orders}),
            issue_date=self.world.today,
            priority=_agreed({order.priority for order in orders if order.priority}),
            tags=tuple(dict.fromkeys((*tags, *late))),
            lines=tuple(lines),
        )

    def behind(self, lines: Sequence[PlannedLine]) -> list[OrderRecord]:
        """Return the orders that the lines are for."""
        keys = sorted({peg.order_key for line in lines for peg in line.pegs})
        return [record for order_key in keys for record in self._papers[order_key]]


def sales(drafter: Drafter, sold: Sequence[SoldLine]) -> Iterator[PlannedDocument]:
    """Draw up one sales document for each order paper."""
    papers: dict[int, list[SoldLine]] = defaultdict(list)
    for one in sold:
        papers[one.need.rank[0]].append(one)
    for rows in papers.values():
        first = rows[0]
        lines = _numbered([sold_line(one, drafter.explosion.ready(one.need), drafter.world) for one in rows], rows)
        about = (_customer(first)[0] or "", first.order.order_id or "", first.order.revision or "")
        tags = (*first.order.tags, *((UNDATED,) if any(one.undated for one in rows) else ()))
        record = first.record
        yield drafter.draft("sales", about, lines, party=_party(first, drafter), tags=tags, records=[record])


def purchases(drafter: Drafter) -> Iterator[PlannedDocument]:
    """Draw up one purchase for each supplier, ISO week of need and currency."""
    groups: dict[tuple[str, str, str], list[Lot]] = defaultdict(list)
    for lot in drafter.explosion.lots:
        if lot.item.make_or_buy == "buy" and lot.offer:
            groups[lot.offer.supplier or "", _week(lot.due), lot.offer.currency or NO_CURRENCY].append(lot)
    for (supplier, week, currency), lots in sorted(groups.items()):
        lines = _counted(lots, drafter)
        tags = () if supplier else (WITHOUT_SUPPLIER,)
        party = (supplier or None, supplier or None)
        yield drafter.draft("purchase", (week, supplier, currency), lines, party=party, tags=tags)


def production(drafter: Drafter) -> Iterator[PlannedDocument]:
    """Draw up one production document for each made item, bill version and due date."""
    groups: dict[tuple[str, str, date], list[Lot]] = defaultdict(list)
    for lot in drafter.explosion.lots:
        if lot.item.make_or_buy == "make":
            groups[lot.item.sku, lot.bill[0] if lot.bill else "", lot.due].append(lot)
    for (sku, version, due), lots in sorted(groups.items()):
        lines = _counted(lots, drafter)
        lines = with_drawings(lines, drafter.behind(lines), drafter.world.masters)
        yield drafter.draft("production", (sku, version, f"{due:%Y%m%d}"), lines)


def outbound(drafter: Drafter, sold: Sequence[SoldLine]) -> Iterator[PlannedDocument]:
    """Draw up one outbound document for each customer, ship-to and date."""
    groups: dict[tuple[str, str, date], list[SoldLine]] = defaultdict(list)
    for one in sold:
        ship_to = normal(one.order.delivery.address or "")
        groups[_customer(one)[0] or _customer(one)[1] or "", ship_to, one.need.day].append(one)
    for (customer, _, day), rows in sorted(groups.items()):
        lines = [sold_line(one, drafter.explosion.ready(one.need), drafter.world, outbound=True) for one in rows]
        numbered = [replace(line, line_id=str(number)) for number, line in enumerate(lines, 1)]
        about = (customer, f"{day:%Y%m%d}")
        yield drafter.draft("outbound", about, numbered, party=_party(rows[0], drafter))


def _counted(lots: Sequence[Lot], drafter: Drafter) -> list[PlannedLine]:
    ordered = sorted(lots, key=lambda lot: (lot.item.sku, lot.due))
    return [lot_line(lot, str(number), drafter.world) for number, lot in enumerate(ordered, 1)]


def _numbered(lines: Sequence[PlannedLine], rows: Sequence[SoldLine]) -> list[PlannedLine]:
    """Keep the order's own line numbers, with the schedule behind; if two are alike, count."""
    names = [f"{one.need.line_id}.{one.need.schedule_id}" if one.need.schedule_id else one.need.line_id for one in rows]
    if len(set(names)) < len(names):
        names = [str(number) for number in range(1, len(names) + 1)]
    return [replace(line, line_id=name) for line, name in zip(lines, names, strict=True)]


def _customer(one: SoldLine) -> tuple[str | None, str | None]:
    return one.order.buyer.party_id, one.order.buyer.name


def _party(one: SoldLine, drafter: Drafter) -> tuple[str | None, str | None]:
    party_id, name = _customer(one)
    known = drafter.world.masters.customers.get(party_id or "")
    return party_id, known.name if known else name


def _paper(record: OrderRecord) -> tuple[str, str, str]:
    return key_of(record), (record.order.revision or "") if record.order else "", record.source.sha256


def _agreed(values: set[str] | set[str | None]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


def _is_late(line: PlannedLine) -> bool:
    return any(one.name == EXPECTED for one in line.attributes)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}W{week:02}"
