"""Where the exports say each line stands: every line once a system, of several parts the least advanced."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from reconcile.cells import EPOCH, MISSING
from reconcile.load.side import Side
from reconcile.movements import WORDS, movements
from reconcile.texts import Texts

AS_OF = datetime.fromisoformat("2026-03-04T20:00:00+08:00")
NUMBER = st.sampled_from(["", "7", "8"])
ROWS = st.lists(st.tuples(NUMBER, NUMBER, st.sampled_from(["", "1", "2"]), st.integers(-2, 6), st.integers(-1, 2)))


def side(rows: list[tuple[str, str, str, int, int]]) -> Side:
    """Make a side of rows: order, customer's order, line, stage code, seconds (−1 = none)."""
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(5)]
    keys = dict(zip(("order_id", "customer_order_id", "line_id"), map(Texts.listed, columns), strict=False))
    moments = [MISSING if second < 0 else second for second in columns[4]]
    frame = pd.DataFrame({"stage": np.array(columns[3], np.int64), "updated_at": np.array(moments, np.int64)})
    made: Any = SimpleNamespace(system="erp", keys=keys, texts={"order_id": keys["order_id"]}, frame=frame)
    return cast(Side, made)


@given(ROWS)
def test_every_line_stands_where_its_least_advanced_part_does(rows: list[tuple[str, str, str, int, int]]) -> None:
    least: dict[tuple[str, str], int] = {}
    for own, theirs, line, stage, _ in rows:
        if stage >= 0 and (own or theirs):
            # our number, else the customer's; the same digits under both heads are two orders
            place = (f"o{own}" if own else f"c{theirs}", line)
            least[place] = min(stage, least.get(place, stage))
    moved = list(movements([side(rows)], AS_OF))
    said = [(item.order, line, item.stage) for item in moved for line in item.line_ids]
    assert sorted(said) == sorted((order[1:], line, WORDS[stage]) for (order, line), stage in least.items())
    assert {item.at for item in moved} <= {AS_OF, *(EPOCH.replace(tzinfo=AS_OF.tzinfo) + second for second in SECONDS)}


SECONDS = [pd.Timedelta(seconds=at).to_pytimedelta() for at in range(3)]
