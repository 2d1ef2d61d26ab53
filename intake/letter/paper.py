"""One file of a mail: what it says, with its letter beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake.collect.message import BODY
from intake.extract import Hints, extract
from intake.extract.words.lexicon import lexicon
from intake.letter.heed import heeded
from intake.letter.passwords import read_with
from intake.letter.roles import with_roles
from intake.read.effort import step
from orders.records import OrderRecord

if TYPE_CHECKING:
    from intake.collect import Attachment, Message


def said_by(attachment: Attachment, message: Message, site: tuple[str, ...]) -> tuple[OrderRecord, ...]:
    """Read a file of a mail, extract its records and add what the letter says of them.

    The letter of a mail without files is a file named "body". May raise whatever a reader raises.
    """
    body = attachment.data.decode("utf-8", "replace") if attachment.name == BODY else message.body
    hints = Hints(attachment.name, message.subject or "", body or "", attachment.inline)
    document, words = read_with(attachment, message, site), lexicon(site)
    step()
    records = with_roles(extract(document, attachment.source, hints, site), document.pages, words)
    return heeded(records, document.pages, message, attachment.name, words)
