"""What addresses prove: how a digital paper writes dates; nothing on a scan, where another address may be unread."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.extract.head.dates import order_of
from intake.extract.words.lexicon import lexicon
from intake.read.document import Page, Word
from orders.records import Method

ADDRESSES = ("910 Cedar Creek Pkwy, Akron, OH 44305", "2210 Harbor Drive, Tacoma, WA 98421")
LINES = tuple(Word(text, 50, 20.0 * at, 300, 20.0 * at + 10) for at, text in enumerate(ADDRESSES, 1))
PAGE = Page(1, 595.0, 842.0, LINES, ())


@pytest.mark.parametrize(("method", "order"), [("text", "mdy"), ("ocr", None)])
def test_addresses_prove_the_order_of_day_and_month(method: Method, order: str | None) -> None:
    page = replace(PAGE, method=method)
    assert order_of([], [page], lexicon()) == order


@pytest.mark.parametrize(
    "foreign", ["Halvorsen Marine AS", "Currency: GBP", "VAT 7%", "Osterman Tooling GmbH", "Total £ 12.00"]
)
def test_what_another_country_prints_takes_the_proof_away(foreign: str) -> None:
    words = (*LINES, Word(foreign, 50, 80.0, 300, 90.0))
    assert order_of([], [replace(PAGE, words=words)], lexicon()) is None


@pytest.mark.parametrize("usual", ["Contoso, Ltd.", "SHIP AS ORDERED", "Total USD 12.00", "12 KG", "Keystone Corp."])
def test_what_a_country_prints_itself_leaves_it(usual: str) -> None:
    words = (*LINES, Word(usual, 50, 80.0, 300, 90.0))
    assert order_of([], [replace(PAGE, words=words)], lexicon()) == "mdy"
