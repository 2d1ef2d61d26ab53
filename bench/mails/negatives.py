"""Papers and mails that are no order, and look like one as far as their trade allows."""

from __future__ import annotations

import html
from random import Random

from bench.layouts.paper import Order, Pen
from bench.mails.letter import Letter, mail, many, pdf, text, word

# what it is: its titles, the label of its number, and whether prices and sums stand on it
PAPERS: dict[str, tuple[tuple[str, str], tuple[str, str], bool]] = {
    "quotation": (("Quotation", "报价单"), ("Quotation No", "报价单号"), True),
    "request": (("Request for Quotation", "询价单"), ("RFQ No", "询价单号"), False),
    "invoice": (("Commercial Invoice", "商业发票"), ("Invoice No", "发票号码"), True),
    "proforma": (("Proforma Invoice", "形式发票"), ("PI No", "形式发票号"), True),
    "delivery": (("Delivery Note", "送货单"), ("Delivery Note No", "送货单号"), False),
    "packing": (("Packing List", "装箱单"), ("Packing List No", "装箱单号"), False),
    "confirmation": (("Order Confirmation", "订单确认书"), ("Confirmation No", "确认单号"), True),
    "statement": (("Statement of Account", "对账单"), ("Statement No", "对账单号"), True),
    "requisition": (("Purchase Requisition", "请购单"), ("Requisition No", "请购单号"), True),
    "forecast": (("Purchase Forecast", "采购预测"), ("Forecast No", "预测编号"), False),
    "credit": (("Credit Note", "红字发票"), ("Credit Note No", "票据号"), True),
    "receipt": (("Goods Receipt", "入库单"), ("Receipt No", "入库单号"), False),
    "prices": (("Price List", "价目表"), ("List No", "编号"), True),
    "work": (("Work Order", "生产工单"), ("Work Order No", "工单号"), False),
    "return": (("Goods Return Note", "退货单"), ("Return No", "退货单号"), True),
    "inspection": (("Inspection Report", "检验报告"), ("Report No", "报告编号"), False),
}
MAILS: dict[str, tuple[str, str]] = {
    "absent": (
        "Automatic reply",
        "I am out of the office until 12 March and will answer your mail when I am back.\r\n",
    ),
    "reminder": ("付款提醒", "贵司 2 月货款 35,200.00 元已逾期，请于 3 月 15 日前安排支付，谢谢。\r\n"),
    "question": (
        "PO 4711",
        "When will our order 4500017432 with 500 pcs of A-1001 be shipped? We need it by 12 March.\r\n",
    ),
    "news": ("Newsletter", "Our new catalogue is out: 20 % off all valves until 31 March. Order now!\r\n"),
}
STYLE = "body{font:10pt sans-serif}table{border-collapse:collapse;width:100%}td{border:1px solid #888;padding:2pt}"


def paper(rng: Random, kind: str) -> Letter:
    """Draw a paper of a kind and send it as an order would be sent."""
    import weasyprint

    titles, numbers, priced = PAPERS[kind]
    chinese = rng.random() < 0.5
    order = Pen(rng).order("zh" if chinese else "en", tax_rate="0")
    page = _page(order, titles[chinese], numbers[chinese], chinese=chinese, priced=priced)
    greeting = "请见附件，谢谢。\r\n" if chinese else "Please see the attachment.\r\n"
    body = many("mixed", rng, text(greeting), pdf(weasyprint.HTML(string=page).write_pdf() or b"", f"{kind}.pdf"))
    return Letter(f"no-{kind}.eml", mail(rng, body, "document"), (), "reject")


def message(rng: Random, kind: str) -> Letter:
    """Write a mail without attachment."""
    subject, said = MAILS[kind]
    return Letter(f"no-{kind}.eml", mail(rng, text(said), word(subject)), (), "reject")


def _page(order: Order, title: str, number: str, *, chinese: bool, priced: bool) -> str:
    date, buyer, seller = ("日期", "客户", "供应商") if chinese else ("Date", "Customer", "Supplier")
    columns = ["序号", "物料编码", "名称", "数量", "单位"] if chinese else ["No", "Item", "Description", "Qty", "Unit"]
    columns += (["单价", "金额"] if chinese else ["Unit Price", "Amount"]) * priced
    cells = [[str(r.line_id), r.code, r.description, str(r.quantity), r.unit] for r in order.rows]
    cells = [row + [str(r.price), str(r.amount)] * priced for row, r in zip(cells, order.rows, strict=True)]
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in [columns, *cells]
    )
    total = f"<p>{'合计' if chinese else 'Total'}: {order.currency} {order.payable_total}</p>" * priced
    pairs = ((number, order.order_id), (date, order.issue_date), (buyer, order.buyer), (seller, order.seller))
    heads = "".join(f"<p>{label}: {html.escape(str(said))}</p>" for label, said in pairs)
    return f"<html><style>{STYLE}</style><body><h1>{title}</h1>{heads}<table>{rows}</table>{total}</body></html>"


NEGATIVES = (*PAPERS, *MAILS)
