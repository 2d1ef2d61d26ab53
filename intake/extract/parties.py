"""Buyer and seller: named by a label, or by the letterhead of the company that wrote the order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.extract.evidence import Draft
from intake.extract.fields import Labelled
from intake.extract.layout import lines, phrases
from intake.extract.lexicon import Lexicon
from intake.read.document import Page, Word

_DETAILS = {"contact": "contact", "phone": "phone", "email": "email", "tax_id": "tax_id"}


def read_parties(draft: Draft, found: Sequence[Labelled], pages: Sequence[Page], words: Lexicon) -> None:
    """Put buyer and seller with their details; a detail belongs to the party label it stands under."""
    heads: dict[str, Labelled] = {}
    for item in found:
        role = item.name.removesuffix("_name")
        if role in ("buyer", "seller") and not item.inside and (name := _name(item)) is not None:
            draft.put(f"/order/{role}/name", name.text.strip(), name, item.page)
            heads.setdefault(role, item)
    _details(draft, found, heads)
    if "/order/buyer/name" not in draft.values and pages:
        _letterhead(draft, pages[0], words)


def _name(item: Labelled) -> Word | None:
    """Take the first candidate that looks like a name: letters, no lone number, no signature line."""
    for value in item.values:
        text = value.text.strip(" :：_")
        if len(re.sub(r"[\W\d_]", "", text)) >= 2 and not re.search(r"[（(](?:盖章|签字|签章|公章|章)|_{3,}", text):
            start = value.text.index(text[0])
            return value.part(start, start + len(text))
    return None


def _details(draft: Draft, found: Sequence[Labelled], heads: dict[str, Labelled]) -> None:
    for item in found:
        if item.name not in _DETAILS or not item.values:
            continue
        owners = [(role, head) for role, head in heads.items() if head.page.number == item.page.number]
        owners = [(role, head) for role, head in owners if head.label.top <= item.label.bottom]
        if not owners:
            continue
        role, _ = min(owners, key=lambda owner: _distance(owner[1].label, item.label))
        value = item.values[0]
        draft.put(f"/order/{role}/{_DETAILS[item.name]}", value.text.strip(), value, item.page)


def _distance(head: Word, label: Word) -> tuple[float, float]:
    """Same column first (100 points), then the nearest above."""
    return (abs(head.x0 - label.x0) // 100, label.top - head.top)


def _letterhead(draft: Draft, page: Page, words: Lexicon) -> None:
    """Without a label the buyer is who wrote the paper: the first phrase of the page that is no title and no label."""
    for line in lines(page.words)[:6]:
        for phrase in phrases(line, page):
            text = phrase.text.strip()
            if words.prefix("fields", text) or words.heading("document_types", text):
                continue
            cut = _without_title(text, words)
            if len(re.sub(r"[\W\d_]", "", cut)) >= 4 and not re.search(r"[:：]|^\d", cut):
                draft.put(
                    "/order/buyer/name",
                    cut,
                    phrase.part(phrase.text.index(cut), phrase.text.index(cut) + len(cut)),
                    page,
                )
                return


def _without_title(text: str, words: Lexicon) -> str:
    """Take the title off a letterhead that carries both ("某某有限公司采购订单")."""
    for start in range(2, len(text) - 1):
        if words.heading("document_types", text[start:]):
            return text[:start].strip()
    return text
