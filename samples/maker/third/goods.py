"""Papers of the third night about what is ordered: items, drawings, bills, units, prices, and clean ones beside them."""

# ruff: noqa: E501  (tables of words are as wide as their rows)

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from samples.maker import world
from samples.maker.mails import Mail
from samples.maker.orders import Order
from samples.maker.third import masters
from samples.maker.third.papers import (
    BARCODES,
    BOTH,
    DRAWN,
    OURS,
    TEXTS,
    THEIRS,
    VERSIONS,
    mail,
    third,
)


def mails() -> list[Mail]:
    """Return them in the order of their names."""
    return [*_clean(), *_items(), *_engineering(), *_units(), *_prices()]


def _clean() -> list[Mail]:
    own = third("C001", "CG-20260306-031", [("CX-PT100-05", 12), ("CX-TT200-A", 8)])
    codes = [(sku, 10, "", {"buyer_item_id": masters.gtin(sku)}) for sku in ("CX-PT100-10", "CX-HT600-R")]
    barcode = third("C011", "QL20260306-01", codes)
    return [
        mail("01-yunhai-own-numbers", "The customer's own part numbers: clean.", own, THEIRS),
        mail("02-qinling-barcodes", "Items by their GTIN alone: clean.", barcode, BARCODES),
    ]


def _items() -> list[Mail]:
    strange = {"seller_item_id": "CX-PT105-10", "sku": ""}
    unknown = third("C004", "SC26-03-0131", [("CX-PT100-10", 10, "", strange), ("CX-TT200-B", 5)])
    both = third("C001", "CG-20260306-032", [("CX-PT100-05", 10, "", {"seller_item_id": "CX-PT100-10", "sku": ""}), ("CX-TT200-A", 5)])  # fmt: skip
    named = third("C007", "NS2026030601", [("CX-PT100-10", 10, "", {"description": "高温压力变送器"})])
    gone = third("C004", "SC26-03-0132", [("CX-PT090-10", 6), ("CX-PT080-10", 4)])
    return [
        mail("03-item-unknown", "A code of ours that does not exist and looks like none.", unknown, OURS, "item-unknown"),
        mail("04-item-ambiguous", "Their number is one item, our code beside it another.", both, BOTH, "item-ambiguous"),
        mail("05-item-other-name", "The code of one item with the name of another.", named, OURS, "item-description-disagrees"),
        mail("06-item-discontinued", "A phased-out item, and a blocked one that it replaced.", gone, OURS, "item-discontinued"),
    ]  # fmt: skip


def _engineering() -> list[Mail]:
    def drawing(number: str, revision: str) -> list[tuple[object, ...]]:
        return [("CX-PT100-10", 15, "", {"drawing_id": "DWG-PT100", "drawing_revision": revision})]

    def version(name: str) -> list[tuple[object, ...]]:
        return [("CX-HT600-R", 20, "", {"bom_version": name})]

    old = third("C007", "NS2026030602", drawing("DWG-PT100", "B"))
    right = third("C007", "NS2026030603", drawing("DWG-PT100", "C"))
    bare = third("C004", "SC26-03-0133", [("CX-PT110-10", 5)])
    ends = third("C010", "LY-C-2603021", version("V1.3"), "2026-07-15")
    begins = third("C010", "LY-C-2603022", version("V2.0"), "2026-07-15")
    return [
        mail("07-drawing-outdated", "Drawing revision B; C is the item's.", old, DRAWN, "drawing-revision-outdated"),
        mail("08-drawing-right", "Drawing revision C: clean, engineering is told.", right, DRAWN),
        mail("09-bom-missing", "A new item whose bill nobody has entered.", bare, OURS, "bom-missing"),
        mail("10-bom-ends-before", "The version of today, for a day on which it has ended.", ends, VERSIONS, "bom-version-outdated"),
        mail("11-bom-begins-then", "The version that holds on the delivery day: clean.", begins, VERSIONS),
    ]  # fmt: skip


def _units() -> list[Mail]:
    boxed = third("C007", "NS2026030604", [("CX-TT200-B", 12, "", {"unit": "箱"})])
    half = third("C004", "SC26-03-0134", [("CX-HT600-R", Decimal("10.5"))])
    loose = third("C001", "CG-20260306-033", [("CN-M12-4F", 110)])
    box = {"quantity": Decimal(6), "unit": "箱", "unit_price": world.price("C001", "CN-M12-4F") * 20}
    full = third("C001", "CG-20260306-034", [("CN-M12-4F", 6, "", box)])
    return [
        mail("12-unit-disagrees", "Boxes of an item for which no box is known.", boxed, OURS, "unit-disagrees"),
        mail("13-quantity-not-whole", "Ten and a half pieces.", half, TEXTS, "quantity-not-whole"),
        mail("14-pack-not-full", "110 pieces in boxes of 20: said, and accepted.", loose, THEIRS, "pack-not-full"),
        mail("15-pack-full", "Six boxes of 20, priced by the box: clean.", full, THEIRS),
    ]


def _prices() -> list[Mail]:
    def step(number: str, pieces: int) -> Order:
        return third("C007", number, [("CX-PT100-05", pieces, "", {"unit_price": Decimal("380.00")})])

    reached, short = step("NS2026030605", 100), step("NS2026030606", 99)
    new = {"unit_price": Decimal("380.00")}
    risen = third("C010", "LY-C-2603023", [("CX-LC050-500", 5, "", new)])
    before = third("C010", "LY-C-2603024", [("CX-LC050-500", 5)], issued="2026-03-05")
    late = third("C010", "LY-C-2603025", [("CX-LC050-500", 5)])
    unlisted = third("C004", "SC26-03-0135", [("RM-MEMS-ACC", 60, "", {"unit_price": Decimal("41.25")})])
    dollars = third("C004", "SC26-03-0136", [("CX-TT200-B", 10)])
    dollars = replace(dollars, customer=replace(dollars.customer, currency="USD"))
    return [
        mail("16-price-step-reached", "100 pieces at the price from 100 on: clean.", reached, OURS),
        mail("17-price-step-missed", "99 pieces at the price from 100 on.", short, OURS, "price-disagrees"),
        mail("18-price-risen", "Ordered today at today's price: clean.", risen, OURS),
        mail("19-price-of-yesterday", "Ordered yesterday at yesterday's price: clean.", before, OURS),
        mail("20-price-expired", "Ordered today at yesterday's price.", late, OURS, "price-disagrees"),
        mail("21-price-unknown", "A part that no list has a price for.", unlisted, OURS, "price-unknown"),
        mail(
            "22-currency-disagrees",
            "Dollars from a customer who pays in yuan.",
            dollars,
            OURS,
            "currency-disagrees",
            "credit-unknown",
        ),
    ]
