"""Orders as letters, contracts and forms whose labels stand on other sides than usual, by what they truly say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.intake.papers.goods import (
    BARE_HEAD_ZH,
    CHENGUANG,
    HARBOR,
    HEAD,
    HEAD_ZH,
    HENGTAI,
    SUNRISE,
    TRUTH,
    TRUTH_ZH,
    Said,
    headed,
    order,
    order_zh,
)
from tests.intake.papers.kit import Paper, Part, beside, head, parts, table, text, title

NUMBER, ISSUED, DUE, CURRENCY, BUYER, SELLER = HEAD
LETTERHEAD = parts(text(HARBOR, size=13), text("12 Quay Street, Bristol BS1 4DJ", size=7, gap=0))
ADDRESSEE = text(SUNRISE, "88 Xinhua Road", "Ningbo, China", gap=20)
PLACED = text("Dear Sirs,", "with reference to your quotation Q-881 we hereby order the following goods:", gap=12)
ASKED = text("Dear Sirs,", "please let us have your best prices for the following goods:", gap=12)
DELIVERY = text("We require delivery by 4 March 2026 at the latest.", gap=12)
SIGNED = text("Yours faithfully,", "Margaret Olsen", HARBOR, gap=20)


def letter(
    subject: str, day: str = "8 January 2026", placed: Part = PLACED, delivery: Part = DELIVERY, signed: Part = SIGNED
) -> Paper:
    """Write the order as a letter: its date, subject and wishes without labels."""
    opening = parts(text(day, gap=20), text(subject, gap=14), placed)
    return order(delivery, signed, before=[LETTERHEAD, ADDRESSEE], title=opening, head=parts())


LETTERS: Mapping[str, Said] = {
    "number in the subject": (TRUTH, letter("Our order no. 4500017432")),
    "Re: in the subject": (TRUTH, letter("Re: Our Order No. 4500017432")),
    "place before the date": (TRUTH, letter("Order No. 4500017432", "Bristol, 8 January 2026")),
    "please deliver by": (
        TRUTH,
        letter("Our order no. 4500017432", delivery=text("Please deliver by 4-Mar-26.", gap=12)),
    ),
    "a wish before terms that go on below": (
        TRUTH,
        letter(
            "Our order no. 4500017432",
            delivery=text("We require delivery by 4 March 2026. Payment terms: Net", "30 days from invoice.", gap=12),
        ),
    ),
    "wrapped sentence": (
        TRUTH,
        letter(
            "Our order no. 4500017432", delivery=text("We require delivery of the goods no later", "than 4 March 2026.")
        ),
    ),
    "contract with articles": (
        {**TRUTH_ZH, "currency": None},
        order_zh(
            text(
                "二、交货日期：2026年2月28日。",
                "三、付款方式：月结30天。",
                "四、违约责任：逾期交货每日按0.2%支付违约金。",
            ),
            head=head((*BARE_HEAD_ZH[:2], *BARE_HEAD_ZH[3:])),
            title=title("工业品买卖合同"),
        ),
    ),
    "contract with a sentence": (
        {**TRUTH_ZH, "currency": None},
        order_zh(text("二、供方须于2026年2月28日前交货。"), head=head((*BARE_HEAD_ZH[:2], *BARE_HEAD_ZH[3:]))),
    ),
}


def swapped(*pairs: tuple[str, str]) -> Part:
    """Labels under their values, two beside each other."""
    rows = [(pairs[i : i + 2]) for i in range(0, len(pairs), 2)]
    return parts(*(head([(value, label) for label, value in row], "above") for row in rows))


DIRECTIONS: Mapping[str, Said] = {
    "labels under their values": (TRUTH, order(head=swapped(*HEAD))),
    "labels right of their values": (
        TRUTH,
        order(head=table((), [(f"{value}", label) for label, value in HEAD], "plain", wide=False)),
    ),
    "colons apart": (TRUTH, order(head=table((), [(label, ":", value) for label, value in HEAD], "plain", wide=False))),
    "two labels in one": (
        TRUTH,
        order(head=parts(head((("PO number / Date", "4500017432 / 08.01.2026"),), "above"), head(HEAD[2:]))),
    ),
    "a number with a sign": (TRUTH, headed(("Order", "#4500017432"), *HEAD[1:])),
    "languages on one line": (
        TRUTH_ZH,
        order_zh(
            head=head(
                [("订单编号 PO No.", HEAD_ZH[0][1]), ("订单日期/Order Date:", HEAD_ZH[1][1]), *HEAD_ZH[2:]], "left"
            )
        ),
    ),
    "unknown label right of a label": (
        TRUTH_ZH,
        order_zh(
            head=parts(
                head([("供方", CHENGUANG), ("所属片区", "华东"), ("订单日期", "2026-01-17")], "above"),
                head([HEAD_ZH[0], *HEAD_ZH[2:5]]),
            )
        ),
    ),
}

TITLES: Mapping[str, Said] = {
    "letters apart": (TRUTH, order(title=title("P U R C H A S E     O R D E R"))),
    "字间有空": (TRUTH_ZH, order_zh(title=title("采 购 订 单"))),
    "company and title": (TRUTH_ZH, order_zh(title=title(f"{HENGTAI} 采购单"))),
    "number in the title": (TRUTH, headed(*HEAD[1:], title=title("PURCHASE ORDER No. 4500017432"))),
    "quotation among the fields": (TRUTH_ZH, order_zh(head=head([*HEAD_ZH, ("参考报价", "BJ2026-7")], "left"))),
}

PERSONS: Mapping[str, Said] = {
    "a person buys for the letterhead": (
        TRUTH,
        headed(*HEAD[:4], ("Buyer", "Margaret Olsen"), SELLER, before=[LETTERHEAD]),
    ),
    "an initial": (TRUTH, headed(*HEAD[:4], ("Purchaser", "M. Okafor"), SELLER, before=[LETTERHEAD])),
    "an extension behind the person": (
        TRUTH,
        headed(*HEAD[:4], ("Buyer", "M. OKAFOR X4417"), SELLER, before=[LETTERHEAD]),
    ),
    "the group of the person": (
        TRUTH,
        headed(*HEAD[:4], ("Buyer", "M. Okafor / PG 114"), SELLER, before=[LETTERHEAD]),
    ),
    "an address behind the name": (TRUTH, headed(*HEAD[:5], ("Supplier", f"{SUNRISE}, Quay Park, Wexford, Co."))),
    "please deliver to": (
        TRUTH,
        order(
            head=parts(
                head(HEAD[:5], "left"),
                beside(
                    text("Vendor", SUNRISE, "88 Xinhua Road", gap=4),
                    text("Please deliver to", "Dock 7", "Bristol", gap=4),
                ),
            )
        ),
    ),
}


def dated(issued: str, due: str, *after: Part, label: str = "PO Date") -> Paper:
    return order(*after, head=head((NUMBER, (label, issued), ("Delivery Date", due), *HEAD[3:])))


PROVED_DATES: Mapping[str, Said] = {
    "a later day proves it": ({**TRUTH, "requested_date": date(2026, 3, 18)}, dated("08/01/26", "18/03/26")),
    "a year on the next line": (
        TRUTH,
        order(head=parts(head(HEAD[:1]), beside(text("PO Date:"), text("08 Jan", "2026"), x=70), head(HEAD[2:]))),
    ),
    "month first": ({**TRUTH, "requested_date": date(2026, 3, 18)}, dated("01/08/26", "03/18/26")),
    "a date written alike proves it": (
        TRUTH,
        dated("08/01/26", "04/03/26", text("Your quotation Q-1173 dated 28/12/25")),
    ),
    "the form is said": (TRUTH, dated("08/01/26", "04/03/26", label="PO Date (DD/MM/YY)")),
    "no later than": (TRUTH, headed(NUMBER, ISSUED, ("Delivery", "no later than 2026-03-04"), *HEAD[3:])),
}

HELD: Mapping[str, Mapping[str, Paper]] = {
    "document-type-unproved": {
        "a letter that asks for prices": letter("Order No. 4500017432", placed=ASKED),
        "a letter without its order": letter("Our order no. 4500017432", placed=text("Dear Sirs,", gap=12)),
        "words that qualify an order": order_zh(title=title("退换货订单")),
        "a reference under a title nobody knows": order(
            title=parts(title("Lasku"), text("Order No. 4500017431")), head=head(HEAD)
        ),
    },
    "date-ambiguous": {
        "a date written otherwise proves nothing": dated(
            "08/01/26", "04/03/26", text("Your UL certificate of 28-12-2025 applies.")
        ),
    },
    "date-unreadable": {
        "a day that is not to be": letter(
            "Our order no. 4500017432", delivery=text("Do not deliver before 4 March 2026.", gap=12)
        ),
        "negation on the line above": letter(
            "Our order no. 4500017432", delivery=text("The goods must not", "be delivered by 4 March 2026.")
        ),
        "a label of another language close above": order(
            head=parts(head((NUMBER, *HEAD[2:])), text("Tilauspäivä", "2026-01-08", gap=14))
        ),
    },
    "field-ambiguous": {
        "labels on both sides": order(
            head=parts(head((NUMBER, DUE, *HEAD[3:])), head((ISSUED, ("Issued", "2026-01-09")), "above"))
        ),
        "signed by another company": order(
            text("Yours faithfully,", "Margaret Olsen", "Rhein Trading GmbH", gap=20),
            before=[LETTERHEAD], head=head((*HEAD[:4], SELLER)),
        ),
    },
}  # fmt: skip
