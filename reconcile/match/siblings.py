"""Parts that add up: rows of one order and item under other line numbers are one line if only their sum agrees.

Lines that went out as one and nearly add up are one line too, so that what is wanting is said once. Rows that came back
or were cancelled and entered again under a line number of their own belong to the line that they undo.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from reconcile.cells import MISSING, Ints
from reconcile.match.stack import CANCELLED, Stack, is_dead


def join_siblings(stack: Stack, line: Ints) -> Ints:
    """Join lines of one order and item whose single quantities disagree and whose sums agree, or nearly do."""
    frame = pd.DataFrame(
        {
            "order": stack.column("order"),
            "sku": stack.column("sku_loose"),
            "line": line,
            "system": stack.column("system"),
            "quantity": stack.column("quantity"),
            "cancelled": stack.column("stage") == CANCELLED,
            "dead": is_dead(stack.column("quantity"), stack.column("stage")),
        }
    )
    frame = frame[(frame["order"] >= 0) & (frame["sku"] >= 0)]
    pairs = frame.drop_duplicates(["order", "sku", "line"])
    crowded = pairs[pairs.duplicated(["order", "sku"], keep=False)][["order", "sku"]].drop_duplicates()
    out = line.copy()
    if crowded.empty:
        return out
    for _, group in frame.reset_index().merge(crowded, on=["order", "sku"]).groupby(["order", "sku"]):
        living = group[~group["dead"] | group.groupby("system")["dead"].transform("all")]
        if (table := _quantities(living)) is not None and (_adds_up(table) or _nearly(table)):
            out[group["index"].to_numpy()] = int(group["line"].min())
        elif len(living) < len(group) and (group["quantity"] != MISSING).all():
            for undone, home in _undone(group):
                out[group["index"][group["line"] == undone].to_numpy()] = home
    return out


def _undone(group: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Yield lines of dead rows alone, and the only line of living rows that they can undo in all their systems.

    A return is no larger than what it takes back; a cancelled row is as large as the one that was entered again.
    """
    sizes = group.assign(quantity=group["quantity"].abs()).groupby(["line", "system", "dead"])["quantity"].sum()
    table = sizes.reset_index()
    living = table[~table["dead"]]
    for line, dead in table[~table["line"].isin(living["line"])].groupby("line"):
        cancelled = bool(group["cancelled"][group["line"] == line].any())
        both = living.merge(dead, on="system", suffixes=("", "_dead"))
        fits = both["quantity"] == both["quantity_dead"] if cancelled else both["quantity"] >= both["quantity_dead"]
        homes = both[fits].groupby("line").size()
        if len(homes) == 1 and homes.iat[0] == len(dead):
            yield int(line), int(homes.index[0])


def _quantities(group: pd.DataFrame) -> pd.DataFrame | None:
    """Return the quantities by line and system; None if one is unknown or one system alone has them."""
    if (group["quantity"] == MISSING).any() or group["system"].nunique() < 2:
        return None
    return group.groupby(["system", "line"])["quantity"].sum().unstack("system")


def _nearly(table: pd.DataFrame) -> bool:
    """Say whether a system has one row for all lines of the others and lacks less than half of the smallest line.

    It must have more than any line alone: else it is a row of one line, and the others are missing.
    """
    whole = table.columns[table.notna().all()]
    merged = table.columns[table.notna().sum() == 1]
    if not len(whole) or len(whole) + len(merged) < len(table.columns) or table[whole].nunique(axis=1).gt(1).any():
        return False
    lines = table[whole[0]]
    seen = table[merged].sum()
    near = (seen - lines.sum()).abs() * 2 < lines.min()
    return bool(len(merged) and (near & (seen > lines.max())).all())


def _adds_up(table: pd.DataFrame) -> bool:
    sums = table.sum()
    single = table.nunique(axis=1).eq(1).all() and table.notna().all().all()
    return not single and sums.nunique() == 1 and bool(table.isna().to_numpy().any())
