"""`mapping suggest --export`: a mapping drafted from an export, each proposal with its confidence.

What is not sure stands behind a `#`: a person takes it away or corrects the line. Nothing is applied by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from orders.exceptions import SYSTEMS
from orders.mapping import mappings
from orders.problems import UnusableError
from orders.values import key
from reconcile.load.apart import Child
from reconcile.load.dates import DayOrderUnknownError, day_orders
from reconcile.load.guess import SEEN, Cells, cells_of, fits
from reconcile.load.numbers import DecimalUnknownError, decimal_styles
from reconcile.load.sheets import Sheet
from reconcile.texts import Texts
from reconcile.vocabulary import (
    CANONICAL,
    DATE_COLUMNS,
    NUMBER_COLUMNS,
    TIME_COLUMNS,
    Vocabulary,
    header_key,
    vocabulary,
)

SURE, SHOWN, MARGIN = 0.8, 0.5, 0.05


@dataclass(frozen=True)
class Guess:
    """One proposal: what the file has, what it would be, and how sure that is (0…1)."""

    seen: str
    meant: str
    confidence: float


@dataclass(frozen=True)
class Draft:
    """What a mapping of one export could be."""

    system: str
    sheet: Sheet
    columns: tuple[Guess, ...]
    words: tuple[Guess, ...]
    formats: Mapping[str, str]
    familiar: float  # how early the headers stand in this system's own lists


def suggest_export(path: Path, as_of: datetime) -> str:
    """Return the YAML of a mapping drafted from an export. Raises UnusableError as loading does."""
    built = [mapping.data for mapping in mappings("export")]
    with Child() as child:
        drafts = [_draft(path, vocabulary(system, built, []), as_of, child) for system in SYSTEMS]
    named = [draft for draft in drafts if draft.system in path.stem.lower()]
    best = max(named or drafts, key=lambda draft: draft.familiar)
    return "".join(f"{line}\n" for line in _yaml(best, path.name))


def _draft(path: Path, words: Vocabulary, as_of: datetime, child: Child) -> Draft:
    sheet = _sheet(path, words, child)
    columns = [
        cells_of(header, column[:SEEN].to_pylist())
        for header, column in zip(sheet.header, sheet.columns, strict=True)
        if header.strip()
    ]
    guesses = _assigned(columns, words)
    texts = {guess.meant: next(c.texts for c in columns if c.header == guess.seen) for guess in guesses}
    formats = _formats({name: Texts.listed(cells) for name, cells in texts.items()}, as_of)
    stages = tuple(_stages(texts.get("status", ()), words))
    return Draft(words.system, sheet, guesses, stages, formats, _familiar(guesses, words))


def _familiar(guesses: Sequence[Guess], words: Vocabulary) -> float:
    known = ((words.columns[guess.meant], header_key(guess.seen)) for guess in guesses)
    return sum(1 / (1 + forms.index(form)) for forms, form in known if form in forms)


def _sheet(path: Path, words: Vocabulary, child: Child) -> Sheet:
    """Read the file; where no row has known headers the first one is the header."""
    try:
        return child.begin(path, words)()
    except UnusableError as error:
        if {problem.code for problem in error.problems} != {"export-header-missing"}:
            raise
        return child.begin(path, replace(words, formats={"header_row": 1}))()


def _assigned(columns: Sequence[Cells], words: Vocabulary) -> tuple[Guess, ...]:
    """Give each canonical column at most one header and each header at most one column, best sum first."""
    from scipy.optimize import linear_sum_assignment

    scores = np.array(fits(columns, words)).reshape(len(columns), len(CANONICAL))
    found = []
    for row, name in zip(*linear_sum_assignment(scores, maximize=True), strict=True):
        score = float(scores[row, name])
        rivals = [*np.delete(scores[row], name), *np.delete(scores[:, name], row)]
        near = max(rivals, default=0.0) > score - MARGIN and score < 1
        if score >= SHOWN:
            found.append(
                (int(name), Guess(columns[row].header, CANONICAL[name], min(score, SURE - 0.01) if near else score))
            )
    return tuple(guess for _, guess in sorted(found, key=lambda pair: pair[0]))


def _stages(texts: Sequence[str], words: Vocabulary) -> Iterator[Guess]:
    """Say which stage each status word means: a known word, or the nearest known one."""
    from rapidfuzz import fuzz, process

    table = words.values["status"]
    for text in dict.fromkeys(text.strip() for text in texts if text.strip()):
        if (stage := table.get(key(text))) is not None:
            yield Guess(text, stage, 1.0)
            continue
        near = process.extractOne(key(text), list(table), scorer=fuzz.ratio)
        yield Guess(text, table[near[0]] if near else "received", min(near[1] / 100, SURE - 0.01) if near else 0.0)


def _formats(texts: Mapping[str, Texts], as_of: datetime) -> dict[str, str]:
    """Name what the columns prove; a question that loading would ask stands as one."""
    dated = {name: texts[name] for name in (*DATE_COLUMNS, *TIME_COLUMNS) if name in texts}
    numeric = {name: texts[name] for name in NUMBER_COLUMNS if name in texts}
    formats: dict[str, str] = {}
    try:
        orders = {order.order for order in day_orders(dated, "auto", as_of.date()).values() if order.order}
        formats["dates"] = orders.pop() if len(orders) == 1 else "auto"
    except DayOrderUnknownError as error:
        formats["dates"] = f"? {error.args[1]}, e.g. {error.args[2]}"
    try:
        signs = {style.sign for style in decimal_styles(numeric, "auto").values() if style.proof}
        formats["decimal"] = signs.pop() if len(signs) == 1 else "auto"
    except DecimalUnknownError as error:
        formats["decimal"] = f"? {error.args[1]} may be point or comma"
    return formats


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _yaml(draft: Draft, file: str) -> Iterator[str]:
    yield f"# Drafted from {file} ({draft.sheet.read_as}, header in row {draft.sheet.header_row})."
    yield "# The number is the confidence. What stands behind # is not sure: correct it, or take the # away,"
    yield "# then: orderloom mapping check FILE"
    yield "kind: export"
    yield f"system: {draft.system}"
    sure = any(guess.confidence >= SURE for guess in draft.columns)
    yield "columns:" if sure else "columns: {}"
    yield from (_line(guess.meant, _quoted(guess.seen), guess) for guess in draft.columns)
    taken = {guess.seen for guess in draft.columns}
    if other := [header for header in draft.sheet.header if header.strip() and header not in taken]:
        yield f"  # not used: {', '.join(other)}".replace("\n", " ")
    if draft.words:
        yield "values:"
        yield "  status:" if any(word.confidence >= SURE for word in draft.words) else "  status: {}"
        yield from (f"  {_line(_quoted(word.seen), word.meant, word)}" for word in draft.words)
    yield "formats:"
    yield f"  header_row: {draft.sheet.header_row}"
    for name, value in draft.formats.items():
        yield f"  # {name}: {value[2:]}".replace("\n", " ") if value.startswith("?") else f"  {name}: {value}"


def _line(left: str, right: str, guess: Guess) -> str:
    return f"  {'' if guess.confidence >= SURE else '# '}{left}: {right}  # {guess.confidence:.2f}"


def _quoted(text: str) -> str:
    """Quote a text so that YAML reads it back as it is: codes such as NO or 010 are texts, too."""
    import json

    return json.dumps(text, ensure_ascii=False)
