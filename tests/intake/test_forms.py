"""Lines as the forms of ERPs print them: prices with a base, units and dates below, codes and fields in sub-rows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from intake.extract.table.order_lines import Priced, priced
from intake.extract.words.lexicon import lexicon
from orders.values import number_readings
from tests.intake.papers.forms import FORMS, FORMS_HELD
from tests.intake.papers.goods import assert_held, facts, record
from tests.intake.papers.kit import Paper

HUNDRED, THOUSAND = Decimal(100), Decimal(1000)


@pytest.mark.parametrize(("truth", "paper"), FORMS.values(), ids=FORMS)
def test_a_form_is_accepted_as_it_is(truth: Mapping[str, Any], paper: Paper) -> None:
    found = record(paper)
    assert [(item.code, item.path) for item in found.findings if item.severity == "error"] == []
    assert facts(found) == truth


@pytest.mark.parametrize(("code", "paper"), FORMS_HELD.values(), ids=FORMS_HELD)
def test_what_only_looks_like_a_form_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4.35", Priced("4.35")),
        ("92.40 USD", Priced("92.40")),
        ("4.35/PC", Priced("4.35")),
        ("4.37500 /1", Priced("4.37500")),
        ("96.40 /100 PC", Priced("96.40", HUNDRED)),
        ("18,90 per 100 St", Priced("18,90", HUNDRED)),
        ("12.50 EUR / 1.000 kg", Priced("12.50", THOUSAND)),
        ("4.3/千只", Priced("4.3", THOUSAND)),
        ("118.40000 /C", Priced("118.40000", None, HUNDRED)),
        ("87.25 /M", Priced("87.25", None, THOUSAND)),
        ("18.90 St 100", None),
        ("TBA", None),
        ("3/4 5", None),
    ],
)
def test_a_price_says_what_it_is_for(text: str, said: Priced | None) -> None:
    assert priced(text, lexicon()) == said


def test_lakhs_are_grouped_by_two() -> None:
    assert number_readings("₹1,40,774.00") == {"point": Decimal("140774.00")}
    assert number_readings("1,40,77.00") == number_readings("12,34,5678") == {}
