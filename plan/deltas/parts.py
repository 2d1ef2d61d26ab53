"""The parts a production line takes, where its quantity changes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from orders.documents import PlannedLine
from orders.masters import Masters
from orders.records import Attribute
from orders.units import UnitWords
from plan.lines import PART
from plan.quantities import round_up


def scaled_parts(line: PlannedLine, quantity: Decimal, masters: Masters, words: UnitWords) -> tuple[Attribute, ...]:
    """Return the line's attributes with the parts that another quantity takes."""
    if line.quantity == 0:
        return line.attributes
    share = quantity / line.quantity
    return tuple(_part(one, share, masters, words) if one.name.startswith(PART) else one for one in line.attributes)


def _part(one: Attribute, share: Decimal, masters: Masters, words: UnitWords) -> Attribute:
    item = masters.items.get(one.name.removeprefix(PART))
    value = Decimal(one.value) * share
    return replace(one, value=f"{round_up(value, item, words) if item else value:f}")
