"""Characters become words: broken at a blank, a gap, a vertical ruling line or the end of the line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median_low

from intake.read.characters import Char
from intake.read.document import Rule, Word
from orders.records import Box

GAP = 0.27  # of the em: half a full-width blank is wider, kerning and tracking are narrower
NARROW_BLANK = 0.15  # of the em, wider than between the other characters: a blank that only moved the pen
OVERLAP = 0.35
HALF_WIDTH = 0.6  # of the em: full-width punctuation may be set half as wide as its font says
CELL_GAP = 0.06  # of the em, enough where a ruling line stands between
TOUCHING = 0.05  # of the em
SAME_PLACE = 0.2
SAME_LINE = 0.2
ABOVE, BELOW = 0.78, 0.12  # of the em over and under the base line: capitals, digits and most of a Hanzi

PUNCTUATION = frozenset("，。、；：！？）】》」』〉〕”’（【《「『〈〔“‘·")

Chars = list[Char]


def words_of(chars: Sequence[Char], rules: Sequence[Rule], ink: Callable[[Char], Box]) -> tuple[list[Word], int]:
    """Group characters of one direction into words, top to bottom and left to right.

    Returns the words and how many characters were printed twice and kept once.
    """
    runs, doubled = _runs(chars)
    words: list[Word] = []
    for line in _lines(runs):
        kept, twice = _without_copies(line)
        doubled += twice
        for run in _joined(kept):
            words += [_word(part, ink) for piece in _cut_at_blanks(run) for part in _cut_at(piece, rules)]
    return words, doubled


def _runs(chars: Sequence[Char]) -> tuple[list[Chars], int]:
    """Split in printing order; a blank stands alone as a run, to keep its neighbours apart later."""
    runs: list[Chars] = []
    doubled = 0
    last: Char | None = None
    for char in chars:
        if last is not None and char.text == last.text and _printed_again(last, char):
            doubled += 1
            continue
        if last is None or char.text.isspace() or last.text.isspace() or not _follows(last, char):
            run: Chars = []
            runs.append(run)
        run.append(char)
        last = char
    return runs, doubled


def _printed_again(last: Char, char: Char) -> bool:
    if abs(char.base - last.base) > SAME_PLACE * last.em:
        return False
    shift = abs(char.x0 - last.x0)
    if shift == 0.0 and char.x1 == last.x1 and char.index == last.index + 1:
        return False  # two letters of one ligature share a box
    return shift < SAME_PLACE * last.em and char.x1 - char.x0 > 2 * shift


def _follows(last: Char, char: Char) -> bool:
    em, smaller = last.em, char.em
    if em < smaller:
        em, smaller = smaller, em
    if not -SAME_LINE * smaller <= char.base - last.base <= SAME_LINE * smaller:
        return False
    if char.x0 <= last.x0:
        return char.x0 == last.x0 and char.x1 == last.x1
    gap = char.x0 - last.x1
    return gap <= GAP * em and (gap >= -OVERLAP * em or (gap >= -HALF_WIDTH * em and last.text in PUNCTUATION))


def _lines(runs: list[Chars]) -> list[list[Chars]]:
    lines: list[list[Chars]] = []
    for run in sorted(runs, key=lambda r: r[0].base):
        if lines and run[0].base - lines[-1][0][0].base <= SAME_LINE * min(run[0].em, lines[-1][0][0].em):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda r: r[0].x0) for line in lines]


def _without_copies(line: list[Chars]) -> tuple[list[Chars], int]:
    kept: list[Chars] = []
    doubled = 0
    for run in line:
        text = "".join(char.text for char in run)
        if not text.isspace() and any(_copy_of(run, text, other) for other in kept[-4:]):
            doubled += len(run)
        else:
            kept.append(run)
    return kept, doubled


def _copy_of(run: Chars, text: str, other: Chars) -> bool:
    near = abs(run[0].x0 - other[0].x0) < SAME_PLACE * run[0].em
    return near and text == "".join(char.text for char in other)


def _joined(line: list[Chars]) -> list[Chars]:
    joined: list[Chars] = []
    open_run = False
    for at, run in enumerate(line):
        if run[0].text.isspace():
            open_run = open_run and _filled(joined[-1][-1], run[0], line[at + 1 :])
        elif open_run and _follows(joined[-1][-1], run[0]):
            joined[-1] = joined[-1] + run
        else:
            joined.append(run)
            open_run = True
    return joined


def _filled(last: Char, blank: Char, after: Sequence[Chars]) -> bool:
    """Say whether a blank without width stands where two characters touch: a hole of one font that another fills."""
    near = blank.x1 - blank.x0 < TOUCHING * last.em and abs(blank.x0 - last.x1) < TOUCHING * last.em
    return near and bool(after) and abs(after[0][0].x0 - last.x1) < TOUCHING * last.em


def _cut_at_blanks(run: Chars) -> list[Chars]:
    """Cut at gaps that stand out from the others of the run: even ones are letter-spacing."""
    least = NARROW_BLANK * run[0].em
    if not any(after.x0 - before.x1 > least for before, after in pairwise(run)):
        return [run]
    gaps = [after.x0 - before.x1 - _slack(before) - _slack(after) for before, after in pairwise(run)]
    least += max(0.0, median_low(gaps)) if len(gaps) > 1 else 0.0
    edges = [0, *(at for at, gap in enumerate(gaps, 1) if gap > least), len(run)]
    return [run[a:b] for a, b in pairwise(edges)]


def _slack(char: Char) -> float:
    """Return what a full-width sign lacks of its em: some fonts tell the width of its ink only."""
    return max(0.0, char.em - (char.x1 - char.x0)) if char.text > "\u2e80" else 0.0


def _cut_at(run: Chars, rules: Sequence[Rule]) -> list[Chars]:
    """Cut where a vertical rule passes between two characters; `rules` are vertical and sorted by x."""
    middle = run[0].base - 0.35 * run[0].em
    start = bisect_left(rules, run[0].x0, key=_left)
    if start == len(rules) or rules[start].x0 > run[-1].x1:
        return [run]
    cuts = set()
    for rule in rules[start:]:
        if rule.x0 > run[-1].x1:
            break
        cut = sum((char.x0 + char.x1) / 2 < rule.x0 for char in run)
        if rule.top <= middle <= rule.bottom and 0 < cut < len(run) and _apart(run[cut - 1], run[cut]):
            cuts.add(cut)
    edges = [0, *sorted(cuts), len(run)]
    return [run[a:b] for a, b in pairwise(edges)]


def _left(rule: Rule) -> float:
    return rule.x0


def _apart(left: Char, right: Char) -> bool:
    """Tell two cells from one text that overruns its cell: the letters of the latter touch, in printing order."""
    return right.x0 - left.x1 > CELL_GAP * left.em or right.index != left.index + 1


def _word(run: Chars, ink: Callable[[Char], Box]) -> Word:
    first, last = ink(run[0]), ink(run[-1])
    x0 = first[0] if first[2] > first[0] else run[0].x0
    x1 = last[2] if last[2] > last[0] else run[-1].x1
    inner = [(a.x1 + b.x0) / 2 for a, b in pairwise(run)]
    _spread_ligatures(run, inner)
    base, em = run[0].base, max(char.em for char in run)
    text = "".join(char.text for char in run)
    edges = (min(x0, *inner, x1), *inner, x1) if inner else (x0, x1)
    return Word(text, edges[0], base - ABOVE * em, max(x1, edges[0]), base + BELOW * em, edges)


def _spread_ligatures(run: Chars, inner: list[float]) -> None:
    if len({char.x0 for char in run}) == len(run):
        return
    start = 0
    for index in range(1, len(run) + 1):
        if index < len(run) and run[index].x0 == run[start].x0 and run[index].x1 == run[start].x1:
            continue
        count = index - start
        for step in range(1, count):
            inner[start + step - 1] = run[start].x0 + (run[start].x1 - run[start].x0) * step / count
        start = index
