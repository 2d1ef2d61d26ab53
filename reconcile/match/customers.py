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
from reconcile.match.stack import Stack

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
    both = (names >= 0) & (ids >= 0)
    return pd.DataFrame({"a": names[both], "b": ids[both], "kind": "row"}).value_counts().reset_index(name="n")


def _between(stack: Stack, line: Ints, first: Ints, second: Ints | None = None) -> pd.DataFrame:
    """Count on how many lines one system says a and another says b."""
    frame = pd.DataFrame(
        {"line": line, "system": stack.column("system"), "a": first, "b": first if second is None else second}
    )
    left = frame[frame["a"] >= 0].drop_duplicates(["line", "system"])
    right = frame[frame["b"] >= 0].drop_duplicates(["line", "system"])
    found = []
    for one in range(len(stack.systems)):
        for other in range(len(stack.systems)):
            if one == other or (second is None and one > other):
                continue
            mine, theirs = left[left["system"] == one], right[right["system"] == other]
            joined = pd.DataFrame({"a": mine.set_index("line")["a"]}).join(theirs.set_index("line")["b"], how="inner")
            joined["kind"] = f"{one}{other}"
            found.append(joined.value_counts().reset_index(name="n"))
    empty = pd.DataFrame({"a": [], "b": [], "kind": [], "n": []})
    return pd.concat(found) if found else empty


def _roots(pairs: pd.DataFrame, count: int, texts: list[str]) -> Ints:
    roots = np.arange(count)
    if pairs.empty:
        return roots
    left = pairs.groupby(["kind", "a"])["n"].transform("sum")
    right = pairs.groupby(["kind", "b"])["n"].transform("sum")
    usual = pairs[(pairs["a"] != pairs["b"]) & (pairs["n"] * 2 > left) & (pairs["n"] * 2 > right)]
    for a, b, n in usual[["a", "b", "n"]].itertuples(index=False, name=None):
        if n >= 3 or alike(texts[int(a)], texts[int(b)]):
            roots[roots == roots[int(b)]] = roots[int(a)]
    return roots


def alike(first: str, second: str) -> bool:
    """Say whether two spellings are likely one customer: one inside the other, or nearly equal."""
    from rapidfuzz import fuzz

    one, other = (re.sub(r"\W", "", key(text)) for text in (first, second))
    shorter, longer = sorted((one, other), key=len)
    return (len(shorter) >= 2 and shorter in longer) or fuzz.ratio(one, other) >= SIMILAR
