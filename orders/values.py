"""Printed text → Decimal, date, amount in capitals; one normal form for comparing what people typed.

A text that can be read in several ways gives several readings: the caller decides by proof, never this module.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from orders.eastern import eastern_date
from orders.radicals import RADICALS
from orders.traditional import SIMPLIFIED

NumberStyle = Literal["point", "comma"]
DateOrder = Literal["ymd", "dmy", "mdy"]
STYLES: tuple[NumberStyle, NumberStyle] = ("point", "comma")

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－ー⁃"), "-")
_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t"), " "
)
_NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
HALF_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)}  # full-width signs, one for one
_ONE_FOR_ONE: dict[int, int | str] = {**HALF_WIDTH, **RADICALS}
_BEFORE = {**_DASHES, **_NOTHING, **RADICALS}


@lru_cache(maxsize=65_536)
def normal(text: str) -> str:
    """Fold width, compatibility forms and radicals, unify dashes and blanks, drop invisible characters, trim."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()  # nothing to fold: most codes, asked for by the million
    folded = unicodedata.normalize("NFKC", text.translate(_BEFORE)).translate(_SPACES)
    return re.sub(r" +", " ", folded.translate(_DASHES)).strip()


def key(text: str) -> str:
    """Reduce an id to what two people would agree on: normal, upper case, without blanks."""
    return normal(text).upper().replace(" ", "").replace("\n", "")


def label_key(text: str) -> str:
    """Fold a label to the form labels are compared in: normal, simplified, upper case, no blanks, dots or colons."""
    return re.sub(r"[\s.:'’\"“”*]", "", normal(text)).translate(SIMPLIFIED).upper()


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────

_SIGNS = (
    r"(?:(?:US|HK|NT|AU|CA|NZ|CDN|A|C|S)\$|CN¥|[¥$€£₹₩]|Rs\.?|元|圆|円"
    r"|RMB|CNY|USD|EUR|GBP|JPY|HKD|CHF|AUD|CAD|NZD|SGD|INR|KRW|TWD|NTD|SEK|NOK|DKK|PLN|CZK|THB|MYR|ZAR)"
)
_NUMBER = re.compile(rf"^{_SIGNS}?\s*([-+(]?)\s*{_SIGNS}?\s*(\d[\d.,' ]*|[.,]\d+)(\)?)(-?)\s*{_SIGNS}?$", re.IGNORECASE)
_CLOSED = re.compile(r"^(¥ ?\d[\d,]*) ?(?:-|也)$")  # ¥18,900-: Japanese papers close an amount so that nothing is added
_POINT = re.compile(
    r"^(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+)?(?:\.\d+)?$"
)
_COMMA = re.compile(r"^(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+)?(?:,\d+)?$")


def number_readings(text: str) -> dict[NumberStyle, Decimal]:
    """Read a whole cell as a number in each style it fits, {} if none; signs, (1.00) and lakhs (1,40,774) are known."""
    return dict(_readings(text))


@lru_cache(maxsize=65_536)
def _readings(text: str) -> Mapping[NumberStyle, Decimal]:
    found = _NUMBER.match(_CLOSED.sub(r"\1", normal(text).replace("’", "'")))
    if not found:
        return {}
    before, body, close, after = found.groups()
    if (before == "(") != (close == ")"):
        return {}
    body = body.strip()
    readings: dict[NumberStyle, Decimal] = {}
    if _POINT.match(body):
        readings["point"] = Decimal(re.sub(r"[, ']", "", body))
    if _COMMA.match(body):
        readings["comma"] = Decimal(re.sub(r"[. ']", "", body).replace(",", "."))
    negative = before in ("-", "(") or after == "-"
    return {style: -value if negative else value for style, value in readings.items()}


def parse_number(text: str, style: NumberStyle = "point") -> Decimal | None:
    """Read a whole cell as a number of `style` ("point": 1,234.50; "comma": 1.234,50); None if it is none."""
    return number_readings(text).get(style)


def number_style(texts: Iterable[str]) -> NumberStyle | None:
    """Say which style the texts prove: the one that reads where the other fails; None if both or neither do."""
    readings = [found for text in texts if (found := number_readings(text))]
    only = {next(iter(found)) for found in readings if len(found) == 1}
    return only.pop() if len(only) == 1 else None


def same_in_both(text: str) -> bool:
    """Say whether a number reads the same in both styles (12, 1 234)."""
    return len(set(number_readings(text).values())) == 1 and len(number_readings(text)) == 2


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────────────

