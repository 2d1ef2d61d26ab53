"""Odd pages: struck twice, hidden text, unreadable codes, text in margins, wide digits, size matrices, weeks."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.layouts.goods import MONTHS, filled
from bench.layouts.odd_sheet import A4, Page, font, foot, head, plan, table, whole
from bench.layouts.paper import Layout, Paper, Pen, Row

LATIN = ("sans", "serif", "dejavu")
FULL = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def language(pen: Pen) -> str:
    """Draw a language."""
    return pen.rng.choice(("zh", "en"))


def face(pen: Pen, tongue: str) -> str:
    """Draw a family that has the language's letters."""
    return "zen" if tongue == "zh" else pen.rng.choice(LATIN)


def fake_bold(pen: Pen) -> Paper:
    """Titles, labels, heads and totals are struck two or three times, a fraction of a point apart."""
    form = plan(pen, "zh")
    shift = pen.rng.uniform(0.2, 0.4)
    strikes = [(0.0, 0.0), (shift, 0.0), (shift / 2, shift / 2)][: pen.rng.randint(2, 3)]
    page = whole(Page("zen", strikes=strikes), form)
    return pen.paper(page.pdf(), form.truth())


def hidden_text(pen: Pen) -> Paper:
    """Numbers that nobody sees, white or without ink, stand beside the ones that are printed."""
    rng = pen.rng
    form = plan(pen, "en")
    page = Page(face(pen, "en"))
    decoys = rng.sample(("quantity", "amount", "order", "row", "total"), 2)
    ink = rng.choice(("white", "none"))
    if "order" in decoys:
        _hide(page, ink, page.right - 90, page.y + 60, f"{form.words['order_id']} {filled(rng, 'PO-######')}")
    head(page, form)

    def before(row: Row, kind: str, x: float, y: float) -> None:
        if kind in decoys:
            _hide(page, ink, x - rng.choice((0, 6, 12)), y, filled(rng, rng.choice(("###", "####.##"))), "right")

    x, _ = table(page, form, before=before)
    if "row" in decoys:
        _hide(
            page,
            ink,
            page.left + 4,
            page.y + 11,
            f"{len(form.order.rows) + 1} {form.order.rows[0].code}X spare 500 EA 9.90 4950.00",
        )
    if "total" in decoys:
        _hide(page, ink, page.right - 4, page.y + 10, filled(rng, "Total #####.##"), "right")
    foot(page, form, x)
    return pen.paper(page.pdf(), form.truth())


def _hide(page: Page, ink: str, x: float, y: float, words: str, align: str = "left") -> None:
    """Set words in white, or in the rendering mode that leaves no ink."""
    if ink == "white":
        page.canvas.setFillGray(1)
    page.text(x, y, words, align=align, mode=3 if ink == "none" else 0)
    page.canvas.setFillGray(0)


def dark_font(pen: Pen) -> Paper:
    """The table's letters have codes that say nothing and no map to Unicode: only their shapes can be read."""
    tongue = language(pen)
    form = plan(pen, tongue)
    name = face(pen, tongue)
    page = Page(name)
    page.cell_font = font({"sans": "serif", "serif": "dejavu", "dejavu": "sans", "zen": "zen"}[name], dark=True)
    whole(page, form)
    internal = page.internal(page.cell_font)
    return pen.paper(_without_map(page.pdf(), internal), form.truth())


def _without_map(pdf: bytes, name: str) -> bytes:
    """Blank the map to Unicode of a font's subsets (every offset stays); qpdf drops the maps left over."""
    fonts = re.compile(rb"<<[^<>]*/Name " + name.encode() + rb"\+[^<>]*>>")
    blind = fonts.sub(
        lambda found: re.sub(rb"/ToUnicode \d+ 0 R", lambda key: b" " * len(key.group()), found.group()), pdf
    )
    with TemporaryDirectory(prefix="odd-") as folder:
        first, second = Path(folder) / "first.pdf", Path(folder) / "second.pdf"
        first.write_bytes(blind)
        subprocess.run(["qpdf", "--deterministic-id", str(first), str(second)], check=True)
        return second.read_bytes()


