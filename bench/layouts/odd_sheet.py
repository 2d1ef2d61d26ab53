"""A plain order form on reportlab whose every cell the odd layouts can bend: fonts, strokes, gaps, texts."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from bench.layouts.goods import capital, number, printed
from bench.layouts.office_words import DATES, NUMBERS, Words
from bench.layouts.paper import Order, Pen, Row, truth

A4 = (595.28, 841.89)
FAMILIES = {"sans": "Liberation Sans", "serif": "Liberation Serif", "narrow": "Liberation Sans Narrow"}
FAMILIES |= {"mono": "Liberation Mono", "zen": "WenQuanYi Zen Hei", "dejavu": "DejaVu Sans Condensed"}
RIGHT = ("quantity", "price", "amount")
CENTER = ("no", "unit", "row_due")


@cache
def font(name: str, dark: bool = False) -> str:
    """Register a TrueType family with reportlab; a dark one gets codes that say nothing about its letters."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    part = 1 if dark and name == "zen" else 0  # a document may hold each face only once: the collection's second one
    found = subprocess.run(["fc-match", "-f", "%{file}", FAMILIES[name]], capture_output=True, text=True, check=True)
    registered = f"odd-{name}{'-dark' if dark else ''}"
    registerFont(TTFont(registered, found.stdout, subfontIndex=part, asciiReadable=not dark))
    return registered


@dataclass(frozen=True)
class Plan:
    """What a form prints and how it says it."""

    order: Order
    words: Words
    kinds: tuple[str, ...]
    dates: str
    numbers: str
    due: bool
    ruling: str
    colon: str

    def cell(self, row: Row, kind: str) -> str:
        """Return the text of a cell."""
        if kind in RIGHT:
            value = {"quantity": row.quantity, "price": row.price, "amount": row.amount}[kind]
            return number(value, self.numbers, 0 if kind == "quantity" else 2)
        texts = {"no": str(row.line_id), "code": row.code, "description": row.description, "unit": row.unit}
        texts |= {"specification": row.specification, "row_due": printed(row.due, self.dates)}
        return texts[kind]

    def truth(self, **other: Any) -> dict[str, Any]:
        """Say what a person reads off the form."""
        dated = "row_due" in self.kinds
        return truth(self.order, due=self.due, row_dues=dated, tax=bool(self.order.tax_rate), terms=True, **other)


def plan(pen: Pen, language: str, *, dated: bool | None = None, provable: bool = True, **wishes: Any) -> Plan:
    """Draw an order and a form for it; `dated` wishes a date in every row, else one in the head."""
    rng = pen.rng
    order = pen.order(language, provable=provable, **wishes)
    by_row = rng.random() < 0.4 if dated is None else dated
    kinds = rng.choice(
        (
            ("no", "code", "description", "quantity", "unit", "price", "amount"),
            ("no", "code", "description", "specification", "unit", "quantity", "price", "amount"),
            ("code", "description", "unit", "quantity", "price", "amount"),
            ("no", "description", "code", "quantity", "unit", "price", "amount"),
            ("no", "quantity", "unit", "code", "description", "price", "amount"),
        )
    )
    if by_row:
        kinds = (*kinds, "row_due") if rng.random() < 0.5 else (*kinds[:-2], "row_due", *kinds[-2:])
    dates, numbers = rng.choice(DATES[language]), rng.choice(NUMBERS[order.currency])
    colon = "：" if language == "zh" else rng.choice((":", "", " :"))
    ruling = rng.choice(("grid", "rows", "head", "columns"))
    return Plan(order, Words(rng, language), kinds, dates, numbers, not by_row, ruling, colon)


