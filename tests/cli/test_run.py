"""The facts of a run: states, counts, sums and exit codes; run folders appear whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from orders.codes import finding
from orders.documents import Peg, PlannedDocument, PlannedLine
from orders.exceptions import ExceptionRecord, Reconciliation, RowCount
from orders.facts import RunFacts
from orders.matches import Matches
from orders.records import Order, OrderRecord, Source, Status
from orders.run import place_taken, point_latest, run_folder
from reports.run import exit_code, message_state, summary, sums, write_index

AT = datetime.fromisoformat("2026-03-04T20:00:00+08:00")


def paper(status: Status, *codes: str) -> OrderRecord:
    found = tuple(finding(code) for code in codes)
    return OrderRecord(
        Source("m.eml/a.pdf", "a" * 64, "application/pdf"), "purchase_order", status, Order(), findings=found
    )


def facts(*recorded: tuple[str, OrderRecord]) -> RunFacts:
    return RunFacts("r", "nightly", "0.1.0", AT, recorded=recorded)


@pytest.mark.parametrize(
    ("records", "state"),
    [
        ([paper("accepted"), paper("review"), paper("failed")], "failed"),
        ([paper("accepted"), paper("review")], "held"),
        ([paper("rejected", "duplicate-order"), paper("accepted")], "order"),
        ([paper("rejected"), paper("rejected", "duplicate-order")], "resend"),
        ([paper("rejected")], "not_an_order"),
        ([], "not_an_order"),
    ],
)
def test_a_message_has_the_worst_state_of_its_documents(records: Sequence[OrderRecord], state: str) -> None:
    assert message_state(records) == state


def test_counts_add_up() -> None:
    done = facts(("m1", paper("accepted")), ("m1", paper("review")), ("m2", paper("rejected")))
    counted = summary(done, "en")
    assert counted["messages"] == {"in": 2, "order": 0, "resend": 0, "not_an_order": 1, "held": 1, "failed": 0}
    assert sums(counted, done) == ()
    counted["documents"]["accepted"] += 1
    assert sums(counted, done)


def test_pegs_and_surplus_are_the_quantity() -> None:
    line = PlannedLine(
        "1", "A-1", None, None, Decimal(10), "pcs", None, None, None, None, None, None, None, None, None, 0,
        pegs=(Peg("C/1", "1", None, Decimal(8)),), surplus=Decimal(2),
    )  # fmt: skip
    document = PlannedDocument(
        "PO-1", 1, None, "purchase", "approved", None, None, None, None, date(2026, 3, 4), None, (), (line,)
    )
    good = replace(facts(), planned=(document,))
    assert sums(summary(good, "en"), good) == ()
    bad = replace(good, planned=(replace(document, lines=(replace(line, surplus=Decimal(1)),)),))
    assert sums(summary(bad, "en"), bad)


def reconciliation(*, clean: int) -> Reconciliation:
    rows = {"crm": RowCount(given=5, clean=clean, exception=1, excluded=1)}
    found = (ExceptionRecord("e1", "duplicate", "error"),)
    return Reconciliation(AT, ("crm", "erp"), found, Matches(), rows, (), {"CNY": Decimal("12.50")})


def test_rows_that_do_not_add_up_are_a_fault() -> None:
    good, bad = (replace(facts(), reconciliation=reconciliation(clean=clean)) for clean in (3, 4))
    assert sums(summary(good, "en"), good) == ()
    assert sums(summary(bad, "en"), bad)
    assert summary(good, "en")["at_stake"] == {"CNY": "12.50"}


@pytest.mark.parametrize(
    ("done", "code"),
    [
        (facts(), 0),
        (facts(("m", paper("rejected"))), 0),
        (replace(facts(), held=(paper("review"),)), 1),
        (replace(facts(), reconciliation=reconciliation(clean=3)), 1),
        (replace(facts(), failures=({"source": "x", "state": "refused", "reason": "y"},)), 1),
        (replace(facts(("m", paper("failed"))), held=(paper("review"),)), 4),
        (replace(facts(), deliveries={"sent": 1, "failed": 1}), 4),
        (replace(facts(), faults=("rows",)), 4),
    ],
)
def test_the_strongest_exit_code_wins(done: RunFacts, code: int) -> None:
    assert exit_code(done) == code


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_index_page_escapes_what_papers_say(tmp_path: Path, language: str) -> None:
    evil = replace(paper("review"), order=Order(order_id="<script>alert(1)</script>"))
    done = replace(facts(), held=(evil,), reconciliation=reconciliation(clean=3))
    page = write_index(done, summary(done, "en"), tmp_path, "zh" if language == "zh" else "en").read_text("utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert ("待人工处理" in page) == (language == "zh")


# ── run folders ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_run_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "out" / "r"
    with pytest.raises(ZeroDivisionError), run_folder(place) as folder:
        (folder / "half").write_text(str(1 / len(list(folder.iterdir()))))
    assert list((tmp_path / "out").iterdir()) == []
    with run_folder(place) as folder:
        (folder / "summary.json").touch()
        assert not place.exists()
    assert [path.name for path in place.iterdir()] == ["summary.json"]


def test_a_run_asked_for_again_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    for name in ("old", "new"):
        with run_folder(tmp_path / "r") as folder:
            (folder / "summary.json").touch()
            (folder / name).touch()
    assert sorted(path.name for path in (tmp_path / "r").iterdir()) == ["new", "summary.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_what_a_killed_run_has_left_is_swept_and_a_living_one_is_left_alone(tmp_path: Path) -> None:
    dead, alive = tmp_path / ".r.999999999.partial", tmp_path / ".r.1.partial"
    dead.mkdir()
    alive.mkdir()
    with run_folder(tmp_path / "s"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [".r.1.partial", "s"]


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path) -> None:
    assert not place_taken(None)
    assert not place_taken(tmp_path / "new")
    assert not place_taken(tmp_path)
    (tmp_path / "letter.txt").touch()
    assert place_taken(tmp_path)
    assert place_taken(tmp_path / "letter.txt")


def test_latest_points_to_the_newest_run(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        point_latest(tmp_path / name)
    assert (tmp_path / "latest").resolve() == tmp_path / "b"
