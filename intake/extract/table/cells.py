"""One row's cells by what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from intake.read.document import Page, Word


@dataclass(frozen=True)
class Cells:
    """One row's words by column role, on its page.

    `extra` are cells of unknown columns with their heading, `broken` the roles whose words may not belong together.
    """

    page: Page
    roles: dict[str, Word]
    extra: tuple[tuple[str, Word], ...]
    below: tuple[Word, ...] = ()
    broken: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()  # roles that a line under the item names again
    deliveries: tuple[tuple[Word, Word], ...] = ()  # the date and quantity of each delivery below the item
    unit: str | None = None  # from the quantity's heading: 数量(只)
    coded: bool = False  # a customer's mapping says which column is the code
    day_lines: tuple[Word, ...] = ()  # the printed lines of a cell of days that has several
    titles: Mapping[str, str] = field(default_factory=dict)  # the heading of each role's column
    schedule: str | None = None  # which delivery of its item a row is
    share: tuple[Decimal, Decimal] | None = None  # of a delivery: its quantity, and the item's that the amounts are for
