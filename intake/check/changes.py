"""What differs between two orders of the same number, line by line, in words both languages can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from intake.check.pointer import value_at
from orders.history import HISTORY
from orders.records import Evidence, Order, OrderLine, OrderRecord
from orders.values import key

# what the paper says; what we derive (sku, unit_code, party_id) is no content of the order
HEADER = {
    "/order/revision": "版本 revision",
    "/order/issue_date": "订单日期 issue date",
    "/order/currency": "币种 currency",
    "/order/delivery/requested_date": "交货日期 requested date",
    "/order/delivery/address": "收货地址 ship-to",
    "/order/payment_terms": "付款条件 payment terms",
    "/order/totals/payable_total": "总金额 payable total",
    "/order/note": "备注 note",
}
LINE = {
    "buyer_item_id": "客户料号 buyer's item",
    "seller_item_id": "供方料号 our item",
    "description": "名称 description",
    "specification": "规格 specification",
    "drawing_revision": "图纸版本 drawing revision",
    "bom_version": "BOM 版本 BOM version",
    "quantity": "数量 quantity",
    "unit": "单位 unit",
    "unit_price": "单价 unit price",
    "price_base_quantity": "价格单位 price per",
    "line_amount": "金额 amount",
    "requested_date": "交期 requested date",
}
GONE = "−"  # before a line that the new order has not
Masked = Callable[..., bool]  # the value's path in the old order and, if it differs, in the new one


def changes(old: OrderRecord, new: OrderRecord) -> tuple[str, ...]:
    """Return one phrase a difference: header first, then lines changed, added and gone; () for the same content.

    What a paper does not say that names changes only, and what an imported history never knew, is no difference.
    """
    only, past = partial(new), from_history(old)

    def masked(path: str, now: str | None = None) -> bool:
        unsaid = ((only or past) and value_at(new, now or path) is None) or (past and value_at(old, path) is None)
        return unsaid or _same_derived(old.evidence.get(path), new.evidence.get(now or path))

    unlisted = past and old.order is not None and not old.order.lines
    found = () if unlisted else tuple(_lines(old, new, masked))
    lines = (one for one in found if not (only and one.startswith(GONE)))
    return (*_header(old, new, masked), *(() if only or past else _charges(old, new)), *lines)


def from_history(record: OrderRecord) -> bool:
    """Say whether an order comes from an imported list of earlier orders, which knows less than a paper."""
    return record.source.media_type == HISTORY


def partial(record: OrderRecord) -> bool:
    """Say whether a paper names changes only, not the whole order."""
    return any(item.code in ("changes-only", "order-mentioned") for item in record.findings)


def _same_derived(old: Evidence | None, new: Evidence | None) -> bool:
    """Say whether a value is derived from the same printed text on both papers."""
    methods = {item.method for item in (old, new) if item}
    return "derived" in methods and old is not None and new is not None and key(old.text) == key(new.text)


def _header(old: OrderRecord, new: OrderRecord, masked: Masked) -> Iterator[str]:
    for path, word in HEADER.items():
        before, after = value_at(old, path), value_at(new, path)
        if not masked(path) and not _same(before, after):
            yield f"{word} {_shown(before)} → {_shown(after)}"


def _charges(old: OrderRecord, new: OrderRecord) -> Iterator[str]:
    before, after = _charge_rows(old), _charge_rows(new)
    if before != after:
        yield f"费用 charges {' + '.join(before) or '—'} → {' + '.join(after) or '—'}"


def _charge_rows(record: OrderRecord) -> list[str]:
    rows = record.order.allowance_charges if record.order else ()
    return [f"{'' if row.charge else '-'}{row.amount.normalize():f}" for row in rows]


def _lines(old: OrderRecord, new: OrderRecord, masked: Masked) -> Iterator[str]:
    numbered = not from_history(old) or all(line.line_id for line in (old.order.lines if old.order else ()))
    before, after = (_by_name(one.order, numbered=numbered) for one in (old, new))
    for name, (place, line) in after.items():
        if name in before:
            yield from _fields(name, before[name], (place, line), masked)
        else:
            yield f"+ 行 line {name}: {_summary(line)}"
    for name, (_, line) in before.items():
        if name not in after:
            yield f"{GONE} 行 line {name}: {_summary(line)}"


def _by_name(order: Order | None, *, numbered: bool = True) -> Mapping[str, tuple[int, OrderLine]]:
    """Return each line with its index, under its printed number and schedule; numbers that repeat or lack: by place."""
    lines = order.lines if order else ()
    names = ["/".join(part for part in (line.line_id, line.schedule_id) if part) for line in lines]
    if not numbered or "" in names or len(set(names)) < len(names):
        names = [f"#{place}" for place in range(1, len(lines) + 1)]
    return {name: (index, line) for index, (name, line) in enumerate(zip(names, lines, strict=True))}


def _fields(name: str, old: tuple[int, OrderLine], new: tuple[int, OrderLine], masked: Masked) -> Iterator[str]:
    for field, word in LINE.items():
        before, after = getattr(old[1], field), getattr(new[1], field)
        mended = masked(*(f"/order/lines/{index}/{field}" for index in (old[0], new[0])))
        if not mended and not _same(before, after):
            yield f"行 line {name}: {word} {_shown(before)} → {_shown(after)}"


def _summary(line: OrderLine) -> str:
    item = line.buyer_item_id or line.seller_item_id or line.description or "—"
    return " ".join(part for part in (item, _shown(line.quantity), line.unit or "") if part)


def _same(left: object, right: object) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return key(left) == key(right)
    return left == right


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else "—" if value is None else str(value)
