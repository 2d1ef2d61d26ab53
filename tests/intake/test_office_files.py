"""Every office shape of the bench: a fault-free file goes through and is right, a misprint or a doubt never does."""

from __future__ import annotations

from random import Random

import pytest

from bench.layouts.paper import Paper, Pen
from bench.office import SHAPES
from bench.office.shape import Shape
from bench.score import Score, score
from intake.extract import extract
from intake.read import read
from orders.codes import record_json
from orders.records import Source

ASKED = ("excel-letter",)  # a letter typed into a sheet says who sells by its place only
QUICK = [shape for shape in SHAPES if shape.producer != "libreoffice"]
SURE = [shape for shape in QUICK if shape.name not in ASKED]


def _score(shape: Shape, *, fault: bool) -> Score | None:
    """Draw the first file of a shape that is fault-free, or the first with a misprint, and read it."""
    expect = "hold" if fault else "accept"
    papers = (shape.draw(Pen(Random(f"test/{shape.name}/{number}"), fault=fault)) for number in range(9))
    paper: Paper | None = next((paper for paper in papers if paper.expect == expect), None)
    if paper is None:
        return None
    source = Source(f"{shape.name}{shape.suffix}", "0" * 64, "")
    records = [record_json(record) for record in extract(read(paper.pdf, source.file), source)]
    return score(source.file, paper.expect, paper.orders, records)


@pytest.mark.parametrize("shape", SURE, ids=lambda shape: shape.name)
def test_a_fault_free_file_goes_through(shape: Shape) -> None:
    found = _score(shape, fault=False)
    assert found is None or (found.touchless, found.silent) == (1, []), found


@pytest.mark.parametrize("shape", QUICK, ids=lambda shape: shape.name)
def test_a_misprint_or_a_doubt_is_held(shape: Shape) -> None:
    found = _score(shape, fault=True)
    assert found is not None
    assert found.accepted == 0
