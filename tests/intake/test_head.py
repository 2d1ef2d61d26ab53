"""Heads as customers print them: letters, labels on every side of their values, contracts, titles, dates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.intake.papers.goods import Said, errors, facts, record
from tests.intake.papers.kit import Paper
from tests.intake.papers.letters import DIRECTIONS, HELD, LETTERS, PERSONS, PROVED_DATES, TITLES

READ: Mapping[str, Said] = {**LETTERS, **DIRECTIONS, **TITLES, **PERSONS, **PROVED_DATES}


@pytest.mark.parametrize(("truth", "paper"), [pytest.param(*said, id=name) for name, said in READ.items()])
def test_a_head_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    found = record(paper)
    assert [(item.code, item.path) for item in found.findings if item.severity == "error"] == []
    assert facts(found) == truth
    assert found.status == "accepted"


@pytest.mark.parametrize(
    ("code", "paper"),
    [pytest.param(code, paper, id=f"{code}: {name}") for code, group in HELD.items() for name, paper in group.items()],
)
def test_a_head_that_leaves_a_question_is_held(code: str, paper: Paper) -> None:
    found = record(paper)
    assert found.status == "review"
    assert code in errors(found)


def test_the_person_beside_the_buyer_is_whom_to_ask() -> None:
    _, paper = PERSONS["a person buys for the letterhead"]
    order = record(paper).order
    assert order is not None
    assert order.buyer.contact == "Margaret Olsen"
