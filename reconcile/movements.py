"""What the exports say happened to each order line: one movement a line and system, for the ledger's events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest

from orders.codes import SIDE_STAGES, STAGES
from orders.ledger import Movement
from reconcile.cells import MISSING
from reconcile.load import Side

WORDS = (*STAGES, *SIDE_STAGES)
EPOCH = datetime(1970, 1, 1)


def movements(sides: Iterable[Side], as_of: datetime) -> tuple[Movement, ...]:
    """Return where each line stands in each system; of several parts the least advanced counts.

    A line without a time of its own is dated `as_of`; blank and unknown status words say nothing.
    """
    found: dict[tuple[str, str, str], Movement] = {}
    for item in (moved for side in sides for moved in _rows(side, as_of)):
        place = (item.system, item.order_id or item.customer_order_id, item.line_id)
        if place not in found or WORDS.index(item.stage) < WORDS.index(found[place].stage):
            found[place] = item
    return tuple(found.values())


def _rows(side: Side, as_of: datetime) -> Iterator[Movement]:
    stages, moments = side.frame["stage"].tolist(), side.frame["updated_at"].tolist()
    texts = [_texts(side, name) for name in ("order_id", "customer_order_id", "line_id")]
    for stage, moment, order_id, customer_order_id, line_id in zip_longest(stages, moments, *texts, fillvalue=""):
        if stage >= 0 and (order_id or customer_order_id):
            at = as_of if moment == MISSING else (EPOCH + timedelta(seconds=moment)).replace(tzinfo=as_of.tzinfo)
            yield Movement(side.system, order_id, customer_order_id, line_id, WORDS[stage], at)


def _texts(side: Side, name: str) -> Sequence[str]:
    return side.texts.get(name) or [""] * len(side.frame)
