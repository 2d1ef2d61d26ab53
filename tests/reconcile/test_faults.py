"""Single faults: every kind, system and field, in every place; exactly what the contract says, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from tests.reconcile.planting import (
    PLACES,
    SYSTEMS,
    Case,
    Expect,
    Plant,
    Spot,
    add,
    cut,
    destroyed,
    drop,
    following,
    mistyped,
    money,
    number,
    other_customer,
    other_item,
    other_waybill,
    planted,
    put,
    twice,
    unknown,
)

Money = Callable[[Spot], Decimal]
BEHIND = {"crm": "已确认", "erp": "已审核", "wms": "待拣货"}
CANCELLED = {"crm": "已取消", "erp": "作废", "wms": "取消"}
HELD = {"crm": "暂停", "erp": "挂起"}


def worth(spot: Spot) -> Decimal:
    return spot.worth


def one(kind: str, field: str, odd: str, stake: Money = worth) -> Expect:
    return lambda spot: [(kind, field, odd, money(stake(spot)))]


def row_of(system: str) -> Money:
    """The money of the damaged row alone, at the price of its line."""
    return lambda spot: spot.price * int(spot.row(system)["quantity"])


def none(spot: Spot) -> list[tuple[str, str, str, str]]:
    return []


def times_price(quantity: int) -> Money:
    return lambda spot: spot.price * quantity


def of_system(s: str) -> dict[str, tuple[Plant, Expect]]:
    """Faults that every system can have."""
    counted = ("quantity", "shipped_quantity") if s == "wms" else ("quantity",)
    return {
        "number mistyped": (number(s, mistyped), one("suggested-match", "order_id", s)),
        "number of no order": (number(s, unknown), one("suggested-match", "order_id", s)),
        "number blank": (put(s, order_id=""), one("suggested-match", "order_id", s)),
        "number cut": (number(s, cut), one("suggested-match", "order_id", s)),
        "number destroyed": (number(s, destroyed), one("lossy-cell", "order_id", s)),
        "number of another": (number(s, following), one("key-collision", "order_id", s)),
        "item": (other_item(s), one("sku-mismatch", "sku", s)),
        "item destroyed": (put(s, sku="1.2E+15"), one("lossy-cell", "sku", s)),
        "customer": (other_customer(s), one("customer-mismatch", "customer", s)),
        "customer blank": (put(s, customer=""), none),
        "quantity": (add(s, 3, *counted), one("quantity-mismatch", "quantity", s, times_price(3))),
        "quantity a word": (put(s, quantity="许多"), one("unreadable-value", "quantity", s)),
        "pack unit": (put(s, unit="箱", quantity="1"), one("unreadable-value", "unit", s)),
        "status behind": (put(s, status=BEHIND[s]), one("status-conflict", "status", s)),
        "status unknown": (put(s, status="飞走了"), one("unreadable-value", "status", s)),
        "status blank": (put(s, status=""), none),
        "line blank": (put(s, line_id=""), none),
        "moment blank": (put(s, updated_at=""), none),
        "twice": (twice(s), one("duplicate", "", s, row_of(s))),
    }


def of_shipping(s: str) -> dict[str, tuple[Plant, Expect]]:
    """Faults of what ERP and WMS alone know."""
    return {
        "waybill": (other_waybill(s), one("waybill-mismatch", "waybill_id", "")),
        "waybill destroyed": (put(s, waybill_id="1.2E+15"), one("lossy-cell", "waybill_id", s)),
        "version": (put(s, bom_version="V2.8"), one("bom-version-mismatch", "bom_version", "")),
        "version blank": (put(s, bom_version=""), none),
    }


def of_selling(s: str) -> dict[str, tuple[Plant, Expect]]:
    """Faults of what CRM and ERP alone know."""
    return {
        "price": (add(s, 1, "unit_price"), one("price-mismatch", "unit_price", s, lambda spot: Decimal(spot.size))),
        "amount": (add(s, 5, "amount"), one("amount-mismatch", "amount", s, lambda spot: Decimal(5))),
        "currency": (put(s, currency="USD"), one("amount-mismatch", "currency", "")),
        "currency blank": (put(s, currency=""), none),
        "order date": (put(s, order_date="2026-02-27"), one("date-mismatch", "order_date", "")),
        "promised date": (put(s, promised_date="2026-12-01"), one("date-mismatch", "promised_date", "")),
        "promised date a word": (put(s, promised_date="尽快"), one("unreadable-value", "promised_date", s)),
        "held": (put(s, status=HELD[s]), one("status-conflict", "status", s)),
    }


def of_a_whole_row(s: str) -> dict[str, tuple[Plant, Expect]]:
    """Faults of a system's only row of a line."""
    return {
        "missing": (drop(s), one(f"missing-in-{s}", "", s, row_of(s))),
        "cancelled": (put(s, status=CANCELLED[s]), one("status-conflict", "status", s)),
    }


