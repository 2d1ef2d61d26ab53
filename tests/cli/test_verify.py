"""`verify` says in a diff what a sample no longer says, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import cli
from intake.verify import compare
from orders.codes import finding
from orders.records import Order, OrderLine, OrderRecord, Source

RECORD = OrderRecord(
    Source("mail.eml/PO.pdf", "a" * 64, "application/pdf"),
    "purchase_order",
    "accepted",
    Order(order_id="PO-1", issue_date=date(2026, 3, 3), lines=(OrderLine(line_id="1", quantity=Decimal("10.0")),)),
)


def expected(**changes: Any) -> dict[str, Any]:
    order = {"order_id": "PO-1", "lines": [{"quantity": "10.0"}]}
    return {"file": "PO.pdf", "document_type": "purchase_order", "status": "accepted", "order": order, **changes}


@pytest.mark.parametrize(
    "wanted",
    [
        expected(),
        expected(status=["accepted", "review"]),
        expected(intake={"status": "review"}),
        expected(file=None),
        expected(findings=[]),
        {"file": "PO.pdf", "status": "accepted"},
    ],
)
def test_only_what_is_expected_is_compared(wanted: dict[str, Any]) -> None:
    assert compare([wanted], [RECORD], "mail.eml") == ""


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (expected(status="review"), '-  "status": "review"'),
        (expected(status=["review", "failed"]), '+  "status": "accepted"'),
        (expected(order={"order_id": "PO-2"}), '-   "order_id": "PO-2"'),
        (expected(order={"lines": [{"quantity": "10"}]}), '-     "quantity": "10"'),
        (expected(order={"lines": []}), '+     "quantity": "10.0",'),
        (expected(order={"lines": [{"quantity": "10.0"}, {"quantity": "5"}]}), '-     "quantity": "5"'),
        (expected(order={"issue_date": None}), '+   "issue_date": "2026-03-03"'),
        (expected(order=None), '+   "order_id": "PO-1",'),
        (expected(findings=["total-disagrees"]), '-   "total-disagrees"'),
        (expected(file="other.pdf"), '-  "file": "other.pdf",'),
    ],
)
def test_a_difference_is_shown(wanted: dict[str, Any], shown: str) -> None:
    assert shown in compare([wanted], [RECORD], "mail.eml").splitlines()


def test_a_record_too_many_or_too_few_is_a_difference() -> None:
    assert compare([], [RECORD], "mail.eml")
    assert compare([expected()], [], "mail.eml")


def test_a_scan_that_is_held_may_say_anything_and_an_accepted_one_nothing_wrong() -> None:
    wanted = expected(status=["accepted", "review"], never_wrong=True, order={"order_id": "PO-2"})
    held = replace(RECORD, status="review", findings=(finding("ocr-unconfirmed", seen="PO-1"),))
    assert compare([wanted], [held], "mail.eml") == ""
    assert compare([wanted], [RECORD], "mail.eml")


def sample(folder: Path, text: str, records: list[dict[str, Any]]) -> None:
    (folder / "note.txt").write_text(text)
    (folder / "note.txt.expected.json").write_text(json.dumps({"records": records}))


def test_a_folder_of_samples_that_hold_is_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample(tmp_path, "lunch at noon", [{"file": "note.txt", "document_type": "other", "status": "rejected"}])
    assert cli.main(["verify", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""


def test_a_folder_with_a_difference_is_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample(tmp_path, "lunch at noon", [{"file": "note.txt", "status": "accepted"}])
    assert cli.main(["verify", str(tmp_path)]) == 1
    assert "--- note.txt.expected.json" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["{", '{"orders": []}', "[]"])
def test_an_expectation_that_cannot_be_read_is_3(tmp_path: Path, text: str) -> None:
    sample(tmp_path, "lunch at noon", [])
    (tmp_path / "note.txt.expected.json").write_text(text)
    assert cli.main(["verify", str(tmp_path)]) == 3


def test_an_expectation_without_its_file_is_3(tmp_path: Path) -> None:
    (tmp_path / "gone.pdf.expected.json").write_text('{"records": []}')
    assert cli.main(["verify", str(tmp_path)]) == 3
