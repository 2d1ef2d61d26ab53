"""What one export says otherwise than the papers, in the same precedence as between exports.

The number first (suggested, ambiguous), then rows too many, missing lines, quantity, price, amount, item, customer and
date. States are compared only where one side is cancelled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from orders.papers import NOT_ON_PAPER
from reconcile.cells import Ints, plain
from reconcile.compare.attributes import attribute_mismatches
from reconcile.compare.duplicates import duplicate_situations, surplus_rows, without
from reconcile.compare.identity import number_faults
from reconcile.compare.missing import missing
from reconcile.compare.packs import unlike_units
from reconcile.compare.quantities import money_mismatches, quantity_mismatches
from reconcile.compare.situations import excused
from reconcile.compare.view import Situation, View
from reconcile.load.side import Side
from reconcile.match.stack import CANCELLED, RETURNED
from reconcile.paper.lines import match_lines
from reconcile.paper.links import Asked, Linked, link
from reconcile.paper.ordered import Ordered
from reconcile.vocabulary import NUMBER_COLUMNS
from reconcile.working_days import WorkingDays

MINE, THEIRS = 0, 1  # the paper and the export in a matching of the two
COMPARED = ("sku", "customer", "customer_id", "promised_date")
GONE = (CANCELLED, RETURNED)
ORDER_NUMBER = "customer_order_id"
WHOLE_ORDER = ("suggested-match", "key-collision", "ambiguous-match", "lossy-cell")  # the number is the order's


@dataclass(frozen=True)
class Found:
    """One difference from one export: the order and its line (None: the whole order), both values, rows of the export.

    `stake` is in 1/10,000; `item` and `number` name a line that the paper has not.
    """

    order: int
    line: int | None
    kind: str
    field: str = ""
    paper_value: str = ""
    value: str = ""
    rows: tuple[int, ...] = ()
    stake: int | None = None
    item: str = ""
    number: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Compared:
    """One export beside the papers: `rows` are its rows in the matching, `view` is what was compared."""

    asked: Asked
    side: Side
    linked: Linked
    view: View
    rows: Ints
    as_of: datetime

    def found(self) -> Iterator[Found]:
        """Yield every difference; those of whole orders first."""
        yield from self._cancelled()
        yield from self._unsure()
        yield from _each_once(told for item in self._situations() for told in self._told(item))

    def value_of(self, found: Found) -> str:
        """Return what the export has where it does not differ; "" if it has not the line."""
        paper = self.asked.paper
        rows = np.flatnonzero((paper.order == found.order) & (paper.line == (-1 if found.line is None else found.line)))
        if not len(rows) or not found.field or found.field == ORDER_NUMBER:
            return ""
        line = int(self.view.matched.line[rows[0]])
        if found.field in NUMBER_COLUMNS:
            return plain(self.view.value(found.field, THEIRS, line))
        return _joined(self.view.values_of(line, found.field).get(THEIRS, "").split(";"))

    def labels(self, rows: Sequence[int]) -> str:
        """Name rows of the export as Excel numbers them, joined by `;`; with several files by file."""
        side = self.side
        numbers, files = side.frame["row"].to_numpy(), side.frame["file"].to_numpy()
        single = len(side.files) == 1
        return ";".join(str(numbers[at]) if single else f"{side.files[files[at]]}:{numbers[at]}" for at in rows)

    # ── whole orders ────────────────────────────────────────────────────────────────────────────────────────────

    def _cancelled(self) -> Iterator[Found]:
        """Yield orders that the customer has cancelled and of which the export has living rows."""
        stage, owner = self.side.frame["stage"].to_numpy(), self.linked.owner
        for n in (n for n, order in enumerate(self.asked.orders) if order.cancelled):
            rows = np.flatnonzero((owner == n) & ~np.isin(stage, GONE))
            if len(rows):
                yield Found(n, None, "status-conflict", "status", "cancelled", self._texts(rows, "status"), _rows(rows))

    def _unsure(self) -> Iterator[Found]:
        for n in sorted(self.linked.unsure):
            yield Found(n, None, "ambiguous-match", ORDER_NUMBER, self.asked.orders[n].number)

    def _texts(self, rows: Sequence[int] | Ints, name: str) -> str:
        texts = self.side.texts.get(name)
        return _joined(texts[int(at)] for at in rows) if texts else ""

    # ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _situations(self) -> Iterator[Situation]:
        view = self.view
        numbers = list(number_faults(view))
        surplus = [item for item in surplus_rows(view) if item.system == THEIRS]
        corrected = without(view, surplus)
        units = list(unlike_units(corrected))
        packs = frozenset(item.line for item in units)
        quantities = [item for item in quantity_mismatches(corrected, packs) if item.field == "quantity"]
        explained = packs | {item.line for item in quantities}
        yield from numbers
        yield from duplicate_situations(view, surplus)
        yield from missing(corrected, excused(view, numbers))
        gone = self._gone_lines()
        yield from (self._gone(line) for line in sorted(gone))
        others = (units, quantities, money_mismatches(corrected, packs, frozenset(explained)))
        compared = (item for item in attribute_mismatches(view) if item.field in COMPARED)
        yield from (item for found in (*others, compared) for item in found if item.line not in gone)

    def _gone_lines(self) -> frozenset[int]:
        """Return the lines of living papers that are cancelled in the export."""
        wide = self.view.matched.wide
        gone = (wide.count[MINE] > 0) & (wide.count[THEIRS] > 0) & (wide["stage"][THEIRS] == CANCELLED)
        return frozenset(np.flatnonzero(gone).tolist())

    def _gone(self, line: int) -> Situation:
        view = self.view
        values = {MINE: "", **view.values_of(line, "status")}
        return Situation("status-conflict", line, view.all_rows(line), "status", values, "", view.amount(line))

    def _told(self, item: Situation) -> Iterator[Found]:
        """Turn a situation into a difference, unless it is about rows that are no order of ours, or too new."""
        mine = item.rows.get(MINE, ())
        theirs = [int(self.rows[at - len(self.asked.paper.order)]) for at in item.rows.get(THEIRS, ())]
        order = self._order(mine, theirs)
        if order is None:
            return
        lines = self.asked.paper.line[list(mine)].tolist()
        found = Found(
            order,
            None if item.whole_order or not lines else min(lines),
            item.kind,
            item.field,
            item.values.get(MINE, ""),
            _joined(item.values.get(THEIRS, "").split(";")),
            tuple(sorted(theirs)),
            item.stake,
            facts=tuple(sorted(item.facts.items())),
        )
        if item.kind == "missing-in-paper":
            yield from self._extra(found)
        elif item.kind.startswith("missing-in-"):
            yield from self._missing(found, self.asked.orders[order])
        elif item.field == "order_id":
            numbers = self._texts(theirs, ORDER_NUMBER) or self._texts(theirs, "order_id")
            yield replace(found, field=ORDER_NUMBER, paper_value=self.asked.orders[order].number, value=numbers)
        else:
            yield found

    def _order(self, mine: Sequence[int], theirs: Sequence[int]) -> int | None:
        if mine:
            return int(self.asked.paper.order[mine[0]])
        owners = {int(self.linked.owner[row]) for row in theirs} - {-1}
        return owners.pop() if len(owners) == 1 else None

    def _extra(self, found: Found) -> Iterator[Found]:
        """Yield a line that the paper has not; one that is cancelled harms nobody."""
        stage = self.side.frame["stage"].to_numpy()
        if not all(stage[row] in GONE for row in found.rows):
            item, number = (self._texts(found.rows, name) for name in ("sku", "line_id"))
            yield replace(found, kind=NOT_ON_PAPER, line=None, item=item, number=number)

    def _missing(self, found: Found, order: Ordered) -> Iterator[Found]:
        """Yield a missing line; a whole order only of an export that names customers' numbers, and not while it is new.

        New is what came within the lag that the export's mapping permits between states.
        """
        paper = order.paper_of(found.line)
        lag = timedelta(hours=float(self.side.tolerances.status_hours))
        late = paper.source.received_at
        fresh = late is not None and late.astimezone(self.as_of.tzinfo) > self.as_of - lag
        if found.order in self.linked.owner:
            if not fresh or paper is order.record:  # a supplement may be as new as an order
                yield found
        elif not fresh and self.linked.speaks and found.order not in self.linked.unsure:
            yield found


def _each_once(found: Iterable[Found]) -> Iterator[Found]:
    """Let a number that is not the order's own be one difference of the whole order, not one of each line."""
    orders: dict[tuple[int, str, str], list[Found]] = defaultdict(list)
    for item in found:
        if item.kind in WHOLE_ORDER:
            orders[item.order, item.kind, item.value].append(item)
        else:
            yield item
    for items in orders.values():
        stakes = [item.stake for item in items if item.stake is not None]
        rows = sorted({row for item in items for row in item.rows})
        yield replace(items[0], line=None, rows=tuple(rows), stake=sum(stakes) if stakes else None)


def _joined(texts: Iterable[str]) -> str:
    """Join different texts in an order of their own."""
    return "; ".join(sorted({text.strip() for text in texts} - {""}))


def _rows(rows: Ints) -> tuple[int, ...]:
    return tuple(rows.tolist())


def compare_side(asked: Asked, side: Side, sides: Sequence[Side], as_of: datetime, now: int) -> Compared:
    """Set one export (with the masters' names for things) beside the papers."""
    linked = link(asked, side, sides)
    matched, rows = match_lines(asked, side, linked)
    return Compared(
        asked, side, linked, View.of(matched, now, frozenset(), WorkingDays(asked.known.masters.calendar)), rows, as_of
    )
