"""A self-test of the matching on the user's own exports: nothing is written, and nothing of theirs is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from orders.ledger import Parted
from orders.masters import Masters
from orders.run import Setting
from orders.self_test import SelfTest
from reconcile.compare.trace import Trace
from reconcile.match.sides import match_sides
from reconcile.selftest.clean import clean_lines, row_prints
from reconcile.selftest.damage import damage
from reconcile.selftest.draw import draw, how_many, order_clean
from reconcile.selftest.judge import Judged, bystanders, judge
from reconcile.selftest.mix import measure
from reconcile.stage import match_exports, remembered


def try_exports(
    setting: Setting, files: Mapping[str, tuple[Path, ...]], masters: Masters, given: Sequence[str] = ()
) -> SelfTest:
    """Match the exports, damage a part of what matched cleanly as the remainder looks, and match once more.

    Raises UnusableError as a reconciliation does.
    """
    trace = Trace()
    match_exports(setting, files, masters, given, trace)
    known = remembered(setting.workspace)
    return try_on(trace, known.parted, float(known.judged.margin))


def try_on(trace: Trace, parted: Iterable[Parted] = (), least: float = 0.0) -> SelfTest:
    """Try the matching on what a trace says of the exports; deterministic, whatever the order of their rows.

    `parted` and `least` as `match_sides` takes them.
    """
    view = trace.view
    assert view is not None
    situations = [item for _, item in trace.found]
    matched, prints = view.matched, row_prints(view.matched.stack)
    lines = clean_lines(view, situations)
    mix, measured = measure(view, situations)
    clean = order_clean(matched, lines, prints)
    cases = draw(clean, mix, how_many(len(lines), len(situations), matched.wide.lines))
    sides, before = damage(matched, cases)
    judged = Judged.of(match_sides(sides, parted, least=least), matched.line, before)
    damaged = judge(judged, cases)
    return SelfTest(len(lines), len(situations), measured, damaged, *bystanders(judged, lines, cases))
