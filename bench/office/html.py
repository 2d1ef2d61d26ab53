"""An order as HTML: plain, as Outlook writes it (nested tables, o:p), as Foxmail does, and as source for Word."""

from __future__ import annotations

from datetime import date
from html import escape

from bench.layouts.goods import capital, number, printed
from bench.office.book import Form, cell, facts

ARTICLES = {
    "zh": ("一、质量标准：按图纸及国家标准执行。", "二、包装：木箱包装，费用由卖方承担。"),
    "en": ("Quality: to drawing.", "Packing: wooden cases, at the seller's cost."),
}


def shown(one: Form, value: object, kind: str = "") -> str:
    """Write a value as text in the paper's style."""
    if isinstance(value, date):
        return printed(value, one.dates)
    if kind in ("price", "amount", "total"):
        return number(value, "comma" if "," in one.figures else "plain")  # type: ignore[arg-type]
    return "" if value is None else str(value)


def rows_of(one: Form) -> list[list[str]]:
    """Return heads and rows as texts."""
    rows = [[shown(one, cell(one, row, kind), kind) for kind in one.kinds] for row in one.order.rows]
    return [one.heads(), *rows]


def totals_of(one: Form) -> list[tuple[str, str]]:
    """Return the totals' labels and figures."""
    return [(label, shown(one, getattr(one.order, name), "total")) for label, name in one.words.totals(one.order)]


def given(one: Form) -> list[tuple[str, str]]:
    """Return the head's labels and values as texts."""
    return [(label, shown(one, value)) for label, value in facts(one)]


def table(one: Form, td: str = "<td>{}</td>") -> str:
    """Write the table of items, totals in merged cells."""
    at = one.kinds.index("amount")
    lines = ["<tr>" + "".join(td.format(escape(value) or "&nbsp;") for value in row) + "</tr>" for row in rows_of(one)]
    for label, value in totals_of(one):
        rest = "<td></td>" * (one.width - at - 1)
        lines.append(f'<tr><td colspan="{at}">{escape(label)}</td>{td.format(escape(value))}{rest}</tr>')
    return f'<table border="1" cellspacing="0">{"".join(lines)}</table>'


def pairs(one: Form) -> str:
    """Write the head as a table, two labels with their values in each row."""
    cells = [f"<td>{escape(label)}{one.mark}</td><td>{escape(value)}</td>" for label, value in given(one)]
    cells += ["<td></td><td></td>"] * (len(cells) % 2)
    rows = "".join(f"<tr>{cells[at]}{cells[at + 1]}</tr>" for at in range(0, len(cells), 2))
    return f'<table border="1">{rows}</table>'


def lines(one: Form, tag: str = "p") -> str:
    """Write the head as lines."""
    mark = "：" if one.words.language == "zh" else ": "
    return "".join(f"<{tag}>{escape(label)}{mark}{escape(value)}</{tag}>" for label, value in given(one))


def behind(one: Form, tag: str = "p") -> str:
    """Write the amount in capitals and the articles."""
    texts = list(ARTICLES[one.words.language])
    if one.words.language == "zh" and one.order.currency == "CNY":
        texts.insert(0, f"{one.words['capital']}：{capital(one.order.payable_total)}")
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)


def page(one: Form, kind: str) -> str:
    """Write a whole page: contract, form, nested, outlook or foxmail."""
    title = f"<h2>{escape(one.words['title'])}</h2>"
    company = f"<p><b>{escape(one.order.buyer)}</b></p>"
    if kind == "contract":
        body = title + lines(one) + table(one) + behind(one)
    elif kind == "form":
        body = company + title + pairs(one) + "<p></p>" + table(one) + behind(one)
    elif kind == "nested":
        body = f"<table><tr><td>{company}{title}{lines(one)}{table(one)}{behind(one)}</td></tr></table>"
    elif kind == "outlook":
        td = '<td width=97 style="border:solid 1.0pt"><p class=MsoNormal><span>{}<o:p></o:p></span></p></td>'
        inner = title + pairs(one) + f"<p class=MsoNormal><o:p>&nbsp;</o:p></p>{table(one, td)}" + behind(one)
        body = f"<div class=WordSection1><table class=MsoNormalTable border=0><tr><td>{inner}</td></tr></table></div>"
    else:
        body = f"<div>{escape(one.words['title'])}</div>{lines(one, 'div')}<div>{table(one)}</div>{behind(one, 'div')}"
    return f'<html><head><meta charset="utf-8"><title>x</title></head><body>{body}</body></html>'
