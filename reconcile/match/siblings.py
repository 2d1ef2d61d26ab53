"""Parts that add up: rows of one order and item under other line numbers are one line if only their sum agrees.

Lines that went out as one and nearly add up are one line too, so that what is wanting is said once. Rows that came back
or were cancelled and entered again under a line number of their own belong to the line that they undo.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import pandas as pd

from reconcile.cells import MISSING, Ints
from reconcile.match.stack import CANCELLED, Stack, is_dead


@dataclass(frozen=True)
class Sibling:
    """A row of an order and item that have several lines; `dead` is cancelled or came back."""

    at: int
    line: int
    system: int
    quantity: int
    cancelled: bool
    dead: bool


Table = dict[int, dict[int, int]]  # line → system → quantity


@dataclass(frozen=True)
class Sum:
    """What a system has in one for several `lines` of another (`many`); its rows stand on the lines `merged`."""

    system: int
    many: int
    merged: tuple[int, ...]
    lines: tuple[int, ...]


def join_siblings(line: Ints, groups: Iterable[list[Sibling]]) -> Ints:
    """Join lines of one order and item whose single quantities disagree and whose sums agree, or nearly do."""
    out = line.copy()
    for group in groups:
        alive = {row.system for row in group if not row.dead}
        living = [row for row in group if not row.dead or row.system not in alive]
        if _is_one(living):
            out[[row.at for row in group]] = min(row.line for row in group)
        elif len(living) < len(group) and all(row.quantity != MISSING for row in group):
            for undone, home in _undone(group):
                out[[row.at for row in group if row.line == undone]] = home
    return out


def crowded(stack: Stack, line: Ints, names: Mapping[str, Ints] | None = None) -> Iterator[list[Sibling]]:
    """Yield the rows of each order and item that have several lines; `names` are what to take for these two columns."""
    named = names or stack.columns
    frame = pd.DataFrame({"order": named["order"], "sku_loose": named["sku_loose"], "line": line})
    frame = frame[(frame["order"] >= 0) & (frame["sku_loose"] >= 0)]
    pairs = frame.drop_duplicates()
    several = pairs[pairs.duplicated(["order", "sku_loose"], keep=False)]
    places = np.flatnonzero(np.isin(line, several["line"].to_numpy()))
    rows = stack.table("system", "quantity", "stage").iloc[places].assign(line=line[places])
    rows["order"], rows["sku_loose"] = named["order"][places], named["sku_loose"][places]
    rows["cancelled"] = rows["stage"] == CANCELLED
    rows["dead"] = is_dead(rows["quantity"].to_numpy(), rows["stage"].to_numpy())
    groups: dict[tuple[int, int], list[Sibling]] = defaultdict(list)
    wanted = set(several[["order", "sku_loose"]].itertuples(index=False, name=None))
    values = rows[["order", "sku_loose", "line", "system", "quantity", "cancelled", "dead"]]
    for at, order, sku, *more in values.itertuples(name=None):
        if (order, sku) in wanted:
            groups[order, sku].append(Sibling(at, *more))
    yield from (groups[place] for place in sorted(groups))


def _is_one(living: Sequence[Sibling]) -> bool:
    """Say whether the lines of one order and item are one; the same row twice is no part."""
    table = _quantities(living)
    return table is not None and (_adds_up(table) or any(sums(living)))


def _undone(group: Sequence[Sibling]) -> Iterator[tuple[int, int]]:
    """Yield lines of dead rows alone, and the only line of living rows that they can undo in all their systems.

    A return is no larger than what it takes back; a cancelled row is as large as the one that was entered again.
    """
    living = _summed([row for row in group if not row.dead])
    dead = _summed([row for row in group if row.dead])
    for line in sorted(set(dead) - set(living)):
        cancelled = any(row.cancelled for row in group if row.line == line)
        homes = [home for home, sizes in living.items() if _undoes(dead[line], sizes, cancelled=cancelled)]
        partly = [home for home, sizes in living.items() if _undoes(dead[line], sizes, cancelled=cancelled, some=True)]
        if len(homes) == 1 and partly == homes:
            yield line, homes[0]


def _undoes(dead: dict[int, int], living: dict[int, int], *, cancelled: bool, some: bool = False) -> bool:
    fits = [
        system in living and (living[system] == size if cancelled else living[system] >= size)
        for system, size in dead.items()
    ]
    return any(fits) if some else all(fits)


def _summed(rows: Sequence[Sibling]) -> Table:
    """Return the sizes by line and system."""
    found: Table = defaultdict(lambda: defaultdict(int))
    for row in rows:
        found[row.line][row.system] += abs(row.quantity)
    return found


def _quantities(rows: Sequence[Sibling]) -> Table | None:
    """Return the quantities by line and system, of systems that say all of theirs; None if fewer than two do."""
    unknown = {row.system for row in rows if row.quantity == MISSING}
    known = [row for row in rows if row.system not in unknown]
    if len({row.system for row in known}) < 2:
        return None
    found: Table = defaultdict(lambda: defaultdict(int))
    for row in known:
        found[row.line][row.system] += row.quantity
    return found


def _adds_up(table: Table) -> bool:
    systems = {system for quantities in table.values() for system in quantities}
    full = all(len(quantities) == len(systems) for quantities in table.values())
    sums = {sum(quantities.get(system, 0) for quantities in table.values()) for system in systems}
    return not full and len(sums) == 1


def sums(living: Sequence[Sibling]) -> Iterator[Sum]:
    """Yield what one row, or the same row twice, of a system is the sum of, in any other system; exactly or nearly.

    A fault of a third system changes nothing of that: one is enough to show what went out as one.
    """
    every, once = (
        _quantities(living),
        _quantities(list({(row.system, row.line, row.quantity): row for row in living}.values())),
    )
    for table in (every, once):
        systems = {system for quantities in (table or {}).values() for system in quantities}
        for few, many in permutations(sorted(systems), 2):
            found = _sum_of(table or {}, few, many)
            if found is not None:
                yield found


def _sum_of(table: Table, few: int, many: int) -> Sum | None:
    """Say what a system's rows are the sum of in another one, if nobody has their quantities line by line."""
    mine, theirs = (
        {line: quantities[system] for line, quantities in table.items() if system in quantities}
        for system in (few, many)
    )
    if not set(mine) < set(theirs):
        return None
    merged = [line for line in mine if mine[line] != theirs[line]]
    known = any(mine[line] in _others(table[line], few) for line in merged)
    of_all = len(mine) == 1 and len(theirs) == len(table)
    sizes = list(theirs.values())
    if known or not (sum(mine.values()) == sum(sizes) or (of_all and nearly(sum(mine.values()), sizes))):
        return None
    return Sum(few, many, tuple(merged), tuple(sorted({*merged, *theirs} - (set(mine) - set(merged)))))


def _others(quantities: Mapping[int, int], system: int) -> set[int]:
    return {quantity for other, quantity in quantities.items() if other != system}


def nearly(one: int, parts: Sequence[int]) -> bool:
    """Say whether a quantity for several lines lacks, or has too much, less than half of the smallest of them.

    It must be more than any line alone: else it is of one line, and the others are missing.
    """
    return abs(one - sum(parts)) * 2 < min(parts) and one > max(parts)
