"""Orders as the ERP systems of China, Taiwan and Hong Kong print them (K/3, U8, 鼎捷, SAP), by what they truly say."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.intake.papers.eastern import NAMELESS_HEAD, TAIWAN, TAIWAN_SELLER, TAXED, TRUTH_TW, listed
from tests.intake.papers.goods import (
    BARE_HEAD_ZH,
    CHENGUANG,
    COLUMNS_ZH,
    HEAD_ZH,
    HENGTAI,
    LINES_ZH,
    ROWS_ZH,
    TRUTH_ZH,
    Line,
    Said,
    goods,
    line,
    order_zh,
)
from tests.intake.papers.kit import PAD, Paper, Part, Pen, Row, head, parts, table, text, text_width, title, totals

NUMBERED = {"right": (4, 6, 7)}


def capitals(words: str, rows: tuple[Row, ...] = ROWS_ZH) -> Paper:
    """The sum in capitals in the table's last row, running under the names to the numbers of their columns."""

    def said(pen: Pen) -> None:
        pen.write(pen.x + PAD, pen.y - pen.line - PAD, words)

    last = ("", "", "", "", "680", "", "", "21540.00")
    return order_zh(items=parts(goods([*rows, last], COLUMNS_ZH, style="plain", **NUMBERED), said), total=parts())


def workflow(*lower: tuple[str, str, str], remark: str = "") -> Paper:
    """Items on two lines under a heading of two: below the name its specification, below the quantity what is free."""
    columns = ("序號", "品號", "品名\n規格", "採購數量\n贈/備品量", "單位", "單價", "金額", "預交日\n急料")
    goods_tw = (
        ("0001", "778-793-K", "內六角螺絲", "1,750", "PCS", "1.00", "1,750", "113/06/17"),
        ("0002", "048-690-B", "線性滑軌", "18", "PCS", "3,699.00", "66,582", "113/06/17"),
    )
    rows = [
        tuple(
            "\n".join(filter(None, pair)) for pair in zip(row, ("", "", *under[:2], "", "", "", under[2]), strict=True)
        )
        for row, under in zip(goods_tw, lower, strict=True)
    ]
    return order_zh(
        head=parts(
            text(TAIWAN, size=13),
            title("採 購 單"),
            head([("供應廠商", f"A001 {TAIWAN_SELLER}"), ("採購單號", "3301-11211027"), ("採購日期", "113/05/06")]),
        ),
        title=parts(),
        items=table(columns, [*rows, *([remark] if remark else [])], "plain", right=(3, 5, 6)),
        total=wide_sums,
    )


def wide_sums(pen: Pen) -> None:
    """Sums whose labels are drawn to one width, with and without a colon."""
    pen.y += 12
    for label, number in (("採購金額：", "68,332"), ("營業稅 5%：", "3,417"), ("總 金 額：", "71,749")):
        x = pen.x + 320
        for piece in label.split():
            pen.write(x, pen.y, piece)
            x += 30
        pen.write(pen.x + 440, pen.y, number)
        pen.y += pen.line


def spread_sums(*pairs: tuple[str, str]) -> Part:
    """Labels of single signs two signs apart, as 合　　計."""

    def draw(pen: Pen) -> None:
        pen.y += 12
        for label, number in pairs:
            for at, sign in enumerate(label):
                pen.write(pen.x + 300 + 30 * at, pen.y, sign)
            pen.write(pen.x + 440, pen.y, number)
            pen.y += pen.line

    return draw


def boxed_sums(*pairs: tuple[str, str]) -> Part:
    """Sums in boxes: the labels to the left of theirs, the numbers below to the right."""

    def draw(pen: Pen) -> None:
        pen.y += 12
        for at, (label, number) in enumerate(pairs):
            pen.write(pen.x + 170 * at, pen.y, label)
            pen.write(pen.x + 170 * at + 165 - text_width(number, pen.font_size), pen.y + pen.line, number)
        pen.y += 2 * pen.line

    return draw


def tw_line(code: str, quantity: str, price: str, amount: str) -> Line:
    return line(code, quantity, "PCS", price, amount, date="2024-06-17")


