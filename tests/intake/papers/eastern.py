"""Chinese orders as companies of the mainland, Taiwan and Hong Kong print them, by what they truly say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.intake.papers.goods import (
    CHENGUANG,
    COLUMNS_ZH,
    HEAD_ZH,
    HENGTAI,
    ROWS_ZH,
    TRUTH_ZH,
    Said,
    goods,
    line,
    order_zh,
)
from tests.intake.papers.kit import Paper, Pen, Row, beside, head, parts, text, title, totals

TAIWAN, TAIWAN_SELLER = "宏圖機電股份有限公司", "大旭電子零件有限公司"
TAXED = {
    **TRUTH_ZH,
    "payable_total": Decimal("24340.20"),
    "tax_total": Decimal("2800.20"),
    "prices_include_tax": False,
}
COLUMNS_TW = ("項次", "料號", "品名規格", "數量", "單位", "單價", "金額")
ROWS_TW = (
    ("1", "778-793-K", "內六角螺絲 M6×20", "1,750", "個", "1", "1,750"),
    ("2", "048-690-B", "線性滑軌 L=1200", "18", "組", "3,699", "66,582"),
)
TRUTH_TW: Mapping[str, Any] = {
    **TRUTH_ZH, "order_id": "H1134735", "issue_date": date(2024, 5, 6), "requested_date": date(2024, 6, 17),
    "currency": "TWD", "buyer": TAIWAN, "seller": TAIWAN_SELLER, "prices_include_tax": False,
    "lines": (line("778-793-K", "1750", "個", "1", "1750"), line("048-690-B", "18", "組", "3699", "66582")),
    "tax_total": Decimal(3417), "payable_total": Decimal(71749),
}  # fmt: skip


def dated(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The head of the Chinese order with other labels of its dates."""
    return (HEAD_ZH[0], *pairs, *HEAD_ZH[3:])


def taiwan(issued: str, due: str, *, labels: Sequence[str] = ("訂購日期", "交貨日期")) -> Paper:
    return order_zh(
        head=parts(
            text(TAIWAN, size=13),
            text("新北市樹林區俊英街145巷20號  統編：70551293"),
            title("訂購單"),
            head([("廠商名稱", TAIWAN_SELLER), ("訂單編號", "H1134735"), (labels[0], issued), (labels[1], due)]),
        ),
        title=parts(),
        items=goods(ROWS_TW, COLUMNS_TW),
        total=totals(("小計", "68,332"), ("營業稅(5%)", "3,417"), ("總計 NT$", "71,749")),
    )


def listed(rows: Sequence[Row], columns: Sequence[str] = COLUMNS_ZH, total: str = "21540.00") -> Paper:
    return order_zh(items=goods(rows, columns), total=totals(("合计", total)))


def sums(*pairs: tuple[str, str]) -> Paper:
    return order_zh(total=totals(*pairs))


def close_head(pen: Pen) -> None:
    """Labels side by side right above the ruled heading of the table, as on printed forms."""
    pen.y += 8
    for left, right in (
        (f"供货单位：{CHENGUANG}", "订单编号：CG-2026-0117"),
        ("日期：2026-01-17", "交货日期：2026-02-28"),
    ):
        pen.write(pen.x, pen.y, left)
        pen.write(pen.x + 300, pen.y, right)
        pen.y += pen.line
    pen.y -= 7  # what a table leaves above itself


def sealed(pen: Pen) -> None:
    """The last words of a seal, drawn wide."""
    for at, char in enumerate("专用章"):
        drawn = pen.canvas.beginText(120 + 40 * at, 120)
        drawn.setFont("STSong-Light", 8)
        drawn.setHorizScale(320)
        drawn.textOut(char)
        pen.canvas.drawText(drawn)


PER_THOUSAND = (
    ("1", "WL-10021", "压力变送器", "0-1.6MPa", "60000", "只", "315.00", "18900.00"),
    ("2", "WL-10035", "安装支架", "304", "120000", "只", "18.50", "2220.00"),
    ("3", "WL-20017", "密封垫圈", "DN50", "500000", "只", "0.84", "420.00"),
)
THOUSANDS = {
    **TRUTH_ZH,
    "lines": tuple(line(row[1], *row[4:], base="1000") for row in PER_THOUSAND),
}
SLASHED = [(*row[:6], f"{row[6]}/千只", row[7]) for row in PER_THOUSAND]
NET_GROSS = (*COLUMNS_ZH[:6], "不含税单价", "不含税金额")
UNDATED = (*HEAD_ZH[:2], *HEAD_ZH[3:])
NAMELESS_HEAD = HEAD_ZH[:4] + HEAD_ZH[5:]  # without the buyer, whom the letterhead names

