"""Which team answers for an exception: the first rule of the responsibility table that holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def owner_of(table: Mapping[str, Any], kind: str, odd_system: str, field: str) -> tuple[str, str]:
    """Return team and contact of the first rule whose kind, odd_system and field (where given) all fit."""
    facts = {"kind": kind, "odd_system": odd_system, "field": field}
    for rule in table.get("rules", ()):
        if all(_fits(rule[name], value) for name, value in facts.items() if name in rule):
            return str(rule.get("team", "")), str(rule.get("contact", ""))
    return "", ""


def _fits(wanted: object, value: str) -> bool:
    return value in wanted if isinstance(wanted, (list, tuple)) else value == wanted
