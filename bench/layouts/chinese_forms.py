"""Chinese order forms of ERP programs and spreadsheets: labels left, above, in grids; tables with and without lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bench.layouts.chinese_clerk import (
    TITLES,
    Hand,
    basis_of,
    cells,
    chosen,
    closing,
    columns,
    fields,
    hand,
    letterhead,
    order_of,
    told,
    totals,
)
from bench.layouts.html import (
    Column,
    boxes,
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
from bench.layouts.paper import Layout, Order, Paper, Pen

MAY = ("due", "address", "contact", "phone", "terms", "quotation", "project", "transport")


def keys_of(clerk: Hand, *optional: str, order: Sequence[str] = ()) -> list[str]:
    """Choose the columns: what every order has, and by chance the optional ones in their natural places."""
    natural = order or (
        "no",
        "code",
        "description",
        "specification",
        "drawing",
        "unit",
        "quantity",
        "price",
        "amount",
        "due",
        "note",
    )
    left_out = {key for key in optional if clerk.rng.random() < 0.5}
    keys = [key for key in natural if key not in left_out]
    if clerk.rng.random() < 0.5 and {"unit", "quantity"} <= set(keys):
        at, other = keys.index("unit"), keys.index("quantity")
        keys[at], keys[other] = keys[other], keys[at]
    return keys


def goods_table(kind: str, clerk: Hand, order: Order, heads: Sequence[Column], foot: str = "rows") -> str:
    """Print the rows; totals as rows of the table (foot="rows") or lines below it."""
    sums = totals(clerk, order)
    body = [row(heads, cells(clerk, line, heads)) for line in order.rows]
    if foot == "rows":
        count = len(heads)
        left = clerk.rng.randint(2, max(2, count // 2))
        return table(
            kind, head_row(heads), body, (span_row(count, (left, "center", a), (1, "right", b)) for a, b in sums)
        )
    below = "".join(f"<p class='right'>{label}：{value}</p>" for label, value in sums)
    return table(kind, head_row(heads), body) + below


def labels_left(pen: Pen) -> Paper:
    clerk, order = hand(pen.rng), order_of(pen)
    keys = chosen(clerk, ("order_id", "issue", "buyer", "seller"), MAY)
    heads = columns(clerk, keys_of(clerk, "drawing", "due", "note", "specification"), basis_of(clerk, order))
    body = letterhead(clerk, order) + labelled(fields(clerk, order, keys))
    body += goods_table("ruled", clerk, order, heads) + closing(clerk, order)
    pdf = weasyprint_pdf(page(body, font=clerk.font))
    return pen.paper(pdf, told(clerk, order, keys, row_dues=_has(heads, "due")))


def two_columns_bilingual(pen: Pen) -> Paper:
    clerk, order = hand(pen.rng), order_of(pen)
    joint = pen.rng.choice((" ", "<br>", " / "))
    left = ["seller", *[key for key in ("seller_address", "contact", "phone") if pen.rng.random() < 0.6], "buyer"]
    right = chosen(clerk, ("order_id", "issue"), ("due", "terms", "quotation"))
    head_joint = pen.rng.choice(("\n", " "))
    wanted = keys_of(clerk, "drawing", "specification", "note", order=_without_due())
    heads = columns(clerk, wanted, basis_of(clerk, order), bilingual=head_joint)
    sides = "".join(
        f"<div>{labelled(fields(clerk, order, side, bilingual=joint), ':')}</div>" for side in (left, right)
    )
    title = "采购订单 PURCHASE ORDER"
    body = letterhead(clerk, order, title) + f"<div class='cols'>{sides}</div>"
    body += goods_table("ruled", clerk, order, heads) + closing(clerk, order)
    pdf = chromium_pdf(page(body, font=clerk.font, size=9))
    return pen.paper(pdf, told(clerk, order, [*left, *right]))


def labels_above_boxes(pen: Pen) -> Paper:
    clerk, order = hand(pen.rng), order_of(pen)
    keys = chosen(clerk, ("order_id", "issue", "buyer", "seller"), MAY)
    pen.rng.shuffle(keys)
    heads = columns(
        clerk, keys_of(clerk, "drawing", "note", "specification", order=_without_due()), basis_of(clerk, order)
    )
    body = f"<h2>{pen.rng.choice(TITLES)}</h2>" + boxes(fields(clerk, order, keys), pen.rng.choice((2, 3)))
    body += goods_table("ruled", clerk, order, heads, pen.rng.choice(("rows", "below"))) + closing(clerk, order)
    return pen.paper(weasyprint_pdf(page(body, font=clerk.font)), told(clerk, order, keys))


def head_in_grid(pen: Pen) -> Paper:
    clerk, order = hand(pen.rng), order_of(pen)
    keys = chosen(clerk, ("order_id", "issue", "seller", "buyer"), MAY)
    heads = columns(clerk, keys_of(clerk, "drawing", "due", "note", "no"), basis_of(clerk, order))
    shade = pen.rng.choice(("#f0f0f0", "#fff", "#dce6f1"))
    body = letterhead(clerk, order) + grid(fields(clerk, order, keys), 2, shade)
    body += goods_table("ruled", clerk, order, heads) + closing(clerk, order, 2)
    pdf = weasyprint_pdf(page(body, font=clerk.font, size=9))
    return pen.paper(pdf, told(clerk, order, keys, row_dues=_has(heads, "due")))


def half_ruled_with_tax(pen: Pen) -> Paper:
    """Prices and amounts with tax, the rate in a column of its own; nothing is added."""
    clerk, order = hand(pen.rng), order_of(pen, tax_rate="0")
    keys = chosen(clerk, ("seller", "order_id", "issue", "buyer"), MAY)
    wanted = keys_of(clerk, "drawing", "specification", order=_without_due())
    heads = columns(clerk, wanted, "gross")
    rate = pen.rng.choice(("13%", "13", "13.00%", "0.13"))
    at = wanted.index("amount")
    heads.insert(at, Column("rate", pen.rng.choice(("税率", "税率%" if rate == "13" else "增值税率")), "center"))
    body = letterhead(clerk, order) + labelled(fields(clerk, order, keys), " ")
    rows = []
    for line in order.rows:
        plain = cells(clerk, line, [column for column in heads if column.key != "rate"])
        rows.append(row(heads, [*plain[:at], rate, *plain[at:]]))
    words = "".join(f"<p class='right'>{label}：{value}</p>" for label, value in totals(clerk, order))
    body += table("half", head_row(heads), rows) + words + closing(clerk, order)
    pdf = weasyprint_pdf(page(body, font=clerk.font, size=9))
    return pen.paper(pdf, told(clerk, order, keys))


def zebra_without_lines(pen: Pen) -> Paper:
    clerk, order = hand(pen.rng), order_of(pen, rows=(4, 12))
    keys = chosen(clerk, ("order_id", "issue", "seller", "buyer"), MAY)
    heads = columns(clerk, keys_of(clerk, "drawing", "due", "note"), basis_of(clerk, order))
    half = (len(keys) + 1) // 2
    sides = "".join(f"<div>{labelled(fields(clerk, order, side))}</div>" for side in (keys[:half], keys[half:]))
    body = letterhead(clerk, order) + f"<div class='cols'>{sides}</div>"
    body += goods_table("zebra", clerk, order, heads, pen.rng.choice(("rows", "below"))) + closing(clerk, order)
    pdf = weasyprint_pdf(page(body, font=clerk.font, size=9))
    return pen.paper(pdf, told(clerk, order, keys, row_dues=_has(heads, "due")))


def columns_without_lines(pen: Pen) -> Paper:
    clerk, order = hand(pen.rng), order_of(pen)
    keys = chosen(clerk, ("order_id", "issue", "seller"), ("due", "contact", "phone", "terms", "address"))
    heads = columns(
        clerk, keys_of(clerk, "specification", "note", "no", order=_without_due("drawing")), basis_of(clerk, order)
    )
    sides = "".join(f"<div>{labelled(fields(clerk, order, side))}</div>" for side in (keys[1:], keys[:1]))
    body = letterhead(clerk, order) + f"<div class='cols'>{sides}</div>"
    body += goods_table("bare", clerk, order, heads, "below") + closing(clerk, order, 2)
    pdf = chromium_pdf(page(body, font=clerk.font))
    return pen.paper(pdf, told(clerk, order, keys))


def dates_in_rows(pen: Pen) -> Paper:
    """Every row has its own delivery date and none has a number."""
    clerk, order = hand(pen.rng), order_of(pen, rows=(3, 12), same_unit=pen.rng.random() < 0.5)
    keys = chosen(clerk, ("order_id", "issue", "seller", "buyer"), ("contact", "phone", "terms", "address"))
    natural = ("code", "description", "specification", "quantity", "unit", "price", "amount", "due", "note")
    early = ("due", "code", "description", "specification", "quantity", "unit", "price", "amount")
    heads = columns(
        clerk,
        keys_of(clerk, "specification", "note", order=pen.rng.choice((natural, natural, early))),
        basis_of(clerk, order),
    )
    body = letterhead(clerk, order) + grid(fields(clerk, order, keys))
    body += goods_table(pen.rng.choice(("ruled", "half")), clerk, order, heads) + closing(clerk, order)
    pdf = weasyprint_pdf(page(body, font=clerk.font, size=9))
    return pen.paper(pdf, told(clerk, order, keys, row_dues=True))


def without_amounts(pen: Pen) -> Paper:
    """No amounts and no totals at all; a price by chance."""
    priced = pen.rng.random() < 0.5
    clerk = replace(hand(pen.rng, capitals=False), sign="")
    order = order_of(pen, provable=False, tax_rate="0")
    keys = chosen(clerk, ("order_id", "issue", "buyer", "seller"), MAY)
    natural = ("no", "code", "description", "specification", "drawing", "quantity", "unit", "price", "due", "note")
    wanted = keys_of(
        clerk, "drawing", "specification", "due", order=[key for key in natural if priced or key != "price"]
    )
    heads = columns(clerk, wanted)
    rows = [row(heads, cells(clerk, line, heads)) for line in order.rows]
    body = letterhead(clerk, order) + grid(fields(clerk, order, keys))
    body += table("ruled", head_row(heads), rows) + "<p class='center'>（以下空白）</p>" + closing(clerk, order)
    pdf = weasyprint_pdf(page(body, font=clerk.font))
    flags = {"amounts": False, "prices": priced, "total": False, "tax": False, "row_dues": _has(heads, "due")}
    return pen.paper(pdf, told(clerk, order, keys, **flags))


def _has(heads: Sequence[Column], key: str) -> bool:
    return any(column.key == key for column in heads)


def _without_due(*others: str) -> list[str]:
    natural = ("no", "code", "description", "specification", "drawing", "unit", "quantity", "price", "amount", "note")
    return [key for key in natural if key not in others]


LAYOUTS: tuple[Layout, ...] = (
    Layout("zh-labels-left", "weasyprint", labels_left),
    Layout("zh-bilingual-two-columns", "chromium", two_columns_bilingual),
    Layout("zh-labels-above", "weasyprint", labels_above_boxes),
    Layout("zh-head-grid", "weasyprint", head_in_grid),
    Layout("zh-half-ruled-taxed", "weasyprint", half_ruled_with_tax),
    Layout("zh-zebra", "weasyprint", zebra_without_lines),
    Layout("zh-unruled", "chromium", columns_without_lines),
    Layout("zh-dates-in-rows", "weasyprint", dates_in_rows),
    Layout("zh-without-amounts", "weasyprint", without_amounts, faults=False),
)
