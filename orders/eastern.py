"""Dates of eastern papers: years of the Republic (民國113年5月6日, 113.05.06), days in Hanzi (二〇二六年一月二日), and
Japanese eras (令和8年1月17日, 令和元年, R8.1.17).

A year of the Republic counts from 1912. Without 民國 it is one only with three digits, which no other year has.
"""

from __future__ import annotations

import re

_REPUBLIC = 1911
_DIGITS = {char: str(index) for index, chars in enumerate(("〇○零", *"一二三四五六七八九")) for char in chars}
_ERA = re.compile(
    r"(?:中[华華])?民[国國]\s*(?P<year>\d{2,3})\s*(?:年|[-/.])\s*(?P<month>\d{1,2})\s*(?:月|[-/.])\s*(?P<day>\d{1,2})(?:\s*日)?(?!\d)"
)
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}  # the year before the first
_JAPANESE = re.compile(
    r"(?P<era>令和|平成)\s*(?P<year>元|\d{1,2})\s*(?:年|[-/.])\s*(?P<month>\d{1,2})\s*(?:月|[-/.])\s*(?P<day>\d{1,2})(?:\s*日)?(?!\d)"
)
_INITIAL = re.compile(
    r"^\s*(?P<era>[RH])\s?(?P<year>\d{1,2})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})\s*$"
)
_THREE = re.compile(r"(?<![\d.])(?P<year>1[0-4]\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})(?:\s*日)?(?!\d)")
_BARE = re.compile(r"^\s*(?P<year>1[0-4]\d)(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})\s*$")
_ORACLE = re.compile(r"(?<!\d)(?P<day>\d{1,2})\s?-\s?(?P<month>\d{1,2})月\s?-\s?(?P<year>20\d{2}|\d{2})(?!\d)")
_HANZI = re.compile(
    r"(?P<year>[二2][〇○零0][〇○零一二三四五六七八九]{2})\s*年\s*(?P<month>[一二三四五六七八九十]{1,2})\s*月\s*"
    r"(?P<day>[一二三四五六七八九十]{1,3})\s*[日号號]"
)


_SHAPED = re.compile(r"\d\s*[-/.年月]|年")  # what each of them has


def eastern_date(text: str) -> tuple[tuple[int, int], tuple[int, int, int]] | None:
    """Find such a date: where it stands, and its year, month and day; None if there is none."""
    if not _SHAPED.search(text):
        return None
    for pattern in (_ERA, _THREE, _BARE):
        if found := pattern.search(text):
            start = found.start("year") if pattern is _BARE else found.start()
            end = found.end("day") if pattern is _BARE else found.end()
            return (start, end), (_REPUBLIC + int(found["year"]), int(found["month"]), int(found["day"]))
    if found := _JAPANESE.search(text) or _INITIAL.search(text):
        counted = 1 if found["year"] == "元" else int(found["year"])
        return found.span(), (_ERAS[found["era"]] + counted, int(found["month"]), int(found["day"]))
    if found := _ORACLE.search(text):  # 05-4月-2024
        year = int(found["year"]) if len(found["year"]) == 4 else 2000 + int(found["year"])
        return found.span(), (year, int(found["month"]), int(found["day"]))
    if found := _HANZI.search(text):
        year = int("".join(_DIGITS.get(char, char) for char in found["year"]))
        return found.span(), (year, _small(found["month"]), _small(found["day"]))
    return None


def _small(text: str) -> int:
    """Read 一 to 三十一; 0 if it is none of them."""
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (int(_DIGITS[tens]) if tens else 1) * 10 * bool(ten) + (int(_DIGITS[ones]) if ones else 0)
