"""Rows that are several lines of an order, gone out as one: set aside while each line is matched by itself.

A fault of one of the lines is then what it is in any line; at the end all of them are one line with their row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from reconcile.cells import MISSING, Ints
from reconcile.match.lines import merge
from reconcile.match.siblings import Sibling, Sum, sums
from reconcile.match.stack import FIRST_FIELDS, RANGE_FIELDS, Stack, Wide

SAID_ONCE = frozenset({"line_id"})  # what a row says of one of its lines only


@dataclass(frozen=True)
class Shipments:
    """Which rows are set aside: for each line that a row is of, the `row`, and another one of that line (`home`)."""

    row: Ints
    home: Ints

    def left_of(self, groups: Sequence[list[Sibling]]) -> list[list[Sibling]]:
        """Return the groups of which no row is set aside."""
        mine = set(self.row.tolist())
        return [group for group in groups if mine.isdisjoint(row.at for row in group)]

    def settled(self, loosened: Ints, line: Ints) -> Shipments:
        """Let rows stand for the lines that have been loosened which are still where their number put them."""
        first = np.full(int(line.max(initial=-1)) + 1, -1, np.int64)
        kept = np.flatnonzero(loosened == line)[::-1]
        first[line[kept]] = kept
        home = first[line[self.home]]
        return replace(self, home=np.where(home < 0, self.home, home))

    def joined(self, line: Ints) -> Ints:
        """Return the lines with those that went out as one, and their rows, in one."""
        return merge(line, list(zip(line[self.row].tolist(), line[self.home].tolist(), strict=True)))

    def cover(self, stack: Stack, wide: Wide, at: Ints) -> None:
        """Let the lines (`at` says where in `wide` each row's line is, −1 if nowhere) know the rows that are theirs.

        All but their quantities: what of these is each line's own, nobody says.
        """
        home = at[self.home]
        row, home = self.row[home >= 0], home[home >= 0]
        system = stack.column("system")[row]
        wide.count[system, home] += 1
        wide.first_row[system, home] = row
        for name in (*FIRST_FIELDS, "stage", "is_closed"):
            wide[name][system, home] = -1 if name in SAID_ONCE else stack.column(name)[row]
        for name in RANGE_FIELDS:
            wide[name][system, home] = wide[f"{name}_max"][system, home] = stack.column(name)[row]


def set_aside(line: Ints, groups: Sequence[list[Sibling]]) -> tuple[Ints, Shipments]:
    """Give rows that are several lines, as one other system at least has them, a line of their own."""
    found = [pair for group in groups for pair in _of_group(group)]
    row, home = (np.array(column, np.int64) for column in (zip(*found, strict=True) if found else ((), ())))
    out = line.copy()
    rows = np.unique(row)
    out[rows] = int(line.max(initial=-1)) + 1 + np.arange(len(rows))
    return out, Shipments(row, home)


def _of_group(group: list[Sibling]) -> Iterator[tuple[int, int]]:
    """Yield each row of one order and item that is several lines, with a row of each of them."""
    if any(row.dead or row.quantity == MISSING for row in group):
        return
    found = [one for one in sums(group) if len(one.merged) == 1 and _has_all(group, one)]
    taken = {(one.system, one.merged[0]) for one in found}
    seen = set[tuple[int, int]]()
    for one in found:
        homes = {row.line: row.at for row in group if row.system == one.many and (row.system, row.line) not in taken}
        rows = [row.at for row in group if (row.system, row.line) == (one.system, one.merged[0])]
        if set(one.lines) <= set(homes) and not seen.intersection(rows_of := {(one.system, row) for row in rows}):
            seen |= rows_of
            yield from ((row, homes[number]) for row in rows for number in one.lines)


def _has_all(group: list[Sibling], one: Sum) -> bool:
    return {row.line for row in group if row.system == one.many} == {row.line for row in group}
