"""The product's self-test beside the truth: what it says of a data set without labels, and what is so."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from bench.reconcile.score import Score

HEAD = f"{'':<10}{'rows with a wrong number found again':>44}{'automatic links wrong, of 10,000':>40}\n"
HEAD += (
    f"{'profile':<10}{'self-test (alike set aside)':>32}{'truth':>12}{'self-test (alike set aside)':>28}{'truth':>12}"
)
ALIKE = "alike"  # damage that no field tells
UNNUMBERED = ("quantity", "missing", "gone")


def counts(told: str) -> Counter[str]:
    """Count what a self-test printed as JSON: damaged numbers and automatic links, those that are alike apart."""
    found, said = Counter[str](), json.loads(told)
    for one in said["classes"]:
        damage, right = one["damage"], one["auto_right"] + one["suggested_right"]
        rows = sum(value for name, value in one.items() if name != "damage")
        if damage not in UNNUMBERED:
            found.update(rows=rows, right=right)
        if damage == ALIKE:
            found.update(alike=rows, alike_right=right, alike_wrong=one["auto_wrong"])
    found.update(links=said["links"]["judged"], wrong=said["links"]["judged"] - said["links"]["right"])
    return found


def beside(tested: Mapping[str, Counter[str]], scores: Mapping[str, Score]) -> Iterator[str]:
    """Yield a table of both, a line a profile."""
    if tested:
        yield f"\n{HEAD}"
    for name, said in tested.items():
        true, rest = scores[name], said["rows"] - said["alike"]
        recall = f"{said['right'] / max(said['rows'], 1):.3f}"
        plain = f"{(said['right'] - said['alike_right']) / max(rest, 1):.3f}"
        wrong, others = (
            10_000 * count / max(said["links"], 1) for count in (said["wrong"], said["wrong"] - said["alike_wrong"])
        )
        text = f"{name:<10}{f'{recall} ({plain})':>32}{true.astray_linked / max(true.astray, 1):>12.3f}"
        yield text + f"{f'{wrong:.1f} ({others:.1f})':>28}{10_000 * true.wrong / max(true.auto, 1):>12.1f}"
