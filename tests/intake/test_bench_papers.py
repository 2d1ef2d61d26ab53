"""Every layout of the reading bench: a fault-free paper is read right and goes through, a misprint never does."""

from __future__ import annotations

import hashlib
from random import Random
from typing import Any

import pytest

from bench.layouts import LAYOUTS
from bench.layouts.paper import Layout, Paper, Pen
from bench.score import Score, score
from intake.extract import extract
from intake.read import read
from orders.codes import record_json
from orders.records import Source

HERE = [layout for layout in LAYOUTS if layout.producer in ("reportlab", "weasyprint")]
UNCLEAR = ("odd-size-matrix", "odd-weeks")  # a careful clerk asks about each of them
CLEAR = [layout for layout in HERE if layout.name not in UNCLEAR]


def _drawn(layout: Layout, *, fault: bool) -> Paper:
    """Draw the first paper of a layout that is fault-free and clear, or the first with a misprint."""
    expect = "hold" if fault else "accept"
    papers = (layout.draw(Pen(Random(f"test/{layout.name}/{number}"), fault=fault)) for number in range(9))
    return next(paper for paper in papers if paper.expect == expect)


def _score(layout: Layout, paper: Paper) -> tuple[Score, list[dict[str, Any]]]:
    source = Source(f"{layout.name}.pdf", hashlib.sha256(paper.pdf).hexdigest(), "application/pdf")
    records = [record_json(record) for record in extract(read(paper.pdf, source.file), source)]
    return score(layout.name, paper.expect, paper.orders, records), records


@pytest.mark.parametrize("layout", CLEAR, ids=lambda layout: layout.name)
def test_a_fault_free_paper_is_read_right(layout: Layout) -> None:
    found, records = _score(layout, _drawn(layout, fault=False))
    assert found.silent == []
    assert found.touchless == 1, [record["findings"] for record in records]


@pytest.mark.parametrize("layout", [layout for layout in HERE if layout.faults], ids=lambda layout: layout.name)
def test_a_misprint_is_held(layout: Layout) -> None:
    found, _ = _score(layout, _drawn(layout, fault=True))
    assert found.accepted == 0


@pytest.mark.parametrize(
    "layout", [layout for layout in HERE if layout.name in UNCLEAR], ids=lambda layout: layout.name
)
def test_an_unclear_paper_is_held(layout: Layout) -> None:
    found, _ = _score(layout, layout.draw(Pen(Random(f"test/{layout.name}"))))
    assert found.accepted == 0
