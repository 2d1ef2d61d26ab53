"""What the factory makes and buys: items and bills of materials, as plain tables."""

# ruff: noqa: E501  (tables of words are as wide as their rows)

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

# sku | name | English name | specification | unit | make or buy | supplier | lead days | safety | minimum | multiple
#     | drawing | revision | list price without tax (CNY) | status | replaced by
ITEM_TABLE = """
CX-PT100-05|压力变送器|Pressure transmitter|0-0.5MPa 4-20mA G1/4|只|make||7|20|||DWG-PT100|C|368.00|active|
CX-PT100-10|压力变送器|Pressure transmitter|0-1.0MPa 4-20mA G1/4|只|make||7|20|||DWG-PT100|C|376.00|active|
CX-PT100-16|压力变送器|Pressure transmitter|0-1.6MPa 4-20mA G1/2|只|make||7|20|||DWG-PT100|C|388.00|active|
CX-PT300-25|高温压力变送器|High temperature pressure transmitter|0-2.5MPa 200℃ M20x1.5|只|make||7|5|||DWG-PT300|B|742.00|active|
CX-PT300-40|高温压力变送器|High temperature pressure transmitter|0-4.0MPa 200℃ M20x1.5|只|make||7|5|||DWG-PT300|B|768.00|active|
CX-TT200-A|温度变送器|Temperature transmitter|-50-150℃ Pt100 4-20mA|只|make||6|10|||DWG-TT200|D|245.00|active|
CX-TT200-B|温度变送器|Temperature transmitter|0-300℃ Pt100 4-20mA|只|make||6|10|||DWG-TT200|D|258.00|active|
CX-TT210-S|一体化温度变送器|Integrated temperature transmitter|0-500℃ K 4-20mA L=150|支|make||6|5|||DWG-TT210|A|316.00|active|
CX-LT400-05|投入式液位变送器|Submersible level transmitter|0-5m 4-20mA|台|make||7|5|||DWG-LT400|B|655.00|active|
CX-LT400-10|投入式液位变送器|Submersible level transmitter|0-10m 4-20mA|台|make||7|5|||DWG-LT400|B|698.00|active|
CX-FS500-25|涡轮流量传感器|Turbine flow sensor|DN25 4-20mA|台|make||7|3|||DWG-FS500|C|1280.00|active|
CX-FS500-50|涡轮流量传感器|Turbine flow sensor|DN50 4-20mA|台|make||7|3|||DWG-FS500|C|1560.00|active|
CX-HT600-R|温湿度变送器|Humidity and temperature transmitter|RS485 Modbus 0-100%RH|只|make||5|20|||DWG-HT600|B|198.00|active|
CX-DP700-60|差压变送器|Differential pressure transmitter|0-60kPa HART|台|make||7|4|||DWG-DP700|A|1890.00|active|
CX-VB800-20|振动传感器|Vibration sensor|0-20mm/s 4-20mA|只|make||6|5|||DWG-VB800|A|865.00|active|
CX-PX120-8|接近开关|Proximity switch|M12 8mm PNP NO|只|make||5|50|||DWG-PX120|B|68.00|active|
CX-PX180-15|接近开关|Proximity switch|M18 15mm PNP NO|只|make||5|50|||DWG-PX180|B|76.50|active|
CX-EN900-1024|旋转编码器|Rotary encoder|1024P/R 5-24V|只|make||6|10|||DWG-EN900|C|428.00|active|
CX-LC050-500|称重传感器|Load cell|500kg 2.0mV/V|只|make||6|10|||DWG-LC050|A|356.00|active|
CX-WL110-4G|无线压力变送器|Wireless pressure transmitter|0-1.6MPa 4G IP67|台|make||7|3|||DWG-WL110|E|1150.00|active|
CX-PT090-10|压力变送器（旧款）|Pressure transmitter (old)|0-1.0MPa 0-10V|只|make||7|0|||DWG-PT090|F|340.00|phase_out|CX-PT100-10
CN-M12-4F|M12连接器|M12 connector|4P 直头 孔|只|buy|昆山联接五金|8|200|100|20|||18.60|active|
CN-M12-5M|M12连接器|M12 connector|5P 直头 针|只|buy|昆山联接五金|8|200|100|20|||21.40|active|
CN-DIN-43650|DIN连接器|DIN connector|43650-A PG9|只|buy|昆山联接五金|8|100|100|50|||9.80|active|
CB-PVC-2X075|屏蔽电缆|Shielded cable|PVC 2x0.75|米|buy|吴江华缆线材|6|500|100|100|||4.35|active|
CB-PUR-4X034|拖链电缆|Drag chain cable|PUR 4x0.34|米|buy|吴江华缆线材|6|500|100|100|||7.90|active|
BR-304-L|安装支架|Mounting bracket|304 L型|件|buy|太仓精钣|7|50|50|10|||26.00|active|
BR-304-U|安装支架|Mounting bracket|304 U型|件|buy|太仓精钣|7|50|50|10|||31.00|active|
DS-LED-420|数显表头|LED display|4-20mA 二线制|只|buy|常熟显通电子|10|20|20|10|||135.00|active|
SR-NBR-12|密封圈|O-ring|NBR 12x1.8|只|buy|无锡封远橡塑|5|2000|1000|500|||0.42|active|
SR-FKM-12|密封圈|O-ring|FKM 12x1.8|只|buy|无锡封远橡塑|5|1000|1000|500|||1.15|active|
TW-316L-150|保护套管|Thermowell|316L L=150|支|buy|太仓精钣|9|20|20|10|||88.00|active|
SA-CELL-P1|扩散硅芯体组件|Pressure cell assembly|0-1.6MPa|只|make||5|30|||DWG-CELL1|B||active|
SA-CELL-P3|高温芯体组件|High temperature cell assembly|0-4.0MPa 散热片|只|make||5|10|||DWG-CELL3|A||active|
SA-EL-420|4-20mA电子组件|4-20mA electronics|二线制|套|make||4|50|||DWG-EL420|C||active|
SA-EL-485|RS485电子组件|RS485 electronics|Modbus|套|make||4|30|||DWG-EL485|B||active|
SA-EL-4G|4G无线电子组件|4G electronics|含电池|套|make||4|5|||DWG-EL4G|D||active|
SA-PCB-420|4-20mA线路板|4-20mA board|已贴片|块|make||4|60|||DWG-PCB420|F||active|
SA-PCB-485|RS485线路板|RS485 board|已贴片|块|make||4|40|||DWG-PCB485|C||active|
SA-HSG-01|不锈钢壳体组件|Housing assembly|304 Φ27|套|make||3|50|||DWG-HSG01|B||active|
SA-HSG-02|铸铝壳体组件|Die-cast housing assembly|防爆|套|make||3|10|||DWG-HSG02|A||active|
SA-CBL-02|引线组件|Cable assembly|2m|套|make||3|50|||DWG-CBL02|A||active|
SA-KIT-01|安装附件包|Mounting kit|密封圈+标牌|包|make||1|||||||active|
RM-SI-DIE|扩散硅压力芯片|Silicon die|0-1.6MPa|片|buy|无锡芯源微|10|100|200|100|||32.00|active|
RM-SI-DIE-H|高温压力芯片|SOI die|0-4.0MPa|片|buy|无锡芯源微|10|20|50|50|||96.00|active|
RM-316L-DIA|隔离膜片|Diaphragm|316L 0.03|片|buy|太仓精钣|8|200|200|100|||6.20|active|
RM-304-BAR|不锈钢棒|Steel bar|304 Φ30|千克|buy|张家港钢棒|5|100|50|25|||22.50|active|
RM-ADC12|铝锭|Aluminium ingot|ADC12|千克|buy|张家港钢棒|5|100|50|50|||19.80|active|
RM-PCB-420|线路板光板|Bare board|FR4 双面 Φ24|块|buy|常熟显通电子|8|200|500|100|||3.10|active|
RM-PCB-485|线路板光板|Bare board|FR4 四层 30x40|块|buy|常熟显通电子|8|100|300|100|||6.80|active|
RM-IC-XTR|变送芯片|Transmitter IC|XTR SOIC-14|只|buy|上海明芯元件|9|200|250|250|||14.20|active|
RM-IC-MCU|单片机|Microcontroller|32位 QFN-32|只|buy|上海明芯元件|9|100|250|250|||8.60|active|
RM-4G-MOD|4G模组|4G module|Cat.1|只|buy|上海明芯元件|10|20|50|10|||42.00|active|
RM-BAT-ER34|锂亚电池|Lithium battery|ER34615 3.6V|节|buy|上海明芯元件|7|50|100|50|||28.00|active|
RM-PT100-EL|铂电阻元件|Pt100 element|A级 薄膜|只|buy|无锡芯源微|8|100|100|100|||11.50|active|
RM-TC-K|K型热电偶丝|Thermocouple wire|K Φ1.0|米|buy|无锡芯源微|8|50|100|50|||16.00|active|
RM-MEMS-ACC|MEMS加速度芯片|MEMS accelerometer|±16g|只|buy|上海明芯元件|9|50|100|50|||36.50|active|
RM-COIL-8|感应线圈|Coil|8mm|只|buy|常熟显通电子|7|200|500|100|||2.40|active|
RM-GRT-1024|光栅盘|Encoder disc|1024 线|片|buy|上海明芯元件|10|30|50|10|||48.00|active|
RM-STRAIN-350|应变片|Strain gauge|350Ω|片|buy|无锡芯源微|8|200|200|100|||9.20|active|
RM-ROTOR-25|涡轮叶轮|Turbine rotor|DN25/DN50 2Cr13|件|buy|太仓精钣|9|10|20|10|||145.00|active|
RM-LABEL|标牌|Name plate|激光蚀刻|张|buy|太仓精钣|4|1000|1000|500|||0.65|active|
"""

