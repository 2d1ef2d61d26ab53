"""What persons decided about held orders teaches: names of customers, item codes, unit words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from intake.check.pointer import value_at
from intake.learn.clues import Clue
from orders.ledger import Archived
from orders.records import OrderRecord

_BUYER = "/order/buyer/party_id"
_LINE = re.compile(r"(/order/lines/\d+)/(sku|unit_code)")


def taught(archived: Iterable[Archived]) -> dict[str, list[Clue]]:
    """Return by customer_id what the decisions about accepted orders teach; what a decision was undone by is not."""
    found: dict[str, list[Clue]] = {}
    for item in archived:
        customer_id = item.record.order.buyer.party_id if item.record.order else None
        if customer_id and item.record.status == "accepted" and item.decided:
            found.setdefault(customer_id, []).extend(dict.fromkeys(_clues(item)))
    return found


def _clues(item: Archived) -> Iterator[Clue]:
    """Yield a clue for each value a person gave that stands for something printed on the paper."""
    order, file = item.record.order, item.said.source.file
    assert order is not None
    for one in item.decided:
        line = _LINE.fullmatch(one.path)
        if one.decision not in ("accept", "correct"):
            continue
        if one.path == _BUYER and order.buyer.name and _printed(item.record, "/order/buyer/name"):
            yield Clue("names", "", order.buyer.name, file)
        elif line and (code := _word(item.record, line[1], line[2])) and (value := value_at(item.record, one.path)):
            yield Clue("items" if line[2] == "sku" else "units", code, str(value), file)


def _word(record: OrderRecord, line: str, name: str) -> str | None:
    """Return what is printed for an item's sku or a unit's code."""
    printed = ("buyer_item_id",) if name == "sku" else ("unit",)
    return next((value_at(record, f"{line}/{one}") for one in printed if _printed(record, f"{line}/{one}")), None)


def _printed(record: OrderRecord, path: str) -> bool:
    """Say whether a value is what the paper prints: a scan's may be misread, and a person's stands nowhere."""
    return path in record.evidence and record.evidence[path].method not in ("person", "ocr")
