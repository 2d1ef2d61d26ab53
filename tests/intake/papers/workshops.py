"""Forms of workshops and contracts in prose: charges in words of their own, cells under the next heading, sentences."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.intake.papers.eastern_forms import lines
from tests.intake.papers.goods import (
    CHENGUANG,
    COLUMNS_ZH,
    HARBOR,
    HEAD,
    HEAD_ZH,
    HENGTAI,
    ROWS_ZH,
    SUNRISE,
    TRUTH,
    TRUTH_ZH,
    Said,
    headed,
    order,
    order_zh,
)
from tests.intake.papers.kit import Paper, head, parts, text, title, totals

NUMBER, ISSUED, DUE, CURRENCY, BUYER, SELLER = HEAD
TAICANG = "Harbor Instruments Co., Ltd."
TERMS_ZH = (
    "合同签订后十个工作日内支付合同总额的百分之三十作为定金，其余款项在货物到达需方工厂并经验收合格、",
    "收到全额发票之后三十日内以电汇支付。",
)


def _charged(label: str, total: str = "1,643.00") -> Paper:
    return order(total=totals(("Subtotal", "1,598.00"), (label, "45.00"), ("Total EUR", total)))


def _set_left() -> Paper:
    """Headings at the left of their columns and numbers at the right of them: nearer to the next heading."""
    order = (0, 1, 2, 3, 5, 4, 6, 7)
    heading = zip((0, 35, 95, 165, 220, 250, 300, 365), (COLUMNS_ZH[at] for at in order), strict=True)
    places = (0, 35, 95, 165, 220, 296.5, 361.5, 430.5)
    rows = [list(zip(places, (row[at] for at in order), strict=True)) for row in ROWS_ZH]
    return order_zh(items=lines(list(heading), *rows))


def _columns(address: str) -> Paper:
    """Two columns of labels, and an address that runs up to the second."""
    pairs = (("订单编号", "CG-2026-0117", "订单日期", "2026-01-17"), ("需方", HENGTAI, "币种", "人民币"))
    rows = [[(0, a), (70, b), (300, c), (370, d)] for a, b, c, d in pairs]
    rows += [[(0, "供方"), (70, CHENGUANG), (300, "交货方式"), (370, "送货上门")]]
    rows += [[(0, "收货地址"), (70, address), (300, "交货日期"), (370, "2026-02-28")]]
    return order_zh(head=lines(*rows))


def _dotted() -> Paper:
    """Dots that lead from label to value, each a word of its own."""
    row = [[(0, label), *((100 + 12 * n, ".") for n in range(4)), (160, said)] for label, said in HEAD]
    return order(head=parts(title(HARBOR, 12), lines(*row)))


def _ending_alike() -> Paper:
    """Labels set right: the last word of one stands above others that are labels by themselves."""
    said = dict(HEAD)
    rows = [(NUMBER[0], NUMBER[1]), ("Date", said["PO Date"]), ("Requested Delivery Date", DUE[1])]
    rows += [("Curr.", CURRENCY[1]), ("Date of print", "none"), (BUYER[0], BUYER[1]), (SELLER[0], SELLER[1])]
    return order(head=lines(*([(120.5, label), (140, value)] for label, value in rows)))


def _contract(*article: str) -> Paper:
    """A contract whose articles say what other papers have labels for."""
    pairs = [HEAD_ZH[0], HEAD_ZH[1], HEAD_ZH[3], ("甲方（买方）", HENGTAI), ("乙方（卖方）", CHENGUANG)]
    return order_zh(text(*article), head=head(pairs), title=title("采购合同"))


def _windowed() -> Paper:
    """The sender in one line over the address in the window, the addressee in two scripts."""
    blocks = text(f"{TAICANG} · 12 Quay Street · 215400 Taicang", size=7)
    block = text(SUNRISE, CHENGUANG, "88 Weixin Road", "215122 Suzhou", gap=4)
    return headed(NUMBER, ISSUED, DUE, CURRENCY, before=(blocks, block))


CHARGED = {**TRUTH, "charges": ((True, Decimal("45.00")),), "payable_total": Decimal("1643.00")}
REBATED = {**TRUTH, "charges": ((False, Decimal("45.00")),), "payable_total": Decimal("1553.00")}
READ: Mapping[str, Said] = {
    "a charge with words we do not know before it": (CHARGED, _charged("Inland freight to Rotterdam quay")),
    "a charge with a remark in brackets": (CHARGED, _charged("Tooling (one set, kept by us)")),
    "numbers nearer to the next heading": (TRUTH_ZH, _set_left()),
    "an address up to the next label": (TRUTH_ZH, _columns("苏州市吴中区甪直镇联谊路八十八号一号厂房二楼东侧")),
    "dots that are words": (TRUTH, _dotted()),
    "a line of nothing but dots": (TRUTH, order(head=parts(head(HEAD), lines([(12.0 * n, ".") for n in range(9)])))),
    "labels right of the words they end with": (TRUTH, _ending_alike()),
    "a series before the number": (
        {**TRUTH, "order_id": "HIL 26/0913"},
        headed(("PO Number", "HIL 26/0913"), *HEAD[1:]),
    ),
    "a number of the form of a date that is none": (
        {**TRUTH, "order_id": "26-09-2218"},
        headed(("PO Number", "26-09-2218"), *HEAD[1:]),
    ),
    "a sender's line with a comma in the name": (
        {**TRUTH, "buyer": TAICANG},
        _windowed(),
    ),
    "a contract that says the day in an article": (
        TRUTH_ZH,
        _contract("第二条    交货", "      乙方应于2026年2月28日前将全部货物送至甲方指定地点：苏州市联谊路八十八号。"),
    ),
}
HELD: Mapping[str, tuple[str, Paper]] = {
    "a company's name that goes on": (
        "field-ambiguous",
        headed(*HEAD[:5], ("Supplier", f"{SUNRISE} trading as Lumo Sensing")),
    ),
    "a name with a telephone that no blank parts": (
        "field-ambiguous",
        headed(*HEAD[:4], ("Buyer", f"{HARBOR}/+441174960123"), HEAD[5]),
    ),
    "one company on both sides": ("buyer-ambiguous", headed(*HEAD[:4], ("Buyer", SUNRISE), HEAD[5])),
    "a charge that the total leaves out": ("total-disagrees", _charged("Inland freight to Rotterdam quay", "1,598.00")),
    "a day in an article of words we do not know": (
        "date-unreadable",
        _contract("第二条    其他", "      乙方可于2026年2月28日前往甲方工厂另行商定样品的处置办法。"),
    ),
}
