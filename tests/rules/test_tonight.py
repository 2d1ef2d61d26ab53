"""Rules of tonight are asked of what was planned on earlier nights, by every command that hands documents on."""

from __future__ import annotations

from pathlib import Path

import cli
from orders.ledger import open_ledger
from tests.plan.test_engineering import accept, workspace


def test_nothing_is_handed_on_against_a_rule_made_since_it_was_planned(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    accept(folder)
    assert cli.main(["split", "-w", str(folder)]) == 0
    (folder / "mappings").mkdir()
    rules = folder / "mappings" / "rules.yaml"
    rules.write_text('kind: rules\nrules: [{name: 停, rule: "数量 > 9 → 暂停"}]\n', encoding="utf-8")
    assert cli.main(["deliver", "-w", str(folder)]) == 1
    ledger = open_ledger(f"sqlite:///{folder}/orderloom.db")
    assert (ledger.delivered_count(), len(ledger.open_documents())) == (0, 1)
    rules.unlink()
    assert cli.main(["nightly", "-w", str(folder)]) == 0
    assert ledger.delivered_count() > 0
