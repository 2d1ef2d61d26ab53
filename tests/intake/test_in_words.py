"""The amount in words is compared with the total: what agrees is accepted, what disagrees or is garbled is held."""

from __future__ import annotations

from decimal import Decimal

import pytest

from intake.extract.sums.in_words import amounts_in_words
from intake.extract.words.lexicon import lexicon
from intake.read import read
from tests.intake.papers.goods import HEAD, ROWS, TRUTH, errors, facts, goods, headed, order, order_zh, record
from tests.intake.papers.kit import Paper, Part, head, parts, text, totals

SUM = totals(("Total EUR", "1,598.00"))
RIGHT = "One Thousand Five Hundred Ninety-Eight"
AGREES: dict[str, Part] = {
    "say": text(f"SAY EURO {RIGHT.upper()} ONLY."),
    "say total": text(f"SAY TOTAL EUR {RIGHT.upper()} AND CENTS ZERO ONLY"),
    "a label": text(f"Amount in words: {RIGHT} and 00/100 Euros"),
    "a label to its left": text("Amount in Words", gap=8),
    "in brackets behind the label": text(f"Total Amount (in words): EUR {RIGHT} Only"),
    "no label": text(f"Euros {RIGHT} and NO/100 Only"),
    "over two lines": text("Amount in words: Euro One Thousand Five", "Hundred Ninety-Eight and xx/100 Only"),
    "over two lines without a label": text("EUR One Thousand Five Hundred Ninety-", "Eight Only"),
    "run together as scans do": text("SAYEUROONETHOUSANDFIVEHUNDREDNINETYEIGHTONLY"),
    "goods in words": text("SAY TOTAL THREE HUNDRED NINETY CARTONS ONLY"),
    "a price that is no total": text("A penalty of five hundred Euros a day is due for late delivery."),
    "few words": text("Ten Euros"),
    "tax in words": text("Tax Amount (in words): EUR Twenty-One Only"),
    "a line left blank": text("Amount in words: ______________"),
    "other words": text("Amount in words: see above"),
}
WRONG: dict[str, Part] = {
    "say": text("SAY EURO ONE THOUSAND FIVE HUNDRED EIGHTY-NINE ONLY."),
    "a label": text("Amount in words: One Thousand Five Hundred Eighty-Nine"),
    "no label": text("Euros One Thousand Five Hundred Eighty-Nine Only"),
    "cents": text(f"Amount in words: {RIGHT} Euros and 50/100"),
    "over two lines": text("Amount in words: Euro One Thousand Five", "Hundred Ninety-Nine Only"),
    "garbled behind its label": text("Amount in words: Euro One Thousnad Five Hundred Ninety-Eight Only"),
}


@pytest.mark.parametrize("words", AGREES.values(), ids=AGREES)
def test_words_that_agree_or_are_no_amount_change_nothing(words: Part) -> None:
    found = record(order(words))
    assert errors(found) == set()
    assert facts(found) == TRUTH
    assert found.status == "accepted"


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_words_that_disagree_hold_the_order(words: Part) -> None:
    found = record(order(words))
    assert errors(found) == {"capital-amount-disagrees"}
    assert found.status == "review"


def test_what_the_words_say_is_told() -> None:
    [item] = record(order(WRONG["say"])).findings
    assert dict(item.facts) == {
        "seen": "EURO ONE THOUSAND FIVE HUNDRED EIGHTY-NINE ONLY.",
        "amount": "1589",
        "total": "1598.00",
    }


def test_lakh_and_crore() -> None:
    rows = [("1", "A-1001", "Pressure transmitter", "10000", "pcs", "12.00", "120000.00")]
    items, inr = goods(rows), head((*HEAD[:3], ("Currency", "INR"), *HEAD[4:]))
    words = ("Amount Chargeable (in words)", "INR One Lakh Twenty Thousand Only")
    found = record(order(text(*words), total=totals(("Total INR", "1,20,000.00")), items=items, head=inr))
    assert (found.status, errors(found)) == ("accepted", set())
    wrong = record(
        order(text(words[0], "INR Twelve Lakh Only"), total=totals(("Total INR", "1,20,000.00")), items=items, head=inr)
    )
    assert errors(wrong) == {"capital-amount-disagrees"}


def test_words_in_brackets_behind_the_total() -> None:
    total = text(f"Total: EUR 1,598.00 (EUR {RIGHT} Only)")
    assert facts(record(order(total=total))) == TRUTH
    wrong = text("Total: EUR 1,598.00 (EUR One Thousand Five Hundred Eighty-Nine Only)")
    assert errors(record(order(total=wrong))) == {"capital-amount-disagrees"}


def test_words_name_the_currency_of_a_bare_sign() -> None:
    rows = [(*row[:5], f"${row[5]}", f"${row[6]}") for row in ROWS]
    paper = headed(*HEAD[:3], *HEAD[4:], items=goods(rows), total=parts(
        totals(("Total", "$1,598.00")), text(f"SAY U.S. DOLLARS {RIGHT.upper()} ONLY")
    ))  # fmt: skip
    found = record(paper)
    assert found.order is not None
    assert found.order.currency == "USD"
    assert found.status == "accepted"


def test_words_of_another_currency_are_asked_about() -> None:
    assert errors(record(order(text(f"SAY U.S. DOLLARS {RIGHT.upper()} ONLY")))) == {"currency-unknown"}


@pytest.mark.parametrize(
    ("paper", "held"),
    [
        (order(text(f"SAY EURO {RIGHT} ONLY"), total=parts()), set()),
        (order(text("SAY EURO ONE THOUSAND ONLY"), total=parts()), {"capital-amount-disagrees"}),
        (order_zh(text("大写：贰万壹仟伍佰肆拾元整"), total=parts()), set()),
        (order_zh(text("大写：贰万壹仟肆佰伍拾元整"), total=parts()), {"capital-amount-disagrees"}),
    ],
)
def test_without_a_printed_total_words_stand_for_the_lines(paper: Paper, held: set[str]) -> None:
    assert errors(record(paper)) == held


def test_another_language_is_a_mapping_file_alone(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "de.yaml").write_text(
        "kind: labels\nlanguage: de\ntotals: {words: [In Worten]}\n"
        'amount_words: {"1": [ein, eins], "98": [achtundneunzig], "5": [fünf], "100": [hundert], "1000": [tausend]}\n',
        encoding="utf-8",
    )
    page = read(order(text("In Worten: Eintausendfünfhundertachtundneunzig Euro")).bytes, "order.pdf").pages
    (found,) = amounts_in_words(page, lexicon((str(folder),)))
    assert (found.amount, found.labelled, found.currency) == (Decimal(1598), True, "EUR")
