"""Orders that clerks fill in by hand in a spreadsheet, printed by LibreOffice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.layouts.goods import capital, filled, number, printed
from bench.layouts.office import (
    RIGHT,
    Sheet,
    cells,
    figure,
    fitted,
    item,
    line,
    pairs,
    printed_totals,
    styles,
    table,
    total_rows,
)
from bench.layouts.office_lists import dense_grid, grouped, remark_rows
from bench.layouts.office_words import EXTRAS, Words
from bench.layouts.paper import Layout, Order, Paper, Pen, truth


def chinese_form(pen: Pen) -> Paper:
    """Company and title merged on top, labels left of values, thin borders, 合计 and the amount in capitals."""
    order = pen.order("zh", same_unit=True)
    words, style, dated = Words(pen.rng, "zh"), styles(pen, order, "zh"), pen.rng.random() < 0.5
    kinds = ("no", "code", "description", "specification", "unit", "quantity", "price", "amount") + (
        ("row_due",) if dated else ("remark",)
    )
    heads, rows = words.heads(order, kinds), cells(order.rows, kinds, style)
    sheet, widths = Sheet(pen.rng, "zh"), fitted(heads, rows, 18)
    sheet.widths(widths)
    line(sheet, 9, order.buyer, bold=True, size=16, align="center")
    line(sheet, 9, words.letterhead(order), size=9, align="center")
    line(sheet, 9, words["title"], bold=True, size=18, align="center")
    fields = [
        (words.label("seller"), order.seller),
        (words.label("order_id"), order.order_id),
        (words.label("contact"), order.contact),
        (words.label("issued"), printed(order.issue_date, style["dates"])),
        (words.label("buyer"), order.buyer),
        (words.label("terms"), order.payment_terms),
    ]
    fields += (
        [] if dated else [(words.label("due"), printed(order.due, style["dates"])), (words.label("currency"), "CNY")]
    )
    pairs(sheet, fields, 9, border=pen.rng.random() < 0.5)
    table(sheet, heads, widths, pen.rng.choice((None, "D9D9D9")))
    for values in rows:
        item(sheet, kinds, values, widths, style["numbers"])
    total_rows(sheet, printed_totals(order, words, style["numbers"]), 9, 8, style["numbers"], True)
    line(sheet, 9, f"{words['capital']}：{capital(order.payable_total)}", border=True)
    for note in words.notes(pen.rng.randint(2, 4)):
        line(sheet, 9, note, size=9)
    line(sheet, 9, f"制单：{order.contact}          审核：             批准：             供方确认（盖章）：")
    sheet.footer("第 &P 页，共 &N 页")
    return pen.paper(sheet.pdf(), truth(order, due=not dated, row_dues=dated, tax=bool(order.tax_rate), terms=True))


def bill_ship(pen: Pen) -> Paper:
    """English form with Vendor, Bill To and Ship To blocks, and ruled blank rows under the items."""
    order = pen.order("en", rows=(2, 7))
    words, style, rng = Words(pen.rng, "en"), styles(pen, order, "en"), pen.rng
    kinds = ("code", "description", "specification", "quantity", "unit", "price", "amount")
    if rng.random() < 0.5:
        kinds = ("quantity", "unit", "code", "description", "specification", "price", "amount")
    heads, rows = words.heads(order, kinds), cells(order.rows, kinds, style)
    sheet, widths = Sheet(rng, "en"), [max(width, 9.0) for width in fitted(heads, rows, 22)]
    sheet.widths(widths)
    sheet.put(1, order.buyer, span=4, bold=True, size=15)
    sheet.put(5, words["title"], span=3, bold=True, size=15, align="right")
    sheet.next(30)
    line(sheet, 7, words.letterhead(order), size=9)
    dated = rng.random() < 0.6
    fields = [
        (words.label("order_id"), order.order_id),
        (words.label("issued"), printed(order.issue_date, style["dates"])),
    ]
    fields += [(words.label("due"), printed(order.due, style["dates"]))] if dated else []
    fields += [(words.label("terms"), order.payment_terms), (words.label("currency"), order.currency)]
    for label, value in fields:
        sheet.put(5, label, align="right")
        sheet.put(6, value, span=2)
        sheet.next()
    sheet.next(8)
    _blocks(sheet, words, order)
    fill = rng.choice((None, "BDD7EE", "DDDDDD"))
    table(sheet, heads, widths, fill)
    for values in [*rows, *([""] * 7 for _ in range(rng.randint(3, 10)))]:
        item(sheet, kinds, values, widths, style["numbers"])
    total_rows(sheet, printed_totals(order, words, style["numbers"]), 7, 7, style["numbers"], False)
    for note in ["Comments or special instructions:", *words.notes(2)]:
        line(sheet, 7, note, size=9)
    line(sheet, 7, f"Authorized by  {order.contact}   ______________________   Date ____________")
    return pen.paper(sheet.pdf(), truth(order, due=dated, tax=bool(order.tax_rate), terms=True))


def _blocks(sheet: Sheet, words: Words, order: Order) -> None:
    """Three addresses side by side under their filled headings."""
    blocks = (
        (1, 3, words["seller"], order.seller, order.seller_address),
        (4, 2, words["bill_to"], order.buyer, order.buyer_address),
        (6, 2, words["ship_to"], order.buyer, order.buyer_address.replace(",", ", Dock 2,", 1)),
    )
    for part, height in ((2, None), (3, 28), (4, 42)):
        for block in blocks:
            heading = part == 2
            sheet.put(
                block[0], block[part], span=block[1], bold=heading, wrap=not heading, fill="E7E6E6" if heading else None
            )
        sheet.next(height)
    sheet.next(10)


BILINGUAL = {
    "no": "序号\nItem",
    "code": "物料编码\nPart No.",
    "description": "名称\nDescription",
    "specification": "规格\nSpec.",
    "unit": "单位\nUnit",
    "quantity": "数量\nQ'ty",
    "price": "单价\nUnit Price",
    "amount": "金额\nAmount",
    "row_due": "交货日期\nDelivery Date",
    "drawing": "图号\nDwg No.",
}


def bilingual(pen: Pen) -> Paper:
    """Chinese and English labels; the table's header has two rows with merged groups above."""
    rng = pen.rng
    language = rng.choice(("zh", "en"))
    order = pen.order(language, tax_rate="0")
    style = styles(pen, order, rng.choice(("zh", "en")))
    kinds = ("no", "code", "description", "specification", "quantity", "unit", "price", "amount", "row_due")
    rows = cells(order.rows, kinds, style)
    widths = fitted([BILINGUAL[kind].split("\n")[-1] for kind in kinds], rows, 20)
    sheet = Sheet(rng, "zh")
    sheet.widths(widths)
    line(sheet, 9, order.buyer, bold=True, size=15, align="center")
    line(
        sheet,
        9,
        rng.choice(("采购订单 PURCHASE ORDER", "订 购 单  Purchase Order")),
        bold=True,
        size=15,
        align="center",
    )
    fields = [
        (rng.choice(("订单号 PO No.", "订单编号/Order No.:")), order.order_id),
        (rng.choice(("日期 Date", "订单日期/Order Date:")), printed(order.issue_date, style["dates"])),
        (rng.choice(("供应商 Supplier", "卖方/Seller:")), order.seller),
        (rng.choice(("采购方 Buyer", "买方/Buyer:")), order.buyer),
        (rng.choice(("付款条件 Payment", "付款方式/Terms:")), order.payment_terms),
        (rng.choice(("币种 Currency", "货币/Currency:")), order.currency),
        ("联系人 Contact", f"{order.contact} {order.phone}"),
        ("报价单 Quotation", filled(rng, "QT-######")),
    ]
    pairs(sheet, fields, 9, border=rng.random() < 0.6)
    _two_rows(sheet, kinds, rng.choice((None, "E2EFDA", "D9D9D9")))
    for values in rows:
        item(sheet, kinds, values, widths, style["numbers"])
    label = rng.choice(("合计 Total", "总计 TOTAL", "总金额/Total Amount"))
    total_rows(sheet, [(label, figure(order.payable_total, style["numbers"]))], 9, 8, style["numbers"], True)
    for note in (*Words(rng, "zh").notes(2), *Words(rng, "en").notes(2)):
        line(sheet, 9, note, size=8.5)
    line(sheet, 9, "买方签字 Buyer's signature: ____________        卖方确认 Confirmed by seller: ____________")
    return pen.paper(sheet.pdf(), truth(order, row_dues=True, terms=True))