# what the third night's master has in addition: an item whose bill nobody has entered, one that was replaced twice
NEW_ITEM_TABLE = """
CX-PT110-10|平膜压力变送器|Flush diaphragm pressure transmitter|0-1.0MPa 4-20mA M24|只|make||7|0|||||465.00|active|
CX-PT080-10|压力变送器（更旧款）|Pressure transmitter (oldest)|0-1.0MPa 0-5V|只|make||7|0|||||330.00|blocked|CX-PT090-10
"""

# parent | version | valid from | valid to | component × quantity (+ scrap rate) …
BOM_TABLE = """
CX-PT100-05|V1.2|2025-01-01||SA-CELL-P1 1, SA-EL-420 1, SA-HSG-01 1, SA-CBL-02 1, SA-KIT-01 1
CX-PT100-10|V1.2|2025-01-01||SA-CELL-P1 1, SA-EL-420 1, SA-HSG-01 1, SA-CBL-02 1, SA-KIT-01 1
CX-PT100-16|V1.2|2025-01-01||SA-CELL-P1 1, SA-EL-420 1, SA-HSG-01 1, CN-DIN-43650 1, SA-KIT-01 1
CX-PT300-25|V2.0|2025-03-01||SA-CELL-P3 1, SA-EL-420 1, SA-HSG-01 1, SA-KIT-01 1
CX-PT300-40|V2.0|2025-03-01||SA-CELL-P3 1, SA-EL-420 1, SA-HSG-01 1, SA-KIT-01 1
CX-TT200-A|V1.0|2024-06-01||RM-PT100-EL 1, SA-EL-420 1, SA-HSG-01 1, SA-KIT-01 1
CX-TT200-B|V1.0|2024-06-01||RM-PT100-EL 1, SA-EL-420 1, SA-HSG-01 1, SA-KIT-01 1
CX-TT210-S|V1.1|2025-01-01||RM-TC-K 0.35 0.02, SA-EL-420 1, SA-HSG-02 1, TW-316L-150 1
CX-LT400-05|V1.4|2025-01-01||SA-CELL-P1 1, SA-EL-420 1, SA-HSG-01 1, CB-PVC-2X075 7
CX-LT400-10|V1.4|2025-01-01||SA-CELL-P1 1, SA-EL-420 1, SA-HSG-01 1, CB-PVC-2X075 12
CX-FS500-25|V1.0|2025-01-01||RM-ROTOR-25 1, SA-EL-420 1, SA-HSG-02 1, SR-FKM-12 2
CX-FS500-50|V1.0|2025-01-01||RM-ROTOR-25 1, SA-EL-420 1, SA-HSG-02 1, SR-FKM-12 2, RM-304-BAR 1.2 0.05
CX-HT600-R|V1.3|2025-01-01|2026-06-30|SA-EL-485 1, SA-HSG-01 1, SA-CBL-02 1, RM-LABEL 1
CX-HT600-R|V2.0|2026-07-01||SA-EL-485 1, SA-HSG-01 1, CN-M12-4F 1, RM-LABEL 1
CX-DP700-60|V1.0|2025-01-01||SA-CELL-P1 2, SA-EL-485 1, SA-HSG-02 1, SA-KIT-01 2
CX-VB800-20|V1.1|2025-01-01||RM-MEMS-ACC 1, SA-EL-420 1, SA-HSG-01 1, CN-M12-4F 1
CX-PX120-8|V1.0|2024-01-01||RM-COIL-8 1, RM-IC-XTR 1, SA-CBL-02 1, RM-LABEL 1
CX-PX180-15|V1.0|2024-01-01||RM-COIL-8 1, RM-IC-XTR 1, SA-CBL-02 1, RM-LABEL 1
CX-EN900-1024|V1.2|2025-01-01||RM-GRT-1024 1, RM-IC-MCU 1, SA-HSG-01 1, CN-M12-5M 1
CX-LC050-500|V1.0|2025-01-01||RM-STRAIN-350 4, RM-304-BAR 0.8 0.05, SA-CBL-02 1
CX-WL110-4G|V2.8|2024-01-01|2025-12-31|SA-CELL-P1 1, SA-EL-485 1, SA-HSG-02 1, RM-BAT-ER34 1
CX-WL110-4G|V3.2|2026-01-01||SA-CELL-P1 1, SA-EL-4G 1, SA-HSG-02 1, SA-KIT-01 1
CX-PT090-10|V4.0|2023-01-01||SA-CELL-P1 1, SA-EL-420 1, SA-HSG-01 1
SA-CELL-P1|V1.0|2024-01-01||RM-SI-DIE 1 0.03, RM-316L-DIA 1, RM-304-BAR 0.12 0.05
SA-CELL-P3|V1.0|2024-01-01||RM-SI-DIE-H 1 0.03, RM-316L-DIA 1, RM-304-BAR 0.25 0.05
SA-EL-420|V2.1|2025-01-01||SA-PCB-420 1, RM-LABEL 1
SA-EL-485|V1.5|2025-01-01||SA-PCB-485 1, RM-LABEL 1
SA-EL-4G|V1.0|2026-01-01||SA-PCB-485 1, RM-4G-MOD 1, RM-BAT-ER34 2
SA-PCB-420|V3.0|2025-01-01||RM-PCB-420 1 0.01, RM-IC-XTR 1
SA-PCB-485|V2.0|2025-01-01||RM-PCB-485 1 0.01, RM-IC-MCU 1, RM-IC-XTR 1
SA-HSG-01|V1.0|2024-01-01||RM-304-BAR 0.35 0.05
SA-HSG-02|V1.0|2024-01-01||RM-ADC12 0.6 0.05
SA-CBL-02|V1.0|2024-01-01||CB-PVC-2X075 2, CN-M12-4F 1
SA-KIT-01|V1.0|2024-01-01||SR-NBR-12 1, RM-LABEL 1
"""

