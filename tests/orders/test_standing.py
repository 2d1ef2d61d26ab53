"""What becomes of an exception from night to night, and how long a person's decision holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from orders.exceptions import ExceptionRecord
from orders.standing import Known, Verdict, concerned, exception_key, standing, worse

AT = datetime(2026, 3, 4, 20, tzinfo=UTC)
EVIDENCE = {"crm": "100", "erp": "80", "stake": "29.40", "currency": "CNY"}
RECORD = ExceptionRecord("e1", "quantity-mismatch", "error", crm_rows="4", erp_rows="5", evidence=EVIDENCE)
OPEN = Known(solved=False, first_seen=AT, last_seen=AT, evidence=EVIDENCE)
MORE = replace(RECORD, evidence={**EVIDENCE, "erp": "60", "stake": "58.80"})


def verdict(decision: str, value: str | None = None) -> Verdict:
    return Verdict("e1", decision, value, "agreed by phone", "Li", AT, EVIDENCE)


def change(record: ExceptionRecord, known: Known | None, *verdicts: Verdict, day: date = date(2026, 3, 5)) -> str:
    return standing(record, known, verdicts, day).change


def test_an_exception_is_new_then_still_there_then_worse() -> None:
    assert [change(RECORD, None), change(RECORD, OPEN), change(MORE, OPEN)] == ["new", "still", "worse"]
    assert standing(MORE, OPEN, (), AT.date()).before == EVIDENCE
    less = replace(RECORD, evidence={**EVIDENCE, "stake": "1.00"})
    assert change(less, OPEN) == "still"


def test_a_solved_one_that_comes_back_is_reopened() -> None:
    assert change(RECORD, replace(OPEN, solved=True)) == "reopened"


def test_what_a_person_accepted_stays_accepted_whatever_nights_lie_between() -> None:
    accepted = verdict("accept")
    assert change(RECORD, OPEN, accepted) == "accepted"
    assert change(RECORD, replace(OPEN, solved=True), accepted) == "accepted"
    assert change(RECORD, None, accepted) == "accepted"


def test_other_evidence_opens_it_again_and_shows_both() -> None:
    found = standing(MORE, OPEN, [verdict("accept")], AT.date())
    assert (found.change, found.before) == ("reopened", EVIDENCE)
    later = standing(MORE, replace(OPEN, evidence=MORE.evidence), [verdict("accept")], AT.date())
    assert (later.change, later.before) == ("still", EVIDENCE)  # nobody has decided about the new evidence yet


def test_a_snooze_ends_on_its_day() -> None:
    snoozed = verdict("snooze", "2026-03-10")
    known = replace(OPEN, last_seen=AT + timedelta(days=5))
    assert change(RECORD, known, snoozed, day=date(2026, 3, 9)) == "snoozed"
    assert change(RECORD, known, snoozed, day=date(2026, 3, 10)) == "reopened"
    assert change(RECORD, replace(known, last_seen=AT + timedelta(days=6)), snoozed, day=date(2026, 3, 11)) == "still"


def test_only_a_person_takes_a_decision_back() -> None:
    assert change(RECORD, OPEN, verdict("accept"), verdict("reopen")) == "still"
    assert change(RECORD, OPEN, verdict("reopen"), verdict("accept")) == "accepted"


def test_a_team_that_was_named_stays_whatever_the_evidence() -> None:
    named = verdict("assign", "Warehouse")
    found = standing(MORE, OPEN, [named, verdict("accept")], AT.date())
    assert (found.assigned, found.change) == (named, "reopened")


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ({"count": "1"}, {"count": "2"}, True),
        ({"count": "2"}, {"count": "2"}, False),
        ({"earlier": "ready", "later": "shipped"}, {"earlier": "ready", "later": "signed"}, True),
        ({"earlier": "ready", "later": "cancelled"}, {"earlier": "ready", "later": "on_hold"}, False),
        ({}, {"stake": "5"}, False),
    ],
)
def test_worse_is_more_money_more_rows_or_further_apart(
    before: dict[str, str], now: dict[str, str], expected: bool
) -> None:
    assert worse(before, now) is expected


def test_a_key_names_the_evidence_too() -> None:
    assert exception_key(RECORD) != exception_key(MORE)
    assert exception_key(RECORD).startswith("e1-")
    assert exception_key(replace(RECORD, crm_rows="9", evidence=dict(reversed(EVIDENCE.items())))) == exception_key(
        RECORD
    )


def test_an_exception_concerns_its_rows_systems_and_the_one_that_lacks_it() -> None:
    assert concerned(replace(RECORD, odd_system="wms")) == {"crm", "erp", "wms"}
    assert concerned(RECORD) == {"crm", "erp"}
