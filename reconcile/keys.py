"""Ids as people and Excel spell them → one key; what cannot be repaired is named, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from orders.customer_faults import EACH_ONCE
from orders.problems import Problem, UnusableError
from orders.values import key

_SCIENTIFIC = re.compile(r"^\d(?:[.,](\d+)E\+?|E\+)(\d{1,3})$")  # 2E10 without point and sign is a code
_CUT = re.compile(r"^\d{15}0+$")
_POINT_ZERO = re.compile(r"^(\d+)\.0+$")
_WRAPPED = re.compile(r"""^(?:=?"(.*)"|'(.*?)'?)$""", re.DOTALL)
PATTERN_SECONDS = 0.5  # a site's pattern that needs longer for one cell would hang the night


def is_scientific(cell_key: str) -> bool:
    """Say whether Excel has turned the id into a number like 4.5E+11."""
    return bool(_SCIENTIFIC.match(cell_key))


def is_cut(cell_key: str) -> bool:
    """Say whether the id looks like a number whose digits beyond the 15th Excel has set to 0."""
    return bool(_CUT.match(cell_key))


def could_be(damaged: str, whole: str) -> bool:
    """Say whether the destroyed id `damaged` can have been `whole`: rounded mantissa or the first 15 digits."""
    digits = re.sub(r"\D", "", whole)
    found = _SCIENTIFIC.match(damaged)
    if not found:
        return digits[:15] == damaged[:15] and len(digits) == len(damaged)
    mantissa = re.sub(r"\D", "", damaged.split("E")[0])
    if len(digits.lstrip("0")) != int(found[2]) + 1:
        return False
    digits = digits.lstrip("0")
    exact, kept = digits[: len(mantissa)], int(mantissa)
    rest = digits[len(mantissa) : len(mantissa) + 1]
    return kept in {int(exact or 0), int(exact or 0) + (1 if rest >= "5" else 0)}


def plain_key(text: str) -> str:
    """Reduce an id to its normal spelling: width, dashes, blanks, case, an Excel text mark and a trailing `.0`."""
    if text.isascii() and text.isprintable() and text[:1] not in "='\"":
        cell = text.upper().replace(" ", "")
        return cell.split(".")[0] if cell.endswith("0") and _POINT_ZERO.match(cell) else cell
    found = _WRAPPED.match(text)
    cell = key((found[1] if found[1] is not None else found[2]) if found else text)
    whole = _POINT_ZERO.match(cell)
    return whole[1] if whole else cell


def patterned(pattern: str | None) -> Callable[[str], str]:
    """Return the function that makes a key of a cell by a mapping's key pattern (CONTRACT section 6)."""
    if pattern is None:
        return plain_key
    import regex

    compiled = regex.compile(pattern)

    def by_pattern(text: str) -> str:
        cell = plain_key(text)
        try:
            found = compiled.search(cell, timeout=PATTERN_SECONDS)
        except TimeoutError:
            what = f"the pattern takes for ever on “{cell[:40]}”"
            raise UnusableError([Problem(pattern, None, None, "pattern-explodes", what, EACH_ONCE)]) from None
        if not found or is_scientific(cell):
            return cell
        groups = [group for group in found.groups() if group]
        if not compiled.groups or not groups:
            return str(found[0])
        return "-".join(group.lstrip("0") or "0" if group.isdigit() else group for group in groups)

    return by_pattern


def line_key(text: str) -> str:
    """Reduce a line number: 010, 10.0 and 10 are the same."""
    cell = plain_key(text)
    return cell.lstrip("0") or "0" if cell.isdigit() else cell


@lru_cache(4096)
def _groups(cell_key: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+|[^\W\d_]+", cell_key))


def loose_forms(cell_key: str) -> tuple[str, ...]:
    """Return weaker spellings that still may be the same id: groups without zeros, then without prefix."""
    groups = [group.lstrip("0") or "0" if group.isdigit() else group for group in _groups(cell_key)]
    joined = re.sub(r"[\W_]", "", cell_key)
    while len(groups) > 1 and not groups[0].isdigit():
        groups = groups[1:]
    bare = re.sub(r"^[^\W\d_]+", "", joined).lstrip("0")
    return tuple(
        form for form in (f"j:{joined}", f"g:{'-'.join(groups)}", f"b:{bare}" if len(bare) >= 3 else "") if form
    )


def letters_and_digits(cell_key: str) -> str:
    """Drop everything but letters and digits, and the zeros before a number: what is left is one item unless both live.

    SN-24G and SN24G; 00011 and the 11 that a spreadsheet makes of it.
    """
    joined = re.sub(r"[\W_]", "", cell_key)
    return joined.lstrip("0") or "0" if joined.isdigit() else joined
