"""Exact codes decide; look-alikes and near names only propose."""

from dataclasses import replace
from typing import Any

import pytest

from intake.check import check
from tests.check.small_world import D, codes, context, found, line, masters, record

NONE: dict[str, Any] = {"buyer_item_id": None, "seller_item_id": None}


@pytest.mark.parametrize(
    ("ids", "sku"),
    [
        ({"buyer_item_id": "YH-3001"}, "SN-100"),
        ({"buyer_item_id": "ＹＨ－３００１"}, "SN-100"),
        ({"buyer_item_id": "SN-100"}, "SN-100"),
        ({"seller_item_id": "sn-100"}, "SN-100"),
        ({"buyer_item_id": "YH-3001", "seller_item_id": "SN-100"}, "SN-100"),
        ({"buyer_item_id": "never heard", "seller_item_id": "SN-100"}, "SN-100"),
    ],
)
def test_exact_codes_resolve(ids: dict[str, str], sku: str) -> None:
    checked = check(record(line(**(NONE | ids))), context())
    assert checked.order
    assert checked.order.lines[0].sku == sku
    assert checked.evidence["/order/lines/0/sku"].method == "derived"
    assert checked.status == "accepted"


@pytest.mark.parametrize(
    ("ids", "code", "proposed"),
    [
        ({"buyer_item_id": "YH-3OO1"}, "item-look-alike", "SN-100"),
        ({"seller_item_id": "5N-I00"}, "item-look-alike", "SN-100"),
        ({"seller_item_id": "SN100"}, "item-look-alike", "SN-100"),
        ({"buyer_item_id": "123"}, "item-look-alike", "SN-200"),
        ({"buyer_item_id": "YH-3007"}, "item-unknown", "SN-100"),
        ({"buyer_item_id": "ZZZZZZZZ"}, "item-unknown", None),
        ({}, "item-unknown", None),
        ({"buyer_item_id": "YH-3001", "seller_item_id": "SN-200"}, "item-ambiguous", None),
        ({"buyer_item_id": "YH-3001", "seller_item_id": "SN-999"}, "item-unknown", "SN-100"),
    ],
)
def test_other_codes_are_held_with_a_proposal(ids: dict[str, str], code: str, proposed: str | None) -> None:
    order = line(**(NONE | ids))
    item = found(order, code)
    assert item.proposed == proposed
    assert item.path == "/order/lines/0/sku"
    checked = check(record(order), context())
    assert checked.order
    assert checked.order.lines[0].sku is None
    assert checked.status == "review"


def test_a_code_that_names_two_items_is_ambiguous() -> None:
    two = masters(cross_reference={("C001", "YH-1"): "SN-100", ("C001", "yh-1"): "SN-200"})
    item = found(line(buyer_item_id="YH-1"), "item-ambiguous", two)
    assert item.facts["candidates"] == "SN-100, SN-200"


def test_another_customers_number_is_not_ours_to_use() -> None:
    order = replace(line(), buyer=replace(line().buyer, name="Lakeside Instruments, Inc."))
    assert "item-unknown" in codes(order)


def test_discontinued() -> None:
    assert found(line(buyer_item_id="SN-090"), "item-discontinued").proposed == "SN-100"


@pytest.mark.parametrize(
    ("description", "disagrees"),
    [
        ("压力变送器", False),
        ("压力变送器 0-1.0MPa 4-20mA", False),
        ("变送器", False),
        ("Pressure Transmitter PT100", False),
        ("传感元件一批", False),
        ("温度变送器", True),
        ("温度变送器 Pt100", True),
        ("高温压力变送器", True),
        ("High-temperature pressure transmitter", True),
        ("Shielded cable 2x0.75", True),
    ],
)
def test_description_against_the_items_name(description: str, disagrees: bool) -> None:
    assert ("item-description-disagrees" in codes(line(description=description))) is disagrees


def test_general_description_of_a_special_item_is_fine() -> None:
    assert codes(line(buyer_item_id="YH-9", description="压力变送器", unit_price=D("80.00"))) == []
