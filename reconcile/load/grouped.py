"""Reports that write an order's number in its first row only: those below take it if a second column proves it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from reconcile.vocabulary import DATE_COLUMNS

SHARE = 10  # of so many lines at least one without a number; fewer are slips
OF_THE_ORDER = ("customer_order_id", "customer", "customer_id", "currency", *DATE_COLUMNS)


def fill_groups(columns: Mapping[str, pa.StringArray]) -> tuple[dict[str, pa.StringArray], int]:
    """Give rows below an order's first its number and what else only the first has; return how many rows were filled.

    A number that is blank alone proves nothing: another column of the order must be blank in the same rows.
    """
    blank = _blank(columns["order_id"]) if "order_id" in columns else np.zeros(0, bool)
    count = int(blank.sum())
    if not count or blank[0] or count * SHARE < len(blank):
        return dict(columns), 0
    same = [name for name in OF_THE_ORDER if name in columns and np.array_equal(_blank(columns[name]), blank)]
    if not same:
        return dict(columns), 0
    first = pa.array(np.maximum.accumulate(np.where(blank, 0, np.arange(len(blank)))))
    return {**columns, **{name: columns[name].take(first) for name in ("order_id", *same)}}, count


def _blank(column: pa.StringArray) -> NDArray[np.bool_]:
    return np.asarray(pc.equal(pc.utf8_trim_whitespace(column), "").to_numpy(zero_copy_only=False), bool)
