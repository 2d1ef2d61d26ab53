"""How Chinese clerks fill in orders: words for fields and columns, dates, numbers, letterhead, totals, closing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from html import escape
from random import Random
from typing import Any

from bench.layouts.goods import capital, filled, number, printed
from bench.layouts.html import Column, head_row, row, span_row, table
from bench.layouts.paper import Order, Pen, Row, truth

LABELS: dict[str, tuple[str, ...]] = {
    "order_id": ("订单号", "订单编号", "采购单号", "采购订单号", "单据编号", "PO号", "订购单号"),
    "issue": ("订单日期", "下单日期", "采购日期", "制单日期", "单据日期", "订购日期"),
    "due": ("交货日期", "要求到货日期", "交期", "需求日期", "要求交期"),
    "buyer": ("采购方", "需方", "买方", "购货单位", "订货单位", "采购单位"),
    "seller": ("供应商", "供方", "供应商名称", "供货单位", "厂商名称", "卖方"),
    "address": ("收货地址", "送货地址", "交货地点", "交货地址"),
    "seller_address": ("供应商地址", "地址", "供方地址"),
    "contact": ("联系人", "采购员", "经办人", "业务员"),
    "phone": ("联系电话", "电话", "TEL"),
    "terms": ("付款方式", "付款条件", "结算方式", "付款条款"),
    "currency": ("币种", "币别", "结算币种", "交易币种"),
    "quotation": ("报价单号", "参考报价", "询价单号"),
    "project": ("项目号", "请购单号", "用途"),
    "transport": ("运输方式", "交货方式"),
}
ENGLISH: dict[str, tuple[str, ...]] = {
    "order_id": ("Order No.", "P.O. No.", "PO Number"),
    "issue": ("Date", "Order Date", "PO Date"),
    "due": ("Delivery Date", "Required Date", "ETA"),
    "buyer": ("Buyer", "Purchaser"),
    "seller": ("Supplier", "Vendor", "Seller"),
    "address": ("Ship To", "Delivery Address"),
    "seller_address": ("Address", "Add."),
    "contact": ("Contact", "Attn."),
    "phone": ("Tel", "Phone"),
    "terms": ("Payment Terms", "Payment"),
    "currency": ("Currency", "Curr."),
    "quotation": ("Quotation No.", "Quote Ref."),
    "project": ("Requisition No.", "Project"),
    "transport": ("Ship Via", "Transport"),
    "no": ("No.", "Item", "Line"),
    "code": ("Part No.", "Material No.", "Item Code", "P/N"),
    "description": ("Description", "Part Name"),
    "specification": ("Specification", "Spec."),
    "drawing": ("Drawing No.", "Dwg."),
    "quantity": ("Qty", "Quantity", "Order Qty"),
    "unit": ("Unit", "UOM"),
    "price": ("Unit Price", "Price"),
    "amount": ("Amount", "Total Price"),
    "note": ("Remark", "Note"),
}
HEADS: dict[str, tuple[str, ...]] = {
    "no": ("序号", "行号", "项次", "项", "NO."),
    "code": ("物料编码", "料号", "物料编号", "存货编码", "产品编码", "品号", "物料代码", "货号"),
    "description": ("品名", "物料名称", "名称", "存货名称", "产品名称", "物料描述"),
    "specification": ("规格型号", "规格", "型号规格", "规格描述"),
    "drawing": ("图号", "图纸号"),
    "quantity": ("数量", "订购数量", "采购数量", "订货数量"),
    "unit": ("单位", "计量单位"),
    "due": ("交期", "交货日期", "要求到货日期", "需求日期", "到货日期"),
    "note": ("备注", "说明"),
    "price": ("单价", "单价"),
    "amount": ("金额", "小计", "金额"),
    "price_net": ("未税单价", "不含税单价", "单价", "单价（未税）"),
    "amount_net": ("未税金额", "不含税金额", "金额", "金额（未税）"),
    "price_gross": ("含税单价", "单价(含税)", "含税单价"),
    "amount_gross": ("价税合计", "含税金额", "金额(含税)"),
}
NOTES = ("", "", "", "", "急用", "按图加工", "附材质证明", "见样品", "需出厂检验报告", "2#车间")
TITLES = ("采购订单", "订购单", "采购单", "采 购 订 单", "物资采购订单", "外协加工订单")
REMARKS = (
    "交货数量允许误差±5%，超出部分我司有权拒收。",
    "请收到订单后24小时内签字回传，逾期视为接受。",
    "送货单上须注明我司订单号及物料编码，每箱重量不超过25kg。",
    "逾期交货每天按货款的0.5%扣款，累计不超过10%。",
    "质量保证期为验收合格后12个月，执行GB/T 19001-2016。",
    "发票随货同行，须为增值税专用发票，1式3联。",
    "产品须符合RoHS 2.0要求，并提供检验报告1份。",
    "如有疑问请于3个工作日内与采购员联系。",
)
BANKS = ("中国工商银行园区支行", "招商银行北仑支行", "中国建设银行高新支行", "交通银行开发区支行")


@dataclass(frozen=True)
class Hand:
    """One clerk's habits; `proof` says that the page names its currency beyond a bare sign."""

    rng: Random
    day_style: str
    numbers: str
    sign: str
    proof_field: bool
    capitals: bool
    font: str

    @property
    def proof(self) -> bool:
        return self.proof_field or self.capitals or self.sign == "RMB "

    def day(self, when: date) -> str:
        return printed(when, self.day_style)

    def figure(self, value: Decimal) -> str:
        """Print with the decimals that the value has."""
        return number(value, self.numbers, None)

    def money(self, value: Decimal) -> str:
        """Print with this clerk's currency sign."""
        text = number(value, self.numbers)
        return f"{text}元" if self.sign == "元" else f"{self.sign}{text}"


