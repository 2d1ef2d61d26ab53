"""Masters with faults stop a run (exit 3) with every fault at once; --lenient holds only the orders that need them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli
from orders.ledger import Paper, open_ledger
from orders.run import run_stem
from tests.ledger.test_ledger import AT
from tests.plan.factory import line, order
from tests.plan.test_engineering import ROWS, workspace

SPOILT = {
    "items": ROWS["items"].replace("SA,芯体,只,buy,5", "SA,芯体,只,buy,five"),
    "stock": ROWS["stock"] + "SA,W1,many\n",
}


def accepted(folder: Path) -> None:
    ledger = open_ledger(f"sqlite:///{folder}/orderloom.db")
    run_id = ledger.begin_run(run_stem(AT), "intake", version="1", as_of=AT)
    for record in (order("NEEDS", line("FG", "10")), order("ELSE", line("SB", "3"))):
        paper = Paper(record.source.sha256, "m", "a", record.source.sha256)
        ledger.record_document(run_id, paper, said=[record], judged=[record], at=AT)
    ledger.finish_run([run_id], exit_code=0, summary={})


def test_only_the_orders_that_need_a_faulty_item_are_held(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = workspace(tmp_path)
    accepted(folder)
    for name, text in SPOILT.items():
        (folder / "master" / f"{name}.csv").write_text(text, encoding="utf-8")
    assert cli.main(["split", "-w", str(folder), "--json"]) == 3
    said = capsys.readouterr()
    assert ("“five” is no number" in said.err, "“many” is no number" in said.err, said.out) == (True, True, "")
    assert not (folder / "out").exists()
    assert cli.main(["split", "-w", str(folder), "--json", "--lenient"]) == 1
    counted = json.loads(capsys.readouterr().out)
    assert (counted["plan"]["sales"], [one["state"] for one in counted["failures"]]) == (1, ["shut-out", "shut-out"])
    ledger = open_ledger(f"sqlite:///{folder}/orderloom.db")
    (held,) = ledger.open_documents()
    assert held.record.order_key == "C1/NEEDS"
    assert [(one.code, one.facts["sku"]) for one in held.record.findings] == [("item-shut-out", "SA")]
