"""The house styles of the customers' papers: which words stand where. What a style prints is what an expectation may ask for."""

# ruff: noqa: E501  (tables of words are as wide as their rows)

from __future__ import annotations

from dataclasses import dataclass, replace

from samples.maker import world


@dataclass(frozen=True)
class Column:
    """One column of the table: its header, the field of a line it shows, its share of the width, its side."""

    header: str
    field: str
    width: float
    side: str = "left"


@dataclass(frozen=True)
class Style:
    """One kind of paper; `heading` and `totals` are (label, field) pairs in reading order."""

    layout: str
    title: str
    heading: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    totals: tuple[tuple[str, str], ...]
    footer: tuple[str, ...] = ()
    date_format: str = "%Y-%m-%d"
    thousands: bool = True
    distilled: bool = False
    english: bool = False

    @property
    def seller(self) -> str:
        return world.COMPANY_EN if self.english else world.COMPANY

    @property
    def fields(self) -> set[str]:
        return {name for _, name in (*self.heading, *self.totals)} | {column.field for column in self.columns}


def columns(text: str) -> tuple[Column, ...]:
    """Read `header=field:width[>]` entries parted by `;` ( > right, ^ centred)."""
    return tuple(_column(part.strip()) for part in text.split(";"))


def _column(part: str) -> Column:
    header, rest = part.rsplit("=", 1)
    name, width = rest.split(":")
    side = {">": "right", "^": "center"}.get(width[-1], "left")
    return Column(header, name, float(width.rstrip(">^")), side)


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Read `label=field` entries parted by `;`."""
    return tuple((label, name) for label, name in (part.strip().rsplit("=", 1) for part in text.split(";")))


YUNHAI = Style(
    "chinese_ruled", "采 购 订 单",
    pairs("订单编号=order_id; 订单日期=issue_date; 需方=buyer; 供方=seller; 联系人=contact; 税号=seller_tax_id; 电话=phone; 付款方式=payment_terms; "
          "币种=currency; 交货日期=requested_date; 收货地址=address"),
    columns("序号=line_id:5^; 物料编码=buyer_item_id:11; 品名=description:13; 规格型号=specification:21; 单位=unit:6^; 数量=quantity:8>; "
            "含税单价=unit_price:11>; 含税金额=line_amount:12>; 交期=requested_date:11^"),
    pairs("合计=line_total; 价税合计=payable_total; 金额大写=capital"),
    ("1. 供方须按本订单约定的规格、数量及交期供货，随货附出厂检验报告。", "2. 如有异议，请于收到订单后两个工作日内书面回复，逾期视为确认。"),
)  # fmt: skip
NORDWIND = Style(
    "english_ruled", "PURCHASE ORDER",
    pairs("PO No.=order_id; Order Date=issue_date; Buyer=buyer; Vendor=seller; Purchaser=contact; Phone=phone; Payment Terms=payment_terms; "
          "Currency=currency; Delivery Date=requested_date; Deliver To=address"),
    columns("Pos.=line_id:5^; Item No.=buyer_item_id:13; Vendor Part No.=seller_item_id:16; Description=description:25; Qty=quantity:7>; Unit=unit:6^; "
            "Unit Price=unit_price:12>; Amount=line_amount:13>"),
    pairs("Order Total=payable_total"),
    ("Please confirm this order in writing and quote our PO number on all documents.",),
    date_format="%d %B %Y", english=True,
)  # fmt: skip
HAICHUAN = Style(
    "bilingual_ruled", "采购订单 PURCHASE ORDER",
    pairs("订单编号 PO No.=order_id; 订单日期 Order Date=issue_date; 买方 Buyer=buyer; 供应商 Supplier=seller; 采购员 Purchaser=contact; 电话 Tel=phone; "
          "付款条件 Payment Terms=payment_terms; 币种 Currency=currency; 交货日期 Delivery Date=requested_date; 送货地址 Ship To=address"),
    columns("行号 Line=line_id:6^; 物料编码 Item No.=buyer_item_id:13; 供方型号 Vendor Part=seller_item_id:14; 品名 Description=description:15; "
            "数量 Qty=quantity:8>; 单位 Unit=unit:6^; 未税单价 Unit Price (excl. tax)=unit_price:13>; 未税金额 Amount (excl. tax)=line_amount:14>"),
    pairs("小计 Subtotal=line_total; 运费 Freight=charge; 增值税 VAT 13%=tax_total; 价税合计 Grand Total=payable_total"),
    ("请在送货单及发票上注明订单编号。Please state the PO number on delivery notes and invoices.",),
)  # fmt: skip
HAICHUAN_CHANGE = replace(
    HAICHUAN,
    title="采购订单变更通知 PURCHASE ORDER CHANGE",
    heading=(HAICHUAN.heading[0], ("版本 Revision", "revision"), *HAICHUAN.heading[1:]),
)
SHANCHENG = Style(
    "chinese_unruled", "采购单",
    pairs("采购单号=order_id; 下单日期=issue_date; 需方=buyer; 供方=seller; 联系人=contact; 结算方式=payment_terms; 币别=currency; 收货地址=address"),
    columns("项次=line_id:6; 料号=seller_item_id:15; 名称=description:16; 规格=specification:22; 数量=quantity:8>; 单位=unit:7^; 单价（含税）=unit_price:12>; "
            "金额=line_amount:12>; 要求交期=requested_date:15>"),
    pairs("货款小计=line_total; 折扣=allowance; 订单总额=payable_total"),
    ("本采购单一式两份，双方各执一份，传真件有效。",), date_format="%Y/%m/%d", distilled=True,
)  # fmt: skip
MERIDIAN = Style(
    "english_unruled", "Purchase Order",
    pairs("Order Number=order_id; Date of Order=issue_date; Bill To=buyer; Supplier=seller; Contact=contact; Terms of Payment=payment_terms; "
          "Currency=currency; Ship To=address"),
    columns("Part Number=seller_item_id:17; Description=description:27; Quantity=quantity:10>; UOM=unit:7^; Price=unit_price:11>; Per=price_base_quantity:6>; "
            "Ext. Amount=line_amount:13>; Due Date=requested_date:14>"),
    pairs("Total=payable_total"),
    ("Goods are subject to our General Conditions of Purchase.",), date_format="%d-%b-%Y", distilled=True, english=True,
)  # fmt: skip
JIANGCHENG = Style(
    "chinese_long", "物资采购订单",
    pairs("订单号=order_id; 制单日期=issue_date; 采购方=buyer; 供应商=seller; 采购员=contact; 联系电话=phone; 付款条件=payment_terms; 币种=currency; "
          "交货地点=address"),
    columns("序号=line_id:5^; 物料编码=buyer_item_id:11; 物料名称=description:14; 型号规格=specification:20; 单位=unit:6^; 订货数量=quantity:9>; "
            "含税单价=unit_price:11>; 价税合计=line_amount:12>; 交货日期=requested_date:12^"),
    pairs("总计=payable_total; 大写金额=capital"),
    ("质保期：自验收合格之日起24个月。", "包装：标准出口纸箱，外箱须注明订单号及物料编码。"), date_format="%Y年%m月%d日",
)  # fmt: skip
LUYANG = Style(
    "chinese_ruled", "采购订单",
    pairs("采购订单号=order_id; 订购日期=issue_date; 买方=buyer; 卖方=seller; 联系人=contact; 电话=phone; 付款方式=payment_terms; 币种=currency; "
          "交货地址=address"),
    columns("序号=line_id:5^; 供方料号=seller_item_id:14; 物料名称=description:15; BOM版本=bom_version:9^; 数量=quantity:7>; 单位=unit:6^; 含税单价=unit_price:11>; "
            "含税金额=line_amount:12>; 交货日期=requested_date:12^"),
    pairs("价税合计=payable_total; 人民币（大写）=capital"), ("请按BOM版本要求供货，版本变更须经我司书面同意。",),
)  # fmt: skip
QINLING = Style(
    "chinese_ruled", "产品订货单",
    pairs("合同编号=order_id; 签订日期=issue_date; 需方=buyer; 供方=seller; 经办人=contact; 电话=phone; 付款方式=payment_terms; 币种=currency; "
          "交货日期=requested_date; 交货地点=address"),
    columns("序号=line_id:6^; 产品型号=seller_item_id:16; 产品名称=description:18; 数量=quantity:9>; 单位=unit:8^; 含税单价（元）=unit_price:15>; "
            "含税金额（元）=line_amount:16>"),
    pairs("合计金额（含税）=payable_total; 大写=capital"), ("本订货单经双方签字盖章后生效。",), thousands=False,
)  # fmt: skip
BALTIC = Style(
    "english_ruled", "ORDER",
    pairs("Purchase Order No=order_id; Date=issue_date; Customer=buyer; Supplier=seller; Contact=contact; Payment=payment_terms; Currency=currency; "
          "Delivery Date=requested_date; Delivery Address=address"),
    columns("No.=line_id:5^; Your Ref.=seller_item_id:18; Item Description=description:28; Quantity=quantity:10>; Unit=unit:7^; Unit Price=unit_price:14>; "
            "Total Price=line_amount:15>"),
    pairs("Total amount=payable_total"), ("Payment in advance against proforma invoice.",), date_format="%d.%m.%Y", english=True,
)  # fmt: skip
NANSHA = Style(
    "sheet_form", "采购订单",
    pairs("采购单号=order_id; 订单日期=issue_date; 需方=buyer; 供方=seller; 联系人=contact; 付款方式=payment_terms; 币种=currency; 交货日期=requested_date; "
          "收货地址=address"),
    columns("序号=line_id:5; 供方型号=seller_item_id:15; 品名=description:15; 规格型号=specification:20; 数量=quantity:8; 单位=unit:6; 含税单价=unit_price:10; "
            "含税金额=line_amount:12"),
    pairs("合计=payable_total; 大写=capital"),
)  # fmt: skip
JIAOZHOUWAN = Style(
    "sheet_merged", "青岛胶州湾重工有限公司 物资采购单",
    pairs("订单号=order_id; 日期=issue_date; 采购单位=buyer; 供货单位=seller; 付款方式=payment_terms; 币种=currency; 收货地址=address"),
    columns("行号=line_id:5; 物料号=buyer_item_id:12; 供应商料号=seller_item_id:12; 物料名称=description:12; 单位=unit:5; 数量=quantity:8; 需求日期=requested_date:12; "
            "未税单价=unit_price:12; 未税金额=line_amount:12"),
    pairs("未税合计=line_total; 税额（13%）=tax_total; 价税合计=payable_total"),
)  # fmt: skip
LAKESIDE = Style(
    "sheet_plain", "Purchase Order",
    pairs("PO Number=order_id; PO Date=issue_date; Buyer=buyer; Vendor=seller; Terms=payment_terms; Currency=currency; Required Date=requested_date; "
          "Ship To=address"),
    columns("Line=line_id:5; Part No.=seller_item_id:15; Description=description:20; Qty=quantity:8; UOM=unit:6; Unit Price=unit_price:10; "
            "Extended Price=line_amount:12"),
    pairs("Total=payable_total"), english=True,
)  # fmt: skip