ITEM_COLUMNS = [
    "sku",
    "name",
    "name_en",
    "specification",
    "unit",
    "make_or_buy",
    "supplier",
    "lead_time_days",
    "safety_stock",
    "minimum_order_quantity",
    "order_multiple",
    "drawing_id",
    "drawing_revision",
    "list_price",
    "status",
    "replaced_by",
]


@dataclass(frozen=True)
class Item:
    """One item; `cells` keeps the table's own words by column."""

    sku: str
    name: str
    name_en: str
    specification: str
    unit: str
    list_price: Decimal | None
    cells: dict[str, str]


def items(table: str = ITEM_TABLE) -> dict[str, Item]:
    """Return every item of a table by its sku, in the table's order."""
    rows = (dict(zip(ITEM_COLUMNS, line.split("|"), strict=True)) for line in table.split("\n") if line)
    return {row["sku"]: _item(row) for row in rows}


def all_items() -> dict[str, Item]:
    """Return every item that any night knows."""
    return items() | items(NEW_ITEM_TABLE)


def _item(row: dict[str, str]) -> Item:
    price = Decimal(row["list_price"]) if row["list_price"] else None
    return Item(row["sku"], row["name"], row["name_en"], row["specification"], row["unit"], price, row)


def item_rows() -> list[list[str]]:
    """Return the item master with its header row."""
    header = [*ITEM_COLUMNS[:14], "currency", "tax_rate", *ITEM_COLUMNS[14:], "phantom"]
    return [header] + [item_row(item) for item in items().values()]


def item_row(item: Item) -> list[str]:
    cells = list(item.cells.values())
    currency = "CNY" if item.list_price else ""
    return [*cells[:14], currency, "0.13", *cells[14:], "yes" if item.sku == "SA-KIT-01" else "no"]


def bom_rows(table: str = BOM_TABLE) -> list[list[str]]:
    """Return the bills of materials with their header row, one row a component."""
    known = all_items()
    rows = [
        ["parent_sku", "bom_version", "valid_from", "valid_to", "component_sku", "quantity_per", "unit", "scrap_rate"]
    ]
    for line in filter(None, table.split("\n")):
        *head, components = line.split("|")
        for component in components.split(", "):
            sku, quantity, *scrap = component.split()
            rows.append([*head, sku, quantity, known[sku].unit, *(scrap or [""])])
    return rows
