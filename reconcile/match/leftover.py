"""Rows under a wrong number of which something else is wrong too: what is left when all others have found their home.

All but one thing must agree, and no third row or line may fit: such a pair is only ever suggested.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from reconcile.cells import MISSING, Ints
from reconcile.match.blocks import BLOCKS, candidate_pairs
from reconcile.match.remainder import Link

WITHOUT_ITEM = (
    ("waybill_id",),
    ("name", "quantity"),
    ("name", "quantity", "order_date"),
    ("name", "quantity", "promised_date"),
)
TOLD = ("name", "sku_loose", "quantity", "unit_price", "order_date", "promised_date")


def nearly_pairs(seekers: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """Build the pairs (seeker, home) of which one thing differs at most, whatever it is."""
    pairs = candidate_pairs(seekers, homes, (*BLOCKS, *WITHOUT_ITEM))
    mine, theirs = (np.asarray(pairs[name], np.int64) for name in ("p_s", "p_h"))
    differ = sum((_differ(seekers, homes, name, mine, theirs) for name in TOLD), np.zeros(len(pairs), np.int64))
    return pairs[differ < 2].reset_index(drop=True)


def _differ(seekers: pd.DataFrame, homes: pd.DataFrame, name: str, mine: Ints, theirs: Ints) -> Ints:
    """Say (1) of which pairs both know a field and no two of their systems agree in it."""
    one = seekers[name].to_numpy()[mine]
    first, last = (homes[column].to_numpy()[theirs] for column in (name, f"{name}_too"))
    known = ~np.isin(one, (-1, MISSING)) & ~np.isin(first, (-1, MISSING))
    return np.asarray(known & (one != first) & (one != last), np.int64)


def only_pairs(scored: pd.DataFrame, seekers: pd.DataFrame, homes: pd.DataFrame) -> list[Link]:
    """Link the pairs that agree in all but the number and one thing, if neither has another of the kind."""
    pairs = scored[scored["nearly"]]
    pairs = pairs[~pairs.duplicated("p_s", keep=False) & ~pairs.duplicated("p_h", keep=False)]
    places = pairs[["p_s", "p_h", "score"]].itertuples(index=False, name=None)
    mine, theirs = seekers["at"].to_numpy(), homes["at"].to_numpy()
    return [Link((int(mine[s]),), (int(theirs[h]),), score, True, False, score) for s, h, score in places]
