"""How a sheet shows a value: ISO dates, and numbers by their number format where that is simple."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

GENERAL = ("General", "@", "", "G/通用格式")
LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]')
PADDING = re.compile(r"_.|\*.|\[(?:[A-Za-z]+\d*|[<>=][^\]]*|DBNum\d)\]", re.IGNORECASE)
PATTERN = re.compile(
    r"(?P<before>[^0#?]*?)(?P<whole>[0#?][0#?,]*)"
    r"(?:\.(?P<part>[0#?]+))?(?P<percent>%?)(?P<after>[^0#?]*)"
)
PLAIN_BESIDE = re.compile(r"[-+¥￥$€£\s()（）\u2e80-\uffff\ue000-\uf8ff]*")
CLOCK = re.compile("[hs]", re.IGNORECASE)
LONGEST = 32_767  # characters Excel keeps in a cell
SIGNIFICANT = 15  # what a spreadsheet keeps of a number


def shown(value: object, number_format: str = "General") -> str:
    """Write a cell's value as its sheet shows it; formats beyond digits and literals give the bare value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    if isinstance(value, datetime):
        dated = value.time() == time() or not CLOCK.search(PADDING.sub("", LITERAL.sub("", number_format)))
        return value.date().isoformat() if dated else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)[:LONGEST].replace("\r\n", "\n").replace("_x000D_", "").strip()


def _number(value: float, number_format: str) -> str:
    exact = Decimal(value) if isinstance(value, int) else _trimmed(value)
    if not exact.is_finite() or number_format in GENERAL:
        return _bare(exact)
    sections = number_format.split(";")
    own_sign = exact < 0 and len(sections) > 1 and sections[1] != ""
    section = sections[1] if own_sign else sections[0]
    literals: list[str] = []
    pattern = PATTERN.fullmatch(_without_literals(PADDING.sub("", section), literals))
    if pattern is None or not _simple(pattern):
        return _bare(exact)
    text = _digits(abs(exact), pattern)
    sign = "-" if exact < 0 and not own_sign else ""
    return sign + _with_literals(pattern["before"] + text + pattern["after"], literals).strip()


def _trimmed(value: float) -> Decimal:
    return Decimal(f"{value:.{SIGNIFICANT}g}")


def _bare(value: Decimal) -> str:
    if not value.is_finite():
        return str(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _without_literals(section: str, literals: list[str]) -> str:
    """Put each literal away under a private-use character, so that digits inside it are no pattern."""

    def keep(match: re.Match[str]) -> str:
        literals.append(match[1] or match[2] or match[3] or "")
        return chr(0xE000 + len(literals) - 1)

    return LITERAL.sub(keep, section)


def _with_literals(text: str, literals: list[str]) -> str:
    return "".join(literals[ord(c) - 0xE000] if 0xE000 <= ord(c) < 0xE000 + len(literals) else c for c in text)


def _simple(pattern: re.Match[str]) -> bool:
    return all(PLAIN_BESIDE.fullmatch(pattern[side]) for side in ("before", "after")) and not pattern["whole"].endswith(
        ","
    )


def _digits(value: Decimal, pattern: re.Match[str]) -> str:
    if pattern["percent"]:
        value *= 100
    part = pattern["part"] or ""
    rounded = value.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP) if value < 10**20 else value
    whole, _, fraction = format(rounded, "f").partition(".")
    wanted = pattern["whole"].replace(",", "").count("0")
    whole = whole.lstrip("0").rjust(wanted, "0")
    while fraction and len(fraction) > part.count("0") and fraction.endswith("0"):
        fraction = fraction[:-1]
    if "," in pattern["whole"]:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole)
    return (whole or ("" if fraction else "0")) + ("." + fraction if fraction else "") + pattern["percent"]
