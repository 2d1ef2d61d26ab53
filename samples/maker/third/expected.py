"""What must come of the third night beside the mails' own expectations: rules, engineering changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from samples.maker import night_one, night_two, sheets
from samples.maker.mails import Mail
from samples.maker.orders import Order
from samples.maker.third import rulebook

# the first night's mails that the third night needs: clean ones that are read fast
FIRST = ("01", "03", "04", "07", "08", "09")
NOT_RULED = {"rejected", "order_cancellation"}  # what is turned away, or says only that an order ends

# rule: the order (and line) that nearly fires it
NEARLY = {
    "A级大额复审": ("43-level-b-large", ""),  # over 300,000, but B
    "B级大额复审": ("46-abroad-large", ""),  # B, but 108,289.20
    "C级大额复审": ("49-level-c-urgent", ""),
    "D级大额复审": ("33-urgent-not-allowed", ""),  # 7,651.80
    "额度将满": ("42-level-a-large", ""),  # large, but far from 5,000,000
    "T+3加急": ("49-level-c-urgent", ""),  # urgent, but no T+3
    "D级不加急": ("49-level-c-urgent", ""),
    "C级加急须批": ("44-level-c-large", ""),  # C, in no haste
    "非标评审": ("51-nonstandard", "2"),  # 4-20 mA is in the specification
    "短交期锁库": ("50-short-dates", "2"),  # 7 days
    "短交期排产": ("50-short-dates", "4"),  # 14 days
    "交期紧于提前期": ("50-short-dates", "3"),  # 13 days for 5
    "缺货短交": ("50-short-dates", "1"),  # 100 of 180
    "低于起订量": ("14-pack-not-full", "1"),  # 110 of 100
    "大额行审批": ("54-allowance", "1"),  # 44,485.20
    "大单交付审批": ("44-level-c-large", ""),  # 101,663.75
    "特殊折扣": ("53-discount", "2"),  # 10 %
    "大额折让": ("04-shancheng-chinese-unruled", ""),  # 500
    "款到发货": ("09-lakeside-excel-english", ""),  # Net 30
    "长账期大单": ("42-level-a-large", ""),  # 561,390, after 60 days
    "外贸订单": ("32-credit-unknown", ""),  # a foreign customer, in yuan
    "外贸大单锁汇": ("45-level-d-large", ""),  # 22,955.40
    "多行订单": ("50-short-dates", ""),  # 4
    "带图订单": ("05-item-other-name", "1"),
    "停产物料": ("06-item-discontinued", "2"),  # blocked, not phased out
    "指定BOM版本": ("09-bom-missing", "1"),
    "特殊要求": ("56-line-note", "2"),  # another line has the wish
}

# what the bills and drawings of the third night say otherwise than those of the second
CHANGES = """
CX-LC050-500|bom V1.0 SA-CBL-02 2025-01-01|1 套|2 套
CX-PT080-10|bom V3.0||2021-01-01–
CX-PT080-10|bom V3.0 SA-CELL-P1 2021-01-01||1 只
CX-PT080-10|bom V3.0 SA-EL-420 2021-01-01||1 套
CX-PT080-10|bom V3.0 SA-HSG-01 2021-01-01||1 套
CX-PX120-8|bom V1.0|2024-01-01–|2024-01-01–2026-03-31
CX-PX120-8|bom V2.0||2026-04-01–
CX-PX120-8|bom V2.0 CN-M12-4F 2026-04-01||1 只
CX-PX120-8|bom V2.0 RM-COIL-8 2026-04-01||1 只
CX-PX120-8|bom V2.0 RM-IC-XTR 2026-04-01||1 只
CX-PX120-8|bom V2.0 RM-LABEL 2026-04-01||1 张
CX-VB800-20|drawing|DWG-VB800 A|DWG-VB800 B
"""
# issued production that stands on what was: 32 load cells (none in stock) take two cables each, 200 switches are built
# to the old bill, 8 of 15 vibration sensors are made (7 were free in stock) after the old drawing
OUTDATED = """
CX-LC050-500|part SA-CBL-02|32|64|C008/JZW-2026-0088
CX-PX120-8|bom_version|V1.0|V2.0|C009/PO-104877
CX-VB800-20|drawing|DWG-VB800 A|DWG-VB800 B|C009/PO-104877
"""

# what stands for an order in the documents of one kind before and after: pegged pieces in the newest revision of each;
# `built_on` tells production of one item apart; the tag is what a new document or revision must have, `none`: there is
# no new one. Stock free on the first night: 8 of CX-TT200-A, 1 of CX-FS500-50, 7 of CX-VB800-20, none of the others.
DOCUMENTS = """
revision|C001/CG-20260303-018|sales|CX-PT100-05||40|30|
revision|C001/CG-20260303-018|sales|CX-PT100-16||25|25|
revision|C001/CG-20260303-018|sales|CX-TT200-A||30|10|
revision|C001/CG-20260303-018|sales|CN-M12-4F||100|100|
revision|C001/CG-20260303-018|sales|CX-HT600-R||0|10|
revision|C001/CG-20260303-018|outbound|CX-PT100-05||40|30|reduction
revision|C001/CG-20260303-018|outbound|CX-PT100-16||25|25|
revision|C001/CG-20260303-018|outbound|CX-TT200-A||30|10|reduction
revision|C001/CG-20260303-018|outbound|CN-M12-4F||100|100|
revision|C001/CG-20260303-018|outbound|CX-HT600-R||0|10|supplement
revision|C001/CG-20260303-018|production|CX-PT100-05|V1.2|40|30|reduction
revision|C001/CG-20260303-018|production|CX-PT100-16|V1.2|25|25|
revision|C001/CG-20260303-018|production|CX-TT200-A|V1.0|22|2|reduction
revision|C001/CG-20260303-018|production|CX-HT600-R|V1.3|0|10|supplement
revision|C001/CG-20260303-018|production|SA-CELL-P1|V1.0|65|55|reduction
revision|C001/CG-20260303-018|production|SA-EL-420|V2.1|87|57|reduction
supplement|C004/SC26-03-0121+1|sales|BR-304-L||0|50|
supplement|C004/SC26-03-0121+1|sales|CX-HT600-R||0|5|
supplement|C004/SC26-03-0121+1|outbound|BR-304-L||0|50|
supplement|C004/SC26-03-0121+1|outbound|CX-HT600-R||0|5|
supplement|C004/SC26-03-0121+1|production|CX-HT600-R|V1.3|0|5|
supplement|C004/SC26-03-0121|production|CX-HT600-R|V1.3|35|35|
cancellation|C003/HCPO2603-0047|sales|CX-PT100-16||60|0|cancellation
cancellation|C003/HCPO2603-0047|sales|CX-FS500-50||8|0|cancellation
cancellation|C003/HCPO2603-0047|sales|CX-TT210-S||20|0|cancellation
cancellation|C003/HCPO2603-0047|outbound|CX-PT100-16||60|0|cancellation
cancellation|C003/HCPO2603-0047|outbound|CX-FS500-50||8|0|cancellation
cancellation|C003/HCPO2603-0047|outbound|CX-TT210-S||20|0|cancellation
cancellation|C003/HCPO2603-0047|production|CX-PT100-16|V1.2|60|0|cancellation
cancellation|C003/HCPO2603-0047|production|CX-FS500-50|V1.0|7|0|cancellation
cancellation|C003/HCPO2603-0047|production|CX-TT210-S|V1.1|20|0|cancellation
engineering|C009/PO-104877|sales|CX-PX120-8||200|200|
engineering|C009/PO-104877|production|CX-PX120-8|V1.0|200|0|cancellation
engineering|C009/PO-104877|production|CX-PX120-8|V2.0|0|200|supplement
engineering|C009/PO-104877|production|CX-VB800-20|V1.1; DWG-VB800 A|8|0|cancellation
engineering|C009/PO-104877|production|CX-VB800-20|V1.1; DWG-VB800 B|0|8|supplement
engineering|C009/PO-104877|production|SA-CBL-02|V1.0|200|0|cancellation
engineering|C009/PO-104877|purchase|RM-IC-XTR||208|208|none
engineering|C008/JZW-2026-0088|production|CX-LC050-500|V1.0; SA-CBL-02 32|32|0|cancellation
engineering|C008/JZW-2026-0088|production|CX-LC050-500|V1.0; SA-CBL-02 64|0|32|supplement
engineering|C008/JZW-2026-0088|production|SA-CBL-02|V1.0|32|64|supplement
"""


def write(folder: Path, letters: Sequence[Mail]) -> None:
    """Write the tables."""
    header = ["night", "mail", "order_id", "rule", "line_id", "fired", "action"]
    sheets.write_csv(folder / "rules.expected.csv", [header, *_rules(letters)])
    sheets.write_csv(folder / "engineering_changes.expected.csv", list(_engineering()))
    columns = ["event", "order_key", "document_type", "sku", "built_on", "before", "after", "tag"]
    rows = [row.split("|") for row in DOCUMENTS.split("\n") if row]
    sheets.write_csv(folder / "documents.expected.csv", [columns, *rows])


def _engineering() -> Iterator[list[str]]:
    yield ["list", "sku", "fact", "before", "after", "orders"]
    for name, table in (("changes", CHANGES), ("outdated", OUTDATED)):
        yield from ([name, *row.split("|"), *[""] * (name == "changes")] for row in table.split("\n") if row)


def _rules(letters: Sequence[Mail]) -> Iterator[list[str]]:
    """Yield what fires, and for every rule an order or line that it passes by."""
    first = [mail for mail in night_one.mails() if mail.name[:2] in FIRST]
    nights = [("1", "2026-03-04", first), ("2", "2026-03-05", night_two.mails()), ("3", "2026-03-06", letters)]
    every = [mail for _, _, mails in nights for mail in mails]
    for night, today, mails in nights:
        for mail in (one for one in mails if one.said is not None and not _passed_over(one)):
            assert mail.said is not None
            known = "order_key" in mail.attachments[0].expected["intake"]
            beside = _open_beside(mail.said, every)
            for rule, line, answer in rulebook.fired(mail.said, known=known, today=today, beside=beside):
                action = rulebook.ACTIONS[rule] if answer else "ask"
                yield [night, mail.name, mail.said.order_id, rule, line, "yes" if answer else "unknown", action]
    named = {mail.name: (night, mail) for night, _, mails in nights for mail in mails}
    for rule, (name, line) in NEARLY.items():
        night, mail = named[name]
        yield [night, name, mail.said.order_id if mail.said else "", rule, line, "no", ""]


def _open_beside(order: Order, every: Sequence[Mail]) -> Decimal:
    """Add up a customer's other orders that are accepted by the end of the third night, in yuan; none is invoiced."""
    others = {
        mail.said.order_id: mail.said.payable_total * rulebook.RATES[mail.said.customer.currency]
        for mail in every
        if mail.said is not None
        and mail.attachments[0].expected["intake"]["status"] == "accepted"
        and mail.said.customer.customer_id == order.customer.customer_id
    }
    return sum((amount for number, amount in others.items() if number != order.order_id), Decimal(0))


def _passed_over(mail: Mail) -> bool:
    record = mail.attachments[0].expected
    return bool(NOT_RULED & {record["intake"]["status"], record["document_type"]})
