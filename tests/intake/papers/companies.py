"""Forms of manufacturers, shops and trade houses: numbers below names, headings broken anywhere, people who buy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from tests.intake.papers.erp import LETTERHEAD, printed
from tests.intake.papers.goods import COLUMNS, HARBOR, HEAD, LINES, ROWS, SUNRISE, TRUTH, Said, goods, headed, order
from tests.intake.papers.kit import Paper, Part, head, parts, text, title, totals

NUMBER, ISSUED, DUE, CURRENCY, BUYER, SELLER = HEAD
SELLING = (NUMBER, ISSUED, DUE, CURRENCY, SELLER)
Lines = list[Sequence[tuple[float, str]]]

# ── heads ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _asked(buyer: str, above: Part = LETTERHEAD) -> Paper:
    return headed(*SELLING, ("Buyer", buyer), before=(above,))


def _dated(issued: str) -> Paper:
    return headed(NUMBER, ("PO Date", issued), DUE, CURRENCY, BUYER, SELLER)


def _in_line(sign: str) -> Paper:
    return headed(*SELLING, before=(text(f"{HARBOR}{sign}12 Quay Street{sign}Bristol BS1 4DJ"),))


def _paged(behind: str) -> Paper:
    return headed(("PO Number", f"4500017432 {behind}"), ISSUED, DUE, CURRENCY, BUYER, SELLER)


def _typed(label: str) -> Paper:
    """A kind of order that reads like a title stands above a number of another kind."""
    kinds = printed([(0, f"{label}"), (90, "Standard Purchase Order")], [(0, "Requisition:"), (90, "REQ-118802")])
    return order(head=parts(head(HEAD), kinds))


def _two_blocks(own: str) -> Paper:
    """The supplier's address on the left and one's own on the right, and nothing says whose is whose."""
    blocks: Lines = [
        [(0, SUNRISE), (260, own)],
        [(0, "4 Mill Lane"), (260, "Monksland")],
        [(0, "Cork"), (260, "Athlone")],
    ]
    return headed(NUMBER, ISSUED, DUE, CURRENCY, before=(printed(*blocks),))


COMPANIES: Mapping[str, Said] = {
    "a letterhead parted by bars": (TRUTH, _in_line(" | ")),
    "a letterhead parted by dots": (TRUTH, _in_line(" · ")),
    "a letterhead parted by dashes": (TRUTH, _in_line(" – ")),
    "whom to ask with a telephone": (TRUTH, _asked("Fergus Lamont, +44 1292 555 018")),
    "whom to ask with an e-mail": (TRUTH, _asked("Imogen Farr, i.farr@harbor.example")),
    "whom to ask, turned": (TRUTH, _asked("Lindqvist, Maja")),
    "a code before whom to ask": (TRUTH, _asked("AGUILAR/M. Serna")),
    "a month in letters first, strokes": (TRUTH, _dated("Jan/08/2026")),
    "a month in letters first, dashes": (TRUTH, _dated("Jan-08-2026")),
    "a day said twice": (TRUTH, _dated("01/08/2026 (January 8, 2026)")),
    "the page behind the order number": (TRUTH, _paged("1/1")),
    "the page behind the order number in words": (TRUTH, _paged("Page 1 of 1")),
    "the kind of order behind its label": (TRUTH, _typed("Type:")),
}
COMPANIES_HELD: Mapping[str, tuple[str, Paper]] = {
    "a brand that an agent buys for": ("field-ambiguous", _asked("Blue Harbor")),
    "a brand with a telephone": ("field-ambiguous", _asked("Blue Harbor, +44 1292 555 018")),
    "two days that differ": ("field-ambiguous", _dated("01/08/2026 (January 9, 2026)")),
    "a call-off behind the order number": ("field-ambiguous", _paged("1/3")),
    "another paper's title above the items": ("document-type-unproved", order(before=(title("Receipt", 13),))),
    "two addresses side by side": ("field-ambiguous", _two_blocks("Harbor Cold Chain")),
}

# ── items ────────────────────────────────────────────────────────────────────────────────────────────────────────

HEADS = (0, 60, 150, 250, 300, 350, 430)


def _broken(upper: str, lower: str) -> Part:
    """Two headings close to each other, the second broken over two lines."""
    at = 270 + 4.5 * (len(upper) - len(upper.split()[-1]))
    rows: Lines = [
        [(0, "Line"), (60, "Part No"), (150, "Description"), (270, upper), (370, "Price"), (440, "Amount")],
        [(at, lower)],
    ]
    for number, code, name, quantity, unit, price, amount in ROWS:
        rows += [[(0, number), (60, code), (150, name), (265, quantity), (at, unit), (370, price), (440, amount)], []]
    return printed(*rows)


def _signed(sign: str) -> Part:
    """Amounts behind a currency's sign that stands off like another word."""
    rows = [(*row[:5], f"{sign} {row[5]}", f"{sign} {row[6]}") for row in ROWS]
    return goods(rows)


