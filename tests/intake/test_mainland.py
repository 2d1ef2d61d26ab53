"""Orders of the mainland, of Taiwan and of Hong Kong: read as they are meant, or held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.intake.papers.goods import assert_held, assert_read
from tests.intake.papers.kit import Paper
from tests.intake.papers.mainland import HELD, READ


@pytest.mark.parametrize(("truth", "paper"), [pytest.param(*said, id=name) for name, said in READ.items()])
def test_an_order_of_the_mainland_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(
    ("code", "paper"),
    [pytest.param(code, paper, id=f"{code}: {name}") for code, group in HELD.items() for name, paper in group.items()],
)
def test_an_order_of_the_mainland_that_leaves_a_question_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)
