"""Explosions computed by hand."""

from datetime import date

import pytest

from orders.masters import Incoming, ItemSupplier, Stock, UnitFactor
from orders.records import Attribute, Delivery
from plan import CannotPlanError, Commitments, faults, split
from tests.plan.factory import DUE, TODAY, D, bom, item, line, made, masters, of_type, order, quantity_of, taken

NOTHING = Commitments()
FG = (item("FG", "make", 5), item("SA", "make", 3), item("RM", "buy", 10))
TREE = (bom("FG", "SA", "2"), bom("FG", "RM", "1"), bom("SA", "RM", "3"))


def test_ten_finished_goods_take_twenty_assemblies_and_seventy_parts() -> None:
    plan = split([order("A", line("FG", "10"))], masters(FG, TREE), NOTHING, TODAY)
    assert (quantity_of(plan, "FG"), quantity_of(plan, "SA"), quantity_of(plan, "RM")) == (D(10), D(20), D(70))
    assert [one.level for sku in ("FG", "SA", "RM") for one in made(plan, sku)[:1]] == [0, 1, 2]
    assert {len(of_type(plan, kind)) for kind in ("sales", "outbound")} == {1}


def test_schedules_backward_in_working_days() -> None:
    holidays = {date(2026, 5, 18): False, date(2026, 5, 16): True}  # a Monday off, the Saturday before on
    plan = split([order("A", line("FG", "10"))], masters(FG, TREE, days=holidays), NOTHING, TODAY)
    final, assembly = made(plan, "FG")[0], made(plan, "SA")[0]
    assert (final.start_date, final.due_date) == (date(2026, 5, 13), DUE)
    assert (assembly.start_date, assembly.due_date) == (date(2026, 5, 8), date(2026, 5, 13))
    assert [one.due_date for one in made(plan, "RM")] == [date(2026, 5, 8), date(2026, 5, 13)]
    assert not any("late" in one.tags for one in plan.documents)


def test_stock_comes_first_and_safety_stock_stays() -> None:
    items = (item("FG", "make", safety_stock=D(4)), item("RM"))
    world = masters(items, [bom("FG", "RM", "1")], stock=[Stock("FG", "W1", D(12), D(3)), Stock("FG", "W2", D(1))])
    plan = split([order("A", line("FG", "10"))], world, NOTHING, TODAY)
    assert taken(plan, "stock", "FG") == D(6)  # 12 − 3 + 1 − 4
    assert quantity_of(plan, "FG") == D(4)


def test_incoming_counts_only_if_it_is_in_time() -> None:
    rows = [Incoming("RM", D(7), date(2026, 5, 19), "PO-1"), Incoming("RM", D(50), date(2026, 5, 21), "PO-2")]
    plan = split([order("A", line("RM", "10"))], masters([item("RM")], incoming=rows), NOTHING, TODAY)
    assert next((x.kind, x.reference, x.quantity) for x in plan.reservations) == ("incoming", "PO-1", D(7))
    assert quantity_of(plan, "RM") == D(3)


def test_late_supply_is_taken_where_anything_new_comes_later_still() -> None:
    rows = [Incoming("RM", D(10), date(2026, 3, 10), "PO-1")]
    world = masters([item("RM", lead_time=20)], incoming=rows)
    plan = split([order("A", line("RM", "10", day=date(2026, 3, 6)))], world, NOTHING, TODAY)
    assert taken(plan, "incoming", "RM") == D(10)
    sold = of_type(plan, "sales")[0]
    assert "late" in sold.tags
    assert Attribute("expected_date", "2026-03-10") in sold.lines[0].attributes


def test_phantoms_pass_through_without_a_document_or_time() -> None:
    items = (item("FG", "make", 5), item("KIT", "make", 9, phantom=True), item("RM", lead_time=2))
    plan = split(
        [order("A", line("FG", "10"))], masters(items, [bom("FG", "KIT", "1"), bom("KIT", "RM", "4")]), NOTHING, TODAY
    )
    assert made(plan, "KIT") == []
    assert (quantity_of(plan, "RM"), made(plan, "RM")[0].due_date) == (D(40), made(plan, "FG")[0].start_date)


def test_scrap_and_whole_pieces() -> None:
    items = (item("FG", "make"), item("RM"), item("CABLE", unit="米"))
    tree = [bom("FG", "RM", "1", scrap_rate=D("0.03")), bom("FG", "CABLE", "0.33333", unit="米")]
    plan = split([order("A", line("FG", "10"), line("FG", "3", "2"))], masters(items, tree), NOTHING, TODAY)
    assert quantity_of(plan, "RM") == D(14)  # 13.39
    assert [peg.quantity for peg in made(plan, "RM")[0].pegs] == [D(11), D(3)]
    assert quantity_of(plan, "CABLE") == D("4.3333")


