"""Orders on the forms of Chinese, Taiwanese, Hong Kong, Japanese and Korean companies, by what they truly say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from tests.intake.papers.eastern import TAXED, listed
from tests.intake.papers.goods import (
    CHENGUANG,
    COLUMNS_ZH,
    HEAD_ZH,
    HENGTAI,
    LINES_ZH,
    ROWS_ZH,
    TRUTH_ZH,
    Said,
    line,
    order_zh,
)
from tests.intake.papers.kit import Paper, Part, Pen, head, parts, table, text, text_width, title, totals

Place = tuple[float, str]
RIGHT = 0.5  # added to an x: the words end there


def lines(*printed: Sequence[Place]) -> Part:
    """Words at their places, line by line; those whose x has a half point end there."""

    def draw(pen: Pen) -> None:
        pen.y += 10
        for places in printed:
            for x, words in places:
                left = x - text_width(words, pen.font_size) if x % 1 == RIGHT else x
                pen.write(pen.x + left, pen.y, words)
            pen.y += pen.line

    return draw


def two_lines(*heads: Sequence[Place], stray: str = "") -> Paper:
    """Items on two lines: code and numbers, below them name and specification."""
    rows = [
        part
        for number, code, name, spec, quantity, unit, price, amount in ROWS_ZH
        for part in (
            [(0, number), (45, code), (250.5, quantity), (260, unit), (350.5, price), (440.5, amount)],
            [(45, name), (150, spec), (400, stray)],
        )
    ]
    return order_zh(items=lines(*heads, *rows))


UPPER: Sequence[Place] = ((0, "序号"), (230, "数量"), (260, "单位"), (330, "单价"), (420, "金额"))
DRAWN = (
    (*UPPER, (45, "品"), (63, "号")),
    ((45, "品"), (63, "名"), (150, "规"), (168, "格")),
)


def thousand(*heads: Sequence[Place], amounts: Sequence[str] = ("18.90", "2.22", "0.42"), **special: Part) -> Paper:
    """Prices for a thousand pieces, a column or the heading saying so."""
    base = "1,000" if any(words.endswith("每") for _, words in heads[0]) else ""
    rows = [
        [(0, row[0]), (45, row[1]), (110, row[2]), (260.5, row[4]), (268, row[5]), (350.5, row[6]), (359, base),
         (440.5, amount)]
        for row, amount in zip(ROWS_ZH, amounts, strict=True)
    ]  # fmt: skip
    total = str(sum(map(Decimal, amounts)))
    return order_zh(**{"items": lines(*heads, *rows), "total": totals(("合计", total)), **special})


PER: Sequence[Place] = (
    (0, "项目"), (45, "物料"), (110, "描述"), (241, "数量 单位"), (330, "净价 每"), (420, "净值"),
)  # fmt: skip
OVER = (
    ((0, "Line"), (45, "Our P/N"), (110, "Description"), (240, "Qty"), (268, "UOM"), (310, "Unit price"),
     (400, "Amount RMB")),
    ((292, "RMB per 1,000"),),
)  # fmt: skip
CHEAP = {
    **TRUTH_ZH,
    "lines": tuple(
        line(row[1], row[4], row[5], row[6], amount, base="1000")
        for row, amount in zip(ROWS_ZH, ("18.90", "2.22", "0.42"), strict=True)
    ),
    "payable_total": Decimal("21.54"),
}
NAMELESS = HEAD_ZH[:4]
UNPAID = (*HEAD_ZH[:3], *HEAD_ZH[4:])  # no currency
CARD = (
    [(0, f"单据编号 {HEAD_ZH[0][1]}"), (230, f"单据日期 {HEAD_ZH[1][1]}")],
    [(0, f"采购组织 {HENGTAI}"), (230, "币种 人民币")],
    [(0, f"供应商 {CHENGUANG}"), (230, f"要求到货日期 {HEAD_ZH[2][1]}")],
    [(0, "付款方式 月结30天"), (230, "采购员 饶志鹏")],
)
NOTHING = parts()


def card(*rows: Sequence[Place]) -> Paper:
    return order_zh(head=lines(*rows))


def addressed(*rows: Sequence[Place], pairs: Sequence[tuple[str, str]] = NAMELESS) -> Paper:
    """The buyer's letterhead right of the name of the company that it writes to."""
    return order_zh(head=parts(lines(*rows), head(pairs)), title=title("注文書"))


def from_to(*under: str, gap: float = 0) -> Paper:
    """Korean companies in China print to whom and from whom, the sender in two scripts."""
    sender = parts(
        text(f"收信 To : {CHENGUANG}"), text(f"发信 From : {HENGTAI}"), text(*under, gap=gap) if under else NOTHING
    )
    return order_zh(head=parts(sender, head(NAMELESS)), title=title("发注书"))


