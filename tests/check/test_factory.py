"""The sample factory's orders, as their truth tells them, against its masters: the night must say what is expected."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from intake.check import Context, check
from orders.codes import finding
from orders.master_files import load_masters
from orders.masters import Masters
from orders.records import Order, OrderRecord, Source, build
from orders.units import unit_words
from orders.workspace import open_workspace

FACTORY = Path(__file__).parents[2] / "samples" / "factory"
# found by reading the paper or by what came before, not by the masters
ELSEWHERE = frozenset({"capital-amount-disagrees", "duplicate-order"})
# the stateless stage must say these and `check` only keeps them
READ = frozenset({"date-ambiguous", "capital-amount-disagrees"})


def truths() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for path in sorted((FACTORY / "inbox").glob("*.expected.json")):
        records = json.loads(path.read_text(encoding="utf-8"))["records"]
        found += [
            (path.name.split(".")[0], one) for one in records if one.get("order") and "skus" in one.get("intake", {})
        ]
    return found


def faults() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for path in sorted((FACTORY / "inbox").glob("*.expected.json")):
        for one in json.loads(path.read_text(encoding="utf-8"))["records"]:
            wanted = set(one.get("intake", {}).get("findings", [])) - ELSEWHERE
            if one.get("order") and wanted:
                found.append((path.name.split(".")[0], one))
    return found


@cache
def masters() -> Masters:
    return load_masters(FACTORY / "master", None)


def at_night() -> Context:
    workspace = open_workspace(FACTORY)
    assert workspace.as_of
    return Context(
        masters(), workspace.company, workspace.as_of.date(), unit_words=unit_words(*workspace.mapping_folders)
    )


def paper(truth: dict[str, Any]) -> OrderRecord:
    source = Source(truth["file"], "0" * 64, "application/pdf")
    read = [finding(code) for code in truth["findings"] if code in READ]
    return OrderRecord(source, truth["document_type"], "accepted", build(Order, truth["order"]), findings=tuple(read))


@pytest.mark.parametrize(("name", "truth"), truths())
def test_clean_orders_pass(name: str, truth: dict[str, Any]) -> None:
    checked = check(paper(truth), at_night())
    assert [(item.code, item.path, item.facts) for item in checked.findings if item.severity == "error"] == []
    assert checked.order_key == truth["intake"]["order_key"]
    assert checked.order
    assert [line.sku for line in checked.order.lines] == truth["intake"]["skus"]


@pytest.mark.parametrize(("name", "truth"), faults())
def test_planted_faults_are_found_and_nothing_else(name: str, truth: dict[str, Any]) -> None:
    checked = check(paper(truth), at_night())
    held = {item.code for item in checked.findings if item.severity == "error"}
    assert held == set(truth["intake"]["findings"])
    assert checked.status == "review"
    if "order_key" in truth["intake"]:
        assert checked.order_key == truth["intake"]["order_key"]
