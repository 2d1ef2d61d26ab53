"""Western orders to factories abroad are read as they are meant; what only looks like one of their habits is held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.intake.papers.goods import assert_held, assert_read
from tests.intake.papers.kit import Paper
from tests.intake.papers.overseas import COMPANIES, COMPANIES_HELD, DATES, DATES_HELD

READ = [pytest.param(*said, id=name) for group in (DATES, COMPANIES) for name, said in group.items()]
HELD = [pytest.param(*said, id=name) for group in (DATES_HELD, COMPANIES_HELD) for name, said in group.items()]


@pytest.mark.parametrize(("truth", "paper"), READ)
def test_an_order_from_abroad_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(("code", "paper"), HELD)
def test_what_only_looks_like_it_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)