WORKFLOW = {
    **TRUTH_TW, "order_id": "3301-11211027", "currency": None, "requested_date": None,
    "lines": (tw_line("778-793-K", "1750", "1.00", "1750"), tw_line("048-690-B", "18", "3699.00", "66582")),
}  # fmt: skip
PRICED = (*COLUMNS_ZH[:6], "计价单位", "计价数量", "含税单价", "价税合计")
TWICE = [(*row[:6], row[5], row[4], *row[6:]) for row in ROWS_ZH]
STEEL = (
    ("1", "GC5376", "热轧H型钢", "HN300×150", "22", "19.594", "3782", "74104.51"),
    ("2", "GC1105", "螺纹钢", "Φ20×9m", "48", "9.074", "4092", "37130.81"),
)
STEEL_COLUMNS = ("序号", "物资编码", "品名", "规格", "件数", "数量(吨)", "单价(元/吨)", "金额(元)")
DRAWN = ("序号", "图号", "名称", "项目号", "数量", "单位", "单价", "金额")
ADDRESSED = (*HEAD_ZH[:5], ("供应商", "105642"))
TWO_SCRIPTS = "Chenguang Sensor Company 晨光傳感器公司"

KILOS = (*COLUMNS_ZH[:4], "数量（kg）", "单价（元/kg）", "金额（元）")
OF_KILOS = [(*row[:5], *row[6:]) for row in ROWS_ZH]
SUMS = (("未税金额", "21,540.00"), ("税额", "2,800.20"), ("含税总额", "24,340.20"))

READ: Mapping[str, Said] = {
    "kilos in the headings": (
        {**TRUTH_ZH, "lines": tuple(item._replace(unit="KG") for item in LINES_ZH)}, listed(OF_KILOS, KILOS),
    ),
    "sums in boxes, labels left and numbers right": (TAXED, order_zh(total=boxed_sums(*SUMS))),
    "a sum of money called 總數": (
        {**TRUTH_ZH, "currency": "HKD"},
        order_zh(head=head((*HEAD_ZH[:3], *HEAD_ZH[4:])), total=totals(("Total Amount 總數 HK$", "21,540.00"))),
    ),
    "a letterhead and the seller in two scripts each": (
        {**TRUTH_ZH, "seller": "Chenguang Sensor Company", "buyer": "Hengtai Instruments Limited"},
        order_zh(
            head=parts(text(f"Hengtai Instruments Limited {HENGTAI}", size=11), title("采购订单"),
                       head((*NAMELESS_HEAD[:4], ("供应商", TWO_SCRIPTS)))),
            title=parts(),
        ),
    ),
    "columns of attributes close to each other": (
        TRUTH_ZH,
        listed(
            [(*row[:4], "A5", "2", "50", *row[4:]) for row in ROWS_ZH],
            (*COLUMNS_ZH[:4], "车型", "用量", "包装数", *COLUMNS_ZH[4:]),
        ),
    ),
    "the sum in capitals in a row under the items": (TRUTH_ZH, capitals("合计（大写）：贰万壹仟伍佰肆拾元整")),
    "items on two lines under two headings": (
        WORKFLOW, workflow(("M6×20 SUS304", "0", "N"), ("L=1200", "0", "N")),
    ),
    "sums in signs far from each other": (
        TAXED,
        order_zh(total=spread_sums(("合计", "21,540.00"), ("税额", "2,800.20"), ("总计", "24,340.20"))),
    ),
    "a tax code before the rate": (
        TAXED,
        order_zh(total=totals(("净值总计", "21540.00"), ("增值税 J2 13%", "2800.20"), ("含税总金额", "24340.20"))),
    ),
    "the seller's number before his name": (
        TRUTH_ZH, order_zh(head=parts(head(ADDRESSED), text(CHENGUANG, "宁波市北仑区安居路19号", gap=0))),
    ),
    "quantity and unit of the price repeat those of the order": (
        {**TRUTH_ZH, "prices_include_tax": True},
        listed(TWICE, PRICED),
    ),
    "pieces beside tons": (
        {
            **TRUTH_ZH,
            "lines": (
                line("GC5376", "19.594", "吨", "3782", "74104.51"), line("GC1105", "9.074", "吨", "4092", "37130.81"),
            ),
            "payable_total": Decimal("111235.32"),
        },
        listed([*STEEL, ("合计", "", "", "", "70", "28.668", "", "111235.32")], STEEL_COLUMNS, "111235.32"),
    ),
    "nothing but a number and 以下空白": (
        TRUTH_ZH, listed([*ROWS_ZH, ("4", "以下空白", "", "", "", "", "", "")]),
    ),
    "the seller in two scripts": (
        {**TRUTH_ZH, "seller": "Chenguang Sensor Company", "buyer": "Hengtai Instruments Limited"},
        order_zh(
            head=parts(text("Hengtai Instruments Limited", size=11), text(HENGTAI, gap=2), title("采购订单"),
                       head((*NAMELESS_HEAD[:4], ("致", TWO_SCRIPTS)))),
            title=parts(),
        ),
    ),
    "an order for work": (
        TRUTH_ZH,
        order_zh(
            head=head((*HEAD_ZH[:5], ("加工单位", CHENGUANG))), title=title("外协加工订单"),
            items=goods(ROWS_ZH, (*COLUMNS_ZH[:6], "加工单价", "加工金额")),
        ),
    ),
    "barcodes beside codes": (
        TRUTH_ZH,
        listed(
            [(*row[:2], f"692{index}498070930", *row[2:]) for index, row in enumerate(ROWS_ZH)],
            (*COLUMNS_ZH[:2], "商品条码", *COLUMNS_ZH[2:]),
        ),
    ),
}  # fmt: skip

