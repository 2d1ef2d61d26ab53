"""The world a bench order is drawn from: companies, items, codes, quantities, prices, dates and number styles."""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random


@dataclass(frozen=True)
class Place:
    """One language's names and habits; every pair of companies may be buyer and seller."""

    companies: tuple[str, ...]
    addresses: tuple[str, ...]
    people: tuple[str, ...]
    payment_terms: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    specifications: tuple[str, ...]
    units: tuple[str, ...]
    currencies: tuple[str, ...]
    tax_rates: tuple[str, ...]
    phones: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """What is bought."""

    code: str
    description: str
    specification: str
    drawing: str


CODE_STYLES = (
    "LL-###-##",
    "########",
    "LLL####L",
    "##.###.####",
    "L##-####L",
    "LL#####",
    "####-###-###",
    "LLL-LL-####",
    "L#########",
    "###L####",
    "LL##/####",
    "######-##",
    "LL.####.LL",
    "#L##L####",
    "LLLL-####-L",
)
ORDER_STYLES = (
    "PO-######",
    "45########",
    "PO2026####",
    "CG-2026####-##",
    "LL/####/26",
    "26-#####",
    "L#######",
    "P26####-#",
    "HT2026-###",
    "#######",
    "LL-26##-####",
    "PO#####/#",
    "LLL26####",
)
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I and O: what is alike is the attack's business, not every page's


