"""What the ledger keeps of exceptions: nights, decisions, and rows that belong together no more."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from orders.exceptions import ExceptionRecord
from orders.ledger import Ledger, open_ledger
from orders.ledger.schema import exception_decisions, exception_history
from orders.standing import Verdict

AT = datetime(2026, 3, 4, 20, tzinfo=UTC)
ONE = ExceptionRecord(
    "e1",
    "quantity-mismatch",
    "error",
    crm_rows="4",
    erp_rows="5",
    evidence={"crm": "100", "erp": "80", "stake": "29.40", "currency": "CNY"},
    members={"crm": ("SO-1|1|A|100",), "erp": ("SO-1|1|A|80",)},
)
TWO = ExceptionRecord("e2", "missing-in-wms", "error", crm_rows="6", erp_rows="7", odd_system="wms")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(f"sqlite:///{tmp_path}/ledger.db")


def night(ledger: Ledger, day: int, *found: ExceptionRecord, systems: Sequence[str] = ("crm", "erp", "wms")) -> str:
    """Record one night and return what became of its exceptions."""
    at = AT + timedelta(days=day)
    run = ledger.begin_run(f"{at:%Y%m%d}", "reconcile", version="1", as_of=at)
    changes = ledger.record_exceptions(run, found, ledger.compare_exceptions(found, at, systems), at)
    summary = {"rows": {"crm": {}}, "exceptions": {"x": len(found)}, "at_stake": {"CNY": "29.40"}}
    ledger.finish_run([run], exit_code=1, summary=summary if found else {})
    names = ("new", "reopened", "worse", "still", "settled", "solved")
    return " ".join(f"{name} {'+'.join(ids)}" for name in names if (ids := getattr(changes, name)))


def decide(ledger: Ledger, decision: str, value: str | None = None, *, name: str = "e1") -> None:
    run = ledger.begin_run("decide", "exceptions", version="1", as_of=AT)
    ledger.decide(run, [Verdict(name, decision, value, "agreed", "Li", AT)], AT)
    ledger.finish_run([run], exit_code=0, summary={})


def test_nights_are_compared(ledger: Ledger) -> None:
    more = replace(ONE, evidence={**ONE.evidence, "erp": "60", "stake": "58.80"})
    told = [night(ledger, day, *found) for day, found in enumerate([[ONE, TWO], [ONE], [more, TWO], [more]])]
    assert told == ["new e1+e2", "still e1 solved e2", "reopened e2 worse e1", "still e1 solved e2"]
    assert ledger.first_seen() == {"e1": AT, "e2": AT}
    with ledger.engine.connect() as connection:
        rows = connection.execute(select(exception_history.c.exception_id, exception_history.c.change)).all()
    assert [change for name, change in rows if name == "e2"] == ["new", "solved", "reopened", "solved"]


def test_a_decision_holds_until_the_evidence_changes(ledger: Ledger) -> None:
    night(ledger, 0, ONE)
    decide(ledger, "accept")
    moved = replace(ONE, crm_rows="99", erp_rows="new.csv:7", age_hours=Decimal("999.0"), match_score=Decimal("0.5"))
    assert [night(ledger, 1, moved), night(ledger, 2), night(ledger, 3, moved)] == [
        "settled e1",
        "solved e1",
        "settled e1",
    ]
    other = replace(moved, evidence={**ONE.evidence, "erp": "79"})
    assert [night(ledger, 4, other), night(ledger, 5, other), night(ledger, 6, ONE)] == [
        "reopened e1",
        "still e1",
        "settled e1",
    ]
    [standing] = ledger.compare_exceptions([other], AT, ()).standings.values()
    assert standing.verdict
    assert (standing.before, standing.verdict.note) == (ONE.evidence, "agreed")


def test_decisions_are_only_ever_appended(ledger: Ledger) -> None:
    night(ledger, 0, ONE)
    for decision, value in (("accept", None), ("assign", "Warehouse"), ("reopen", None)):
        decide(ledger, decision, value)
    assert night(ledger, 1, ONE) == "still e1"
    assert [made.decision for made in ledger.verdicts()["e1"]] == ["accept", "assign", "reopen"]
    assert [made.evidence for made in ledger.verdicts()["e1"]] == [ONE.evidence] * 3
    with ledger.engine.connect() as connection:
        assert connection.execute(select(exception_decisions.c.value)).scalars().all() == [None, "Warehouse", None]


def test_wrong_matches_keep_rows_apart_until_a_person_says_otherwise(ledger: Ledger) -> None:
    night(ledger, 0, ONE)
    decide(ledger, "wrong-match", "erp")
    [parted] = ledger.parted()
    assert [*parted.mine, *parted.others] == [("erp", "SO-1|1|A|80"), ("crm", "SO-1|1|A|100")]
    decide(ledger, "reopen")
    assert ledger.parted() == ()


def test_who_does_not_look_at_a_system_solves_nothing_in_it(ledger: Ledger) -> None:
    night(ledger, 0, ONE, TWO)
    assert night(ledger, 1, systems=("crm", "erp")) == "solved e1"
    assert night(ledger, 2, TWO) == "still e2"


def test_the_trend_has_one_night_a_day(ledger: Ledger) -> None:
    night(ledger, 0, ONE)
    decide(ledger, "accept")
    night(ledger, 1, ONE)
    night(ledger, 1, ONE, TWO)
    *told, tonight = ledger.compare_exceptions([ONE], AT + timedelta(days=2), ()).nights
    assert (tonight.found, tonight.new, tonight.settled) == (1, 0, 1)
    assert [(one.as_of.day, one.found, one.new, one.settled) for one in told] == [(4, 1, 1, 0), (5, 2, 1, 1)]
    assert told[0].at_stake == {"CNY": Decimal("29.40")}


def test_a_ledger_of_the_version_before_is_brought_up(tmp_path: Path) -> None:
    open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("DROP TABLE exception_decisions")
        connection.execute("UPDATE ledger_schema SET version = 1")
    ledger = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    assert ledger.verdicts() == {}
    night(ledger, 0, ONE)
    decide(ledger, "accept")
    assert night(ledger, 1, ONE) == "settled e1"