def stamped(words: str, *, x: float = 358) -> Paper:
    """Words printed over the sum below the table, or further left over a line of text beside it."""

    def stamp(pen: Pen) -> None:
        pen.write(pen.x + 60, pen.y - 17, "随货提供合格证、型式试验报告。")
        pen.write(pen.x + x, pen.y - 12, words)

    return order_zh(total=parts(totals(("合计", "21540.00")), stamp))


def wide_title(pen: Pen) -> None:
    """A title whose signs are set far apart."""
    pen.y += 20
    at = pen.canvas.beginText(pen.x, pen.size[1] - pen.y)
    at.setFont("STSong-Light", 12)
    at.setCharSpace(5)
    at.textOut("物资采购订单")
    at.setCharSpace(0)
    pen.canvas.drawText(at)


SHARES = ("0.95", "0.9", "1.00")
LESS = ("17955.00", "1998.00", "420.00")
SHARED = (*COLUMNS_ZH[:7], "折扣", "折后金额")


def reduced(shares: Sequence[str], amounts: Sequence[str] = LESS) -> Paper:
    rows = [(*row[:7], share, amount) for row, share, amount in zip(ROWS_ZH, shares, amounts, strict=True)]
    return listed(rows, SHARED, "20373.00")


REDUCED = {
    **TRUTH_ZH, "payable_total": Decimal("20373.00"),
    "lines": tuple(
        item._replace(discount_percent=Decimal(off), line_amount=Decimal(amount))
        for item, off, amount in zip(LINES_ZH, ("5", "10", "0"), LESS, strict=True)
    ),
}  # fmt: skip
FEE = (*COLUMNS_ZH[:6], "加工费(元)", "金额(元)")

LABELS = ("Part No. 料号", "Supplier Part 供方料号", "Quantity 数量", "Unit Price 单价", "Subtotal 小计")


def blocks(*items: Sequence[str], labels: Sequence[str] = LABELS, start: str = "Line", **special: Part) -> Paper:
    """Items as blocks of labelled values, as procurement networks print them."""
    printed = [
        line
        for number, (name, *values) in enumerate(items, 1)
        for line in (
            [(0, f"{start} {number}"), (60, name)],
            [
                (5 + 200 * at, f"{label}: {value}")
                for at, (label, value) in enumerate(zip(labels[:2], values[:2], strict=False))
            ],
            [
                (5 + 200 * at, f"{label}: {value}")
                for at, (label, value) in enumerate(zip(labels[2:], values[2:], strict=False))
            ],
        )
    ]
    return order_zh(**{"items": lines(*printed), "total": totals(("Order Total 订单总额", "21,540.00 CNY")), **special})


BLOCKS = [
    (row[2], row[1], f"V-{index}77", f"{row[4]} {row[5]}", f"{row[6]} CNY", f"{row[7]} CNY")
    for index, row in enumerate(ROWS_ZH)
]


def versioned(version: str) -> Paper:
    return order_zh(head=head((*HEAD_ZH, ("版本", version))))


PLAN = tuple((row[1], str(at), row[4], "2026-02-28") for at, row in enumerate(ROWS_ZH, 1))


def scheduled(*rows: Sequence[str]) -> Paper:
    """A plan of payments and one of deliveries below the sums."""
    after = (
        text("付款计划", gap=14),
        table(
            ("期次", "比例", "计划金额", "计划日期"),
            [("1", "30%", "6,462.00", "2026-01-20"), ("2", "70%", "15,078.00", "2026-03-20")],
        ),
        text("到货计划", gap=14),
        table(("产品编号", "批次", "计划数量", "计划到货"), rows),
    )
    return order_zh(*after)


