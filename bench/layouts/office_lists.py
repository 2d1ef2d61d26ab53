"""Denser office forms: an ERP's printed list, remarks between the rows, groups with subtotals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bench.layouts.goods import printed
from bench.layouts.office import (
    Sheet,
    cell,
    cells,
    figure,
    fitted,
    item,
    line,
    pairs,
    printed_totals,
    shape,
    styles,
    table,
    total_rows,
)
from bench.layouts.office_words import EXTRAS, Words
from bench.layouts.paper import CENT, Order, Paper, Pen, truth

DENSE = [
    "行号",
    "存货编码",
    "存货名称",
    "规格型号",
    "图号",
    "主计量",
    "数量",
    "原币含税单价",
    "税率(%)",
    "原币金额",
    "原币税额",
    "原币价税合计",
    "计划到货日期",
    "备注",
]


def dense_grid(pen: Pen) -> Paper:
    """The printed list view of a Chinese ERP: 14 narrow columns of 8 pt; prices and totals with tax."""
    rng = pen.rng
    order = pen.order("zh", rows=(4, 14), tax_rate="0")
    rate = rng.choice((Decimal("0.13"), Decimal("0.06")))
    nets = [(row.amount / (1 + rate)).quantize(CENT, ROUND_HALF_UP) for row in order.rows]
    taxes = [row.amount - net for row, net in zip(order.rows, nets, strict=True)]
    style = {"dates": rng.choice(("iso", "slash")), "numbers": rng.choice(("plain", "comma"))}
    kinds = ("no", "code", "description", "specification", "drawing", "unit", "quantity", "price")
    ends = ("amount", "row_due", "remark")
    rows = [
        [
            *(cell(row, kind, **style) for kind in kinds),
            f"{rate * 100:.0f}",
            net,
            tax,
            *(cell(row, kind, **style) for kind in ends),
        ]
        for row, net, tax in zip(order.rows, nets, taxes, strict=True)
    ]
    everything = (*kinds, "unit", "amount", "amount", *ends)
    widths = fitted([head[: len(head) // 2 + 1] for head in DENSE], rows, 15)
    sheet = Sheet(rng, "zh", size=8, landscape=True)
    sheet.widths(widths)
    line(sheet, 14, rng.choice(("采购订单", "采购订单列表打印", "采 购 订 单")), bold=True, size=14, align="center")
    _dense_head(sheet, order, style, rate)
    table(sheet, DENSE, widths)
    for values in rows:
        item(sheet, everything, values, widths, style["numbers"])
    for at, value in ((10, sum(nets)), (11, sum(taxes)), (12, order.payable_total)):
        sheet.put(at, value, align="right", border=True, form=shape(value, style["numbers"]))
    sheet.put(1, "合计", span=9, border=True)
    sheet.put(13, "", span=2, border=True)
    sheet.next()
    line(
        sheet,
        14,
        f"制单人：{order.contact}     审核人：{rng.choice(order.place.people)}"
        f"     打印时间：{order.issue_date} 14:32:07     页码：1/1",
    )
    return pen.paper(sheet.pdf(), truth(order, row_dues=True, terms=True, tax_total=str(sum(taxes, Decimal(0)))))


def _dense_head(sheet: Sheet, order: Order, style: dict[str, str], rate: Decimal) -> None:
    """Three fields in each of three rows, as the ERP's print template has them."""
    names = ["订单编号", "日期", "供应商", "采购组织", "业务员", "付款条件", "币种", "汇率", "表头税率"]
    values = [order.order_id, printed(order.issue_date, style["dates"]), order.seller, order.buyer, order.contact]
    values += [order.payment_terms, "人民币", "1.00", f"{rate * 100:.2f}"]
    fields = list(zip(names, values, strict=True))
    for at in range(0, 9, 3):
        for (label, value), start, span in zip(fields[at : at + 3], (1, 6, 10), (4, 3, 4), strict=True):
            sheet.put(start, f"{label}：{value}", span=span)
        sheet.next()