def test_minimum_and_multiple_leave_a_surplus_that_the_next_week_uses() -> None:
    world = masters([item("RM", minimum_order_quantity=D(100), order_multiple=D(30))])
    later = date(2026, 6, 3)
    orders = [order("A", line("RM", "10")), order("B", line("RM", "115", day=later))]
    plan = split(orders, world, NOTHING, TODAY)
    (only,) = made(plan, "RM")[:1]
    assert [(one.quantity, one.surplus) for one in made(plan, "RM")] == [(D(120), D(0)), (D(120), D(115))]
    assert [(peg.order_key, peg.quantity) for peg in only.pegs] == [("C1/A", D(10)), ("C1/B", D(110))]


def test_a_parents_surplus_takes_its_parts_along() -> None:
    items = (item("FG", "make", minimum_order_quantity=D(50)), item("RM"))
    plan = split([order("A", line("FG", "10"))], masters(items, [bom("FG", "RM", "2")]), NOTHING, TODAY)
    assert (quantity_of(plan, "RM"), made(plan, "RM")[0].surplus) == (D(100), D(0))


def test_the_bill_of_the_day_is_used() -> None:
    items = (item("FG", "make", 5), item("OLD"), item("NEW"))
    tree = [
        bom("FG", "OLD", "1", "V1", valid_to=date(2026, 4, 30)),
        bom("FG", "NEW", "1", "V2", valid_from=date(2026, 5, 1)),
    ]
    orders = [order("A", line("FG", "1", day=date(2026, 4, 24)), line("FG", "2", "2"))]
    plan = split(orders, masters(items, tree), NOTHING, TODAY)
    assert [(one.bom_version, one.quantity) for one in made(plan, "FG")] == [("V1", D(1)), ("V2", D(2))]
    assert (quantity_of(plan, "OLD"), quantity_of(plan, "NEW")) == (D(1), D(2))


def test_two_valid_bills_need_the_printed_one() -> None:
    world = masters((item("FG", "make"), item("RM")), [bom("FG", "RM", "1", "V1"), bom("FG", "RM", "2", "V2.0")])
    silent, said = order("A", line("FG", "1")), order("A", line("FG", "1", bom_version="2.0"))
    assert [one.code for one in faults(silent, world, TODAY)] == ["bom-missing"]
    assert quantity_of(split([said], world, NOTHING, TODAY), "RM") == D(2)


def test_a_component_two_orders_share_is_bought_once() -> None:
    items = (item("F1", "make"), item("F2", "make"), item("RM", minimum_order_quantity=D(50)))
    world = masters(items, [bom("F1", "RM", "2"), bom("F2", "RM", "3")])
    plan = split([order("A", line("F1", "10")), order("B", line("F2", "10"))], world, NOTHING, TODAY)
    (bought,) = made(plan, "RM")
    assert (bought.quantity, bought.surplus) == (D(50), D(0))
    assert [(peg.order_key, peg.quantity) for peg in bought.pegs] == [("C1/A", D(20)), ("C1/B", D(30))]


def test_trading_goods_are_bought_for_their_day() -> None:
    world = masters([item("TG", unit="只")], units=[UnitFactor("TG", "箱", D(20)), UnitFactor("TG", "箱", D(50), "C1")])
    plan = split([order("A", line("TG", "2", unit="箱", unit_price=D("100.00")))], world, NOTHING, TODAY)
    (bought,) = made(plan, "TG")
    assert (bought.quantity, bought.level, bought.due_date) == (D(100), 0, DUE)
    sold = of_type(plan, "sales")[0].lines[0]
    assert (sold.quantity, sold.unit, sold.unit_price) == (D(100), "只", D(2))
    assert Attribute("ordered_quantity", "2", "箱") in sold.attributes


@pytest.mark.parametrize(
    ("unit", "code", "quantity"),
    [("PCS", None, "5"), ("箱(20只)", None, "100"), ("CTN/20", "XCT", "100"), ("坨", "H87", "5")],
)
def test_units_of_the_same_meaning_or_with_a_stated_factor(unit: str, code: str | None, quantity: str) -> None:
    record = order("A", line("TG", "5", unit=unit, unit_code=code))
    assert quantity_of(split([record], masters([item("TG")]), NOTHING, TODAY), "TG") == D(quantity)


def test_a_stated_factor_the_master_contradicts_is_held() -> None:
    world = masters([item("TG")], units=[UnitFactor("TG", "箱", D(50))])
    assert [one.code for one in faults(order("A", line("TG", "1", unit="箱(20只)")), world, TODAY)] == ["unit-unknown"]


