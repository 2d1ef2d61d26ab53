"""A drawn factory of any size: master files as csv or xlsx, and orders of which a few have a fault."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from orders.records import Delivery, Order, OrderLine, OrderRecord, Party, Source, Totals

TODAY = date(2026, 3, 4)
NAMES = ("压力变送器", "温度变送器", "液位计", "流量计", "称重传感器", "编码器", "接近开关", "振动传感器")
PARTS = ("芯体", "壳体", "电路板", "密封圈", "螺钉", "线缆", "接头", "标签", "弹片", "外壳")
FAULTS = ("code", "look-alike", "price", "unit", "bom", "name", "date")
Row = Sequence[object]


@dataclass(frozen=True)
class Size:
    """How many items, of which the first are sold and the next are assemblies; rows of a bill; customers."""

    items: int = 200_000
    sold: int = 20_000
    assemblies: int = 20_000
    parts_of_sold: int = 20
    parts_of_assembly: int = 30
    customers: int = 500
    references: int = 100_000


def sku(number: int) -> str:
    """Return the code of an item."""
    return f"CX-{number:06}"


def price(number: int) -> Decimal:
    """Return the list price of a sold item, with tax."""
    return Decimal(10_000 + number * 37 % 90_000) / 100


def tables(size: Size) -> Iterator[tuple[str, Row, Iterator[Row]]]:
    """Yield (name, header, rows) of every master file."""
    yield "items", ("sku", "name", "specification", "unit", "make_or_buy", "lead_time_days"), _items(size)
    yield "bom", ("parent_sku", "bom_version", "valid_from", "component_sku", "quantity_per", "unit"), _bom(size)
    yield "customers", ("customer_id", "name", "level", "credit_limit", "currency"), _customers(size)
    yield "cross_reference", ("customer_id", "customer_item_id", "sku"), _references(size)
    header = ("customer_id", "sku", "unit_price", "currency", "includes_tax")
    yield "prices", header, ((c, s, price(n), "CNY", "yes") for c, _, s, n in _references_with_number(size))
    yield "units", ("sku", "unit", "factor"), iter(())
    yield "stock", ("sku", "warehouse", "on_hand"), ((sku(n), "W1", n % 90) for n in range(0, size.items, 4))
    yield "incoming", ("sku", "quantity", "due_date"), iter(())
    yield "calendar", ("date", "working"), iter([("2026-01-01", "no")])


def _items(size: Size) -> Iterator[Row]:
    made = size.sold + size.assemblies
    for number in range(size.items):
        words = NAMES if number < size.sold else PARTS
        name = f"{words[number % len(words)]}{number // len(words) % 997}型"
        kind = "make" if number < made else "buy"
        yield sku(number), name, f"{number % 113}-{number % 1009}mA IP{number % 68}", "只", kind, 1 + number % 9


def _bom(size: Size) -> Iterator[Row]:
    made = size.sold + size.assemblies
    for number in range(size.sold):
        yield from _bill(number, _below(number, size.sold, size.assemblies, 3))
        yield from _bill(number, _below(number, made, size.items - made, size.parts_of_sold - 3))
    for number in range(size.sold, made):
        yield from _bill(number, _below(number, made, size.items - made, size.parts_of_assembly))


def _below(number: int, first: int, count: int, parts: int) -> Iterator[int]:
    return (first + (number * 31 + place * 7919) % count for place in range(parts))


def _bill(number: int, parts: Iterator[int]) -> Iterator[Row]:
    for part in dict.fromkeys(parts):
        yield sku(number), "V3.2", "2025-01-01", sku(part), 1 + part % 4, "只"


def _customers(size: Size) -> Iterator[Row]:
    for number in range(size.customers):
        yield f"C{number:04}", f"苏州第{number}仪表有限公司", "ABC"[number % 3], "900000000.00", "CNY"


def _references_with_number(size: Size) -> Iterator[tuple[str, str, str, int]]:
    each = size.references // size.customers
    for customer in range(size.customers):
        for place in range(each):
            number = (customer * 97 + place * 101) % size.sold
            yield f"C{customer:04}", f"K{customer:03}-{place:05}", sku(number), number


def _references(size: Size) -> Iterator[Row]:
    return ((customer, code, item) for customer, code, item, _ in _references_with_number(size))


def write(folder: Path, size: Size, suffix: str) -> None:
    """Write the master files as .csv or .xlsx."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, header, rows in tables(size):
        _csv(folder / f"{name}.csv", header, rows) if suffix == ".csv" else _xlsx(folder / f"{name}.xlsx", header, rows)


