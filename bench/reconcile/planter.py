"""Hands out lines that no other fault has touched, and keeps what must be said of each fault."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bench.reconcile.books import SYSTEMS, Books, Row
from bench.reconcile.factory import READY, STAGES, Item, Line, Order

LAST = STAGES[-1]


@dataclass(frozen=True)
class Expected:
    """One exception that must be raised.

    `kinds`: the right one first, others that are no fault either. `core`: rows it must name; `lines`: whose rows it
    should name; `near`: whose rows it may name too. `without`: rows of the lines that it need not name.
    """

    fault: str
    kinds: tuple[str, ...]
    lines: tuple[Line, ...]
    core: tuple[Row, ...]
    odd: str = ""
    near: tuple[Line, ...] = ()
    without: tuple[Row, ...] = ()

    def rows(self, books: Books) -> list[Row]:
        """Return the rows the exception should name."""
        return [row for row in books.everywhere(self.lines) if row not in self.without]

    def allowed(self, books: Books) -> list[Row]:
        """Return the rows the exception may name."""
        return books.everywhere([*self.lines, *self.near])


@dataclass
class Planter:
    """The books, the orders still whole, what must be found, and the rows whose home nobody can prove."""

    books: Books
    rng: Random
    orders: list[Order]
    items: Sequence[Item]
    pool: list[Order] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    unprovable: set[Row] = field(default_factory=set)
    spoilt: set[str] = field(default_factory=set)  # keys of the lines that a fault has touched
    fault: str = ""
    _gaps: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        doubled = {order.twin.number for order in self.orders if order.twin}
        self.pool = [order for order in self.orders if not order.twin and order.number not in doubled]
        self.rng.shuffle(self.pool)
        self.live = {bare(order.number) for order in self.orders}
        self._early: dict[tuple[str, str], list[Line]] = {}
        for line in (line for order in self.orders for line in order.lines if line.reached < READY):
            self._early.setdefault(line.kin, []).append(line)

    def twins(self) -> tuple[Line, Line]:
        """Take the lines of two orders that are equal in all but their numbers and not yet in the warehouse."""
        for order in self.orders:
            if order.twin and len(order.lines) == 1 and not order.lines[0].parts and not self.has_gap(order):
                one, other = order.twin.lines[0], order.lines[0]
                self.open_gap(order)
                self.spoilt |= {one.key, other.key}
                return one, other
        raise LookupError("no twins left")

    def order(self, wanted: Callable[[Order], bool]) -> Order:
        """Take an untouched order."""
        for order in self.pool:
            if wanted(order):
                self.pool.remove(order)
                self.spoilt |= {line.key for line in order.lines}
                return order
        raise LookupError("no such order left")

    def line(
        self,
        first: str = STAGES[0],
        last: str = LAST,
        *,
        alone: bool = False,
        least: int = 1,
        gap: bool = False,
        fit: Callable[[Line], bool] = lambda line: True,
    ) -> Line:
        """Take a plain line between two stages, `alone` in its order; `gap`: one system will lose sight of it."""

        def fits(line: Line) -> bool:
            return is_plain(line) and line.quantity >= least and (not alone or len(line.order.lines) == 1) and fit(line)

        def serves(order: Order) -> bool:
            free = not (gap and self.has_gap(order))
            return self.between(order, first, last) and free and any(fits(line) for line in order.lines)

        order = self.order(serves)
        if gap:
            self.open_gap(order)
        return self.rng.choice([line for line in order.lines if fits(line)])

    def between(self, order: Order, first: str, last: str = LAST) -> bool:
        """Say whether an order has come as far as `first` and no further than `last`."""
        return STAGES.index(first) <= STAGES.index(order.stage) <= STAGES.index(last)

    def open_gap(self, order: Order) -> None:
        """Note that a system will lose sight of lines like these, so that no second fault looks like their home."""
        self._gaps.update(line.kin for line in order.lines)

    def has_gap(self, order: Order) -> bool:
        """Say whether a system has lost sight of a line like one of these."""
        return any(line.kin in self._gaps for line in order.lines)

    def split(self, first: str = "ready", last: str = LAST) -> Line:
        """Take a line that went out in parts."""
        order = self.order(
            lambda order: self.between(order, first, last) and any(len(line.parts) > 1 for line in order.lines)
        )
        return next(line for line in order.lines if len(line.parts) > 1)

    def change(self, system: str, line: Line, **values: Any) -> None:
        """Change every row of a line in one system."""
        for row in self.books.rows(system, line):
            row.values.update(values)

    def expect(self, kind: str, lines: Iterable[Line], core: Iterable[Row] = (), odd: str = "", **more: Any) -> None:
        """Note an exception; without a core it must name all rows of its lines."""
        also = more.pop("also", ())
        found = Expected(self.fault, (kind, *also), tuple(lines), tuple(core), odd, **more)
        self.expected.append(found if found.core else _with_core(found, self.books))

    def odd(self, system: str, line: Line) -> str:
        """Name the system if two others contradict it."""
        return system if len(self.books.present(line)) == len(SYSTEMS) else ""

    def rivals(self, system: str, line: Line) -> list[Line]:
        """Return lines like this one that the warehouse lacks because they are not due yet."""
        early = self._early.get(line.kin, []) if system == "wms" else []
        return [other for other in early if other.quantity == line.quantity]

    def healthy(self) -> Iterator[Line]:
        yield from (line for order in self.orders for line in order.lines if line.key not in self.spoilt)


def _with_core(found: Expected, books: Books) -> Expected:
    return Expected(
        found.fault, found.kinds, found.lines, tuple(found.rows(books)), found.odd, found.near, found.without
    )


def is_plain(line: Line) -> bool:
    """Say whether a line goes out whole and no other line of its order is of the same item."""
    same = [other for other in line.order.lines if other.item.sku == line.item.sku]
    return len(line.parts) <= 1 and len(same) == 1


def bare(number: str) -> str:
    """Reduce a number to what every permitted spelling of it has in common: digits without leading zeros, letters."""
    text = unicodedata.normalize("NFKC", number).upper()
    groups = re.findall(r"\d+|[A-Z]+", text)
    return "".join(group.lstrip("0") for group in groups if not group.isalpha() or len(groups) == 1)
