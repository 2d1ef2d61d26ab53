"""European and American forms are read as they are meant; what only looks like one of their habits is held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.intake.papers.goods import assert_held, assert_read
from tests.intake.papers.kit import Paper
from tests.intake.papers.western import (
    ADDRESSES,
    BELOW,
    BELOW_HELD,
    CODES,
    CODES_HELD,
    LANGUAGES,
    MORE,
    MORE_HELD,
    SUMS,
    SUMS_HELD,
)

READ = [
    pytest.param(*said, id=name)
    for group in (CODES, ADDRESSES, SUMS, LANGUAGES, BELOW, MORE)
    for name, said in group.items()
]
HELD = [
    pytest.param(*said, id=name)
    for group in (CODES_HELD, SUMS_HELD, BELOW_HELD, MORE_HELD)
    for name, said in group.items()
]


@pytest.mark.parametrize(("truth", "paper"), READ)
def test_a_western_form_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(("code", "paper"), HELD)
def test_what_only_looks_like_it_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)
