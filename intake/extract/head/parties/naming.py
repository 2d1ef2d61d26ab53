"""What beside a party's label is its name: without the number it has with the writer, and no department, no box."""

from __future__ import annotations

import re

from intake.extract.words.lexicon import Lexicon, compared

_CODED = re.compile(  # the party's number before its name: 100233 Ashby, [008]Ashby
    r"^(?:[A-Z]{0,4}\d{3,10}[\s_|/-]+|\[[A-Z]{0,4}\d{1,10}\]\s*)(?=[^\W\d_]{2})", re.IGNORECASE
)
_CODED_BEHIND = re.compile(r"\s*[(（\[]?\b[A-Z]{0,4}\d{3,10}[)）\]]?$", re.IGNORECASE)  # and behind it: (100233)
_YEAR = re.compile(r"\s+[-–]\s+\(\d{4}[-–]\d{2,4}\)$")  # "Ashby Valves Pvt. Ltd. - (2026-27)": its year of accounts
_SHORT = re.compile(r"^([A-Z]{3,12})\s+[-–]\s+(?=[^\W\d_]{2})")  # "YHENGDA - Yuyao Hengda Plastics"
_STREET = re.compile(r"P\.?\s?O\.?\s?Box\b|\d+[A-Z]?,?\s", re.IGNORECASE)  # an address without a name
_BOX = re.compile(r"\bP\.?\s?O\.?\s?Box\s?\d", re.IGNORECASE)


def own_name(text: str, words: Lexicon) -> str:
    """Return a party's name without what stands beside it: its number, its short form, its address behind a comma."""
    text = before_comma(_CODED.sub("", first_line(text, words)), words)
    behind = _CODED_BEHIND.search(text)
    if behind and words.organisation(text[: behind.start()]):
        text = text[: behind.start()]
    year = _YEAR.search(text)
    if year and words.organisation(text[: year.start()]):
        text = text[: year.start()]
    short = _SHORT.match(text)
    if short and words.organisation(text) and _shortens(short[1], text[short.end() :]):
        text = text[short.end() :]
    return text


def first_line(text: str, words: Lexicon) -> str:
    """Return the name that heads an address in one cell: its first line, if a company's, or over one with a number."""
    first, *more = text.split("\n")
    numbered = bool(more) and any(char.isdigit() for char in more[0]) and not words.suffix(more[0])
    return first.rstrip(" ,;") if more and (words.organisation(first.rstrip(" ,;")) or numbered) else text


def before_comma(text: str, words: Lexicon) -> str:
    """Return a company's name up to the comma it ends before; more ends of names belong to it: "Luen Co., Ltd."."""
    for comma in re.finditer(r",\s+([^\s,]+)", text):
        if words.organisation(text[: comma.start()]) and not ends_name(comma[1], words):
            return text[: comma.start()]
    return text


def ends_name(part: str, words: Lexicon) -> bool:
    """Say whether a word only goes on with the end of a company's name: "Ltd", "& Co. KG"."""
    return part in ("&", "+") or words.suffix(part)


def names_nobody(text: str, words: Lexicon) -> bool:
    """Say whether a text beside a party's label is its department or address, and no company."""
    if words.organisation(text):
        return False
    first = re.split(r",\s|\s[-–]\s|\n", text)[0]
    return bool(_STREET.match(text) or _BOX.search(text)) or words.said(first) == frozenset({"department"})


def _shortens(short: str, name: str) -> bool:
    """Say whether the letters of a short form stand in a name one behind the other, its first one first."""
    letters = iter(compared(name))
    return compared(name)[:1] == short[0] and all(any(one == letter for one in letters) for letter in short)
