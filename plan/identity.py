"""Document ids a person can read and a machine can trust: type letters, what it is about, and a hash of its content."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

from orders.documents import PlannedLine, PlanType
from orders.records import plain
from plan.lines import PART
from plan.quantities import tidy

LETTERS: dict[PlanType, str] = {"sales": "SO", "purchase": "PO", "production": "MO", "outbound": "DO"}
_DIGITS = 8
_LONGEST = 24


def document_id(
    document_type: PlanType, about: Sequence[str], lines: Sequence[PlannedLine], papers: Sequence[Sequence[str]]
) -> str:
    """Return e.g. PO-2026W13-S004-CNY-1f3a9c04: the same lines for the same papers give the same id on every day.

    `papers` name the order papers behind the lines (order_key, revision, sha256), so that a revised order with an
    equal line never gets the id of the document it replaces.
    """
    content: list[object] = [document_type, list(about), [_content(line) for line in lines], sorted(map(list, papers))]
    if document_type in ("purchase", "production"):
        content.append([_build(line) for line in lines])
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:_DIGITS]
    return "-".join((LETTERS[document_type], *filter(None, map(_safe, about)), digest))


def _content(line: PlannedLine) -> list[object]:
    # start and expected dates depend on the day of planning, so they are no part of what the line is
    pegs = [[peg.order_key, peg.line_id, peg.schedule_id, str(tidy(peg.quantity))] for peg in line.pegs]
    amounts = [str(tidy(line.quantity)), str(tidy(line.surplus)), plain(line.unit_price), line.currency]
    return [line.line_id, line.sku, *amounts, plain(line.due_date), line.bom_version, pegs]


def _build(line: PlannedLine) -> list[object]:
    """Say what a line is built of and after which drawing: on others it is another document."""
    parts = sorted([one.name, one.value] for one in line.attributes if one.name.startswith(PART))
    return [line.drawing_id, line.drawing_revision, parts]


def _safe(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "_", text).strip("._-")[:_LONGEST].rstrip("._-")