class Page:
    """One sheet under way; y counts downwards from the top. Strong text is bold, or struck several times."""

    def __init__(
        self,
        name: str,
        size: float = 9,
        *,
        paper: tuple[float, float] = A4,
        strikes: Sequence[tuple[float, float]] = (),
    ):
        from reportlab.pdfgen.canvas import Canvas

        self.out = BytesIO()
        self.paper, self.size, self.name = paper, size, font(name)
        self.cell_font = self.name
        self.strikes = tuple(strikes) or ((0.0, 0.0),)
        self.canvas: Any = Canvas(self.out, pagesize=paper, invariant=1, pageCompression=0)
        self.left, self.right, self.y = 48.0, paper[0] - 48.0, 48.0

    def width(self, words: str, size: float | None = None, name: str | None = None) -> float:
        """Measure words in points."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return float(stringWidth(words, name or self.name, size or self.size))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float | None = None,
        align: str = "left",
        strong: bool = False,
        name: str | None = None,
        mode: int | None = None,
    ) -> None:
        """Set words with their baseline at y; `mode` is PDF's rendering mode."""
        points = size or self.size
        start = x - {"left": 0.0, "right": 1.0, "center": 0.5}[align] * self.width(words, points, name)
        for dx, dy in self.strikes if strong else ((0.0, 0.0),):
            self.canvas.setFont(name or self.name, points)
            self.canvas.drawString(start + dx, self.paper[1] - y + dy, words, mode=mode)

    def line(self, x0: float, y0: float, x1: float, y1: float, weight: float = 0.5) -> None:
        """Draw a rule."""
        self.canvas.setLineWidth(weight)
        self.canvas.line(x0, self.paper[1] - y0, x1, self.paper[1] - y1)

    def internal(self, name: str) -> str:
        """Return a font's name inside the file (/F3) when it is made; no text may follow `pdf`."""
        from reportlab.pdfbase.pdfmetrics import getFont

        return str(getFont(name).getSubsetInternalName(0, self.canvas._doc)).split("+")[0]

    def pdf(self) -> bytes:
        """Finish."""
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()


def head(page: Page, form: Plan, wide: Callable[[str], str] = str) -> None:
    """Set letterhead, title and the fields in two columns; `wide` bends the order's number."""
    order, words, middle = form.order, form.words, (page.left + page.right) / 2
    page.text(middle, page.y, order.buyer, size=14, align="center", strong=True)
    page.text(middle, page.y + 13, order.buyer_address, size=7.5, align="center")
    page.text(middle, page.y + 24, words.letterhead(order), size=7.5, align="center")
    page.text(middle, page.y + 48, words["title"], size=16, align="center", strong=True)
    page.y += 74
    day = printed(order.issue_date, form.dates)
    fields = [("order_id", wide(order.order_id)), ("issued", day), ("seller", order.seller)]
    fields += [("due", printed(order.due, form.dates))] if form.due else []
    fields += [("currency", words.currency(order)), ("terms", order.payment_terms), ("contact", order.contact)]
    if form.words.rng.random() < 0.5:
        fields.append(("buyer", order.buyer))
    gap = max(page.width(words[key] + form.colon) for key, _ in fields) + 8
    for at, (key, value) in enumerate(fields):
        x = page.left if at % 2 == 0 else middle + 20
        page.text(x, page.y, words[key].rstrip(":") + form.colon, strong=True)
        page.text(x + gap, page.y, value)
        page.y += (page.size + 6) * (at % 2)
    page.y += 20


Cell = Callable[[Row, str], str]
Mark = Callable[[Row, str, float, float], None]


def table(
    page: Page,
    form: Plan,
    *,
    heads: Sequence[str] | None = None,
    cell: Cell | None = None,
    before: Mark | None = None,
    pad: float = 4,
    leading: float = 1.9,
) -> tuple[float, float]:
    """Set the table, as wide as the page; return the x of the amounts' ends and the table's top.

    `before` is told row, kind, right end and baseline of each cell before any is set (white must not cover ink).
    """
    titles = list(heads or form.words.heads(form.order, form.kinds))
    texts = [[(cell or form.cell)(row, kind) for kind in form.kinds] for row in form.order.rows]
    edges = _edges(page, form, titles, texts, pad)
    top, step = page.y, page.size * leading
    for kind, title, start, end in zip(form.kinds, titles, edges, edges[1:], strict=False):
        _set(page, kind, title, start + pad, end - pad, page.y + step * 0.7, page.name, strong=True)
    page.y += step
    if before:
        for at, row in enumerate(form.order.rows):
            for kind, end in zip(form.kinds, edges[1:], strict=True):
                before(row, kind, end - pad, page.y + (at + 0.7) * step)
    for line in texts:
        base = page.y + step * 0.7
        for kind, text, start, end in zip(form.kinds, line, edges, edges[1:], strict=False):
            _set(page, kind, text, start + pad, end - pad, base, page.cell_font)
        page.y += step
    _rules(page, form, edges, top, step)
    return edges[form.kinds.index("amount") + 1] - pad, top