def margin_text(pen: Pen) -> Paper:
    """Copy marks run down the margins, and a label stands on its side or letter by letter beside the table."""
    rng = pen.rng
    form = plan(pen, "zh")
    page = Page("zen")
    page.left += 18
    head(page, form)
    x, top = table(page, form)
    _beside(page, top, rng.choice(("采购明细", "订货内容", "物料清单")), rng.random() < 0.5)
    foot(page, form, x)
    marks = (
        "第一联：存根（白）   第二联：供方（红）   第三联：财务（黄）",
        "合同专用章",
        "本单一式三联 No." + filled(rng, "#######"),
        "采购部留存 2026 年度 第 3 册",
    )
    for at, mark in enumerate(rng.sample(marks, 2)):
        _upright(
            page, 26 if at else page.paper[0] - 22, rng.uniform(250, 420), mark, 90 if at else rng.choice((90, -90))
        )
    return pen.paper(page.pdf(), form.truth())


def _upright(page: Page, x: float, y: float, words: str, degrees: int) -> None:
    """Set words turned, centred at x, y."""
    page.canvas.saveState()
    page.canvas.translate(x, page.paper[1] - y)
    page.canvas.rotate(degrees)
    page.canvas.setFont(page.name, 8.5)
    page.canvas.drawCentredString(0, 0, words)
    page.canvas.restoreState()


def _beside(page: Page, top: float, words: str, stacked: bool) -> None:
    """Set a framed label left of the table, along its whole height."""
    x, height = page.left - 9, page.y - top
    page.canvas.rect(page.left - 18, page.paper[1] - page.y, 18, height, stroke=1, fill=0)
    if not stacked:
        _upright(page, x + 3, top + height / 2, words, 90)
        return
    for at, sign in enumerate(words):
        page.text(x, top + height / 2 + (at - 1.2) * min(13, height / 4), sign, align="center")


def full_width(pen: Pen) -> Paper:
    """Codes or figures, and perhaps the order's number, are typed in full-width signs."""
    rng = pen.rng
    form = plan(pen, "zh", dated=False)
    bent = rng.choice(({"code"}, {"price", "amount", "quantity"}, {"code", "price", "amount", "quantity"}, {"amount"}))
    form = replace(form, kinds=tuple(kind for kind in form.kinds if kind != "specification"))

    def wide(text: str) -> str:
        return text.translate(FULL)

    def cell(row: Row, kind: str) -> str:
        return wide(form.cell(row, kind)) if kind in bent else form.cell(row, kind)

    page = Page("zen", 8)
    head(page, form, wide if rng.random() < 0.6 else str)
    x, _ = table(page, form, cell=cell, pad=3)
    foot(page, form, x, wide if "amount" in bent else str)
    return pen.paper(page.pdf(), form.truth())


def size_matrix(pen: Pen) -> Paper:
    """One row an article and colour, one column a size: no single line can be read, so a person must look."""
    rng = pen.rng
    form = plan(pen, "en", dated=False, provable=False, rows=(3, 8), code_style="L####")
    sizes = rng.choice((("S", "M", "L", "XL"), ("XS", "S", "M", "L", "XL"), ("38", "40", "42", "44", "46")))
    colours = ("black", "navy", "white", "grey melange", "red", "olive", "sand", "light blue")
    parts = {row.line_id: _parts(pen, row.quantity, len(sizes)) for row in form.order.rows}
    colour = {row.line_id: rng.choice(colours) for row in form.order.rows}
    kinds = ("code", "description", "colour", *(f"size{at}" for at in range(len(sizes))), "quantity", "price", "amount")
    form = replace(form, kinds=kinds, ruling=rng.choice(("grid", "rows", "head")))

    def cell(row: Row, kind: str) -> str:
        if kind.startswith("size"):
            part = parts[row.line_id][int(kind[4:])]
            return str(part) if part else ""
        return colour[row.line_id] if kind == "colour" else form.cell(row, kind)

    heads = ("Style", "Article", "Colour", *sizes, rng.choice(("Total", "Pcs", "Qty")), *form.words.money(form.order))
    page = Page(face(pen, "en"), 8.5)
    head(page, form)
    x, _ = table(page, form, heads=heads, cell=cell)
    foot(page, form, x)
    return pen.paper(page.pdf(), form.truth(lines=[]), expect="hold")


def _parts(pen: Pen, quantity: Decimal, count: int) -> list[int]:
    """Divide a quantity among sizes."""
    cuts = sorted(pen.rng.randint(0, int(quantity)) for _ in range(count - 1))
    return [end - start for start, end in zip((0, *cuts), (*cuts, int(quantity)), strict=True)]


def tight_columns(pen: Pen) -> Paper:
    """Figures stand in columns with hardly a gap between, as dot-matrix printers set them on a fixed grid."""
    rng = pen.rng
    form = replace(plan(pen, "en"), ruling=rng.choice(("head", "none", "columns")))
    page = Page(rng.choice(("mono", "narrow", "sans")), 8)
    head(page, form)
    x, _ = table(page, form, pad=rng.uniform(0.75, 1.25), leading=1.35)
    foot(page, form, x)
    return pen.paper(page.pdf(), form.truth())


