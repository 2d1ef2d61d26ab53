"""Formulas of a workbook as written: are there any, and which have an empty text for their value?"""

from __future__ import annotations

import re
from collections.abc import Iterable

FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
BLANK = re.compile(  # ECMA-376 18.3.1.4: t="str" is a formula's text; an empty one stands in an empty <v>
    rb"<(?:\w+:)?c\s(?P<cell>[^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*<(?:\w+:)?v\s*(?:/>|>\s*</)"
)
TEXT = re.compile(rb"(?:^|\s)t=[\"']str[\"']")
NAMED = re.compile(rb"(?:^|\s)r=[\"']([A-Z]{1,3}\d+)[\"']")


def has_formulas(sheets: Iterable[bytes]) -> bool:
    """Say whether one of the sheets, as written, has a formula."""
    return any(FORMULA.search(sheet) for sheet in sheets)


def blank_formulas(sheet: bytes) -> frozenset[str]:
    """Return the cells ("H13") of a sheet, as written, whose formula's stored value is an empty text.

    openpyxl gives None for them as for a formula that nobody has computed, which has no <v> or one without t="str".
    """
    cells = (found["cell"] for found in BLANK.finditer(sheet))
    named = (NAMED.search(cell) for cell in cells if TEXT.search(cell))
    return frozenset(name[1].decode("ascii") for name in named if name)
