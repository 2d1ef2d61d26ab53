"""Papers drawn with WeasyPrint from HTML: bilingual ruled, Chinese unruled, and one whose table runs over two pages."""

from __future__ import annotations

import hashlib
from html import escape
from pathlib import Path

from samples.maker import wording
from samples.maker.orders import Order
from samples.maker.styles import Style

SHEET = Path(__file__).with_name("papers.css")
SIGN = ("制单", "审核", "供方确认（盖章）")


def draw(order: Order, style: Style) -> bytes:
    """Draw a paper in one of the three HTML looks."""
    from weasyprint import HTML

    page = (
        f"<html lang='zh'><head><title>{escape(order.order_id)}</title></head>"
        f"<body class='{style.layout}'>{_body(order, style)}</body></html>"
    )
    identifier = hashlib.md5(order.order_id.encode(), usedforsecurity=False).hexdigest().encode()
    result: bytes = HTML(string=page).write_pdf(pdf_identifier=identifier, stylesheets=[SHEET])
    return result


def _body(order: Order, style: Style) -> str:
    note = f"<p class='note'>{escape(order.note)}</p>" if order.note else ""
    notes = "".join(f"<p>{escape(text)}</p>" for text in style.footer)
    sign = "".join(f"<span>{word}：____________</span>" for word in SIGN)
    return (
        f"<div class='firm'>{escape(order.customer.name)}</div><h1>{escape(style.title)}</h1>{note}"
        f"{_head(order, style)}{_table(order, style)}<div class='foot'>{notes}</div><div class='sign'>{sign}</div>"
    )


def _head(order: Order, style: Style) -> str:
    entries = wording.heading(order, style)
    last = entries.pop()
    rows = [entries[at : at + 2] for at in range(0, len(entries), 2)]
    text = "".join(
        "<tr>" + "".join(_pair(*pair, span=1 if len(row) == 2 else 3) for pair in row) + "</tr>" for row in rows
    )
    return f"<table class='head'>{text}<tr>{_pair(*last, span=3)}</tr></table>"


def _pair(label: str, value: str, span: int) -> str:
    return f"<td class='label'>{escape(label)}：</td><td colspan='{span}'>{escape(value)}</td>"


def _table(order: Order, style: Style) -> str:
    header, *rows = wording.table(order, style)
    whole = sum(column.width for column in style.columns)
    heads = "".join(
        f"<th class='{column.side}' style='width:{column.width / whole:.1%}'>{escape(text)}</th>"
        for text, column in zip(header, style.columns, strict=True)
    )
    body = "".join("<tr>" + _cells(row, style) + "</tr>" for row in rows)
    inside, outside = (
        ("", _sums(order, style)) if style.layout == "chinese_unruled" else (_total_rows(order, style), "")
    )
    return f"<table class='lines'><thead><tr>{heads}</tr></thead><tbody>{body}{inside}</tbody></table>{outside}"


def _cells(row: list[str], style: Style) -> str:
    return "".join(
        f"<td class='{column.side}'>{escape(text)}</td>" for text, column in zip(row, style.columns, strict=True)
    )


def _total_rows(order: Order, style: Style) -> str:
    columns = [column.field for column in style.columns]
    left, right = columns.index("line_amount"), len(columns) - columns.index("line_amount")
    return "".join(_total_row(label, value, left, right) for label, value in wording.totals(order, style))


def _total_row(label: str, value: str, left: int, right: int) -> str:
    if any(sign.isdigit() and sign.isascii() for sign in value):
        spare = _td("", right - 1) if right > 1 else ""
        return f"<tr>{_td(label, left, 'right')}{_td(value, 1, 'right')}{spare}</tr>"
    return f"<tr>{_td(label, 2, 'right')}{_td(value, left + right - 2)}</tr>"


def _td(text: str, span: int, side: str = "left") -> str:
    return f"<td class='{side}' colspan='{span}'>{escape(text)}</td>"


def _sums(order: Order, style: Style) -> str:
    rows = wording.totals(order, style)
    text = "".join(
        f"<tr><td>{escape(label)}：</td><td class='right'>{escape(value)}</td></tr>" for label, value in rows
    )
    return f"<table class='sums'>{text}</table>"