def _two_rows(sheet: Sheet, kinds: Sequence[str], fill: str | None) -> None:
    """Groups over (name, specification), (quantity, unit) and (price, amount); the others merged downwards."""
    groups = {"description": "货物 Goods", "quantity": "订购 Ordered", "price": "价格 Price"}
    looks: dict[str, Any] = {"bold": True, "align": "center", "border": True, "wrap": True, "fill": fill}
    inside = {"description", "specification", "quantity", "unit", "price", "amount"}
    for at, kind in enumerate(kinds, 1):
        if kind in groups:
            sheet.put(at, groups[kind], span=2, **looks)
        elif kind not in inside:
            sheet.put(at, BILINGUAL[kind], down=2, **looks)
    sheet.next(18)
    for at, kind in enumerate(kinds, 1):
        if kind in inside:
            sheet.put(at, BILINGUAL[kind], **looks)
    sheet.next(30)


def letter(pen: Pen) -> Paper:
    """A letter in which an order is told in sentences, with a small table and the total below it."""
    rng = pen.rng
    order = pen.order("en", rows=(1, 6), tax_rate="0")
    words, style = Words(rng, "en"), styles(pen, order, "en")
    kinds = ("code", "description", "quantity", "unit", "price", "amount")
    heads, rows = words.heads(order, kinds), cells(order.rows, kinds, style)
    heads[5] += f" ({order.currency})"
    sheet, widths = Sheet(rng, "en"), [max(width, 11.0) for width in fitted(heads, rows, 30)]
    sheet.widths(widths)
    _letter_head(sheet, words, order, printed(order.issue_date, style["dates"]))
    plain = rng.random() < 0.5
    for at, (kind, head) in enumerate(zip(kinds, heads, strict=True), 1):
        sheet.put(at, head, bold=True, border=not plain, align="right" if kind in RIGHT else "left")
    sheet.next()
    for values in rows:
        item(sheet, kinds, values, widths, style["numbers"], border=not plain)
    sheet.next(8)
    total = number(order.payable_total, style["numbers"])
    wordings = (
        f"Total: {order.currency} {total}",
        f"Order total {order.currency} {total}",
        f"Total amount: {total} {order.currency}",
    )
    line(sheet, 6, rng.choice(wordings), bold=True)
    due = printed(order.due, style["dates"])
    line(sheet, 6, rng.choice((f"Delivery date: {due}", f"Please deliver by {due}.", f"Required delivery date: {due}")))
    line(sheet, 6, f"{rng.choice(('Payment terms', 'Terms of payment'))}: {order.payment_terms}")
    line(sheet, 6, "Kindly confirm this order within 5 working days. Please show our order number on all papers.")
    for text in ("", "Yours faithfully,", "", order.contact, order.buyer):
        line(sheet, 6, text)
    return pen.paper(sheet.pdf(), truth(order, due=True, terms=True))


