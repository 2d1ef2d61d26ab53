"""Word documents: contracts and forms by LibreOffice and python-docx, and what makes them doubtful."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from bench.layouts.goods import capital, number, printed
from bench.layouts.paper import Paper, Pen
from bench.office.book import Form, facts, form, language, told
from bench.office.html import page, rows_of, totals_of
from bench.office.shape import Shape, converted

ARTICLES = {
    "zh": (
        "一、质量标准：按图纸及国家标准执行。",
        "二、包装：木箱包装，费用由卖方承担。",
        "三、违约责任：按合同法执行。",
    ),
    "en": ("Quality: to drawing.", "Packing: wooden cases, at the seller's cost.", "Disputes: to be settled amicably."),
}


def contract(pen: Pen) -> Paper:
    """A contract: parties and number in lines, a table, articles, a table to sign (made by LibreOffice)."""
    one = form(pen, language(pen), serial=False)
    return pen.paper(_docx(page(one, "contract")), told(one))


def boxed(pen: Pen) -> Paper:
    """A form whose head is a table of labels and values, its items a second table (made by LibreOffice)."""
    one = form(pen, language(pen), serial=False)
    return pen.paper(_docx(page(one, "form")), told(one))


def laid_out(pen: Pen) -> Paper:
    """Everything stands in one cell of a table that only lays out the page."""
    one = form(pen, language(pen), serial=False)
    return pen.paper(_docx(page(one, "nested")), told(one))


def _docx(html: str) -> bytes:
    return converted(html.encode(), ".html", "docx:MS Word 2007 XML", "HTML (StarWriter)")


def _typed(one: Form) -> Any:
    """Type an order with python-docx: title, lines with tabs, table with merged cells for the totals, articles."""
    import docx

    paper, order = docx.Document(), one.order
    paper.sections[0].header.paragraphs[0].text = order.buyer
    paper.add_heading(one.words["title"], 1)
    given = [(label, printed(v, one.dates) if not isinstance(v, str) else v) for label, v in facts(one)]
    mark = "：" if one.words.language == "zh" else ": "
    for at in range(0, len(given), 2):
        paper.add_paragraph("\t".join(f"{label}{mark}{value}" for label, value in given[at : at + 2]))
    rows, totals = rows_of(one), totals_of(one)
    table = paper.add_table(len(rows) + len(totals), one.width)
    table.style = "Table Grid"
    for line, values in enumerate(rows):
        for column, value in enumerate(values):
            table.cell(line, column).text = value
    at = one.kinds.index("amount")
    for line, (label, value) in enumerate(totals, len(rows)):
        table.cell(line, 0).merge(table.cell(line, at - 1)).text = label
        table.cell(line, at).text = value
    if one.words.language == "zh" and order.currency == "CNY":
        paper.add_paragraph(f"{one.words['capital']}：{capital(order.payable_total)}")
    for text in ARTICLES[one.words.language]:
        paper.add_paragraph(text)
    return paper


def _saved(paper: Any) -> bytes:
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def typed(pen: Pen) -> Paper:
    """A document by python-docx, its head in lines parted by tabs."""
    one = form(pen, language(pen), serial=False)
    return pen.paper(_saved(_typed(one)), told(one))


def tracked(pen: Pen) -> Paper:
    """Somebody changed a quantity and the change is tracked: both numbers stand in the file."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    one = form(pen, language(pen), serial=False)
    paper = _typed(one)
    paragraph = paper.tables[0].cell(1, one.kinds.index("quantity")).paragraphs[0]
    gone = number(one.order.rows[0].quantity + 7, "plain", 0)
    names = f'{nsdecls("w")} w:id="9" w:author="A" w:date="2026-01-01T00:00:00Z"'
    paragraph._p.insert(0, parse_xml(f"<w:del {names}><w:r><w:delText>{gone}</w:delText></w:r></w:del>"))
    return pen.paper(_saved(paper), told(one), expect="hold")


def commented(pen: Pen) -> Paper:
    """A comment beside a line says something else than the line."""
    one = form(pen, language(pen), serial=False)
    paper = _typed(one)
    paper.add_comment(paper.paragraphs[1].runs, text="数量改为 500" if one.words.language == "zh" else "make it 500")
    return pen.paper(_saved(paper), told(one), expect="hold")


SHAPES: tuple[Shape, ...] = (
    Shape("docx-contract", "libreoffice", ".docx", contract),
    Shape("docx-form", "libreoffice", ".docx", boxed),
    Shape("docx-nested-tables", "libreoffice", ".docx", laid_out),
    Shape("docx-typed", "python-docx", ".docx", typed),
    Shape("docx-tracked-change", "python-docx", ".docx", tracked, faults=False),
    Shape("docx-comment", "python-docx", ".docx", commented, faults=False),
)