def hand(rng: Random, capitals: bool | None = None) -> Hand:
    """Draw a clerk; 元 beside a figure is only written where the page also names its currency otherwise."""
    written = rng.random() < 0.4 if capitals is None else capitals
    field = rng.random() < 0.5
    signs = ("", "¥", "￥", "RMB ", "元") if written or field else ("", "¥", "￥", "¥", "RMB ")
    return Hand(
        rng,
        rng.choice(("iso", "iso", "zh", "zh0", "slash", "short", "dots")),
        rng.choice(("plain", "comma")),
        rng.choice(signs),
        field,
        written,
        rng.choice(("Noto Sans CJK SC", "Noto Serif CJK SC", "WenQuanYi Zen Hei")),
    )


def order_of(pen: Pen, **wishes: Any) -> Order:
    """Make an order with a positive total, its quantities and prices with the decimals of one clerk's program."""
    wishes.setdefault("decimals", pen.rng.choice((2, 2, 2, 3, 4)))
    wishes.setdefault("quantity_decimals", pen.rng.choice((0, 0, 0, 0, 2)))
    order = pen.order("zh", **wishes)
    while order.payable_total <= 0:
        pen.faulted = False
        order = pen.order("zh", **wishes)
    padded, trimmed = pen.rng.random() < 0.25, pen.rng.random() < 0.15
    return replace(order, rows=tuple(_shaped(line, padded, trimmed) for line in order.rows))


def _shaped(line: Row, padded: bool, trimmed: bool) -> Row:
    quantity = line.quantity.quantize(Decimal("0.01")) if padded else line.quantity
    price = Decimal(f"{line.price.normalize():f}") if trimmed else line.price
    return replace(line, quantity=quantity, price=price)


def fields(clerk: Hand, order: Order, keys: Sequence[str], bilingual: str | None = None) -> list[tuple[str, str]]:
    """Choose labels and print values for the keys of LABELS; `bilingual` joins the English label ("" = none)."""
    rng, made = clerk.rng, []
    for key in keys:
        label = rng.choice(LABELS[key])
        if bilingual is not None:
            label += bilingual + rng.choice(ENGLISH[key])
        made.append((label, escape(_value(clerk, order, key))))
    return made