def remark_rows(pen: Pen) -> Paper:
    """A delivery date in every row and, after some items, a merged row with a remark."""
    order = pen.order("zh", rows=(3, 9))
    words, style, rng = Words(pen.rng, "zh"), styles(pen, order, "zh"), pen.rng
    kinds = ("no", "code", "description", "quantity", "unit", "price", "amount", "row_due")
    heads, rows = words.heads(order, kinds), cells(order.rows, kinds, style)
    sheet, widths = Sheet(rng, "zh"), fitted(heads, rows, 22)
    sheet.widths(widths)
    line(sheet, 8, f"{order.buyer}{rng.choice(('', '  '))}{words['title']}", bold=True, size=15, align="center")
    fields = [
        (words.label("order_id"), order.order_id),
        (words.label("issued"), printed(order.issue_date, style["dates"])),
    ]
    fields += [(words.label("seller"), order.seller), (words.label("buyer"), order.buyer)]
    fields += [(words.label("address"), order.seller_address), (words.label("ship_to"), order.buyer_address)]
    fields += [(words.label("terms"), order.payment_terms), (words.label("currency"), words.currency(order))]
    pairs(sheet, fields, 8, bold=rng.random() < 0.5)
    table(sheet, heads, widths, rng.choice((None, "FFF2CC")))
    for row, values in zip(order.rows, rows, strict=True):
        item(sheet, kinds, values, widths, style["numbers"])
        if rng.random() < 0.45:
            remark = rng.choice((*EXTRAS["zh"], f"图号 {row.drawing}", "每箱20件，箱外贴标签"))
            sheet.put(1, "", border=True)
            sheet.put(2, f"{rng.choice(('备注：', '说明：', ''))}{remark}", span=7, border=True, size=9)
            sheet.next()
    total_rows(sheet, printed_totals(order, words, style["numbers"]), 8, 7, style["numbers"], rng.random() < 0.6)
    for note in words.notes(3):
        line(sheet, 8, note, size=9)
    line(sheet, 8, f"采购：{order.contact}              供方签字：                    日期：    年    月    日")
    return pen.paper(sheet.pdf(), truth(order, row_dues=True, tax=bool(order.tax_rate), terms=True))


GROUPS = ("Hydraulics", "Fasteners and seals", "Drives", "Electrical", "Spare parts", "Consumables")


def grouped(pen: Pen) -> Paper:
    """Items in groups with a heading and a subtotal each; the subtotals add up to the total."""
    order = pen.order("en", rows=(4, 10))
    words, style, rng = Words(pen.rng, "en"), styles(pen, order, "en"), pen.rng
    kinds = ("no", "code", "description", "quantity", "unit", "price", "amount")
    heads, rows = words.heads(order, kinds), cells(order.rows, kinds, style)
    sheet, widths = Sheet(rng, "en"), fitted(heads, rows, 26)
    sheet.widths(widths)
    line(sheet, 7, order.buyer, bold=True, size=14)
    line(sheet, 7, order.buyer_address, size=9)
    line(sheet, 7, words["title"], bold=True, size=14, align="center")
    fields = [(words.label("seller"), order.seller), (words.label("order_id"), order.order_id)]
    fields += [
        (words.label("terms"), order.payment_terms),
        (words.label("issued"), printed(order.issue_date, style["dates"])),
    ]
    fields += [(words.label("currency"), order.currency), (words.label("due"), printed(order.due, style["dates"]))]
    pairs(sheet, fields, 7)
    table(sheet, heads, widths, rng.choice((None, "D9E1F2")))
    start, names = 0, rng.sample(GROUPS, 3)
    for at, name in enumerate(names):
        end = len(rows) if at == 2 else start + rng.randint(1, max(1, len(rows) - start - (2 - at)))
        _group(
            sheet,
            kinds,
            rows[start:end],
            (name, sum((row.amount for row in order.rows[start:end]), Decimal(0))),
            widths,
            style,
        )
        start = end
    total_rows(sheet, printed_totals(order, words, style["numbers"]), 7, 7, style["numbers"], rng.random() < 0.5)
    for note in words.notes(3):
        line(sheet, 7, note, size=8.5)
    sheet.footer("Page &P of &N")
    return pen.paper(sheet.pdf(), truth(order, due=True, tax=bool(order.tax_rate), terms=True))


def _group(
    sheet: Sheet,
    kinds: Sequence[str],
    rows: Sequence[Sequence[Any]],
    group: tuple[str, Decimal],
    widths: Sequence[float],
    style: dict[str, str],
) -> None:
    if not rows:
        return
    line(sheet, 7, group[0], bold=True, border=True, fill="F2F2F2")
    for values in rows:
        item(sheet, kinds, values, widths, style["numbers"])
    subtotal = figure(group[1], style["numbers"])
    sheet.put(1, f"Subtotal {group[0]}", span=6, align="right", border=True)
    sheet.put(7, subtotal, align="right", border=True, form=shape(subtotal, style["numbers"]))
    sheet.next()
