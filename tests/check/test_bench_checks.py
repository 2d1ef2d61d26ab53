"""The bench of checks judges every drawn order as its fault was planted, from csv and from xlsx alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.checks.__main__ import checked
from bench.checks.factory import Size, orders, write
from orders.master_files import load_masters

SMALL = Size(600, 60, 60, parts_of_sold=6, parts_of_assembly=5, customers=4, references=80)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_drawn_orders_are_judged_as_planted(tmp_path: Path, suffix: str) -> None:
    write(tmp_path, SMALL, suffix)
    masters = load_masters(tmp_path)
    assert len(masters.items) == SMALL.items
    assert checked(masters, 150, SMALL) == []


def test_the_same_seed_draws_the_same_orders() -> None:
    assert list(orders(20, SMALL)) == list(orders(20, SMALL))
    assert {fault for _, fault in orders(2_000, SMALL, faulty=0.5)} >= {"code", "look-alike", "price", None}
