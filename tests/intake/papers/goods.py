"""The two orders that all test papers print: an English one over 1,598.00 EUR and a Chinese one over 21,540.00."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from intake.extract import extract
from intake.read import read
from orders.records import OrderRecord, Source
from tests.intake.papers.kit import Book, HeadStyle, Paper, Part, Row, parts, table, title, totals
from tests.intake.papers.kit import head as draw_head

HARBOR, SUNRISE = "Harbor Instruments Ltd", "Sunrise Sensor Works Co., Ltd"
HENGTAI, CHENGUANG = "苏州恒泰仪表有限公司", "宁波晨光传感器有限公司"
HEAD = (
    ("PO Number", "4500017432"),
    ("PO Date", "2026-01-08"),
    ("Delivery Date", "2026-03-04"),
    ("Currency", "EUR"),
    ("Buyer", HARBOR),
    ("Supplier", SUNRISE),
)
BARE_HEAD = (*HEAD[:3], *HEAD[4:])  # without the currency, for orders without prices
COLUMNS = ("Line", "Part No", "Description", "Qty", "Unit", "Unit Price", "Amount")
ROWS = (
    ("1", "A-1001", "Pressure transmitter", "100", "pcs", "12.50", "1250.00"),
    ("2", "B-2002", "Mounting bracket", "40", "pcs", "3.20", "128.00"),
    ("3", "C-3003", "Cable gland M20", "250", "pcs", "0.88", "220.00"),
)
HEAD_ZH = (
    ("订单编号", "CG-2026-0117"),
    ("订单日期", "2026-01-17"),
    ("交货日期", "2026-02-28"),
    ("币种", "人民币"),
    ("需方", HENGTAI),
    ("供方", CHENGUANG),
)
BARE_HEAD_ZH = (*HEAD_ZH[:3], *HEAD_ZH[4:])
COLUMNS_ZH = ("序号", "物料编码", "名称", "规格", "数量", "单位", "单价", "金额")
ROWS_ZH = (
    ("1", "WL-10021", "压力变送器", "0-1.6MPa", "60", "台", "315.00", "18900.00"),
    ("2", "WL-10035", "安装支架", "304", "120", "件", "18.50", "2220.00"),
    ("3", "WL-20017", "密封垫圈", "DN50", "500", "个", "0.84", "420.00"),
)

Said = tuple[Mapping[str, Any], Paper | Book]  # what a paper truly says, and the paper


class Line(NamedTuple):
    """What a line of a paper says, the numbers without their notation."""

    code: str | None
    quantity: Decimal | None
    unit: str | None = None
    unit_price: Decimal | None = None
    line_amount: Decimal | None = None
    requested_date: date | None = None
    price_base_quantity: Decimal | None = None
    discount_percent: Decimal | None = None


def line(
    code: str | None, quantity: str, unit: str | None = "pcs", price: str = "", amount: str = "", **more: str
) -> Line:
    """Make the true line from strings; `date`, `base` and `discount` are optional."""
    day = date.fromisoformat(more["date"]) if "date" in more else None
    return Line(
        code, _number(quantity), unit, _number(price), _number(amount), day,
        _number(more.get("base", "")), _number(more.get("discount", "")),
    )  # fmt: skip


def _number(digits: str) -> Decimal | None:
    return Decimal(digits) if digits else None


LINES = tuple(line(code, quantity, unit, price, amount) for _, code, _, quantity, unit, price, amount in ROWS)
LINES_ZH = tuple(line(row[1], *row[4:]) for row in ROWS_ZH)
BARE_LINES = tuple(item._replace(unit_price=None, line_amount=None) for item in LINES)
BARE_LINES_ZH = tuple(item._replace(unit_price=None, line_amount=None) for item in LINES_ZH)
TRUTH: Mapping[str, Any] = {
    "order_id": "4500017432", "issue_date": date(2026, 1, 8), "requested_date": date(2026, 3, 4), "currency": "EUR",
    "prices_include_tax": None, "buyer": HARBOR, "seller": SUNRISE, "lines": LINES, "charges": (),
    "tax_total": None, "rounding": None, "prepaid": None, "payable_total": Decimal("1598.00"),
}  # fmt: skip
BARE_TRUTH = {**TRUTH, "currency": None, "payable_total": None, "lines": BARE_LINES}
TRUTH_ZH: Mapping[str, Any] = {
    **TRUTH, "order_id": "CG-2026-0117", "issue_date": date(2026, 1, 17), "requested_date": date(2026, 2, 28),
    "currency": "CNY", "buyer": HENGTAI, "seller": CHENGUANG, "lines": LINES_ZH, "payable_total": Decimal("21540.00"),
}  # fmt: skip
BARE_TRUTH_ZH = {**TRUTH_ZH, "currency": None, "payable_total": None, "lines": BARE_LINES_ZH}


def columns_of(*indexes: int, rows: Sequence[Sequence[str]] = ROWS) -> list[tuple[str, ...]]:
    """Return the rows with these columns only."""
    return [tuple(row[index] for index in indexes) for row in rows]


TITLE = title("Purchase Order")
TITLE_ZH = title("采购订单")
TOTAL = totals(("Total EUR", "1,598.00"))
TOTAL_ZH = totals(("合计", "21540.00"))
BARE_COLUMNS, BARE_ROWS = COLUMNS[1:5], columns_of(1, 2, 3, 4)  # no line numbers, no prices
FIRST, SECOND, THIRD = BARE_ROWS
BARE_COLUMNS_ZH, BARE_ROWS_ZH = COLUMNS_ZH[:6], columns_of(0, 1, 2, 3, 4, 5, rows=ROWS_ZH)


def goods(rows: Sequence[Row] = ROWS, columns: Sequence[str] = COLUMNS, **style: Any) -> Part:
    """The table of items, its numbers to the right."""
    narrow = [i for i, name in enumerate(columns) if name in ("Qty", "Unit Price", "Amount", "数量", "单价", "金额")]
    return table(columns, rows, **{"right": narrow, **style})


def order(
    *after: Part,
    head: Part | None = None,
    items: Part | None = None,
    total: Part = TOTAL,
    before: Sequence[Part] = (),
    title: Part = TITLE,
    **page: Any,
) -> Paper:
    """Print the English order; what makes it special is given."""
    return Paper((*before, title, head or draw_head(HEAD), items or goods(), total, *after), **page)


def order_zh(*after: Part, **special: Any) -> Paper:
    """Print the Chinese order."""
    usual = {"head": draw_head(HEAD_ZH), "items": goods(ROWS_ZH, COLUMNS_ZH), "total": TOTAL_ZH, "title": TITLE_ZH}
    return order(*after, **{**usual, **special})


def bare(*after: Part, **special: Any) -> Paper:
    """Print the English order without prices, sums and line numbers: nothing adds up."""
    usual = {"head": draw_head(BARE_HEAD), "items": goods(BARE_ROWS, BARE_COLUMNS), "total": parts()}
    return order(*after, **{**usual, **special})


def bare_zh(*after: Part, **special: Any) -> Paper:
    """Print the Chinese order without prices and sums."""
    usual = {"head": draw_head(BARE_HEAD_ZH), "items": goods(BARE_ROWS_ZH, BARE_COLUMNS_ZH), "total": parts()}
    return order_zh(*after, **{**usual, **special})


def headed(*pairs: tuple[str, str], style: HeadStyle = "colon", **special: Any) -> Paper:
    """Print the English order under this head."""
    return order(head=draw_head(pairs, style), **special)


def listing(rows: Sequence[Row], columns: Sequence[str] = COLUMNS, **style: Any) -> Paper:
    """Print the English order with this table and no total."""
    return order(items=goods(rows, columns, **style), total=parts())


def bare_listing(rows: Sequence[Row], columns: Sequence[str] = BARE_COLUMNS, **style: Any) -> Paper:
    """Print the order without prices with this table."""
    return bare(items=goods(rows, columns, **style))


def bare_listing_zh(rows: Sequence[Row], columns: Sequence[str] = BARE_COLUMNS_ZH, **style: Any) -> Paper:
    return bare_zh(items=goods(rows, columns, **style))


def records(document: Paper | Book) -> tuple[OrderRecord, ...]:
    """Read a paper as `orderloom extract` does."""
    data, name = document.bytes, "paper.xlsx" if isinstance(document, Book) else "paper.pdf"
    return extract(read(data, name), Source(name, hashlib.sha256(data).hexdigest(), "application/octet-stream"))


def record(document: Paper | Book) -> OrderRecord:
    """Read a paper that is one business document."""
    (only,) = records(document)
    return only


def errors(found: OrderRecord) -> set[str]:
    return {finding.code for finding in found.findings if finding.severity == "error"}


def facts(of: OrderRecord) -> dict[str, Any]:
    """Return what the record says in the words of TRUTH."""
    found = of.order
    assert found is not None
    sums = {name: getattr(found.totals, name) for name in ("tax_total", "rounding", "prepaid", "payable_total")}
    return {
        "order_id": found.order_id,
        "issue_date": found.issue_date,
        "requested_date": found.delivery.requested_date,
        "currency": found.currency,
        "prices_include_tax": found.prices_include_tax,
        "buyer": found.buyer.name,
        "seller": found.seller.name,
        "lines": tuple(
            Line(item.buyer_item_id or item.seller_item_id, *(getattr(item, name) for name in Line._fields[1:]))
            for item in found.lines
        ),
        "charges": tuple((charge.charge, charge.amount) for charge in found.allowance_charges),
        **sums,
    }


def assert_read(truth: Mapping[str, Any], paper: Paper | Book) -> None:
    """A paper is accepted with what it truly says."""
    found = record(paper)
    assert [(item.code, item.path, item.facts) for item in found.findings if item.severity == "error"] == []
    assert facts(found) == truth
    assert found.status == "accepted"


def assert_held(code: str, paper: Paper | Book) -> None:
    """A paper is held with a finding of this code."""
    found = record(paper)
    assert found.status == "review"
    assert code in errors(found)