def watermark(pen: Pen) -> Paper:
    """A big oblique word in light grey lies behind the whole page."""
    tongue, rng = language(pen), pen.rng
    form = plan(pen, tongue)
    page = Page(face(pen, tongue))
    page.canvas.saveState()
    page.canvas.setFillGray(rng.uniform(0.82, 0.9))
    page.canvas.translate(page.paper[0] / 2, page.paper[1] * rng.uniform(0.5, 0.66))
    page.canvas.rotate(rng.randint(30, 55))
    words = rng.choice(
        ("样本", "副本", "已审核", "仅供参考") if tongue == "zh" else ("COPY", "DRAFT", "SAMPLE", "ORIGINAL")
    )
    page.canvas.setFont(page.name, 110)
    page.canvas.drawCentredString(0, -30, words)
    page.canvas.restoreState()
    whole(page, form)
    return pen.paper(page.pdf(), form.truth())


def turned_reprint(pen: Pen) -> Paper:
    """A landscape form printed again by ghostscript on an upright sheet that the reader is told to turn."""
    form = replace(plan(pen, "en"), ruling="grid")
    page = Page(face(pen, "en"), 9.5, paper=(A4[1], A4[0]))
    page.canvas.setPageSize(A4)
    page.canvas.translate(A4[0], 0)
    page.canvas.rotate(90)
    whole(page, form)
    return pen.paper(_reprinted(page.pdf()), form.truth())


def _reprinted(pdf: bytes) -> bytes:
    """Let ghostscript write the file anew, and qpdf turn its pages by a quarter."""
    with TemporaryDirectory(prefix="odd-") as folder:
        first, second, third = (Path(folder) / name for name in ("first.pdf", "second.pdf", "third.pdf"))
        first.write_bytes(pdf)
        options = [
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=pdfwrite",
            "-dAutoRotatePages=/None",
            f"-sOutputFile={second}",
        ]
        subprocess.run(["gs", *options, str(first)], check=True, capture_output=True)
        second.write_bytes(_timeless(second.read_bytes()))
        subprocess.run(["qpdf", "--deterministic-id", "--rotate=+90", str(second), str(third)], check=True)
        return third.read_bytes()


def _timeless(pdf: bytes) -> bytes:
    """Write zeros for the time of printing, so that one seed gives the same bytes."""
    times = re.compile(rb"(?<=D:)\d{14}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d|(?<=uuid:)[0-9a-f-]{36}|(?<=<)[0-9A-F]{32}(?=>)")
    return times.sub(lambda found: re.sub(rb"[0-9a-fA-F]", b"0", found.group()), pdf)


def weeks(pen: Pen) -> Paper:
    """Every row is wanted in a week, or in a month of no year: the day cannot be known."""
    rng, tongue = pen.rng, language(pen)
    form = plan(pen, tongue, dated=True)
    how = rng.randrange(4)

    def cell(row: Row, kind: str) -> str:
        return _vague(row, tongue, how) if kind == "row_due" else form.cell(row, kind)

    page = Page(face(pen, tongue), 8.5)
    head(page, form)
    x, _ = table(page, form, cell=cell)
    foot(page, form, x)
    said = form.truth()
    for line in said["lines"]:
        line["requested_date"] = None
    return pen.paper(page.pdf(), said, expect="hold")


def _vague(row: Row, tongue: str, how: int) -> str:
    year, week, _ = row.due.isocalendar()
    if tongue == "zh":
        return (f"{year}年第{week}周", f"{week}周", f"{row.due.month}月", f"{row.due.month}月底")[how]
    return (f"WK{week}", f"Week {week}/{year}", MONTHS[row.due.month - 1], f"KW {week}")[how]


LAYOUTS: tuple[Layout, ...] = (
    Layout("odd-fake-bold", "reportlab", fake_bold),
    Layout("odd-hidden-text", "reportlab", hidden_text, scan=False),
    Layout("odd-dark-font", "reportlab", dark_font, scan=False),
    Layout("odd-margin-text", "reportlab", margin_text),
    Layout("odd-full-width", "reportlab", full_width),
    Layout("odd-size-matrix", "reportlab", size_matrix, faults=False),
    Layout("odd-tight-columns", "reportlab", tight_columns),
    Layout("odd-watermark", "reportlab", watermark),
    Layout("odd-turned-reprint", "ghostscript", turned_reprint),
    Layout("odd-weeks", "reportlab", weeks, faults=False),
)