READ: Mapping[str, Said] = {
    "labels right above the heading of the table": (
        {**TRUTH_ZH, "currency": None},
        order_zh(head=parts(text(HENGTAI), close_head), title=title("采购单")),
    ),
    "net sum, tax, and a total whose words we do not know": (
        TAXED,
        sums(("不含税总金额：", "21540.00"), ("总税额：", "2800.20"), ("税款加货款之和：", "24340.20")),
    ),
    "net sum, tax, and 价税合计总额": (
        TAXED,
        sums(("不含税总金额：", "21540.00"), ("总税额：", "2800.20"), ("价税合计总额：", "24340.20")),
    ),
    "a total, tax, and a larger total whose words we do not know": (
        TAXED,
        sums(("合计", "21540.00"), ("增值税 13%", "2800.20"), ("税款加货款之和：", "24340.20")),
    ),
    "a letterhead in two languages": (
        TRUTH_ZH,
        order_zh(
            head=parts(text("Hengtai Instruments (Suzhou) Co., Ltd.", size=11), text(HENGTAI, gap=2), title("采购订单"),
                       head(NAMELESS_HEAD)),
            title=parts(),
        ),
    ),
    "an order of Taiwan": (TRUTH_TW, taiwan("中華民國113年05月06日", "民國113年6月17日")),
    "an order of Taiwan, years of three digits": (TRUTH_TW, taiwan("113.05.06", "113/06/17")),
    "an order of Taiwan, 年月日": (
        TRUTH_TW, taiwan("113 年 5 月 6 日", "113年6月17日前", labels=("採購日期", "預定交貨日")),
    ),
    "days in Hanzi": (
        TRUTH_ZH,
        order_zh(head=head(dated(("订单日期", "二〇二六年一月十七日"), ("交货日期", "二○二六年二月二十八日前")))),
    ),
    "days named with radicals": (
        TRUTH_ZH,
        order_zh(head=head(dated(("订单日期", "2026年1⽉17⽇"), ("交货日期", "２０２６年２月２８日前")))),
    ),
    "a sentence about an item in a row of its own": (
        TRUTH_ZH,
        listed([ROWS_ZH[0], "质量指标：按企标 Q/LT-845，随货附质检单；水分≤0.3%", *ROWS_ZH[1:]]),
    ),
    "currency and tax rate in one line": (
        TRUTH_ZH,
        order_zh(head=parts(head(HEAD_ZH[:3] + HEAD_ZH[4:]), text("采购员：李雪梅 币种：CNY 税率：13%"))),
    ),
    "a seal with wide words": (TRUTH_ZH, order_zh(sealed)),
    "prices for 千只, said in the heading": (
        THOUSANDS, listed(PER_THOUSAND, (*COLUMNS_ZH[:6], "单价(元/千只)", "金额(元)")),
    ),
    "prices for 千只, said in each cell": (THOUSANDS, listed(SLASHED)),
    "prices for 1000, said in the heading": (
        THOUSANDS, listed(PER_THOUSAND, (*COLUMNS_ZH[:6], "单价(元/1000只)", "金额(元)")),
    ),
    "prices for 千只, the unit in a column of its own": (
        THOUSANDS,
        listed([(*r[:7], "1000", r[7]) for r in PER_THOUSAND], (*COLUMNS_ZH[:7], "价格单位", "金额")),
    ),
    "prices for 1000, K in the heading": (
        THOUSANDS,
        listed(PER_THOUSAND, (*COLUMNS_ZH[:6], "单价(元/K)", "金额(元)")),
    ),
    "prices for 1000, KPCS in the heading": (
        THOUSANDS,
        listed(PER_THOUSAND, (*COLUMNS_ZH[:6], "单价(RMB/KPCS)", "金额(元)")),
    ),
    "prices for 1000, said before their word": (
        THOUSANDS,
        listed(PER_THOUSAND, (*COLUMNS_ZH[:6], "每千只单价", "金额(元)")),
    ),
    "years of two digits that differ in their days": (
        {**TRUTH_ZH, "issue_date": date(2026, 1, 17), "requested_date": date(2026, 2, 25)},
        order_zh(head=head(dated(("订单日期", "26/01/17"), ("交货日期", "26/02/25")))),
    ),
    "labels drawn to one width": (
        TRUTH_ZH,
        order_zh(
            head=head(
                [
                    ("单　　号", "CG-2026-0117"),
                    ("日　　期", "2026-01-17"),
                    ("交　　期", "2026-02-28"),
                    ("币　　种", "人民币"),
                    *HEAD_ZH[4:],
                ]
            )
        ),
    ),
    "a title with its number": (
        TRUTH_ZH,
        order_zh(head=head(HEAD_ZH[1:]), title=title("采购订单 CG-2026-0117")),
    ),
    "the day of delivery in the sentence that orders": (
        TRUTH_ZH,
        order_zh(head=parts(head(UNDATED), text("请按下列要求供货，请于2026年2月28日前送达我司仓库："))),
    ),
    "days as Oracle writes them": (
        TRUTH_ZH,
        order_zh(head=head(dated(("订单日期", "17-1月-2026"), ("交货日期", "28-2月 -26")))),
    ),
    "goods under 说明": (
        TRUTH_ZH,
        listed(
            [(r[0], f"[{r[1]}] {r[2]} {r[3]}", *r[4:]) for r in ROWS_ZH],
            ("序号", "说明", "数量", "单位", "单价", "金额"),
        ),
    ),
    "a letterhead, and the addressee without a label": (
        TRUTH_ZH,
        order_zh(
            head=parts(
                text(HENGTAI, "苏州市吴中区凌港路288号"),
                text(CHENGUANG, "宁波市北仑区安居路19号", gap=20),
                head(HEAD_ZH[:4]),
            )
        ),
    ),
    "a signature in one of the letterhead's languages": (
        TRUTH_ZH,
        order_zh(
            text("For and on behalf of", "HENGTAI INSTRUMENTS CO LIMITED"),
            head=parts(text("HENGTAI INSTRUMENTS CO LIMITED", size=11), text(HENGTAI, gap=2), head(NAMELESS_HEAD)),
        ),
    ),
    "dates that are explained": (
        {**TRUTH_ZH, "requested_date": None},
        order_zh(
            text("打印日期：2026-03-02    报价有效期：2026-05-31", "备注：1、本单价格有效期至2026年12月31日。"),
            beside(text("需方（盖章）：", "签收日期：2026年3月4日"), text("供方（盖章）：", "确认日期：2026年3月5日")),
            head=head((*HEAD_ZH[:2], *HEAD_ZH[3:])),
        ),
    ),
}  # fmt: skip

