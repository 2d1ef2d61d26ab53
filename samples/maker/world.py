"""Who buys from the factory and at what price, what lies in stock, which days are worked: the other masters."""

# ruff: noqa: E501  (tables of words are as wide as their rows)

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from samples.maker.catalogue import all_items, items

AS_OF = "2026-03-04T20:00:00"
CENT = Decimal("0.01")
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
RATES = {"CNY": Decimal(1), "USD": Decimal("7.1"), "EUR": Decimal("7.8")}
LEVEL_FACTORS = {"A": Decimal("0.90"), "B": Decimal("0.94"), "C": Decimal("0.97"), "D": Decimal("1.00")}


def uscc(body: str) -> str:
    """Return the 17 characters of a Unified Social Credit Code with their check character (GB 32100-2015)."""
    total = sum(USCC_ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + USCC_ALPHABET[(31 - total % 31) % 31]


COMPANY = "苏州辰芯传感科技有限公司"
COMPANY_EN = "Chenxin Sensing Technology (Suzhou) Co., Ltd."
COMPANY_TAX_ID = uscc("91320594MA1X7K2P3")
COMPANY_ADDRESS = "江苏省苏州市工业园区星澜街88号"
COMPANY_ADDRESS_EN = "No. 88 Xinglan Street, Suzhou Industrial Park, Jiangsu, China"


@dataclass(frozen=True)
class Customer:
    """One customer as the customer master knows it."""

    customer_id: str
    name: str
    aliases: str
    domain: str
    tax_id: str
    level: str
    currency: str
    prices_include_tax: bool
    date_order: str
    payment_terms: str
    address: str
    contact: str
    phone: str
    credit_limit: str = "5000000.00"


CUSTOMERS = (
    Customer("C001", "杭州云海自动化设备有限公司", "杭州云海;云海自动化", "yunhai-auto.example", uscc("91330108MA2B4C6D8"), "A", "CNY", True, "ymd",
             "月结60天", "浙江省杭州市滨江区云溪路216号3号库", "陈佳怡", "0571-5550 1216"),
    Customer("C002", "Nordwind Prozesstechnik GmbH", "Nordwind", "nordwind-prozess.example", "DE811234565", "A", "EUR", False, "",
             "Net 45 days", "Hafenweg 17, 20457 Hamburg, Germany", "Jana Petersen", "+49 40 5550 170"),
    Customer("C003", "宁波海川泵业股份有限公司", "宁波海川;Ningbo Haichuan Pump Co., Ltd.", "haichuan-pump.example", uscc("9133020071234567X"), "A", "CNY", False,
             "ymd", "月结30天", "浙江省宁波市北仑区海川大道66号", "王立群", "0574-5550 0066"),
    Customer("C004", "重庆山城仪表有限公司", "山城仪表", "shancheng-meter.example", uscc("91500107MA5U8R3T1"), "B", "CNY", True, "ymd",
             "货到30天", "重庆市九龙坡区仪表路19号", "罗小川", "023-5550 3319"),
    Customer("C005", "Meridian Flow Controls Pte. Ltd.", "Meridian Flow", "meridian-flow.example", "201812345K", "B", "USD", False, "dmy",
             "Net 30 days", "21 Tuas Bay Walk, #03-08, Singapore 637121", "Tan Wei Ling", "+65 5550 2108"),
    Customer("C006", "武汉江城轨道装备有限公司", "江城轨道", "jiangcheng-rail.example", uscc("91420100MA4K9N7M5"), "A", "CNY", True, "ymd",
             "月结90天", "湖北省武汉市江夏区轨道产业园8号", "胡敏", "027-5550 6688"),
    Customer("C007", "广州南沙水务科技有限公司", "南沙水务", "nansha-water.example", uscc("91440101MA5C3E9F2"), "B", "CNY", True, "ymd",
             "月结30天", "广东省广州市南沙区港前大道120号", "梁健", "020-5550 4120"),
    Customer("C008", "青岛胶州湾重工有限公司", "胶州湾重工", "jiaozhouwan-hi.example", uscc("91370281MA3Q5W7T4"), "C", "CNY", False, "ymd",
             "款到发货", "山东省青岛市胶州市湾海路305号", "孙国栋", "0532-5550 0305"),
    Customer("C009", "Lakeside Instruments Inc.", "Lakeside", "lakeside-instruments.example", "", "B", "USD", False, "mdy",
             "Net 30", "480 Harbor Drive, Cleveland, OH 44114, USA", "Mark Delaney", "+1 216 555 0148"),
    Customer("C010", "合肥庐阳新能源科技有限公司", "庐阳新能源", "luyang-energy.example", uscc("91340103MA2T6Y8U1"), "B", "CNY", True, "ymd",
             "月结60天", "安徽省合肥市庐阳区新能源路52号", "丁晓峰", "0551-5550 0052"),
    Customer("C011", "西安秦岭测控技术有限公司", "秦岭测控", "qinling-mc.example", uscc("91610131MA6X4Y2W9"), "C", "CNY", True, "ymd",
             "月结30天", "陕西省西安市高新区测控路7号", "马思远", "029-5550 0707"),
    Customer("C012", "Baltic Sensor Trading OÜ", "Baltic Sensor", "baltic-sensor.example", "EE101234568", "D", "EUR", False, "dmy",
             "100% T/T in advance", "Sadama 14, 10111 Tallinn, Estonia", "Karl Tamm", "+372 5550 140"),
)  # fmt: skip
BY_ID = {customer.customer_id: customer for customer in CUSTOMERS}

# customer | their part number | ours
CROSS_REFERENCE = """
C001|YH-3001|CX-PT100-05
C001|YH-3002|CX-PT100-10
C001|YH-3003|CX-PT100-16
C001|YH-3011|CX-TT200-A
C001|YH-3050|CN-M12-4F
C001|YH-3061|CX-HT600-R
C002|NW-100.410|CX-PT300-25
C002|NW-100.440|CX-PT300-40
C002|NW-200.110|CX-DP700-60
C002|NW-300.015|CX-VB800-20
C003|HC.2201.001|CX-PT100-16
C003|HC.2201.007|CX-LT400-05
C003|HC.2202.003|CX-FS500-50
C003|HC.2205.010|CX-TT210-S
C003|HC.2207.002|CX-PX120-8
C006|000081201|CX-PX120-8
C006|000081202|CX-PX180-15
C006|000081310|CX-EN900-1024
C006|000081455|CN-M12-4F
C006|000081456|CN-M12-5M
C006|000082001|CX-VB800-20
C006|000082002|CX-TT200-A
C006|000082003|CX-TT200-B
C006|000082010|CX-PT100-05
C006|000082011|CX-PT100-10
C006|000082012|CX-PT100-16
C006|000082020|CX-HT600-R
C006|000082031|CX-LC050-500
C006|000082044|CB-PVC-2X075
C006|000082045|CB-PUR-4X034
C006|000082050|BR-304-L
C006|000082051|BR-304-U
C006|000082066|DS-LED-420
C006|000082070|TW-316L-150
C006|000082081|CX-TT210-S
C006|000082090|CX-LT400-05
C006|000082091|CX-LT400-10
C006|000082099|CN-DIN-43650
C008|JZW-07-118|CX-PT300-40
C008|JZW-07-121|CX-FS500-25
C008|JZW-09-003|CX-LC050-500
C012|BST-2041|CX-PX180-15
C012|BST-2077|CX-EN900-1024
"""
UNIT_ROWS = [["sku", "unit", "factor", "customer_id"], ["CN-M12-4F", "箱", "20", ""], ["CB-PVC-2X075", "卷", "100", ""],
             ["CX-PX120-8", "盒", "10", ""], ["CX-DP700-60", "PCS", "1", ""], ["CB-PUR-4X034", "MTR", "1", ""]]  # fmt: skip

# State Council notice on the holidays of 2026
HOLIDAYS = {
    "元旦": ("2026-01-01", 3), "春节": ("2026-02-15", 9), "清明节": ("2026-04-04", 3), "劳动节": ("2026-05-01", 5),
    "端午节": ("2026-06-19", 3), "中秋节": ("2026-09-25", 3), "国庆节": ("2026-10-01", 7),
}  # fmt: skip
MAKE_UP_DAYS = ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")


def their_item(customer_id: str, sku: str) -> str | None:
    """Return the customer's own part number of an item, if it has one."""
    found = (row.split("|") for row in CROSS_REFERENCE.split() if row.endswith("|" + sku))
    return next((theirs for customer, theirs, _ in found if customer == customer_id), None)


def price(customer_id: str, sku: str) -> Decimal:
    """Return what one of the item's own units (100 of the seals) costs this customer, on its own tax basis and in its currency."""
    customer, item = BY_ID[customer_id], all_items()[sku]
    base = (item.list_price or Decimal(0)) * LEVEL_FACTORS[customer.level] / RATES[customer.currency]
    if customer.prices_include_tax:
        base *= Decimal("1.13")
    return (base * price_base(sku)).quantize(CENT, ROUND_HALF_UP)


def price_base(sku: str) -> int:
    """Return for how many units a price is given: seals are sold by the hundred."""
    return 100 if sku.startswith("SR-") else 1


def price_rows() -> list[list[str]]:
    """Return the price master: every item that can be sold to every customer."""
    sold = [sku for sku, item in items().items() if item.list_price and not sku.startswith("RM-")]
    header = "customer_id sku unit_price currency includes_tax valid_from valid_to minimum_quantity price_base_quantity"
    return [header.split()] + [price_row(customer, sku) for customer in CUSTOMERS for sku in sold]


def price_row(customer: Customer, sku: str) -> list[str]:
    base = str(price_base(sku)) if price_base(sku) > 1 else ""
    includes = "yes" if customer.prices_include_tax else "no"
    amount = str(price(customer.customer_id, sku))
    return [customer.customer_id, sku, amount, customer.currency, includes, "2026-01-01", "2026-12-31", "", base]


def customer_rows() -> list[list[str]]:
    """Return the customer master with its header row."""
    header = (
        "customer_id name aliases email_domains tax_id level credit_limit credit_used currency prices_include_tax "
        "date_order payment_terms addresses"
    )
    return [header.split()] + [_customer_row(customer) for customer in CUSTOMERS]


def _customer_row(customer: Customer) -> list[str]:
    includes = "yes" if customer.prices_include_tax else "no"
    identity = [customer.customer_id, customer.name, customer.aliases, customer.domain, customer.tax_id, customer.level]
    terms = [customer.credit_limit, "0.00", customer.currency, includes, customer.date_order, customer.payment_terms]
    return [*identity, *terms, customer.address]


def cross_reference_rows() -> list[list[str]]:
    """Return the cross reference with its header row."""
    return [["customer_id", "customer_item_id", "sku"]] + [row.split("|") for row in CROSS_REFERENCE.split()]


def stock_rows() -> list[list[str]]:
    """Return what lies in the two warehouses; some is reserved, some items have none."""
    chance = random.Random("stock")
    rows = [["sku", "warehouse", "on_hand", "reserved", "as_of"]]
    for sku, item in items().items():
        warehouse = "成品库" if sku.startswith(("CX-", "CN-", "BR-", "DS-", "TW-", "CB-")) else "原料库"
        on_hand = chance.randrange(0, 12) * max(1, int(item.cells["safety_stock"] or 1)) // 4
        if chance.random() < 0.85:
            rows.append([sku, warehouse, str(on_hand), str(on_hand // 10), "2026-03-04T18:30:00"])
    return rows


def incoming_rows() -> list[list[str]]:
    """Return purchases under way, due before the samples' orders."""
    chance = random.Random("incoming")
    rows = [["sku", "quantity", "due_date", "document_id"]]
    bought = [item for item in items().values() if item.cells["make_or_buy"] == "buy"]
    for number, item in enumerate(chance.sample(bought, 12), 1):
        due = date(2026, 3, 9) + timedelta(days=chance.randrange(5))
        rows.append([item.sku, item.cells["minimum_order_quantity"], due.isoformat(), f"PO-2602-{number:03d}"])
    return rows


def supplier_rows() -> list[list[str]]:
    """Return who supplies each bought item, the second source included where there is one."""
    rows = [["sku", "supplier", "priority", "lead_time_days", "unit_price", "currency"]]
    for sku, item in items().items():
        if item.cells["make_or_buy"] == "buy" and item.list_price:
            cost = (item.list_price * Decimal("0.6")).quantize(CENT, ROUND_HALF_UP)
            rows.append([sku, item.cells["supplier"], "1", item.cells["lead_time_days"], str(cost), "CNY"])
            if sku.startswith("RM-IC"):
                rows.append([sku, "深圳华元芯城", "2", "10", str(cost + Decimal("0.50")), "CNY"])
    return rows


def calendar_rows() -> list[list[str]]:
    """Return every day of 2026: worked or not, and why."""
    free = {
        date.fromisoformat(start) + timedelta(days=n): name
        for name, (start, days) in HOLIDAYS.items()
        for n in range(days)
    }
    rows = [["date", "working", "note"]]
    for number in range(365):
        day = date(2026, 1, 1) + timedelta(days=number)
        make_up = day.isoformat() in MAKE_UP_DAYS
        working = make_up or (day.weekday() < 5 and day not in free)
        rows.append([day.isoformat(), "yes" if working else "no", "调休上班" if make_up else free.get(day, "")])
    return rows
