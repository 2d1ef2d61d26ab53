"""The files of a mail that may be pages of one order: read as one where they prove it, held where one may lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from intake.check.amounts import closes, closing_bases
from intake.decide import ORDERS, decide
from orders.codes import finding
from orders.records import Order, OrderRecord
from orders.values import key

if TYPE_CHECKING:
    from intake.collect import Attachment, Message

MOST_FILES = 12  # an order in more files than these is for a person
MOST_LOOSE = 4  # files without an order number that are chosen from the others at once
_PAPERS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
Found = tuple[OrderRecord | None, tuple[int, ...]]  # the order and its files, or only files that may be its pages
Read = tuple["Attachment", tuple[OrderRecord, ...]]
Joiner = Callable[[Sequence["Attachment"]], Found]


def process_together(attachments: Sequence[Attachment], message: Message, site: tuple[str, ...] = ()) -> Found:
    """Read files of a mail as one order, as `extract_together` does. Pure and picklable."""
    from intake.extract import Hints
    from intake.extract.several import File, extract_together
    from intake.extract.words.lexicon import lexicon
    from intake.letter.heed import heeded
    from intake.letter.passwords import read_with

    files = [File(at, item.source, read_with(item, message, site)) for at, item in enumerate(attachments)]
    names = " ".join(item.name for item in attachments)
    record, places = extract_together(files, Hints(names, message.subject or "", message.body or ""), site)
    if record is None:
        return record, places
    pages = [page for place in places for page in files[place].document.pages]
    return heeded([record], pages, message, names, lexicon(site))[0], places


def put_together(read: Sequence[Read], joiner: Joiner) -> tuple[Read, ...]:
    """Put the order in the place of the files that prove to be its pages; hold one that may have lost a page to others.

    `read` is what each file of one message says by itself, `joiner` reads some of them as one and may raise.
    """
    found = list(read)
    doubted: dict[int, str] = {}
    tried: set[tuple[tuple[int, ...], bool]] = set()
    while fresh := next((one for one in _groups(found) if one not in tried), None):
        group, sure = fresh
        tried.add(fresh)
        record, places = _joined(read, group, joiner)
        if record is not None and sure:
            _replace(found, record, places)
        else:
            doubted |= {at: name for at in places if (name := _lineless(read, places, at))}
    whole = [(at, *item) for at, item in enumerate(found) if item[1]]
    return tuple((paper, _held(records, doubted.get(at) or _page_beside(at, found))) for at, paper, records in whole)


def _lineless(read: Sequence[Read], places: Sequence[int], at: int) -> str | None:
    """Return the name of another of these files that shows no lines by itself; those with lines can be compared."""
    others = (read[place] for place in places if place != at)
    return next((item.name for item, (record,) in others if not record.order or not record.order.lines), None)


def _joined(read: Sequence[Read], group: tuple[int, ...], joiner: Joiner) -> Found:
    try:
        record, places = joiner([read[at][0] for at in group])
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # each file has been read by itself, but whether it is a whole order nobody knows
        return None, group
    return record, tuple(group[at] for at in places)


def _replace(found: list[Read], record: OrderRecord, places: Sequence[int]) -> None:
    """Put a record in the place of the first of its files and take the others away."""
    first = found[places[0]][0]
    for at in places:
        found[at] = (found[at][0], ())
    found[min(places)] = (replace(first, source=record.source), (record,))


# ── which files to read as one ───────────────────────────────────────────────────────────────────────────────────


def _groups(read: Sequence[Read]) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Yield files that may be pages of one order, and whether they can be no other's.

    They name its number or none. Where several orders may have lost pages those without a number are nobody's for sure,
    unless a total is the sum of the lines of only one choice of them, and no other order's total is.
    """
    folders: dict[str, list[int]] = {}
    for at, (attachment, records) in enumerate(read):
        if _is_paper(attachment) and len(records) == 1 and _may_be_pages(records[0]):
            folders.setdefault(_folder(attachment), []).append(at)
    for places in folders.values():
        named = {at: _number(read[at][1][0]) for at in places}
        numbers = list(dict.fromkeys(number for number in named.values() if number))
        loose = tuple(at for at in places if named[at] is None)
        owned = [tuple(at for at in places if named[at] == number) for number in numbers]
        choices = [_adding_up(read, own, loose) for own in owned]
        claims = Counter(at for found in choices for at in {at for some in found for at in some})
        for own, found in zip(owned, choices, strict=True):
            group = tuple(sorted((*own, *loose)))
            sure = len(found) == 1 and all(claims[at] == 1 for at in found[0])
            chosen = tuple(sorted((*own, *found[0]))) if sure else ()
            tries = [(group, True), (own, True)] if len(numbers) == 1 else [(own, True), (group, False)]
            yield from (one for one in [(chosen, True), *tries] if 1 < len(one[0]) <= MOST_FILES)


