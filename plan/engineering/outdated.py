"""Lines of issued documents whose bill, parts or drawing are no longer what the masters say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from orders.bills import bill_of, same_version, valid_versions
from orders.documents import PlannedDocument, PlannedLine
from orders.engineering import Outdated
from orders.masters import BomLine, Item
from orders.values import key
from plan.lines import PART
from plan.needs import World
from plan.quantities import round_up

BOM_VERSION, DRAWING = "bom_version", "drawing"  # facts beside those of parts


def outdated_lines(documents: Iterable[PlannedDocument], done: Collection[str], world: World) -> Iterator[Outdated]:
    """Find lines to make or buy that another version holds for; `done` are orders whose goods have left already."""
    for document in sorted(documents, key=lambda one: one.document_id):
        for line in document.lines if document.document_type in ("production", "purchase") and document.stands else ():
            orders = tuple(dict.fromkeys(peg.order_key for peg in line.pegs if peg.order_key not in done))
            item = None if line.sku in world.masters.shut_out else world.masters.items.get(line.sku)
            if orders and item and line.quantity:
                found = (*_bill(document, line, world), *_drawing(line, item))
                yield from (Outdated(document.document_id, line.line_id, line.sku, *one, orders) for one in found)


def _bill(document: PlannedDocument, line: PlannedLine, world: World) -> Iterator[tuple[str, str, str]]:
    if document.document_type != "production" or line.bom_version is None:
        return
    day = max(line.due_date or world.today, world.today)
    versions = valid_versions(line.sku, day, world.masters)
    if not any(same_version(line.bom_version, version) for version in versions):
        yield BOM_VERSION, line.bom_version, ", ".join(versions) or "—"
        return
    bill = bill_of(line.sku, (day,), world.masters, line.bom_version)
    if bill:
        yield from _parts(line, bill[1], document.revision > 1, world)


def _parts(line: PlannedLine, rows: Iterable[BomLine], scaled: bool, world: World) -> Iterator[tuple[str, str, str]]:
    """Compare the parts issued with those of the bill; a quantity that was scaled may be rounded up once more."""
    wanted = _needed(line, rows, world)
    issued = {one.name.removeprefix(PART): Decimal(one.value) for one in line.attributes if one.name.startswith(PART)}
    for sku in sorted({*wanted, *issued}):
        before, after = issued.get(sku), wanted.get(sku)
        rounded = scaled and before is not None and after is not None and abs(before - after) <= 1
        if before != after and not rounded:
            yield f"part {sku}", _shown(before), _shown(after)


def _needed(line: PlannedLine, rows: Iterable[BomLine], world: World) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in rows:
        part = world.masters.items.get(row.component_sku)
        if part:
            times = row.quantity_per * (1 + (row.scrap_rate or 0)) * (world.factor(row.unit, part) or Decimal(1))
            found[part.sku] = found.get(part.sku, Decimal(0)) + round_up(line.quantity * times, part, world.words)
    return found


def _shown(quantity: Decimal | None) -> str:
    return "—" if quantity is None else f"{quantity:f}"


def _drawing(line: PlannedLine, item: Item) -> Iterator[tuple[str, str, str]]:
    issued, today = _named(line.drawing_id, line.drawing_revision), _named(item.drawing_id, item.drawing_revision)
    if line.drawing_id and key(issued) != key(today):
        yield DRAWING, issued, today or "—"


def _named(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
