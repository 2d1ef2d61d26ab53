"""Why an exception is there, as text for the screen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from orders.codes import EXCEPTIONS, Language
from orders.exceptions import FACT_WORDS, SHOWN, ExceptionRecord, explanation
from orders.explained import Candidate, Explained
from orders.judged import UNJUDGED, Judged
from orders.records import plain
from orders.run import Setting
from orders.standing import Verdict
from reports.exceptions_standing import told_verdict, worded
from reports.exceptions_words import COLUMNS, EXPLAINED, OUTCOMES, said
from reports.judged_links import margin_text
from reports.screen import say


def explained(found: Explained | None, setting: Setting, name: str, *, as_json: bool) -> str:
    """Return an explanation as text with what persons have decided, or as JSON; None is said to be none."""
    from orders.ledger import open_ledger, sqlite_file

    if found is None:
        return say("no-exception", setting.language, exception=name)
    if as_json:
        return json.dumps(plain(found), ensure_ascii=False)
    file = sqlite_file(setting.workspace.database)
    there = file is None or file.exists()
    ledger = open_ledger(setting.workspace.database) if there else None
    decisions, judged = (ledger.verdicts().get(name, ()), ledger.judged()) if ledger else ((), UNJUDGED)
    return explained_text(found, decisions, setting.language, judged)


def explained_text(
    found: Explained, decisions: Sequence[Verdict], language: Language, judged: Judged = UNJUDGED
) -> str:
    """Say of an exception what it is, its rows side by side, and every comparison that led to it."""
    record = found.record
    head = [f"{record.exception_id}  {said(EXCEPTIONS[record.kind][1:], language)} ({record.kind})"]
    head += [f"{record.order_id} / {record.line_id}  {record.sku}  {record.customer}", explanation(record, language)]
    if record.match_margin is not None:
        head += [f"{said(EXPLAINED['margin'], language)} {record.match_margin}", margin_text(judged, language)]
    parts = (
        ("rows", _side_by_side(record, language)),
        ("numbers", [(f"{one.system} {one.row}", one.written, f"→ {one.key or '–'}") for one in found.numbers]),
        ("candidates", list(_candidates(found.candidates, language))),
        ("comparisons", list(_comparisons(found, language))),
        ("decisions", [(told_verdict(one, language),) for one in decisions]),
    )
    told = (line for name, rows in parts if rows for line in ("", said(EXPLAINED[name], language), *aligned(rows)))
    return "\n".join(map(_printable, [*head, *told]))


def _printable(line: str) -> str:
    """Show signs that would steer a terminal as what they are."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)


def _side_by_side(record: ExceptionRecord, language: Language) -> list[tuple[str, ...]]:
    rows = [("", *(f"{row.system.upper()} {row.row}" for row in record.shown))]
    for name in SHOWN:
        cells = tuple(row.cells.get(name, "") for row in record.shown)
        if any(cells):
            rows.append((_field(name, language), *cells))
    return rows


def _candidates(found: Sequence[Candidate], language: Language) -> Iterator[tuple[str, ...]]:
    for one in found:
        outcome = "chosen" if one.chosen else "accepted" if one.accepted else "refused"
        fields = (f"{_field(name, language)} {SIGNS[word]}" for name, word in one.fields.items() if word in SIGNS)
        homes, rows = (" ".join(part) for part in (one.home, one.rows))
        yield rows, "↔", homes, f"{one.score:.2f}", said(OUTCOMES[outcome], language), " ".join(fields)


SIGNS = {"same": "=", "differs": "≠"}


def _comparisons(found: Explained, language: Language) -> Iterator[tuple[str, ...]]:
    for one in found.comparisons:
        word = said(OUTCOMES[one.outcome], language)
        allowed = f"± {one.permitted}" if one.permitted else ""
        values = f"{worded(one.one, language)} | {worded(one.other, language)}"
        yield f"#{one.line}", _field(one.field, language), f"{one.first}–{one.second}", values, allowed, word


def _field(name: str, language: Language) -> str:
    pair = FACT_WORDS.get(name) or COLUMNS.get(name)
    return said(pair, language) if pair else name


def aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Put columns under each other; a Chinese character is two wide."""
    widths = [max(_width(row[n]) for row in rows if n < len(row)) for n in range(max(map(len, rows)))]
    lines = ("  ".join(text + " " * (widths[n] - _width(text)) for n, text in enumerate(row)) for row in rows)
    return [f"  {line}".rstrip() for line in lines]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
