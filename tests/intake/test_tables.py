"""Tables of many shapes are read as they are meant; where cells can be read two ways, they are held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from intake.extract.table.spoken import named
from intake.extract.words.lexicon import lexicon
from intake.read import Word
from tests.intake.papers.goods import assert_held, assert_read
from tests.intake.papers.kit import Paper
from tests.intake.papers.shaped import SHAPED, SHAPED_HELD

HELD = [
    pytest.param(code, paper, id=f"{code}: {name}")
    for code, papers in SHAPED_HELD.items()
    for name, paper in papers.items()
]


@pytest.mark.parametrize(("truth", "paper"), [pytest.param(*said, id=name) for name, said in SHAPED.items()])
def test_a_table_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(("code", "paper"), HELD)
def test_a_table_with_two_readings_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)


@pytest.mark.parametrize(
    ("printed", "columns"),
    [
        ("Specification Unit", ["specification", "unit"]),
        ("Description Unit", ["description", "unit"]),
        ("Qty (EA)", ["quantity"]),
    ],
)
def test_a_unit_close_behind_another_heading_is_a_column_of_its_own(printed: str, columns: list[str]) -> None:
    said = named(Word(printed, 0, 0, 5.0 * len(printed), 9), lexicon())
    assert [heading.name for heading in said if heading] == columns
