"""Sums of a reconciliation for people: by state, kind, owner, money and age, with counts and money by currency."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from orders.codes import EXCEPTIONS
from orders.exceptions import ExceptionRecord, at_stake
from orders.standing import CHANGES, FRESH, NOTHING, Memory

Bounds = tuple[tuple[str, Decimal | None], ...]
AGES: Bounds = (
    ("age_day", Decimal(24)),
    ("age_three", Decimal(72)),
    ("age_ten", Decimal(240)),
    ("age_more", None),
)
AMOUNTS: Bounds = (
    ("money_small", Decimal(1_000)),
    ("money_middle", Decimal(10_000)),
    ("money_large", Decimal(100_000)),
    ("money_huge", None),
)


@dataclass(frozen=True)
class Group:
    """One bar: a name, how many exceptions, how many of them are new or worse, and the money at stake by currency."""

    name: str
    count: int
    money: tuple[tuple[str, Decimal], ...]
    fresh: int = 0


def open_ones(records: Iterable[ExceptionRecord], memory: Memory) -> list[ExceptionRecord]:
    """Return those that no person's decision has settled."""
    return [record for record in records if not memory.of(record).settled]


def in_order(records: Iterable[ExceptionRecord], memory: Memory) -> list[ExceptionRecord]:
    """Return the records as a clerk should look at them: new ones first, decided ones last, else as they were."""
    return sorted(records, key=lambda record: CHANGES.index(memory.of(record).change))


def by_change(records: Sequence[ExceptionRecord], memory: Memory) -> list[Group]:
    """Group by what became of them."""
    return _groups(records, memory, lambda record: memory.of(record).change, CHANGES)


def by_kind(records: Sequence[ExceptionRecord], memory: Memory = NOTHING) -> list[Group]:
    """Group by kind, in the order the kinds are declared."""
    return _groups(records, memory, lambda record: record.kind, EXCEPTIONS)


def in_total(records: Sequence[ExceptionRecord], memory: Memory = NOTHING) -> list[Group]:
    """Return all as one group named `total`, none if there are none; what its groups have in common counts once."""
    return _groups(records, memory, lambda record: "total", ("total",))


def by_owner(records: Sequence[ExceptionRecord], memory: Memory = NOTHING) -> list[Group]:
    """Group by team, the busiest first."""
    names = sorted({record.owner for record in records})
    groups = _groups(records, memory, lambda record: record.owner, names)
    return sorted(groups, key=lambda group: (-group.count, group.name))


def by_age(records: Sequence[ExceptionRecord], memory: Memory = NOTHING) -> list[Group]:
    """Group by the time since anything moved; `unknown` where no export says when."""
    names = [name for name, _ in AGES] + ["unknown"]
    return _groups(records, memory, lambda record: _within(record.age_hours, AGES) or "unknown", names)


def by_money(records: Sequence[ExceptionRecord], memory: Memory = NOTHING) -> list[Group]:
    """Group by the money at stake, whatever its currency, most first."""
    names = [name for name, _ in reversed(AMOUNTS)] + ["money_none"]
    return _groups(records, memory, lambda record: _within(record.amount_at_stake, AMOUNTS) or "money_none", names)


def _within(value: Decimal | None, bounds: Bounds) -> str:
    if value is None:
        return ""
    return next(name for name, limit in bounds if limit is None or abs(value) <= limit)


def _groups(
    records: Iterable[ExceptionRecord],
    memory: Memory,
    name_of: Callable[[ExceptionRecord], str],
    names: Iterable[str],
) -> list[Group]:
    members: dict[str, list[ExceptionRecord]] = {name: [] for name in names}
    for record in records:
        members.setdefault(name_of(record), []).append(record)
    return [
        Group(name, len(found), tuple(at_stake(found).items()), _fresh(found, memory))
        for name, found in members.items()
        if found
    ]


def _fresh(records: Iterable[ExceptionRecord], memory: Memory) -> int:
    return sum(memory.of(record).change in FRESH for record in records)