def _sequenced(*below: str) -> Part:
    """Below each position its sequence, below each code the name."""
    rows: Lines = [
        [(0, "Pos"), (40, "Item"), (200, "Quantity"), (260, "Unit"), (320, "Price"), (400, "Amount")],
        [(40, "Description")],
    ]
    for index, (row, sequence) in enumerate(zip(ROWS, below, strict=True), 1):
        rows += [
            [(0, f"{index}0"), (40, row[1]), (200, row[3]), (260, row[4]), (320, row[5]), (400, row[6])],
            [(0, sequence), (40, row[2])],
            [],
        ]
    return printed(*rows)


def _numbers_below(first: str = "Item", *, name: float = 170, ids: Sequence[str] = ("00010", "00020", "00030")) -> Part:
    """Number, code and name of each item above the line with its quantity, price and day of delivery."""
    rows: Lines = [
        [(0, first), (50, "Material"), (230, "Order qty. Unit"), (330, "Price per unit"), (430, "Net value")],
        [(50, "Description")],
    ]
    for (_, code, said, quantity, unit, price, amount), number in zip(ROWS, ids, strict=True):
        rows += [
            [(0, number), (50, code), (name, f"{said} 10 x 42, induction hardened")],
            [(50, "Deliv. date 03/25/2026"), (250, f"{quantity} {unit}"), (350, price), (440, amount)],
            [],
        ]
    return printed(*rows)


def _stacked(title: str, names: Sequence[str]) -> Part:
    """Code and name under one heading, line above line."""
    rows: Lines = [[(0, "#"), (40, title), (250, "Qty"), (300, "Unit"), (350, "Rate"), (430, "Amount")]]
    for (number, _, said, quantity, unit, price, amount), name in zip(ROWS, names, strict=True):
        rows += [[(0, number), (40, name), (250, quantity), (300, unit), (350, price), (430, amount)], [(40, said)], []]
    return printed(*rows)


def _labelled_codes(*codes: str) -> Part:
    """The code below the description behind its label, if the item has one."""
    rows: Lines = [[(0, "Line"), (40, "Description"), (250, "Qty"), (300, "Unit"), (350, "Price"), (430, "Total")]]
    for (number, _, said, quantity, unit, price, amount), code in zip(ROWS, codes, strict=True):
        rows.append([(0, number), (40, said), (250, quantity), (300, unit), (350, price), (430, amount)])
        rows += [[(40, f"Part Number: {code}" if code else "Service")], []]
    return printed(*rows)


def _small_dates(issued: str, *days: str) -> Paper:
    rows = [(*row, day) for row, day in zip(ROWS, days, strict=True)]
    return order(
        head=head((NUMBER, ("PO Date", issued), CURRENCY, BUYER, SELLER)), items=goods(rows, (*COLUMNS, "Due"))
    )


def _headed_twice(upper: str, lower: str) -> Part:
    """A heading whose lower half by itself is the title of another paper."""
    rows: Lines = [
        [*zip((0, 40, 120, 250, 300, 340, 390), (*COLUMNS[:5], "Price", "Amount"), strict=True),
         (450, upper)],
        [(450, lower)],
    ]  # fmt: skip
    for row in ROWS:
        rows += [list(zip((0, 40, 120, 250, 300, 340, 390, 450), (*row, "2026-03-25"), strict=True)), []]
    return printed(*rows)


