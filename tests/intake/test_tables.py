"""Tables of many shapes are read as they are meant; where cells can be read two ways, they are held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

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
