"""Drawn cases → sides with the damage in them, in memory; the exports of the user are not touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from reconcile.cells import SCALE, Ints
from reconcile.load.side import Side
from reconcile.match.groups import Groups
from reconcile.match.sides import Matched
from reconcile.selftest.draw import Case, number_columns


def damage(matched: Matched, cases: Sequence[Case]) -> tuple[list[Side], Ints]:
    """Return the damaged sides, and for each of their rows its position among the undamaged ones.

    They hold what a matching asks for: typed values and keys. The texts as written are left out.
    """
    starts = np.cumsum([0, *(len(side.frame) for side in matched.sides)]).tolist()
    lost, columns = _deleted(matched, cases), number_columns(matched.sides)
    by_system: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        by_system[case.system].append(replace(case, row=case.row - starts[case.system]))
    kept = [np.flatnonzero(~lost[start:end]) for start, end in pairwise(starts)]
    sides = [_taken(_spoilt(side, by_system[n], columns[n]), kept[n]) for n, side in enumerate(matched.sides)]
    return sides, np.concatenate([start + rows for start, rows in zip(starts, kept, strict=False)])


def _deleted(matched: Matched, cases: Sequence[Case]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Say which rows are deleted: a missing line's in its system, those of a line that is gone in all others."""
    system, lines = matched.stack.column("system"), Groups(matched.line)
    lost = np.zeros(len(system), bool)
    for case in cases:
        if case.damage in ("missing", "gone"):
            rows = np.array(lines.rows(case.line))
            lost[rows[(system[rows] == case.system) == (case.damage == "missing")]] = True
    return lost


def _spoilt(side: Side, cases: Sequence[Case], column: str) -> Side:
    frame, counted = side.frame.copy(), quantity_column(side)
    frame.loc[[case.row for case in cases if case.damage == "destroyed"], f"lossy_{column}"] = True
    for case in (case for case in cases if case.damage == "quantity"):
        frame.loc[case.row, counted] = _other_quantity(int(frame[counted].iat[case.row]), case.seed)
    numbers = {case.row: case.number for case in cases if case.number is not None}
    keys = side.keys[column].replaced(list(numbers), list(numbers.values()))
    return replace(side, frame=frame, keys={**side.keys, column: keys})


def quantity_column(side: Side) -> str:
    """Name the column that the quantities of a side come from."""
    return "quantity" if "quantity" in side.present else "shipped_quantity"


def _other_quantity(quantity: int, seed: int) -> int:
    """Change a quantity by a tenth, at least by one."""
    change = max(SCALE, quantity // 10 // SCALE * SCALE)
    return quantity - change if seed % 2 and quantity > change else quantity + change


def _taken(side: Side, rows: Ints) -> Side:
    frame = side.frame.iloc[rows].reset_index(drop=True)
    return replace(side, frame=frame, texts={}, keys={name: keys.taken(rows) for name, keys in side.keys.items()})
