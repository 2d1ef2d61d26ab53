"""What persons have said of links so far: how often they were right, and how far ahead a link must be to be made alone.

Only the last decision about an exception counts. Accepting one whose rows stand side by side says that they belong
together, a wrong match that they do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from orders.exceptions import ExceptionRecord
from orders.matches import Band
from orders.precision import Share

if TYPE_CHECKING:
    from orders.standing import Verdict

SUGGESTED = ("suggested-match", "key-collision", "lossy-cell")  # where fields have put a row to a line
COMPARED = (  # where a key, or fields within one order, have done so, and the line's values are shown
    *("duplicate", "quantity-mismatch", "price-mismatch", "amount-mismatch", "sku-mismatch", "customer-mismatch"),
    *("date-mismatch", "status-conflict", "waybill-mismatch", "bom-version-mismatch"),
)
WITHIN = "suggested-line"  # sentence of a suggestion within one order: one that would be automatic if it were surer
TARGET = 0.99  # of the links that are made alone, by the lower bound of what is judged
STEP = Decimal("0.0001")
NOTHING = Share(0, 0)


@dataclass(frozen=True)
class Pair:
    """One link that a person has judged; `margin` is its lead over the next best, None where a key has made it."""

    band: Band
    right: bool
    margin: Decimal | None = None
    within: bool = False  # put together by fields, within one order


@dataclass(frozen=True)
class Judged:
    """How often links were right, and the lead from which one within an order is automatic (built in: any, 0).

    `proved` says that at this lead links are known to be right, although some were refused; else none above it was.
    """

    suggested: Share = NOTHING
    auto: Share = NOTHING
    margin: Decimal = Decimal(0)
    refused: int = 0
    proved: bool = False

    @property
    def count(self) -> int:
        return self.suggested.judged + self.auto.judged


UNJUDGED = Judged()


def judge(decided: Iterable[tuple[Verdict, ExceptionRecord]]) -> Judged:
    """Sum up decisions, each the last about its exception."""
    pairs = [pair for verdict, record in decided if (pair := _pair(verdict, record))]
    margin, refused, proved = _margin([pair for pair in pairs if pair.within])
    return Judged(_share(pairs, "suggested"), _share(pairs, "auto"), margin, refused, proved)


def _pair(verdict: Verdict, record: ExceptionRecord) -> Pair | None:
    if verdict.decision not in ("accept", "wrong-match"):
        return None
    right = verdict.decision == "accept"
    linked = bool(record.match_method) and (record.kind != "lossy-cell" or record.match_margin is not None)
    if record.kind in SUGGESTED and linked:
        return Pair("suggested", right, record.match_margin, record.facts.get("sentence") == WITHIN)
    if record.kind in COMPARED and sum(map(bool, (record.crm_rows, record.erp_rows, record.wms_rows))) > 1:
        return Pair("auto", right, record.match_margin, record.match_margin is not None)
    return None


def _share(pairs: Iterable[Pair], band: Band) -> Share:
    found = [pair.right for pair in pairs if pair.band == band]
    return Share(sum(found), len(found))


def _margin(pairs: Sequence[Pair]) -> tuple[Decimal, int, bool]:
    """Return the lowest lead above which no link was refused, or links are proved right; how many were refused.

    It is the built-in one, or stands just above a refused link: decisions make the matching stricter, never looser.
    """
    known = [(pair.margin, pair.right) for pair in pairs if pair.margin is not None]
    refused = sorted({margin for margin, right in known if not right})
    for least in (Decimal(0), *(margin + STEP for margin in refused)):
        above = [right for margin, right in known if margin >= least]
        proved = Share(sum(above), len(above)).interval[0] >= TARGET
        if all(above) or proved:
            return least, len(known) - sum(right for _, right in known), proved and not all(above)
    raise AssertionError("above the last refused link none is refused")
