"""Rows that a person has said do not belong together: no step of the matching joins them again.

They are found by what they say (order, line, item, quantity), so the answer holds for every export until one of these
is another; then the match is judged anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from orders.ledger import Parted
from reconcile.cells import Ints
from reconcile.load.side import Side
from reconcile.match.contents import Contents, item_of
from reconcile.match.stack import Stack

Apart = Sequence[tuple[tuple[int, ...], tuple[int, ...]]]  # rows of one system, rows of the others


def find_rows(sides: Sequence[Side], stack: Stack, parted: Iterable[Parted]) -> Apart:
    """Return the rows that each wrong match keeps apart; () for what tonight's exports do not have."""
    wanted = list(parted)
    named = {name for one in wanted for name in (*one.mine, *one.others)}
    if not named:
        return ()
    contents, found = Contents(sides, stack), defaultdict[tuple[str, str], list[int]](list)
    skus = {item_of(row) for _, row in named}
    codes = [code for code, text in enumerate(stack.texts["sku"]) if text in skus] + [-1]
    system = stack.column("system")
    for row in np.flatnonzero(np.isin(stack.column("sku"), codes)).tolist():
        name = (stack.systems[int(system[row])], contents(row))
        if name in named:
            found[name].append(row)
    pairs = [(_rows(one.mine, found), _rows(one.others, found)) for one in wanted]
    return tuple((mine, others) for mine, others in pairs if mine and others)


def _rows(names: Iterable[tuple[str, str]], found: Mapping[tuple[str, str], list[int]]) -> tuple[int, ...]:
    return tuple(row for name in sorted(names) for row in found.get(name, ()))


def separate(line: Ints, apart: Apart) -> Ints:
    """Give rows that a key has put on the line of rows they do not belong to a line of their own."""
    out, following = line.copy(), int(line.max(initial=-1)) + 1
    for mine, others in apart:
        shared = {int(out[row]) for row in mine} & {int(out[row]) for row in others}
        for number in sorted(shared):
            out[[row for row in mine if out[row] == number]] = following
            following += 1
    return out


def permitted(pairs: pd.DataFrame, seekers: Ints, homes: Ints, line: Ints, apart: Apart) -> pd.DataFrame:
    """Leave out the pairs (positions into seekers and homes, which are lines) that would join what is kept apart."""
    if not apart or pairs.empty:
        return pairs
    closed: set[tuple[int, int]] = set()
    for mine, others in apart:
        for one in {int(line[row]) for row in mine}:
            for other in {int(line[row]) for row in others}:
                closed |= {(one, other), (other, one)}
    kept = [
        (int(seekers[seeker]), int(homes[home])) not in closed
        for seeker, home in zip(pairs["p_s"], pairs["p_h"], strict=True)
    ]
    return pairs[kept].reset_index(drop=True)
