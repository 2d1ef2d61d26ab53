"""Issued documents on bills and drawings that hold no more are listed with what mends them; a person decides."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import cli
from orders.documents import Plan, PlannedLine, Reservation
from orders.engineering import EngineeringChange, engineering_states
from orders.ledger import open_ledger
from orders.masters import Masters, Stock
from orders.units import unit_words
from plan import Commitments, replan, split
from plan.deltas.changed import name_of
from plan.engineering.outdated import outdated_lines
from plan.needs import World
from tests.plan.factory import TODAY, D, bom, item, line, masters, order

WORDS = unit_words()
ITEMS = (item("FG", "make", drawing_id="D-1", drawing_revision="A"), item("SA"), item("SB"))
OLD = masters(ITEMS, [bom("FG", "SA", "2", "V2.8")])
NEW = masters(ITEMS, [bom("FG", "SA", "2", "V2.8", valid_to=date(2026, 3, 1)), bom("FG", "SB", "2", "V3.2")])


def issued(world: Masters = OLD) -> Plan:
    return split([order("A", line("FG", "10"))], world, Commitments(), TODAY, WORDS)


def found(world: Masters, *done: str) -> list[tuple[str, str, str]]:
    lines = outdated_lines(issued().documents, done, World(world, TODAY, WORDS))
    return [(one.fact, one.issued, one.today) for one in lines]


def test_what_is_built_as_the_masters_say_is_not_listed() -> None:
    assert found(OLD) == []


def test_an_old_version_a_changed_part_and_an_old_drawing_are_listed() -> None:
    assert found(NEW) == [("bom_version", "V2.8", "V3.2")]
    assert found(masters(ITEMS, [bom("FG", "SA", "3", "V2.8")])) == [("part SA", "20", "30")]
    assert found(masters(ITEMS, [bom("FG", "SB", "2", "V2.8")])) == [("part SA", "20", "—"), ("part SB", "—", "20")]
    drawn = (replace(ITEMS[0], drawing_revision="B"), *ITEMS[1:])
    assert found(masters(drawn, [bom("FG", "SA", "2", "V2.8")])) == [("drawing", "D-1 A", "D-1 B")]


def test_what_has_left_the_house_is_not_listed() -> None:
    assert found(NEW, "C1/A") == []


def test_the_difference_of_two_nights_is_kept(tmp_path: Path) -> None:
    ledger = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    assert ledger.note_engineering(engineering_states(OLD)) == ()
    assert ledger.note_engineering(engineering_states(OLD)) == ()
    changes = ledger.note_engineering(engineering_states(NEW))
    assert changes[0] == EngineeringChange("FG", "bom V2.8", "–", "–2026-03-01")
    assert [(one.fact, one.before, one.after) for one in changes[1:]] == [
        ("bom V3.2", None, "–"),
        ("bom V3.2 SB", None, "2 只"),
    ]
    assert ledger.note_engineering(engineering_states(NEW)) == ()


ROWS = {
    "items": "sku,name,unit,make_or_buy,lead_time_days\nFG,变送器,只,make,5\nSA,芯体,只,buy,5\nSB,芯体二,只,buy,5\n",
    "bom": "parent_sku,bom_version,component_sku,quantity_per,unit,valid_from,valid_to\nFG,V2.8,SA,2,只,,\n",
    "customers": "customer_id,name,level\nC1,杭州云海自动化设备有限公司,A\n",
    "cross_reference": "customer_id,customer_item_id,sku\n",
    "prices": "customer_id,sku,unit_price,currency,includes_tax\nC1,FG,10.00,CNY,yes\n",
    "units": "sku,unit,factor\n",
    "stock": "sku,warehouse,on_hand\n",
    "incoming": "sku,quantity,due_date\n",
    "calendar": "date,working\n",
}
CHANGED = "FG,V2.8,SA,2,只,,2026-03-01\nFG,V3.2,SB,2,只,2026-03-02,\n"


def workspace(folder: Path) -> Path:
    (folder / "orderloom.yaml").write_text('as_of: "2026-03-04T20:00:00"\nlanguage: en\n', encoding="utf-8")
    for name in ("inbox", "master"):
        (folder / name).mkdir()
    for name, text in ROWS.items():
        (folder / "master" / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def accept(folder: Path) -> None:
    """Let an accepted order stand in the ledger, as intake leaves it there."""
    from orders.ledger import Paper
    from orders.run import run_stem
    from tests.ledger.test_ledger import AT

    ledger = open_ledger(f"sqlite:///{folder}/orderloom.db")
    run_id = ledger.begin_run(run_stem(AT), "intake", version="1", as_of=AT)
    record = order("A", line("FG", "10", unit="只"))
    ledger.record_document(run_id, Paper("m", "m", "a", record.source.sha256), said=[record], judged=[record], at=AT)
    ledger.finish_run([run_id], exit_code=0, summary={})


def test_the_night_lists_and_a_person_has_it_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = workspace(tmp_path)
    options = ["-w", str(folder), "--json"]
    accept(folder)
    assert cli.main(["nightly", *options]) == 0
    assert "engineering" not in json.loads(capsys.readouterr().out)
    bill = folder / "master" / "bom.csv"
    bill.write_text(ROWS["bom"].replace("FG,V2.8,SA,2,只,,\n", CHANGED), encoding="utf-8")
    assert cli.main(["nightly", *options]) == 1
    shown = capsys.readouterr()
    counted = json.loads(shown.out)
    assert counted["engineering"]["outdated"] == 1
    assert counted["plan"]["production"] == 0
    assert "orderloom engineering apply C1/A" in shown.err
    said = json.loads((folder / "out/latest/engineering_changes.json").read_text(encoding="utf-8"))
    assert [one["tags"] for one in said["deltas"] if one["document_type"] == "production"] == [
        ["supplement"],
        ["cancellation"],
    ]
    assert cli.main(["engineering", "apply", "C1/A", *options]) == 0
    capsys.readouterr()
    assert cli.main(["nightly", *options]) == 0
    assert json.loads(capsys.readouterr().out)["deliveries"]["sent"] > 0
    assert cli.main(["engineering", "apply", "C1/nobody", *options]) == 1


OTHER_MASTERS = {
    "drawing": ("items", {"FG,变送器,只,make,5,D-1,A": "FG,变送器,只,make,5,D-1,B"}, ("B", "20")),
    "part": ("bom", {"FG,V2.8,SA,2,": "FG,V2.8,SA,3,"}, ("A", "30")),
}


@pytest.mark.parametrize("what", OTHER_MASTERS)
def test_what_is_applied_is_mended(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document on an old drawing or with another part is made anew, and stands on nothing old afterwards."""
    table, changes, (revision, parts) = OTHER_MASTERS[what]
    folder, items = (
        workspace(tmp_path),
        ROWS["items"].replace("lead_time_days\n", "lead_time_days,drawing_id,drawing_revision\n"),
    )
    items = items.replace("make,5\n", "make,5,D-1,A\n").replace("buy,5\n", "buy,5,,\n")
    texts, options = {**ROWS, "items": items}, ["-w", str(folder), "--json"]
    (folder / "master" / "items.csv").write_text(items, encoding="utf-8")
    accept(folder)
    assert cli.main(["nightly", *options]) == 0
    for before, after in changes.items():
        assert before in texts[table]
        (folder / "master" / f"{table}.csv").write_text(texts[table].replace(before, after), encoding="utf-8")
    assert cli.main(["nightly", *options]) == 1
    assert cli.main(["engineering", "apply", "C1/A", *options]) == 0
    capsys.readouterr()
    assert cli.main(["nightly", *options]) == 0
    assert json.loads(capsys.readouterr().out)["deliveries"]["sent"] > 0
    lines = [one for one in standing_lines(folder) if one.sku == "FG"]
    assert [(str(one.quantity), one.drawing_revision, part_of(one)) for one in lines] == [("10", revision, parts)]
    bought = sum(one.quantity for one in standing_lines(folder) if one.sku == "SA")
    assert bought == int(parts)


