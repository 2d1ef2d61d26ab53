"""What confirmed papers and persons' decisions teach: the draft of a mapping, a patch, and what each would change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from intake.learn.clues import Clue, clues_of
from intake.learn.confirmed import confirmed, several_buyers
from intake.learn.decided import taught
from intake.learn.draft import Addition, additions, drafted, quoted
from intake.learn.patch import diff, extended, fresh
from intake.learn.replay import changes, site_with
from intake.learn.suggest import propose
from orders.ledger import Archived, Settlement, open_ledger
from orders.ledger import Paper as Filed
from orders.mapping import load_mapping
from orders.problems import UnusableError
from orders.records import Evidence, Order, OrderLine, OrderRecord, Party, Source, build, plain
from orders.run import Setting
from orders.workspace import open_workspace
from tests.intake.papers.beichen import BEICHEN, MAPPING, TRUTH, notice, said, site
from tests.intake.papers.goods import facts
from tests.intake.papers.kit import Paper

SOURCE = Source("BC.pdf", "0" * 64, "application/pdf", sender="Li <li@beichen.example>")
NOW = datetime(2026, 4, 5, tzinfo=UTC)


def truth(tmp_path: Path, paper: Paper | None = None) -> Order:
    order = said(paper or notice(), site(tmp_path, beichen=MAPPING)).order
    assert order is not None
    return replace(order, buyer=replace(order.buyer, party_id=None))


def learn(paper: Paper, wanted: Order, own: tuple[str, ...] = ()) -> tuple[set[tuple[str, str, str]], Sequence[str]]:
    clues, wrong = clues_of(paper.bytes, "BC.pdf", SOURCE, wanted, own)
    return {(clue.key, clue.name, clue.word) for clue in clues}, wrong


def test_a_confirmed_paper_teaches_what_nobody_knows(tmp_path: Path) -> None:
    found, wrong = learn(notice(), truth(tmp_path))
    assert found == {
        ("names", "", BEICHEN),
        ("senders", "", "li@beichen.example"),
        ("titles", "purchase_order", "要货通知"),
        ("fields", "requested_date", "到厂"),
        ("columns", "quantity", "要数"),
        ("code_column", "", "图号"),
        ("date_order", "", "dmy"),
        ("currency", "", "CNY"),
    }
    assert "status" in wrong


def test_a_paper_that_is_read_right_teaches_only_whose_it_is(tmp_path: Path) -> None:
    own = site(tmp_path, beichen=MAPPING)
    assert learn(notice(), truth(tmp_path), own) == (
        {("names", "", BEICHEN), ("senders", "", "li@beichen.example")},
        (),
    )


def test_numbers_that_read_two_ways_teach_the_decimal_sign(tmp_path: Path) -> None:
    rows = [(str(n), f"BC-7.30{n}.1", "绳", "1.500", "米", "2.000", "3.000") for n in (1, 2)]
    wanted = truth(tmp_path, notice(rows=rows, total="6.000"))
    numbers = (Decimal(1500), Decimal(2000), Decimal(3000))
    lines = [replace(line, quantity=numbers[0], unit_price=numbers[1], line_amount=numbers[2]) for line in wanted.lines]
    wanted = replace(wanted, lines=tuple(lines))
    found, _ = learn(notice(rows=rows, total="6.000"), wanted)
    assert ("decimal", "", "comma") in found


def draft_of(*papers: tuple[Paper, Order]) -> str:
    clues = [clue for paper, wanted in papers for clue in clues_of(paper.bytes, "BC.pdf", SOURCE, wanted, ())[0]]
    return drafted(*additions(clues), "C031")


def test_a_draft_reads_the_paper_it_was_learnt_from_and_others_of_its_kind(tmp_path: Path) -> None:
    text = draft_of((notice(), truth(tmp_path)))
    assert "- 要货通知   # learnt from BC.pdf" in text
    own = site(tmp_path, drafted=text)
    assert load_mapping(Path(own[0], "drafted.yaml")).data["customer_id"] == "C031"
    assert (said(notice(), own).status, facts(said(notice(), own))) == ("accepted", TRUTH)
    assert said(notice(number="BC-2026-0400"), own).status == "accepted"


def test_a_habit_that_two_papers_have_differently_is_left_out(tmp_path: Path) -> None:
    turned = notice(dates=("04/03/2026", "05/08/2026"))
    text = draft_of((notice(), truth(tmp_path)), (turned, truth(tmp_path)))
    assert "\ndate_order" not in text
    assert "# not sure, left out: date_order: dmy" in text
    assert "# not sure, left out: date_order: mdy" in text


def test_one_word_never_gets_two_meanings() -> None:
    two = [Clue("columns", name, "要数", "a.pdf") for name in ("quantity", "unit")]
    assert additions(two)[0] == ()
    again = [Clue("columns", "quantity", "要数", file) for file in ("a.pdf", "b.pdf", "a.pdf")]
    assert additions(again) == ((Addition("columns", "quantity", "要数", ("a.pdf", "b.pdf")),), ())


@pytest.mark.parametrize(
    "word", ["no", "010", "a: b", "x # y", "2026-03-04", "~", "Qty (pcs)", "图号", 'say "x"', "1e5"]
)
def test_every_word_comes_back_as_it_was_learnt(tmp_path: Path, word: str) -> None:
    text = drafted([Addition("names", "", word, ("a\n: b.pdf",))], (), "0017")
    path = Path(site(tmp_path, x=text)[0], "x.yaml")
    assert load_mapping(path).data == {"kind": "customer", "customer_id": "0017", "names": [word]}
    assert "\n" not in quoted(word)


def test_a_mapping_that_is_there_keeps_its_lines_and_comments(tmp_path: Path) -> None:
    more = [
        Addition("fields", "order_id", "订货号", ("a.pdf",)),
        Addition("names", "", "北辰机械（昆山）", ("a.pdf",)),
        Addition("items", "010", "SN-1", ("a.pdf",)),
        Addition("currency", "", "USD", ("a.pdf",)),  # it says CNY
        Addition("columns", "quantity", "要数", ("a.pdf",)),  # it has that
    ]
    before = "# ours\n" + MAPPING.replace("currency: CNY", "currency: CNY  # by contract")
    path = Path(site(tmp_path, x=before)[0], "x.yaml")
    new = fresh(load_mapping(path).data, more)
    after = extended(before, new)
    assert [item.key for item in new] == ["fields", "names", "items"]
    assert "# ours\n" in after
    assert "currency: CNY  # by contract" in after
    data = load_mapping(Path(site(tmp_path, y=after)[0], "y.yaml")).data
    assert data["fields"]["order_id"] == ["要货单号", "订货号"]
    assert (data["names"], data["items"]) == ([BEICHEN, "北辰机械（昆山）"], {"010": "SN-1"})
    changed = [line[0] for line in diff("mappings/x.yaml", before, after).splitlines()[2:] if line[0] in "+-"]
    assert changed.count("-") <= 3


# ── whose values are confirmed ───────────────────────────────────────────────────────────────────────────────────


def test_values_beside_a_document_go_before_the_ledgers(tmp_path: Path) -> None:
    wanted = {"records": [{"order": {"order_id": "A", "lines": [{"quantity": 60, "unit_price": 0.84}]}}]}
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "a.pdf.expected.json").write_text(json.dumps(wanted))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.5")
    (tmp_path / "b.pdf.json").write_text('{"order": {"order_id": "B", "lines": [{"unit": "只"}]}}\n{"order": null}\n')
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.6")
    found, without = confirmed([tmp_path], tmp_path)
    assert [(item.name, item.order.order_id) for item in found] == [("a.pdf", "A"), ("b.pdf", "B")]
    assert (found[0].order.lines[0].quantity, str(found[0].order.lines[0].unit_price)) == (Decimal(60), "0.84")
    assert without == ("c.pdf",)


@pytest.mark.parametrize("text", ["{", "[1]", '{"records": 5}', '{"order": {"issue_date": "soon"}}', "null"])
def test_values_that_cannot_be_read_are_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "a.pdf.json").write_text(text)
    with pytest.raises(UnusableError) as caught:
        confirmed([tmp_path / "a.pdf"], tmp_path)
    assert caught.value.problems[0].file.endswith("a.pdf.json")


def test_documents_of_two_customers_are_no_draft(tmp_path: Path) -> None:
    found = [SimpleNamespace(order=Order(buyer=Party(name)), source=SOURCE) for name in ("A", "A", "B")]
    assert list(several_buyers(found)) == ["A: BC.pdf, BC.pdf", "B: BC.pdf"]  # type: ignore[arg-type]
    assert list(several_buyers(found[:2])) == []  # type: ignore[arg-type]


# ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────


def decided(*made: tuple[str, str], method: Any = "text", status: Any = "accepted") -> Archived:
    line = OrderLine(buyer_item_id="X-1", sku="SN-1", unit="盘", unit_code="H87")
    order = Order("4711", buyer=Party("Harbor Ltd", party_id="C001"), lines=(line,))
    paths = ("/order/buyer/name", "/order/lines/0/buyer_item_id", "/order/lines/0/unit")
    evidence = {path: Evidence("x", method) for path in paths}
    record = OrderRecord(Source("a.pdf", "1" * 64, "x"), "purchase_order", status, order, "C001/4711", evidence)
    settled = tuple(Settlement("k", path, "code", decision, person="Li") for path, decision in made)
    return Archived(1, 0, Filed("m", "a.pdf", "a.pdf", "1" * 64), record, record, settled)


BUYER, SKU, UNIT = "/order/buyer/party_id", "/order/lines/0/sku", "/order/lines/0/unit_code"


def test_decisions_teach_names_codes_and_units() -> None:
    found = taught([decided((BUYER, "accept"), (SKU, "correct"), (UNIT, "correct"), ("/order/order_id", "correct"))])
    assert {(clue.key, clue.name, clue.word) for clue in found["C001"]} == {
        ("names", "", "Harbor Ltd"),
        ("items", "X-1", "SN-1"),
        ("units", "盘", "H87"),
    }


def test_a_scan_and_what_was_turned_down_teach_nothing() -> None:
    assert not any(taught([decided((BUYER, "accept"), (SKU, "correct"), method="ocr")]).values())
    assert not any(taught([decided((SKU, "reject"))]).values())
    assert taught([decided((SKU, "accept"), status="review")]) == {}


def test_decisions_in_a_workspace_become_a_patch_that_changes_nothing_by_itself(tmp_path: Path) -> None:
    (tmp_path / "mappings").mkdir()
    item = decided((SKU, "correct"), (UNIT, "accept"))
    ledger = open_ledger(f"sqlite:///{tmp_path}/orderloom.db")
    run_id = ledger.begin_run("r", "intake", version="1", as_of=NOW)
    held = replace(item.record, status="review")
    ledger.record_document(run_id, item.paper, said=[held], judged=[held], at=NOW)
    (row,) = [found.document_row for found in ledger.archive()]
    ledger.rejudge(run_id, row, item.record, settled=item.decided, at=NOW)
    setting = Setting(open_workspace(tmp_path), NOW, "en")
    assert propose(setting) is None  # nothing says how the customer is recognised
    (tmp_path / "mappings" / "harbor.yaml").write_text("kind: customer\ncustomer_id: C001\nnames: [Harbor Ltd]\n")
    found = propose(setting)
    assert found is not None
    assert found.patch.startswith("--- a/mappings/harbor.yaml\n+++ b/mappings/harbor.yaml\n")
    assert '+  "X-1": "SN-1"\n' in found.patch
    assert '+  "盘": "H87"\n' in found.patch
    assert found.reasons[0] == "mappings/harbor.yaml: items.X-1: SN-1 (learnt from a.pdf)"
    assert found.replayed.missing == ("a.pdf",)
    assert "items" not in (tmp_path / "mappings" / "harbor.yaml").read_text()


# ── what a change alters ─────────────────────────────────────────────────────────────────────────────────────────


def one(status: Any, **values: Any) -> OrderRecord:
    order = Order("4711", lines=(OrderLine(quantity=values.pop("quantity", None)),), **values)
    return OrderRecord(Source("a.pdf", "1", "x"), "purchase_order", status, order)


def test_a_replay_names_records_fields_and_states() -> None:
    before = {"1": [one("accepted", currency="CNY", quantity=Decimal(10))], "2": [one("review")]}
    after = {"1": [one("review", currency="USD")], "2": [one("review")], "3": [one("accepted")]}
    first, second = changes(before, after)
    assert (first.file, first.order_id, first.before, first.after) == ("a.pdf", "4711", "accepted", "review")
    assert first.fields == (("/order/currency", "CNY", "USD"), ("/order/lines/0/quantity", "10", "—"))
    assert (first.of_accepted, second.of_accepted, second.before) == (True, False, "—")


def test_a_site_is_tried_with_files_in_others_places(tmp_path: Path) -> None:
    own = Path(site(tmp_path, old=MAPPING, kept=MAPPING)[0])
    with site_with([own], {"new.yaml": "kind: customer\n"}, [own / "old.yaml"]) as tried:
        assert sorted(path.name for path in tried.iterdir()) == ["kept.yaml", "new.yaml"]
    assert not tried.exists()


def test_an_order_comes_back_from_its_json(tmp_path: Path) -> None:
    wanted = truth(tmp_path)
    assert build(Order, plain(wanted)) == wanted


def test_what_a_person_has_accepted_counts_as_accepted() -> None:
    held, known = one("review", currency="CNY"), {"1": [one("accepted", currency="USD")]}
    (lost,) = changes({"1": [held]}, {"1": [one("review", currency="EUR")]}, known)
    (found,) = changes({"1": [held]}, {"1": [one("accepted", currency="USD")]}, known)
    assert (lost.of_accepted, found.of_accepted) == (True, False)
