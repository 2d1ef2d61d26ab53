"""Forms of workshops and contracts in prose are read as they are meant; what only looks like it is held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.intake.papers.goods import HEAD_ZH, assert_held, assert_read, order_zh, record
from tests.intake.papers.kit import Paper, head, text
from tests.intake.papers.workshops import HELD, READ, TERMS_ZH


@pytest.mark.parametrize(("truth", "paper"), [pytest.param(*said, id=name) for name, said in READ.items()])
def test_a_workshops_form_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(("code", "paper"), [pytest.param(*said, id=name) for name, said in HELD.items()])
def test_what_only_looks_like_it_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)


def test_terms_of_a_paragraph_go_on_to_their_end() -> None:
    paper = order_zh(text("付款方式", f"      {TERMS_ZH[0]}", TERMS_ZH[1], "质保期为一年。"), head=head(HEAD_ZH))
    order = record(paper).order
    assert order is not None
    assert order.payment_terms == "".join(TERMS_ZH)
