"""Units are converted only by a known factor; prices are the list's, in the paper's unit, base and tax basis."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from intake.check import Seen, check
from orders.codes import finding
from orders.masters import Price
from orders.records import Order, OrderRecord, Totals
from orders.rules import Money
from orders.units import unit_words
from orders.workspace import Tolerance
from tests.check.small_world import (
    CUSTOMERS,
    MASTERS,
    NORDWIND,
    ORDER,
    PRICES,
    D,
    Earlier,
    codes,
    context,
    errors,
    found,
    line,
    masters,
    record,
)
from tests.rules.small_rules import standing


def box(unit: str, price: str, **more: Any) -> Order:
    return line(buyer_item_id="CN-12", description=None, unit=unit, unit_price=D(price), **more)


def unit_code(checked: OrderRecord) -> str | None:
    assert checked.order
    return checked.order.lines[0].unit_code


@pytest.mark.parametrize(("unit", "code"), [("只", "H87"), ("PCS", "H87"), ("个", "H87")])
def test_the_items_own_unit(unit: str, code: str) -> None:
    checked = check(record(line(unit=unit)), context())
    assert (unit_code(checked), checked.status) == (code, "accepted")
    assert checked.evidence["/order/lines/0/unit_code"].method == "derived"


def test_unknown_and_other_units_are_held() -> None:
    assert found(line(unit="坨"), "unit-unknown").proposed == "H87"
    assert found(line(unit="米"), "unit-disagrees").proposed == "H87"
    assert found(line(unit="箱"), "unit-disagrees").facts["unit"] == "只"
    assert "price-disagrees" not in codes(line(unit="箱"))


@pytest.mark.parametrize(
    ("unit", "price"),
    [
        ("箱", "9.49"),
        ("箱", "9.492"),
        ("CTN", "9.492"),
        ("箱(20只)", "9.492"),
        ("20只/箱", "9.492"),
        ("CTN/20", "9.492"),
    ],
)
def test_a_known_factor_converts_the_price(unit: str, price: str) -> None:
    wanted = ["price-disagrees"] if price == "9.49" else []
    checked = check(record(box(unit, price)), context())
    assert errors(checked) == wanted
    assert unit_code(checked) == "XCT"


def test_a_stated_factor_must_not_contradict_the_masters_or_count_other_things() -> None:
    assert "unit-disagrees" in codes(box("箱(30只)", "14.238"))
    assert "unit-disagrees" in codes(box("箱(20米)", "9.492"))
    assert codes(line(unit="箱(20只)", unit_price=D("2260.00"), quantity=D(2))) == []
    assert codes(line(unit="箱(20只)", unit_price=D("2261.00"), quantity=D(2))) == ["price-disagrees"]


def test_the_customers_own_factor_goes_first() -> None:
    prices = {("C002", "CN-12"): (Price("C002", "CN-12", D("0.10"), "EUR", False),)}
    order = replace(NORDWIND, lines=(replace(NORDWIND.lines[0], seller_item_id="CN-12", description=None, unit="箱"),))
    fifty = replace(order.lines[0], unit_price=D("5.00"), line_amount=D("50.00"))
    order = replace(order, lines=(fifty,), totals=replace(order.totals, payable_total=D("50.00")))
    assert codes(order, masters(prices=prices)) == []


def test_no_unit_printed_is_fine_only_where_the_price_proves_it() -> None:
    checked = check(record(line(unit=None)), context())
    assert checked.status == "accepted"
    assert [(item.code, item.severity) for item in checked.findings] == [("unit-unknown", "info")]
    assert "price-disagrees" in codes(line(unit=None, unit_price=D("2260.00")))
    assert check(record(line(unit=None, unit_price=None)), context()).status == "review"


@pytest.mark.parametrize(
    "order",
    [
        line(),
        line(quantity=D("500"), unit_price=D("100.00")),
        line(unit_price=D("113")),
        replace(line(unit_price=D("100.00")), prices_include_tax=False),
        replace(
            line(unit_price=D("50.00"), buyer_item_id="000123", description="温度变送器"), prices_include_tax=False
        ),
        box("只", "0.4746", quantity=D(100)),
        box("只", "47.46", quantity=D(100), price_base_quantity=D(100)),
        box("只", "474.60", quantity=D(100), price_base_quantity=D(1000)),
        line(unit_price=None),
    ],
)
def test_prices_of_the_list_pass(order: Order) -> None:
    assert codes(order) == []


@pytest.mark.parametrize(
    ("order", "proposed"),
    [
        (line(unit_price=D("113.01")), "113.00"),
        (line(unit_price=D("99.00")), "113.00"),
        (line(quantity=D("499"), unit_price=D("100.00")), "113.00"),
        (line(quantity=D("500"), unit_price=D("113.00")), "100.00"),
        (replace(line(unit_price=D("113.00")), prices_include_tax=False), "100.00"),
        (box("只", "0.47"), "0.4746"),
        (box("只", "47.46"), "0.4746"),
    ],
)
def test_other_prices_are_held_with_the_lists(order: Order, proposed: str) -> None:
    item = found(order, "price-disagrees")
    assert (item.proposed, item.path) == (proposed, "/order/lines/0/unit_price")


def test_net_prices_round_to_the_lists_digits() -> None:
    prices = PRICES | {("C001", "SN-100"): (Price("C001", "SN-100", D("12.50"), "CNY", True),)}
    for printed, wanted in (
        ("11.06", []),
        ("11.0619", []),
        ("11.1", ["price-disagrees"]),
        ("11.07", ["price-disagrees"]),
    ):
        order = replace(line(unit_price=D(printed)), prices_include_tax=False)
        assert codes(order, masters(prices=prices)) == wanted, printed


def test_a_discount_that_nobody_agreed_to_is_held() -> None:
    order = line(discount_percent=D(10))
    amount = D("1017.00")
    order = replace(order, lines=(replace(order.lines[0], line_amount=amount),))
    order = replace(order, totals=replace(order.totals, payable_total=amount))
    assert codes(order) == ["price-disagrees"]


def test_no_price_in_the_list() -> None:
    assert found(line(buyer_item_id="CB-10", description=None, unit="米"), "price-unknown").facts["sku"] == "CB-10"


def test_tolerance_edges_are_inside() -> None:
    for allowed in (Tolerance(absolute=D("0.50")), Tolerance(percent=D("0.45"))):
        assert codes(line(unit_price=D("113.50")), context(price_tolerance=allowed)) == []
        assert codes(line(unit_price=D("113.51")), context(price_tolerance=allowed)) == ["price-disagrees"]


def test_currency() -> None:
    assert codes(NORDWIND) == []
    # to take our currency over would make their amounts amounts of ours
    assert found(replace(NORDWIND, currency="USD"), "currency-disagrees").proposed is None
    row = Price("C002", "SN-100", D("14.20"), "USD", False)
    dollars = {**MASTERS.prices, ("C002", "SN-100"): (*PRICES["C002", "SN-100"], row)}
    assert codes(replace(NORDWIND, currency="USD"), masters(prices=dollars)) == []


def test_a_bare_sign_is_the_currency_of_the_profile_if_it_can_be() -> None:
    order = replace(NORDWIND, buyer=replace(NORDWIND.buyer, name="Lakeside Instruments, Inc."), currency=None)
    first = replace(order.lines[0], unit_price=D("15.00"), line_amount=D("150.00"))
    order = replace(order, lines=(first,), totals=replace(order.totals, payable_total=D("150.00")))
    unknown = finding("currency-unknown", "/order/currency", seen="$")
    checked = check(record(order, unknown), context())
    assert checked.order
    assert (checked.order.currency, checked.status) == ("USD", "accepted")
    assert checked.evidence["/order/currency"].method == "derived"
    yen = finding("currency-unknown", "/order/currency", seen="¥")
    assert errors(check(record(order, yen), context())) == ["currency-unknown"]


@pytest.mark.parametrize(("price", "basis"), [("113.00", True), ("100.00", False)])
def test_an_unsaid_tax_basis_is_derived_from_the_one_reading_that_fits(price: str, basis: bool) -> None:
    order = replace(line(unit_price=D(price)), prices_include_tax=None)
    unsaid = finding("tax-basis-unknown", "/order/prices_include_tax")
    checked = check(record(order, unsaid), context())
    assert checked.order
    assert (checked.order.prices_include_tax, checked.findings) == (basis, ())
    assert checked.evidence["/order/prices_include_tax"].method == "derived"


def test_lines_that_fit_different_bases_prove_nothing() -> None:
    second = replace(line().lines[0], line_id="2", buyer_item_id="000123", description=None, unit_price=D("50.00"))
    lines = (line().lines[0], replace(second, line_amount=D("500.00")))
    total = replace(line().totals, payable_total=D("1630.00"))
    order = replace(line(), lines=lines, totals=total, prices_include_tax=None)
    checked = check(record(order), context())
    assert checked.order
    assert checked.order.prices_include_tax is None
    assert errors(checked) == ["price-disagrees"]


def test_credit_and_urgent() -> None:
    big = (replace(CUSTOMERS[0], credit_used=D("98870.00")), *CUSTOMERS[1:])
    full = masters(customers={item.customer_id: item for item in big})
    assert codes(line(), full) == []
    over = masters(customers={"C001": replace(CUSTOMERS[0], credit_used=D("98870.01"))})
    assert found(line(), "credit-exceeded", over).facts == {"limit": "100000", "used": "98870.01 + 1130.00"}
    assert codes(replace(line(), tags=("urgent",))) == []
    unpriced = masters(customers={"C001": replace(CUSTOMERS[0], credit_used=D("98870.01"))})
    assert codes(line(unit_price=None), unpriced) == ["credit-exceeded"]
    assert codes(replace(NORDWIND, tags=("urgent",))) == ["urgent-not-allowed"]


def test_open_orders_count_against_the_limit() -> None:
    earlier = check(record(replace(line(quantity=D(800), unit_price=D("100.00")), order_id="OLD")), context())
    after = context(history=Earlier(Seen(earlier, "old.pdf")))
    assert found(line(quantity=D(200)), "credit-exceeded", after).facts["used"] == "0 + 80000.00 + 22600.00"
    assert codes(line(quantity=D(100)), after) == []
    dollars = replace(earlier, order=replace(earlier.order, currency="USD") if earlier.order else None)
    said = found(line(), "credit-unknown", context(history=Earlier(Seen(dollars, "old.pdf"))))
    assert (said.severity, said.facts["seen"]) == ("warning", "USD")


RATES = Money("CNY", {"USD": D("7.10"), "EUR": D("7.80")})


@pytest.mark.parametrize("used", [None, D(0), D("20000.00"), D("20000.01")])
@pytest.mark.parametrize(("earlier", "currency"), [("78870.00", "CNY"), ("78870.01", "CNY"), ("11108.46", "USD")])
@pytest.mark.parametrize("money", [Money(), RATES])
def test_the_check_and_the_rules_count_credit_alike(
    used: Decimal | None, earlier: str, currency: str, money: Money
) -> None:
    owing = masters(customers={"C001": replace(CUSTOMERS[0], credit_used=used)})
    old = check(record(replace(ORDER, order_id="OLD")), context())
    assert old.order
    worth = replace(old.order, currency=currency, totals=Totals(payable_total=D(earlier)))
    ruled = standing("额度占用率 > 100 % → 打标签 超额", masters=owing.masters, money=money)
    asked = replace(owing, standing=ruled, history=Earlier(Seen(replace(old, order=worth), "old.pdf")))
    judged = check(record(line()), asked)
    found = {item.code for item in judged.findings}
    assert judged.order
    total = (used or 0) + D(earlier) * (D("7.10") if currency == "USD" else 1) + D("1130.00")
    abroad = currency == "USD"
    assert ("credit-unknown" in found) == abroad  # the check knows no rates
    assert ("rule-fact-missing" in found) == (abroad and money != RATES)
    assert ("credit-exceeded" in found) == (total > 100000 and not abroad)
    assert ("超额" in judged.order.tags) == (total > 100000 and "rule-fact-missing" not in found)


def test_no_half_pieces_and_half_packs_are_said() -> None:
    assert found(line(quantity=D("2.5")), "quantity-not-whole").facts["quantity"] == "2.5"
    assert codes(box("箱", "9.492", quantity=D(3))) == []
    assert errors(check(record(box("箱", "9.492", quantity=D("0.33"))), context()))[:1] == ["quantity-not-whole"]
    half = found(box("只", "0.4746", quantity=D(30)), "pack-not-full")
    assert (half.severity, half.proposed) == ("info", "40")


def test_a_price_may_lie_above_and_below_by_limits_of_their_own() -> None:
    allowed = context(price_tolerance=Tolerance(upper=D("0.50"), lower=D("1")))
    for price, wanted in (
        ("113.50", []),
        ("113.51", ["price-disagrees"]),
        ("112", []),
        ("111.99", ["price-disagrees"]),
    ):
        assert codes(line(unit_price=D(price)), allowed) == wanted, price


def test_a_customers_own_unit_word_is_its_alone() -> None:
    order = replace(ORDER, lines=(replace(ORDER.lines[0], unit="盘盘"), *ORDER.lines[1:]))
    own = {**unit_words(), "盘盘": "H87"}
    assert "unit-unknown" in codes(order)
    assert "unit-unknown" not in codes(order, context(customer_units={"C001": own}))
    assert "unit-unknown" in codes(order, context(customer_units={"C002": own}))


def test_prices_are_compared_once_another_currency_is_agreed_to() -> None:
    dollars = replace(ORDER, currency="USD")
    assert errors(check(record(dollars), context())) == ["currency-disagrees"]
    settled = context(settled=frozenset({("currency-disagrees", "/order/currency")}))
    assert errors(check(record(dollars), settled)) == ["price-unknown"]
    assert errors(check(record(dollars), context(policy={"currency-disagrees": "warning"}))) == ["price-unknown"]
