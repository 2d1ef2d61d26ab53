"""What the exports say happened to each order line: one movement a line and system, for the ledger's events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from orders.codes import SIDE_STAGES, STAGES
from orders.ledger import Movement
from reconcile.cells import MISSING, moment_of
from reconcile.load.side import Side

WORDS = (*STAGES, *SIDE_STAGES)


def movements(sides: Iterable[Side], as_of: datetime) -> tuple[Movement, ...]:
    """Return where each line stands in each system; of several parts the least advanced counts.

    A line without a time of its own is dated `as_of`; blank and unknown status words say nothing.
    """
    found: dict[tuple[str, str, str], Movement] = {}
    for item in (moved for side in sides for moved in _rows(side, as_of)):
        place = (item.system, item.order, item.line_id)
        if place not in found or WORDS.index(item.stage) < WORDS.index(found[place].stage):
            found[place] = item
    return tuple(found.values())


def _rows(side: Side, as_of: datetime) -> Iterator[Movement]:
    """Name each order by its normalised number, which is the same in all systems, and keep the printed one."""
    columns = [side.frame["stage"].tolist(), side.frame["updated_at"].tolist()]
    keys = [side.keys[name] for name in ("order_id", "customer_order_id", "line_id")]
    printed = side.texts.get("order_id") or side.texts.get("customer_order_id") or [""] * len(side.frame)
    for stage, moment, order, customer_order_id, line_id, number in zip(*columns, *keys, printed, strict=True):
        if stage >= 0 and (order or customer_order_id):
            at = as_of if moment == MISSING else moment_of(moment, as_of.tzinfo)
            yield Movement(
                side.system, order or customer_order_id, customer_order_id, line_id, WORDS[stage], at, number
            )