READ: Mapping[str, Said] = {
    "a plan of deliveries behind the order": (
        {**TRUTH_ZH, "lines": tuple(item._replace(requested_date=date(2026, 2, 28)) for item in LINES_ZH)},
        scheduled(*PLAN),
    ),
    "items as blocks of labels": (TRUTH_ZH, blocks(*BLOCKS)),
    "items as blocks that are numbered in Chinese": (TRUTH_ZH, blocks(*BLOCKS, start="行号")),
    "a total without the tax, the currency in its label": (
        {**TRUTH_ZH, "prices_include_tax": False},
        order_zh(head=head(UNPAID), total=totals(("TOTAL (RMB, VAT 13% 别途)", "21,540.00"))),
    ),
    "a total without the tax, the tax and the total": (
        TAXED,
        order_zh(
            total=totals(("Total (VAT excluded)", "21540.00"), ("VAT 13%", "2800.20"), ("Grand Total", "24340.20"))
        ),
    ),
    "a first version called original": (TRUTH_ZH, versioned("1 (Original 原始)")),
    "headings drawn wide on two lines": (TRUTH_ZH, two_lines(*DRAWN)),
    "two headings close together that are a third word": (
        {**CHEAP, "prices_include_tax": False}, thousand(PER),
    ),
    "what the price is for on the heading's second line": (CHEAP, thousand(*OVER)),
    "a word for the unit of the quantity": (
        TRUTH_ZH, listed(ROWS_ZH, (*COLUMNS_ZH[:5], "数量单位", *COLUMNS_ZH[6:])),
    ),
    "a head that is a card": (TRUTH_ZH, card(*CARD)),
    "the supplier addressed with an honour": (TRUTH_ZH, addressed([(0, f"{CHENGUANG} 御中"), (300, HENGTAI)])),
    "the honour apart from the name": (TRUTH_ZH, addressed([(0, CHENGUANG), (125, "御中"), (300, HENGTAI)])),
    "Japanese labels": (
        TRUTH_ZH,
        addressed(
            [(0, f"{CHENGUANG} 御中"), (300, HENGTAI)],
            pairs=(
                ("注文番号", HEAD_ZH[0][1]), ("発行日", HEAD_ZH[1][1]), ("希望納期", HEAD_ZH[2][1]), ("通貨", "人民币"),
            ),
        ),
    ),
    "to and from": (TRUTH_ZH, from_to()),
    "the sender in another script below": (TRUTH_ZH, from_to("HENGTAI INSTRUMENTS (SUZHOU) CO., LTD.")),
    "the department behind the buyer": (
        TRUTH_ZH, order_zh(head=head((*NAMELESS, ("需方", f"{HENGTAI} 采购课"), HEAD_ZH[5]))),
    ),
    "a seal over the text": (TRUTH_ZH, stamped("专用", x=80)),
    "a title set wide": (TRUTH_ZH, order_zh(title=wide_title)),
    "discounts as what is left": (REDUCED, reduced(SHARES)),
    "discounts as what is left of ten": (REDUCED, reduced(("9.5折", "9折", "10"))),
    "discounts as what is left of a hundred": (REDUCED, reduced(("95%", "90%", "100%"))),
    "discounts as what is taken off": (REDUCED, reduced(("5", "10", "0"))),
    "a fee for work is a price beside an amount": (TRUTH_ZH, listed(ROWS_ZH, FEE)),
    "a fee for work is an amount beside a price": (
        TRUTH_ZH, listed(ROWS_ZH, (*COLUMNS_ZH[:6], "加工单价", "加工费")),
    ),
}  # fmt: skip

SHIPPED = [(*row, "2026-02-20") for row in ROWS_ZH]

HELD: Mapping[str, Mapping[str, Paper]] = {
    "total-disagrees": {
        "a total without the tax that is none": order_zh(
            total=totals(("Total (VAT excluded)", "21500.00"), ("VAT 13%", "2800.20"), ("Grand Total", "24340.20"))
        ),
    },
    "tables-several": {"a plan of deliveries that lacks an item": scheduled(*PLAN[:2])},
    "number-unexplained": {
        "a plan of deliveries for another quantity": scheduled(*PLAN[:2], (PLAN[2][0], "3", "400", "2026-02-28")),
    },
    "order-revised": {"a second version called original": versioned("2 (Original 原始)")},
    "lines-missing": {
        "blocks that name a quantity twice": blocks(*BLOCKS, labels=(*LABELS[:3], "Qty 数量", LABELS[4])),
    },
    "row-unexplained": {"a block that is broken off": blocks(*BLOCKS[:2], BLOCKS[2][:4])},
    "currency-unknown": {
        "a block in another currency": blocks(*BLOCKS[:2], (*BLOCKS[2][:4], "0.84 USD", "420.00 USD")),
        "all blocks in another currency": blocks(*(tuple(v.replace("CNY", "USD") for v in row) for row in BLOCKS)),
    },
    "line-amount-disagrees": {
        "blocks whose numbers do not multiply": blocks(*BLOCKS[:2], (*BLOCKS[2][:4], "0.80 CNY", "420.00 CNY")),
        "prices for a thousand by their heading, amounts by the piece": thousand(
            *OVER, amounts=("18900.00", "2220.00", "420.00")
        ),
        "discounts that are neither off nor left": reduced(("0.9", "0.9", "1.00")),
        "fees that do not come to the amounts": listed([(*row[:6], "300.00", row[7]) for row in ROWS_ZH], FEE),
    },
    "field-ambiguous": {
        "two companies addressed": addressed(
            [(0, f"{CHENGUANG} 御中"), (300, HENGTAI)], [(0, "上海明锐电子有限公司 御中")]
        ),
        "another company further below the sender": from_to("SUNRISE TRADING (HONG KONG) CO., LTD.", gap=30),
    },
    "readings-differ": {
        "figures over the sum": stamped("38"),
        "capitals over the sum": stamped("叁仟"),
        "a seal over the sum": stamped("专用"),
        "figures over the text": stamped("38", x=80),
    },
    "column-ambiguous": {
        "a day of departure and one of arrival": listed(
            [(*row, "2026-03-01") for row in SHIPPED], (*COLUMNS_ZH, "ETD", "ETA")
        ),
    },
    "buyer-ambiguous": {
        "a card whose buyer is no company": card(
            CARD[0], [(0, "采购组织 见合同正文"), (230, "币种 人民币")], *CARD[2:]
        ),
    },
}  # fmt: skip
