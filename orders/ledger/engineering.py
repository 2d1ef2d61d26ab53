"""What the masters said of bills and drawings on the last night."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, select

from orders.engineering import EngineeringChange, changes_of
from orders.ledger.renewal import renew
from orders.ledger.schema import engineering_states


def note(connection: Connection, states: Iterable[tuple[str, str]]) -> tuple[EngineeringChange, ...]:
    """Keep tonight's states in the place of the last ones and return what changed; a first night changes nothing."""
    query = select(engineering_states.c.sku, engineering_states.c.state)
    before = {row.sku: row.state for row in connection.execute(query)}
    after = dict(states)
    differing = sorted(sku for sku in {*before, *after} if before.get(sku) != after.get(sku))
    rows = [{"sku": sku, "state": after[sku]} for sku in differing if sku in after]
    renew(connection, engineering_states, "sku", rows, before)
    _drop(connection, [sku for sku in differing if sku not in after])
    if not before:
        return ()
    return tuple(one for sku in differing for one in changes_of(sku, before.get(sku), after.get(sku)))


def _drop(connection: Connection, skus: list[str]) -> None:
    if skus:
        gone = delete(engineering_states).where(engineering_states.c.sku == bindparam("of"))
        connection.execute(gone, [{"of": sku} for sku in skus])