class Goods:
    """A chance source of items and figures for one order; codes are never drawn twice."""

    def __init__(self, rng: Random, place: Place, code_style: str | None = None) -> None:
        self.rng, self.place = rng, place
        self.style = code_style or rng.choice(CODE_STYLES)
        self.seen: set[str] = set()

    def item(self) -> Item:
        """Draw an item; all codes of an order have one form."""
        code = filled(self.rng, self.style)
        while code in self.seen:
            code = filled(self.rng, self.style)
        self.seen.add(code)
        rng = self.rng
        noun = rng.choice(self.place.nouns)
        adjective = rng.choice(self.place.adjectives)
        joint = "" if _is_cjk(noun) else " "
        drawing = filled(rng, rng.choice(("DWG-#####", "L##-###-##", "TH-#### Rev L", "##-####-#")))
        return Item(code, f"{adjective}{joint}{noun}", rng.choice(self.place.specifications), drawing)

    def quantity(self, decimals: int = 0) -> Decimal:
        """Draw a quantity from 1 to some thousands, mostly round."""
        rng = self.rng
        whole = rng.choice(
            (rng.randint(1, 60), rng.randint(1, 40) * 10, rng.randint(1, 30) * 50, rng.randint(1, 12) * 250)
        )
        return Decimal(whole) + (Decimal(rng.randint(1, 10**decimals - 1)).scaleb(-decimals) if decimals else 0)

    def price(self, decimals: int = 2) -> Decimal:
        """Draw a price from cents to thousands."""
        rng = self.rng
        top = rng.choice((9, 90, 900, 4000))
        return Decimal(rng.randint(10**decimals // 10 + 1, top * 10**decimals)).scaleb(-decimals)

    def unit(self) -> str:
        return self.rng.choice(self.place.units)

    def order_id(self) -> str:
        return filled(self.rng, self.rng.choice(ORDER_STYLES))

    def phone(self) -> str:
        return filled(self.rng, self.rng.choice(self.place.phones))


def filled(rng: Random, style: str) -> str:
    """Replace # by digits (the first of a run never 0) and L by letters."""
    out: list[str] = []
    for at, sign in enumerate(style):
        if sign == "L" and not (
            at and style[at - 1] in string.ascii_uppercase.replace("L", "") and style[at - 1 : at + 1].isalpha()
        ):
            out.append(rng.choice(LETTERS))
        elif sign == "#":
            out.append(rng.choice("123456789" if not at or style[at - 1] != "#" else string.digits))
        else:
            out.append(sign)
    return "".join(out)


def _is_cjk(text: str) -> bool:
    return any("\u3040" <= sign <= "\u9fff" for sign in text)


NUMBER_STYLES = ("plain", "comma", "point", "blank", "apostrophe")


def number(value: Decimal, style: str = "plain", decimals: int | None = 2) -> str:
    """Print a number: plain 1234.50, comma 1,234.50, point 1.234,50, blank 1 234,50, apostrophe 1'234.50.

    `decimals` None prints as many as the value has.
    """
    text = f"{value:,f}" if decimals is None else f"{value:,.{decimals}f}"
    group, mark = {
        "plain": ("", "."),
        "comma": (",", "."),
        "point": (".", ","),
        "blank": ("\u00a0", ","),
        "apostrophe": ("'", "."),
    }[style]
    return text.replace(",", "\0").replace(".", mark).replace("\0", group)


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DATE_STYLES: dict[str, Callable[[date], str]] = {
    "iso": lambda d: d.isoformat(),
    "zh": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "zh0": lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    "slash": lambda d: f"{d.year}/{d.month}/{d.day}",
    "short": lambda d: f"{d.year}-{d.month}-{d.day}",
    "dots": lambda d: f"{d.year}.{d.month:02}.{d.day:02}",
    "german": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "month": lambda d: f"{d.day}-{MONTHS[d.month - 1][:3]}-{d.year % 100:02}",
    "month_long": lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    "day_month": lambda d: f"{d.day:02} {MONTHS[d.month - 1][:3]} {d.year}",
    "us": lambda d: f"{d.month:02}/{d.day:02}/{d.year}",
    "uk": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
}


def printed(day: date, style: str) -> str:
    """Print a date in a style of DATE_STYLES; us and uk are ambiguous up to the twelfth day."""
    return DATE_STYLES[style](day)


_DIGITS = "零壹贰叁肆伍陆柒捌玖"


def capital(amount: Decimal) -> str:
    """Print an amount of renminbi in capitals: 1300.50 → 壹仟叁佰元伍角整 (GB/T 15835 habit: 整 unless cents)."""
    whole, cents = divmod(int(amount * 100), 100)
    text = _capital_whole(whole) + "元"
    jiao, fen = divmod(cents, 10)
    if not cents:
        return text + "整"
    text += (_DIGITS[jiao] + "角") if jiao else "零"
    return text + ((_DIGITS[fen] + "分") if fen else "整")


def _capital_whole(whole: int) -> str:
    if whole == 0:
        return "零"
    groups, unit = [], 0
    while whole:
        whole, part = divmod(whole, 10000)
        groups.append((part, ("", "万", "亿")[unit]))
        unit += 1
    out = ""
    for part, name in reversed(groups):
        if part == 0:
            continue
        digits = _capital_group(part)
        out += ("零" if out and part < 1000 else "") + digits + name
    return out


def _capital_group(part: int) -> str:
    out, gap = "", False
    for power, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit, part = divmod(part, power)
        if digit:
            out += ("零" if gap and out else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return out


PLACES = {
    "zh": Place(
        companies=(
            "苏州恒岳精密机械有限公司",
            "宁波甬江液压股份有限公司",
            "东莞市启迪电子科技有限公司",
            "无锡太湖传动设备有限公司",
            "青岛海川仪表有限公司",
            "厦门鹭岛阀门制造有限公司",
            "成都天府航电科技有限公司",
            "常州金坛轴承有限公司",
            "武汉光谷激光装备有限公司",
            "合肥庐阳自动化工程有限公司",
            "佛山顺德五金制品厂",
            "天津滨海泵业集团有限公司",
        ),
        addresses=(
            "江苏省苏州市工业园区星湖街328号",
            "浙江省宁波市北仑区港城路66号",
            "广东省东莞市长安镇振安东路12号",
            "山东省青岛市黄岛区海尔大道9号A座",
            "福建省厦门市集美区后溪工业区3号厂房",
            "四川省成都市双流区西航港大道2401号",
            "湖北省武汉市东湖高新区光谷三路777号",
            "安徽省合肥市包河区繁华大道11588号",
        ),
        people=("王建国", "李晓燕", "陈志强", "赵敏", "孙丽华", "周涛", "欧阳静"),
        payment_terms=(
            "月结30天",
            "货到验收合格后60天付款",
            "预付30%，发货前付清",
            "票到45天电汇",
            "货到付款",
            "月结90天银行承兑",
        ),
        nouns=(
            "轴承座",
            "液压缸",
            "电磁阀",
            "联轴器",
            "压力开关",
            "密封圈",
            "法兰盘",
            "伺服电机",
            "连接器",
            "温度变送器",
            "铝型材",
            "齿轮箱",
            "滤芯",
            "传感器支架",
            "直线导轨",
        ),
        adjectives=("不锈钢", "高精度", "防爆型", "镀锌", "双作用", "微型", "耐高温", "加长", "", "碳钢", "通用"),
        specifications=(
            "DN25 PN16",
            "Φ32×150",
            "24VDC 0.5A",
            "M8×40 8.8级",
            "0-1.6MPa",
            "G1/2",
            "304 t=3mm",
            "IP67",
            "L=1200",
            "HRC58-62",
        ),
        units=("个", "件", "套", "台", "只", "根", "米", "kg", "PCS"),
        currencies=("CNY",),
        tax_rates=("0.13", "0", "0.06"),
        phones=("0512-########", "13#########", "0755-########"),
    ),
    "en": Place(
        companies=(
            "Northgate Fluid Power Ltd",
            "Brackenridge Instruments Inc.",
            "Halvorsen Marine AS",
            "Keystone Assembly Corp.",
            "Meridian Pump & Valve LLC",
            "Osterman Tooling GmbH",
            "Pacific Rim Controls Pty Ltd",
            "Tamarack Automation Inc.",
            "Veldhoven Precision B.V.",
            "Whitlock Engineering Co., Ltd.",
            "Calder Rail Systems plc",
            "Ryland Thermal Products Inc.",
        ),
        addresses=(
            "48 Foundry Lane, Sheffield S4 7QD, United Kingdom",
            "2210 Harbor Drive, Suite 300, Tacoma, WA 98421, USA",
            "Industriestrasse 17, 70565 Stuttgart, Germany",
            "910 Cedar Creek Pkwy, Akron, OH 44305, USA",
            "Unit 6, 15 Jetty Road, Fremantle WA 6160, Australia",
            "Havenweg 21, 5504 AB Veldhoven, Netherlands",
            "77 King Street West, Toronto, ON M5K 1A1, Canada",
            "Strandgata 8, 4307 Sandnes, Norway",
        ),
        people=("Dana Whitfield", "M. Okafor", "Ingrid Solberg", "Tom Brandt", "Priya Raman", "Luis Ortega"),
        payment_terms=(
            "Net 30 days",
            "30 days end of month",
            "2% 10, net 45",
            "Payment in advance",
            "Net 60",
            "Letter of credit at sight",
        ),
        nouns=(
            "bearing housing",
            "hydraulic cylinder",
            "solenoid valve",
            "shaft coupling",
            "pressure switch",
            "O-ring kit",
            "flange",
            "servo motor",
            "cable connector",
            "gear box",
            "filter element",
            "mounting bracket",
            "linear guide",
        ),
        adjectives=(
            "stainless",
            "precision",
            "heavy duty",
            "zinc plated",
            "double acting",
            "miniature",
            "high temperature",
            "standard",
            "sealed",
        ),
        specifications=(
            "DN25 PN16",
            "dia 32 x 150",
            "24 VDC 0.5 A",
            "M8 x 40 gr. 8.8",
            "0-16 bar",
            "1/2 NPT",
            "304 SS 3 mm",
            "IP67",
            "L=1200 mm",
            "class 150",
        ),
        units=("EA", "PCS", "pc", "SET", "kg", "m", "each", "pcs", "BOX"),
        currencies=("USD", "EUR", "GBP"),
        tax_rates=("0", "0.20", "0.07", "0.19"),
        phones=("+1 ### ### ####", "+44 1### ######", "+49 711 ######"),
    ),
}
