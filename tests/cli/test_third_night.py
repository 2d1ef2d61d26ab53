"""The third night says what lies beside it: checks and identity, rules, earlier orders, changes of all kinds."""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.cli.third_night import (
    EVENINGS,
    THIRD,
    Row,
    Stands,
    decide,
    done,
    firings,
    lay_over,
    put_rules,
    standing,
    table,
    two_nights,
)
from tests.cli.workspaces import ROOT, ledger_rows, orderloom, records, summary, workspace

pytestmark = pytest.mark.slow
TONIGHT = ("--as-of", EVENINGS[2])
ENGINEERED = ("C009/PO-104877", "C008/JZW-2026-0088")
APPROVED, REFUSED = "JZW-2026-0097", "MFC-PO-88241"
RELEASED, STOPPED = "CG-20260306-043", "QL20260306-11"


@dataclass(frozen=True)
class Night:
    """The workspace after the third night, and what was seen on the way."""

    folder: Path
    history: dict[str, Any]
    records: dict[str, dict[str, Any]]
    summary: dict[str, Any]
    engineering: dict[str, Any]
    stands: Stands


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    folder = two_nights(tmp_path_factory.mktemp("third") / "ws")
    lay_over(folder)
    listed = THIRD / "history" / "历史订单台账.xlsx"
    history = json.loads(done(folder, "history", "import", str(listed), "--json", *TONIGHT, code=1))
    put_rules(folder)
    assert done(folder, "rules", "check", code=0)
    done(folder, "nightly", *TONIGHT, "--jobs", "2", code=1)
    found = {Path(one["source"]["file"]).parent.name: one for one in records(folder)}
    changes = json.loads((folder / "out/latest/engineering_changes.json").read_text(encoding="utf-8"))
    return Night(folder, history, found, summary(folder), changes, standing(folder))


@pytest.mark.parametrize("folder", ["inbox", "faulty/inbox"])
def test_every_paper_is_read_as_its_truth_tells_it(folder: str) -> None:
    assert done(ROOT, "verify", f"samples/third_night/{folder}", "--jobs", "2", code=0) == ""


def test_the_list_of_earlier_orders_is_counted(night: Night) -> None:
    wanted = json.loads((THIRD / "history" / "history.expected.json").read_text(encoding="utf-8"))
    assert night.history["history"] == wanted
    parts = ("taken", "repeated", "without_number", "refused")
    assert wanted["rows"] == sum(wanted[part] for part in parts)
    assert len(night.history["failures"]) == wanted["refused"]


def said_of(record: dict[str, Any]) -> dict[str, Any]:
    """Say of a record what an expectation says of the night: all findings but hints that nobody is asked about."""
    said = [one["code"] for one in record["findings"] if one["severity"] != "info" or one["code"] == "pack-not-full"]
    lines = record["order"]["lines"]
    return {"status": record["status"], "findings": sorted(set(said)), "skus": [line["sku"] for line in lines]}


def test_every_mail_is_judged_as_expected_and_for_no_other_reason(night: Night) -> None:
    mails = sorted((THIRD / "inbox").glob("*.expected.json"))
    assert len(mails) == len(night.records)
    for path in mails:
        wanted = json.loads(path.read_text(encoding="utf-8"))["records"][0]["intake"]
        record = night.records[path.name.removesuffix(".expected.json")]
        said = said_of(record)
        assert (path.name, said["status"], said["findings"]) == (
            path.name,
            wanted["status"],
            sorted(set(wanted["findings"])),
        )
        assert said["skus"] == wanted.get("skus", said["skus"]), path.name
        assert record["order_key"] == wanted.get("order_key", record["order_key"]), path.name


def test_the_rules_hold_for_exactly_these_orders(night: Night, tmp_path: Path) -> None:
    earlier = two_nights(tmp_path / "ruled", "intake", rules=True)
    found = {
        **firings(earlier, "inbox"),
        **firings(earlier, "inbox/second"),
        **firings(night.folder, "inbox/third"),
    }
    rows = table("rules")
    wanted = {_place(row): (row["fired"], row["action"]) for row in rows if row["fired"] != "no"}
    assert found == wanted
    passed = {_place(row) for row in rows if row["fired"] == "no"}
    assert not passed & found.keys()
    names = {row["rule"] for row in rows if row["fired"] == "yes"}
    assert len(names) == 27
    assert names == {rule for _, rule, _ in passed}


def _place(row: Row) -> tuple[str, str, str]:
    return row["mail"], row["rule"], row["line_id"]


def test_engineering_changes_are_listed(night: Night) -> None:
    rows = defaultdict(list)
    for row in table("engineering_changes"):
        rows[row["list"]].append([row[name] for name in ("sku", "fact", "before", "after", "orders")])
    told = night.engineering
    changes = [[one["sku"], one["fact"], one["before"] or "", one["after"] or "", ""] for one in told["changes"]]
    outdated = [
        [one["sku"], one["fact"], one["issued"], one["today"], ";".join(one["orders"])] for one in told["outdated"]
    ]
    assert (changes, outdated) == (rows["changes"], rows["outdated"])


