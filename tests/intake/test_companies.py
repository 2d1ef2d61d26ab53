"""Forms of manufacturers, shops and trade houses are read as they are meant; what only looks like it is held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.intake.papers.companies import (
    COMPANIES,
    COMPANIES_HELD,
    ITEMS,
    ITEMS_HELD,
    SUMS,
    SUMS_HELD,
    TERMS,
    leading,
)
from tests.intake.papers.goods import HEAD, TRUTH, assert_held, facts, headed, record
from tests.intake.papers.kit import Paper

READ = [pytest.param(*said, id=name) for group in (COMPANIES, ITEMS, SUMS) for name, said in group.items()]
HELD = [
    pytest.param(*said, id=name) for group in (COMPANIES_HELD, ITEMS_HELD, SUMS_HELD) for name, said in group.items()
]


@pytest.mark.parametrize(("truth", "paper"), READ)
def test_a_form_of_a_company_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    found = record(paper)
    assert [(item.code, item.path, item.facts) for item in found.findings if item.severity == "error"] == []
    assert facts(found) == {**truth, "prices_include_tax": facts(found)["prices_include_tax"]}
    assert found.status == "accepted"


@pytest.mark.parametrize(("code", "paper"), HELD)
def test_what_only_looks_like_it_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)


@pytest.mark.parametrize(("printed", "terms"), TERMS)
def test_terms_end_before_a_sentence_that_speaks_of_no_money(printed: str, terms: str) -> None:
    order = record(headed(*HEAD, ("Payment Terms", printed))).order
    assert order is not None
    assert order.payment_terms == terms


def test_dots_lead_from_labels_to_their_values() -> None:
    assert facts(record(leading())) == TRUTH
