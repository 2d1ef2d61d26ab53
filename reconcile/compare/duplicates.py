"""The same row twice: surplus rows without which the quantities of the line agree.

Equal parts under other waybills, of other days or moments are parts, and what was cancelled or came back is no copy.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from reconcile.cells import MISSING, plain
from reconcile.compare.view import Situation, View, times
from reconcile.match.sides import Matched

SAME = (
    "quantity", "shipped_quantity", "unit_price", "amount", "name_root", "order_date", "promised_date", "waybill_id",
    "shipped_date",
)  # fmt: skip
MOVED = ("updated_at",)  # two equal parts are picked one after the other, a copy has its row's own moment


@dataclass(frozen=True)
class Surplus:
    """Rows of one system that are on a line once too often."""

    line: int
    system: int
    rows: tuple[int, ...]
    seen: int
    expected: int


def surplus_rows(view: View) -> list[Surplus]:
    """Find equal rows of one system whose removal, and nothing less, makes the line's quantity right."""
    count = view.matched.wide.count
    found = []
    for system, line in zip(*np.nonzero(count > 1), strict=True):
        surplus = _surplus(view, int(line), int(system))
        if surplus:
            found.append(surplus)
    return found


def _surplus(view: View, line: int, system: int) -> Surplus | None:
    rows = view.living(line, system)
    copies = [group[1:] for group in _equal_rows(view, rows) if len(group) > 1]
    if not copies:
        return None
    total = view.value("quantity", system, line)
    if total == MISSING:
        return Surplus(line, system, tuple(at for group in copies for at in group), 0, 0)
    wanted = {
        n: view.value("quantity", n, line)
        for n in view.numbers
        if n != system and view.value("quantity", n, line) != MISSING
    }
    if any(view.permits("quantity", (n, system), other, total) for n, other in wanted.items()):
        return None
    quantity = view.matched.stack.column("quantity")
    for taken in _ways(copies):
        left = total - int(quantity[list(taken)].sum())
        if not wanted or any(view.permits("quantity", (n, system), other, left) for n, other in wanted.items()):
            return Surplus(line, system, taken, total, left)
    return _of_one_number(view, line, system, copies, total)


def _of_one_number(view: View, line: int, system: int, copies: list[list[int]], total: int) -> Surplus | None:
    """Find rows too many of one of several lines that went out as one: another of them may differ in quantity."""
    numbers, quantity = (view.matched.stack.column(name) for name in ("line_id", "quantity"))
    taken: list[int] = []
    for group in copies if view.matched.counts[system] else ():
        number = int(numbers[group[0]])
        sizes = {n: _size(view, view.living(line, n), number) for n in view.numbers if view.matched.counts[n]}
        seen = sizes.pop(system)
        if number >= 0 and seen not in sizes.values() and seen - int(quantity[group].sum()) in sizes.values():
            taken += group
    return Surplus(line, system, tuple(taken), total, total - int(quantity[taken].sum())) if taken else None


def _size(view: View, rows: tuple[int, ...], number: int) -> int:
    """Sum the quantities of the rows of a line number."""
    numbers, quantity = (view.matched.stack.column(name) for name in ("line_id", "quantity"))
    return sum(int(quantity[row]) for row in rows if numbers[row] == number)


def _equal_rows(view: View, rows: tuple[int, ...]) -> list[list[int]]:
    """Group rows that say the same; those of a line with other parts too must have been moved in the same moment."""
    groups, numbers = _alike(view, rows, SAME), view.matched.stack.column("line_id")
    parts = Counter(int(numbers[at]) for at in rows)
    return [
        found
        for group in groups
        for found in (_alike(view, group, MOVED) if parts[int(numbers[group[0]])] > len(group) else [group])
    ]


def _alike(view: View, rows: Sequence[int], names: Sequence[str]) -> list[list[int]]:
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    columns = [view.matched.stack.column(name) for name in names]
    for at in rows:
        groups[tuple(int(column[at]) for column in columns)].append(at)
    return list(groups.values())


def _ways(copies: list[list[int]]) -> Iterator[tuple[int, ...]]:
    """Yield what may be surplus: all copies first, then 1, 2, … copies of one row."""
    yield tuple(at for group in copies for at in group)
    for group in copies:
        for size in range(1, len(group) + 1):
            yield tuple(group[-size:])


def duplicate_situations(view: View, found: list[Surplus]) -> Iterator[Situation]:
    """Yield one exception for each line of which a system has surplus rows."""
    for surplus in found:
        name = view.systems[surplus.system]
        facts = {
            "sentence": "duplicate",
            "system": name.upper(),
            "count": str(len(surplus.rows)),
            "seen": plain(surplus.seen),
            "expected": plain(surplus.expected),
        }
        values = {n: plain(view.value("quantity", n, surplus.line)) for n in view.all_rows(surplus.line)}
        yield Situation(
            "duplicate",
            surplus.line,
            view.all_rows(surplus.line),
            "",
            values,
            name,
            _stake(view, surplus),
            facts,
            identity=(name,),
        )


def _stake(view: View, surplus: Surplus) -> int | None:
    stack = view.matched.stack
    amounts = [int(stack.column("amount")[at]) for at in surplus.rows]
    if all(amount != MISSING for amount in amounts):
        return sum(amounts)
    price = view.first_value("unit_price", surplus.line)
    return None if price is None else times(surplus.seen - surplus.expected, price)


def without(view: View, found: list[Surplus]) -> View:
    """Return the view as it would be without the surplus rows, so that they explain the sums."""
    wide = view.matched.wide
    fields = {
        name: values.copy() if name in ("quantity", "amount", "shipped_quantity") else values
        for name, values in wide.fields.items()
    }
    stack = view.matched.stack
    for surplus in found:
        for name in ("quantity", "amount", "shipped_quantity"):
            column = stack.column(name)
            rows = [int(column[at]) for at in surplus.rows if column[at] != MISSING]
            if fields[name][surplus.system, surplus.line] != MISSING:
                fields[name][surplus.system, surplus.line] -= sum(rows)
    matched: Matched = replace(view.matched, wide=replace(wide, fields=fields))
    return replace(view, matched=matched, surplus=frozenset(at for surplus in found for at in surplus.rows))
