"""Rows → order lines by exact and normalised keys: order, line number where both have it, item; arrays only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pandas as pd

from reconcile.cells import MISSING, Ints
from reconcile.match.groups import Groups
from reconcile.match.same_item import part_lines, renumber, share
from reconcile.match.stack import Stack


def exact_lines(stack: Stack, counts: Sequence[bool]) -> Ints:
    """Number the lines: rows with the same order, line and item get one number, rows without an order their own.

    `counts` says of which systems the line numbers mean the same.
    """
    order, sku, line = stack.column("order"), stack.column("sku_loose"), stack.column("line_id").copy()
    counted = np.array(counts)
    with_line = counted[stack.column("system")] & (line >= 0)
    line[~with_line] = -1
    found = _number(order, line, sku)
    if counted.any() and not with_line.all():
        found = _attach(stack, found, with_line)
    found = part_lines(stack, compact(found), with_line)
    return compact(renumber(stack, found))


def compact(line: Ints) -> Ints:
    """Renumber lines 0…n−1, keeping their order."""
    _, numbers = np.unique(line, return_inverse=True)
    return np.asarray(numbers, np.int64)


def _number(order: Ints, line: Ints, sku: Ints) -> Ints:
    lines, skus = int(line.max(initial=0)) + 2, int(sku.max(initial=0)) + 2
    key = (order * lines + line + 1) * skus + sku + 1
    loose = np.flatnonzero((order < 0) | (sku < 0))
    key[loose] = int(key.max(initial=0)) + 1 + np.arange(len(loose))
    codes, _ = pd.factorize(key)
    return np.asarray(codes, np.int64)


def _attach(stack: Stack, found: Ints, with_line: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Ints:
    """Give rows without a usable line number to the line of the same order and item; several such lines by quantity."""
    order, sku = stack.column("order"), stack.column("sku_loose")
    frame = pd.DataFrame({"order": order, "sku": sku, "line": found, "with": with_line})
    frame = frame[(frame["order"] >= 0) & (frame["sku"] >= 0)]
    lines = frame[frame["with"]].drop_duplicates("line")
    single = lines.drop_duplicates(["order", "sku"], keep=False)
    bare = frame[~frame["with"]]
    joined = bare.reset_index().merge(single[["order", "sku", "line"]], on=["order", "sku"], suffixes=("", "_home"))
    out = found.copy()
    out[joined["index"].to_numpy()] = joined["line_home"].to_numpy()
    crowded = lines[lines.duplicated(["order", "sku"], keep=False)]
    _share_out(stack, out, bare.merge(crowded[["order", "sku"]].drop_duplicates(), on=["order", "sku"]), crowded, bare)
    return out


def _share_out(stack: Stack, out: Ints, wanted: pd.DataFrame, crowded: pd.DataFrame, bare: pd.DataFrame) -> None:
    """Share rows among several lines of one order and item by quantity, else all become one merged line."""
    if wanted.empty:
        return
    quantity, system = stack.column("quantity"), stack.column("system")
    groups = Groups(out)
    homes: dict[tuple[int, int], list[int]] = defaultdict(list)
    for order, sku, line in crowded[["order", "sku", "line"]].itertuples(index=False, name=None):
        homes[order, sku].append(line)
    rows: dict[tuple[int, int], dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for at, order, sku in bare[["order", "sku"]].itertuples(name=None):
        if (order, sku) in homes:
            rows[order, sku][int(system[at])][at] = int(quantity[at])
    for place, found in rows.items():
        amounts = {line: _line_quantity(groups.rows(line), quantity, system) for line in homes[place]}
        shared = [share(amounts, mine) for mine in found.values()]
        for line in homes[place] if None in shared else ():
            out[list(groups.rows(line))] = homes[place][0]
        for mine, theirs in zip(found.values(), shared, strict=True):
            apart = theirs is not None and None not in shared
            out[list(mine)] = [theirs[at] for at in mine] if theirs is not None and apart else homes[place][0]


def _line_quantity(rows: tuple[int, ...], quantity: Ints, system: Ints) -> int:
    first = [at for at in rows if system[at] == system[rows[0]]]
    return int(quantity[first].sum()) if (quantity[first] != MISSING).all() else MISSING


def merge(line: Ints, pairs: Sequence[tuple[int, int]]) -> Ints:
    """Join lines pairwise: all rows of the first become rows of the second."""
    into: dict[int, int] = {}

    def root(number: int) -> int:
        while number in into:
            number = into[number]
        return number

    for first, second in pairs:
        if (one := root(first)) != (other := root(second)):
            into[one] = other
    table = np.arange(int(line.max(initial=0)) + 1)
    table[list(into)] = [root(number) for number in into]
    return table[line]
