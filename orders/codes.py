"""Exception kinds, stages and fields by code, and how a finding or a record is said in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from orders.findings import FINDINGS
from orders.records import Finding, Severity

Language = Literal["zh", "en"]

STAGES: tuple[str, ...] = (
    "received",
    "confirmed",
    "released",
    "in_production",
    "ready",
    "picking",
    "shipped",
    "in_transit",
    "delivered",
    "signed",
    "invoiced",
    "paid",
)
SIDE_STAGES: tuple[str, ...] = ("on_hold", "cancelled", "returned")

# kind: (severity, 中文, English)
EXCEPTIONS: Mapping[str, tuple[Severity, str, str]] = {
    "missing-in-crm": ("error", "CRM 中没有", "missing in CRM"),
    "missing-in-erp": ("error", "ERP 中没有", "missing in ERP"),
    "missing-in-wms": ("error", "WMS 中没有", "missing in WMS"),
    "duplicate": ("error", "重复", "duplicate"),
    "key-collision": ("error", "同号不同单", "same number, different order"),
    "ambiguous-match": ("warning", "匹配不唯一", "ambiguous match"),
    "suggested-match": ("warning", "疑似匹配，需确认", "suggested match"),
    "quantity-mismatch": ("error", "数量不一致", "quantities differ"),
    "price-mismatch": ("error", "单价不一致", "prices differ"),
    "amount-mismatch": ("error", "金额不一致", "amounts differ"),
    "sku-mismatch": ("error", "物料不一致", "items differ"),
    "customer-mismatch": ("error", "客户不一致", "customers differ"),
    "date-mismatch": ("warning", "日期不一致", "dates differ"),
    "status-conflict": ("error", "状态冲突", "states conflict"),
    "waybill-mismatch": ("warning", "运单号不一致", "waybills differ"),
    "stalled": ("warning", "停滞", "stalled"),
    "bom-version-mismatch": ("error", "BOM 版本不一致", "BOM versions differ"),
    "lossy-cell": ("error", "单元格被 Excel 破坏", "an id Excel has destroyed"),
    "unreadable-value": ("warning", "值读不出来", "a value cannot be read"),
}


# document type: (中文, English)
DOCUMENT_TYPES: Mapping[str, tuple[str, str]] = {
    "purchase_order": ("采购订单", "a purchase order"),
    "order_change": ("订单变更", "an order change"),
    "order_cancellation": ("订单取消", "an order cancellation"),
    "order_response": ("订单确认", "an order confirmation"),
    "quotation": ("报价单", "a quotation"),
    "invoice": ("发票", "an invoice"),
    "despatch_advice": ("送货单", "a delivery note"),
    "other": ("其他文件", "some other paper"),
}


# field: (中文, English), where a sentence names one
FIELDS: Mapping[str, tuple[str, str]] = {
    "order_id": ("订单号", "order number"),
    "issue_date": ("订单日期", "order date"),
    "requested_date": ("交货日期", "delivery date"),
    "buyer": ("买方", "buyer"),
    "seller": ("供方", "seller"),
    "buyer_item_id": ("物料编码", "item code"),
    "seller_item_id": ("供方料号", "seller's item code"),
    "quantity": ("数量", "quantity"),
    "unit_price": ("单价", "unit price"),
    "line_amount": ("金额", "amount"),
    "unit": ("单位", "unit"),
    "priority": ("紧急程度", "priority"),
}


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def finding(code: str, path: str = "", *, proposed: str | None = None, **facts: object) -> Finding:
    """Make a finding of `code` with its default severity; None facts are left out. Unknown codes raise KeyError."""
    severity = FINDINGS[code][0]
    return Finding(code, severity, path, {k: str(v) for k, v in facts.items() if v is not None}, proposed)


def ambiguous(field: str, path: str, first: str, second: str) -> Finding:
    """Make the finding of a field that is printed twice and differs."""
    chinese, english = FIELDS.get(field, (field, field))
    return finding("field-ambiguous", path, name=english, name_zh=chinese, first=first, second=second)


def two_columns(field: str, path: str, first: str, second: str) -> Finding:
    """Make the finding of two columns that may both hold a field."""
    chinese, english = FIELDS.get(field, (field, field))
    return finding("column-ambiguous", path, name=english, name_zh=chinese, first=first, second=second)


def no_order(document_type: str) -> Finding:
    """Make the finding of a paper that is no order."""
    chinese, english = DOCUMENT_TYPES[document_type]
    return finding("not-an-order", reason=english, reason_zh=chinese)


def message(item: Finding, language: Language = "en") -> str:
    """Say a finding as a sentence in `language`."""
    sentence = FINDINGS[item.code][1 if language == "zh" else 2]
    facts = _Facts(item.facts)
    if language == "zh":  # a fact in words has its Chinese beside it: reason, reason_zh
        facts.update({name[:-3]: text for name, text in item.facts.items() if name.endswith("_zh")})
    return sentence.format_map(facts)


def record_json(record: object, language: Language = "en") -> dict[str, object]:
    """Turn an OrderRecord into the JSON object of CONTRACT section 3, findings with their message.

    Only a record that prints bank accounts has `accounts`, only an order that a rule held for `firings`, only the
    source of a document in several files `parts`, only that of one a customer mapping recognised `mapped_as`, only the
    evidence of what the mapping decided `mapping`.
    """
    from orders.records import OrderRecord, plain

    assert isinstance(record, OrderRecord)
    out: dict[str, Any] = plain(record)
    for name in ("accounts", "firings"):
        if not out[name]:
            del out[name]
    for name in ("parts", "mapped_as"):
        if not out["source"][name]:
            del out["source"][name]
    out["evidence"] = {path: _place(item) for path, item in out["evidence"].items()}
    said = [{**plain(item), "message": message(item, language)} for item in record.findings]
    out["findings"] = [{**item, "evidence": _place(item["evidence"])} for item in said]
    return out


def _place(evidence: dict[str, Any] | None) -> dict[str, Any] | None:
    """Leave out of the JSON of a place the mapping it does not come from."""
    return evidence and {name: value for name, value in evidence.items() if name != "mapping" or value is not None}
