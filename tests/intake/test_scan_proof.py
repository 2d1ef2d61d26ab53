"""What a scan's values need before they count, shown on papers whose second reader says what the test wants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest

from intake.extract import extract
from intake.read import Document, Page, Word
from orders.records import Box, OrderRecord, Source

SOURCE = Source("scan.pdf", "0" * 64, "application/pdf")
HEADS = (("No.", 40), ("Part Number", 80), ("Description", 190), ("Qty", 320), ("Unit", 370), ("Unit Price", 420))
ROWS = (
    ("1", "KX-4711", "steel bracket", "12", "pcs", "2.50", "30.00"),
    ("2", "KX-4802", "copper bushing", "20", "set", "1.75", "35.00"),
)
LEFT = (40, 80, 190, 320, 370, 420, 490)


class Second:
    """A second reader: it sees what the first saw, but for the texts it is told to read otherwise."""

    def __init__(self, page: Page, seen: dict[str, str], later: Mapping[str, str | Sequence[str]]) -> None:
        self._page, self._seen, self._later = page, seen, later

    def text_in(self, page: int, box: Box) -> str | None:
        text = self._first(box)
        for ours, theirs in self._seen.items():
            text = text.replace(ours, theirs)
        return text

    def again(self, page: int, box: Box) -> Iterator[str]:
        text = self._first(box)
        looks = self._later.get(text, self._seen.get(text, text))
        yield from (looks,) if isinstance(looks, str) else looks

    def cell(self, sheet: str, cell: str) -> str | None:
        return None

    def whole(self, page: int) -> str | None:
        return None

    def unread(self, page: int, boxes: tuple[Box, ...]) -> tuple[Box, ...]:
        return ()

    def _first(self, box: Box) -> str:
        x0, top, x1, bottom = box
        inside = [w for w in self._page.words if x0 - 1 <= w.center <= x1 + 1 and top - 1 <= w.middle <= bottom + 1]
        return " ".join(word.text for word in inside)


def _word(text: str, x0: float, top: float) -> Iterator[Word]:
    for part in text.split(" "):
        edges = tuple(x0 + 5.0 * index for index in range(len(part) + 1))
        yield Word(part, x0, top, edges[-1], top + 9, edges, confidence=1.0)
        x0 = edges[-1] + 4


def _read(
    seen: dict[str, str] | None = None,
    later: Mapping[str, str | Sequence[str]] | None = None,
    order_id: str = "AB-2026-17",
    more: tuple[str, ...] = (),
    delivery: str = "2026-04-20",
    parted: str = "",
    currency: str = "Currency: EUR",
    buyer: str = "Keystone Assembly Corp.",
    rows: Sequence[Sequence[str]] = ROWS,
) -> OrderRecord:
    placed = [
        ("PURCHASE ORDER", 40.0, 40.0),
        (f"Order No: {order_id}", 40.0, 70.0),
        ("Order date: 2026-03-04", 300.0, 70.0),
    ]
    placed += [(f"Buyer: {buyer}", 40.0, 90.0), ("Vendor: Veldhoven Precision B.V.", 300.0, 90.0)]
    placed += [(f"Delivery date: {delivery}", 40.0, 110.0), (currency, 300.0, 110.0)]
    placed += [(text, float(x), 150.0) for text, x in (*HEADS, ("Amount", 490))]
    for number, row in enumerate(rows):
        placed += [(text, float(x), 170.0 + 20 * number) for text, x in zip(row, LEFT, strict=False)]
    placed += [("Total", 420.0, 230.0), ("65.00", 490.0, 230.0)] if rows is ROWS else []
    placed += [(text, 40.0, 300.0 + 20 * at) for at, text in enumerate(more)]
    whole = (word for text, x, top in placed for word in _word(text, x, top))
    halves = ((w.part(0, 1), w.part(1, len(w.text))) if w.text == parted else (w,) for w in whole)
    words = tuple(word for parts in halves for word in parts)
    page = Page(1, 595, 842, words, method="ocr")
    document = Document((page,))
    (record,) = extract(replace(document, witness=Second(page, seen or {}, later or {})), SOURCE)
    return record


def _held(record: OrderRecord) -> set[tuple[str, str]]:
    return {(item.code, item.path) for item in record.findings if item.severity == "error"}


def test_what_both_readers_see_is_accepted() -> None:
    assert _read().status == "accepted", _held(_read())


def test_a_second_look_may_confirm_what_the_first_did_not() -> None:
    assert _read({"KX-4711": "KX-47ll"}, {"KX-4711": "KX-4711"}).status == "accepted"


@pytest.mark.parametrize(("seen", "where"), [("KX-4771", "buyer_item_id"), ("", "buyer_item_id")])
def test_a_code_no_look_confirms_is_held(seen: str, where: str) -> None:
    code = "readings-differ" if seen else "ocr-unconfirmed"
    assert (code, f"/order/lines/0/{where}") in _held(_read({"KX-4711": seen}))


def test_a_nought_behind_letters_is_held_though_both_readers_say_so() -> None:
    assert ("readings-differ", "/order/order_id") in _held(_read(order_id="P0-20268554"))


def test_prices_need_no_second_reader_where_the_sums_close() -> None:
    assert _read({"2.50": "2.5O", "65.00": "6S.00"}).status == "accepted"


def test_technical_numbers_and_further_dates_ask_nothing_where_all_is_read() -> None:
    record = _read(more=("Bolts of class 8.8 and tolerance 0.5 after EN 10204 3.1", "Printed 2026-03-05 at 10:20"))
    assert record.status == "accepted", _held(record)


def test_a_larger_amount_than_the_total_is_asked() -> None:
    assert ("number-unexplained", "") in _held(_read(more=("77.35",)))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Revisxon: C", "Revision: C"),  # a label nobody knows, which the second reader knows
        ("Requested date: 13-FeU-26", "Requested date: 13-Feb-26"),  # a value that is none
        ("Keystone Metals CorV.", "Keystone Metals Corp."),
        ("1.2x4,00", "1.274,00"),
        ("Order date", "Offer date"),  # a label that is another
    ],
)
def test_a_label_or_number_that_the_second_reader_knows_better_is_held(ours: str, theirs: str) -> None:
    record = _read({ours: theirs}, more=(ours,))
    assert ("readings-differ", {"first": ours, "second": theirs}) in [(f.code, dict(f.facts)) for f in record.findings]
    assert record.status == "review"


@pytest.mark.parametrize(
    ("ours", "theirs", "status"),
    [("Qty", "Rate", "review"), ("Qty", "QtQ", "accepted"), ("Unit Price", "Price", "accepted")],
)
def test_a_heading_the_second_reader_gives_another_meaning_is_held(ours: str, theirs: str, status: str) -> None:
    assert _read({ours: theirs}).status == status


@pytest.mark.parametrize(("ours", "theirs"), [("Kind regards", "Kmd regards"), ("2.", "2.1"), ("***", "8")])
def test_what_decides_nothing_may_be_read_otherwise(ours: str, theirs: str) -> None:
    assert _read({ours: theirs}, more=(ours,)).status == "accepted"


def test_a_date_cut_in_two_is_held() -> None:
    """What stands behind the cut is a date, too (4.04.2026), but the two halves are one word to the second reader."""
    date = {"24.04.2026": "24.04.2026", "2 4.04.2026": "24.04.2026"}
    assert _read(date, delivery="24.04.2026").status == "accepted"
    cut = _read(date, delivery="24.04.2026", parted="24.04.2026")
    assert ("readings-differ", "/order/delivery/requested_date") in _held(cut)


def test_a_label_and_its_currency_may_be_read_as_one_word() -> None:
    order = _read(currency="CURRENCYEUR").order
    assert order is not None
    assert order.currency == "EUR"


def test_a_dot_behind_a_unit_that_one_reader_sees_is_asked() -> None:
    assert ("readings-differ", "/order/lines/0/unit") in _held(_read({"pcs": "pcs."}))


@pytest.mark.parametrize(("quantity", "asked"), [(".360", True), ("360", False)])
def test_a_point_before_a_number_may_be_a_speck(quantity: str, asked: bool) -> None:
    """Without an amount nothing proves the quantity, and both readers see the speck."""
    record = _read(rows=((*ROWS[0][:3], quantity, "pcs", "2.50"), ROWS[1][:6]))
    assert (("readings-differ", "/order/lines/0/quantity") in _held(record)) == asked


@pytest.mark.parametrize(("line", "asked"), [("Total due: 4,1~827.71", True), ("Total due: 65.00", False)])
def test_figures_behind_a_sum_that_are_no_number_are_asked(line: str, asked: bool) -> None:
    """The sum before it is no substitute: it may be the one without tax."""
    assert (("number-unexplained", "/order/totals") in _held(_read(more=(line,)))) == asked


def test_figures_behind_a_total_that_was_not_read_are_asked() -> None:
    """A blank in the total makes two numbers of it, and neither is one of the sums."""
    record = _read(rows=(*ROWS,), more=("Total due: 166,52 8.39",))
    assert record.order is not None
    assert record.order.totals.payable_total is None
    assert ("number-unexplained", "/order/totals") in _held(record)


def test_a_unit_that_all_rows_repeat_is_read_twice() -> None:
    """The first reader makes the same mistake in every row: square metres, whose small figure it does not know."""
    rows = tuple((*row[:4], "m3", *row[5:]) for row in ROWS)
    assert ("readings-differ", "/order/lines/0/unit") not in _held(_read(rows=rows))
    assert ("readings-differ", "/order/lines/0/unit") in _held(_read({"m3": "m2"}, rows=rows))


def test_a_name_printed_twice_is_read_twice() -> None:
    """The first reader makes the same mistake wherever the name stands."""
    twice = ("Keystone Assembly Corp.",)
    assert _read(more=twice).status == "accepted"
    assert ("readings-differ", "/order/buyer/name") in _held(_read({twice[0]: "Keystone Assembiy Corp."}, more=twice))


@pytest.mark.parametrize(("theirs", "held"), [("S$", False), ("US$", True), ("$", True)])
def test_a_currency_that_stands_at_amounts_is_read_twice(theirs: str, held: bool) -> None:
    record = _read({"S$": theirs}, currency="Total S$ 65.00")
    assert record.order is not None
    assert record.order.currency == "SGD"
    assert (("readings-differ", "/order/currency") in _held(record)) is held


@pytest.mark.parametrize(
    ("seen", "path"), [(".KX-4711", "lines/0/buyer_item_id"), ("KX-4711-", "lines/0/buyer_item_id")]
)
def test_a_speck_beside_a_code_is_asked_though_both_readers_see_it(seen: str, path: str) -> None:
    rows = tuple((row[0], seen if row[1] == "KX-4711" else row[1], *row[2:]) for row in ROWS)
    assert ("readings-differ", f"/order/{path}") in _held(_read(rows=rows))


def test_a_speck_before_a_name_is_asked() -> None:
    assert ("readings-differ", "/order/buyer/name") in _held(_read(buyer="·Keystone Assembly Corp."))


def test_a_unit_nobody_knows_is_asked_though_both_readers_see_it() -> None:
    rows = tuple((*row[:4], "LA", *row[5:]) for row in ROWS)
    assert ("ocr-unconfirmed", "/order/lines/0/unit") in _held(_read(rows=rows))


@pytest.mark.parametrize(
    ("name", "asked"), [("Calder Rail ple", True), ("Calder Rail plc", False), ("Calder Rail", False)]
)
def test_a_name_that_ends_almost_like_a_company_is_asked(name: str, asked: bool) -> None:
    assert (("readings-differ", "/order/buyer/name") in _held(_read(buyer=name))) is asked


@pytest.mark.parametrize(
    ("code", "theirs", "asked"),
    [("Kx-4711", "KX-4711", True), ("KX-4711", "Kx-4711", False), ("Kx-4711", "Kx-4711", False)],
)
def test_small_letters_of_a_code_are_read_twice(code: str, theirs: str, asked: bool) -> None:
    """Ours are all capitals in most codes, and the second engine often takes one for a small letter."""
    rows = tuple((row[0], code if row[1] == "KX-4711" else row[1], *row[2:]) for row in ROWS)
    held = _held(_read({code: theirs}, {code: theirs}, rows=rows))
    assert (("readings-differ", "/order/lines/0/buyer_item_id") in held) is asked


def test_letters_that_one_of_several_looks_sees_in_another_size_are_asked() -> None:
    rows = tuple((*row[:4], "PC", *row[5:]) for row in ROWS)
    held = _held(_read({"PC": "pe"}, {"PC": ("PC", "pc")}, rows=rows))
    assert ("readings-differ", "/order/lines/0/unit") in held


@pytest.mark.parametrize(("ours", "theirs", "asked"), [("PC", "pc", True), ("EA", "ea", False), ("PCS", "PCS", False)])
def test_letters_that_only_their_size_tells_apart_are_read_twice(ours: str, theirs: str, asked: bool) -> None:
    """A blurred pc looks like PC, and no letter of the two has a shape of its own."""
    rows = tuple((*row[:4], ours, *row[5:]) for row in ROWS)
    held = _held(_read({ours: theirs}, {ours: theirs}, rows=rows))
    assert (("readings-differ", "/order/lines/0/unit") in held) is asked


@pytest.mark.parametrize(
    ("ours", "theirs", "asked"), [("Muller GmbH", "Müller GmbH", True), ("Müller GmbH", "Muller GmbH", False)]
)
def test_an_accent_that_only_the_second_reader_sees_is_asked(ours: str, theirs: str, asked: bool) -> None:
    held = _held(_read({ours: theirs}, {ours: theirs}, buyer=ours))
    assert (("readings-differ", "/order/buyer/name") in held) is asked


def test_a_code_of_another_shape_than_all_others_is_asked() -> None:
    codes = ("KX-4711", "KX-4802", "KX-48O3", "KX-4804", "KX-4805")
    rows = tuple((str(at), code, "steel bracket", "12", "pcs", "2.50", "30.00") for at, code in enumerate(codes, 1))
    held = _held(_read(rows=rows))
    assert [path for code, path in held if code == "readings-differ"] == ["/order/lines/2/buyer_item_id"]


@pytest.mark.parametrize(("ours", "theirs"), [("合计(未税)", "合计〈未税)"), ("Total (net)", "Total 《net)")])
def test_another_kind_of_brackets_is_no_other_meaning(ours: str, theirs: str) -> None:
    held = _held(_read({ours: theirs}, {ours: theirs}, more=(ours,)))
    assert "readings-differ" not in {code for code, _ in held}
