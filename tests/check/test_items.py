"""Exact codes decide; look-alikes and near names only propose."""

from dataclasses import replace
from typing import Any

import pytest

from intake.check import check
from orders.records import Attribute
from tests.check.small_world import MASTERS, D, codes, context, found, line, masters, record

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


@pytest.mark.parametrize(
    ("specification", "disagrees"),
    [
        (None, False),
        ("0-0.5MPa 4-20mA G1/4", False),
        ("0-0.5 MPa，4-20mA，G1/4", False),
        ("0-0.5MPa", False),  # a part of it
        ("0-0.5MPa 4-20mA G1/4 带线2m", False),  # more than it
        ("0-9.9MPa", False),  # nobody's: the company's rules about parameters ask
        ("0-1.6MPa 4-20mA G1/2", True),
        ("0-1.6MPa, 4-20mA, G1/2", True),
    ],
)
def test_the_specification_of_another_item_is_held(specification: str | None, disagrees: bool) -> None:
    own = replace(MASTERS.items["SN-100"], specification="0-0.5MPa 4-20mA G1/4")
    other = replace(MASTERS.items["SN-300"], specification="0-1.6MPa 4-20mA G1/2")
    where = masters(items={**MASTERS.items, "SN-100": own, "SN-300": other})
    said = codes(line(specification=specification), where)
    assert ("item-description-disagrees" in said) is disagrees


def test_general_description_of_a_special_item_is_fine() -> None:
    assert codes(line(buyer_item_id="YH-9", description="压力变送器", unit_price=D("80.00"))) == []


NUMBERED = replace(MASTERS.items["SN-100"], gtin="4006381333931")


def test_a_gtin_names_an_item() -> None:
    where = masters(items={**MASTERS.items, "SN-100": NUMBERED})
    for number in ("4006381333931", "04006381333931"):
        assert codes(line(**(NONE | {"buyer_item_id": number})), where) == [], number
    assert "item-unknown" in codes(line(**(NONE | {"buyer_item_id": "4006381333932"})), where)
    said = (Attribute("GTIN", "4006381333931"),)
    assert codes(line(**(NONE | {"buyer_item_id": "never heard", "attributes": said})), where) == []
    both = line(buyer_item_id="000123", attributes=said)
    assert found(both, "item-ambiguous", where).facts["candidates"] == "SN-100, SN-200"


def test_what_a_line_says_proposes_within_its_script() -> None:
    items = {**MASTERS.items, "SN-400": replace(MASTERS.items["SN-200"], sku="SN-400", specification="Pt100 4-20mA")}
    where = masters(items=items)
    order = line(**(NONE | {"buyer_item_id": "ZZZZZZZZ", "description": "温度变送器Pt100", "specification": "4-20mA"}))
    assert found(order, "item-unknown", where).proposed == "SN-400"
    near = found(line(**(NONE | {"description": "压力变送器(普通型)"})), "item-unknown", where)
    assert (near.proposed, near.facts["nearest"].split(", ")[0]) == (None, "SN-100")
    english = found(line(**(NONE | {"description": "M12 connectors"})), "item-unknown", where)
    assert english.proposed == "CN-12"
    checked = check(record(order), where)
    assert checked.order
    assert checked.order.lines[0].sku is None


@pytest.mark.parametrize("status", ["phase_out", "blocked"])
def test_phase_out_and_blocked_items_are_held(status: Any) -> None:
    items = {**MASTERS.items, "SN-200": replace(MASTERS.items["SN-200"], status=status)}
    item = found(line(buyer_item_id="000123", description=None), "item-discontinued", masters(items=items))
    assert (item.facts["state"], item.proposed) == (status, None)


def test_the_item_that_is_made_today_is_proposed() -> None:
    old = {"SN-050": replace(MASTERS.items["SN-090"], sku="SN-050", replaced_by="SN-090")}
    price = {("C001", "SN-050"): MASTERS.prices["C001", "SN-090"]}
    where = masters(items={**MASTERS.items, **old}, prices={**MASTERS.prices, **price})
    assert found(line(buyer_item_id="SN-050"), "item-discontinued", where).proposed == "SN-100"
