"""Every comparison that led to an exception, as frozen values for whoever draws them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from orders.exceptions import ExceptionRecord

Outcome = Literal["same", "within", "differs", "blank"]


@dataclass(frozen=True)
class Numbered:
    """A row's number as it is written and the key it is searched by; `system` and `row` as in the reports."""

    system: str
    row: str
    written: str
    key: str


@dataclass(frozen=True)
class Candidate:
    """A line that the rows of a system were tried on: fields by outcome, score 0…1, and what came of it.

    `accepted` says that its attributes suffice, `chosen` that it is where the rows are now.
    """

    step: str
    rows: tuple[str, ...]
    home: tuple[str, ...]
    score: float
    fields: Mapping[str, Outcome]
    accepted: bool
    chosen: bool


@dataclass(frozen=True)
class Comparison:
    """Two systems' values of a field, what is permitted between them, and the outcome."""

    line: int
    field: str
    first: str
    second: str
    one: str
    other: str
    permitted: str
    outcome: Outcome


@dataclass(frozen=True)
class Explained:
    """What led to one exception: numbers, candidates tried by attributes, comparisons of its lines."""

    record: ExceptionRecord
    numbers: tuple[Numbered, ...]
    candidates: tuple[Candidate, ...]
    comparisons: tuple[Comparison, ...]
