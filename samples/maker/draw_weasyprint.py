"""Papers drawn with WeasyPrint from HTML: bilingual ruled, Chinese unruled, and one whose table runs over two pages."""

from __future__ import annotations

import hashlib
from html import escape

from samples.maker import wording
from samples.maker.orders import Order
from samples.maker.styles import Style

BASE = """
@page { size: A4; margin: 16mm 14mm 18mm; @bottom-center { content: counter(page) ' / ' counter(pages); font-size: 7.5pt } }
body { font-family: 'WenQuanYi Zen Hei', 'DejaVu Sans'; font-size: 8.3pt; color: #111; line-height: 1.35 }
h1 { font-size: 16pt; text-align: center; margin: 3mm 0 5mm } .firm { font-size: 12pt; font-weight: bold }
table { border-collapse: collapse; width: 100% } .head { margin-bottom: 5mm } .head td { padding: 1mm 1.2mm; vertical-align: top }
.lines th, .lines td { padding: 1.1mm 1mm; vertical-align: top; overflow-wrap: anywhere } .lines tr { break-inside: avoid }
.label { white-space: nowrap; color: #333 } .right { text-align: right } .center { text-align: center } .left { text-align: left }
.foot { margin-top: 6mm } .foot p { margin: 0.8mm 0 } .sign { margin-top: 12mm; display: flex; justify-content: space-between }
.note { margin: 0 0 3mm; font-weight: bold }
"""
RULED = ".head td, .lines td, .lines th { border: 0.6pt solid #222 } .lines th { background: #e9efe6 } .firm { color: #1d5c3a }"
UNRULED = "body { font-family: 'Noto Sans CJK SC', 'DejaVu Sans' } .lines th { padding-bottom: 2mm } .firm { text-align: center } .sums { width: 62mm; margin: 4mm 0 0 auto }"
LONG = RULED + " .lines td { padding: 2.6mm 1mm } .firm { color: #7a1f1f; text-align: center } .lines th { background: #f3e9e4 }"
LOOKS = {"bilingual_ruled": RULED, "chinese_unruled": UNRULED, "chinese_long": LONG}


def draw(order: Order, style: Style) -> bytes:
    """Draw a paper in one of the three HTML looks."""
    from weasyprint import HTML

    page = f"<html lang='zh'><head><title>{escape(order.order_id)}</title><style>{BASE}{LOOKS[style.layout]}</style></head><body>{_body(order, style)}</body></html>"
    identifier = hashlib.md5(order.order_id.encode(), usedforsecurity=False).hexdigest().encode()
    result: bytes = HTML(string=page).write_pdf(pdf_identifier=identifier)
    return result


def _body(order: Order, style: Style) -> str:
    note = f"<p class='note'>{escape(order.note)}</p>" if order.note else ""
    notes = "".join(f"<p>{escape(text)}</p>" for text in style.footer)
    sign = "<div class='sign'><span>制单：____________</span><span>审核：____________</span><span>供方确认（盖章）：____________</span></div>"
    return (
        f"<div class='firm'>{escape(order.customer.name)}</div><h1>{escape(style.title)}</h1>{note}{_head(order, style)}"
        f"{_table(order, style)}<div class='foot'>{notes}</div>{sign}"
    )


def _head(order: Order, style: Style) -> str:
    entries = wording.heading(order, style)
    last = entries.pop()
    rows = [entries[at : at + 2] for at in range(0, len(entries), 2)]
    text = "".join("<tr>" + "".join(_pair(*pair, span=1 if len(row) == 2 else 3) for pair in row) + "</tr>" for row in rows)
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
    inside, outside = ("", _sums(order, style)) if style.layout == "chinese_unruled" else (_total_rows(order, style), "")
    return f"<table class='lines'><thead><tr>{heads}</tr></thead><tbody>{body}{inside}</tbody></table>{outside}"


def _cells(row: list[str], style: Style) -> str:
    return "".join(f"<td class='{column.side}'>{escape(text)}</td>" for text, column in zip(row, style.columns, strict=True))


def _total_rows(order: Order, style: Style) -> str:
    columns = [column.field for column in style.columns]
    left, right = columns.index("line_amount"), len(columns) - columns.index("line_amount")
    return "".join(_total_row(label, value, left, right) for label, value in wording.totals(order, style))


def _total_row(label: str, value: str, left: int, right: int) -> str:
    if any(sign.isdigit() and sign.isascii() for sign in value):
        spare = f"<td colspan='{right - 1}'></td>" if right > 1 else ""
        return f"<tr><td class='right' colspan='{left}'>{escape(label)}</td><td class='right'>{escape(value)}</td>{spare}</tr>"
    return f"<tr><td class='right' colspan='2'>{escape(label)}</td><td colspan='{left + right - 2}'>{escape(value)}</td></tr>"


def _sums(order: Order, style: Style) -> str:
    rows = wording.totals(order, style)
    text = "".join(f"<tr><td>{escape(label)}：</td><td class='right'>{escape(value)}</td></tr>" for label, value in rows)
    return f"<table class='sums'>{text}</table>"
