"""Several files of one system that overlap: rows that an earlier file has, too, are set aside in the later one.

A row entered twice stands somewhere by itself and stays a duplicate; periods that overlap share whole runs of rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reconcile.texts import Texts

RUN = 3  # rows in a row
Hashes = NDArray[np.uint64]


def row_hashes(frame: pd.DataFrame, keys: Mapping[str, Texts]) -> Hashes:
    """Return a hash of what each row says: its values and normalised ids, not its place."""
    said = frame.drop(columns=["file", "row"])
    ids = {
        f"key {name}": texts.spread(pd.util.hash_array(np.array(texts.words.to_pylist(), object)))
        for name, texts in keys.items()
    }
    return np.asarray(pd.util.hash_pandas_object(said.assign(**ids), index=False), np.uint64)


def repeated(parts: Sequence[Hashes]) -> list[NDArray[np.bool_]]:
    """Mark the rows of each file that an earlier one has, too: runs of them, or all of a file."""
    out, seen = [], np.zeros(0, np.uint64)
    for hashes in parts:
        shared = np.isin(hashes, seen)
        out.append(shared if shared.all() else shared & _in_runs(shared))
        seen = np.concatenate([seen, hashes])
    return out


def _in_runs(marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the members of runs of at least RUN rows."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]).astype(np.int8)))
    out = np.zeros(len(marked), bool)
    for start, end in edges.reshape(-1, 2).tolist():
        out[start:end] = end - start >= RUN
    return out
