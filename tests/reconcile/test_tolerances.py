"""Tolerances: four limits of numbers, days in each direction, working days; edges inside, the wider of two exports."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orders.mapping import mappings
from orders.masters import MONDAY_TO_FRIDAY, Calendar
from orders.working_days import ahead, back
from reconcile.pipeline import reconcile
from reconcile.tolerances import DayLimit, Days, Limit, tolerances
from reconcile.working_days import WorkingDays
from tests.reconcile.books import AS_OF, Books, clean_books, found, site_mappings, write
from tests.reconcile.test_kinds import cell

values = st.integers(-(10**15), 10**15)
room = st.integers(0, 10**7)
limits = st.builds(Limit, room, st.decimals(0, 50, places=3), room, room)
days = st.integers(0, 9)
day_limits = st.builds(DayLimit, st.builds(Days, days, days), st.none() | st.builds(Days, days, days))
# the Spring Festival of 2026 and the two weekends that were worked for it
FESTIVAL = [date(2026, 2, 15) + timedelta(n) for n in range(9)]
CHINA = Calendar({**dict.fromkeys(FESTIVAL, False), date(2026, 2, 14): True, date(2026, 2, 28): True})
FIRST = date(2026, 1, 1)


def number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────


@given(limits, values, st.integers(-(10**8), 10**8))
def test_a_number_is_permitted_by_any_of_its_four_limits(limit: Limit, first: int, apart: int) -> None:
    second = first + apart
    side = limit.upper if apart > 0 else limit.lower
    share = abs(apart) * 100 <= limit.percent * max(abs(first), abs(second))
    assert bool(limit.permits(first, second)) == (abs(apart) <= max(limit.absolute, side) or share)


@given(limits, values)
def test_the_edges_of_numbers_are_inside(limit: Limit, first: int) -> None:
    above, below = max(limit.absolute, limit.upper), max(limit.absolute, limit.lower)
    assert limit.permits(np.array([first, first]), np.array([first + above, first - below])).all()
    narrow = Limit(limit.absolute, Decimal(0), limit.upper, limit.lower)
    assert not narrow.permits(np.array([first, first]), np.array([first + above + 1, first - below - 1])).any()


@given(limits, limits, values, st.integers(-(10**8), 10**8))
def test_the_wider_of_two_limits_permits_what_either_does(one: Limit, two: Limit, first: int, apart: int) -> None:
    second = first + apart
    either = one.permits(first, second) | two.permits(first, second)
    assert one.wider(two) == two.wider(one)
    assert bool(one.wider(two).permits(first, second)) == bool(either)


def test_huge_numbers_are_multiplied_exactly() -> None:
    limit = Limit(percent=Decimal("0.0000000001"))
    assert limit.permits(9 * 10**18, 9 * 10**18 - 9 * 10**6)
    assert not limit.permits(9 * 10**18, 9 * 10**18 - 9 * 10**6 - 1)


LIMITED: list[tuple[str, Any, str, str]] = [
    ("crm", "1.5", "1.5", "1.5"),
    ("erp", {"absolute": "1.5"}, "1.5", "1.5"),
    ("crm", {"upper": "1.5"}, "1.5", "0"),
    ("erp", {"lower": "1.5"}, "0", "1.5"),
    ("crm", {"absolute": "0.5", "upper": 2}, "2", "0.5"),
]
KINDS = {"quantity": "quantity-mismatch", "unit_price": "price-mismatch", "amount": "amount-mismatch"}
SINGLE_LINES = (9, 12, 21, 24, 27, 3, 6, 15, 18, 30, 33, 36)


@pytest.mark.parametrize(("mapped", "form", "above", "below"), LIMITED)
def test_each_number_column_has_four_limits(mapped: str, form: Any, above: str, below: str, tmp_path: Path) -> None:
    """The ERP's value lies above or below the CRM's, whichever mapping says how far; just inside, just outside."""
    books, expected, step = clean_books(), set[tuple[str, str]](), Decimal("0.01")
    orders = iter(SINGLE_LINES)
    for name, kind in KINDS.items():
        for apart, same in (
            (Decimal(above), True),
            (-Decimal(below), True),
            (Decimal(above) + step, False),
            (-Decimal(below) - step, False),
        ):
            order = next(orders)
            row = books.row("erp", order)
            row[name] = str(Decimal(row[name]) + apart)
            for part in [part for part in books.wms if part["key"] == f"{order}/1" and mapped != "wms"]:
                part["quantity"] = part["shipped_quantity"] = ""
            expected |= set() if same else {(row["order_id"], kind)}
    both = {"tolerances": {"status": {"hours": 24}, "amount": 0}}
    site = {"crm": both, "erp": both, mapped: {"tolerances": {"status": {"hours": 24}, **dict.fromkeys(KINDS, form)}}}
    records = [record for record in found(books, tmp_path, **site) if record.kind in KINDS.values()]
    assert {(record.order_id, record.kind) for record in records} == expected


def test_percent_is_of_the_larger_value(tmp_path: Path) -> None:
    books = clean_books()
    for order, share in ((9, "0.5"), (12, "2"), (21, "0.49"), (24, "2.02")):
        row = books.row("erp", order)
        row["quantity"] = str(Decimal(row["quantity"]) * Decimal(share))
    site = {"erp": {"tolerances": {"status": {"hours": 24}, "quantity": {"percent": "50"}, "amount": 100_000}}}
    records = found(books, tmp_path, **site)
    assert {record.order_id for record in records} == {books.row("erp", order)["order_id"] for order in (21, 24)}


# ── partial shipments ────────────────────────────────────────────────────────────────────────────────────────────


def in_ten_parts(books: Books, order: int, short: str, *, ordered: str = "100", waiting: int = 0) -> None:
    """Ship an order in ten parts of 10, each `short` of something; the last `waiting` are not shipped yet."""
    for system in ("crm", "erp"):
        price = Decimal(books.row(system, order)["unit_price"])
        cell(system, order, quantity=ordered, amount=str(Decimal(ordered) * price), waybill_id="")(books)
    row = books.row("wms", order)
    books.wms.remove(row)
    for part in range(10):
        went = {"quantity": "10", "shipped_quantity": str(10 - Decimal(short)), "waybill_id": f"YD{order}0{part}"}
        left = {"shipped_quantity": "0", "status": "待拣货", "shipped_date": "", "waybill_id": ""}
        books.wms.append({**row, **went, **(left if part >= 10 - waiting else {})})


@pytest.mark.parametrize("limit", ["5", {"percent": "5"}, {"lower": "5"}])
def test_parts_share_one_tolerance(limit: Any, tmp_path: Path) -> None:
    books = clean_books()
    in_ten_parts(books, 9, "0.5")
    in_ten_parts(books, 24, "0.6")
    in_ten_parts(books, 33, "0", waiting=3)
    in_ten_parts(books, 3, "1", waiting=3)
    site = {"wms": {"tolerances": {"status": {"hours": 24}, "shipped_quantity": limit}}}
    records = [record for record in found(books, tmp_path, **site) if record.kind == "quantity-mismatch"]
    told = {record.order_id: (record.field, record.facts["expected"], record.facts["seen"]) for record in records}
    assert told == {
        books.row("crm", 24)["order_id"]: ("shipped_quantity", "100", "94"),
        books.row("crm", 3)["order_id"]: ("shipped_quantity", "70", "63"),
    }


def test_the_parts_of_a_line_share_the_tolerance_of_its_quantity(tmp_path: Path) -> None:
    books = clean_books()
    in_ten_parts(books, 9, "0", ordered="105")
    in_ten_parts(books, 24, "0", ordered="106")
    site = {"wms": {"tolerances": {"status": {"hours": 24}, "quantity": 5}}}
    [record] = found(books, tmp_path, **site)
    assert (record.kind, record.field, record.order_id) == (
        "quantity-mismatch",
        "quantity",
        books.row("crm", 24)["order_id"],
    )


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=300)
@given(st.integers(0, 120), st.integers(0, 120), days, st.booleans())
def test_working_days_of_columns_are_those_of_the_calendar(one: int, other: int, count: int, china: bool) -> None:
    first, second = FIRST + timedelta(one), FIRST + timedelta(other)
    calendar = CHINA if china else MONDAY_TO_FRIDAY
    limit, week = DayLimit(working=Days(count, count)), WorkingDays(calendar)
    inside = back(first, count, calendar) <= second <= ahead(first, count, calendar)
    assert bool(limit.permits(number(first), number(second), week)) == (inside or first == second)


@given(day_limits, day_limits, st.integers(0, 99), st.integers(0, 99))
def test_the_wider_of_two_day_limits_permits_what_either_does(
    one: DayLimit, two: DayLimit, first: int, second: int
) -> None:
    week, start = WorkingDays(CHINA), number(FIRST)
    either = [limit.permits(start + first, start + second, week) for limit in (one, two)]
    assert one.wider(two) == two.wider(one)
    assert bool(one.wider(two).permits(start + first, start + second, week)) == any(either)


def test_what_is_said_of_one_direction_goes_before_days() -> None:
    told = tolerances({"promised_date": {"days": 5, "earlier": 0}, "shipped_date": {"later": 2, "working_days": True}})
    assert told.day_limit("promised_date") == DayLimit(Days(0, 5))
    assert told.day_limit("shipped_date") == DayLimit(Days(0, 0), Days(0, 2))
    assert told.day_limit("order_date") == DayLimit()
    assert [str(told.day_limit(name)) for name in ("promised_date", "shipped_date")] == ["-0/+5", "-0/+2"]


DATES: list[tuple[dict[str, Any], list[tuple[str, str, bool]]]] = [
    ({"days": 2}, [("03-05", "03-07", True), ("03-05", "03-08", False), ("03-05", "03-03", True)]),
    ({"later": 2}, [("03-05", "03-07", True), ("03-05", "03-08", False), ("03-05", "03-04", False)]),
    ({"earlier": 2}, [("03-05", "03-03", True), ("03-05", "03-02", False), ("03-05", "03-06", False)]),
    (
        {"later": 1, "working_days": True},
        [
            ("03-06", "03-09", True),  # Friday, Monday
            ("03-06", "03-10", False),
            ("02-13", "02-14", True),  # a Saturday that is worked
            ("02-14", "02-24", True),  # the first day after the festival
            ("02-13", "02-24", False),
            ("02-27", "03-02", False),  # Saturday 28 is worked
            ("02-24", "02-14", False),
        ],
    ),
    (
        {"days": 1, "later": 0, "working_days": True},
        [("02-17", "02-24", True), ("02-24", "02-14", True), ("02-24", "02-13", False)],
    ),
]


@pytest.mark.parametrize(("rule", "dates"), DATES, ids=[str(rule) for rule, _ in DATES])
def test_the_edges_of_dates(rule: dict[str, Any], dates: list[tuple[str, str, bool]], tmp_path: Path) -> None:
    books, expected = clean_books(), set[str]()
    for order, (crm, erp, same) in zip(SINGLE_LINES, dates, strict=False):
        cell("crm", order, promised_date=f"2026-{crm}")(books)
        cell("erp", order, promised_date=f"2026-{erp}")(books)
        expected |= set() if same else {books.row("crm", order)["order_id"]}
    words = site_mappings(erp={"tolerances": {"status": {"hours": 24}, "promised_date": rule}})
    files, owners = write(books, tmp_path), mappings("owners")[0]
    records = reconcile(files, (*words, *mappings("export")), owners, AS_OF, calendar=CHINA).exceptions
    assert {record.order_id for record in records if record.kind == "date-mismatch"} == expected
    sentence = "difference-working" if rule.get("working_days") else "difference"
    assert {record.facts["sentence"] for record in records} == {sentence}
