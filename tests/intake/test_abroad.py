"""Orders in the words of buyers abroad are read as they are meant; what only looks like their habits is held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.intake.papers.abroad import ABROAD, ABROAD_HELD
from tests.intake.papers.goods import assert_held, assert_read
from tests.intake.papers.kit import Paper


@pytest.mark.parametrize(("truth", "paper"), [pytest.param(*said, id=name) for name, said in ABROAD.items()])
def test_an_order_in_words_from_abroad_is_read(truth: Mapping[str, Any], paper: Paper) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(("code", "paper"), [pytest.param(*said, id=name) for name, said in ABROAD_HELD.items()])
def test_what_only_looks_like_them_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)
