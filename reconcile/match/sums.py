"""Which parts add up to a whole: every way, found in a counted number of steps; only what can be one way is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST_PARTS = 12
MOST_STEPS = 2 ** (MOST_PARTS + 1) - 1  # taking and leaving each of twelve parts


@dataclass(frozen=True)
class Ways:
    """All sets of positions whose parts sum to a whole, and how many steps the search took."""

    found: tuple[tuple[int, ...], ...]
    steps: int


def ways(parts: Sequence[int], whole: int) -> Ways:
    """Return every set of positions into `parts` (at most 12, all positive) that sums to `whole` exactly.

    Raises ValueError for more or other parts.
    """
    if len(parts) > MOST_PARTS or any(part <= 0 for part in parts):
        raise ValueError("at most twelve parts, all positive")
    order = sorted(range(len(parts)), key=lambda at: (-parts[at], at))
    rest = [sum(parts[at] for at in order[n:]) for n in range(len(order) + 1)]
    found: list[tuple[int, ...]] = []
    open_: list[tuple[int, int, tuple[int, ...]]] = [(0, whole, ())]
    steps = 0
    while open_:
        n, wanted, taken = open_.pop()
        steps += 1
        if wanted == 0 and taken:
            found.append(tuple(sorted(taken)))
        elif 0 < wanted <= rest[n]:
            open_ += [(n + 1, wanted, taken), (n + 1, wanted - parts[order[n]], (*taken, order[n]))]
    return Ways(tuple(sorted(found)), steps)


@dataclass(frozen=True)
class Offer:
    """A whole, what it wants, and the parts that may belong to it, with their sizes."""

    whole: int
    wanted: int
    parts: Mapping[int, int]


@dataclass(frozen=True)
class Solved:
    """The wholes that several parts make up in one way only, and all ways of those that more than one way makes up."""

    decided: Mapping[int, tuple[int, ...]]
    undecided: Mapping[int, tuple[tuple[int, ...], ...]]
    steps: int


def solve(offers: Sequence[Offer]) -> Solved:
    """Find which parts make up which whole; a part or whole with two ways leaves all of them undecided.

    Nothing is said of a whole that is offered more than 12 parts, and none of these parts is decided elsewhere.
    """
    small = [offer for offer in offers if len(offer.parts) <= MOST_PARTS]
    crowded = {part for offer in offers if len(offer.parts) > MOST_PARTS for part in offer.parts}
    made: dict[int, set[tuple[int, ...]]] = {}
    steps = 0
    for offer in small:
        names = sorted(offer.parts)
        found = ways([offer.parts[name] for name in names], offer.wanted)
        steps += found.steps
        made.setdefault(offer.whole, set()).update(tuple(names[at] for at in way) for way in found.found)
    uses = Counter(part for found in made.values() for way in found for part in way)
    decided = dict(_only_ways(made, uses, crowded))
    several = {whole: tuple(sorted(found)) for whole, found in made.items() if any(len(way) > 1 for way in found)}
    return Solved(decided, {whole: found for whole, found in several.items() if whole not in decided}, steps)


def _only_ways(
    made: Mapping[int, set[tuple[int, ...]]], uses: Counter[int], crowded: set[int]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    for whole, found in made.items():
        for way in found if len(found) == 1 else ():
            if len(way) > 1 and all(uses[part] == 1 for part in way) and not crowded.intersection(way):
                yield whole, way
