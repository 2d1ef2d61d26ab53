"""Eastern orders as office programs, letters and subsidiaries print them: read as they are meant, or held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.intake.papers.eastern_prints import HELD, READ
from tests.intake.papers.goods import assert_held, assert_read, order_zh, record
from tests.intake.papers.kit import Paper, text


@pytest.mark.parametrize(("truth", "paper"), [pytest.param(*said, id=name) for name, said in READ.items()])
def test_an_eastern_print_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(
    ("code", "paper"),
    [pytest.param(code, paper, id=f"{code}: {name}") for code, group in HELD.items() for name, paper in group.items()],
)
def test_an_eastern_print_that_leaves_a_question_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)


def test_conditions_that_are_numbered_are_no_terms_of_payment() -> None:
    found = record(
        order_zh(text("Terms: 1. Goods shall comply with our sample. 2. Lists go with the goods.", gap=20))
    ).order
    assert found is not None
    assert found.payment_terms is None