_YMD = re.compile(r"(?<!\d)(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})(?:\s*日)?(?!\d)")
_COMPACT = re.compile(r"^(20\d{2})(\d{2})(\d{2})$")
_DMY = re.compile(r"(?<![\d.])(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?![\d])")
_NAMED = re.compile(  # 28 February 2026, 1er mars 2026, 28 de febrero de 2026
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|°)?(?:\sdel?\s|[\s.\-/])*([^\W\d_]{3,})(?:\sdel?\s|[\s.\-/,'])*(\d{4}|\d{2})(?!\d)",
    re.IGNORECASE,
)
_NAMED_FIRST = re.compile(
    r"([^\W\d_]{3,})\.?[\s/-]*(\d{1,2})(?:st|nd|rd|th)?(?:\s*,?\s*|\s?[/-]\s?)(\d{4})(?!\d)", re.IGNORECASE
)
_DATED = re.compile(r"\d|年")  # what every date has


def date_span(text: str, months: Mapping[str, int]) -> tuple[int, int] | None:
    """Return where in `text` a printed date stands (start, end), or None."""
    text = text.translate(_ONE_FOR_ONE)
    if not _DATED.search(text):
        return None
    if eastern := eastern_date(text):
        return eastern[0]
    for pattern in (_YMD, _DMY):
        if found := pattern.search(text):
            return found.span()
    for pattern, group in ((_NAMED, 2), (_NAMED_FIRST, 1)):
        found = pattern.search(text)
        if found and found[group].lower() in months:
            return found.span()
    stripped = text.strip()
    return (text.index(stripped), text.index(stripped) + 8) if _COMPACT.match(stripped) else None


def date_readings(text: str, months: Mapping[str, int]) -> tuple[date, ...]:
    """Return every date the text can mean, in the order ymd, dmy, mdy, without repeats; () if it is no date.

    Dotted dates are day first (DIN 5008); with slashes or dashes day and month may be either way round.
    """
    span = date_span(text, months)
    if span is None:
        return ()
    piece = text.translate(_ONE_FOR_ONE)[slice(*span)].strip()
    if eastern := eastern_date(piece):
        return _dates([eastern[1]])
    if found := _YMD.fullmatch(piece) or _COMPACT.fullmatch(piece):
        return _dates([(int(found[1]), int(found[2]), int(found[3]))])
    if found := _DMY.fullmatch(piece):
        return _dates(_orders(int(found[1]), int(found[3]), found[4], dotted=found[2] == "."))
    if found := _NAMED.fullmatch(piece):
        return _dates([(_year(found[3]), months[found[2].lower()], int(found[1]))])
    found = _NAMED_FIRST.fullmatch(piece)
    return _dates([(_year(found[3]), months[found[1].lower()], int(found[2]))]) if found else ()


def ordered_date(text: str, order: DateOrder, months: Mapping[str, int]) -> date | None:
    """Read a numeric date whose order of day, month and year is known."""
    found = _DMY.search(text)
    if not found:
        readings = date_readings(text, months)
        return readings[0] if len(readings) == 1 else None
    first, second, last = int(found[1]), int(found[3]), found[4]
    parts = {
        "dmy": (_year(last), second, first),
        "mdy": (_year(last), first, second),
        "ymd": (2000 + first, second, int(last)),
    }
    dates = _dates([parts[order]])
    return dates[0] if dates else None


def _orders(first: int, second: int, last: str, *, dotted: bool) -> list[tuple[int, int, int]]:
    year = _year(last)
    orders = [(year, second, first)] if dotted else [(year, second, first), (year, first, second)]
    if len(last) == 2 and 20 <= first <= 99:
        orders.insert(0, (2000 + first, second, int(last)))
    return orders


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _dates(parts: Iterable[tuple[int, int, int]]) -> tuple[date, ...]:
    found: list[date] = []
    for year, month, day in parts:
        try:
            value = date(year, month, day)
        except ValueError:
            continue
        if value not in found and 1990 <= year <= 2099:
            found.append(value)
    return tuple(found)


# ── 大写 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_DIGITS = {
    char: index
    for index, chars in enumerate(
        ["零〇", "壹一", "贰二貳两", "叁三參叄", "肆四", "伍五", "陆六陸", "柒七", "捌八", "玖九"]
    )
    for char in chars
}
_TENS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_CAPITAL = re.compile(
    r"(?:[零〇壹一贰二貳两叁三參叄肆四伍五陆六陸柒七捌八玖九拾十佰百仟千万萬亿億]\s*)+[元圆圓][零〇壹一贰二貳两叁三參叄肆四伍五陆六陸柒七捌八玖九角分整正\s]*"
)


_EMPTY_PLACE = re.compile(r"[⊗⊕※×✕╳ⅩΧxX○/][拾十佰百仟千万萬亿億]")  # places struck out on printed forms


def capital_span(text: str) -> tuple[int, int] | None:
    """Return where an amount in Chinese capitals stands in `text`, or None."""
    found = _CAPITAL.search(_EMPTY_PLACE.sub("  ", text))
    return found.span() if found else None


def capital_amount(text: str) -> Decimal | None:
    """Read a Chinese amount in words (壹万贰仟叁佰肆拾伍元陆角柒分) as Decimal with two digits; None if it is none."""
    span = capital_span(text)
    if span is None:
        return None
    yuan, _, small = re.sub(r"\s", "", text[slice(*span)]).replace("圆", "元").replace("圓", "元").partition("元")
    whole = _integer(yuan)
    cents = _cents(small)
    return None if whole is None or cents is None else Decimal(whole) + Decimal(cents) / 100


def _integer(text: str) -> int | None:
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (digit or (1 if section == 0 else 0)) * _TENS[char]
            digit = 0
        elif char in _MYRIADS:
            total = (
                (total + section + digit) * _MYRIADS[char]
                if _MYRIADS[char] > 10**4
                else total + (section + digit) * 10**4
            )
            section = digit = 0
    return total + section + digit


def _cents(text: str) -> int | None:
    found = re.fullmatch(r"[零〇]?(?:(\w)角)?[零〇]?(?:(\w)分)?[整正]?", text)
    if not found:
        return None
    digits = [_DIGITS.get(char, -1) if char else 0 for char in found.groups()]
    return None if -1 in digits else digits[0] * 10 + digits[1]
