"""What earlier nights have promised and planned and what still counts."""

from __future__ import annotations

from dataclasses import dataclass

from orders.documents import PlannedDocument, Reservation


@dataclass(frozen=True)
class Commitments:
    """Everything open from earlier nights.

    `reservations` count until their order ends; `documents` are all that are not cancelled; `shown` are ids of
    documents some export listed as incoming at any time: one of them that is listed no more has arrived in stock.
    """

    reservations: tuple[Reservation, ...] = ()
    documents: tuple[PlannedDocument, ...] = ()
    shown: frozenset[str] = frozenset()