def standing_lines(folder: Path) -> list[PlannedLine]:
    """Return the lines of all production and purchase documents that stand, each in its newest revision."""
    documents = open_ledger(f"sqlite:///{folder}/orderloom.db").commitments()[1]
    standing = (one for one in documents if one.document_type in ("production", "purchase") and one.stands)
    return [line for one in standing for line in one.lines if line.quantity]


def part_of(line: PlannedLine) -> str:
    (value,) = (one.value for one in line.attributes if one.name.startswith("part "))
    return value


BESIDE = (*ITEMS, item("FG2", "make", drawing_id="D-2", drawing_revision="A"), item("P"))
BOTH = [bom("FG", "SA", "2", "V2.8"), bom("FG2", "P", "1", "V1")]
WHOLE = masters(BESIDE, BOTH)
SENT = split([order("A", line("FG", "10"), line("FG2", "4", "2"))], WHOLE, Commitments(), TODAY, WORDS)


def mended(world: Masters) -> tuple[Plan, list[Reservation]]:
    """Mend what is outdated, as the command does; return the plan and what is reserved since."""
    commitments = Commitments(SENT.reservations, SENT.documents)
    outdated = outdated_lines(SENT.documents, (), World(world, TODAY, WORDS))
    places = {(one.document_id, one.line_id) for one in outdated}
    pegs = [peg for one in SENT.documents for each in one.lines if (one.document_id, each.line_id) in places
            for peg in each.pegs]  # fmt: skip
    lines = {name_of(peg) for peg in pegs}
    record = order("A", line("FG", "10"), line("FG2", "4", "2"))
    plan = replan([record], {"C1/A"}, world, commitments, TODAY, WORDS, lines=lines)
    return plan, [one for one in plan.reservations if one.line_id == "2"]


def test_lines_that_no_change_concerns_keep_their_documents() -> None:
    stocked = masters(
        BESIDE,
        [bom("FG", "SB", "2", "V3.2"), BOTH[1]],
        stock=[Stock("P", "W1", D(9)), Stock("FG2", "W1", D(9))],  # came in since, for somebody else
    )
    plan, kept = mended(stocked)
    before = [each for one in SENT.documents for each in one.lines]
    touched = {each.sku for one in plan.documents for each in one.lines if each not in before}
    assert touched == {"FG", "SA", "SB"}
    assert {(one.sku, one.reference) for one in kept} == {
        (one.sku, one.reference) for one in SENT.reservations if one.line_id == "2"
    }
    assert not any(one.document_type in ("sales", "outbound") for one in plan.documents)


def test_a_fault_elsewhere_in_the_masters_does_not_stop_it_if_so_wished(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    accept(folder)
    assert cli.main(["nightly", "-w", str(folder)]) == 0
    changed, items = ROWS["bom"].replace("FG,V2.8,SA,2,只,,\n", CHANGED), f"{ROWS['items']}XX,坏,只,make,abc\n"
    (folder / "master" / "bom.csv").write_text(changed, encoding="utf-8")
    (folder / "master" / "items.csv").write_text(items, encoding="utf-8")
    assert cli.main(["engineering", "apply", "C1/A", "-w", str(folder)]) == 3
    assert cli.main(["engineering", "apply", "C1/A", "-w", str(folder), "--lenient"]) == 1  # the fault is said
    planned = open_ledger(f"sqlite:///{folder}/orderloom.db").deliverable()
    assert {one.document_type for one in planned} == {"production", "purchase"}
