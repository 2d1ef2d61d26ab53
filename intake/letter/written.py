"""An order that stands in the text of a mail beside its files: read if none of the files is one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from intake.letter.settle import Read, has_lines, states_more
from orders.records import OrderRecord, Source

if TYPE_CHECKING:
    from intake.collect import Attachment, Message

Reader = Callable[["Attachment"], tuple[OrderRecord, ...]]


def with_written(read: Sequence[Read], message: Message, reader: Reader) -> tuple[Read, ...]:
    """Add the letters of a mail that are orders to its files, if no file is an order; `reader` reads one.

    A letter that is held as a document of its own counts only if it states something that none of the files does:
    what comes with an invoice speaks of orders, too.
    """
    if any(has_lines(records) for _, records in read):
        return tuple(read)
    states = states_more(read)
    there = {paper.source.file for paper, _ in read}
    found = [(letter, reader(letter)) for letter in letters_of(message) if letter.source.file not in there]
    return (*((letter, records) for letter, records in found if _counts(records, states=states)), *read)


def letters_of(message: Message) -> Iterator[Attachment]:
    """Yield what a reader sees of the mail and of mails attached to it, as documents."""
    from intake.collect.message import BODY, Attachment, joined
    from intake.read.registry import media_type

    for letter in message.letters:
        if not letter.seen.strip():
            continue
        kind = "text/html" if media_type(letter.seen) == "text/html" else "text/plain"
        heading = (message.message_id, message.sender, message.received_at)
        file = joined(message.file, letter.place, BODY)
        source = Source(file, hashlib.sha256(letter.seen).hexdigest(), kind, (), (), *heading)
        yield Attachment(BODY, source, letter.seen)


def _counts(records: Sequence[OrderRecord], *, states: bool) -> bool:
    return has_lines(records) or any(one.status == "failed" or (states and one.status == "review") for one in records)
