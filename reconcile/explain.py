"""Why an exception is there: its rows' numbers, every candidate tried for them, every comparison of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from orders.exceptions import ExceptionRecord
from orders.explained import Candidate, Comparison, Explained, Numbered, Outcome
from orders.masters import Masters
from orders.run import Setting
from reconcile.cells import day_text, plain
from reconcile.compare.attributes import attribute_differences
from reconcile.compare.differences import differences
from reconcile.compare.records import row_labels
from reconcile.compare.states import NAMES, conflicting
from reconcile.compare.trace import Trace
from reconcile.compare.view import Situation, View
from reconcile.match.agreement import DAYS, WEIGHTS, agreements
from reconcile.match.groups import Groups
from reconcile.match.trials import Trial
from reconcile.stage import match_exports
from reconcile.tolerances import NUMBERS
from reconcile.vocabulary import DATE_COLUMNS

Permitted = Callable[[int, int], str]
MOST_LINES, MOST_CANDIDATES = 5, 20


def explain_exports(
    setting: Setting, files: Mapping[str, tuple[Path, ...]], masters: Masters, given: Sequence[str], name: str
) -> Explained | None:
    """Match the exports once more and explain the exception of this id; None if they have none of it."""
    trace = Trace()
    result, _ = match_exports(setting, files, masters, given, trace)
    record = next((item for item in result.exceptions if item.exception_id == name), None)
    return None if record is None else explain(trace, record)


def explain(trace: Trace, record: ExceptionRecord) -> Explained:
    """Gather what led to a record from the trace of its matching."""
    view = trace.view
    assert view is not None
    item = _situation(trace, record)
    labels = [f"{view.systems[n].upper()} {label}" for n, label in _labelled(view)]
    rows = [row for found in item.rows.values() for row in found]
    lines = sorted({int(view.matched.line[row]) for row in rows})[:MOST_LINES]
    return Explained(
        record,
        tuple(_numbered(view, rows, labels)),
        tuple(_candidates(trace, view, frozenset(rows), labels)),
        tuple(found for number, line in enumerate(lines, 1) for found in _compared(view, number, line)),
    )


def _situation(trace: Trace, record: ExceptionRecord) -> Situation:
    """Find what a record was made of; ids of equal identities were told apart and dates put in since."""
    plainly = replace(record, exception_id="", first_seen=None)
    return next(item for made, item in trace.found if replace(made, exception_id="", first_seen=None) == plainly)


def _labelled(view: View) -> Iterator[tuple[int, str]]:
    system = view.matched.stack.column("system").tolist()
    return zip(system, row_labels(view.matched), strict=True)


def _numbered(view: View, rows: Sequence[int], labels: Sequence[str]) -> Iterator[Numbered]:
    stack = view.matched.stack
    for row in rows:
        written = view.text(row, "order_id").strip() or view.text(row, "customer_order_id").strip()
        system, label = labels[row].split(" ", 1)
        yield Numbered(system, label, written, stack.text("order", int(stack.column("order")[row])))


# ── candidates ───────────────────────────────────────────────────────────────────────────────────────────────────


def _candidates(trace: Trace, view: View, rows: frozenset[int], labels: Sequence[str]) -> Iterator[Candidate]:
    found = (one for trial in trace.trials for one in _of_trial(trial, view, rows, labels))
    yield from sorted(found, key=lambda one: (not one.chosen, -one.score))[:MOST_CANDIDATES]


def _of_trial(trial: Trial, view: View, rows: frozenset[int], labels: Sequence[str]) -> Iterator[Candidate]:
    own = np.unique(trial.line[sorted(rows)])
    seekers = trial.seekers["at"].to_numpy()
    scored = trial.scored[np.isin(seekers[trial.scored["p_s"]], own)].reset_index(drop=True)
    left = trial.seekers.iloc[scored["p_s"]].reset_index(drop=True)
    right = trial.homes.iloc[scored["p_h"]].reset_index(drop=True)
    agree, known = agreements(left, right, view.matched.stack)
    groups = Groups(trial.line)
    for n, (seeker, home) in enumerate(zip(left["at"], right["at"], strict=True)):
        mine, theirs = groups.rows(int(seeker)), groups.rows(int(home))
        outcome: dict[str, Outcome] = {
            name: "blank" if not known[name][n] else "same" if agree[name][n] else "differs"
            for name in WEIGHTS
            if name not in DAYS
        }
        chosen = bool(view.matched.line[mine[0]] == view.matched.line[theirs[0]])
        named = [tuple(labels[row] for row in part) for part in (mine, theirs)]
        score, accepted = float(scored["score"][n]), bool(scored["accepted"][n])
        yield Candidate(trial.step, named[0], named[1], score, outcome, accepted, chosen)


# ── comparisons ──────────────────────────────────────────────────────────────────────────────────────────────────


def _compared(view: View, number: int, line: int) -> Iterator[Comparison]:
    """Yield every comparison of a line that two systems have, numbers first, as the comparing judges them."""
    for name, texts, apart, permitted in _judged(view, line):
        for first, second in view.pairs:
            if not (view.rows(line, first) and view.rows(line, second)):
                continue
            one, other = texts.get(first, ""), texts.get(second, "")
            differs = {(first, second), (second, first)} & set(apart)
            allowed = permitted(first, second)
            outcome: Outcome = "differs" if differs else "blank" if not (one and other) else "same"
            outcome = "within" if outcome == "same" and one != other and allowed else outcome
            if one or other:
                systems = (view.systems[first].upper(), view.systems[second].upper())
                yield Comparison(number, name, *systems, one, other, allowed, outcome)


def _judged(view: View, line: int) -> Iterator[tuple[str, dict[int, str], Sequence[tuple[int, int]], Permitted]]:
    """Yield field, texts by system, the systems that differ, and what is permitted between two of them."""
    for name in NUMBERS:
        texts = {n: plain(view.value(name, n, line)) for n in view.numbers}
        yield name, texts, differences(view, name).get(line, ()), partial(_limit, view, name)
    for name in DATE_COLUMNS:
        texts = {n: day_text(view.value(name, n, line)) for n in view.numbers}
        yield name, texts, differences(view, name).get(line, ()), partial(_days, view, name)
    for name, _, found in attribute_differences(view):
        if name not in DATE_COLUMNS:
            yield name, view.values_of(line, name), found.get(line, ()), lambda first, second: ""
    stage = view.stages[:, line].tolist()
    texts = {n: NAMES[stage[n]] if stage[n] >= 0 else "" for n in view.numbers}
    yield "status", texts, conflicting(view).get(line, ()), partial(_hours, view)


def _limit(view: View, name: str, first: int, second: int) -> str:
    return str(view.tolerance(first, second).limit(name))


def _days(view: View, name: str, first: int, second: int) -> str:
    days = view.tolerance(first, second).day_limit(name)
    return f"{days} working d" if days.working else f"{days} d"


def _hours(view: View, first: int, second: int) -> str:
    return f"{view.tolerance(first, second).status_hours.normalize():f} h"
