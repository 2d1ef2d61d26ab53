"""Lines of a message beside the lines a picture shows, and in what two of them differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from orders.records import Order, OrderLine
from orders.values import key


@dataclass(frozen=True)
class Pair:
    """A line of the message and the line of the picture it is, with their places in their orders."""

    ours_at: int
    ours: OrderLine
    theirs_at: int
    theirs: OrderLine

    def differences(self) -> Iterator[tuple[str, object, object]]:
        """Yield the fields in which the picture says otherwise; what it does not show it does not deny."""
        ours, theirs = self.ours, self.theirs
        codes = {key(code) for code in (ours.buyer_item_id, ours.seller_item_id, *_gtins(ours)) if code}
        for name in ("buyer_item_id", "seller_item_id"):
            shown = getattr(theirs, name)
            if shown and key(shown) not in codes:
                yield name, ours.buyer_item_id or ours.seller_item_id, shown
        for name in ("quantity", "line_amount", "requested_date", "unit_code"):
            mine, shown = getattr(ours, name), getattr(theirs, name)
            if mine is not None and shown is not None and mine != shown:
                yield name, mine, shown
        if not _same_price(ours, theirs):
            yield "unit_price", ours.unit_price, theirs.unit_price


def _gtins(line: OrderLine) -> list[str]:
    return [item.value for item in line.attributes if item.name == "GTIN"]


def _same_price(ours: OrderLine, theirs: OrderLine) -> bool:
    """Compare what one unit costs: the picture may show a price for a hundred, or the amount alone may prove it."""
    if ours.unit_price is None or theirs.unit_price is None:
        return True
    mine, shown = ((line.unit_price or 0) / (line.price_base_quantity or 1) for line in (ours, theirs))
    return mine == shown


def pairs(order: Order, shown: Order) -> list[Pair] | None:
    """Pair the lines in their order, deliveries as one line where the picture shows them so; None if it cannot be."""
    mine, theirs = _numbered(order), _numbered(shown)
    if len(mine) != len(theirs):
        mine, theirs = _whole(mine), _whole(theirs)
    if len(mine) != len(theirs):
        return None
    return [Pair(at, ours, there, line) for (at, ours), (there, line) in zip(mine, theirs, strict=True)]


def _numbered(order: Order) -> list[tuple[int, OrderLine]]:
    return list(enumerate(order.lines))


def _whole(lines: list[tuple[int, OrderLine]]) -> list[tuple[int, OrderLine]]:
    """Put the deliveries of a line together: their quantities and amounts, no date of their own."""
    found: list[tuple[int, OrderLine]] = []
    for at, line in lines:
        if found and line.schedule_id not in (None, "1") and line.line_id == found[-1][1].line_id:
            first, before = found[-1]
            quantity, amount = (_sum(before, line, name) for name in ("quantity", "line_amount"))
            found[-1] = (first, replace(before, requested_date=None, quantity=quantity, line_amount=amount))
        else:
            found.append((at, line))
    return found


def _sum(before: OrderLine, line: OrderLine, name: str) -> Decimal | None:
    first, second = getattr(before, name), getattr(line, name)
    return None if first is None or second is None else first + second