def _edges(page: Page, form: Plan, heads: Sequence[str], texts: Sequence[Sequence[str]], pad: float) -> list[float]:
    """Return the x of the borders between columns, the left and right ones included."""
    wants = _wants(page, heads, texts, pad)
    while sum(wants) > page.right - page.left and page.size > 6.5:
        page.size -= 0.25
        wants = _wants(page, heads, texts, pad)
    spare = page.right - page.left - sum(wants)
    if spare < 0:
        raise ValueError(f"the table is {-spare:.0f} points too wide")
    wants[form.kinds.index("description")] += spare
    edges = [page.left]
    for want in wants:
        edges.append(edges[-1] + want)
    return edges


def _wants(page: Page, heads: Sequence[str], texts: Sequence[Sequence[str]], pad: float) -> list[float]:
    """Return the widths that the columns need at the page's size of letters."""
    return [
        max([page.width(title) + 1, *(page.width(line[at], name=page.cell_font) for line in texts)]) + 2 * pad
        for at, title in enumerate(heads)
    ]


def _set(page: Page, kind: str, text: str, start: float, end: float, y: float, name: str, strong: bool = False) -> None:
    align = "right" if kind in RIGHT else "center" if kind in CENTER else "left"
    x = {"right": end, "center": (start + end) / 2, "left": start}[align]
    page.text(x, y, text, align=align, name=name, strong=strong)


def _rules(page: Page, form: Plan, edges: Sequence[float], top: float, step: float) -> None:
    count = len(form.order.rows) + 1
    shown = {"grid": range(count + 1), "rows": range(count + 1), "head": (0, 1, count), "columns": (0, 1, count)}
    for at in shown.get(form.ruling, ()):
        page.line(edges[0], top + at * step, edges[-1], top + at * step)
    for x in edges if form.ruling in ("grid", "columns") else ():
        page.line(x, top, x, top + count * step)


def foot(page: Page, form: Plan, x: float, wide: Callable[[str], str] = str) -> None:
    """Set the totals with their ends at x, the amount in capitals, notes and places to sign."""
    order, words = form.order, form.words
    page.y += 4
    totals = [(label, wide(number(getattr(order, name), form.numbers))) for label, name in words.totals(order)]
    room = max(page.width(figure) for _, figure in totals) + words.rng.choice((12, 25, 40))
    for label, figure in totals:
        page.y += page.size + 5
        page.text(x, page.y, figure, align="right", strong=True)
        page.text(x - room, page.y, label + form.colon, align="right", strong=True)
    page.y += 16
    if words.language == "zh" and words.rng.random() < 0.6:
        page.text(page.left, page.y, f"{words['capital']}：{capital(order.payable_total)}")
        page.y += 16
    for note in words.notes(words.rng.randint(2, 4)):
        page.text(page.left, page.y, note, size=8)
        page.y += 12
    sign = (
        "需方签章：                         供方签章："
        if words.language == "zh"
        else "Authorised signature ____________________"
    )
    page.text(page.left, page.y + 24, sign)
    page.text(page.right, page.paper[1] - 30, "1 / 1", size=7.5, align="right")


def whole(page: Page, form: Plan) -> Page:
    """Set the whole form without anything odd."""
    head(page, form)
    x, _ = table(page, form)
    foot(page, form, x)
    return page