HELD: Mapping[str, Mapping[str, Paper]] = {
    "date-unreadable": {
        "the order's day under words we do not know": order_zh(head=head(dated(("立单于", "2026-01-17"), HEAD_ZH[2]))),
        "the day of delivery under unknown words": order_zh(head=head(dated(HEAD_ZH[1], ("限抵", "2026-02-28")))),
        "the day of delivery in a remark": order_zh(text("备注：客户2026年2月28日开工，请配合。"), head=head(UNDATED)),
        "a day in a sentence between the items": order_zh(
            head=head(UNDATED),
            items=goods([ROWS_ZH[0], "现场要求：务必安排在2026年3月8日之前全部送到工地", *ROWS_ZH[1:]], COLUMNS_ZH),
        ),
        "a day of delivery beside one of validity": order_zh(
            text("备注：有效期内，2026年12月31日前供货。"), head=head(UNDATED)
        ),
        "a day of delivery without its year": order_zh(text("备注：请于2月28日前交货。"), head=head(UNDATED)),
        "the day of delivery at the foot of a form": order_zh(text("2026年2月28日 进场"), head=head(UNDATED)),
        "the order's day in a line of terms": order_zh(
            text("本单于2026年1月17日发出，自供方签章之时生效。"), head=head((HEAD_ZH[0], *HEAD_ZH[2:]))
        ),
        "weeks of delivery in Hanzi": order_zh(head=head(dated(HEAD_ZH[1], ("交货日期", "三月上旬")))),
    },
    "date-ambiguous": {
        "a year of two digits that may be a day": order_zh(
            head=head(dated(("订单日期", "2026-01-17"), ("交货日期", "26/02/28")))
        ),
    },
    "field-ambiguous": {
        "two companies without labels below the letterhead": order_zh(
            head=parts(
                text(HENGTAI, "苏州市吴中区凌港路288号"),
                text(CHENGUANG, "宁波市北仑区安居路19号", gap=20),
                text("上海明达物流有限公司", "上海市闵行区沪闵路100号", gap=20),
                head(HEAD_ZH[:4]),
            )
        ),
        "a title's number that is not the paper's": order_zh(
            head=head([("单据编号", "CG-2026-0117"), *HEAD_ZH[1:]]), title=title("采购订单 #CG-2026-0118")
        ),
    },
    "row-unexplained": {
        "a row between items with a number by itself": listed([ROWS_ZH[0], "补货：60", *ROWS_ZH[1:]]),
        "a row between items with a day": listed([ROWS_ZH[0], "到场：2026年3月8日", *ROWS_ZH[1:]]),
    },
    "total-disagrees": {
        "a sentence between items that do not add up": listed(
            [ROWS_ZH[0], "质量指标：按企标 Q/LT-845，随货附质检单；水分≤0.3%", *ROWS_ZH[1:]], total="21640.00"
        ),
    },
    "line-amount-disagrees": {
        "prices for 千只 that do not multiply": listed(
            [PER_THOUSAND[0], (*PER_THOUSAND[1][:7], "2220000.00"), PER_THOUSAND[2]],
            (*COLUMNS_ZH[:6], "单价(元/千只)", "金额(元)"), total="2239320.00",
        ),
    },
}  # fmt: skip
