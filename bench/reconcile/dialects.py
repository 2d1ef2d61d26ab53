"""How each system's export looks: headers, status words, dates, what stands above and below the rows."""

# ruff: noqa: E501  (tables of words are as wide as their rows)

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

ENGLISH = {
    "crm": {
        "order_id": "Order No", "line_id": "Line", "customer_order_id": "Customer PO", "sku": "Part No",
        "description": "Product", "customer": "Account Name", "customer_id": "Account ID", "quantity": "Quantity",
        "unit": "UOM", "unit_price": "Unit Price", "amount": "Amount", "currency": "Currency", "status": "Stage",
        "order_date": "Close Date", "promised_date": "Promised", "updated_at": "Last Modified",
    },
    "erp": {
        "order_id": "Sales Document", "line_id": "Item", "customer_order_id": "Your Reference", "sku": "Material",
        "description": "Short Text", "customer": "Sold-to Name", "customer_id": "Sold-to", "quantity": "Order Qty",
        "unit": "SU", "unit_price": "Gross Price", "amount": "Gross Value", "currency": "Curr.", "status": "Overall Status",
        "order_date": "Doc. Date", "promised_date": "Deliv. Date", "updated_at": "Changed On", "waybill_id": "Bill of Lading",
        "bom_version": "BOM Alt.",
    },
    "wms": {
        "order_id": "Source Order", "line_id": "Source Line", "sku": "SKU", "description": "SKU Text",
        "customer": "Consignee", "quantity": "Planned", "shipped_quantity": "Shipped", "unit": "Unit", "status": "State",
        "shipped_date": "Ship Date", "waybill_id": "Tracking", "warehouse": "WH", "bom_version": "BOM", "updated_at": "Scanned At",
    },
}  # fmt: skip
CHINESE = {
    "crm": {
        "order_id": "商机订单编号", "line_id": "行号", "customer_order_id": "客户采购单号", "sku": "产品编码",
        "description": "产品名称", "customer": "客户全称", "customer_id": "客户代码", "quantity": "签约数量", "unit": "单位",
        "unit_price": "成交单价（含税）", "amount": "成交金额（元）", "currency": "币种", "status": "跟进阶段",
        "order_date": "签约日期", "promised_date": "承诺交期", "updated_at": "最近跟进时间",
    },
    "erp": {
        "order_id": "单据编号", "line_id": "分录号", "customer_order_id": "客户单号", "sku": "存货编码",
        "description": "存货名称", "customer": "购货单位", "customer_id": "购货单位编码", "quantity": "订货数量",
        "unit": "计量单位", "unit_price": "含税单价", "amount": "价税合计", "currency": "币别", "status": "单据状态",
        "order_date": "单据日期", "promised_date": "交货日期", "updated_at": "修改时间", "waybill_id": "运单号",
        "bom_version": "BOM版本",
    },
    "wms": {
        "order_id": "来源单号", "line_id": "来源行号", "sku": "货品编码", "description": "货品名称", "customer": "收货单位",
        "quantity": "应发数", "shipped_quantity": "实发数", "unit": "包装单位", "status": "作业状态",
        "shipped_date": "出库日期", "waybill_id": "物流单号", "warehouse": "仓库", "bom_version": "BOM版本号",
        "updated_at": "最后操作时间",
    },
}  # fmt: skip
ENGLISH_WORDS = {
    "crm": {
        "confirmed": "Won", "in_production": "In Manufacturing", "ready": "Ready for Dispatch", "shipped": "Despatched",
        "signed": "Received by Customer",
    },
    "erp": {
        "confirmed": "CRTD", "released": "REL", "in_production": "WIP", "ready": "FG Stock", "shipped": "GI Posted",
        "invoiced": "Billed",
    },
    "wms": {
        "ready": "Queued", "picking": "Picking", "shipped": "Loaded", "in_transit": "On the Way", "signed": "POD",
    },
}  # fmt: skip
CHINESE_WORDS = {
    "crm": {
        "confirmed": "合同已签", "in_production": "生产跟进", "ready": "待发运", "shipped": "已发运", "signed": "客户已收货",
    },
    "erp": {
        "confirmed": "已审核", "released": "已下推", "in_production": "在制", "ready": "已完工入库", "shipped": "已出库",
        "invoiced": "已开票",
    },
    "wms": {
        "ready": "待拣货", "picking": "拣货中", "shipped": "已装车", "in_transit": "在途", "signed": "已签收",
    },
}  # fmt: skip
ASIDE = {"cancelled": "Cancelled", "on_hold": "On Hold", "returned": "Returned"}
ASIDE_CHINESE = {"cancelled": "已作废", "on_hold": "已挂起", "returned": "已退回"}


