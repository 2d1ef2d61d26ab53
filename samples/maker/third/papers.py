"""The third night's papers: workbooks that are read fast, each a variation of a style of the first night."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from samples.maker import night_one, styles
from samples.maker.mails import Mail
from samples.maker.orders import Order, order
from samples.maker.styles import Style, columns, pairs
from samples.maker.third import rulebook
from samples.maker.truth import Outcome

DAY, LATER = "2026-03-06", "2026-04-22"
SHOWN = {"date-not-working", "lead-time-short", "credit-unknown", "pack-not-full"}  # said, and the order goes on


def beside(style: Style, added: str, before: str = "quantity") -> Style:
    """Put more columns before one of a style."""
    place = [column.field for column in style.columns].index(before)
    return replace(style, columns=(*style.columns[:place], *columns(added), *style.columns[place:]))


def headed(style: Style, added: str) -> Style:
    """Put more labels at the end of a style's head."""
    return replace(style, heading=(*style.heading, *pairs(added)))


OURS, FOREIGN, NET = styles.NANSHA, styles.LAKESIDE, styles.JIAOZHOUWAN
THEIRS = replace(OURS, columns=(OURS.columns[0], *columns("物料编码=buyer_item_id:15"), *OURS.columns[2:]))
BOTH = beside(THEIRS, "供方型号=seller_item_id:15", before="description")
TEXTS = replace(OURS, layout="sheet_merged")  # every number as text
BARCODES = replace(OURS, columns=(OURS.columns[0], *columns("商品条码=buyer_item_id:15"), *OURS.columns[2:]))
DRAWN = beside(OURS, "图号=drawing_id:12; 图纸版本=drawing_revision:8")
VERSIONS = beside(OURS, "BOM版本=bom_version:8")
DATED = beside(OURS, "交货日期=requested_date:12")
REDUCED = replace(OURS, totals=pairs("货款小计=line_total; 折扣=allowance; 订单总额=payable_total"))
ABROAD = replace(OURS, title=" 采购订单")
SHEET_CHANGE = headed(beside(replace(THEIRS, title="采购订单变更通知"), "交期=requested_date:12"), "版本=revision")
SHEET_END = headed(replace(NET, title="采购订单取消通知"), "备注=note")


def third(customer_id: str, order_id: str, rows: list[tuple[Any, ...]], day: str = LATER, **more: Any) -> Order:
    """Build an order of the third night's day."""
    return order(customer_id, order_id, more.pop("issued", DAY), day, rows, **more)


def night(said: Order, *codes: str, known: bool = True) -> Outcome:
    """Return what the night makes of a paper that is right in itself: what the checks say, then what rules hold."""
    ruled = rulebook.held_by(said, known=known)
    held = {*codes} - SHOWN or ruled
    return Outcome(night="review" if held else "accepted", night_findings=[*codes, *ruled])


def mail(name: str, about: str, said: Order, style: Style, *codes: str, **more: Any) -> Mail:
    """Write a mail with one workbook; `codes` are what the night's checks must say of it, and nothing else."""
    outcome = more.pop("outcome", None) or night(said, *codes, known=more.pop("known", True))
    attachment = night_one.attached(more.pop("file", f"{said.order_id}.xlsx"), said, style, outcome)
    letter = night_one.english if style.english else night_one.chinese
    number = int(name.split("-")[0])
    sent = f"2026-03-06T{8 + number // 10:02d}:{number % 10 * 5:02d}:00"
    return replace(letter(name, sent, about, attachment, said), **more)
