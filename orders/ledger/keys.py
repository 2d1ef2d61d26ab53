"""Orders by the customer their key begins with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_

from orders.ledger.schema import orders

_COLLATIONS = {"sqlite": "BINARY", "postgresql": "C"}


def of_customer(connection: Connection, customer_id: str) -> Any:
    """Choose the orders of a customer by a range of keys, which an index answers.

    A locale's order would put other customers' keys between them.
    """
    order_key = orders.c.order_key.collate(_COLLATIONS.get(connection.dialect.name, "C"))
    return and_(order_key >= f"{customer_id}/", order_key < f"{customer_id}0")  # 0 comes after /
