"""Bills of materials behind an order: one valid on the day for everything made, no circles, the versions printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from intake.check.context import Context
from intake.check.edit import add, lines_of, order_of
from orders.bills import bill_of, same_version, valid_versions
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
            record = add(record, *_tree(item, line, path, day, context.masters))
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


def _tree(item: Item, line: OrderLine, path: str, day: date, masters: Masters) -> tuple[Finding, ...]:
    """Return the first fault of each kind and item in the whole tree below an ordered item."""
    found: dict[tuple[str, str | None], Finding] = {}
    for fault in _faults(item, line.bom_version, day, masters):
        found.setdefault((fault.code, fault.facts.get("sku")), fault)
    return tuple(replace(fault, path=f"{path}/sku") for fault in found.values())


def _faults(
    item: Item,
    printed: str | None,
    day: date,
    masters: Masters,
    *,
    above: tuple[str, ...] = (),
    done: set[str] | None = None,
) -> Iterator[Finding]:
    """Walk the tree below `item`; `done` are items walked to the bottom, so that shared parts are walked once."""
    done = set() if done is None else done
    if item.sku in above:
        circle = (*above[above.index(item.sku) :], item.sku)
        yield finding("bom-circular", sku=item.sku, circle=" → ".join(circle))
        return
    if item.make_or_buy != "make" or item.sku in done:
        return
    bill = bill_of(item.sku, (day,), masters, printed)
    if bill is None:
        yield finding("bom-missing", sku=item.sku, day=day)
    for component in bill[1] if bill else ():
        part = masters.items.get(component.component_sku)
        if part:
            yield from _faults(part, None, day, masters, above=(*above, item.sku), done=done)
    done.add(item.sku)
