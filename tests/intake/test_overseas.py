"""Western orders to factories abroad are read as they are meant; what only looks like one of their habits is held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from intake.extract.proof.digital import complete, right_to_left, same_word
from intake.read import read
from intake.read.document import Page, Witness
from orders.records import Box
from tests.intake.papers.goods import HEAD, SUNRISE, assert_held, assert_read, headed, order, record
from tests.intake.papers.kit import Paper, text
from tests.intake.papers.overseas import COMPANIES, COMPANIES_HELD, DATES, DATES_HELD, ITEMS, ITEMS_HELD, footed

READ = [pytest.param(*said, id=name) for group in (DATES, COMPANIES, ITEMS) for name, said in group.items()]
HELD = [
    pytest.param(*said, id=name) for group in (DATES_HELD, COMPANIES_HELD, ITEMS_HELD) for name, said in group.items()
]


@pytest.mark.parametrize(("truth", "paper"), READ)
def test_an_order_from_abroad_is_read_as_it_is_meant(truth: Mapping[str, Any], paper: Paper) -> None:
    assert_read(truth, paper)


@pytest.mark.parametrize(("code", "paper"), HELD)
def test_what_only_looks_like_it_is_held(code: str, paper: Paper) -> None:
    assert_held(code, paper)


@pytest.mark.parametrize(
    ("printed", "terms"),
    [
        ("45 days from receipt. Submit the tax invoice in original.", "45 days from receipt"),
        ("45 days from receipt. Submit invoices by day 25.", "45 days from receipt. Submit invoices by day 25."),
        ("45 days from receipt. The invoice is due then.", "45 days from receipt. The invoice is due then."),
    ],
)
def test_terms_end_before_what_is_only_asked_for(printed: str, terms: str) -> None:
    found = record(headed(*HEAD, ("Payment", printed))).order
    assert found is not None
    assert found.payment_terms == terms


class _Other:
    """A second reading that sees one word of a page otherwise."""

    def __init__(self, own: Witness, page: Page, word: str, seen: str) -> None:
        self.own, self.seen = own, seen
        self.box = next(one.box for one in page.words if one.text == word)

    def whole(self, page: int) -> str | None:
        return self.own.whole(page)

    def text_in(self, page: int, box: Box) -> str | None:
        return self.seen if box == self.box else self.own.text_in(page, box)

    def cell(self, sheet: str, cell: str) -> str | None:
        return self.own.cell(sheet, cell)


@pytest.mark.parametrize(
    ("used", "seen", "same"),
    [
        ("", "bringetwo", True),
        ("", "bringe two", False),  # they may be a label and its value, or the end of a name
        ("", "bringotwo", False),
        ("bringetwo", "bringe two", False),
    ],
)
def test_a_blank_in_a_word_matters_wherever_it_stands(used: str, seen: str, same: bool) -> None:
    document = read(order(text("bringetwo")).bytes, "paper.pdf")
    assert document.witness is not None
    page = document.pages[0]
    found = [*complete(page, used, used, _Other(document.witness, page, "bringetwo", seen))]
    assert (not found) == same


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [("Seller’s", "Sellers ", True), ("buyers'", "buyers", True), ("5'000", "5000", False), ("3/4'", "3/4", False)],
)
def test_an_apostrophe_matters_only_beside_digits(ours: str, theirs: str, same: bool) -> None:
    assert same_word(ours, theirs, whole=False) == same


@pytest.mark.parametrize(("said", "turned"), [("أمر", True), ("شراء.", True), ("أمر7", False), ("Order", False)])
def test_words_without_digits_from_right_to_left_have_no_order_of_signs_to_prove(said: str, turned: bool) -> None:
    assert right_to_left(said) == turned


def test_a_line_of_dots_to_write_on_is_read_over() -> None:
    assert record(order(text(". . . . . . . . . .", ". . . .   . . . ."))).order is not None


def test_a_tax_number_in_the_foot_is_not_the_sellers() -> None:
    found = record(footed("VAT No: GB 417 2201 88")).order
    assert found is not None
    assert found.seller.name == SUNRISE
    assert found.seller.tax_id is None