def _value(clerk: Hand, order: Order, key: str) -> str:
    rng = clerk.rng
    values: dict[str, Callable[[], str]] = {
        "order_id": lambda: order.order_id,
        "issue": lambda: clerk.day(order.issue_date),
        "due": lambda: clerk.day(order.due),
        "buyer": lambda: order.buyer,
        "seller": lambda: order.seller,
        "address": lambda: order.buyer_address,
        "seller_address": lambda: order.seller_address,
        "contact": lambda: order.contact,
        "phone": lambda: order.phone,
        "terms": lambda: order.payment_terms,
        "currency": lambda: rng.choice(("人民币", "CNY", "RMB", "人民币")),
        "quotation": lambda: filled(rng, rng.choice(("QT-######", "BJ2026####", "Q26-###"))),
        "project": lambda: filled(rng, rng.choice(("XM-####", "PR2026####"))),
        "transport": lambda: rng.choice(("供方送货", "汽运", "快递", "物流到厂")),
    }
    return values[key]()


def chosen(clerk: Hand, must: Sequence[str], may: Sequence[str]) -> list[str]:
    """Choose what a head prints: all of `must`, some of `may`, and the currency where the clerk names it."""
    some = [key for key in may if clerk.rng.random() < 0.6]
    keys = [*must, *some, *(["currency"] if clerk.proof_field else [])]
    if clerk.rng.random() < 0.3:
        clerk.rng.shuffle(keys)
    return keys


def columns(clerk: Hand, keys: Sequence[str], basis: str = "", bilingual: str | None = None) -> list[Column]:
    """Choose the heads of a table; `basis` net or gross says how price and amount are headed."""
    made = []
    for key in keys:
        words = HEADS[f"{key}_{basis}"] if basis and key in ("price", "amount") else HEADS[key]
        head = clerk.rng.choice(words)
        if bilingual is not None and key in ENGLISH:
            head += bilingual + clerk.rng.choice(ENGLISH[key])
        if clerk.proof and key in ("price", "amount") and bilingual is None and clerk.rng.random() < 0.15:
            head += "(元)"
        align = (
            "right" if key in ("quantity", "price", "amount") else "center" if key in ("no", "unit", "due") else "left"
        )
        made.append(Column(key, head, align, wraps=key in ("description", "specification", "note")))
    return made


def cell(clerk: Hand, line: Row, key: str) -> str:
    """Print one value of a line."""
    values = {
        "no": str(line.line_id),
        "code": line.code,
        "description": line.description,
        "specification": line.specification,
        "drawing": line.drawing,
        "quantity": clerk.figure(line.quantity),
        "unit": line.unit,
        "price": clerk.figure(line.price),
        "amount": clerk.figure(line.amount),
        "due": clerk.day(line.due),
    }
    return escape(values[key] if key in values else clerk.rng.choice(NOTES))


def cells(clerk: Hand, line: Row, heads: Sequence[Column]) -> list[str]:
    """Print a row's values in the order of the columns."""
    return [cell(clerk, line, column.key) for column in heads]


def basis_of(clerk: Hand, order: Order) -> str:
    """Choose how prices are headed: net where tax comes on top, else plain or with tax."""
    return clerk.rng.choice(("net", "")) if order.tax_rate else clerk.rng.choice(("gross", ""))