def table(*tables: Mapping[str, tuple[Plant, Expect]], system: str) -> dict[str, Case]:
    return {f"{system}: {name}": Case(*case) for each in tables for name, case in each.items()}


def singles() -> dict[str, Case]:
    short = add("wms", -2, "shipped_quantity"), one("quantity-mismatch", "shipped_quantity", "wms", times_price(2))
    return {
        **{k: v for s in SYSTEMS for k, v in table(of_system(s), of_a_whole_row(s), system=s).items()},
        **{k: v for s in ("crm", "erp") for k, v in table(of_selling(s), system=s).items()},
        **{k: v for s in ("erp", "wms") for k, v in table(of_shipping(s), system=s).items()},
        "wms: short": Case(*short),
        "wms: shipped another day": Case(put("wms", shipped_date="2026-03-03"), none),
    }


def of_a_part() -> dict[str, Case]:
    """Faults of one row of several that the WMS has for a line."""

    lacking = one("quantity-mismatch", "quantity", "wms", row_of("wms"))
    return {
        "wms: part missing": Case(drop("wms"), lacking),
        "wms: part cancelled": Case(put("wms", status="取消"), lacking),
    }


def without_whole(cases: Mapping[str, Case]) -> dict[str, Case]:
    return {name: case for name, case in cases.items() if name not in ("wms: missing", "wms: cancelled")}


@pytest.mark.parametrize("place", ["ordinary", "one waybill"])
def test_a_fault_of_an_ordinary_line_is_exactly_what_the_contract_says(place: str, tmp_path: Path) -> None:
    assert planted(PLACES[place], singles(), tmp_path) == {}


@pytest.mark.parametrize("place", ["split", "split, first part", "split, waybills"])
def test_a_fault_beside_a_healthy_split_is_the_same(place: str, tmp_path: Path) -> None:
    cases = {**without_whole(singles()), **of_a_part()}
    assert planted(PLACES[place], cases, tmp_path) == {}


def unread_and_missing(field: str) -> Expect:
    """Nothing but its quantity shows that a row is more than the line whose number it bears."""

    def expect(spot: Spot) -> list[tuple[str, str, str, str]]:
        first, second = (Decimal(spot.books.row("crm", spot.order, line)["amount"]) for line in (1, 2))
        return [("missing-in-wms", "", "wms", money(second)), ("unreadable-value", field, "wms", money(first))]

    return expect


def of_a_shipment() -> dict[str, Case]:
    """Faults of lines that went out as one row: a cancelled one of them is a part that does not count."""
    changed = {
        f"{s}: cancelled": Case(put(s, status=CANCELLED[s]), one("quantity-mismatch", "quantity", s, row_of(s)))
        for s in ("crm", "erp")
    }
    for name, field, word in (("quantity a word", "quantity", "许多"), ("pack unit", "unit", "箱")):
        whole = {"quantity": word} if field == "quantity" else {"quantity": "1", "unit": word}
        changed[f"wms: {name}"] = Case(put("wms", **whole), unread_and_missing(field))
    return {**singles(), **changed}


@pytest.mark.parametrize("place", ["merged", "merged, second line"])
def test_a_fault_in_a_merged_shipment_is_the_same(place: str, tmp_path: Path) -> None:
    assert planted(PLACES[place], of_a_shipment(), tmp_path) == {}