DATED = tuple(one._replace(requested_date=date(2026, 3, 25)) for one in LINES)
LOTS = tuple(one._replace(code=code) for one, code in zip(LINES, ("HX-10443", "HX-10450", "SV-PASS"), strict=True))
AREA = (LINES[0]._replace(unit="M2"), *LINES[1:])
ITEMS: Mapping[str, Said] = {
    "Qty U/ over M": (TRUTH, order(items=_broken("Qty U/", "M"))),
    "Qty Unit over of Meas.": (TRUTH, order(items=_broken("Qty Unit of", "Measure"))),
    "amounts behind signs that stand off": (TRUTH, order(items=_signed("€"))),
    "positions over their sequence": (TRUTH, order(items=_sequenced("0", "0", "0"))),
    "numbers below names": (
        {**TRUTH, "requested_date": None, "lines": DATED},
        headed(NUMBER, ISSUED, CURRENCY, BUYER, SELLER, items=_numbers_below()),
    ),
    "Receipt under Planned": (
        {**TRUTH, "requested_date": None, "lines": DATED},
        headed(NUMBER, ISSUED, CURRENCY, BUYER, SELLER, items=_headed_twice("Planned", "Receipt")),
    ),
    "Item & Description": (TRUTH, order(items=_stacked("Item & Description", [row[1] for row in ROWS]))),
    "one code of letters among others": (
        {**TRUTH, "lines": LOTS},
        order(items=_stacked("Item / Description", [one.code or "" for one in LOTS])),
    ),
    "codes behind their labels below": (TRUTH, order(items=_labelled_codes("A-1001", "B-2002", "C-3003"))),
    "a unit with a number": (
        {**TRUTH, "lines": AREA},
        order(items=goods([(*r[:3], f"{r[3]} {u}", *r[5:]) for r, u in zip(ROWS, ("M2", "pcs", "pcs"), strict=True)],
                          (*COLUMNS[:4], *COLUMNS[5:]))),
    ),
    "days of two digits behind one of four": (
        {**TRUTH, "requested_date": None, "issue_date": date(2025, 10, 29),
         "lines": tuple(one._replace(requested_date=date(2025, 11, 21)) for one in LINES)},
        _small_dates("29.10.2025", "21.11.25", "21.11.25", "21.11.25"),
    ),
}  # fmt: skip
ITEMS_HELD: Mapping[str, tuple[str, Paper]] = {
    "numbers that count nothing above the quantities": (
        "line-number-gap",
        order(items=_numbers_below(ids=("00010", "00077", "00030"))),
    ),
    "an item without its number above the quantity": (
        "line-number-gap",
        order(items=_numbers_below(ids=("00010", "", "00030"))),
    ),
    "a name that begins like a code": ("line-incomplete", order(items=_numbers_below(name=80))),
    "names with a dash under Item and Description": (
        "line-incomplete",
        order(items=_stacked("Item & Description", ("O-RING", "A-1001", "ANTI-FREEZE"))),
    ),
    "an item without the code that others have": (
        "line-incomplete",
        order(items=_labelled_codes("A-1001", "", "C-3003")),
    ),
    "dotted days beside days with strokes": (
        "date-ambiguous",
        _small_dates("29.10.2025", "21.11.25", "11/12/25", "21.11.25"),
    ),
}

# ── sums ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rates(first: str, second: str, both: str) -> Paper:
    """Taxes of two rates and what they come to."""
    return order(
        total=totals(
            ("Total excl. VAT", "1,598.00"), ("23% VAT", first), ("13.5% VAT", second), ("Total VAT", both),
            ("Total incl. VAT EUR", "1,933.58"),
        )
    )  # fmt: skip


TAXED = {**TRUTH, "tax_total": Decimal("335.58"), "payable_total": Decimal("1933.58")}


def _each_taxed(*rates: str) -> Paper:
    """No column of codes, and beside each item the tax by its name."""
    rows = [(f"[{r[1]}] {r[2]}", rate, *r[3:]) for r, rate in zip(ROWS, rates, strict=True)]
    return order(items=goods(rows, ("Description", "Taxes", *COLUMNS[3:])))


SUMS: Mapping[str, Said] = {
    "the tax of each item by its name": (TRUTH, _each_taxed("VAT 21%", "VAT 21%", "VAT 21%")),
    "taxes of two rates and their sum": (TAXED, _rates("318.00", "17.58", "335.58")),
}
SUMS_HELD: Mapping[str, tuple[str, Paper]] = {
    "taxes of two rates that come to something else": ("total-disagrees", _rates("318.00", "15.58", "335.58")),
}
TERMS = (
    ("Net 15. Put our number on the box or it goes back.", "Net 15"),
    ("Net 15. Interest on late payment runs above base.", "Net 15. Interest on late payment runs above base."),
    ("Net 15. Retain 5 of every hundred.", "Net 15. Retain 5 of every hundred."),
)


def leading() -> Paper:
    """Labels with dots up to their values, as line printers set them."""
    return order(head=parts(title(HARBOR, 12), text(*(f"{label} . . . . {said}" for label, said in HEAD))))
