"""The sample factory is what its maker writes, and is consistent in itself."""

from __future__ import annotations

import ast
import csv
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FACTORY = ROOT / "samples" / "factory"
SECOND = ROOT / "samples" / "second_night"
THIRD = ROOT / "samples" / "third_night"
PRODUCT = {"cli", "orders", "intake", "plan", "reconcile", "reports", "mappings"}


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("samples") / "factory"
    command = [sys.executable, "-m", "samples.maker", "--truth-only", "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True)
    return out


def expectations() -> list[tuple[str, dict[str, Any]]]:
    files = sorted([*FACTORY.glob("inbox/*.expected.json"), *SECOND.glob("inbox/*.expected.json")])
    return [(file.name, json.loads(file.read_text("utf-8"))) for file in files]


def orders() -> list[dict[str, Any]]:
    return [record["order"] for _, said in expectations() for record in said["records"] if record["order"]]


def test_committed_truth_is_what_the_maker_writes(truth: Path) -> None:
    written = [path for path in truth.parent.rglob("*") if path.suffix in (".json", ".csv", ".yaml")]
    assert len(written) > 40
    for path in written:
        committed = ROOT / "samples" / path.relative_to(truth.parent)
        assert path.read_bytes() == committed.read_bytes(), f"{committed}: `make samples` writes another text"


def test_maker_imports_nothing_of_the_product() -> None:
    for path in (ROOT / "samples" / "maker").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & PRODUCT, f"{path.name} imports {names}"


@pytest.mark.parametrize(
    "night", [FACTORY, SECOND, THIRD, THIRD / "faulty"], ids=["first", "second", "third", "faulty"]
)
def test_every_mail_has_its_expectation(night: Path) -> None:
    inbox = night / "inbox"
    mails = {path.name for path in inbox.glob("*.eml")}
    expected = {path.name.removesuffix(".expected.json") for path in inbox.glob("*.expected.json")}
    assert mails == expected
    assert mails


def test_factory_is_small() -> None:
    assert sum(path.stat().st_size for path in FACTORY.rglob("*") if path.is_file()) < 4_000_000


def test_amounts_of_the_truth_are_right_but_where_planted() -> None:
    wrong = [line for order in orders() for line in order["lines"] if _amount(line) != Decimal(line["line_amount"])]
    assert [line["buyer_item_id"] for line in wrong] == ["CX-LT400-10"]


def _amount(line: dict[str, str]) -> Decimal:
    exact = Decimal(line["quantity"]) * Decimal(line["unit_price"]) / Decimal(line.get("price_base_quantity", "1"))
    return exact.quantize(Decimal("0.01"))


def test_requested_dates_are_worked_and_late_enough() -> None:
    with (FACTORY / "master" / "calendar.csv").open(encoding="utf-8") as source:
        worked = {row["date"] for row in csv.DictReader(source) if row["working"] == "yes"}
    asked = {line.get("requested_date") for order in orders() for line in order["lines"]}
    asked |= {order["delivery"].get("requested_date") for order in orders()}
    dates = {day for day in asked if day}
    assert dates <= worked
    first = sorted(day for day in worked if day > "2026-03-04")[24]
    assert min(dates) >= first
    assert date.fromisoformat(first) == date(2026, 4, 9)


def _rows(name: str, encoding: str) -> list[dict[str, str]]:
    with (FACTORY / "exports" / name).open(encoding=encoding, newline="") as source:
        return list(csv.DictReader(source))


def test_exports_disagree_only_where_planted() -> None:
    """Join ERP and WMS by the plain digits of their numbers: quantities agree on every line that no exception names."""
    named = {
        (system, int(number))
        for row in _rows("exceptions.expected.csv", "utf-8")
        for system in ("erp", "wms")
        for number in row[f"{system}_rows"].split(";")
        if number
    }
    shipped: dict[tuple[str, str], int] = {}
    for at, row in enumerate(_rows("wms.csv", "utf-8-sig"), 2):
        if ("wms", at) not in named:
            key = (_digits(row["来源单号"]), row["来源行号"])
            shipped[key] = shipped.get(key, 0) + int(row["应发数量"])
    ordered = {
        (_digits(row["单据编号"].removesuffix(".0")), row["行"]): int(row["订货数量"])
        for at, row in enumerate(_rows("erp.csv", "gb18030"), 2)
        if ("erp", at) not in named and row["单据编号"] != "合计"
    }
    assert shipped.keys() <= ordered.keys()
    assert len(shipped) > 250
    assert {key for key, quantity in shipped.items() if ordered[key] != quantity} == set()


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())
