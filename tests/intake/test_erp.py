"""Orders as ERP systems print them are read right; what only looks like one of their habits is held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from intake.extract.words.lexicon import lexicon
from tests.intake.papers.erp import HEADS, HEADS_HELD, ITEMS, ITEMS_HELD
from tests.intake.papers.goods import assert_held, assert_read, record
from tests.intake.papers.kit import Paper

READ = [pytest.param(*said, id=name) for group in (ITEMS, HEADS) for name, said in group.items()]
HELD = [pytest.param(*said, id=name) for group in (ITEMS_HELD, HEADS_HELD) for name, said in group.items()]


@pytest.mark.parametrize(("truth", "paper"), READ)
def test_an_order_of_an_erp_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(("code", "paper"), HELD)
def test_what_only_looks_like_it_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)


def test_terms_below_a_centred_label_are_whole() -> None:
    _, paper = HEADS["labels centred above what they name"]
    order = record(paper).order
    assert order is not None
    assert order.payment_terms == "30 days end of month"


@pytest.mark.parametrize(
    ("text", "unit"), [("Quantity PCS", "PCS"), ("Price (EUR/pc)", "PC"), ("Part numbers Your Item No.", None)]
)
def test_a_unit_in_a_heading_is_no_piece_of_other_words(text: str, unit: str | None) -> None:
    heading = lexicon().heading("columns", text)
    assert (heading.unit if heading else None) == unit
