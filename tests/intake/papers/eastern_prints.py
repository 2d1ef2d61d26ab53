"""Eastern orders as office programs, letters and subsidiaries print them, by what they truly say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from tests.intake.papers.eastern import TAXED, listed, sums
from tests.intake.papers.eastern_forms import addressed, lines
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


SAP_UPPER: Sequence[tuple[float, str]] = ((0, "项目"), (45, "物料"), (160, "描述"))
SAP_LOWER: Sequence[tuple[float, str]] = ((110.5, "订单数量"), (120, "单位"), (340.5, "净价/每单位"), (440.5, "净值"))
SAP_DUE = "交货日期: 2026-02-28"


def double(*lasts: str, unit: str = "", prices: Sequence[str] = ()) -> Paper:
    """Items on two lines under two headings, the second line's numbers to the right, `lasts` below each item."""
    rows: list[Sequence[tuple[float, str]]] = []
    for at, row in enumerate(ROWS_ZH):
        price = prices[at] if prices else f"{row[6]} / 1 {row[5]}"
        rows.append([(0, f"000{at + 1}0"), (45, row[1]), (160, row[2])])
        rows.append([(110.5, row[4]), (120, unit or row[5]), (340.5, price), (440.5, row[7])])
        rows += [[(45, words)] for words in lasts]
    total = lines(
        [(300, "不含税净值合计"), (440.5, "21540.00")],
        [(300, "增值税 13%"), (440.5, "2800.20")],
        [(300, "含税总额"), (440.5, "24340.20")],
    )
    return order_zh(items=lines(SAP_UPPER, SAP_LOWER, *rows), total=total)


BY_METRE = ("315.00 / 1 M", "1850.00 / 100 M", "0.84 / 1 M")
METRES = (
    LINES_ZH[0]._replace(unit="M"),
    LINES_ZH[1]._replace(unit="M", unit_price=Decimal(1850), price_base_quantity=Decimal(100)),
    LINES_ZH[2]._replace(unit="M"),
)
ENGLISH = "Hengtai Instruments (Suzhou) Co., Ltd."
SELLING = "Chenguang Sensors (Ningbo) Co., Ltd."


def window(*foot: str) -> Paper:
    """The supplier's address in the window, the buyer's further down, and at the foot of the page."""
    blocks = parts(
        text(SELLING, "No. 55 Jiangnan Road", "315040 Ningbo, Zhejiang"),
        text(ENGLISH, "No. 12 Dongfang Avenue", "215168 Suzhou, Jiangsu"),
    )
    return order_zh(text(*foot, gap=150), head=parts(blocks, head(HEAD_ZH[:4])), title=title("采购订单"))


def called(buyer: str, **label: str) -> Paper:
    return order_zh(head=head((*HEAD_ZH[:4], (label.get("label", "需方"), buyer), HEAD_ZH[5])))


def paged(pen: Pen) -> None:
    """A title whose signs stand far apart, and the page's number right of it."""
    pen.y += 10
    for at, sign in ((170, "採"), (200, "購"), (230, "單")):
        pen.write(pen.x + at, pen.y, sign, 15)
    pen.write(pen.x + 420, pen.y + 4, "頁次：")
    pen.write(pen.x + 460, pen.y + 4, "1 / 1")
    pen.y += 20


def below(*words: str) -> Paper:
    """Items with a line of their own below them, in the columns of names, without a column of codes."""
    columns = ("序号", "名称", "规格", "数量", "单位", "单价", "金额")
    rows = [
        part
        for row, more in zip(ROWS_ZH, words, strict=True)
        for part in (
            [
                (0, row[0]),
                (40, row[2]),
                (150, row[3]),
                (250.5, row[4]),
                (270, row[5]),
                (350.5, row[6]),
                (440.5, row[7]),
            ],
            [(40, more)],
        )
    ]
    places = (0, 40, 150, 220, 270, 330, 420)
    return order_zh(items=lines(tuple(zip(places, columns, strict=True)), *rows))


