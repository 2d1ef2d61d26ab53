"""Faults of meaning in a responsibility table: kinds of exception and ranges of stages that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orders.codes import EXCEPTIONS, STAGES
from orders.located import Keys, Located
from orders.problems import Problem, advice

GATES = (
    "not-invoiced",
    "invoiced-not-shipped",
    "over-invoiced",
    "sign-off-missing",
    "return-unproved",
    "receivable-overdue",
)


def owner_faults(located: Located) -> Iterator[Problem]:
    """Yield what is wrong with the rules of a `kind: owners` mapping whose form is right."""
    for index, rule in enumerate(located.value["rules"]):
        above: Keys = ("rules", index)
        yield from _kinds(located, above, rule.get("kind", ()))
        yield from _stages(located, above, rule.get("stage"))


def _kinds(located: Located, above: Keys, kinds: Any) -> Iterator[Problem]:
    for place, kind in enumerate([kinds] if isinstance(kinds, str) else kinds):
        if kind not in EXCEPTIONS and kind not in GATES:
            keys: Keys = (*above, "kind") if isinstance(kinds, str) else (*above, "kind", place)
            what = f"there is no kind of exception `{kind}`"
            yield located.problem(keys, "exception-unknown", what, advice(kind, EXCEPTIONS))


def _stages(located: Located, above: Keys, stage: Any) -> Iterator[Problem]:
    if not isinstance(stage, dict):
        return
    first, last = stage.get("from", STAGES[0]), stage.get("to", STAGES[-1])
    if STAGES.index(first) > STAGES.index(last):
        what = f"`{first}` comes after `{last}`: no line is ever there"
        yield located.problem((*above, "stage"), "stage-range-empty", what, f"write {{from: {last}, to: {first}}}")
