"""What the exports say happened to each order: one movement of the lines that one system says the same of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import numpy as np

from orders.codes import SIDE_STAGES, STAGES
from orders.ledger import Movement
from reconcile.cells import MISSING, Ints, moment_of
from reconcile.load.side import Side
from reconcile.texts import Texts

WORDS = (*STAGES, *SIDE_STAGES)


def movements(sides: Iterable[Side], as_of: datetime) -> Iterator[Movement]:
    """Yield where the lines of each order stand in each system; of several parts the least advanced counts.

    Each order is named by its normalised number, which is the same in all systems. A line without a time of its own is
    dated `as_of`; blank and unknown status words say nothing.
    """
    for side in sides:
        printed = side.texts.get("order_id") or side.texts.get("customer_order_id") or Texts.blank(len(side.frame))
        rows, first = _together(side, printed)
        lines, names = side.keys["line_id"].at(rows), [side.keys[name] for name in ("order_id", "customer_order_id")]
        moments = side.frame["updated_at"].to_numpy()[rows[first]]
        dated = {at: as_of if at == MISSING else moment_of(at, as_of.tzinfo) for at in np.unique(moments).tolist()}
        stages = side.frame["stage"].to_numpy()[rows[first]].tolist()
        columns = (stages, moments.tolist(), *(texts.at(rows[first]) for texts in (*names, printed)))
        ends = [*first[1:].tolist(), len(rows)][: len(first)]
        for begin, end, stage, at, own, theirs, number in zip(first.tolist(), ends, *columns, strict=True):
            yield Movement(side.system, own or theirs, theirs, tuple(lines[begin:end]), WORDS[stage], dated[at], number)


def _together(side: Side, printed: Texts) -> tuple[Ints, Ints]:
    """Return a row of each line that has an order and a stage, and where those begin that can be told as one."""
    rows, name = _least(side)
    columns = [name, *(side.frame[column].to_numpy()[rows] for column in ("stage", "updated_at")), printed.codes[rows]]
    falling = np.lexsort(columns[::-1])
    changes = np.any([np.diff(column[falling], prepend=column[falling][:1] - 1) != 0 for column in columns], axis=0)
    return rows[falling], np.flatnonzero(changes)


def _least(side: Side) -> tuple[Ints, Ints]:
    """Return the least advanced row of each line, and a code of its order."""
    order, theirs, line = (side.keys[name] for name in ("order_id", "customer_order_id", "line_id"))
    name = np.where(_said(order), order.codes.astype(np.int64), len(order.words) + theirs.codes.astype(np.int64))
    stage = side.frame["stage"].to_numpy()
    rows = np.flatnonzero((stage >= 0) & (_said(order) | _said(theirs)))
    place = (name * len(line.words) + line.codes)[rows]
    falling = np.lexsort((stage[rows], place))
    kept = np.sort(rows[falling[np.diff(place[falling], prepend=-1) != 0]])
    return kept, name[kept]


def _said(texts: Texts) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Say which rows are not blank."""
    return texts.spread(np.array(texts.each(bool), bool)) if len(texts) else np.zeros(0, bool)