def promised(*days: str) -> Paper:
    """Days of delivery in a column, and again in a line below each item."""
    columns = (*COLUMNS_ZH[:3], "需求日", *COLUMNS_ZH[4:])
    places = (0, 30, 100, 180, 260, 300, 340, 430)
    rows = [
        part
        for row, day in zip(ROWS_ZH, days, strict=True)
        for part in (
            [(0, row[0]), (30, row[1]), (100, row[2]), (180, "2026-02-28"), (280.5, row[4]), (300, row[5]),
             (360.5, row[6]), (450.5, row[7])],
            [(30, f"交货日期: {day}")],
        )
    ]  # fmt: skip
    return order_zh(items=lines(tuple(zip(places, columns, strict=True)), *rows), head=head(UNDATED))


REDUCED = (*COLUMNS_ZH[:6], "单价", "折扣", "折后单价", "折后金额")
LISTS = ("350.00", "20.00", "1.05")


def reduced(lists: Sequence[str]) -> Paper:
    rows = [(*row[:6], high, "0.90", *row[6:]) for row, high in zip(ROWS_ZH, lists, strict=True)]
    return listed(rows, REDUCED)


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
    "a letter that is dated at its foot": (TRUTH_ZH, letter(*SIGNED)),
    "a letter with a number of the year": (
        {**TRUTH_ZH, "order_id": "第2026-41号"}, letter(*SIGNED, number="第 2026-41 号"),
    ),
    "items on two lines": (TAXED, double()),
    "items on two lines and a third with their day": (
        {**TAXED, "lines": tuple(item._replace(requested_date=date(2026, 2, 28)) for item in LINES_ZH)},
        double(SAP_DUE),
    ),
    "prices for one and for a hundred metres": ({**TAXED, "lines": METRES}, double(unit="M", prices=BY_METRE)),
    "the buyer's address below the supplier's": (
        {**TRUTH_ZH, "buyer": ENGLISH, "seller": SELLING}, window(f"{ENGLISH} USCC 91320594MA1Q8R2Y4D"),
    ),
    "who buys, with the desk, the person and a telephone": (
        TRUTH_ZH, called(f"{HENGTAI} 采购部 沈小姐 0512-6288 7103"),
    ),
    "who buys, with a person and a telephone": (TRUTH_ZH, called(f"{HENGTAI} 沈小姐 0512-62887103")),
    "who buys is called the company": (TRUTH_ZH, called(HENGTAI, label="公司")),
    "a title set apart beside the page's number": (TRUTH_ZH, order_zh(title=paged)),
    "a sheet for the order": (TRUTH_ZH, order_zh(title=title("P / O SHEET 采购订单"))),
    "codes in the line below each item": (
        TRUTH_ZH, below(*(f"Part number 料号: {row[1]}" for row in ROWS_ZH)),
    ),
    "the day of delivery again below each item": (
        {
            **TRUTH_ZH, "requested_date": None,
            "lines": tuple(item._replace(requested_date=date(2026, 2, 28)) for item in LINES_ZH),
        },
        promised(*["2026-02-28"] * 3),
    ),
    "a counting Item beside a Code with a word for numbers": (
        TRUTH_ZH, listed(ROWS_ZH, ("Item", "Code 編號", *COLUMNS_ZH[2:])),
    ),
    "a contract and a provisional price": (
        TRUTH_ZH,
        order_zh(
            head=head((*HEAD_ZH, ("框架合同", "KJ-2025-88"))),
            items=goods(ROWS_ZH, (*COLUMNS_ZH[:6], "暂定单价", "金额")),
        ),
    ),
    "prices before and after the discount": (TRUTH_ZH, reduced(LISTS)),
    "a total with a remark behind it": (TRUTH_ZH, sums(("总金额：￥21,540.00 元（不开票价）", ""))),
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
    "buyer-ambiguous": {
        "a logo, and a company that begins so at the foot": order_zh(
            text("buying@hengtai-instruments.cn"),
            text(ENGLISH, gap=40),
            head=parts(text("hengtai", size=14), head((*HEAD_ZH[:4], HEAD_ZH[5]))),
        ),
    },
    "number-unexplained": {
        "another day of delivery below an item": promised("2026-02-28", "2026-02-28", "2026-03-05"),
    },
    "line-amount-disagrees": {
        "a price after the discount that does not multiply": listed(
            [(*row[:6], high, "0.90", "1.00", row[7]) for row, high in zip(ROWS_ZH, LISTS, strict=True)], REDUCED
        ),
    },
}  # fmt: skip
