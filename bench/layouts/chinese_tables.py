"""Chinese orders with crowded tables: merged heads, wrapped cells, sub-rows, fifteen columns on a broad sheet."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from html import escape

from bench.layouts.chinese_clerk import (
    HEADS,
    Hand,
    basis_of,
    cells,
    chosen,
    closing,
    columns,
    fields,
    hand,
    in_capitals,
    letterhead,
    order_of,
    plain_table,
    told,
    total_rows,
)
from bench.layouts.html import (
    Column,
    chromium_pdf,
    grid,
    head_row,
    labelled,
    page,
    row,
    span_row,
    table,
    weasyprint_pdf,
)
from bench.layouts.paper import CENT, Layout, Order, Paper, Pen, Row

LONGER = (
    "（含安装螺栓及密封垫片，表面阳极氧化处理）",
    "，配防护罩，出厂前做1.5倍耐压试验",
    "，带铭牌，铭牌材质304，激光刻字",
    "（替代原2018版型号，接口尺寸不变）",
    "，未注公差按GB/T 1804-m级加工，去毛刺倒角C0.5",
)
MORE = (
    " 介质：水/油 温度-20~80℃",
    " 允许偏差±0.05mm",
    " 表面粗糙度Ra1.6 淬火HRC45",
    " 线长2米 航空插头M12-4P",
    " 镀层≥8μm 盐雾72h",
)


def merged_heads(pen: Pen) -> Paper:
    """Price and amount both without and with tax under merged heads; what is proved is the pair with tax."""
    rng = pen.rng
    clerk = hand(rng)
    net = pen.order("zh", provable=False, tax_rate="0.13")
    order = _with_tax(net)
    keys = chosen(clerk, ("order_id", "issue", "seller", "buyer"), ("due", "contact", "phone", "terms", "address"))
    plain = [
        key
        for key in ("no", "code", "description", "specification", "unit", "quantity")
        if key != "specification" or rng.random() < 0.5
    ]
    heads = columns(clerk, plain)
    bare, taxed = rng.choice(
        (("未税", "含税"), ("不含税", "含税"), ("未税(元)", "含税(元)") if clerk.proof else ("不含税", "含税"))
    )
    swapped = rng.random() < 0.3
    pair = (taxed, bare) if swapped else (bare, taxed)
    upper = "".join(f"<th rowspan='2'>{head.head}</th>" for head in heads)
    upper += f"<th colspan='2'>{rng.choice(('单价', '单 价'))}</th><th colspan='2'>{rng.choice(('金额', '金 额'))}</th>"
    lower = "".join(f"<th>{word}</th>" for word in pair * 2)
    all_heads = [*heads, *(Column("money", word, "right") for word in pair * 2)]
    rows = [
        row(all_heads, [*cells(clerk, after, heads), *_figures(clerk, before, after, swapped)])
        for before, after in zip(net.rows, order.rows, strict=True)
    ]
    sums = [(1, "right", clerk.money(order.line_total)), (1, "right", clerk.money(order.payable_total))]
    ends = sums[::-1] if swapped else sums
    foot = [span_row(len(all_heads), (len(heads) + 2, "center", "合计"), *ends)]
    if clerk.capitals:
        foot.append(span_row(len(all_heads), (2, "center", "价税合计（大写）"), (1, "left", in_capitals(clerk, order))))
    below = f"<p>其中税额（13%）：{clerk.money(order.tax_total)}</p>" if rng.random() < 0.5 else ""
    body = letterhead(clerk, order) + grid(fields(clerk, order, keys))
    body += table("ruled", f"<tr>{upper}</tr><tr>{lower}</tr>", rows, foot) + below + closing(clerk, order)
    pdf = chromium_pdf(page(body, font=clerk.font, size=8.5))
    return pen.paper(pdf, told(clerk, order, keys, tax=bool(below)))


def _figures(clerk: Hand, before: Row, after: Row, swapped: bool) -> list[str]:
    figures = [
        [clerk.figure(before.price), clerk.figure(after.price)],
        [clerk.figure(before.amount), clerk.figure(after.amount)],
    ]
    return [text for pair in figures for text in (pair[::-1] if swapped else pair)]


def _with_tax(net: Order) -> Order:
    """Give each row its price and amount with tax; the tax is the difference of both sums."""
    rows = []
    for line in net.rows:
        price = (line.price * Decimal("1.13")).quantize(Decimal("0.0001"), ROUND_HALF_UP)
        rows.append(replace(line, price=price, amount=(line.quantity * price).quantize(CENT, ROUND_HALF_UP)))
    payable = sum((line.amount for line in rows), Decimal(0))
    return replace(net, rows=tuple(rows), payable_total=payable, tax_total=payable - net.line_total)


def wrapped_text(pen: Pen) -> Paper:
    """Descriptions and specifications over two to four printed lines in narrow cells."""
    rng = pen.rng
    clerk, order = hand(rng), order_of(pen)
    texts = [
        replace(
            line, description=line.description + rng.choice(LONGER), specification=line.specification + rng.choice(MORE)
        )
        for line in order.rows
    ]
    order = replace(order, rows=tuple(texts))
    keys = chosen(clerk, ("order_id", "issue", "buyer", "seller"), ("due", "contact", "phone", "terms", "address"))
    wanted = [
        "no",
        "code",
        "description",
        "specification",
        "unit",
        "quantity",
        "price",
        "amount",
        *rng.choice(((), ("due",))),
    ]
    narrow = {"description": "18%", "specification": "15%"}
    heads = [replace(head, width=narrow.get(head.key, "")) for head in columns(clerk, wanted, basis_of(clerk, order))]
    css = rng.choice(("", "tbody td { vertical-align: top }"))
    kind = rng.choice(("ruled", "ruled", "half"))
    body = (
        letterhead(clerk, order)
        + grid(fields(clerk, order, keys))
        + plain_table(kind, clerk, order, heads)
        + closing(clerk, order)
    )
    pdf = weasyprint_pdf(page(body, font=clerk.font, size=8.5, css=css))
    return pen.paper(pdf, told(clerk, order, keys, row_dues="due" in wanted))


def wrapped_codes(pen: Pen) -> Paper:
    """Long codes over two printed lines in a narrow ruled cell, cut behind a hyphen or anywhere."""
    rng = pen.rng
    style = rng.choice(
        ("LLLL-####-####-L##", "LL####-LLL-##-####", "##########-####", "LL##.####.####.##", "L##############")
    )
    clerk, order = hand(rng), order_of(pen, code_style=style)
    keys = chosen(clerk, ("order_id", "issue", "seller", "buyer"), ("due", "contact", "terms", "address", "quotation"))
    optional = [key for key in ("specification", "drawing", "note") if rng.random() < 0.5]
    wanted = ["no", "code", "description", *optional[:2], "unit", "quantity", "price", "amount"]
    heads = columns(clerk, wanted, basis_of(clerk, order))
    at = wanted.index("code")
    cut = rng.choice([place + 1 for place, sign in enumerate(style) if sign == "-" and 4 < place < 12] or [10, 9])
    rows = []
    for line in order.rows:
        made = cells(clerk, line, heads)
        made[at] = f"{escape(line.code[:cut])}<br>{escape(line.code[cut:])}"
        rows.append(row(heads, made))
    foot = total_rows(clerk, order, len(heads))
    body = letterhead(clerk, order) + labelled(fields(clerk, order, keys)) + table("ruled", head_row(heads), rows, foot)
    pdf = weasyprint_pdf(page(body + closing(clerk, order), font=clerk.font, size=9))
    return pen.paper(pdf, told(clerk, order, keys))


def sub_rows(pen: Pen) -> Paper:
    """Below each item a line or two across the table: drawing number, remark, delivery date."""
    rng = pen.rng
    clerk, order = hand(rng), order_of(pen, rows=(2, 7))
    keys = chosen(clerk, ("order_id", "issue", "seller", "buyer"), ("contact", "phone", "terms", "address"))
    heads = columns(
        clerk,
        ["no", "code", "description", "specification", "quantity", "unit", "price", "amount"],
        basis_of(clerk, order),
    )
    parts = rng.choice((("drawing", "due"), ("drawing", "note", "due"), ("note", "due"), ("drawing", "note")))
    labels = {key: rng.choice(HEADS[key]) for key in parts}
    joint = rng.choice(("　　", "；", None))
    rows = []
    for line in order.rows:
        rows.append(row(heads, cells(clerk, line, heads)))
        values = cells(clerk, line, [Column(key, "") for key in parts])
        texts = [f"{labels[key]}：{value or '无'}" for key, value in zip(parts, values, strict=True)]
        rows += [_under(len(heads), text) for text in (texts if joint is None else [joint.join(texts)])]
    foot = total_rows(clerk, order, len(heads))
    kind = rng.choice(("ruled", "half", "bare"))
    body = letterhead(clerk, order) + grid(fields(clerk, order, keys)) + table(kind, head_row(heads), rows, foot)
    pdf = weasyprint_pdf(page(body + closing(clerk, order, 2), font=clerk.font, size=9))
    return pen.paper(pdf, told(clerk, order, keys, row_dues="due" in parts))


def _under(count: int, text: str) -> str:
    return span_row(count, (1, "center", ""), (count - 1, "left small", text))


def landscape_crowd(pen: Pen) -> Paper:
    """Fifteen narrow columns on a broad sheet, tax and amount with tax in every row."""
    rng = pen.rng
    clerk, order = hand(rng), order_of(pen, rows=(3, 12), tax_rate="0")
    taxes = [(line.amount - line.amount / Decimal("1.13")).quantize(CENT, ROUND_HALF_UP) for line in order.rows]
    order = replace(order, tax_total=sum(taxes, Decimal(0)))
    keys = chosen(clerk, ("order_id", "issue", "seller", "buyer"), ("contact", "phone", "terms", "address", "project"))
    heads = _crowd(clerk)
    rows = []
    for line, tax in zip(order.rows, taxes, strict=True):
        own = {
            "version": rng.choice(("A", "B", "C1", "V1.0")),
            "stuff": rng.choice(("304", "45#", "6061-T6", "Q235B", "POM")),
            "rate": "13%",
            "tax": clerk.figure(tax),
        }
        rows.append(row(heads, [own.get(head.key) or cells(clerk, line, [head])[0] for head in heads]))
    label = rng.choice(("合计", "总计", "合 计"))
    sums = [(1, "right", clerk.figure(order.tax_total)), (1, "right", clerk.money(order.payable_total))]
    foot = [span_row(len(heads), (11, "center", label), *sums, (1, "left", ""))]
    if clerk.capitals:
        foot.append(span_row(len(heads), (3, "center", "金额大写"), (1, "left", in_capitals(clerk, order))))
    body = letterhead(clerk, order) + grid(fields(clerk, order, keys), 3)
    body += table("ruled", head_row(heads), rows, foot) + closing(clerk, order, 2)
    pdf = chromium_pdf(page(body, font=clerk.font, size=7.5, paper="A4 landscape", margin="9mm"))
    return pen.paper(pdf, told(clerk, order, keys, row_dues=True, tax=True))


def _crowd(clerk: Hand) -> list[Column]:
    before = columns(clerk, ["no", "code", "description", "specification", "drawing"])
    middle = columns(clerk, ["unit", "quantity", "price"], "gross")
    version, stuff = Column("version", clerk.rng.choice(("版本", "图纸版本"))), Column("stuff", "材质")
    rate, tax = Column("rate", "税率", "center"), Column("tax", "税额", "right")
    return [*before, version, stuff, *middle, rate, tax, *columns(clerk, ["amount", "due", "note"], "gross")]


LAYOUTS: tuple[Layout, ...] = (
    Layout("zh-merged-heads", "chromium", merged_heads, faults=False),
    Layout("zh-wrapped-text", "weasyprint", wrapped_text),
    Layout("zh-wrapped-codes", "weasyprint", wrapped_codes),
    Layout("zh-sub-rows", "weasyprint", sub_rows),
    Layout("zh-landscape", "chromium", landscape_crowd),
)
