"""Rows that are several lines of an order, gone out as one: set aside while each line is matched by itself.

A fault of one of the lines is then what it is in any line; at the end all of them are one line with their row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from reconcile.cells import MISSING, Ints
from reconcile.match.lines import merge
from reconcile.match.numbers import seen_in
from reconcile.match.siblings import Sibling, Sum, crowded, join_siblings, sums
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


def joined_late(stack: Stack, line: Ints) -> Ints:
    """Join lines that are seen to have gone out as one only when rows of another number or item have found theirs."""
    names = {name: _usual(stack, stack.column(name), line) for name in ("order", "sku_loose")}
    changed = np.any([names[name] != stack.column(name) for name in names], axis=0)
    mixed = np.isin(line, line[changed])
    places = set(zip(names["order"][mixed].tolist(), names["sku_loose"][mixed].tolist(), strict=True))
    named = pd.MultiIndex.from_arrays([names["order"], names["sku_loose"]])
    rows = named.isin(places) if places else np.zeros(len(line), bool)
    groups = crowded(stack, line, {name: np.where(rows, codes, -1) for name, codes in names.items()}) if places else ()
    return join_siblings(line, groups)


def _usual(stack: Stack, codes: Ints, line: Ints) -> Ints:
    """Return for each row what most rows of its line say; of as many what several systems say anywhere."""
    first = np.empty(int(line.max(initial=-1)) + 1, np.int64)
    first[line[::-1]] = np.arange(len(line))[::-1]
    mixed = np.unique(line[codes != codes[first[line]]])
    rows = np.flatnonzero(np.isin(line, mixed) & (codes >= 0))
    pairs, count = np.unique(np.stack([line[rows], codes[rows]]), axis=1, return_counts=True)
    known = seen_in(codes, stack.column("system"), len(stack.systems))[pairs[1]]
    order = np.lexsort((-pairs[1], known, count, pairs[0]))
    usual = np.full(len(first), -1, np.int64)
    usual[pairs[0][order]] = pairs[1][order]  # the last of a line stays: the greatest count
    return np.where(np.isin(line, mixed), usual[line], codes)


def _has_all(group: list[Sibling], one: Sum) -> bool:
    return {row.line for row in group if row.system == one.many} == {row.line for row in group}