def _csv(path: Path, header: Row, rows: Iterator[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)


def _xlsx(path: Path, header: Row, rows: Iterator[Row]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((header, *rows)):
            for place, value in enumerate(row):
                sheet.write(number, place, value if isinstance(value, (str, int)) else float(value))  # type: ignore[arg-type]


def orders(count: int, size: Size, *, seed: int = 1, faulty: float = 0.05) -> Iterator[tuple[OrderRecord, str | None]]:
    """Yield orders of five lines with the fault planted into each (None: it is sound)."""
    drawn = random.Random(seed)
    for number in range(count):
        fault = drawn.choice(FAULTS) if drawn.random() < faulty else None
        yield _order(number, size, drawn, fault), fault


def _order(number: int, size: Size, drawn: random.Random, fault: str | None) -> OrderRecord:
    customer, each = number % size.customers, size.references // size.customers
    day = TODAY + timedelta(120 + number % 60)
    day = day - timedelta(max(0, day.weekday() - 4))
    lines = [_line(customer, place, drawn, size) for place in drawn.sample(range(each), 5)]
    lines = [replace(line, line_id=str(place)) for place, line in enumerate(lines, 1)]
    lines[0] = _spoilt(lines[0], fault)
    total = sum((line.line_amount or Decimal(0) for line in lines), Decimal(0))
    day = TODAY - timedelta(1) if fault == "date" else day
    order = Order(
        order_id=f"PO-{number:06}",
        issue_date=TODAY,
        currency="CNY",
        prices_include_tax=True,
        buyer=Party(f"苏州第{customer}仪表有限公司"),
        delivery=Delivery(None, day),
        lines=tuple(lines),
        totals=Totals(payable_total=total),
    )
    source = Source(f"{number}.pdf", f"{number:064x}", "application/pdf")
    return OrderRecord(source, "purchase_order", "accepted", order)


def _line(customer: int, place: int, drawn: random.Random, size: Size) -> OrderLine:
    number = (customer * 97 + place * 101) % size.sold
    quantity = Decimal(drawn.randint(1, 500))
    name = f"{NAMES[number % len(NAMES)]}{number // len(NAMES) % 997}型"
    said = drawn.choice((name, f"{name} {number % 113}-{number % 1009}mA", NAMES[number % len(NAMES)], None))
    return OrderLine(
        buyer_item_id=f"K{customer:03}-{place:05}",
        description=said,
        quantity=quantity,
        unit="只",
        unit_price=price(number),
        line_amount=quantity * price(number),
        bom_version=drawn.choice((None, "V3.2")),
    )


def _spoilt(line: OrderLine, fault: str | None) -> OrderLine:
    code = line.buyer_item_id or ""
    if fault == "code":
        return replace(line, buyer_item_id=f"ZZ{code[::-1]}")
    if fault == "look-alike":
        return replace(line, buyer_item_id=code.replace("0", "O", 1))
    if fault == "price":
        dearer = (line.unit_price or Decimal(0)) + 1
        return replace(line, unit_price=dearer, line_amount=dearer * (line.quantity or Decimal(0)))
    if fault == "unit":
        return replace(line, unit="坨")
    if fault == "bom":
        return replace(line, bom_version="V2.8")
    return replace(line, description="振动传感器1型") if fault == "name" else line
