"""report.html: one file without outside requests, in 中文 and English; its own script draws the list from data."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from orders.codes import EXCEPTIONS, Language
from orders.exceptions import ExceptionRecord, Reconciliation
from orders.standing import CHANGES, NOTHING, Memory, Night
from reports.exceptions_data import page_data
from reports.exceptions_figures import (
    Group,
    by_age,
    by_kind,
    by_money,
    by_owner,
    in_order,
    in_total,
    open_ones,
)
from reports.exceptions_words import CHANGES as CHANGE_WORDS
from reports.exceptions_words import COLUMNS, WORDS
from reports.judged_links import judged_pairs
from reports.papers import PAPER_WORDS
from reports.papers_page import papers_shown

MOST_BYTES = 1_800_000  # of data and pictures; the rest of the page stays under 0.2 MB
TEMPLATES = Path(__file__).parent / "templates"
BAR_WIDTH = 250
NIGHT_WIDTH, NIGHT_HEIGHT = 38, 110
Pair = tuple[str, str]


def exceptions_page(result: Reconciliation, language: Language, memory: Memory = NOTHING) -> str:
    """Return the page; a Content-Security-Policy lets in nothing but its own style and script, named by their hash."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = ((TEMPLATES / f"report.{suffix}").read_text(encoding="utf-8") for suffix in ("css", "js"))
    records, waiting = in_order(result.exceptions, memory), open_ones(result.exceptions, memory)
    found = {memory.of(record).change for record in records}
    data = _embedded(page_data(records, memory, result.as_of)) if records else ""
    return environment.get_template("report.html").render(
        result=result,
        language=language,
        words={**WORDS, **COLUMNS, **PAPER_WORDS},
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        tiles=_tiles(records, waiting, memory),
        figures=_figures(waiting, memory),
        money=_money(waiting, memory),
        nights=_nights(memory.nights),
        judged=list(judged_pairs(memory.judged)),
        data=data,
        papers=papers_shown(result.papers, MOST_BYTES - len(data.encode())) if result.papers else None,
        count=len(records),
        kinds=_kinds(records),
        changes=[(change, CHANGE_WORDS[change]) for change in CHANGES if change in found],
        owners=sorted({record.owner for record in records}),
        oldest=_oldest(waiting),
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _embedded(data: object) -> str:
    """Write data as JSON that can end no element and open none."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _tiles(
    records: Sequence[ExceptionRecord], waiting: Sequence[ExceptionRecord], memory: Memory
) -> list[tuple[Pair, int, str]]:
    """Return the counts at the top of the page: name, number, and what became of them."""
    changes = [memory.of(record).change for record in records]
    counted = [(CHANGE_WORDS[change], changes.count(change), change) for change in ("new", "reopened", "worse")]
    solved = (CHANGE_WORDS["solved"], len(memory.solved), "solved")
    settled = (WORDS["settled"], len(records) - len(waiting), "settled")
    others = (tile for tile in (*counted, solved, settled) if tile[1])
    return [(WORDS["open"], len(waiting), "open"), *others]


def _figures(records: Sequence[ExceptionRecord], memory: Memory) -> list[dict[str, Any]]:
    """Return the figures: heading and bars with a name in both languages, count, money and width in pixels."""
    worded: Callable[[str], Pair] = WORDS.__getitem__
    made = (
        ("by_owner", by_owner(records, memory), lambda name: (name, name) if name else WORDS["nobody"]),
        ("by_money", by_money(records, memory), worded),
        ("by_age", by_age(records, memory), worded),
        ("by_kind", by_kind(records, memory), lambda name: EXCEPTIONS[name][1:]),
    )
    return [{"heading": WORDS[heading], "bars": _bars(groups, name_of)} for heading, groups, name_of in made]


def _money(records: Sequence[ExceptionRecord], memory: Memory) -> dict[str, Any]:
    """Return the money at stake: the currencies, then a row for each kind and one for all, amounts as shown."""
    totals = in_total(records, memory)
    currencies = [currency for group in totals for currency, _ in group.money]
    kinds = [(EXCEPTIONS[group.name][1:], group) for group in by_kind(records, memory) if group.money]
    rows = [*kinds, *((WORDS["total"], group) for group in totals)]
    told = [(name, [_amount(group, currency) for currency in currencies]) for name, group in rows]
    return {"currencies": currencies, "rows": told}


def _amount(group: Group, currency: str) -> str:
    amount = dict(group.money).get(currency)
    return "" if amount is None else f"{amount:,.2f}"


def _bars(groups: Sequence[Group], name_of: Callable[[str], Pair]) -> list[dict[str, Any]]:
    most = max((group.count for group in groups), default=1)
    return [
        {
            "name": name_of(group.name),
            "count": group.count,
            "fresh": group.fresh,
            "money": group.money,
            "width": max(3, round(BAR_WIDTH * group.count / most)),
            "fresh_width": max(3, round(BAR_WIDTH * group.fresh / most)) if group.fresh else 0,
        }
        for group in groups
    ]


def _nights(nights: Sequence[Night]) -> list[dict[str, Any]]:
    """Return the bars of the trend: day, numbers, and heights in pixels; a single night is no trend."""
    most = max((max(night.found, night.solved) for night in nights), default=0)
    return [
        {
            "day": f"{night.as_of:%m-%d}",
            "night": night,
            "at": number * NIGHT_WIDTH,
            **{name: round(NIGHT_HEIGHT * getattr(night, name) / max(most, 1)) for name in ("found", "new", "solved")},
        }
        for number, night in enumerate(nights if len(nights) > 1 else ())
    ]


def _kinds(records: Sequence[ExceptionRecord]) -> list[tuple[str, str, str]]:
    found = {record.kind for record in records}
    return [(kind, words[1], words[2]) for kind, words in EXCEPTIONS.items() if kind in found]


def _oldest(records: Sequence[ExceptionRecord]) -> str:
    ages = [record.age_hours for record in records if record.age_hours is not None]
    return f"{max(ages):,.0f}" if ages else ""
