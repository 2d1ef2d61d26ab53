"""Columns are typed by proof: day and month, decimal sign, destroyed ids, spellings, units; else a question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orders.mapping import mappings
from orders.masters import Item, Masters, UnitFactor
from orders.problems import UnusableError
from orders.units import unit_words
from reconcile import reconcile
from reconcile.keys import is_scientific
from reconcile.load.dates import DayOrderUnknownError, day_orders, days, moments
from reconcile.load.numbers import DecimalUnknownError, decimal_styles, numbers
from reconcile.load.units import item_factors
from reconcile.pipeline import MappingLike
from reconcile.texts import Texts
from tests.reconcile.books import AS_OF, Books, clean_books, found, run, site_mappings, table, write, write_csv

TODAY = date(2026, 3, 4)


def texts(*words: str) -> Texts:
    return Texts.listed(words)


def orders(**columns: tuple[str, ...]) -> dict[str, tuple[str | None, str]]:
    read = day_orders({name: texts(*words) for name, words in columns.items()}, "auto", TODAY)
    return {name: (order.order, order.proof) for name, order in read.items()}


def question(*words: str, **other: tuple[str, ...]) -> str:
    with pytest.raises(DayOrderUnknownError) as error:
        orders(a=words, **other)
    return str(error.value.args[1])


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_column_proves_its_own_order() -> None:
    read = orders(a=("03/04/2026", "25/02/2026"), b=("03-04-2026 08:00", "02-25-2026 09:10"), c=("2026-03-04", ""))
    assert read == {"a": ("dmy", "cells"), "b": ("mdy", "cells"), "c": (None, "")}


def test_a_column_without_proof_takes_the_order_of_columns_written_alike() -> None:
    assert orders(a=("03/04/2026",), b=("25/02/2026", "01/02/2026"))["a"] == ("dmy", "file")
    assert "day or the month first" in question("03-04-2026", b=("25/02/2026",))
    assert "day or the month first" in question("03/04/2026", b=("25/02/2026",), c=("02/25/2026",))
    assert orders(a=("03/03/2026", "05/05/2026"))["a"][1] == "cells"


def test_years_of_two_digits_are_near_today_or_a_question() -> None:
    assert orders(a=("26/03/04", "25/12/31"))["a"] == ("ymd", "cells")
    assert orders(a=("04.03.26", "31.12.25"))["a"] == ("dmy", "cells")
    assert question("26/03/25", "24/02/26")
    assert days(texts("26/03/04"), "ymd", None).values.tolist() == [date(2026, 3, 4).toordinal() - 719_163]


def test_both_ways_in_one_column_are_a_question() -> None:
    assert "both day first and month first" in question("25/02/2026", "02/25/2026")


def test_dates_that_a_spreadsheet_has_swapped_are_a_question() -> None:
    swapped = ("2026-04-03", "2026-05-03", "2026-12-01", "25/02/2026", "26/02/2026", "13/03/2026")
    assert "swapped day and month" in question(*swapped)
    assert "swapped day and month" in question(*swapped[:4])
    assert "swapped day and month" in question(swapped[0], *swapped[3:])
    assert orders(a=("2026-04-23", *swapped[1:]))["a"] == ("dmy", "cells")


@pytest.mark.parametrize(
    "text",
    [
        "2026/3/4 下午 2:05",
        "2026-03-04 2:05 PM",
        "2026年3月4日 14:05",
        "2026-03-04 星期三 14:05",
        "Mar 4, 2026 14:05",
        "Wed 04 Mar 2026 14:05:00",
        "Wednesday, March 4, 2026 2:05 PM",
        "46085.5868055556",
    ],
)
def test_a_time_of_day_as_spreadsheets_write_it(text: str) -> None:
    expected = datetime(2026, 3, 4, 14, 5, tzinfo=UTC).timestamp()
    assert moments(texts(text), None, None).values.tolist() == [expected]


@pytest.mark.parametrize(
    "form",
    [
        "{}",
        "{}, 2:05:00 PM",
        "{} 14:05",
        "{}T14:05:00Z",
        "{} 下午 2:05",
        "{} 星期三",
        "周三 {}",
        "Wed {}",
        "Wed, {}, 14:05",
    ],
)
def test_what_stands_around_a_day_and_month_decides_nothing(form: str) -> None:
    """3/4/2026, 2:05:00 PM is how browsers write a moment; it was read day first without proof."""
    assert "is the day or the month first" in question(form.format("3/4/2026"), form.format("5/6/2026"))
    assert orders(a=(form.format("3/4/2026"), form.format("3/25/2026")))["a"] == ("mdy", "cells")
    assert moments(texts(form.format("3/4/2026")), None, None).unreadable == (0,)


def test_swapped_dates_are_to_be_exported_again(tmp_path: Path) -> None:
    books = clean_books(8)
    swapped = ("2026-04-03", "2026-05-03", "25/01/2026")
    for at, row in enumerate(books.erp):
        row["order_date"] = swapped[at] if at < len(swapped) else ""
    with pytest.raises(UnusableError, match="swapped day and month") as caught:
        run(write(books, tmp_path))
    assert "help: export the dates again as 2026-03-04" in str(caught.value)


@settings(deadline=None)
@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 12, 31)), min_size=1), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_a_column_is_read_as_it_was_written_or_asked_about(written: list[date], form: str) -> None:
    column = Texts.listed([day.strftime(form) for day in written])
    try:
        order = day_orders({"a": column}, "auto", TODAY)["a"].order
    except DayOrderUnknownError:
        assert all(day.day <= 12 for day in written)
        return
    assert days(column, order, None).values.tolist() == [day.toordinal() - 719_163 for day in written]


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def styles(**columns: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    read = decimal_styles({name: texts(*words) for name, words in columns.items()}, "auto")
    return {name: (style.sign, style.proof) for name, style in read.items()}


def test_each_column_proves_its_decimal_sign() -> None:
    assert styles(a=("1.234,50", "7"), b=("1,234.50",)) == {"a": ("comma", "cells"), "b": ("point", "cells")}
    assert styles(a=("1.500",), b=("12,5",))["a"] == ("comma", "file")
    assert styles(a=("5", "12"))["a"] == ("point", "")


def test_thousands_or_decimals_are_reckoned_or_asked() -> None:
    reckoned = styles(quantity=("1.500", "2.000"), unit_price=("2", "3"), amount=("3000", "6000"))
    assert reckoned["quantity"] == ("comma", "arithmetic")
    assert styles(quantity=("1.500",), unit_price=("2",), amount=("3",))["quantity"] == ("point", "arithmetic")
    with pytest.raises(DecimalUnknownError):
        styles(quantity=("1.500", "2.000"))
    with pytest.raises(DecimalUnknownError):
        styles(a=("1.234,50", "1,234.50"))


def test_numbers_of_a_workbook_and_a_comma_separated_file_need_no_proof() -> None:
    column = {"quantity": texts("1.125", "85"), "amount": texts("1,200")}
    read = decimal_styles(column, "auto", exact=["quantity"])
    assert [(style.sign, style.proof) for style in read.values()] == [("point", "cells"), ("point", "file")]
    read = decimal_styles(column, "auto", delimiter=",")
    assert {(style.sign, style.proof) for style in read.values()} == {("point", "separator")}
    assert decimal_styles({"quantity": texts("1,5", "1,200")}, "auto", delimiter=",")["quantity"].sign == "comma"


def test_numbers_in_powers_are_read_if_they_kept_their_cents() -> None:
    read = numbers(texts("1.8696000E+04", "1.87E+04", "5E-05", "50.", "1e+16", "-1.500E+01"), "point")
    assert (read.values[[0, 3, 5]].tolist(), read.unreadable) == ([186_960_000, 500_000, -150_000], (1, 4))


def test_numbers_are_whole_ten_thousandths_and_say_what_they_lost() -> None:
    typed = numbers(texts("0.30000000000000004", "1,234.5", "(12)", "五", " ", "0.00125", "13%", "１２．５"), "point")
    assert typed.values.tolist()[:3] == [3000, 12_345_000, -120_000]
    assert typed.values.tolist()[5:] == [13, 1300, 125_000]
    assert (typed.unreadable, typed.rounded, typed.values.dtype.name) == ((3,), 2, "int64")


@settings(deadline=None)
@given(st.lists(st.decimals(-(10**12), 10**12, places=4), max_size=40))
def test_every_number_of_four_decimals_comes_back(written: list[Decimal]) -> None:
    assert numbers(Texts.listed([f"{value:f}" for value in written]), "point").values.tolist() == [
        int(value * 10_000) for value in written
    ]


def test_the_question_about_decimals_names_the_file_and_what_to_write(tmp_path: Path) -> None:
    books = clean_books(8)
    for row in books.wms:
        row["quantity"] = row["shipped_quantity"] = "1.500"
    files = {**write(books, tmp_path), "wms": (write_csv(tmp_path / "wms.csv", table(books, "wms"), delimiter=";"),)}
    with pytest.raises(UnusableError, match=r"wms.csv:2: export-decimal-sign .*“应发数量”(.|\n)*decimal: point"):
        run(files)


# ── ids ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_scientific_ids_have_a_point_or_a_sign() -> None:
    assert [is_scientific(text) for text in ("4.5E+11", "4,5E11", "2E+10", "2E10", "12E5")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_column_whose_long_numbers_all_end_in_zeros_is_destroyed_where_others_are_whole(tmp_path: Path) -> None:
    books = long_numbers(tail=lambda order: f"{order:03d}")
    assert found(books, tmp_path / "whole") == ()
    for row in books.erp:
        row["order_id"] = row["order_id"][:15] + "000"
    kinds = {(record.kind, record.odd_system) for record in found(books, tmp_path / "cut")}
    assert kinds == {("lossy-cell", "erp")}


def test_a_single_id_that_nobody_knows_is_destroyed(tmp_path: Path) -> None:
    books = long_numbers(tail=lambda order: f"{order:03d}")
    for row in (row for system in ("crm", "erp", "wms") for row in books.of(system)):
        row["order_id"] = "202603110000000" + row["order_id"][15:]
    assert found(books, tmp_path / "whole") == ()
    for row in books.erp:
        row["order_id"] = "202603110000000000"
    kinds = {(record.kind, record.odd_system) for record in found(books, tmp_path / "cut")}
    assert kinds == {("lossy-cell", "erp")}


def test_numbers_that_end_in_zeros_everywhere_are_whole(tmp_path: Path) -> None:
    assert found(long_numbers(tail=lambda _: "000"), tmp_path) == ()


def long_numbers(tail: Callable[[int], str]) -> Books:
    books = clean_books(20)
    for system in ("crm", "erp", "wms"):
        for row in books.of(system):
            order = int(row["key"].split("/")[0])
            row["order_id"] = f"2026{order:011d}{tail(order)}"
    return books


def test_two_ids_that_two_systems_tell_apart_stay_two(tmp_path: Path) -> None:
    books = clean_books(20)
    for system in ("crm", "erp", "wms"):
        books.row(system, 9)["sku"] = "PT 100"
        books.row(system, 14)["sku"] = "pt100"
        books.row(system, 19)["order_id"] = "SO 7A"
        books.row(system, 4)["order_id"] = "SO7a"
    result = run(write(books, tmp_path))
    assert result.exceptions == ()
    by_row = [match for match in result.matches if match.crm_rows == books.number("crm", books.row("crm", 19))]
    assert by_row[0].erp_rows == books.number("erp", books.row("erp", 19))


def test_a_spelling_that_one_system_alone_has_is_repaired(tmp_path: Path) -> None:
    books = clean_books(20)
    books.row("erp", 9)["order_id"] = "so‑2026‑00009 "
    books.row("wms", 9)["order_id"] = "ＳＯ－2026－00009"
    result = run(write(books, tmp_path))
    assert result.exceptions == ()
    column = next(c for file in result.files for c in file.columns if (file.system, c.column) == ("erp", "order_id"))
    assert (column.header, column.joined, column.blank, column.lossy) == ("销售订单号", 0, 0, 0)


# ── units ────────────────────────────────────────────────────────────────────────────────────────────────────────


def masters(*rows: UnitFactor) -> Masters:
    items = {row.sku: Item(row.sku, "泵", "只", "make", 5) for row in rows}
    return Masters(items=items, units={sku: tuple(row for row in rows if row.sku == sku) for sku in items})


def test_the_masters_pack_units_convert_quantity_and_price(tmp_path: Path) -> None:
    books = clean_books(20)
    row = books.row("erp", 9)
    row.update(quantity="4.2", unit="箱", unit_price="147")
    files = write(books, tmp_path)
    exports: list[MappingLike] = [*site_mappings(), *mappings("export")]
    owners = mappings("owners")[0]
    known = item_factors(masters(UnitFactor(row["sku"], "箱", Decimal(20))), unit_words())
    assert reconcile(files, exports, owners, AS_OF, items=known).exceptions == ()
    other = item_factors(masters(UnitFactor(row["sku"], "箱", Decimal(24))), unit_words())
    kinds = [record.kind for record in reconcile(files, exports, owners, AS_OF, items=other).exceptions]
    assert kinds == ["quantity-mismatch", "price-mismatch"]
    assert [record.kind for record in run(files).exceptions] == ["unreadable-value"]


def test_an_items_leading_zeros_that_a_spreadsheet_dropped_are_repaired(tmp_path: Path) -> None:
    books = clean_books(20)
    for system in ("crm", "erp", "wms"):
        for row in books.of(system):
            digits = row["sku"][3:5]
            row["sku"] = str(int(digits)) if system == "erp" else f"000{digits}"
    assert found(books, tmp_path) == ()


def test_two_items_that_differ_in_leading_zeros_and_live_stay_two(tmp_path: Path) -> None:
    books = clean_books(20)
    for system in ("crm", "erp", "wms"):
        for row in books.of(system):
            row["sku"] = {"SN-01G": "0012", "SN-02G": "12"}.get(row["sku"], row["sku"])
    wrong = next(row for row in books.erp if row["sku"] == "0012")
    wrong["sku"] = "12"
    assert [(r.kind, r.field) for r in found(books, tmp_path)] == [("sku-mismatch", "sku")]