def copy(night: Night, to: Path) -> Path:
    shutil.copytree(night.folder, to / "ws", symlinks=True)
    return to / "ws"


def check_documents(event: str, before: Stands, after: Stands) -> None:
    rows = [row for row in table("documents") if row["event"] == event]
    assert rows
    for row in rows:
        found = (before.pegged(row), after.pegged(row))
        assert [*map(str, found)] == [row["before"], row["after"]], row
        tags = after.tags_since(row, before)
        assert not tags if row["tag"] == "none" else not row["tag"] or row["tag"] in tags, (row, tags)
    for document in after.documents.values():
        for line in document.lines if document.stands else ():
            assert line.quantity == sum(peg.quantity for peg in line.pegs) + (line.surplus or 0), document


def test_an_engineering_change_is_applied(night: Night, tmp_path: Path) -> None:
    folder = copy(night, tmp_path)
    done(folder, "engineering", "apply", *ENGINEERED, *TONIGHT)
    check_documents("engineering", night.stands, standing(folder))
    done(folder, "nightly", *TONIGHT, code=1)
    assert "engineering" not in summary(folder)
    assert summary(folder)["deliveries"]["sent"] > 0


def test_changes_of_orders_become_changes_of_documents(night: Night, tmp_path: Path) -> None:
    folder = copy(night, tmp_path)
    accept(folder, "38-", "40-", "41-")
    between = standing(folder)
    for event in ("supplement", "cancellation"):
        check_documents(event, night.stands, between)
    accept(folder, "38-")  # held once more, with the documents that would change
    check_documents("revision", between, standing(folder))
    assert summary(folder)["deliveries"]["sent"] > 0


def accept(folder: Path, *mails: str) -> None:
    """Accept what is asked about some of the third night's mails, and live another night."""
    begins = tuple(f"inbox/third/{one}" for one in mails)
    book = folder / "out/latest/review.xlsx"
    sheet = decide(book, "review", lambda row: str(row["file"]).startswith(begins), decision="accept", by="Li")
    done(folder, "review", "apply", str(sheet), *TONIGHT)
    done(folder, "nightly", *TONIGHT, code=1)


def test_what_rules_ask_is_decided(night: Night, tmp_path: Path) -> None:
    folder = copy(night, tmp_path)
    assert {state for _, state in sales(folder, APPROVED, REFUSED)} == {"proposed"}
    sheet = folder / "out/latest/tasks.xlsx"
    decisions = {APPROVED: "done", RELEASED: "done", REFUSED: "refuse", STOPPED: "refuse"}
    for order_id, decision in decisions.items():
        sheet = decide(sheet, "tasks", partial(is_of, order_id), decision=decision, by="王芳", why="看过")
    done(folder, "tasks", "apply", str(sheet), *TONIGHT, code=1)
    judged = {one["order"]["order_id"]: one["status"] for one in records(folder)}
    assert (judged[RELEASED], judged.get(STOPPED, "review")) == ("accepted", "review")
    done(folder, "deliver", *TONIGHT)
    assert sales(folder, APPROVED, REFUSED) == [(APPROVED, "delivered"), (REFUSED, "proposed")]


def is_of(order_id: str, row: Row) -> bool:
    return bool(row["order"] == order_id)


def sales(folder: Path, *order_ids: str) -> list[tuple[str, str]]:
    """Return order number and state of the orders' sales documents."""
    rows = ledger_rows(folder, "SELECT customer_order_id, state, document_type FROM planned_documents ORDER BY 1")
    return [(order_id, state) for order_id, state, kind in rows if kind == "sales" and order_id in order_ids]


def test_faulty_masters_stop_the_night_and_lenient_confines_them(tmp_path: Path) -> None:
    folder, faulty = workspace(tmp_path / "ws", ()), THIRD / "faulty"
    for part in (THIRD / "master", faulty / "master"):
        shutil.copytree(part, folder / "master", dirs_exist_ok=True)
    shutil.copytree(faulty / "inbox", folder / "inbox", dirs_exist_ok=True)
    refused = orderloom(folder, "nightly", *TONIGHT)
    told = [line for line in refused.stderr.splitlines() if line.startswith("master/")]
    wanted = table("faulty/faults")
    assert (refused.returncode, len(told)) == (3, len(wanted))
    for row in wanted:
        place = rf"master/{row['file']}:({row['lines'].replace(';', '|')}):\d+: {row['code']} {row['column']}: "
        assert any(re.match(place, line) for line in told), row
    assert not (folder / "out").exists()
    done(folder, "nightly", "--lenient", *TONIGHT, code=1)
    for record in records(folder):
        path = faulty / "inbox" / f"{Path(record['source']['file']).parent.name}.expected.json"
        [one] = json.loads(path.read_text(encoding="utf-8"))["records"]
        assert said_of(record)["status"] == one["intake"]["status"], path.name
        assert said_of(record)["findings"] == sorted(one["intake"]["findings"]), path.name
    assert summary(folder)["plan"]["sales"] == 1
