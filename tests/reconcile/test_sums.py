"""Parts without numbers that add up: exact sums, one way only, a counted number of steps; two ways are undecided."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.match.sums import MOST_PARTS, MOST_STEPS, Offer, solve, ways
from tests.reconcile.books import Books, Row, clean_books, found, order_number, run, write
from tests.reconcile.test_wrong_numbers import only, together

SIZES = st.lists(st.integers(1, 60), max_size=MOST_PARTS)


@given(SIZES, st.integers(1, 200))
def test_every_way_sums_exactly_and_none_is_forgotten(parts: list[int], whole: int) -> None:
    found = ways(parts, whole)
    every = {
        way
        for size in range(1, len(parts) + 1)
        for way in combinations(range(len(parts)), size)
        if sum(parts[at] for at in way) == whole
    }
    assert set(found.found) == every
    assert len(found.found) == len(every)
    assert found.steps <= MOST_STEPS


@given(st.lists(st.tuples(st.integers(1, 40), st.sets(st.integers(0, 9))), max_size=6), st.data())
def test_what_is_decided_is_one_way_only(wholes: list[tuple[int, set[int]]], data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 20), min_size=10, max_size=10))
    offers = [Offer(at, wanted, {part: sizes[part] for part in parts}) for at, (wanted, parts) in enumerate(wholes)]
    solved = solve(offers)
    possible = {
        (offer.whole, way)
        for offer in offers
        for size in range(1, len(offer.parts) + 1)
        for way in combinations(sorted(offer.parts), size)
        if sum(sizes[part] for part in way) == offer.wanted
    }
    for whole, way in solved.decided.items():
        assert sum(sizes[part] for part in way) == offers[whole].wanted
        rivals = {(other, parts) for other, parts in possible if other == whole or set(parts) & set(way)}
        assert rivals == {(whole, way)}
    assert set(solved.decided) & set(solved.undecided) == set()
    assert solved.steps <= MOST_STEPS * len(offers)


def test_the_most_steps_are_bounded_whatever_the_parts() -> None:
    assert ways([1] * MOST_PARTS, MOST_PARTS // 2).steps <= MOST_STEPS
    with pytest.raises(ValueError, match="twelve"):
        ways([1] * (MOST_PARTS + 1), 3)


def test_nothing_is_said_of_more_than_twelve_parts_nor_decided_of_any_of_them() -> None:
    many = Offer(0, 100, dict.fromkeys(range(MOST_PARTS + 1), 50))
    few = Offer(1, 100, dict.fromkeys((0, 20), 50))
    other = Offer(2, 7, {30: 3, 31: 4})
    solved = solve([many, few, other])
    assert (dict(solved.decided), dict(solved.undecided)) == ({2: (30, 31)}, {1: ((0, 20),)})


# ── whole exports ────────────────────────────────────────────────────────────────────────────────────────────────


def cut_up(books: Books, order: int, sizes: tuple[int, ...], numbers: tuple[str, ...]) -> list[Row]:
    """Ship a line in parts that bear these numbers; its quantity becomes their sum."""
    for system in ("crm", "erp"):
        row = books.row(system, order)
        row.update(quantity=str(sum(sizes)), amount="", unit_price="", waybill_id="")
    whole = books.row("wms", order)
    books.of("wms").remove(whole)
    parts = [
        {**whole, "quantity": str(size), "shipped_quantity": str(size), "order_id": number, "waybill_id": ""}
        for size, number in zip(sizes, numbers, strict=True)
    ]
    books.of("wms").extend(parts)
    return parts


@pytest.mark.parametrize(
    ("sizes", "numbers"),
    [
        ((30, 12), ("", "")),
        ((30, 12, 7), ("", "", order_number(9))),
        ((30, 12, 7), ("", "", "")),
        ((30, 12), ("SO-2026-0O009", "SO-2026-000O9")),
        ((20, 20), ("", "")),
        ((30, 12, 7), ("K-77", "K-78", "K-79")),
    ],
    ids=["two", "two of three", "three", "mistyped", "equal", "own numbers"],
)
def test_parts_that_only_together_are_a_line_are_one_suggestion(
    sizes: tuple[int, ...], numbers: tuple[str, ...], tmp_path: Path
) -> None:
    books = clean_books()
    cut_up(books, 9, sizes, numbers)
    result = run(write(books, tmp_path))
    record = only(result.exceptions)
    assert (record.kind, record.order_id, record.odd_system) == ("suggested-match", order_number(9), "wms")
    assert record.wms_rows == books.numbers("wms", 9)
    assert together(result, {s: books.numbers(s, 9).split(";")[0] for s in ("crm", "wms")}) == ["suggested"]


def test_parts_that_add_up_in_two_ways_are_not_linked(tmp_path: Path) -> None:
    books = clean_books()
    parts = cut_up(books, 9, (5, 5), ("", ""))
    books.of("wms").append(dict(parts[0]))
    result = run(write(books, tmp_path))
    assert [record.kind for record in result.exceptions] == ["ambiguous-match"] * 3
    for part in parts:
        assert together(result, {"crm": books.numbers("crm", 9), "wms": books.number("wms", part)}) == []


@pytest.mark.parametrize("number", ["", "2"])
def test_a_row_that_is_the_sum_of_two_lines_of_a_delivery_is_one_suggestion(number: str, tmp_path: Path) -> None:
    books = clean_books()
    for system in ("crm", "erp", "wms"):
        for line in (1, 2):
            books.row(system, 14, line).update(sku="SN-05G", unit_price="", amount="", waybill_id="")
    first, second = (books.row("wms", 14, line) for line in (1, 2))
    whole = str(int(first["quantity"]) + int(second["quantity"]))
    first.update(quantity=whole, shipped_quantity=whole, order_id="", line_id=number)
    books.of("wms").remove(second)
    record = only(found(books, tmp_path))
    assert (record.kind, record.odd_system, record.wms_rows) == ("suggested-match", "wms", books.number("wms", first))
    assert record.crm_rows == ";".join(books.numbers("crm", 14, line) for line in (1, 2))


def test_a_sum_that_the_items_customer_or_day_contradicts_is_none(tmp_path: Path) -> None:
    for change in ({"sku": "SN-12G"}, {"customer": "重庆山城仪表有限公司"}):
        books = clean_books()
        parts = cut_up(books, 9, (30, 12), ("", ""))
        parts[0].update(change)
        result = run(write(books, tmp_path / next(iter(change))))
        row = books.number("wms", parts[0])
        assert together(result, {"crm": books.numbers("crm", 9), "wms": row}) == []
