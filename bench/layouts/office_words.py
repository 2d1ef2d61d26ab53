"""The wording of the office and odd layouts: several names for the same thing, drawn once for each paper."""

from __future__ import annotations

from random import Random

from bench.layouts.goods import filled
from bench.layouts.paper import Order

ZH = {
    "title": ("采购订单", "采 购 订 单", "订购单", "采购单", "物料采购订单", "采购合同"),
    "order_id": ("采购单号", "订单编号", "订单号", "单据编号", "采购订单号", "订单号码"),
    "issued": ("下单日期", "订单日期", "单据日期", "制单日期", "签订日期", "采购日期"),
    "due": ("交货日期", "要求到货日期", "交期", "要求交期", "到货日期"),
    "buyer": ("需方", "采购方", "买方", "购货单位", "甲方（需方）", "订货单位"),
    "seller": ("供方", "供应商", "卖方", "供货单位", "乙方（供方）", "供应商名称"),
    "address": ("地址", "联系地址", "公司地址"),
    "ship_to": ("送货地址", "交货地点", "收货地址"),
    "contact": ("联系人", "采购员", "经办人", "业务员"),
    "phone": ("电话", "联系电话", "Tel"),
    "terms": ("付款方式", "付款条件", "结算方式"),
    "currency": ("币种", "币别", "结算币种"),
    "no": ("序号", "项次", "行号", "No.", "项目"),
    "code": ("料号", "物料编码", "存货编码", "品号", "产品编码", "物料号", "零件号"),
    "description": ("品名", "物料名称", "名称", "物料描述", "产品名称", "货物名称"),
    "specification": ("规格型号", "规格", "型号规格", "规格/型号"),
    "drawing": ("图号", "图纸号"),
    "quantity": ("数量", "订购数量", "采购数量", "订单数量"),
    "unit": ("单位", "计量单位", "单位"),
    "row_due": ("交货日期", "交期", "要求到货日", "需求日期", "计划到货日期"),
    "remark": ("备注", "说明"),
    "money": ("单价|金额", "单价|小计", "未税单价|未税金额", "不含税单价|不含税金额"),
    "gross_money": ("单价|金额", "含税单价|含税金额", "含税单价|价税合计", "单价|总价", "含税价|金额"),
    "subtotal": ("不含税合计", "未税合计", "货款小计", "金额合计"),
    "tax": ("税额", "增值税", "税金"),
    "total": ("合计", "总计", "合计金额", "订单总金额"),
    "grand": ("价税合计", "含税总额", "总计（含税）"),
    "capital": ("合计人民币（大写）", "人民币大写", "金额大写（人民币）"),
}
EN = {
    "title": ("PURCHASE ORDER", "Purchase Order", "PURCHASE ORDER", "Order", "P U R C H A S E   O R D E R"),
    "order_id": ("P.O. No.", "Order No", "PO Number", "P.O. #", "Purchase Order No.", "Order Number", "PO #"),
    "issued": ("Date", "Order Date", "PO Date", "Date of Order", "Issue Date", "Dated"),
    "due": ("Delivery Date", "Required By", "Date Required", "Deliver By", "Need-by Date"),
    "buyer": ("Buyer", "Purchaser", "Customer", "Ordered by"),
    "seller": ("Vendor", "Supplier", "Seller", "Vendor Name"),
    "address": ("Address", "Address"),
    "bill_to": ("Bill To", "BILL TO:", "Invoice To", "Invoice Address"),
    "ship_to": ("Ship To", "SHIP TO:", "Deliver To", "Delivery Address"),
    "contact": ("Contact", "Attention", "Buyer's contact", "Requisitioner"),
    "phone": ("Phone", "Tel.", "Telephone"),
    "terms": ("Payment Terms", "Terms", "Terms of Payment"),
    "currency": ("Currency", "Curr.", "Currency Code"),
    "no": ("Line", "#", "Ln", "Pos.", "No."),
    "code": ("Part No.", "Item Number", "Material", "Item Code", "Part Number", "Stock Code", "Our Part #"),
    "description": ("Description", "Item Description", "Material Description", "Product", "Details"),
    "specification": ("Specification", "Spec.", "Size / Rating"),
    "drawing": ("Drawing", "Dwg. No."),
    "quantity": ("Qty", "Quantity", "Qty Ordered", "Order Qty", "Qty."),
    "unit": ("UoM", "Unit", "U/M", "UOM"),
    "row_due": ("Delivery", "Due Date", "Required", "Deliv. Date", "Promise Date"),
    "remark": ("Remarks", "Notes"),
    "money": ("Unit Price|Amount", "Price|Ext. Price", "Unit Cost|Line Total", "Net Price|Net Value", "Rate|Extended"),
    "subtotal": ("Subtotal", "Sub-Total", "Net Total", "Total excl. tax"),
    "tax": ("VAT", "Sales Tax", "Tax"),
    "total": ("Total", "Order Total", "TOTAL", "Grand Total", "Total Amount"),
    "grand": ("Total", "Grand Total", "Total incl. tax", "TOTAL DUE"),
}
EN["gross_money"] = EN["money"]
TABLES = {"zh": ZH, "en": EN}
NOTES = {
    "zh": (
        "交货数量允许溢短±5%，超出部分供方自行处理。",
        "本合同一式2份，双方各执1份，传真件有效。",
        "逾期交货每日按货款的0.5%支付违约金。",
        "供方须在收到本订单后2个工作日内回签确认，否则视为接受。",
        "质量标准按GB/T 19001-2016执行，质保期12个月。",
        "发票须为增值税专用发票，一式2联，并注明采购单号。",
        "包装箱外须注明料号、数量及批次，每箱毛重不超过25kg。",
        "报价单号：BJ260318，以上价格含运费。",
    ),
    "en": (
        "Delivery tolerance +/-5 % unless agreed otherwise in writing.",
        "Please confirm this order within 7 days by e-mail.",
        "Our General Conditions of Purchase, edition 2024-03, apply.",
        "Quote the order number on all 3 copies of the delivery note.",
        "Goods are received Monday to Friday 7:30 - 15:00, dock 4.",
        "Certificates to EN 10204 - 3.1 must come with the goods.",
        "Penalty for late delivery: 0.5 % per week, at most 5 %.",
        "Reference: your quotation Q-20817.",
    ),
}
EXTRAS = {
    "zh": (
        "按图纸加工，去毛刺，表面发黑处理",
        "含安装附件及中文说明书",
        "出厂前须做1.5倍压力试验",
        "木箱包装，防潮防锈",
    ),
    "en": (
        "machined to drawing, edges deburred",
        "with mounting kit and manual in English",
        "pressure tested at 1.5 times nominal",
        "packed in wooden crates, rust proof",
    ),
}
DATES = {
    "zh": ("iso", "zh", "zh0", "slash", "short", "dots"),
    "en": ("month", "month_long", "day_month", "iso", "day_month"),
}
NUMBERS = {"CNY": ("plain", "comma"), "USD": ("comma", "plain"), "GBP": ("comma", "plain"), "EUR": ("comma", "point")}


