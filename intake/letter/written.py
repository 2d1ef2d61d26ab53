"""An order that stands in the text of a mail beside its files: read if none of the files is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from intake.letter.settle import Read, has_lines, letter_of, states_more
from orders.records import OrderRecord

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
    found = [(letter, reader(letter)) for letter in _letters_of(message) if letter.source.file not in there]
    return (*((letter, records) for letter, records in found if _counts(records, states=states)), *read)


def documents_of(message: Message) -> Iterator[Attachment]:
    """Yield all that may be read in a message: its files, and its letters."""
    yield from message.attachments
    yield from _letters_of(message)


def _letters_of(message: Message) -> Iterator[Attachment]:
    """Yield what a reader sees of the mail and of mails attached to it, as documents."""
    from intake.read.registry import media_type

    for letter in message.letters:
        if letter.seen.strip():
            kind = "text/html" if media_type(letter.seen) == "text/html" else "text/plain"
            yield letter_of(message, letter.seen, letter.place, kind)


def _counts(records: Sequence[OrderRecord], *, states: bool) -> bool:
    return has_lines(records) or any(one.status == "failed" or (states and one.status == "review") for one in records)
