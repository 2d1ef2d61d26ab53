"""A night from the inbox to the delivered documents; twice is once, and a killed one goes on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.workspaces import add_mails, delivered, ledger_rows, orderloom, records, summary, workspace

MAILS = ("01", "02", "13", "16", "26", "28")
DOCUMENTS = "SELECT file, sha256, position, state, order_key FROM documents ORDER BY document_row"
ORDERS = "SELECT order_key, sequence, current, state, requested_date, promised_date FROM orders ORDER BY order_row"
PLANNED = "SELECT document_id, revision, state, lines FROM planned_documents ORDER BY document_id"
RESERVED = "SELECT sku, quantity, kind, reference, order_key, line_id, state FROM reservations ORDER BY 1, 4, 5, 6, 2"
EVENTS = "SELECT order_key, stage, at, system, note FROM events ORDER BY order_key, event_row"
EVERYTHING = (DOCUMENTS, ORDERS, PLANNED, RESERVED, EVENTS)


def state(folder: Path) -> list[Any]:
    return [ledger_rows(folder, query) for query in EVERYTHING]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = workspace(tmp_path_factory.mktemp("night") / "factory", MAILS)
    done = orderloom(folder, "nightly")
    assert done.returncode == 1, done.stderr
    return folder


@pytest.mark.slow
def test_every_document_and_message_is_counted_once(undisturbed: Path) -> None:
    counted = summary(undisturbed)
    assert counted["messages"] == {"in": 6, "order": 2, "resend": 1, "not_an_order": 1, "held": 2, "failed": 0}
    assert counted["documents"] == {"accepted": 2, "review": 2, "rejected": 2, "failed": 0}
    assert counted["exit_code"] == 1
    assert counted["plan"]["sales"] == 2
    assert counted["deliveries"]["sent"] == sum(counted["plan"].values()) == len(delivered(undisturbed)) / 2
    assert [record["status"] for record in records(undisturbed)].count("accepted") == 2


@pytest.mark.slow
def test_the_index_page_leads_to_everything_and_asks_the_network_for_nothing(undisturbed: Path) -> None:
    run = undisturbed / "out" / "latest"
    page = (run / "index.html").read_text(encoding="utf-8")
    for path in run.rglob("*"):
        if path.is_file() and path.name != "index.html":
            assert f'href="{path.relative_to(run).as_posix()}"' in page
    assert "http:" not in page
    assert "https:" not in page
    assert "can be read as 2026-05-06 or as 2026-06-05" in page


@pytest.mark.slow
def test_the_night_twice_makes_nothing_a_second_time(tmp_path: Path, undisturbed: Path) -> None:
    before, files = state(undisturbed), delivered(undisturbed)
    again = orderloom(undisturbed, "nightly", "-o", str(tmp_path / "again"))
    assert again.returncode == 1
    assert "6 document(s) already done" in again.stderr
    assert "already delivered" in again.stderr
    assert state(undisturbed) == before
    assert delivered(undisturbed) == files
    assert "以前已处理过" in orderloom(undisturbed, "nightly", "--lang", "zh", "-o", str(tmp_path / "zh")).stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "calls"),
    [
        ("orders.ledger:Ledger.record_document", "3"),  # in the middle of the inbox
        ("orders.ledger:Ledger.save_plan", "1"),  # planned, nothing delivered
        ("plan.stage:_hand_over", "2"),  # handed over, and the ledger does not know yet
    ],
)
def test_a_killed_night_goes_on_without_loss_or_doubles(
    tmp_path: Path, undisturbed: Path, where: str, calls: str
) -> None:
    folder = workspace(tmp_path / "factory", MAILS)
    killed = orderloom(folder, where, calls, "nightly", module=["tests.cli.killed_run"])
    assert killed.returncode == -9, killed.stderr
    assert not (folder / "out" / "latest").exists()
    resumed = orderloom(folder, "nightly")
    assert resumed.returncode == 1, resumed.stderr
    assert "carrying on the interrupted run" in resumed.stderr
    assert state(folder) == state(undisturbed)
    assert delivered(folder) == delivered(undisturbed)
    assert sorted(map(str, records(folder))) == sorted(map(str, records(undisturbed)))
    counted, expected = summary(folder), summary(undisturbed)
    for part in ("messages", "documents", "plan", "failures", "exit_code"):
        assert counted[part] == expected[part]
    assert [path.name for path in (folder / "out").iterdir() if path.name.startswith(".")] == []


@pytest.mark.slow
def test_the_result_does_not_depend_on_the_number_of_workers(tmp_path: Path, undisturbed: Path) -> None:
    folder = workspace(tmp_path / "factory", MAILS)
    assert orderloom(folder, "nightly", "--jobs", "3").returncode == 1
    assert state(folder) == state(undisturbed)
    assert records(folder) == records(undisturbed)


@pytest.mark.slow
def test_the_next_night_takes_only_what_is_new(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "factory", ("02",))
    assert orderloom(folder, "nightly").returncode == 0
    add_mails(folder, ("01",))
    assert orderloom(folder, "nightly").returncode == 0
    counted = summary(folder)
    assert (counted["messages"]["in"], counted["plan"]["sales"]) == (1, 1)
    assert ledger_rows(folder, "SELECT count(*) FROM orders WHERE state = 'accepted'") == [(2,)]


def decide(folder: Path, decision: str, new_value: str | None = None, **more: str) -> Path:
    """Fill in the newest review sheet, one decision for all rows."""
    from openpyxl import load_workbook

    book = load_workbook(folder / "out/latest/review.xlsx")
    sheet = book["review"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        filled = {"decision": decision, "new_value": new_value, "by": "Li", **more}
        for column, value in filled.items():
            sheet.cell(row, columns[column], value)
    book.save(folder / "decided.xlsx")
    return folder / "decided.xlsx"


@pytest.mark.slow
def test_a_revision_of_what_was_delivered_changes_only_what_differs(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "factory", ("03",))
    assert orderloom(folder, "nightly").returncode == 0
    planned, files = ledger_rows(folder, PLANNED), delivered(folder)
    add_mails(folder, ("14",))
    assert orderloom(folder, "nightly").returncode == 1  # a revision waits for a person
    assert orderloom(folder, "review", "apply", str(decide(folder, "accept"))).returncode == 0
    held = orderloom(folder, "nightly")  # and once more, with the documents that would change
    assert held.returncode == 1
    assert "documents that stand would change" in held.stderr
    assert (ledger_rows(folder, PLANNED), delivered(folder)) == (planned, files)
    assert orderloom(folder, "review", "apply", str(decide(folder, "accept"))).returncode == 0
    assert orderloom(folder, "nightly").returncode == 0
    chain = ledger_rows(folder, "SELECT sequence, current, state FROM orders ORDER BY sequence")
    assert chain == [(1, 0, "superseded"), (2, 1, "accepted")]
    stands = "SELECT document_type, state FROM planned_documents WHERE state != 'cancelled'"
    assert set(ledger_rows(folder, stands)) <= {
        (k, "delivered") for k in ("sales", "purchase", "production", "outbound")
    }
    assert len(ledger_rows(folder, f"{stands} AND document_type = 'sales'")) == 1
    assert orderloom(folder, "nightly").returncode == 0
    assert summary(folder)["plan"] == {"sales": 0, "purchase": 0, "production": 0, "outbound": 0}


@pytest.mark.slow
def test_two_nights_at_once_make_nothing_twice(tmp_path: Path, undisturbed: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    folder = workspace(tmp_path / "factory", MAILS)
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(lambda _: orderloom(folder, "nightly"), range(2)))
    assert {item.returncode for item in done} <= {1, 3}, [item.stderr for item in done]
    orderloom(folder, "nightly")
    assert state(folder) == state(undisturbed)
    assert delivered(folder) == delivered(undisturbed)


@pytest.mark.slow
def test_a_held_order_can_be_mended_and_goes_on(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "factory", ("26",))
    assert orderloom(folder, "nightly").returncode == 1
    page = (folder / "out/latest/index.html").read_text(encoding="utf-8")
    (place,) = set(re.findall(r"orderloom review apply (\S+) -w \.<", page))
    assert (folder / place).samefile(folder / "out/latest/review.xlsx")
    sheet_file = decide(folder, "correct", "2026-05-06")
    applied = orderloom(folder, "review", "apply", str(sheet_file))
    assert applied.returncode == 0, applied.stderr
    assert [record["status"] for record in records(folder)] == ["accepted"]
    assert ledger_rows(folder, "SELECT person, decision FROM decisions") == [("Li", "correct")]
    assert orderloom(folder, "split").returncode == 0
    assert summary(folder)["plan"]["sales"] == 1
    assert orderloom(folder, "deliver").returncode == 0
    assert summary(folder)["deliveries"]["sent"] > 0
    stale = orderloom(folder, "review", "apply", str(sheet_file))
    assert stale.returncode == 1
    assert "already decided for order 4500017461" in stale.stderr


@pytest.mark.slow
def test_a_customer_that_is_not_in_the_master_is_refused_by_name(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "factory", ("26",))
    assert orderloom(folder, "nightly").returncode == 1
    sheet_file = decide(folder, "correct", "C999", path="/order/buyer/party_id")
    refused = orderloom(folder, "review", "apply", str(sheet_file))
    assert refused.returncode == 1
    assert "new-value-unusable: “C999” is no customer" in refused.stderr
    assert ledger_rows(folder, "SELECT count(*) FROM decisions") == [(0,)]


def test_decisions_without_a_ledger_leave_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "review.xlsx").touch()
    lost = orderloom(tmp_path, "review", "apply", "review.xlsx")
    assert lost.returncode == 3
    assert "no ledger here" in lost.stderr
    assert "give the workspace with -w, or cd to it" in lost.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["review.xlsx"]
