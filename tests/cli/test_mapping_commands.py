"""From a paper nobody can read to an accepted order: suggest, check, test, extract, as a newcomer types them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import cli
from orders.records import plain
from tests.cli.test_night import decide
from tests.cli.workspaces import orderloom, workspace
from tests.intake.papers.beichen import MAPPING, notice, said, site

WANTED = ("order_id", "issue_date", "currency", "buyer", "seller", "delivery", "lines", "totals")


@pytest.fixture
def mill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two papers of one customer, the values of one of them beside it."""
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "one.pdf").write_bytes(notice().bytes)
    (papers / "two.pdf").write_bytes(notice(number="BC-2026-0400").bytes)
    order = plain(said(notice(), site(tmp_path, beichen=MAPPING)).order)
    wanted = {"records": [{"order": {name: order[name] for name in WANTED}}]}
    (papers / "one.pdf.expected.json").write_text(json.dumps(wanted), encoding="utf-8")
    (tmp_path / "mappings").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_newcomer_gets_from_a_held_paper_to_an_accepted_one(mill: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = mill / "mappings" / "beichen.yaml"
    draft.touch()  # as `> mappings/beichen.yaml` does before the command runs
    assert cli.main(["mapping", "suggest", "papers", "--customer", "C031", "--lang", "en"]) == 0
    told = capsys.readouterr()
    draft.write_text(told.out, encoding="utf-8")
    assert "papers/one.pdf: read as confirmed with this draft" in told.err
    assert "papers/two.pdf: nobody has confirmed" in told.err
    assert cli.main(["mapping", "check", "mappings/beichen.yaml"]) == 0
    capsys.readouterr()
    assert cli.main(["mapping", "test", "mappings/beichen.yaml", "--documents", "papers", "--json"]) == 0
    told_json = json.loads(capsys.readouterr().out)
    assert {(one["before"], one["after"]) for one in told_json["changes"]} == {("rejected", "accepted")}
    assert (len(told_json["changes"]), told_json["accepted_changed"]) == (2, False)
    assert cli.main(["extract", "papers/two.pdf"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["status"], record["order"]["order_id"]) == ("accepted", "BC-2026-0400")
    assert record["source"]["mapped_as"] == "C031"


def test_a_change_that_alters_accepted_orders_ends_with_1(mill: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (mill / "mappings" / "beichen.yaml").write_text(MAPPING, encoding="utf-8")
    (mill / "new.yaml").write_text(MAPPING.replace("date_order: dmy", "date_order: mdy"), encoding="utf-8")
    assert cli.main(["mapping", "test", "new.yaml", "--documents", "papers", "--lang", "en"]) == 1
    told, noted = capsys.readouterr()
    assert noted.splitlines() == ["read one.pdf", "read two.pdf"] * 2
    assert "one.pdf BC-2026-0317: accepted\n" in told
    assert "  /order/issue_date: 2026-04-03 → 2026-03-04\n" in told
    assert "2 document(s) read again: 2 record(s) change, 2 of them accepted before" in told


def test_what_cannot_be_learnt_or_tested_is_said(mill: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["mapping", "suggest", "papers/two.pdf"]) == 3
    assert "values-missing" in capsys.readouterr().err
    assert cli.main(["mapping", "suggest", "--lang", "en"]) == 0
    assert "teach nothing" in capsys.readouterr().err
    assert cli.main(["mapping", "test"]) == 3
    assert "ledger-missing" in capsys.readouterr().err
    (mill / "two.yaml").write_text(MAPPING.replace("C031", "C032"), encoding="utf-8")
    (mill / "mappings" / "beichen.yaml").write_text(MAPPING, encoding="utf-8")
    assert cli.main(["mapping", "test", "two.yaml", "--documents", "papers"]) == 3
    assert "customer-twice" in capsys.readouterr().err


@pytest.mark.slow
def test_without_files_the_ledgers_readings_are_compared(mill: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (mill / "mappings" / "beichen.yaml").write_text(MAPPING, encoding="utf-8")
    assert cli.main(["intake", "papers", "--as-of", "2026-04-05", "-q"]) == 1  # no masters: all are held
    assert cli.main(["mapping", "test", "--lang", "en"]) == 0
    assert "2 document(s) read again: 0 record(s) change" in capsys.readouterr().out
    (mill / "mappings" / "beichen.yaml").write_text(MAPPING.replace("dmy", "mdy"), encoding="utf-8")
    assert cli.main(["mapping", "test", "--lang", "en"]) == 1
    assert "2 of them accepted before" in capsys.readouterr().out


@pytest.mark.slow
def test_a_draft_the_site_cannot_use_says_why(mill: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = MAPPING.replace("C031", "C007").replace("senders: [beichen.example]\n", "")
    (mill / "mappings" / "other.yaml").write_text(other, encoding="utf-8")
    assert cli.main(["mapping", "suggest", "papers/one.pdf", "--customer", "C031", "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert "customer_id: C031" in told.out
    assert "with this draft still otherwise: “昆山北辰机械有限公司” stands in C031.yaml, too" in told.err


@pytest.mark.slow
def test_a_decision_in_review_becomes_a_patch_with_the_orders_it_would_change(tmp_path: Path) -> None:
    """openpyxl fills the sheet in, patch(1) applies what is proposed."""
    folder = workspace(tmp_path / "factory", ("25",))
    assert orderloom(folder, "intake").returncode == 1
    assert orderloom(folder, "review", "apply", str(decide(folder, "accept"))).returncode == 0
    proposed = orderloom(folder, "mapping", "suggest", "--lang", "en")
    assert (proposed.returncode, (folder / "mappings" / "C006.yaml").exists()) == (0, False)
    file = "inbox/25-unit-unknown.eml/物资采购订单WHJC-CG-2026-00318.pdf"
    assert f"# {file} WHJC-CG-2026-00318: for a person → accepted\n" in proposed.stdout
    assert "#   /order/lines/0/unit_code: — → H87\n" in proposed.stdout
    assert f"\n+  提: H87   # learnt from {file}\n" in proposed.stdout
    subprocess.run(["patch", "-p1", "-d", folder], input=proposed.stdout, text=True, check=True, capture_output=True)
    assert orderloom(folder, "mapping", "check", "mappings/C006.yaml").returncode == 0
    replayed = orderloom(folder, "mapping", "test", "--lang", "en")
    assert (replayed.returncode, replayed.stdout) == (
        0, "1 document(s) read again: 0 record(s) change, 0 of them accepted before\n",
    )  # fmt: skip
