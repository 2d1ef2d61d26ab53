"""Rows that are all lines of an item that an order still wants, though one thing more than their number is wrong.

Their sum stands in for the quantity of a single line, and more must agree the less their number says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from reconcile.cells import MISSING, Ints
from reconcile.match.groups import Groups
from reconcile.match.remainder import Link
from reconcile.match.score import CUSTOMER_FLAW
from reconcile.match.siblings import nearly
from reconcile.match.stack import Stack

MOST_FLAWS, MOST_ELSEWHERE = 2, 1  # under the order's own number, and under another


def once(stack: Stack, line: Ints, lines: Ints) -> Ints:
    """Return the quantity of lines of equal rows as one of them says it: the same row may be there twice."""
    groups, quantity = Groups(line), stack.column("quantity")
    sizes = [set(quantity[list(groups.rows(number))].tolist()) for number in lines.tolist()]
    return np.array([size.pop() if len(size) == 1 else MISSING for size in sizes], np.int64)


def of_one_order(scored: pd.DataFrame, seekers: pd.DataFrame, homes: pd.DataFrame) -> Iterator[Link]:
    """Yield all lines of an item that an order still wants, for the only seeker that is their sum.

    Where nothing else is wrong it may be their sum but nearly. A seeker of the order itself is joined to them.
    """
    groups = [found for found in _groups(scored, homes) if _fits(found, seekers, homes)]
    uses = Counter(name for found in groups for name in (f"s{found['p_s'].iat[0]}", *map("h{}".format, found["p_h"])))
    mine, theirs = seekers["at"].to_numpy(), homes["at"].to_numpy()
    for found in groups:
        seeker, places = int(found["p_s"].iat[0]), found["p_h"].tolist()
        if uses[f"s{seeker}"] == 1 and all(uses[f"h{home}"] == 1 for home in places):
            score, same = float(found["score"].mean()), bool(found["same"].all())
            yield Link((int(mine[seeker]),), tuple(theirs[places].tolist()), score, decided=True, same_order=same)


def _groups(scored: pd.DataFrame, homes: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the pairs of each seeker with several lines of an order and item, if these are all that it wants."""
    pairs = scored[scored["summed"].to_numpy() & ~homes["deficit"].to_numpy()[scored["p_h"]]]
    names = ["order", "sku_loose"]
    pairs = pairs.assign(**{name: homes[name].to_numpy()[pairs["p_h"]] for name in names})
    pairs = pairs[(pairs["order"] >= 0) & pairs.duplicated(["p_s", *names], keep=False)]
    if pairs.empty:
        return
    wanted = homes.loc[~homes["deficit"], names].value_counts()
    for (_, order, item), found in pairs.groupby(["p_s", *names]):
        if len(found) == wanted[order, item]:
            yield found


def _fits(found: pd.DataFrame, seekers: pd.DataFrame, homes: pd.DataFrame) -> bool:
    """Say whether a seeker is what several lines are together, but for what may be wrong."""
    exact, near = _sums(found, seekers, homes)
    flaws = int(np.bitwise_or.reduce(found["flaws"].to_numpy()))
    wrong = flaws.bit_count() + (not exact)
    if not found["lined"].any():
        return False
    if found["same"].all():
        return exact and wrong <= MOST_FLAWS and not flaws & CUSTOMER_FLAW
    told = found["sure"].all() and found["good"].min() + exact >= 3 and found["main"].min() + exact >= 2
    return bool((exact or near) and wrong <= MOST_ELSEWHERE and told)


def _sums(found: pd.DataFrame, seekers: pd.DataFrame, homes: pd.DataFrame) -> tuple[bool, bool]:
    """Say whether a seeker is the sum of its homes as any system counts them, and whether it nearly is."""
    seeker, places = int(found["p_s"].iat[0]), found["p_h"].to_numpy()
    sizes = {int(seekers[name].iat[seeker]) for name in ("quantity", "once")} - {MISSING}
    every = [homes[name].to_numpy()[places] for name in ("quantity", "quantity_too")]
    known = [parts for parts in every if (parts > 0).all()]
    exact = any(size == int(parts.sum()) for size in sizes for parts in known)
    return exact, any(nearly(size, parts.tolist()) for size in sizes for parts in known)
