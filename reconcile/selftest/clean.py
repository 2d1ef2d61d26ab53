"""Lines that matched cleanly, and a number for each row and line that depends on nothing but what they say."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reconcile.cells import Ints
from reconcile.compare.view import Situation, View
from reconcile.match.stack import Stack

Prints = NDArray[np.uint64]
NAMED = ("order", "line_id", "sku")
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying loses nothing


def clean_lines(view: View, found: Iterable[Situation]) -> Ints:
    """Return the lines that a key has joined, that every system has, and that no exception names."""
    matched = view.matched
    good = np.asarray((matched.wide.count > 0).all(0))
    touched = sorted({row for item in found for rows in item.rows.values() for row in rows})
    good[matched.line[touched]] = False
    good[sorted(matched.merged)] = False
    return np.flatnonzero(good)


def row_prints(stack: Stack) -> Prints:
    """Return a number for each row by order, line, item and quantity: the same in every export of the row."""
    prints = stack.column("quantity").view(np.uint64).copy()
    for name in NAMED:
        words = pd.util.hash_array(np.array([*stack.texts[name], ""], object), categorize=False)
        prints = prints * MULTIPLIER + words[stack.column(name)]  # −1, a blank, is the last word
    return np.asarray(prints ^ (prints >> np.uint64(31)), np.uint64)


def line_prints(prints: Prints, line: Ints) -> Prints:
    """Return a number for each line: that of its rows together, whatever their order."""
    out = np.zeros(int(line.max(initial=-1)) + 1, np.uint64)
    np.add.at(out, line, prints)
    return out
