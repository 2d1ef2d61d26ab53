"""What letters say goes to the files that they came with: changes, what a file lacks, urgency, bank accounts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from intake.collect.message import BODY
from intake.decide import ORDERS
from orders.codes import finding
from orders.records import Evidence, Finding, Order, OrderRecord, plain

if TYPE_CHECKING:
    from intake.collect import Message
    from intake.collect.message import Enclosed
    from intake.extract.words.lexicon import Lexicon
    from intake.letter.facts import Said
    from intake.letter.judge import Letter, Sentence
    from intake.read.document import Page

ORDER = "/order"
CHANGED, UNEXPLAINED, MENTIONED = "order-changed-in-mail", "mail-text-unexplained", "order-mentioned"
URGENT, REPLENISHMENT = "urgent", "replenishment"


def heeded(
    records: Sequence[OrderRecord], pages: Sequence[Page], message: Message, name: str, words: Lexicon
) -> tuple[OrderRecord, ...]:
    """Add to what a file says what the letters around it say of it: changes, facts that it lacks, urgency, accounts.

    `name` is the file's; one that is called BODY is itself a letter. Letters are the mail's own and those of all mails
    attached to it. The findings decide nothing yet: another file of the mail may explain them, see `settle`.
    """
    from intake.extract.head.accounts import accounts_in
    from intake.extract.words.layout import text_of

    own, printed = message.written_in(records[0].source.file) if name == BODY else None, text_of(pages)
    if name == BODY:
        said = _letter((own and own.subject) or message.subject or "", printed, words)
        records = [_with(_hurried(record, said), _mentioned(record, said)) for record in records]
    beside = [letter for letter in message.letters if letter != own and (letter.subject or letter.text)]
    for letter in beside:
        records = _told(records, printed, letter, f"{name} {message.subject or ''}", words)
    named = accounts_in("\n".join(text for one in message.letters for text in (one.subject, one.text) if text), words)
    return tuple(replace(record, accounts=tuple(dict.fromkeys((*record.accounts, *named)))) for record in records)


def _told(
    records: Sequence[OrderRecord], printed: str, letter: Enclosed, hints: str, words: Lexicon
) -> Sequence[OrderRecord]:
    """Add to what a file says what a letter beside it says; `letter` of a finding is the place of an attached mail."""
    said, place = _letter(letter.subject or "", letter.text or "", words), letter.place or None
    found = [finding(CHANGED, ORDER, seen=one.shown, letter=place) for one in said.changes]
    papers = _said(records, printed, f"{hints} {letter.subject or ''}" if place else hints)
    for one, fact in said.unexplained(papers):
        there = "yes" if papers.has(fact) else None  # a quantity, but not of that item
        found.append(finding(UNEXPLAINED, ORDER, seen=one.shown, missing=fact.text, letter=place, printed=there))
    if not letter.alone:  # else it says so itself
        found += [finding(MENTIONED, ORDER, seen=one.shown, letter=place) for one in said.ordering]
    return [_with(_hurried(record, said), found) for record in records]


@lru_cache(maxsize=512)
def _letter(subject: str, body: str, words: Lexicon) -> Letter:
    from intake.letter.judge import letter

    return letter(subject, body, words)


def _said(records: Sequence[OrderRecord], printed: str, hints: str) -> Said:
    from intake.letter.facts import Said

    orders = tuple(record.order for record in records if record.order)
    said = f"{printed}\n{json.dumps([plain(order) for order in orders], ensure_ascii=False)}"
    return Said(said, hints, orders)


def _mentioned(record: OrderRecord, letter: Letter) -> list[Finding]:
    """Return what a letter without files says of an order, unless it is read as one or held for it anyway."""
    if record.order is not None or any(item.code == MENTIONED for item in record.findings):
        return []
    return [finding(MENTIONED, seen=one.shown) for one in letter.ordering]


def _with(record: OrderRecord, found: Sequence[Finding]) -> OrderRecord:
    return replace(record, findings=(*record.findings, *found))


# ── urgency ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _hurried(record: OrderRecord, letter: Letter) -> OrderRecord:
    """Set priority and tags of an order whose letter calls it urgent or a replenishment."""
    order = record.order
    if order is None or record.document_type not in ORDERS:
        return record
    about = [(at, one) for at, one in enumerate(letter.sentences) if _is_about(one, order)]
    urgent = next((one for at, one in about if _is_urgent(one, subject=at == 0)), None)
    refill = next((one for _, one in about if REPLENISHMENT in one.names), None)
    places = dict(record.evidence)
    if urgent and order.priority is None:
        order = replace(order, priority=URGENT)
        places["/order/priority"] = Evidence(urgent.shown, "mail")
    if refill and REPLENISHMENT not in order.tags:
        order = replace(order, tags=(*order.tags, REPLENISHMENT))
        places["/order/tags"] = Evidence(refill.shown, "mail")
    return replace(record, order=order, evidence=places)


def _is_about(sentence: Sentence, order: Order) -> bool:
    """Say whether a sentence is about this order: it names its number, or none."""
    from orders.values import key

    named = {key(one.text) for one in sentence.facts if sum(map(str.isdigit, one.text)) >= 4}
    return not named or named == {key(order.order_id or "")}


def _is_urgent(sentence: Sentence, *, subject: bool) -> bool:
    """Say whether the order is urgent, not the answer that is asked for."""
    return URGENT in sentence.names or (
        "urgent_weak" in sentence.names and (subject or "answering" not in sentence.names)
    )
