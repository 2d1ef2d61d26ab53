"""Engineering changes: how bills and drawings differ from the last night, and what stands on old ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from orders.documents import Plan
from orders.masters import BomLine, Item, Masters

APPLIED = "engineering apply"  # the command of runs in which a person had issued documents changed
State = Mapping[str, str]  # fact of an item (drawing, a bill version, a part in it) → what the masters say


@dataclass(frozen=True)
class EngineeringChange:
    """One fact of an item that is another than last night; None: it was not there, or is there no more."""

    sku: str
    fact: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Outdated:
    """A line of an issued document that is built on what holds no more; `orders` are the order keys it is for."""

    document_id: str
    line_id: str
    sku: str
    fact: str
    issued: str
    today: str
    orders: tuple[str, ...]


@dataclass(frozen=True)
class EngineeringWatch:
    """What a night found: the changes since the last one, lines on old versions, and the plan that would mend them."""

    changes: tuple[EngineeringChange, ...] = ()
    outdated: tuple[Outdated, ...] = ()
    deltas: Plan = field(default_factory=Plan)

    @property
    def orders(self) -> tuple[str, ...]:
        """The keys of all orders with outdated lines."""
        return tuple(sorted({one for line in self.outdated for one in line.orders}))


def engineering_states(masters: Masters) -> Iterator[tuple[str, str]]:
    """Yield (sku, its state as JSON) for every item that has a drawing or a bill, by sku."""
    for sku in sorted(masters.items):
        if state := _state(masters.items[sku], masters.bom.get(sku, ())):
            yield sku, json.dumps(state, ensure_ascii=False, sort_keys=True)


def changes_of(sku: str, before: str | None, after: str | None) -> Iterator[EngineeringChange]:
    """Yield what differs between two states of an item, fact by fact."""
    old, new = (json.loads(state) if state else {} for state in (before, after))
    for fact in sorted({*old, *new}):
        if old.get(fact) != new.get(fact):
            yield EngineeringChange(sku, fact, old.get(fact), new.get(fact))


def _state(item: Item, lines: Sequence[BomLine]) -> dict[str, str]:
    drawing = " ".join(part for part in (item.drawing_id, item.drawing_revision) if part)
    found = {"drawing": drawing} if drawing else {}
    for line in lines:
        found[f"bom {line.bom_version}"] = f"{line.valid_from or ''}–{line.valid_to or ''}"
        place = f"bom {line.bom_version} {line.component_sku} {line.valid_from or ''}".strip()
        scrap = f" +{line.scrap_rate:f}" if line.scrap_rate else ""
        found[place] = f"{line.quantity_per.normalize():f} {line.unit}{scrap}"
    return found
