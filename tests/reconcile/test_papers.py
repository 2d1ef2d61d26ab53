"""The paper as the fourth side: what CRM and ERP say otherwise than the orders that came in."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from orders.ledger import Held
from orders.mapping import mappings
from orders.masters import Customer, Item, Masters, UnitFactor
from orders.papers import Papers
from orders.problems import UnusableError
from orders.records import Order, OrderLine, OrderRecord, Party, Source
from orders.units import unit_words
from reconcile.load.units import item_factors
from reconcile.paper.differences import compare_papers
from reconcile.paper.ordered import Known
from reconcile.pipeline import load_sides, vocabulary_of

D = Decimal
AS_OF = datetime(2026, 3, 4, 20, tzinfo=UTC)
DUE = date(2026, 4, 20)
YUNHAI, HAICHUAN = "杭州云海自动化设备有限公司", "宁波海川泵业股份有限公司"
CUSTOMERS = {
    "C1": Customer("C1", YUNHAI, "A", aliases=("云海自动化",)),
    "C2": Customer("C2", HAICHUAN, "A"),
}
SKUS = [f"SN-{n:02d}G" for n in range(1, 13)]
ITEMS = {sku: Item(sku, f"名称{sku}", "只", "make", 7, tax_rate=D("0.13")) for sku in SKUS}
MASTERS = Masters(
    items=ITEMS,
    customers=CUSTOMERS,
    units={"SN-01G": (UnitFactor("SN-01G", "箱", D(20)),)},
    cross_reference={("C1", "YH-07"): "SN-07G"},
)
HEADERS = {
    "order_id": "销售订单号",
    "line_id": "行号",
    "customer_order_id": "客户订单号",
    "sku": "存货编码",
    "customer": "客户名称",
    "quantity": "数量",
    "unit": "单位",
    "unit_price": "含税单价",
    "amount": "价税合计",
    "currency": "币种",
    "status": "单据状态",
    "promised_date": "交货日期",
}
Row = dict[str, str]


def line(number: int, sku: str, quantity: str, price: str, **more: object) -> OrderLine:
    said = OrderLine(
        str(number), sku=sku, buyer_item_id=f"B-{sku}", quantity=D(quantity), unit="只", unit_price=D(price)
    )
    given = {"requested_date": DUE, "line_amount": D(quantity) * D(price), **more}
    return replace(said, **given)  # type: ignore[arg-type]


def paper(number: str, *lines: OrderLine, customer: str = "C1", state: str = "accepted", **more: object) -> Held:
    name = CUSTOMERS[customer].name
    order = Order(number, currency="CNY", prices_include_tax=True, buyer=Party(name, customer), lines=lines)
    source = Source(f"{number}.pdf", number.encode().hex().ljust(64, "0"), "application/pdf", (1,), ((595.0, 842.0),))
    source = replace(source, received_at=datetime(2026, 3, 1, 8, tzinfo=UTC))
    kind = "order_cancellation" if state == "cancelled" else "purchase_order"
    record = OrderRecord(source, kind, "accepted", replace(order, **more), f"{customer}/{number}")  # type: ignore[arg-type]
    return Held(1, 0, record, None, source.file, state)


def papers() -> list[Held]:
    """Three orders of two customers, nine lines."""
    first = [line(n, SKUS[n], q, p) for n, q, p in ((1, "800", "12.50"), (2, "40", "374.26"), (3, "25", "18.90"))]
    second = [line(n, SKUS[n + 3], q, p) for n, q, p in ((1, "120", "7.35"), (2, "60", "88.00"))]
    third = [line(n, SKUS[n + 5], q, p) for n, q, p in ((1, "15", "249.17"), (2, "30", "31.40"), (3, "9", "1200.00"))]
    return [
        paper("4500017432", *first),
        paper("CG-20260303-018", *second),
        paper("PO-778", *third, customer="C2"),
    ]


def typed(held: Sequence[Held], start: int = 1) -> list[Row]:
    """Type the orders as a careful clerk does: our own numbers, lines in tens."""
    rows = []
    for n, one in enumerate(held, start):
        order = one.record.order
        assert order is not None
        for item in order.lines:
            rows.append(
                {
                    "order_id": f"SO2026{n:05d}",
                    "line_id": str(int(item.line_id or 0) * 10),
                    "customer_order_id": order.order_id or "",
                    "sku": item.sku or "",
                    "customer": order.buyer.name or "",
                    "quantity": str(item.quantity),
                    "unit": "只",
                    "unit_price": str(item.unit_price),
                    "amount": str(item.line_amount),
                    "currency": "CNY",
                    "status": "已审核",
                    "promised_date": "2026-04-20",
                }
            )
    return rows


def written(path: Path, rows: Sequence[Row], headers: Mapping[str, str] = HEADERS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(headers.values())
        out.writerows([row[name] for name in headers] for row in rows)
    return path


def compared(
    folder: Path,
    held: Sequence[Held],
    erp: Sequence[Row],
    crm: Sequence[Row] | None = None,
    *,
    headers: Mapping[str, str] = HEADERS,
    masters: Masters = MASTERS,
) -> Papers:
    """Compare as the command does; without a CRM a stock list of the same rows stands in as the second system."""
    second = {"crm": (written(folder / "crm.csv", crm),)} if crm is not None else {}
    files = {"erp": (written(folder / "erp.csv", erp, headers),), **second}
    if crm is None:
        bare = {name: header for name, header in HEADERS.items() if name in ("order_id", "line_id", "sku", "quantity")}
        files["wms"] = (written(folder / "wms.csv", [{**row, "order_id": "W" + row["order_id"]} for row in erp], bare),)
    exports, words = mappings("export"), unit_words()
    sides = load_sides(files, exports, AS_OF, item_factors(masters, words))
    spoken = {side.system: vocabulary_of(side.system, exports) for side in sides}
    owners = mappings("owners")[0].data
    return compare_papers(held, sides, spoken, Known(masters, words, {}), AS_OF, owners)


def told(found: Papers) -> list[tuple[str, str, str, str, str, str]]:
    return sorted(
        (one.kind, one.order_id, one.line_id, one.field, one.paper_value, one.erp_value) for one in found.differences
    )


def test_what_was_typed_as_it_was_written_is_no_difference(tmp_path: Path) -> None:
    held = papers()
    found = compared(tmp_path, held, typed(held), typed(held))
    assert told(found) == []
    assert (found.orders, found.lines) == (3, 8)


def change(**values: str) -> Callable[[list[Row]], None]:
    return lambda rows: rows[0].update(values)


def swap(**values: str) -> Callable[[list[Row]], None]:
    """Add a line that is the first one but for some values."""
    return lambda rows: rows.append({**rows[0], **values})


FIRST = ("4500017432", "1")
FAULTS: dict[str, tuple[Callable[[list[Row]], object], tuple[str, ...]]] = {
    "a nought too few": (
        change(quantity="80", amount="1000.00"),
        ("quantity-mismatch", *FIRST, "quantity", "800", "80"),
    ),
    "digits of the price swapped": (
        change(unit_price="15.20", amount="12160.00"),
        ("price-mismatch", *FIRST, "unit_price", "12.5", "15.2"),
    ),
    "another item": (change(sku="SN-11G"), ("sku-mismatch", *FIRST, "sku", "SN-02G", "SN-11G")),
    "another day": (
        change(promised_date="2026-04-02"),
        ("date-mismatch", *FIRST, "promised_date", "2026-04-20", "2026-04-02"),
    ),
    "another currency": (change(currency="USD"), ("amount-mismatch", *FIRST, "currency", "CNY", "USD")),
    "another amount": (change(amount="10001.00"), ("amount-mismatch", *FIRST, "amount", "10000", "10001")),
    "a missing line": (lambda rows: rows.pop(0), ("missing-in-erp", *FIRST, "", "", "")),
    "a line too many": (
        swap(line_id="40", sku="SN-12G", quantity="3"),
        ("not-on-paper", "4500017432", "40", "", "", ""),
    ),
    "a missing order": (lambda rows: rows.__delitem__(slice(3)), ("missing-in-erp", "4500017432", "", "", "", "")),
    "cancelled by us": (change(status="作废"), ("status-conflict", *FIRST, "status", "", "作废")),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_typing_error_is_one_difference(tmp_path: Path, name: str) -> None:
    damage, expected = FAULTS[name]
    held = papers()
    rows = typed(held)
    damage(rows)
    assert told(compared(tmp_path, held, rows)) == [expected]


def test_rows_in_another_order_are_the_same_differences(tmp_path: Path) -> None:
    held = papers()
    rows = typed(held)
    rows[1]["quantity"], rows[4]["unit_price"], rows[7]["sku"] = "4", "8.80", "SN-12G"
    first = compared(tmp_path, held, rows).differences
    random.Random(5).shuffle(rows)
    again = compared(tmp_path, held, rows).differences
    assert [replace(one, erp_rows="") for one in first] == [replace(one, erp_rows="") for one in again]
    assert len(first) == 3


def test_both_systems_with_the_same_fault_are_one_difference(tmp_path: Path) -> None:
    held = papers()
    erp, crm = typed(held), typed(held)
    erp[0]["quantity"] = crm[0]["quantity"] = "80"
    erp[4]["unit_price"] = "80.80"
    quantity, price = sorted(compared(tmp_path, held, erp, crm).differences, key=lambda one: one.field)
    assert (quantity.paper_value, quantity.crm_value, quantity.erp_value, quantity.odd_system) == (
        "800",
        "80",
        "80",
        "crm;erp",
    )
    assert (price.paper_value, price.crm_value, price.erp_value, price.odd_system) == ("88", "88", "80.8", "erp")
    assert quantity.amount_at_stake == D("9000.00")


def test_a_number_mistyped_is_a_suggestion_for_the_whole_order(tmp_path: Path) -> None:
    held = papers()
    rows = typed(held)
    for row in rows[:3]:
        row["customer_order_id"] = "4500017423"
    assert told(compared(tmp_path, held, rows)) == [
        ("suggested-match", "4500017432", "", "customer_order_id", "4500017432", "4500017423")
    ]


def test_a_number_spelled_otherwise_is_no_difference(tmp_path: Path) -> None:
    held = papers()
    rows = typed(held)
    for row in rows[3:5]:
        row["customer_order_id"] = "cg20260303-018"
    assert told(compared(tmp_path, held, rows)) == []


def test_an_order_of_another_customer_with_the_same_number_is_not_ours(tmp_path: Path) -> None:
    held = papers()
    stranger = {**typed(held)[0], "order_id": "SO9", "customer": "重庆山城仪表有限公司", "quantity": "7"}
    assert told(compared(tmp_path, held, [*typed(held), stranger])) == []
    mine = [row for row in typed(held) if row["customer_order_id"] != "PO-778"]
    theirs = {**stranger, "customer_order_id": "PO-778", "customer": YUNHAI, "sku": "SN-12G"}
    assert told(compared(tmp_path, held, [*mine, theirs])) == [("missing-in-erp", "PO-778", "", "", "", "")]


def test_two_customers_with_one_number_are_told_apart_by_name(tmp_path: Path) -> None:
    held = [
        paper("PO-1", line(1, "SN-01G", "10", "5.00")),
        paper("PO-1", line(1, "SN-01G", "30", "5.00"), customer="C2"),
    ]
    rows = typed(held)
    assert told(compared(tmp_path, held, rows)) == []
    rows[0]["quantity"] = "20"
    assert told(compared(tmp_path, held, rows)) == [("quantity-mismatch", "PO-1", "1", "quantity", "10", "20")]
    for row in rows:
        row["customer"] = ""
    found = compared(tmp_path, held, rows)
    assert {one.kind for one in found.differences} == {"ambiguous-match"}
    assert len(found.differences) == 2


def test_an_order_typed_for_another_customer(tmp_path: Path) -> None:
    held = papers()
    rows = typed(held)
    for row in rows[3:5]:
        row["customer"] = HAICHUAN
    found = told(compared(tmp_path, held, rows))
    assert {one[:2] for one in found} == {("customer-mismatch", "CG-20260303-018")}
    for row in rows[3:5]:
        row["customer"] = "云海自动化"
    assert told(compared(tmp_path, held, rows)) == []


def test_packs_and_the_customers_own_codes_are_converted(tmp_path: Path) -> None:
    boxes = line(1, "SN-01G", "5", "250.00", unit="箱", line_amount=D("1250.00"))
    hundred = line(2, "SN-07G", "300", "99.00", price_base_quantity=D(100), line_amount=D("297.00"))
    held = [paper("PO-1", boxes, hundred)]
    rows = typed(held)
    rows[0].update(quantity="100", unit_price="12.50")
    rows[1].update(unit_price="0.99", sku="YH-07", unit="PCS")
    assert told(compared(tmp_path, held, rows)) == []
    rows[0].update(quantity="5", unit="只")
    assert [one[:4] for one in told(compared(tmp_path, held, rows))] == [("quantity-mismatch", "PO-1", "1", "quantity")]


def test_prices_without_tax_are_the_same_prices_unless_one_line_has_them(tmp_path: Path) -> None:
    held = papers()
    rows = typed(held)
    for row in rows:
        row["unit_price"] = str((D(row["unit_price"]) / D("1.13")).quantize(D("0.01")))
        row["amount"] = str((D(row["unit_price"]) * D(row["quantity"])).quantize(D("0.01")))
    assert told(compared(tmp_path, held, rows)) == []
    single = typed(held)
    single[0].update(unit_price=rows[0]["unit_price"], amount=rows[0]["amount"])
    assert [one[:4] for one in told(compared(tmp_path, held, single))] == [
        ("price-mismatch", "4500017432", "1", "unit_price")
    ]


def test_a_discount_may_be_in_the_price(tmp_path: Path) -> None:
    held = [paper("PO-1", line(1, "SN-01G", "10", "5.00", discount_percent=D(10), line_amount=D("45.00")))]
    rows = typed(held)
    assert told(compared(tmp_path, held, rows)) == []
    rows[0]["unit_price"] = "4.50"
    assert told(compared(tmp_path, held, rows)) == []


def test_an_order_in_two_of_ours_is_its_sum_and_typed_twice_it_is_a_duplicate(tmp_path: Path) -> None:
    held = papers()
    rows = typed(held)
    part = {**rows[0], "order_id": "SO99", "line_id": "10", "quantity": "300", "amount": "3750.00"}
    rows[0].update(quantity="500", amount="6250.00")
    assert told(compared(tmp_path, held, [*rows, part])) == []
    twice = [*typed(held), {**typed(held)[0], "order_id": "SO99"}]
    assert [one[:3] for one in told(compared(tmp_path, held, twice))] == [("duplicate", "4500017432", "1")]


def test_deliveries_of_one_item_are_one_line_or_several(tmp_path: Path) -> None:
    parts = [
        line(1, "SN-01G", q, "5.00", schedule_id=n, requested_date=date(2026, 4, int(n)))
        for n, q in (("1", "10"), ("2", "30"))
    ]
    held = [paper("PO-1", *parts)]
    rows = typed(held)
    rows[0]["promised_date"], rows[1]["promised_date"], rows[1]["line_id"] = "2026-04-01", "2026-04-02", "20"
    assert told(compared(tmp_path, held, rows)) == []
    rows[0].update(quantity="40", amount="200.00")
    assert told(compared(tmp_path, held, rows[:1])) == []


def test_a_cancelled_order_must_not_live_on(tmp_path: Path) -> None:
    held = papers()
    rows = typed(held)
    held[0] = replace(held[0], state="cancelled")
    [one] = compared(tmp_path, held, rows).differences
    assert (one.kind, one.order_id, one.erp_rows, one.erp_value) == ("status-conflict", "4500017432", "2;3;4", "已审核")
    for row in rows[:3]:
        row["status"] = "作废"
    assert told(compared(tmp_path, held, rows)) == []
    assert told(compared(tmp_path, held[:1], rows)) == []


def test_a_new_order_need_not_be_typed_yet(tmp_path: Path) -> None:
    held = papers()
    rows = typed(held)[3:]
    late = replace(held[0].record.source, received_at=datetime(2026, 3, 5, tzinfo=UTC))
    held[0] = replace(held[0], record=replace(held[0].record, source=late))
    assert told(compared(tmp_path, held, rows)) == []


def test_the_crm_bridges_numbers_that_the_erp_does_not_have(tmp_path: Path) -> None:
    held = papers()
    bare = {name: header for name, header in HEADERS.items() if name != "customer_order_id"}
    erp, crm = typed(held), typed(held)
    assert told(compared(tmp_path, held, erp, crm, headers=bare)) == []
    erp[0]["quantity"] = "80"
    assert told(compared(tmp_path, held, erp, crm, headers=bare)) == [
        ("quantity-mismatch", "4500017432", "1", "quantity", "800", "80")
    ]
    with pytest.raises(UnusableError, match="customer's order number"):
        compared(tmp_path, held, erp, headers=bare)


def test_orders_that_no_paper_has_are_nobodys_business(tmp_path: Path) -> None:
    held = papers()
    others = [{**row, "order_id": f"X{n}", "customer_order_id": f"OLD-{n}"} for n, row in enumerate(typed(held))]
    assert told(compared(tmp_path, held, [*typed(held), *others])) == []


def test_a_repeat_order_is_not_taken_for_the_missing_one(tmp_path: Path) -> None:
    held = papers()
    rows = typed(held)
    repeats = [
        {**row, "order_id": "SO8", "customer_order_id": "4500016001", "promised_date": "2026-02-01"} for row in rows[:3]
    ]
    assert told(compared(tmp_path, held, [*rows[3:], *repeats])) == [("missing-in-erp", "4500017432", "", "", "", "")]


def test_owners_and_places_are_named(tmp_path: Path) -> None:
    held = papers()
    rows = typed(held)
    rows[0]["quantity"], rows[4]["unit_price"] = "80", "80.80"
    quantity, price = compared(tmp_path, held, rows).differences
    assert (quantity.owner, quantity.path) == ("计划部 Planning", "/order/lines/0/quantity")
    assert (price.owner, price.path) == ("财务部 Finance", "/order/lines/1/unit_price")


def test_two_missing_orders_with_one_number_stay_two(tmp_path: Path) -> None:
    held = [
        paper("PO-1", line(1, "SN-01G", "10", "5.00")),
        paper("PO-1", line(1, "SN-01G", "30", "5.00"), customer="C2"),
    ]
    rows = typed(papers())
    found = compared(tmp_path, [*held, *papers()], rows).differences
    assert [(one.kind, one.order_key) for one in found] == [
        ("missing-in-erp", "C2/PO-1"),
        ("missing-in-erp", "C1/PO-1"),
    ]


def test_lines_too_many_of_one_item_are_told_each(tmp_path: Path) -> None:
    held = papers()
    rows = typed(held)
    extra = [{**rows[0], "line_id": number, "sku": "SN-12G", "quantity": number} for number in ("40", "50")]
    found = compared(tmp_path, held, [*rows, *extra], rows).differences
    assert [(one.kind, one.line_id, one.erp_rows) for one in found] == [
        ("not-on-paper", n, r) for n, r in (("40", "10"), ("50", "11"))
    ]
    assert len({one.difference_id for one in found}) == 2
