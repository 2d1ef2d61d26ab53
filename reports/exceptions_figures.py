"""Sums of a reconciliation for people: by kind, owner and age, with counts and money by currency."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from orders.codes import EXCEPTIONS
from orders.exceptions import ExceptionRecord

AGES: tuple[tuple[str, Decimal | None], ...] = (
    ("age_day", Decimal(24)),
    ("age_three", Decimal(72)),
    ("age_ten", Decimal(240)),
    ("age_more", None),
)


@dataclass(frozen=True)
class Group:
    """One bar: a name, how many exceptions, and the money at stake by currency."""

    name: str
    count: int
    money: tuple[tuple[str, Decimal], ...]


def by_kind(records: Sequence[ExceptionRecord]) -> list[Group]:
    """Group by kind, in the order the kinds are declared."""
    return _groups(records, lambda record: record.kind, list(EXCEPTIONS))


def by_owner(records: Sequence[ExceptionRecord]) -> list[Group]:
    """Group by team, the busiest first."""
    names = sorted({record.owner for record in records})
    return sorted(_groups(records, lambda record: record.owner, names), key=lambda group: (-group.count, group.name))


def by_age(records: Sequence[ExceptionRecord]) -> list[Group]:
    """Group by the time since anything moved; `unknown` where no export says when."""
    return _groups(records, _age, [name for name, _ in AGES] + ["unknown"])


def _age(record: ExceptionRecord) -> str:
    hours = record.age_hours
    if hours is None:
        return "unknown"
    return next(name for name, limit in AGES if limit is None or hours <= limit)


def _groups(
    records: Iterable[ExceptionRecord], name_of: Callable[[ExceptionRecord], str], names: Iterable[str]
) -> list[Group]:
    members: dict[str, list[ExceptionRecord]] = {name: [] for name in names}
    for record in records:
        members.setdefault(name_of(record), []).append(record)
    return [Group(name, len(found), money(found)) for name, found in members.items() if found]


def money(records: Iterable[ExceptionRecord]) -> tuple[tuple[str, Decimal], ...]:
    """Sum the money at stake by currency."""
    sums: dict[str, Decimal] = {}
    for record in records:
        if record.amount_at_stake is not None:
            sums[record.currency] = sums.get(record.currency, Decimal("0.00")) + record.amount_at_stake
    return tuple(sorted(sums.items()))
