"""report.html: one file without any outside request, in 中文 and English, with a filter; everything escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from orders.codes import EXCEPTIONS, Language
from orders.exceptions import ExceptionRecord, Reconciliation, explanation
from reports.exceptions_figures import Group, by_age, by_kind, by_owner
from reports.exceptions_words import COLUMNS, WORDS

TEMPLATES = Path(__file__).parent / "templates"
BAR_WIDTH = 260


def exceptions_page(result: Reconciliation, language: Language) -> str:
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
    return environment.get_template("report.html").render(
        result=result,
        language=language,
        words={**WORDS, **COLUMNS},
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        figures=_figures(result.exceptions),
        rows=[_row(record) for record in result.exceptions],
        kinds=_kinds(result.exceptions),
        owners=sorted({record.owner for record in result.exceptions}),
        oldest=_oldest(result.exceptions),
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _figures(records: Sequence[ExceptionRecord]) -> list[dict[str, Any]]:
    """Return the three figures: heading and bars with a name in both languages, count, money and width in pixels."""
    return [
        {"heading": WORDS["by_kind"], "bars": _bars(by_kind(records), lambda name: EXCEPTIONS[name][1:])},
        {
            "heading": WORDS["by_owner"],
            "bars": _bars(by_owner(records), lambda name: (name, name) if name else WORDS["nobody"]),
        },
        {"heading": WORDS["by_age"], "bars": _bars(by_age(records), lambda name: WORDS[name])},
    ]


def _bars(groups: Sequence[Group], name_of: Any) -> list[dict[str, Any]]:
    most = max((group.count for group in groups), default=1)
    return [
        {
            "name": name_of(group.name),
            "count": group.count,
            "money": group.money,
            "width": max(3, round(BAR_WIDTH * group.count / most)),
        }
        for group in groups
    ]


def _kinds(records: Sequence[ExceptionRecord]) -> list[tuple[str, str, str]]:
    found = {record.kind for record in records}
    return [(kind, words[1], words[2]) for kind, words in EXCEPTIONS.items() if kind in found]


def _oldest(records: Sequence[ExceptionRecord]) -> str:
    ages = [record.age_hours for record in records if record.age_hours is not None]
    return f"{max(ages):,.0f}" if ages else ""


def _row(record: ExceptionRecord) -> dict[str, Any]:
    systems = ("crm", "erp", "wms")
    return {
        "record": record,
        "kind": EXCEPTIONS[record.kind][1:],
        "values": [(system, getattr(record, f"{system}_value"), system == record.odd_system) for system in systems],
        "places": [(getattr(record, f"{system}_rows") or "–").replace(";", "; ") for system in systems],
        "explanation": (explanation(record, "zh"), explanation(record, "en")),
        "amount": "" if record.amount_at_stake is None else f"{record.amount_at_stake:,.2f}",
        "age": "" if record.age_hours is None else f"{record.age_hours:,.0f}",
    }
