"""Formulas of a workbook as written: are there any, and which have an empty text for their value?"""

from __future__ import annotations

import re
from collections.abc import Iterable

FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
VALUED = re.compile(rb"</(?:\w+:)?f>\s*<(?:\w+:)?v(?:\s[^>]*)?>[^<\s]")
BLANK = re.compile(
    rb"<(?:\w+:)?c\s(?P<cell>[^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>(?P<formula>[^<]*)</(?:\w+:)?f>)"
    rb"\s*<(?:\w+:)?v\s*(?:/>|>\s*</)"
)
TEXT = re.compile(rb"(?:^|\s)t=[\"']str[\"']")
NAMED = re.compile(rb"(?:^|\s)r=[\"']([A-Z]{1,3}\d+)[\"']")
EMPTY_TEXT = re.compile(rb'""|&quot;&quot;')


def has_formulas(sheets: Iterable[bytes]) -> bool:
    """Say whether one of the sheets, as written, has a formula."""
    return any(FORMULA.search(sheet) for sheet in sheets)


def blank_formulas(sheet: bytes) -> frozenset[str]:
    """Return the cells ("H13") of a sheet, as written, whose formula's stored value is an empty text.

    ECMA-376 18.3.1.4: an empty <v> in a cell of t="str". Some programs leave the type out; then others of the sheet's
    formulas must have values, and the formula itself an empty text to give. openpyxl reads all of them as formulas that
    nobody has computed, and writes those with an empty <v>, too, but then every one.
    """
    computed = VALUED.search(sheet) is not None
    found = (
        cell["cell"]
        for cell in BLANK.finditer(sheet)
        if TEXT.search(cell["cell"]) or (computed and EMPTY_TEXT.search(cell["formula"] or b""))
    )
    named = (NAMED.search(cell) for cell in found)
    return frozenset(name[1].decode("ascii") for name in named if name)
