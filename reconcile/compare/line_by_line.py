"""What differs in one of several lines that went out as one and nothing else of that line explains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from reconcile.cells import MISSING
from reconcile.compare.differences import Pair
from reconcile.compare.several import numbered, numbered_rows
from reconcile.compare.view import View


def unexplained(view: View, name: str, lines: Iterable[int], causes: Sequence[str]) -> dict[int, list[Pair]]:
    """Return which of some `lines` differ in a number of rows whose `causes` agree, and in which two systems.

    Only rows are set side by side whose line number both systems know; a fault of one line is no reason for another's.
    """
    wanted, found = sorted(lines), dict[int, list[Pair]]()
    for pair in view.pairs if wanted else ():
        told = numbered(view, *pair)
        for line in (line for line in wanted if told[line]):
            places = numbered_rows(view, line, pair)
            if any(_differ(view, name, pair, *rows) and _agree(view, causes, *rows) for rows in places):
                found.setdefault(line, []).append(pair)
    return found


def _differ(view: View, name: str, pair: Pair, first: int, second: int) -> bool:
    one, other = (view.matched.stack.column(name)[[row]] for row in (first, second))
    known = MISSING not in (one[0], other[0])
    return known and not bool(view.permits(name, pair, one, other)[0])


def _agree(view: View, causes: Sequence[str], first: int, second: int) -> bool:
    columns = [view.matched.stack.column(name) for name in causes]
    return bool(np.all([column[first] == column[second] for column in columns]))
