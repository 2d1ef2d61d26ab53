"""Names of parties that say more than a company: a second look at what labels, letterheads and windows gave."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.extract.evidence import Draft
from intake.extract.words.lexicon import Lexicon, compared
from orders.codes import ambiguous, finding
from orders.records import Finding

_ROLES = ("buyer", "seller")
_NO_NAME = re.compile(r"\d{5}|\d[\d ()/-]{6,}\d|@|www\.|https?:|[:：]", re.IGNORECASE)  # telephones, pages, labels
_ASIDE = re.compile(r"\s*[(（][^\W\d_. ]{2,12}[)）]")  # "Harbor Ltd (UK)"
_EDGE = re.compile(r"(?<=[\w.)）])(?=[\s,，;；(（|/·])|(?<=[\u4e00-\u9fff])(?=[\dA-Za-z])")


def doubted_names(draft: Draft, words: Lexicon) -> Iterator[Finding]:
    """Ask about a name that goes on behind a company's end or has what no name has, and about one name for both."""
    names = {role: str(draft.values.get(f"/order/{role}/name") or "") for role in _ROLES}
    for role, name in names.items():
        end = _end(name, words)
        if end or _NO_NAME.search(name):
            yield ambiguous(role, f"/order/{role}/name", name, name[:end].rstrip(" ,;") if end else name)
    buyer, seller = (compared(names[role]) for role in _ROLES)
    if buyer and seller and (buyer in seller or seller in buyer):
        yield finding("buyer-ambiguous", "/order/buyer/name", seen=names["buyer"], candidates=names["seller"])


def _end(name: str, words: Lexicon) -> int:
    """Return where a company's name ends and other words go on, 0 if it ends with its last word."""
    if words.organisation(name):
        return 0
    ends = [edge.start() for edge in _EDGE.finditer(name) if words.organisation(name[: edge.start()])]
    return ends[-1] if ends and not _ASIDE.fullmatch(name[ends[-1] :]) else 0