def _adding_up(read: Sequence[Read], own: tuple[int, ...], loose: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return the choices of loose files whose lines, with those of the order's own files, come to a printed total."""
    choices = (some for n in range(1, min(len(loose), MOST_LOOSE) + 1) for some in combinations(loose, n))
    return [some for some in choices if _closes([read[at][1][0].order for at in (*own, *some)])]


def _closes(orders: Sequence[Order | None]) -> bool:
    """Say whether the lines that several files show come to the one total they print."""
    shown = [order for order in orders if order]
    totals = [order for order in shown if order.totals.payable_total is not None]
    if len(totals) != 1:
        return False
    lines = tuple(line for order in shown for line in order.lines)
    charges = tuple(charge for order in shown for charge in order.allowance_charges)
    whole = replace(totals[0], lines=lines, allowance_charges=charges)
    amounts = {line.line_amount for line in lines}
    return None not in amounts and whole.totals.payable_total in closing_bases(whole)


def _folder(attachment: Attachment) -> str:
    return attachment.source.file.rpartition("/")[0]


def _is_paper(attachment: Attachment) -> bool:
    kind = attachment.source.media_type
    return kind == "application/pdf" or kind.startswith("image/") or attachment.name.lower().endswith(_PAPERS)


def _may_be_pages(record: OrderRecord) -> bool:
    """Say whether a file may be pages of an order: it was read, is no other kind of paper and no whole order.

    A structured message is whole by itself.
    """
    readable = record.status != "failed" and bool(record.source.pages) and not record.source.parts
    message = any(item.method == "structured" for item in record.evidence.values())
    a_page = readable and not message and record.role != "drawing" and record.document_type in (*ORDERS, "other")
    return a_page and not _is_whole(record)


def _is_whole(record: OrderRecord) -> bool:
    """Say whether a titled paper's total closes over all its lines."""
    untitled = any(f.code == "document-type-unproved" for f in record.findings)
    return record.order is not None and not untitled and closes(record.order, record.findings)


def _number(record: OrderRecord) -> str | None:
    return key(record.order.order_id) if record.order and record.order.order_id else None


# ── what is held because a page of it may lie beside it ──────────────────────────────────────────────────────────


def _held(records: tuple[OrderRecord, ...], seen: str | None) -> tuple[OrderRecord, ...]:
    if seen is None:
        return records
    doubt = finding("pages-incomplete", "/order/lines", seen=seen)
    return tuple(
        decide(replace(r, findings=(*r.findings, doubt))) if r.status == "accepted" and not _is_whole(r) else r
        for r in records
    )


def _page_beside(at: int, found: Sequence[Read]) -> str | None:
    """Return the name of a file that may be a page of the order at `at`: it goes on, or nobody knows what it is."""
    attachment, records = found[at]
    mine = [r.order for r in records if r.status == "accepted" and r.order is not None and not _is_whole(r)]
    if not mine or not _is_paper(attachment):
        return None
    beside = (item for place, item in enumerate(found) if place != at and _is_paper(item[0]))
    for other, records in (item for item in beside if _folder(item[0]) == _folder(attachment)):
        theirs = [record for record in records if record.role != "drawing"]
        if any(_unknown(r) or (r.order and any(_goes_on(order, r.order) for order in mine)) for r in theirs):
            return other.name
    return None


def _unknown(record: OrderRecord) -> bool:
    return record.order is None and record.status in ("review", "failed")


def _goes_on(order: Order, other: Order) -> bool:
    """Say whether the lines of `other` may be further lines of `order`, and not the same again.

    Of another order number are only those that count on from the last: the number may be misread.
    """
    mine, theirs = (_line_numbers(one) for one in (order, other))
    if other.order_id and key(other.order_id) != key(order.order_id or ""):
        return bool(mine and theirs) and theirs[0] - mine[-1] in (1, 10)
    if mine and theirs:
        return theirs[0] > mine[-1] or theirs[-1] < mine[0]
    codes = [{line.buyer_item_id or line.seller_item_id for line in one.lines} for one in (order, other)]
    return bool(mine) == bool(theirs) and not codes[1] <= codes[0]


def _line_numbers(order: Order) -> list[int]:
    """Return the line numbers of an order that counts its lines, sorted; none of one that does not."""
    ids = [line.line_id or "" for line in order.lines]
    return sorted(map(int, ids)) if all(text.isdecimal() for text in ids) else []
