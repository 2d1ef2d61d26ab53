"""exceptions.csv and matches.csv against the truth: wrong links, what was found, what was said that is not so."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.reconcile.books import SYSTEMS, Row
from bench.reconcile.planter import Expected
from bench.reconcile.world import World

Rows = frozenset[Row]
NUMBERED = ("suggested-match", "ambiguous-match", "key-collision", "lossy-cell")


@dataclass(frozen=True)
class Said:
    """One exception of exceptions.csv."""

    kind: str
    rows: Rows
    odd: str
    text: str


@dataclass
class Score:
    """Counts of one or several runs; `counts` by (kind, "right" | "exact" | "wrong" | "lost")."""

    rows: int = 0
    auto: int = 0
    wrong: int = 0
    true: int = 0
    linked: int = 0
    astray: int = 0  # true links of rows whose number is spoilt
    astray_linked: int = 0
    odd: int = 0
    odd_right: int = 0
    false_quantities: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, other: Score) -> None:
        """Add another run's counts."""
        names = ("rows", "auto", "wrong", "true", "linked", "astray", "astray_linked", "odd", "odd_right")
        for name in (*names, "false_quantities"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.counts.update(other.counts)
        for kind, notes in other.notes.items():
            self.notes[kind] += notes

    def of(self, what: str, kind: str = "") -> int:
        return sum(n for (one, other), n in self.counts.items() if other == what and kind in ("", one))

    def f1(self, kind: str = "", *, exact: bool = False) -> float | None:
        """Return F1 by kind and rows, None if there was nothing to find and nothing said.

        `exact`: the rows must be exactly those of the lines; else the faulty rows must be among them, no foreign ones.
        """
        right = self.of("right", kind)
        hits, others = (self.of("exact", kind) if exact else right), self.of("wrong", kind) + self.of("lost", kind)
        every = 2 * right + others
        return 2 * hits / every if every else None


def score(world: World, run: Path) -> Score:
    """Compare a run folder with the truth of its world."""
    every = world.rows()
    by_label = {(row.system, row.label): row for row in every}
    found = Score(rows=len(every))
    _links(found, world, _table(run / "matches.csv"), by_label)
    said = [
        Said(line["kind"], _rows(line, by_label), line["odd_system"], f"{line['field']}: {line['explanation']}")
        for line in _table(run / "exceptions.csv")
    ]
    _exceptions(found, world, said)
    return found


def failed(world: World, why: str) -> Score:
    """Score a run that gave nothing: all is lost."""
    found = Score(rows=len(world.rows()), true=len(world.pairs()))
    for item in world.expected:
        found.counts[item.kinds[0], "lost"] += 1
    found.notes["no result"].append(f"{world.profile.name}: {why.strip()[:600]}")
    return found


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _rows(line: Mapping[str, str], by_label: Mapping[tuple[str, str], Row]) -> Rows:
    named = [(system, label) for system in SYSTEMS for label in line[f"{system}_rows"].split(";") if label]
    return frozenset(by_label[one] for one in named)


def _links(
    found: Score, world: World, matches: Iterable[Mapping[str, str]], by_label: Mapping[tuple[str, str], Row]
) -> None:
    true, seen = world.pairs(), set()
    for match in matches:
        rows = sorted(_rows(match, by_label), key=lambda row: SYSTEMS.index(row.system))
        pairs = [(one, other) for at, one in enumerate(rows) for other in rows[at + 1 :] if one.system != other.system]
        seen.update(pairs)
        if match["band"] != "auto":
            continue
        found.auto += len(pairs)
        wrong = [pair for pair in pairs if pair[0].line.group != pair[1].line.group]
        found.wrong += len(wrong)
        if wrong:
            found.notes["wrong link"].append(f"{world.profile.name} {match['method']}: {told(rows)}")
    found.true, found.linked = len(true), len(true & seen)
    spoilt = {row for item in world.expected if item.kinds[0] in NUMBERED for row in item.core}
    astray = {pair for pair in true if spoilt & set(pair)}
    found.astray, found.astray_linked = len(astray), len(astray & seen)
    lost = [pair for pair in true if pair not in seen]
    lost.sort(key=lambda pair: (pair[0].line.key, pair[0].label, pair[1].label))
    found.notes["lost link"] += [f"{world.profile.name}: {told(pair)}" for pair in lost[:20]]


def _exceptions(found: Score, world: World, said: Sequence[Said]) -> None:
    open_, by_row = set(range(len(said))), defaultdict(list)
    for at, one in enumerate(said):
        for row in one.rows:
            by_row[row].append(at)
    missed = list(world.expected)
    for exact in (True, False):
        missed = [item for item in missed if not _hit(found, world, item, said, open_, by_row, exact=exact)]
    for item in missed:
        found.counts[item.kinds[0], "lost"] += 1
        near = sorted({at for row in item.core for at in by_row[row]})
        instead = " | ".join(f"{said[at].kind}{'' if at in open_ else ' (counted)'}" for at in near) or "nothing"
        found.notes[f"lost {item.kinds[0]}"].append(
            f"{world.profile.name} {item.fault}: {told(item.core)}, said instead: {instead}"
        )
    for at in sorted(open_):
        found.counts[said[at].kind, "wrong"] += 1
        found.notes[f"false {said[at].kind}"].append(
            f"{world.profile.name}: {told(said[at].rows)}, {said[at].text}{_faults(world, said[at].rows)}"
        )
        found.false_quantities += said[at].kind == "quantity-mismatch" and bool(said[at].rows & world.healthy_parts)


def _hit(
    found: Score,
    world: World,
    item: Expected,
    said: Sequence[Said],
    open_: set[int],
    by_row: Mapping[Row, list[int]],
    *,
    exact: bool,
) -> bool:
    """Take the exception that says what is expected, if one does; count it."""
    core, rows, allowed = frozenset(item.core), frozenset(item.rows(world.books)), frozenset(item.allowed(world.books))
    for at in by_row[item.core[0]]:
        one = said[at]
        good = one.rows == rows if exact else core <= one.rows <= allowed
        if at in open_ and one.kind in item.kinds and good:
            open_.discard(at)
            found.counts[item.kinds[0], "right"] += 1
            found.counts[item.kinds[0], "exact"] += exact
            _odd(found, world, item, one)
            return True
    return False


def _odd(found: Score, world: World, item: Expected, said: Said) -> None:
    if said.kind != item.kinds[0]:
        return
    found.odd += 1
    found.odd_right += said.odd == item.odd
    if said.odd != item.odd:
        what = f"{world.profile.name} {item.fault}: {told(item.core)}, {said.odd or 'none'}, not {item.odd or 'none'}"
        found.notes[f"odd {item.kinds[0]}"].append(what)


def _faults(world: World, rows: Rows) -> str:
    planted = {item.fault for item in world.expected if rows & set(item.core)}
    return f" [planted there: {', '.join(sorted(planted))}]" if planted else ""


def told(rows: Iterable[Row]) -> str:
    """Name rows for a person who looks at the files."""
    ordered = sorted(rows, key=lambda row: (SYSTEMS.index(row.system), row.label))
    return " ".join(f"{row.system}:{row.label}({row.values['order_id']} of {row.line.order.number})" for row in ordered)
