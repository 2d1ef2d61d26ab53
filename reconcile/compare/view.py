"""What every comparison looks at: the matched lines, their rows and texts, tolerances by pair, and now."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from orders.values import key
from reconcile.cells import MISSING, SCALE, Ints
from reconcile.match.groups import Groups
from reconcile.match.sides import Matched
from reconcile.match.stack import Bools, is_dead
from reconcile.tolerances import Tolerances, Values
from reconcile.vocabulary import DATE_COLUMNS, STAGE_CODES
from reconcile.working_days import WorkingDays

INVOICED, PAID = STAGE_CODES["invoiced"], STAGE_CODES["paid"]
PRICE_FROM = ("paper", "erp", "crm", "wms")  # whose price and amount count where the systems differ


@dataclass(frozen=True)
class Situation:
    """One exception before it is written down; `rows` by system number, `stake` in 1/10,000 of the currency.

    `joined` are the rows that attributes, and not their number, have put beside the others; `number` is the line's own
    where the situation is of one line of a shipment only.
    """

    kind: str
    line: int
    rows: Mapping[int, tuple[int, ...]]
    field: str = ""
    values: Mapping[int, str] = dataclasses.field(default_factory=dict)
    odd: str = ""
    stake: int | None = None
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    whole_order: bool = False
    identity: tuple[str, ...] = ()
    method: str = ""
    score: float | None = None
    lead: float | None = None
    joined: Mapping[int, tuple[int, ...]] = dataclasses.field(default_factory=dict)
    number: str = ""


@dataclass(frozen=True)
class View:
    """The matched lines with everything a comparison needs; `now` in seconds of local time.

    `surplus` are rows that count in no sum.
    """

    matched: Matched
    now: int
    prepaid: frozenset[str]
    week: WorkingDays
    cells: Groups  # rows by line and system: the same whatever counts in no sum
    surplus: frozenset[int] = frozenset()

    @classmethod
    def of(cls, matched: Matched, now: int, prepaid: frozenset[str], week: WorkingDays) -> View:
        """Look at matched lines."""
        cells = Groups(matched.line * len(matched.stack.systems) + matched.stack.column("system"))
        return cls(matched, now, prepaid, week, cells)

    @property
    def systems(self) -> tuple[str, ...]:
        return self.matched.stack.systems

    @cached_property
    def numbers(self) -> range:
        return range(len(self.systems))

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        return tuple((a, b) for a in self.numbers for b in self.numbers if a < b)

    @cached_property
    def _found(self) -> dict[int, dict[int, tuple[int, ...]]]:
        return {}  # by line: who writes an exception asks ten times for the same line's rows

    def rows(self, line: int, system: int) -> tuple[int, ...]:
        """Return the positions of a line's rows in one system, in file order."""
        return self.all_rows(line).get(system, ())

    def living(self, line: int, system: int) -> tuple[int, ...]:
        """Return the rows that count: without cancelled and returned ones, unless the line has no others there."""
        rows = self.rows(line, system)
        return tuple(row for row in rows if not self._dead[row]) or rows

    @cached_property
    def _dead(self) -> Bools:
        return is_dead(*(self.matched.stack.column(name) for name in ("quantity", "stage")))

    @cached_property
    def crowded(self) -> Ints:
        """The rows that stand with others of their system on one line; of these only living ones, if it has any.

        Surplus rows are not among them.
        """
        system, line, wide = self.matched.stack.column("system"), self.matched.line, self.matched.wide
        rows = np.setdiff1d(np.flatnonzero(wide.count[system, line] > 1), sorted(self.surplus))
        dead = self._dead[rows]
        cell = system[rows] * wide.lines + line[rows]
        kept: Ints = rows[~dead | ~np.isin(cell, cell[~dead])]
        return kept

    @cached_property
    def questioned(self) -> frozenset[int]:
        """The lines of rows whose number is in question, and those that these may belong to."""
        faults = self.matched.faults
        rows = [row for fault in faults for row in fault.rows]
        return frozenset((*self.matched.line[rows].tolist(), *(line for fault in faults for line in fault.lines)))

    @cached_property
    def orders(self) -> Ints:
        """Each line's own order code: the first that a system not known to be wrong has for it, −1 if none."""
        codes = self.matched.wide["order"].copy()
        for fault in self.matched.faults:
            if fault.decided:
                codes[fault.system, fault.lines[0]] = -1
        out = np.full(codes.shape[1], -1, np.int64)
        for system in self.preferred:
            out = np.where(out < 0, codes[system], out)
        return out

    @cached_property
    def stages(self) -> Ints:
        """The stage by system and line; invoiced and paid of customers who prepay say nothing (−1)."""
        stage = self.matched.wide["stage"]
        if not self.prepaid:
            return stage
        paying = np.zeros(stage.shape[1], bool)
        for at in np.flatnonzero(np.isin(stage, (INVOICED, PAID)).any(0)):
            paying[at] = any(key(self.line_text(int(at), name)) in self.prepaid for name in ("customer", "customer_id"))
        return np.where(paying & np.isin(stage, (INVOICED, PAID)), -1, stage)

    def lines_of(self, item: Situation) -> list[int]:
        """Return the lines whose money and stage a situation is about."""
        if not item.whole_order:
            return [item.line]
        return sorted({int(self.matched.line[row]) for rows in item.rows.values() for row in rows})

    def all_rows(self, line: int) -> Mapping[int, tuple[int, ...]]:
        """Return the positions of a line's rows by system, without systems that have none."""
        known = self._found.get(line)
        if known is None:
            known = self._found[line] = {system: rows for system in self.numbers if (rows := self._rows(line, system))}
        return known

    def _rows(self, line: int, system: int) -> tuple[int, ...]:
        return self.cells.rows(line * len(self.systems) + system)

    def rows_of(self, lines: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """Return the rows of several lines by system, each row once and in file order."""
        found: dict[int, set[int]] = {}
        for line in lines:
            for system, rows in self.all_rows(line).items():
                found.setdefault(system, set()).update(rows)
        return {system: tuple(sorted(rows)) for system, rows in found.items()}

    @cached_property
    def _starts(self) -> list[int]:
        return [int(start) for start in self.starts]

    # ── texts and values ────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def starts(self) -> Ints:
        return np.cumsum([0, *(len(side.frame) for side in self.matched.sides)])

    def text(self, row: int, name: str) -> str:
        """Return what the export has in a column of a row, as written."""
        system = bisect_right(self._starts, row) - 1
        texts = self.matched.sides[system].texts.get(name)
        return "" if texts is None else texts[row - self._starts[system]]

    def line_text(self, line: int, name: str, systems: Sequence[str] = PRICE_FROM) -> str:
        """Return the first text a line has for a column, asking the systems in order."""
        found = self.all_rows(line)
        for system in systems:
            for row in found.get(self._place.get(system, -1), ()):
                if text := self.text(row, name):
                    return text
        return ""

    @cached_property
    def _place(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.systems)}

    def values_of(self, line: int, name: str) -> dict[int, str]:
        """Return each system's texts of a column, several joined by `;`."""
        out = {}
        for system, rows in self.all_rows(line).items():
            texts = list(dict.fromkeys(text for row in rows if (text := self.text(row, name))))
            out[system] = "; ".join(texts)
        return out

    def value(self, name: str, system: int, line: int) -> int:
        return int(self.matched.wide[name][system, line])

    @cached_property
    def preferred(self) -> tuple[int, ...]:
        return tuple(self.systems.index(name) for name in PRICE_FROM if name in self.systems)

    def first_value(self, name: str, line: int) -> int | None:
        for system in self.preferred:
            value = self.value(name, system, line)
            if value != MISSING:
                return value
        return None

    def amount(self, line: int) -> int | None:
        """Return the line's amount, else quantity × price, in 1/10,000."""
        amount = self.first_value("amount", line)
        quantity, price = self.first_value("quantity", line), self.first_value("unit_price", line)
        return amount if amount is not None else None if quantity is None or price is None else times(quantity, price)

    def amounts(self, lines: Sequence[int]) -> int | None:
        known = [amount for line in lines if (amount := self.amount(line)) is not None]
        return sum(known) if known else None

    # ── tolerances and the odd one ──────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _tolerances(self) -> dict[tuple[int, int], Tolerances]:
        given = [side.tolerances for side in self.matched.sides]
        return {(a, b): given[a].wider(given[b]) for a in self.numbers for b in self.numbers}

    def tolerance(self, first: int, second: int) -> Tolerances:
        """Return what is permitted between two systems (the wider of both)."""
        return self._tolerances[first, second]

    def permits(self, name: str, pair: tuple[int, int], one: Values, other: Values) -> Bools:
        """Say where a value of the first system of a pair may stand beside one of the second.

        What lies above or below, earlier or later than permitted is always the value of the system that comes later in
        CRM, ERP, WMS.
        """
        if pair[0] > pair[1]:
            pair, one, other = (pair[1], pair[0]), other, one
        tolerance = self.tolerance(*pair)
        if name in DATE_COLUMNS:
            return tolerance.day_limit(name).permits(one, other, self.week)
        return tolerance.limit(name).permits(one, other)

    def odd_of(self, contradictions: Sequence[tuple[int, int]], present: Sequence[int]) -> str:
        """Name the one of three that two others, who agree, contradict; "" if there is none."""
        if len(present) != 3 or len(contradictions) != 2:
            return ""
        odd = set(contradictions[0]) & set(contradictions[1])
        return self.systems[odd.pop()] if odd else ""


def bad_cell(
    view: View, kind: str, line: int, system: int, name: str, seen: str, *, identity: tuple[str, ...] = (), **more: str
) -> Situation:
    """Make the exception of one system's cell that cannot be used; `kind` is its sentence too, `more` are its facts."""
    odd, texts = view.systems[system], view.values_of(line, name)
    facts = {"sentence": kind, "system": odd.upper(), "name": name, "seen": seen, **more}
    stake = view.amount(line)
    return Situation(kind, line, view.all_rows(line), name, texts, odd, stake, facts, identity=(odd, *identity))


def times(quantity: int, price: int) -> int:
    """Multiply two values of 1/10,000, rounded half up."""
    product = quantity * price
    return (abs(product) + SCALE // 2) // SCALE * (1 if product >= 0 else -1)
