"""Line numbers that mean the same: 1, 2, 3 in two systems, or 10, 20, 30 in one of them."""

from __future__ import annotations

import numpy as np

from reconcile.cells import Ints
from reconcile.match.stack import Stack

COMPARABLE = 0.5  # share of common (order, item) pairs with the same line number from which line numbers mean the same
BY_TENS = 0.95  # share of a system's line numbers that end in 0, if it numbers lines by tens: some are put in between


def count_lines(stack: Stack) -> list[bool]:
    """Say for each system whether its line numbers mean the same as another system's.

    Where they do only if a system that numbers by tens had numbered by ones, `line_id` is changed to what it then is.
    """
    counts, written = _alike(stack), stack.columns["line_id"]
    tens = [n for n in range(len(stack.systems)) if _by_tens(stack, n)]
    if not tens:
        return counts
    stack.columns["line_id"] = _in_ones(stack, tens)
    if sum(found := _alike(stack)) > sum(counts):
        return found
    stack.columns["line_id"] = written
    return counts


def _alike(stack: Stack) -> list[bool]:
    frame = stack.table("system", "order", "sku_loose", "line_id")
    frame = frame[frame["order"] >= 0]
    counts = [False] * len(stack.systems)
    parts = [
        frame[(frame["system"] == n) & (frame["line_id"] >= 0)].drop_duplicates(["order", "sku_loose"], keep=False)
        for n in range(len(counts))
    ]
    for first in range(len(counts)):
        for second in range(first):
            both = parts[first].merge(parts[second], on=["order", "sku_loose"])
            if len(both) and (both["line_id_x"] == both["line_id_y"]).mean() >= COMPARABLE:
                counts[first] = counts[second] = True
    return counts


def _by_tens(stack: Stack, system: int) -> bool:
    code = stack.column("line_id")[stack.column("system") == system]
    texts = stack.texts["line_id"]
    ends = np.array([_is_ten(text) for text in texts], bool)
    code = code[code >= 0]
    return bool(len(code)) and bool(ends[code].mean() >= BY_TENS)


def _is_ten(text: str) -> bool:
    return len(text) > 1 and text.isdigit() and text.endswith("0")


def _in_ones(stack: Stack, tens: list[int]) -> Ints:
    """Return the codes of line numbers with those of the systems `tens` divided by ten; texts are added as needed."""
    texts = stack.texts["line_id"]
    known = {text: code for code, text in enumerate(texts)}
    table = [known.setdefault(text[:-1], len(known)) if _is_ten(text) else code for code, text in enumerate(texts)]
    stack.texts["line_id"] = list(known)
    code = stack.column("line_id")
    changed = np.isin(stack.column("system"), tens) & (code >= 0)
    return np.where(changed, np.array([*table, -1])[code], code)
