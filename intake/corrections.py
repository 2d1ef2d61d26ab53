"""A person's decisions about held documents: put in, checked again, recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from intake.again import context_of
from intake.pipeline import LedgerHistory, workers
from intake.review import Decision, Entry, apply, review_key, sort_out
from orders.ledger import Held, Ledger, Settlement
from orders.records import Box, Source, SourcePart

if TYPE_CHECKING:
    from intake.check import Context
    from intake.collect import Attachment
    from orders.masters import Masters

PICTURE_SECONDS = 20.0
PAPERS = ("application/pdf", "image/")  # of which pictures are drawn
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
    known = context_of(ledger, held.document_row, context)
    known = replace(known, settled=settled | known.settled)
    record = check(mended, known)
    if record.order_key != held.record.order_key:  # another customer's, or a supplement: what came since counts, too
        record = check(mended, replace(known, history=LedgerHistory(ledger, held.document_row, late=True)))
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
    held = tuple(held)
    pool = workers(1)
    with TemporaryDirectory() as folder:
        found = _copies(paths, root, site, [part for item in held for part in _drawn(item.record.source)], Path(folder))
        try:
            yield tuple(Entry(item.record, item.position, _drawing(pool, item.record.source, found)) for item in held)
        finally:
            pool.stop()
            pool.join()


def _drawn(source: Source) -> tuple[Source | SourcePart, ...]:
    """Return the files of a document of which a place can be drawn: papers that were read."""
    parts = source.parts or (source,)
    return tuple(part for part in parts if source.page_sizes and part.media_type.startswith(PAPERS))


def _copies(
    paths: Sequence[Path], root: Path, site: tuple[str, ...], wanted: Sequence[Source | SourcePart], folder: Path
) -> Mapping[str, Path]:
    """Lay the files wanted into the folder, for all that is held together may be larger than the memory.

    They are sought where they came from, then, as mails move to other folders, everywhere.
    """
    missing = {part.sha256 for part in wanted}
    found: dict[str, Path] = {}
    for holding in ({part.file for part in wanted}, None):
        for document in _documents(paths, root, site, holding) if missing else ():
            if document.data and (sha256 := document.source.sha256) in missing:
                missing.remove(sha256)
                found[sha256] = folder / sha256
                found[sha256].write_bytes(document.data)
    return found


def _documents(
    paths: Sequence[Path], root: Path, site: tuple[str, ...], holding: Iterable[str] | None
) -> Iterator[Attachment]:
    from intake.collect import collect
    from intake.letter.written import documents_of

    for message in collect(paths, root, site, holding=holding):
        yield from documents_of(message)


def _drawing(pool: Any, source: Source, found: Mapping[str, Path]) -> Drawing | None:
    """Return what draws a place of the document; None as a picture if the worker cannot."""
    if not any(part.sha256 in found for part in _drawn(source)):
        return None

    def draw(page: int, box: Box | None) -> bytes | None:
        from intake.read import picture

        part, own = source.part_of(page)
        file = found.get(part.sha256)
        if file is None:
            return None
        return _png(pool.schedule(picture, args=[file.read_bytes(), own, box], timeout=PICTURE_SECONDS))

    return draw


def _png(future: Any) -> bytes | None:
    error = future.exception()
    return None if error else future.result()