def iso(value: date) -> str:
    return value.strftime("%Y-%m-%d %H:%M:%S" if isinstance(value, datetime) else "%Y-%m-%d")


def slashed(value: date) -> str:
    day = f"{value.year}/{value.month}/{value.day}"
    return f"{day} {value:%H:%M:%S}" if isinstance(value, datetime) else day


def day_first(value: date) -> str:
    return value.strftime("%d/%m/%Y %H:%M" if isinstance(value, datetime) else "%d/%m/%Y")


def in_chinese(value: date) -> str:
    return iso(value) if isinstance(value, datetime) else f"{value.year}年{value.month}月{value.day}日"


@dataclass(frozen=True)
class Dialect:
    """One system's way to export; `words` are stage → status word, `files` how many files it writes.

    `groups` puts a row of group names above the header, `sums` a row of sums after so many rows and one at the end.
    """

    headers: Mapping[str, str]
    words: Mapping[str, str]
    suffix: str = ".csv"
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    dates: Callable[[date], str] = iso
    thousands: bool = False
    titles: tuple[str, ...] = ()
    groups: bool = False
    sums: int = 0
    closing: str = ""
    files: int = 1
    noise: tuple[str, ...] = ("Remarks", "Clerk")
    packs: float = 0.0  # share of the lines that the warehouse counts in boxes of twenty
    without: frozenset[str] = field(default_factory=frozenset)

    @property
    def columns(self) -> dict[str, str]:
        return {name: header for name, header in self.headers.items() if name not in self.without}


def _english(system: str, **more: object) -> Dialect:
    return replace(Dialect(ENGLISH[system], ENGLISH_WORDS[system] | ASIDE), **more)  # type: ignore[arg-type]


def _chinese(system: str, **more: object) -> Dialect:
    plain = Dialect(CHINESE[system], CHINESE_WORDS[system] | ASIDE_CHINESE, noise=("备注", "制单人"))
    return replace(plain, **more)  # type: ignore[arg-type]


Dialects = Mapping[str, Dialect]
PLAIN: Dialects = {
    "crm": _english("crm"),
    "erp": _english("erp", suffix=".xlsx"),
    "wms": _english("wms", delimiter=";", encoding="utf-8"),
}
# The ERP writes a file per half year; the warehouse knows no line numbers
BIG: Dialects = {
    "crm": _english("crm", delimiter="\t", encoding="utf-16"),
    "erp": _english("erp", files=2, without=frozenset({"customer_order_id"})),
    "wms": _english("wms", without=frozenset({"line_id"})),
}
ABROAD: Dialects = {
    "crm": _english("crm", dates=day_first),
    "erp": _english("erp", dates=day_first),
    "wms": _english("wms", dates=day_first),
}
HANDMADE: Dialects = {
    "crm": _english("crm", suffix=".xlsx"),
    "erp": _english("erp", without=frozenset({"customer_order_id"})),
    "wms": _english("wms"),
}
MAINLAND: Dialects = {
    "crm": _chinese(
        "crm", suffix=".xlsx", titles=("商机订单明细表", "导出时间：2026-09-15 17:40    导出人：系统"), sums=10**9
    ),
    "erp": _chinese(
        "erp",
        encoding="gb18030",
        dates=slashed,
        thousands=True,
        titles=("销售订单列表",),
        sums=400,
        closing="制表人：王芳",
    ),
    "wms": _chinese("wms", suffix=".xlsx", dates=in_chinese, groups=True, titles=("出库明细",), packs=0.1),
}
