"""What is done for all rows at once is what a loop over them would do."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from orders.matches import COLUMNS, Matches
from reconcile.keys import loose_forms
from reconcile.match.blocks import BLOCKS, candidate_pairs
from reconcile.match.groups import Groups
from reconcile.match.lines import merge
from reconcile.match.numbers import _spelled_like
from reconcile.texts import Texts
from reports.exceptions import csv_bytes, matches_csv

NUMBERS = st.lists(st.text("AB0127-/. _½²甲٣x", max_size=7), min_size=1, max_size=30, unique=True)
CODES = st.lists(st.integers(-1, 6), max_size=40)


@given(NUMBERS, st.data())
def test_no_number_that_shares_a_loose_form_is_passed_over(texts: list[str], data: st.DataObject) -> None:
    unknown = np.array(sorted(data.draw(st.sets(st.integers(0, len(texts) - 1), min_size=1))), np.int64)
    kept = _spelled_like(texts, np.arange(len(texts)), unknown)
    forms = {form for code in unknown for form in loose_forms(texts[code])}
    assert all(kept[code] for code, text in enumerate(texts) if forms.intersection(loose_forms(text)))


@given(st.lists(st.text(max_size=4)), st.lists(st.text(max_size=3), max_size=3))
def test_a_text_is_what_was_put_in(texts: list[str], before: list[str]) -> None:
    for made in (Texts.listed(texts), Texts.of(pa.array([*before, *texts], pa.string())[len(before) :])):
        assert [made[at] for at in range(len(made))] == list(made) == texts
        assert list(pickle.loads(pickle.dumps(made))) == texts
        assert made.at(np.arange(len(texts))[::-1]) == texts[::-1]


@given(CODES)
def test_groups_are_the_positions_of_a_code(codes: list[int]) -> None:
    groups = Groups(np.array(codes, np.int64))
    for code in range(-2, 8):
        assert groups.rows(code) == tuple(at for at, own in enumerate(codes) if own == code)


@given(st.lists(st.integers(0, 9), min_size=1), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_joined_lines_bear_one_number(lines: list[int], pairs: list[tuple[int, int]]) -> None:
    table = np.arange(10)
    for first, second in pairs:
        table[table == table[first]] = table[second]
    assert merge(np.array([*lines, 9]), pairs).tolist() == table[[*lines, 9]].tolist()


LINES = st.lists(st.tuples(*[st.integers(-1, 2)] * 6), max_size=12)
NAMES = ("order", "name", "sku_loose", "quantity", "promised_date", "shipped_date")


@given(LINES, LINES)
def test_pairs_are_those_that_share_a_block(mine: list[tuple[int, ...]], theirs: list[tuple[int, ...]]) -> None:
    seekers, homes = (pd.DataFrame(lines, columns=NAMES, dtype=np.int64) for lines in (mine, theirs))
    seekers["at"], homes["at"] = np.arange(len(mine)), 100 + np.arange(len(theirs))

    def share(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        said, heard = dict(zip(NAMES, one, strict=True)), dict(zip(NAMES, other, strict=True))
        return any(all(said[name] == heard[name] >= 0 for name in block) for block in BLOCKS)

    wanted = [(s, h) for s, one in enumerate(mine) for h, other in enumerate(theirs) if share(one, other)]
    assert list(candidate_pairs(seekers, homes).itertuples(index=False, name=None)) == wanted


@given(st.lists(st.tuples(*[st.sampled_from(["", "7", "4;5", "a,b.csv:3", '="x".csv:2', "-1.csv:4"])] * 3)))
def test_the_matches_are_written_as_any_table(rows: list[tuple[str, str, str]]) -> None:
    cells = [(*row, "exact", "1.0000", "auto") for row in rows]
    columns = zip(*cells, strict=True) if cells else ([] for _ in COLUMNS)
    matches = Matches({name: pa.array(list(c), pa.string()) for name, c in zip(COLUMNS, columns, strict=True)})
    assert matches_csv(matches) == csv_bytes([COLUMNS, *cells])