def test_purchases_by_supplier_week_and_currency() -> None:
    items = [item("R1"), item("R2"), item("R3", supplier=None), item("R4", supplier=None)]
    rows = [
        ItemSupplier("R1", "S001", 1, 9, D("1.5"), "CNY"),
        ItemSupplier("R2", "S001", 1, None, D("2"), "USD"),
        ItemSupplier("R3", "S002", 2, None, D("3"), "CNY"),
        ItemSupplier("R3", "S001", 1, None, D("4"), "CNY"),
    ]
    asked = [line(sku, "1", str(n)) for n, sku in enumerate(("R1", "R2", "R3", "R4", "R1"), 1)]
    asked[4] = line("R1", "1", "5", day=date(2026, 5, 27))
    plan = split([order("A", *asked)], masters(items, suppliers=rows), NOTHING, TODAY)
    found = {
        (one.party_id, one.lines[0].currency, tuple(x.sku for x in one.lines)) for one in of_type(plan, "purchase")
    }
    assert found == {
        ("S001", "CNY", ("R1", "R3")),
        ("S001", "CNY", ("R1",)),
        ("S001", "USD", ("R2",)),
        (None, None, ("R4",)),
    }
    assert ["supplier-missing" in one.tags for one in of_type(plan, "purchase") if one.party_id is None] == [True]
    assert made(plan, "R1")[0].start_date == date(2026, 5, 7)
    assert any(one.document_id.startswith("PO-2026W21-S001-CNY-") for one in plan.documents)


def test_a_plan_that_cannot_be_in_time_says_so_everywhere() -> None:
    world = masters((item("FG", "make", 5), item("RM", lead_time=20)), [bom("FG", "RM", "1")])
    plan = split([order("A", line("FG", "1", day=date(2026, 3, 18)))], world, NOTHING, TODAY)
    final, part = made(plan, "FG")[0], made(plan, "RM")[0]
    assert (part.start_date, part.due_date) == (TODAY, date(2026, 3, 11))
    assert Attribute("expected_date", "2026-04-01") in part.attributes
    assert (final.start_date, final.due_date) == (date(2026, 3, 11), date(2026, 3, 18))
    assert Attribute("expected_date", "2026-04-08") in final.attributes
    assert {one.document_type for one in plan.documents if "late" in one.tags} == {
        "sales",
        "purchase",
        "production",
        "outbound",
    }


def test_nobody_asked_for_a_day() -> None:
    plan = split([order("A", line("FG", "1", day=None))], masters(FG, TREE), NOTHING, TODAY)
    sold = of_type(plan, "sales")[0]
    assert "undated" in sold.tags
    assert sold.lines[0].due_date == date(2026, 3, 30)  # 5 + 3 + 10 working days
    assert not any("late" in one.tags for one in plan.documents)


def test_the_header_date_stands_for_lines_without_one() -> None:
    record = order("A", line("RM", "1", day=None), delivery=Delivery("x", DUE))
    assert made(split([record], masters([item("RM")]), NOTHING, TODAY), "RM")[0].due_date == DUE


def test_what_cannot_be_planned_is_refused_by_name() -> None:
    items = (item("FG", "make"), item("SA", "make"), item("LOST", "make"), item("RM"))
    tree = [bom("FG", "SA", "1"), bom("SA", "FG", "1")]
    world = masters(items, tree)
    bad = order("A", line("FG", "1"), line("LOST", "1", "2"), line("XX", "1", "3"), line("RM", "0", "4"))
    found = faults(bad, world, TODAY)
    assert [(one.code, one.path) for one in found] == [
        ("bom-circular", "/order/lines/0/sku"),
        ("bom-missing", "/order/lines/1/sku"),
        ("item-unknown", "/order/lines/2/sku"),
        ("line-incomplete", "/order/lines/3/quantity"),
    ]
    with pytest.raises(CannotPlanError, match="bom-circular") as caught:
        split([order("OK", line("RM", "1")), bad], world, NOTHING, TODAY)
    assert caught.value.faults == {"C1/A": found}


def test_a_bom_unit_is_converted_or_refused() -> None:
    items = (item("FG", "make"), item("WIRE", unit="卷"))
    tree, rows = [bom("FG", "WIRE", "20", unit="米")], [UnitFactor("WIRE", "米", D("0.01"))]
    record = order("A", line("FG", "3"))
    assert quantity_of(split([record], masters(items, tree, units=rows), NOTHING, TODAY), "WIRE") == D(1)
    assert [one.code for one in faults(record, masters(items, tree), TODAY)] == ["unit-disagrees"]


def test_outbound_by_customer_ship_to_and_day() -> None:
    a, b = order("A", line("RM", "1"), line("RM", "2", "2")), order("B", line("RM", "3"))
    elsewhere = order("C", line("RM", "4"), delivery=Delivery("别处"))
    plan = split([a, b, elsewhere], masters([item("RM")]), NOTHING, TODAY)
    leaving = sorted([x.quantity for x in one.lines] for one in of_type(plan, "outbound"))
    assert leaving == [[D(1), D(2), D(3)], [D(4)]]
    assert len(of_type(plan, "sales")) == 3


def test_special_parameters_reach_the_shop_floor() -> None:
    asked = (Attribute("接口", "RS485"),)
    world = masters((item("FG", "make"), item("RM")), [bom("FG", "RM", "1")])
    alone = split([order("A", line("FG", "1", attributes=asked))], world, NOTHING, TODAY)
    assert Attribute("接口", "RS485") in made(alone, "FG")[0].attributes
    mixed = split([order("A", line("FG", "1", attributes=asked), line("FG", "1", "2"))], world, NOTHING, TODAY)
    assert Attribute("C1/A/1 接口", "RS485") in made(mixed, "FG")[0].attributes