GRID = (*HEAD_ZH[:2], *HEAD_ZH[4:], ("付款条件", "月结60天"), ("税率", "13%"))
NET = (*COLUMNS_ZH[:6], "未税单价", "未税金额")

HELD: Mapping[str, Mapping[str, Paper]] = {
    "capital-amount-disagrees": {
        "capitals in a row that say something else": capitals("合计（大写）：贰万壹仟伍佰肆拾壹元整"),
    },
    "number-unexplained": {
        "a tax, and a total nobody knows": order_zh(total=totals(("税额", "2800.20"), ("本单应收", "24,340"))),
        "the tax and the total under labels nobody knows": order_zh(
            total=totals(("未税金额", "21540.00"), ("稅額之數", "2800.20"), ("本單應收", "24340.20"))
        ),
        "pieces that do not come to their sum": listed(
            [*STEEL, ("合计", "", "", "", "71", "28.668", "", "111235.32")], STEEL_COLUMNS, "111235.32"
        ),
    },
    "row-unexplained": {
        "sums in boxes, one label unknown": order_zh(
            total=boxed_sums(SUMS[0], SUMS[1], ("本单应收", "24,340.20"))
        ),
    },
    "column-ambiguous": {
        "days under words nobody knows": listed(
            [(*row, "2026-03-08") for row in ROWS_ZH], (*COLUMNS_ZH, "厂内需用")
        ),
        "the quantity again as what the price is for, and no amounts": order_zh(
            head=head(BARE_HEAD_ZH), total=parts(),
            items=goods([(*row[:6], row[4], row[6]) for row in ROWS_ZH], (*COLUMNS_ZH[:6], "计价数量", "单价")),
        ),
    },
    "line-amount-disagrees": {
        "another quantity of the price": listed(
            [(*row[:7], "2", *row[8:]) if row[0] == "1" else row for row in TWICE], PRICED
        ),
    },
    "line-incomplete": {
        "drawings, and one project for all lines": listed(
            [(*row[:3], "HRD2507", *row[4:]) for row in ROWS_ZH], DRAWN
        ),
        "one number for all lines": listed(
            [(row[0], "HRD2507", *row[2:]) for row in ROWS_ZH], ("行号", "编号", *COLUMNS_ZH[2:])
        ),
    },
    "field-ambiguous": {
        "two sellers of one script": order_zh(head=head((*HEAD_ZH[:5], ("供方", f"{CHENGUANG} 宁波晨光电子有限公司")))),
    },
}  # fmt: skip

TERMS = (("结算方式", "电汇"), ("付款条件", "货到30天"))
