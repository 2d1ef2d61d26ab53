"""Eastern orders as office programs, letters and subsidiaries print them, by what they truly say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tests.intake.papers.eastern import listed
from tests.intake.papers.eastern_forms import addressed
from tests.intake.papers.goods import (
    CHENGUANG,
    COLUMNS_ZH,
    HEAD_ZH,
    HENGTAI,
    LINES_ZH,
    ROWS_ZH,
    TRUTH_ZH,
    Said,
    goods,
    order_zh,
)
from tests.intake.papers.kit import Paper, Part, Pen, head, parts, text, title

Glyphs = Sequence[tuple[int, str]]  # the place of a run of signs, counted in signs, and the run


def in_two_fonts(first: Glyphs, second: Glyphs, *, x: float = 0, size: float = 9, label: str = "") -> Part:
    """One line whose signs come from two fonts, each font's drawn in one go with holes for the other's.

    So LibreOffice prints a name of which a Japanese font lacks some signs.
    """

    def draw(pen: Pen) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont

        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
        pen.y += 8
        left = pen.write(pen.x + x, pen.y, label) if label else pen.x + x
        for font, runs in (("STSong-Light", first), ("MSung-Light", second)):
            at = pen.canvas.beginText(left + runs[0][0] * size, pen.size[1] - pen.y - 0.85 * size)
            at.setFont(font, size)
            shown, place = "", runs[0][0]
            for start, signs in runs:
                shown += f"{-1000 * (start - place)} <{signs.encode('utf-16-be').hex()}> "
                place = start + len(signs)
            at._code.append(f"[{shown}] TJ")
            pen.canvas.drawText(at)
        pen.y += size * 1.3

    return draw


def mixed(name: str, of_second: str, **place: object) -> Part:
    """A name, the signs of `of_second` from the second font."""
    runs: dict[bool, list[tuple[int, str]]] = {False: [], True: []}
    for at, sign in enumerate(name):
        own = runs[sign in of_second]
        if own and own[-1][0] + len(own[-1][1]) == at:
            own[-1] = (own[-1][0], own[-1][1] + sign)
        else:
            own.append((at, sign))
    return in_two_fonts(runs[False], runs[True], **place)  # type: ignore[arg-type]


NAMELESS = HEAD_ZH[:4]
SELLERLESS = HEAD_ZH[:5]
DUE = ("2月18日前", "2月18日前", "3月5日")
DUE_DATES = (date(2026, 2, 18), date(2026, 2, 18), date(2026, 3, 5))
DATED = (*COLUMNS_ZH, "交期")
UNDATED = (*HEAD_ZH[:2], *HEAD_ZH[3:])
BY_LINE = {
    **TRUTH_ZH,
    "requested_date": None,
    "lines": tuple(item._replace(requested_date=day) for item, day in zip(LINES_ZH, DUE_DATES, strict=True)),
}
DRAWN = ("序号", "零件图号", *COLUMNS_ZH[2:])


def due(*days: str, issued: str = "2026-01-17") -> Paper:
    """Each line with its day of delivery, the head with none."""
    rows = [(*row, day) for row, day in zip(ROWS_ZH, days, strict=True)]
    pairs = [(label, issued if label == "订单日期" else value) for label, value in UNDATED]
    return order_zh(items=goods(rows, DATED), head=head(pairs))


def letter(*foot: str, number: str = HEAD_ZH[0][1]) -> Paper:
    """A letter: the letterhead, the number, to whom it is addressed, and at its foot who signs and when."""
    top = parts(text(HENGTAI, size=13), title("订货通知单"), text(f"编号：{number}", x=330), text(f"{CHENGUANG}："))
    pairs = (HEAD_ZH[2], HEAD_ZH[3])
    return order_zh(text(*foot, gap=60, x=330), title=parts(), head=parts(top, head(pairs)))


SIGNED = (f"{HENGTAI}物资部", "2026年1月17日")
READ: Mapping[str, Said] = {
    "the supplier's name in two fonts": (
        TRUTH_ZH, order_zh(head=parts(mixed(CHENGUANG, "传感", label="供方："), head(SELLERLESS))),
    ),
    "a single sign of another font": (
        TRUTH_ZH, order_zh(head=parts(mixed(CHENGUANG, "晨限", label="供方："), head(SELLERLESS))),
    ),
    "the sender right of whom it addresses as a company": (
        TRUTH_ZH,
        addressed([(0, CHENGUANG), (140, "公司")], [(300, HENGTAI)], [(300, "苏州市吴中区东方大道988号")]),
    ),
    "days of delivery without their year": (BY_LINE, due(*DUE)),
    "days of delivery in two numbers": (BY_LINE, due("2/18", "2/18", "3/5")),
    "days of delivery with a hyphen": (BY_LINE, due("02-18", "02-18", "03-05")),
    "days of delivery in the year after the order": (
        {**BY_LINE, "issue_date": date(2025, 12, 20)}, due(*DUE, issued="2025-12-20"),
    ),
    "a day of delivery without its year in the head": (
        TRUTH_ZH, order_zh(head=head((*HEAD_ZH[:2], ("交货日期", "2月28日"), *HEAD_ZH[3:]))),
    ),
    "parts ordered by their drawings": (TRUTH_ZH, listed(ROWS_ZH, DRAWN)),
    "a letter that is dated at its foot": (TRUTH_ZH, letter(*SIGNED)),
    "a letter with a number of the year": (
        {**TRUTH_ZH, "order_id": "第2026-41号"}, letter(*SIGNED, number="第 2026-41 号"),
    ),
}  # fmt: skip


HELD: Mapping[str, Mapping[str, Paper]] = {
    "readings-differ": {
        "two signs in one place": order_zh(
            head=parts(
                in_two_fonts([(0, "宁波晨光"), (6, "器有限公司")], [(4, "传感"), (7, "有")], label="供方："),
                head(SELLERLESS),
            )
        ),
    },
    "date-unreadable": {
        "a day of delivery without its year, more than half a year off": due("2月18日前", "2月18日前", "9月5日"),
        "a day and a month that cannot be": due("2/18", "2/18", "18/3"),
        "days in two numbers beside a date that begins with its day": due("2/18", "2/18", "3/5", issued="17.01.2026"),
        "a letter that another company signs": letter("上海明锐电子有限公司", "2026年1月17日"),
    },
    "line-incomplete": {
        "a drawing that one line lacks": listed([(r[0], "" if r[0] == "2" else r[1], *r[2:]) for r in ROWS_ZH], DRAWN),
    },
}  # fmt: skip