def _letter_head(sheet: Sheet, words: Words, order: Order, day: str) -> None:
    """Letterhead on the right, the seller's address, date, subject and the first sentence."""
    rng = words.rng
    line(sheet, 6, order.buyer, bold=True, size=14, align="right")
    line(sheet, 6, order.buyer_address, size=8.5, align="right")
    line(sheet, 6, words.letterhead(order), size=8.5, align="right")
    for text in (order.seller, *order.seller_address.split(", ", 1), ""):
        line(sheet, 6, text)
    line(sheet, 6, rng.choice((day, f"Date: {day}", f"Dated {day}")), align="right")
    subjects = (f"Purchase order {order.order_id}", f"Our order no. {order.order_id}", f"ORDER No. {order.order_id}")
    line(sheet, 6, rng.choice(subjects), bold=True)
    quotation = filled(rng, "Q-#####")
    line(sheet, 6, "Dear Sir or Madam,")
    line(sheet, 6, f"with reference to your quotation {quotation} we hereby order the following goods:")
    sheet.next(8)


def wrapped_rows(pen: Pen) -> Paper:
    """Descriptions that fill several printed lines; the figures stand in the vertical middle of the row."""
    rng = pen.rng
    language = rng.choice(("zh", "en"))
    order = pen.order(language, rows=(2, 6))
    words, style = Words(rng, language), styles(pen, order, language)
    kinds = ("no", "code", "description", "unit", "quantity", "price", "amount")
    heads, rows = words.heads(order, kinds), cells(order.rows, kinds, style)
    for row, values in zip(order.rows, rows, strict=True):
        extras = rng.sample(EXTRAS[language], rng.randint(1, 2))
        values[2] = ("，" if language == "zh" else ", ").join((row.description, row.specification, *extras))
    sheet, widths = Sheet(rng, language), fitted(heads, rows, 26)
    sheet.widths(widths)
    line(sheet, 7, order.buyer, bold=True, size=14, align="center")
    line(sheet, 7, words.letterhead(order), size=8.5, align="center")
    line(sheet, 7, words["title"], bold=True, size=15, align="center")
    fields = [
        ("order_id", order.order_id),
        ("issued", printed(order.issue_date, style["dates"])),
        ("seller", order.seller),
    ]
    fields += [
        ("due", printed(order.due, style["dates"])),
        ("currency", words.currency(order)),
        ("terms", order.payment_terms),
    ]
    for at in range(0, 6, 2):
        for start, (key, value) in zip((1, 4), fields[at : at + 2], strict=True):
            sheet.put(start, f"{words.label(key)} {value}", span=3 if start == 1 else 4)
        sheet.next(20)
    table(sheet, heads, widths, rng.choice((None, "EDEDED")))
    for values in rows:
        item(sheet, kinds, values, widths, style["numbers"])
    total_rows(sheet, printed_totals(order, words, style["numbers"]), 7, 7, style["numbers"], rng.random() < 0.5)
    for note in words.notes(3):
        line(sheet, 7, note, size=8.5)
    return pen.paper(sheet.pdf(), truth(order, due=True, tax=bool(order.tax_rate), terms=True))


LAYOUTS: tuple[Layout, ...] = (
    Layout("excel-chinese-form", "libreoffice", chinese_form),
    Layout("excel-bill-ship", "libreoffice", bill_ship),
    Layout("excel-bilingual", "libreoffice", bilingual),
    Layout("excel-dense-grid", "libreoffice", dense_grid),
    Layout("excel-letter", "libreoffice", letter),
    Layout("excel-wrapped-rows", "libreoffice", wrapped_rows),
    Layout("excel-remark-rows", "libreoffice", remark_rows),
    Layout("excel-grouped", "libreoffice", grouped),
)
