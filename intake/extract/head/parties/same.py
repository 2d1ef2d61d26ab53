"""When two names are one company's: the same letters, or two scripts one above the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.read.document import Word

Named = tuple[str, Word]


def folded(text: str) -> str:
    """Return a name without blanks and case."""
    return re.sub(r"\s", "", text).upper()


def latin(text: str) -> bool:
    """Say whether a text has no Hanzi."""
    return not re.search(r"[\u3400-\u9fff]", text)


def twins(first: Named, other: Named) -> bool:
    """Say whether two names are written in two scripts, one right above the other: one company's."""
    return latin(first[0]) != latin(other[0]) and abs(other[1].middle - first[1].middle) < 3 * first[1].height


def alike(heads: Sequence[Named], seller: str) -> Named:
    """Take the first name; of a letterhead in two languages, one above the other, the one written as the seller's.

    A Chinese order to a Chinese supplier names its buyer in Chinese, the same company's order abroad in English.
    """
    first, *others = heads
    turned = bool(seller and others) and latin(first[0]) != latin(seller) and twins(first, others[0])
    return others[0] if turned else first
