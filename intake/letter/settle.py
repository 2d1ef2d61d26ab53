"""The mail as a whole: what its letters say of its files is kept, explained by another file, or held by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from intake.collect.message import BODY, joined
from intake.decide import ORDERS, decide
from intake.letter.drawings import with_drawings
from intake.letter.heed import CHANGED, MENTIONED, ORDER, UNEXPLAINED
from orders.codes import finding
from orders.records import Finding, OrderRecord, Source
from orders.roles import ROLES

if TYPE_CHECKING:
    from intake.collect import Attachment, Message

Read = tuple["Attachment", tuple[OrderRecord, ...]]
Missing = frozenset[tuple[str, str]]  # sentence, fact


def settled(read: Sequence[Read], message: Message) -> tuple[Read, ...]:
    """Hold the orders of a mail whose letter changes them or states what none of its files says.

    A letter about an order that is not among the files is a document of its own, the first. A mail attached to the
    mail that holds an order speaks of its own files only.
    """
    unexplained = _unexplained(read)
    read = _at_home(read, message)
    mentioned = [item for _, records in read for record in records for item in record.findings if _speaks(item)]
    judged = with_drawings(
        [(paper, tuple(_judged(r, paper.name, unexplained) for r in records)) for paper, records in _accounted(read)]
    )
    there = any(message.written_in(paper.source.file) == message.letters[0] for paper, _ in read)
    if there or not mentioned or _has_order(read):
        return judged
    body = letter_of(message, (message.body or message.subject or "").encode())
    return ((body, (_held(body, mentioned),)), *judged)


def _accounted(read: Sequence[Read]) -> Iterator[Read]:
    """Give every order of a mail the bank accounts that any of its files names."""
    named = dict.fromkeys(one for _, records in read for record in records for one in record.accounts)
    for paper, records in read:
        yield paper, tuple(replace(r, accounts=tuple(named)) if _is_order(r) else r for r in records)


def _at_home(read: Sequence[Read], message: Message) -> Sequence[Read]:
    """Leave out what attached mails that hold an order say of files they do not hold."""
    orders = [paper.source.file for paper, records in read if has_lines(records)]
    own = [letter for letter in message.enclosed if any(message.is_in(file, letter) for file in orders)]

    def applies(item: Finding, file: str) -> bool:
        place = item.facts.get("letter")
        return not any(letter.place == place and not message.is_in(file, letter) for letter in own)

    def kept(paper: Attachment, record: OrderRecord) -> OrderRecord:
        findings = tuple(item for item in record.findings if applies(item, paper.source.file))
        return replace(record, findings=findings)

    return [(paper, tuple(kept(paper, record) for record in records)) for paper, records in read]


def _unexplained(read: Sequence[Read]) -> Missing:
    """Return what the letters of a mail state and none of its files says."""
    return _common(records for paper, records in read if paper.name != BODY or has_lines(records))


def states_more(read: Sequence[Read]) -> bool:
    """Say whether the letters of a mail state something that none of its files even prints, and none is an order."""
    return not _has_order(read) and bool(_common((records for _, records in read), printed=False))


def _has_order(read: Sequence[Read]) -> bool:
    return any(_is_order(record) for _, records in read for record in records)


def _common(papers: Iterable[Sequence[OrderRecord]], *, printed: bool = True) -> Missing:
    """Return what no file says, by sentence; files that were not read say nothing."""
    found = [_missing(records, printed=printed) for records in papers if any(r.status != "failed" for r in records)]
    return frozenset.intersection(*found) if found else frozenset()


def _missing(records: Sequence[OrderRecord], *, printed: bool = True) -> Missing:
    said = (item.facts for record in records for item in record.findings if item.code == UNEXPLAINED)
    return frozenset((facts["seen"], facts["missing"]) for facts in said if printed or "printed" not in facts)


def has_lines(records: Sequence[OrderRecord]) -> bool:
    """Say whether a file is an order with lines."""
    return any(_is_order(record) and record.order is not None and record.order.lines for record in records)


def _is_order(record: OrderRecord) -> bool:
    read = record.order is not None and record.document_type in ORDERS and record.status in ("accepted", "review")
    return read and record.role not in ROLES


def _speaks(item: Finding) -> bool:
    """Say whether a finding is what the letter says of an order, not what the file itself does."""
    return (item.code, item.path) == (MENTIONED, ORDER)


def _judged(record: OrderRecord, name: str, unexplained: Missing) -> OrderRecord:
    """Keep of the letter's findings those that are about this order, and decide anew."""
    of_letter = [item for item in record.findings if item.code in (CHANGED, UNEXPLAINED) or _speaks(item)]
    own = tuple(item for item in record.findings if item not in of_letter)
    if not _is_order(record):
        return decide(replace(record, findings=own)) if name == BODY else replace(record, findings=own)
    changed = tuple(item for item in of_letter if item.code == CHANGED)
    return decide(replace(record, findings=(*own, *changed, *_summed_up(of_letter, unexplained))))


def _summed_up(found: Sequence[Finding], unexplained: Missing) -> Iterator[Finding]:
    """Make one finding of all that a sentence says and no file does; one that changes the order says so already."""
    changes = {item.facts["seen"] for item in found if item.code == CHANGED}
    left = [item.facts for item in found if item.code == UNEXPLAINED]
    for seen in dict.fromkeys(facts["seen"] for facts in left):
        said = [facts for facts in left if facts["seen"] == seen]
        kept = dict.fromkeys(facts["missing"] for facts in said if (seen, facts["missing"]) in unexplained)
        if kept and seen not in changes:
            yield finding(UNEXPLAINED, ORDER, seen=seen, missing=", ".join(kept), letter=said[0].get("letter"))


def letter_of(message: Message, data: bytes, place: str = "", kind: str = "text/plain") -> Attachment:
    """Make a document of what a letter says: the mail's own, or that of the attached mail at `place`."""
    from intake.collect.message import Attachment

    heading = (message.message_id, message.sender, message.received_at)
    sha256 = hashlib.sha256(data).hexdigest()
    return Attachment(BODY, Source(joined(message.file, place, BODY), sha256, kind, (), (), *heading), data)


def _held(letter: Attachment, found: Sequence[Finding]) -> OrderRecord:
    seen = dict.fromkeys(item.facts["seen"] for item in found)
    return OrderRecord(letter.source, "other", "review", findings=tuple(finding(MENTIONED, seen=text) for text in seen))
