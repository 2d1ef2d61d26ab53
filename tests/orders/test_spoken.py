"""Amounts in English words are the numbers they speak, in the western and the Indian way of counting."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.extract.words.lexicon import lexicon
from orders.spoken import spoken

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WESTERN = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"))
INDIAN = ((10**7, "crore"), (10**5, "lakh"), (1000, "thousand"))
READ = {
    "US Dollars Twelve Thousand Three Hundred Forty-Five and 60/100 Only": "12345.60",
    "U.S. DOLLARS TWELVE THOUSAND THREE HUNDRED AND FORTY FIVE AND CENTS FORTY ONLY.": "12345.40",
    "Rupees One Lakh Twenty Thousand only": "120000",
    "INR One Crore Two Lakh Three Thousand Four Hundred Five and Paise Fifty Only": "10203405.50",
    "Rs. Five Hundred Only/-": "500",
    "Twelve thousand dollars and sixty cents": "12000.60",
    "One thousand two hundred and five dollars and five cents": "1205.05",
    "Euro one thousand five hundred ninety-eight": "1598",
    "One thousand point six zero": "1000.60",
    "One thousand point five": "1000.50",
    "USD Five Hundred and NO/100": "500",
    "USD five hundred & xx / 100 only": "500",
    "Sixty cents": "0.60",
    "Zero US Dollars": "0",
    "Twelve hundred pounds": "1200",
    "TWELVETHOUSANDTHREEHUNDREDUSDONLY": "12300",
    "***Five Hundred Forty US Dollars***": "540",
}
UNREADABLE = (
    *("two hundred dollars fifty", "twenty thirteen dollars", "five forty dollars", "three thousand two million euros"),
    *("one hundred hundred euros", "US Dollars", "only", "and 60/100", "No USD", "12 hundred dollars", "cents"),
    *("five dollars and cents", "USD five hundred and one hundred cents", "dollars five and 60/100 sixty", "ten sets"),
    *("one " * 5000, "ten" * 2000, "five hundred zero dollars", "thousand point", "zero zero euros"),
)


def speak(number: int, scales: tuple[tuple[int, str], ...] = WESTERN, joint: str = " ") -> str:
    """Say a number in words, by the largest scale first."""
    for size, name in (*scales, (100, "hundred")):
        if number >= size:
            more = f"{joint}{speak(number % size, scales, joint)}" if number % size else ""
            return f"{speak(number // size, scales, joint)} {name}{more}"
    if number < 20:
        return ONES[number]
    return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")


def amount(text: str) -> Decimal | None:
    (english,) = lexicon().spoken
    said = spoken(text, english)
    return said.amount if said else None


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_what_papers_print_is_read(text: str, value: str) -> None:
    assert amount(text) == Decimal(value)


def test_words_without_blanks_that_can_be_parted_in_two_ways_are_none() -> None:
    words = {"thousand": "1000", "thousands": "1000", "seven": "7", "even": "end"}
    known = {word.upper(): meaning for word, meaning in words.items()}
    assert spoken("thousandseven", known) is None
    assert [said.amount for text in ("thousand seven", "thousands even") if (said := spoken(text, known))] == [
        1007,
        1000,
    ]


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_amount_is_none(text: str) -> None:
    assert amount(text) is None


@given(
    st.integers(0, 10**12 - 1), st.integers(0, 99), st.sampled_from((WESTERN, INDIAN)), st.sampled_from((" ", " and "))
)
def test_any_amount_is_read_back(whole: int, cents: int, scales: tuple[tuple[int, str], ...], joint: str) -> None:
    whole = whole if scales is WESTERN else whole % 10**9
    value = Decimal(whole) + Decimal(cents) / 100
    words, small = speak(whole, scales, joint), speak(cents)
    said = (
        f"US Dollars {words} and {cents:02d}/100 Only",
        f"{words} dollars and {small} cents",
        f"Rupees {words} and paise {small} only".upper(),
    )
    assert [amount(text) for text in said] == [value] * 3


@given(st.integers(1, 10**9 - 1), st.sampled_from((WESTERN, INDIAN)), st.randoms(use_true_random=False))
def test_words_in_another_order_are_the_same_number_or_none_or_another_that_says_so(
    number: int, scales: tuple[tuple[int, str], ...], random: Random
) -> None:
    words = speak(number, scales).replace("-", " ").split()
    random.shuffle(words)
    read = amount(" ".join(words))
    assert read is None or speak(int(read), scales).replace("-", " ").split() == words or _loosely(words, int(read))


def _loosely(words: list[str], number: int) -> bool:
    """Say whether words are one of the looser ways to say a number: "hundred" for one, "twelve hundred"."""
    return words[0] in ("hundred", "thousand", "million", "billion", "lakh", "crore") or "hundred" in words
