"""Amounts follow a person's price, quantity or amount only where the paper's own arithmetic closed before."""

from dataclasses import replace
from decimal import Decimal

from intake.check.amounts import arithmetic
from intake.check.pointer import put
from intake.review.consequences import follow
from orders.records import AllowanceCharge, Order, OrderRecord, Totals
from tests.check.small_world import LINE, ORDER, D, record

QUANTITY = "/order/lines/0/quantity"
AMOUNT = "/order/lines/0/line_amount"
SECOND = replace(LINE, line_id="2", quantity=D("3"), unit_price=D("10.00"), line_amount=D("30.00"))


def order(totals: Totals, **changes: object) -> Order:
    return replace(ORDER, lines=(LINE, SECOND), totals=totals, **changes)  # type: ignore[arg-type]


def after(paper: Order, path: str, value: Decimal) -> Order:
    before = record(paper)
    followed: OrderRecord = follow(before, put(before, path, value), {path})
    assert followed.order
    return followed.order


def test_amount_and_totals_follow_a_quantity() -> None:
    paper = order(Totals(line_total=D("1160.00"), payable_total=D("1160.00")))
    made = after(paper, QUANTITY, D("20"))
    assert made.lines[0].line_amount == D("2260.00")
    assert (made.totals.line_total, made.totals.payable_total) == (D("2290.00"), D("2290.00"))
    assert arithmetic(made) == ()


def test_tax_follows_where_the_rate_explains_it() -> None:
    charge = (AllowanceCharge(True, "freight", D("40.00")),)
    totals = Totals(line_total=D("1160.00"), tax_total=D("156.00"), payable_total=D("1356.00"))
    made = after(order(totals, tax_rate=D("0.13"), allowance_charges=charge), QUANTITY, D("20"))
    assert (made.totals.tax_total, made.totals.payable_total) == (D("302.90"), D("2632.90"))
    assert arithmetic(made) == ()


def test_totals_follow_a_corrected_amount() -> None:
    wrong = replace(LINE, line_amount=D("1310.00"))
    paper = replace(order(Totals(payable_total=D("1340.00"))), lines=(wrong, SECOND))
    made = after(paper, AMOUNT, D("1130.00"))
    assert made.totals.payable_total == D("1160.00")
    assert arithmetic(made) == ()


def test_what_did_not_close_is_left_for_the_person() -> None:
    paper = order(Totals(payable_total=D("9999.00")))
    assert after(paper, QUANTITY, D("20")).totals.payable_total == D("9999.00")
    wrong = replace(paper, lines=(replace(LINE, line_amount=D("1310.00")), SECOND))
    assert after(wrong, QUANTITY, D("20")).lines[0].line_amount == D("1310.00")
    unexplained = order(Totals(tax_total=D("100.00"), payable_total=D("1260.00")), tax_rate=D("0.13"))
    assert after(unexplained, QUANTITY, D("20")).totals == unexplained.totals


def test_nothing_follows_other_values() -> None:
    paper = order(Totals(payable_total=D("1160.00")))
    before = record(paper)
    assert follow(before, before, {"/order/lines/0/sku"}) == before
