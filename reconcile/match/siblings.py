"""Parts that add up: rows of one order and item under other line numbers are one line if only their sum agrees.

Lines that went out as one and nearly add up are one line too, so that what is wanting is said once. Rows that came back
or were cancelled and entered again under a line number of their own belong to the line that they undo.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from reconcile.cells import MISSING, Ints
from reconcile.match.stack import CANCELLED, Stack, is_dead


@dataclass(frozen=True)
class _Row:
    at: int
    line: int
    system: int
    quantity: int
    cancelled: bool
    dead: bool


Table = dict[int, dict[int, int]]  # line → system → quantity


def join_siblings(stack: Stack, line: Ints) -> Ints:
    """Join lines of one order and item whose single quantities disagree and whose sums agree, or nearly do."""
    out = line.copy()
    for group in _crowded(stack, line):
        alive = {row.system for row in group if not row.dead}
        living = [row for row in group if not row.dead or row.system not in alive]
        if _is_one(living):
            out[[row.at for row in group]] = min(row.line for row in group)
        elif len(living) < len(group) and all(row.quantity != MISSING for row in group):
            for undone, home in _undone(group):
                out[[row.at for row in group if row.line == undone]] = home
    return out


def _crowded(stack: Stack, line: Ints) -> Iterator[list[_Row]]:
    """Yield the rows of each order and item that have several lines."""
    frame = stack.table("order", "sku_loose").assign(line=line)
    frame = frame[(frame["order"] >= 0) & (frame["sku_loose"] >= 0)]
    pairs = frame.drop_duplicates()
    several = pairs[pairs.duplicated(["order", "sku_loose"], keep=False)]
    places = np.flatnonzero(np.isin(line, several["line"].to_numpy()))
    rows = stack.table("order", "sku_loose", "system", "quantity", "stage").iloc[places].assign(line=line[places])
    rows["cancelled"] = rows["stage"] == CANCELLED
    rows["dead"] = is_dead(rows["quantity"].to_numpy(), rows["stage"].to_numpy())
    groups: dict[tuple[int, int], list[_Row]] = defaultdict(list)
    wanted = set(several[["order", "sku_loose"]].itertuples(index=False, name=None))
    values = rows[["order", "sku_loose", "line", "system", "quantity", "cancelled", "dead"]]
    for at, order, sku, *more in values.itertuples(name=None):
        if (order, sku) in wanted:
            groups[order, sku].append(_Row(at, *more))
    yield from (groups[place] for place in sorted(groups))


def _is_one(living: Sequence[_Row]) -> bool:
    """Say whether the lines of one order and item are one; the same row twice is no part."""
    table = _quantities(living)
    once = _quantities(list({(row.system, row.line, row.quantity): row for row in living}.values()))
    if table is None or once is None:
        return False
    return _adds_up(table) or _nearly(table) or _proved(table) or _proved(once)


def _undone(group: Sequence[_Row]) -> Iterator[tuple[int, int]]:
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


def _summed(rows: Sequence[_Row]) -> Table:
    """Return the sizes by line and system."""
    found: Table = defaultdict(lambda: defaultdict(int))
    for row in rows:
        found[row.line][row.system] += abs(row.quantity)
    return found


def _quantities(rows: Sequence[_Row]) -> Table | None:
    """Return the quantities by line and system, of systems that say all of theirs; None if fewer than two do."""
    unknown = {row.system for row in rows if row.quantity == MISSING}
    known = [row for row in rows if row.system not in unknown]
    if len({row.system for row in known}) < 2:
        return None
    found: Table = defaultdict(lambda: defaultdict(int))
    for row in known:
        found[row.line][row.system] += row.quantity
    return found


def _nearly(table: Table) -> bool:
    """Say whether a system has one row for all lines of the others and lacks less than half of the smallest line.

    It must have more than any line alone: else it is a row of one line, and the others are missing.
    """
    having = {system: [line for line in table if system in table[line]] for line in table for system in table[line]}
    whole = [system for system, lines in having.items() if len(lines) == len(table)]
    merged = [system for system, lines in having.items() if len(lines) == 1]
    if not whole or len(whole) + len(merged) < len(having) or not merged:
        return False
    if any(len({quantities[system] for system in whole}) > 1 for quantities in table.values()):
        return False
    lines = [quantities[whole[0]] for quantities in table.values()]
    seen = [table[having[system][0]][system] for system in merged]
    return all(abs(one - sum(lines)) * 2 < min(lines) and one > max(lines) for one in seen)


def _adds_up(table: Table) -> bool:
    systems = {system for quantities in table.values() for system in quantities}
    full = all(len(quantities) == len(systems) for quantities in table.values())
    sums = {sum(quantities.get(system, 0) for quantities in table.values()) for system in systems}
    return not full and len(sums) == 1


def _proved(table: Table) -> bool:
    """Say whether a system has fewer lines than another and their sum, and nobody has its quantities line by line.

    A fault of the other systems changes nothing of that: one is enough to show what went out as one.
    """
    systems = {system for quantities in table.values() for system in quantities}
    return any(_is_sum(table, few, many) for few in systems for many in systems - {few})


def _is_sum(table: Table, few: int, many: int) -> bool:
    mine, theirs = (
        {line: quantities[system] for line, quantities in table.items() if system in quantities}
        for system in (few, many)
    )
    if len(mine) >= len(theirs) or not set(mine) <= set(theirs) or sum(mine.values()) != sum(theirs.values()):
        return False
    merged = [line for line in mine if mine[line] != theirs[line]]
    return not any(
        quantity == mine[line] for line in merged for system, quantity in table[line].items() if system != few
    )
