"""JSON pointers into an order record: the value at a path, a record with another value there, the type it takes."""

from __future__ import annotations

import types
import typing
from dataclasses import is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from orders.records import OrderRecord
from orders.values import date_readings, parse_number

TRUE = frozenset({"true", "yes", "1", "是"})
FALSE = frozenset({"false", "no", "0", "否"})


def value_at(record: OrderRecord, path: str) -> Any:
    """Return what stands at `path`; None if the path leads nowhere."""
    here: Any = record
    for step in _steps(path):
        here = _child(here, step)
    return here


def put(record: OrderRecord, path: str, value: object) -> OrderRecord:
    """Return the record with `value` at `path`; a path that leads nowhere raises KeyError."""
    changed = _put(record, _steps(path), value)
    assert isinstance(changed, OrderRecord)
    return changed


def leaf_type(path: str) -> type | None:
    """Say which type of value `path` takes (str, Decimal, date, bool); None for a container or an unknown path."""
    here: Any = OrderRecord
    for step in _steps(path):
        here = _child_type(here, step)
    return here if here in (str, Decimal, date, bool) else None


def typed(path: str, text: str) -> object:
    """Read what a person typed as the type of `path`; ValueError says what was expected."""
    kind = leaf_type(path)
    if kind is Decimal:
        return _expected(parse_number(text), text, "a number such as 1250.00")
    if kind is date:
        return _expected(_one_date(text), text, "a date such as 2026-01-20")
    if kind is bool:
        return _expected(_truth(text), text, "yes or no")
    if kind is None:
        raise ValueError(f"“{path}” is not a single value and cannot be corrected here")
    return text


def _expected(value: object, text: str, what: str) -> object:
    if value is None:
        raise ValueError(f"“{text}” is not {what}")
    return value


def _one_date(text: str) -> date | None:
    readings = date_readings(text, {})
    return readings[0] if len(readings) == 1 else None


def _truth(text: str) -> bool | None:
    word = text.strip().lower()
    return True if word in TRUE else False if word in FALSE else None


def _steps(path: str) -> tuple[str, ...]:
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:])


def _child(here: Any, step: str) -> Any:
    if isinstance(here, tuple):
        return here[int(step)] if step.isdigit() and int(step) < len(here) else None
    return getattr(here, step, None) if is_dataclass(here) else None


def _put(here: Any, steps: tuple[str, ...], value: object) -> Any:
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(here, tuple) and step.isdigit() and int(step) < len(here):
        index = int(step)
        return (*here[:index], _put(here[index], rest, value), *here[index + 1 :])
    if not is_dataclass(here) or isinstance(here, type) or not hasattr(here, step):
        raise KeyError(step)
    return replace(here, **{step: _put(getattr(here, step), rest, value)})


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _child_type(kind: Any, step: str) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        return _bare(_hints(kind).get(step))
    if typing.get_origin(kind) is tuple and step.isdigit():
        return _bare(typing.get_args(kind)[0])
    return None


def _bare(hint: Any) -> Any:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return hint
