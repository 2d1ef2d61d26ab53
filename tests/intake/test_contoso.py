"""Real documents nobody here made: twelve orders and two trade confirmations, read where the corpus is present."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest

from intake.extract import extract
from intake.read import read
from orders.records import OrderRecord, Source, plain

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "contoso"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real documents is not beside the checkout")

# order number, date, seller, number of lines, payable total: read from the pictures by eye
FACTS = {
    "Adatum-Adel": ("190122", "2019-07-27", "Adatum Corporation", 2, "6547.55"),
    "Adatum-Grady": ("190324", "2019-08-29", "Adatum Corporation", 2, "3801.09"),
    "Adatum-Johanna": ("190200", "2019-08-01", "Adatum Corporation", 2, "1940.29"),
    "Fabrikam-Adel": ("190434", "2019-09-25", "Fabrikam, Inc.", 3, "3660.65"),
    "Fabrikam-Christie": ("190555", "2019-10-04", "Fabrikam, Inc.", 3, "4437.58"),
    "Fabrikam-Lee": ("190220", "2019-08-19", "Fabrikam, Inc.", 3, "3660.65"),
    "Relecloud-Isaiah": ("190189", "2019-08-18", "Relecloud", 3, "2753.47"),
    "Relecloud-Johanna": ("190195", "2019-08-12", "Relecloud", 3, "2782.91"),
    "Relecloud-Miriam": ("190311", "2019-08-25", "Relecloud", 3, "1736.43"),
    "VanArsdel-Irvin": ("190403", "2019-09-21", "VanArsdel, Ltd.", 4, "11154.80"),
    "VanArsdel-Lee": ("190368", "2019-08-30", "VanArsdel, Ltd.", 4, "5088.81"),
    "WWI-Lidia": ("190435", "2019-09-26", "Wide World Importers", 3, "1060.30"),
}


def _record(path: Path) -> OrderRecord:
    data = path.read_bytes()
    (record,) = extract(read(data, path.name), Source(path.name, hashlib.sha256(data).hexdigest(), "application/pdf"))
    return record


@pytest.mark.parametrize("name", FACTS)
def test_an_order_is_read_right(name: str) -> None:
    record = _record(CORPUS / f"Contoso-PO-{name}.pdf")
    order_id, issued, seller, lines, payable = FACTS[name]
    order = record.order
    assert record.document_type == "purchase_order"
    assert order is not None
    assert (order.order_id, str(order.issue_date), order.seller.name) == (order_id, issued, seller)
    assert order.buyer.name == "Contoso Electronics"
    assert order.totals.payable_total == Decimal(payable)
    assert len(order.lines) == lines
    assert order.currency == "USD"


@pytest.mark.parametrize("truth", sorted(CORPUS.glob("*.truth.json")), ids=lambda path: path.stem)
def test_every_value_of_the_truth_is_read(truth: Path) -> None:
    said = plain(_record(truth.with_name(truth.name.replace(".truth.json", ".pdf"))).order)
    expected = json.loads(truth.read_text(encoding="utf-8"))["order"]
    for name in ("order_id", "issue_date", "currency"):
        assert said[name] == expected[name]
    assert len(said["lines"]) == len(expected["lines"])
    for ours, theirs in zip(said["lines"], expected["lines"], strict=True):
        assert {key: ours[key] for key in theirs} == theirs
    for name, value in expected["totals"].items():
        assert said["totals"][name] == value


@pytest.mark.parametrize("name", ["TradeConfirmation114400.pdf", "TradeConfirmation125865.pdf"])
def test_a_trade_confirmation_is_no_order(name: str) -> None:
    record = _record(CORPUS / name)
    assert record.status == "rejected"
    assert record.document_type == "order_response"
