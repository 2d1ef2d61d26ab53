"""Number formats that show numbers as ids: a zero for each digit, signs between them."""

from __future__ import annotations

import re

_LITERAL = r'"[^"]*"|\\.|[-/ ]'
_ZEROS = re.compile(rf"(?:0|{_LITERAL})*0(?:{_LITERAL})*0(?:0|{_LITERAL})*")
_PART = re.compile(rf"0|{_LITERAL}")


def shows_zeros(number_format: str) -> bool:
    """Say whether a format is such a one: 00000000, "SO-"0000, 00-00."""
    return bool(_ZEROS.fullmatch(number_format))


def shown(value: float, number_format: str) -> str | None:
    """Write a whole number as its format of zeros does; None for other numbers and formats.

    Digits that find no zero stand before the first.
    """
    if value < 0 or value != int(value) or not shows_zeros(number_format):
        return None
    parts = _PART.findall(number_format)
    zeros = parts.count("0")
    digits = str(int(value)).zfill(zeros)
    each = iter([digits[: len(digits) - zeros + 1], *digits[len(digits) - zeros + 1 :]])
    return "".join(next(each) if part == "0" else part.strip('"').removeprefix("\\") for part in parts)
