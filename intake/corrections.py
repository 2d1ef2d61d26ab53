"""A person's decisions about held documents: put in, checked again, recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from intake.pipeline import LedgerHistory
from intake.review import Decision, Entry, apply, review_key, sort_out
from orders.ledger import Held, Ledger, Settlement
from orders.records import Box, Source

if TYPE_CHECKING:
    from intake.check import Context
    from orders.masters import Masters

PICTURE_SECONDS = 20.0
Refused = tuple[tuple[Decision, str], ...]
Drawing = Callable[[int, Box | None], bytes | None]


def apply_decisions(
    ledger: Ledger, run_id: str, decisions: Sequence[Decision], *, context: Context, at: datetime
) -> tuple[tuple[Held, ...], Refused]:
    """Take decisions over into the ledger; return the documents as judged since, and the decisions refused with why.

    A decision is refused if its document is held no more, or stands otherwise than when the sheet was written, or
    if it names a customer or item that is not in the masters.
    """
    held = {review_key(item.record, item.position): item for item in ledger.open_documents()}
    unusable = {item: why for item in decisions if (why := _unusable(item, context.masters))}
    taken, late = sort_out((item for item in decisions if item not in unusable), held)
    before = _decided(ledger, late)
    judged = [_settle(ledger, run_id, held[key], made, context, at) for key, made in taken.items()]
    refused = [(item, "decided" if _content(item) in before else "changed") for item in late]
    return tuple(judged), (*unusable.items(), *refused)


def _unusable(item: Decision, masters: Masters) -> str | None:
    """Say why a new value cannot be taken: a customer id or sku must be one of the masters."""
    if item.decision != "correct":
        return None
    if item.path == "/order/buyer/party_id":
        return None if item.new_value in masters.customers else "no-customer"
    is_sku = item.path.startswith("/order/lines/") and item.path.endswith("/sku")
    return "no-item" if is_sku and item.new_value not in masters.items else None


def _content(item: Decision) -> tuple[str | None, ...]:
    return item.key, item.path, item.code, item.decision, item.new_value


def _decided(ledger: Ledger, late: Iterable[Decision]) -> frozenset[tuple[str | None, ...]]:
    """Return those decisions that were taken before under the keys of the late ones."""
    from orders.ledger.connect import transaction
    from orders.ledger.schema import decisions

    wanted = decisions.c.key.in_({item.key for item in late})
    names = (decisions.c.key, decisions.c.path, decisions.c.code, decisions.c.decision, decisions.c.new_value)
    with transaction(ledger.engine, reading=True) as connection:
        return frozenset(tuple(row) for row in connection.execute(select(*names).where(wanted)))


def _settle(ledger: Ledger, run_id: str, held: Held, made: Sequence[Decision], context: Context, at: datetime) -> Held:
    from intake.check import check

    mended, settled = apply(held.record, made)
    context = replace(
        context,
        history=LedgerHistory(ledger, held.document_row),
        settled=settled | ledger.settled(held.document_row),
    )
    record = check(mended, context)
    settlements = [_settlement(item, settles=(item.code, item.path) in settled) for item in made]
    ledger.rejudge(run_id, held.document_row, record, settled=settlements, at=at)
    return replace(held, record=record, state=record.status)


def _settlement(item: Decision, *, settles: bool) -> Settlement:
    return Settlement(
        item.key, item.path, item.code, item.decision, item.new_value, item.note, person=item.by, settles=settles
    )


@contextmanager
def entries(
    held: Iterable[Held], paths: Sequence[Path], root: Path, site: tuple[str, ...] = ()
) -> Iterator[tuple[Entry, ...]]:
    """Give the held documents as entries of the review sheet; pictures are drawn in a worker that may die.

    The bytes are sought where the documents came from; without them an entry has no picture.
    """
    from multiprocessing import get_context

    from pebble import ProcessPool

    held = tuple(held)
    found = _bytes(paths, root, site, {sha256 for item in held for sha256 in _hashes(item.record.source)})
    pool: Any = ProcessPool(max_workers=1, context=get_context("forkserver"))
    try:
        yield tuple(Entry(item.record, item.position, _drawing(pool, item.record.source, found)) for item in held)
    finally:
        pool.stop()
        pool.join()


def _bytes(paths: Sequence[Path], root: Path, site: tuple[str, ...], wanted: set[str]) -> Mapping[str, bytes]:
    from intake.collect import collect
    from intake.letter.written import documents_of

    if not wanted:
        return {}
    documents = (item for message in collect(paths, root, site) for item in documents_of(message))
    return {item.source.sha256: item.data for item in documents if item.source.sha256 in wanted}


def _hashes(source: Source) -> tuple[str, ...]:
    return tuple(part.sha256 for part in source.parts) or (source.sha256,)


def _drawing(pool: Any, source: Source, found: Mapping[str, bytes]) -> Drawing | None:
    """Return what draws a place of the document; None as a picture if the worker cannot."""
    if not any(sha256 in found for sha256 in _hashes(source)):
        return None

    def draw(page: int, box: Box | None) -> bytes | None:
        from intake.read import picture

        part, own = source.part_of(page)
        data = found.get(part.sha256)
        return None if data is None else _png(pool.schedule(picture, args=[data, own, box], timeout=PICTURE_SECONDS))

    return draw


def _png(future: Any) -> bytes | None:
    error = future.exception()
    return None if error else future.result()
