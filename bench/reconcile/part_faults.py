"""Faults in lines that went out in parts or one with another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bench.reconcile.books import Row
from bench.reconcile.factory import Line
from bench.reconcile.number_faults import slip
from bench.reconcile.planter import LAST, Planter, is_plain

BACK = ("returned", "shipped")  # what a warehouse calls a row that takes goods off again
MANY = 10  # of which three wanting pieces are no other line


def lost_part(planter: Planter) -> None:
    """A part is not in the warehouse's export."""
    line = planter.split()
    rows = planter.books.rows("wms", line)
    rows.remove(planter.rng.choice(rows))
    planter.change("erp", line, waybill_id="")
    planter.expect("quantity-mismatch", [line], odd="wms")


def changed_part(planter: Planter) -> None:
    """A part is noted with another quantity."""
    line = planter.split()
    row = planter.rng.choice(planter.books.rows("wms", line))
    changed = row.values["quantity"] + planter.rng.choice((1, 5))
    row.values.update(quantity=changed, shipped_quantity=changed if row.values["shipped_quantity"] else 0)
    planter.expect("quantity-mismatch", [line], odd="wms")


def short_part(planter: Planter) -> None:
    """Of one part less went out than its row says."""
    line = planter.split("shipped")
    row = planter.rng.choice(planter.books.rows("wms", line))
    row.values["shipped_quantity"] -= 1
    planter.expect("quantity-mismatch", [line], odd="wms")


def part_twice(planter: Planter) -> None:
    """A part is there twice, cell for cell."""
    line = planter.split()
    row = planter.rng.choice(planter.books.rows("wms", line))
    copy = planter.books.add(Row("wms", line, dict(row.values)))
    planter.expect("duplicate", [line], [row, copy], "wms")


def part_blank(planter: Planter) -> None:
    """A part has lost its number."""
    _part(planter, lambda line: "")


def part_mistyped(planter: Planter) -> None:
    """A part's number is mistyped."""
    _part(planter, lambda line: slip(planter, line.order.number))


def _part(planter: Planter, number: Callable[[Line], str]) -> None:
    line = planter.split("shipped")
    row = planter.rng.choice(planter.books.rows("wms", line))
    row.values["order_id"] = number(line)
    planter.expect("suggested-match", [line], [row], "wms")


def parts_blank(planter: Planter) -> None:
    """Several parts have lost their numbers: only together are they what the line lacks."""
    order = planter.order(
        lambda order: (
            planter.between(order, "shipped")
            and not planter.has_gap(order)
            and any(len(line.parts) > 1 for line in order.lines)
        )
    )
    planter.open_gap(order)
    line = next(line for line in order.lines if len(line.parts) > 1)
    rows = planter.books.rows("wms", line)
    lost = planter.rng.sample(rows, planter.rng.randint(2, len(rows)))
    for row in lost:
        row.values["order_id"] = ""
    planter.expect("suggested-match", [line], lost, "wms")


def merged_blank(planter: Planter) -> None:
    """Two lines went out as one row, which has lost its number."""
    line = _merged(planter)
    row = planter.books.rows("wms", line)[0]
    row.values["order_id"] = ""
    planter.open_gap(line.order)
    planter.expect("suggested-match", [line], [row], "wms")


def part_elsewhere(planter: Planter) -> None:
    """A part has gone out under the number of another order."""
    line = planter.split("shipped")
    other = planter.order(
        lambda order: (
            order.customer != line.order.customer
            and planter.between(order, "ready", LAST)
            and all(is_plain(each) and each.item.sku != line.item.sku for each in order.lines)
        )
    )
    row = planter.rng.choice(planter.books.rows("wms", line))
    row.values["order_id"] = other.number
    planter.expect("key-collision", [line], [row], "wms", near=tuple(other.lines))


def part_waybill(planter: Planter) -> None:
    """The ERP lacks one of the waybills."""
    line = planter.split("shipped")
    bills = [part.waybill for part in line.parts]
    planter.change("erp", line, waybill_id=";".join(bills[:-1]))
    planter.expect("waybill-mismatch", [line])


def merged_short(planter: Planter) -> None:
    """Two lines went out as one, and pieces are wanting."""
    line = _merged(planter)
    row = planter.books.rows("wms", line)[0]
    changed = row.values["quantity"] - planter.rng.randint(1, 3)
    row.values.update(quantity=changed, shipped_quantity=changed if row.values["shipped_quantity"] else 0)
    planter.expect("quantity-mismatch", [line], odd="wms")


def _merged(planter: Planter) -> Line:
    """Take a line that was shipped with another of its order and item, both of many pieces."""

    def first(line: Line) -> bool:
        return (
            line.quantity >= MANY
            and line.group == line.key
            and any(o.group == line.key and o is not line for o in line.order.lines)
        )

    order = planter.order(lambda order: planter.between(order, "ready") and any(map(first, order.lines)))
    return next(line for line in order.lines if first(line))


def taken_back(planter: Planter) -> None:
    """The warehouse took all or some of a line back, and the offices do not know."""
    line = planter.line("shipped", "signed", least=5)
    row = planter.books.rows("wms", line)[0]
    back = planter.rng.choice((line.quantity, planter.rng.randint(1, 4)))
    planter.books.add(Row("wms", line, {**row.values, **_minus(back), "status": planter.rng.choice(BACK)}))
    planter.expect("status-conflict", [line], odd="wms")


def came_back(planter: Planter) -> None:
    """The warehouse has a row of its own for what came back, later than the one that went out."""
    line = planter.line("shipped", "signed")
    row = planter.books.rows("wms", line)[0]
    moved = row.values["updated_at"] + timedelta(hours=1)
    planter.books.add(Row("wms", line, {**row.values, "status": "returned", "updated_at": moved}))
    planter.expect("status-conflict", [line], odd="wms")


def _minus(quantity: int) -> dict[str, int]:
    return {"quantity": -quantity, "shipped_quantity": -quantity}


FAULTS = (
    lost_part, changed_part, short_part, part_twice, part_blank, part_mistyped, part_elsewhere, part_waybill,
    merged_short, parts_blank, merged_blank,
)  # fmt: skip
RETURNS = (taken_back, came_back)
