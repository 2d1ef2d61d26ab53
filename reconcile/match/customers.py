"""Who is who: one root code for the names and ids that the systems use for the same customer, learned from exact lines.

Two spellings are one customer if each is the other's usual partner on lines that match exactly; a single line that
names another customer is no spelling but a contradiction.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from orders.values import key
from reconcile.cells import Ints
from reconcile.match.lines import merge
from reconcile.match.stack import Stack, first_of

SIMILAR = 80


def add_roots(stack: Stack, line: Ints) -> None:
    """Add `name_root` and `id_root` to the stack's frame (−1 = blank)."""
    names, ids = stack.column("customer"), stack.column("customer_id")
    count = len(stack.texts["customer"])
    nodes = np.where(ids >= 0, ids + count, -1)
    pairs = pd.concat(
        [
            _within(names, nodes),
            _between(stack, line, names),
            _between(stack, line, nodes),
            _between(stack, line, names, nodes),
        ]
    )
    texts = [*stack.texts["customer"], *stack.texts["customer_id"]]
    roots = _roots(pairs, len(texts), texts)
    stack.columns["name_root"] = np.where(names >= 0, roots[np.maximum(names, 0)] if count else -1, -1)
    stack.columns["id_root"] = np.where(nodes >= 0, roots[np.maximum(nodes, 0)] if len(texts) else -1, -1)


def _within(names: Ints, ids: Ints) -> pd.DataFrame:
    return _counted(names, ids, "row")


def _between(stack: Stack, line: Ints, first: Ints, second: Ints | None = None) -> pd.DataFrame:
    """Count on how many lines one system says a and another says b."""
    systems, lines = len(stack.systems), int(line.max(initial=-1)) + 1
    cell = stack.column("system") * lines + line
    left = first_of(first, cell, systems * lines).reshape(systems, lines)
    right = left if second is None else first_of(second, cell, systems * lines).reshape(systems, lines)
    found = [
        _counted(left[one], right[other], f"{one}{other}")
        for one in range(systems)
        for other in range(systems)
        if one != other and (second is not None or one < other)
    ]
    return pd.concat(found) if found else _counted(line[:0], line[:0], "")


def _counted(first: Ints, second: Ints, kind: str) -> pd.DataFrame:
    """Count how often a (of `first`) stands beside b (of `second`), most often first."""
    both = np.flatnonzero((first >= 0) & (second >= 0))
    width = int(second.max(initial=0)) + 1
    pairs, times = np.unique(first[both] * width + second[both], return_counts=True)
    frame = pd.DataFrame({"a": pairs // width, "b": pairs % width, "kind": kind, "n": times})
    return frame.sort_values("n", ascending=False, kind="stable", ignore_index=True)


def _roots(pairs: pd.DataFrame, count: int, texts: list[str]) -> Ints:
    roots = np.arange(count)
    if pairs.empty:
        return roots
    left = pairs.groupby(["kind", "a"])["n"].transform("sum")
    right = pairs.groupby(["kind", "b"])["n"].transform("sum")
    usual = pairs[(pairs["a"] != pairs["b"]) & (pairs["n"] * 2 > left) & (pairs["n"] * 2 > right)]
    found = usual[["a", "b", "n"]].itertuples(index=False, name=None)
    return merge(roots, [(b, a) for a, b, n in found if n >= 3 or alike(texts[a], texts[b])])


def alike(first: str, second: str) -> bool:
    """Say whether two spellings are likely one customer: one inside the other, or nearly equal."""
    from rapidfuzz import fuzz

    one, other = (re.sub(r"\W", "", key(text)) for text in (first, second))
    shorter, longer = sorted((one, other), key=len)
    return (len(shorter) >= 2 and shorter in longer) or fuzz.ratio(one, other) >= SIMILAR
