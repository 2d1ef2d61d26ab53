"""Parts that add up: rows of one order and item under other line numbers are one line if only their sum agrees."""

from __future__ import annotations

import pandas as pd

from reconcile.cells import MISSING, Ints
from reconcile.stack import Stack


def join_siblings(stack: Stack, line: Ints) -> Ints:
    """Join lines of one order and item whose single quantities disagree and whose sums agree in all their systems."""
    frame = pd.DataFrame(
        {
            "order": stack.column("order"),
            "sku": stack.column("sku_loose"),
            "line": line,
            "system": stack.column("system"),
            "quantity": stack.column("quantity"),
        }
    )
    frame = frame[(frame["order"] >= 0) & (frame["sku"] >= 0)]
    pairs = frame.drop_duplicates(["order", "sku", "line"])
    crowded = pairs[pairs.duplicated(["order", "sku"], keep=False)][["order", "sku"]].drop_duplicates()
    out = line.copy()
    if crowded.empty:
        return out
    for _, group in frame.reset_index().merge(crowded, on=["order", "sku"]).groupby(["order", "sku"]):
        if _adds_up(group):
            out[group["index"].to_numpy()] = int(group["line"].min())
    return out


def _adds_up(group: pd.DataFrame) -> bool:
    if (group["quantity"] == MISSING).any() or group["system"].nunique() < 2:
        return False
    table = group.groupby(["system", "line"])["quantity"].sum().unstack("system")
    sums = table.sum()
    single = table.nunique(axis=1).eq(1).all() and table.notna().all().all()
    return not single and sums.nunique() == 1 and bool(table.isna().to_numpy().any())