class Words:
    """One paper's wording: every key is drawn once and then stays the same."""

    def __init__(self, rng: Random, language: str) -> None:
        self.rng, self.language = rng, language
        self.chosen: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        """Return the paper's word for `key` (one of ZH or EN)."""
        if key not in self.chosen:
            self.chosen[key] = self.rng.choice(TABLES[self.language][key])
        return self.chosen[key]

    def label(self, key: str) -> str:
        """Return the word with the paper's colon."""
        if "colon" not in self.chosen:
            self.chosen["colon"] = self.rng.choice(("：", ":", "：")) if self.language == "zh" else ":"
        return self[key].rstrip(":") + self.chosen["colon"]

    def money(self, order: Order) -> tuple[str, str]:
        """Return the heads of price and amount; with tax in them only where none is added below."""
        price, amount = self["money" if order.tax_rate else "gross_money"].split("|")
        return price, amount

    def heads(self, order: Order, kinds: tuple[str, ...]) -> list[str]:
        """Return the column heads of the kinds of cell."""
        money = dict(zip(("price", "amount"), self.money(order), strict=True))
        return [money.get(kind) or self[kind] for kind in kinds]

    def notes(self, count: int) -> list[str]:
        """Draw some numbered conditions, as clutter."""
        return [f"{at}. {text}" for at, text in enumerate(self.rng.sample(NOTES[self.language], count), 1)]

    def currency(self, order: Order) -> str:
        """Return the currency as clerks write it."""
        return self.rng.choice(("人民币", "CNY", "RMB")) if order.currency == "CNY" else order.currency

    def totals(self, order: Order) -> list[tuple[str, str]]:
        """Return (label, name of the order's total), the final one last; without tax there is only that."""
        if not order.tax_rate:
            return [(self["total"], "payable_total")]
        rate = f"{order.tax_rate * 100:.0f}%"
        tax = self.rng.choice((f"{self['tax']} {rate}", f"{self['tax']} ({rate})", self["tax"]))
        return [(self["subtotal"], "line_total"), (tax, "tax_total"), (self["grand"], "payable_total")]

    def letterhead(self, order: Order) -> str:
        """Return a line of phone, fax, mail and tax number of the buyer."""
        rng = self.rng
        if self.language == "zh":
            fax = f"传真：{filled(rng, '0512-########')}"
            return f"电话：{order.phone}  {fax}  税号：{filled(rng, '9132########LLL#L')}"
        mail = f"purchasing@{order.buyer.split()[0].lower()}.example"
        return f"Tel {order.phone}  |  {mail}  |  VAT {filled(rng, 'LL#########')}"