def totals(clerk: Hand, order: Order) -> list[tuple[str, str]]:
    """Print the totals: with tax on top three figures, else one; 大写 where this clerk writes it."""
    rng = clerk.rng
    if order.tax_rate:
        made = [
            (rng.choice(("合计（未税）", "未税合计", "不含税金额合计")), clerk.money(order.line_total)),
            (rng.choice(("税额", "增值税", "税金")) + f"（{order.tax_rate * 100:.0f}%）", clerk.money(order.tax_total)),
            (rng.choice(("价税合计", "含税总金额", "含税合计")), clerk.money(order.payable_total)),
        ]
    else:
        made = [
            (
                rng.choice(("合计", "总计", "订单总金额", "总金额", "合计（小写）" if clerk.capitals else "总价")),
                clerk.money(order.payable_total),
            )
        ]
    if clerk.capitals:
        made.append((rng.choice(("大写", "金额大写", "合计金额（大写）", "总金额大写")), in_capitals(clerk, order)))
    return made


def plain_table(kind: str, clerk: Hand, order: Order, heads: Sequence[Column]) -> str:
    """Print the rows and the totals as rows of the table."""
    rows = [row(heads, cells(clerk, line, heads)) for line in order.rows]
    return table(kind, head_row(heads), rows, total_rows(clerk, order, len(heads)))


def total_rows(clerk: Hand, order: Order, count: int, left: int = 0) -> list[str]:
    """Print totals as rows of joined cells: labels over `left` columns (0 = half of them), figures over the rest."""
    joined = left or count // 2
    return [span_row(count, (joined, "center", label), (1, "right", text)) for label, text in totals(clerk, order)]


def in_capitals(clerk: Hand, order: Order) -> str:
    return clerk.rng.choice(("", "人民币", "人民币：")) + capital(order.payable_total)


def told(clerk: Hand, order: Order, keys: Sequence[str], **other: Any) -> dict[str, Any]:
    """Say the truth of a page whose head printed `keys`."""
    flags = {"due": "due" in keys, "terms": "terms" in keys, "currency": clerk.proof, "tax": bool(order.tax_rate)}
    return truth(order, **{**flags, **other})


def letterhead(clerk: Hand, order: Order, title: str | None = None) -> str:
    """Print the buyer's letterhead and a title."""
    rng = clerk.rng
    lines = [f"地址：{order.buyer_address}　电话：{filled(rng, '0512-########')}　传真：{filled(rng, '0512-########')}"]
    if rng.random() < 0.4:
        lines.append(
            f"E-mail: purchase{rng.randint(1, 9)}@example.com　税号：{filled(rng, '9132####MA1L##L#####')[:18]}"
        )
    named = f"<h1>{order.buyer}</h1><p class='center small'>{'<br>'.join(lines)}</p>"
    return f"{named}<h2>{title or rng.choice(TITLES)}</h2>"


def closing(clerk: Hand, order: Order, remarks: int = 3) -> str:
    """Print remarks, signatures, perhaps the seller's bank and a print time."""
    rng = clerk.rng
    notes = "".join(f"<p>{at}{rng.choice('、.')}{text}</p>" for at, text in enumerate(rng.sample(REMARKS, remarks), 1))
    bank = ""
    if rng.random() < 0.4:
        bank = f"<p>开户行：{rng.choice(BANKS)}　账号：{filled(rng, '#### #### #### #### ###')}</p>"
    names = rng.choice((("制单", "审核", "批准"), ("采购员", "采购主管", "供方确认"), ("编制", "复核", "核准")))
    people = [rng.choice(order.place.people), rng.choice(order.place.people), "　　　"]
    signed = "".join(f"<div>{name}：{person}</div>" for name, person in zip(names, people, strict=True))
    body = f"<p>{rng.choice(('备注', '说明', '注意事项'))}：</p>{notes}{bank}"
    return (
        f"<div class='small'>{body}</div><div class='cols' style='margin-top:14px'>{signed}</div>{_stamp(rng, order)}"
    )


def _stamp(rng: Random, order: Order) -> str:
    if rng.random() < 0.5:
        return ""
    moment = order.issue_date + timedelta(days=rng.randint(0, 2))
    clock = f"{rng.randint(8, 18):02}:{rng.randint(0, 59):02}:16"
    return f"<p class='small right'>打印时间：{moment.isoformat()} {clock}</p>"
