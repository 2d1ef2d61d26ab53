"""Bills of materials behind an order: one valid on the day for everything made, no circles, the versions printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from intake.check.catalogue import Catalogue
from intake.check.context import Context
from intake.check.edit import add, lines_of, order_of
from orders.bills import same_version, valid_versions
from orders.codes import finding
from orders.masters import Item, Masters
from orders.records import Finding, OrderLine, OrderRecord
from orders.values import key


def check_bom(record: OrderRecord, context: Context) -> OrderRecord:
    """Check BOM and drawing of every line at its requested date (line's, else header's, else today)."""
    for path, line in lines_of(record):
        item = context.masters.items.get(line.sku or "")
        if item:
            day = line.requested_date or order_of(record).delivery.requested_date or context.today
            record = add(record, *_version(item, line, path, day, context.masters), *_drawing(item, line, path))
            record = add(record, *_tree(item, line, path, day, context))
    return record


def _version(item: Item, line: OrderLine, path: str, day: date, masters: Masters) -> tuple[Finding, ...]:
    versions, printed = valid_versions(item.sku, day, masters), line.bom_version
    if not printed or not versions or any(same_version(printed, version) for version in versions):
        return ()
    proposed = versions[0] if len(versions) == 1 else None
    facts = {"sku": item.sku, "day": day, "valid": ", ".join(versions), "seen": printed}
    return (finding("bom-version-outdated", f"{path}/bom_version", proposed=proposed, **facts),)


def _drawing(item: Item, line: OrderLine, path: str) -> tuple[Finding, ...]:
    code, seen, expected = "drawing-revision-outdated", line.drawing_revision, item.drawing_revision
    if line.drawing_id and item.drawing_id and key(line.drawing_id) != key(item.drawing_id):
        facts = {"sku": item.sku, "valid": f"{item.drawing_id} {expected or ''}".strip(), "seen": line.drawing_id}
        return (finding(code, f"{path}/drawing_id", proposed=item.drawing_id, **facts),)
    if not seen or not expected or key(seen) == key(expected):
        return ()
    facts = {"sku": item.sku, "valid": expected, "seen": seen}
    return (finding(code, f"{path}/drawing_revision", proposed=expected, **facts),)


def _tree(item: Item, line: OrderLine, path: str, day: date, context: Context) -> tuple[Finding, ...]:
    """Return the first fault of each kind and item in the whole tree below an ordered item."""
    found: dict[tuple[str, str | None], Finding] = {}
    catalogue = context.catalogue
    walk = _Walk(day, catalogue, catalogue.sound_bills[catalogue.era(day)])
    for fault in walk.faults(item, line.bom_version):
        found.setdefault((fault.code, fault.facts.get("sku")), fault)
    return tuple(replace(fault, path=f"{path}/sku") for fault in found.values())


@dataclass
class _Walk:
    """The walk through the tree below one item on one day; `sound` remembers parts below which nothing is wrong."""

    day: date
    catalogue: Catalogue
    sound: set[str]
    done: set[str] = field(default_factory=set)

    def faults(self, item: Item, printed: str | None = None, above: tuple[str, ...] = ()) -> Iterator[Finding]:
        """Return what is wrong at and below `item`; what many parts share is walked once."""
        if item.sku in above:
            circle = (*above[above.index(item.sku) :], item.sku)
            yield finding("bom-circular", sku=item.sku, circle=" → ".join(circle))
            return
        if item.make_or_buy != "make" or item.sku in self.done or (item.sku in self.sound and not printed):
            return
        found = list(self._below(item, printed, (*above, item.sku)))
        self.done.add(item.sku)
        if not found and not printed:
            self.sound.add(item.sku)
        yield from found

    def _part(self, sku: str) -> tuple[Item | None, str | None]:
        """Return a part, and why it must not be used."""
        masters = self.catalogue.masters
        return masters.items.get(sku), masters.why_shut_out(sku)

    def _below(self, item: Item, printed: str | None, above: tuple[str, ...]) -> Iterator[Finding]:
        bill = self.catalogue.bill(item.sku, self.day, printed)
        if bill is None:
            yield finding("bom-missing", sku=item.sku, day=self.day)
        for component in bill[1] if bill else ():
            part, reason = self._part(component.component_sku)
            if reason:
                yield finding("item-shut-out", sku=component.component_sku, reason=reason)
            elif part is None:
                yield finding("bom-component-unknown", sku=item.sku, component=component.component_sku)
            else:
                yield from self.faults(part, None, above)
