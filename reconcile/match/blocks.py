"""Which lines are compared at all: pairs that share a block, counted before they are built."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from reconcile.cells import Ints

# a candidate pair must share one of these; keys of a block that would build too many pairs are left to the finer ones
BLOCKS: tuple[tuple[str, ...], ...] = (
    ("order",),
    ("name", "sku_loose", "quantity"),
    ("name", "sku_loose"),
    ("sku_loose", "quantity"),
    ("sku_loose", "promised_date"),
    ("sku_loose", "shipped_date"),
)
MOST_PAIRS = 400_000  # of one block


def candidate_pairs(
    seekers: pd.DataFrame, homes: pd.DataFrame, blocks: Sequence[tuple[str, ...]] = BLOCKS
) -> pd.DataFrame:
    """Build the pairs (seeker, home) that share a block; positions into the two frames, in their order."""
    found = [_pairs(*_keys(seekers, homes, block)) for block in blocks]
    at, other = _otherwise(homes, {name for block in blocks for name in block})
    more = [_pairs(*_keys(seekers, other, block)) for block in blocks] if len(at) else []
    found += [(left, at[right]) for left, right in more]
    width = len(homes) + 1
    pairs = np.unique(np.concatenate([left * width + right for left, right in found]))
    left, right = pairs // width, pairs % width
    different = seekers["at"].to_numpy()[left] != homes["at"].to_numpy()[right]
    return pd.DataFrame({"p_s": left[different], "p_h": right[different]})


def _otherwise(homes: pd.DataFrame, names: set[str]) -> tuple[Ints, pd.DataFrame]:
    """Return the homes of which two systems differ in a field, and their places, as the other one of them says."""
    columns = sorted(name for name in names if f"{name}_too" in homes)
    unlike = [homes[name].to_numpy() != homes[f"{name}_too"].to_numpy() for name in columns]
    at = np.flatnonzero(np.any(unlike, axis=0))
    return at, homes.iloc[at].assign(**{name: homes[f"{name}_too"].to_numpy()[at] for name in columns})


def _keys(seekers: pd.DataFrame, homes: pd.DataFrame, block: tuple[str, ...]) -> tuple[Ints, Ints]:
    """Give each line one code for the values of a block, the same on both sides; −1 if it lacks one of them."""
    columns = [np.concatenate([seekers[name].to_numpy(), homes[name].to_numpy()]) for name in block]
    code = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        codes, words = pd.factorize(column)
        code, _ = pd.factorize(code * (len(words) + 1) + codes)
    code = np.where(np.all([column >= 0 for column in columns], axis=0), code, -1)
    return code[: len(seekers)], code[len(seekers) :]


def _pairs(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Pair the positions of equal codes, the crowded codes last: those beyond MOST_PAIRS are left out."""
    size = int(max(left.max(initial=-1), right.max(initial=-1))) + 1
    counts = np.bincount(right[right >= 0], minlength=size)
    pairs = np.bincount(left[left >= 0], minlength=size) * counts
    rising = np.argsort(pairs, kind="stable")
    kept = np.zeros(size + 1, bool)  # the last is for −1
    kept[rising[np.cumsum(pairs[rising]) <= MOST_PAIRS]] = True
    mine = np.flatnonzero(kept[left])
    order = np.argsort(right, kind="stable")
    begin = np.searchsorted(right[order], left[mine])
    many = counts[left[mine]]
    within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    return np.repeat(mine, many), order[np.repeat(begin, many) + within]
