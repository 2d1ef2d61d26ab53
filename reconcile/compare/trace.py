"""What a matching that is to be explained writes down on its way; nothing is written down otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field

from orders.exceptions import ExceptionRecord
from reconcile.compare.view import Situation, View
from reconcile.match.trials import Trial


@dataclass
class Trace:
    """The trials in their order, then what was compared and found."""

    trials: list[Trial] = field(default_factory=list)
    view: View | None = None
    found: list[tuple[ExceptionRecord, Situation]] = field(default_factory=list)
