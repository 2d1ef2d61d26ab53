"""Mails of customers built by hand, and what a night says of each: its records by the name of the file."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from functools import cache
from typing import Any

from intake.collect import Attachment, Message
from intake.collect.mail import read_mail
from intake.letter.settle import settled
from intake.letter.written import with_written
from intake.pipeline import process
from intake.together import Found, process_together, put_together
from orders.records import OrderRecord
from tests.intake.papers.goods import HEAD_ZH, ROWS_ZH, order, order_zh
from tests.intake.papers.kit import Paper

SENDER = "tom@harbor.example"
Files = Mapping[str, bytes]


@cache
def english() -> bytes:
    """Return the English order 4500017432: 100 A-1001, 40 B-2002, 250 C-3003, on 2026-03-04."""
    return _bytes(order())


@cache
def chinese() -> bytes:
    """Return the Chinese order CG-2026-0117: 60 WL-10021, 120 WL-10035, 500 WL-20017, on 2026-02-28."""
    return _bytes(order_zh())


def _bytes(paper: Any) -> bytes:
    assert isinstance(paper, Paper)
    return paper.bytes


def mail(body: str, files: Files, *, subject: str = "Purchase order", html: str | None = None) -> bytes:
    """Make a mail with this text; `html` is the same text as its other form."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = SENDER, "sales@sunrise.example", subject
    made["Date"], made["Message-ID"] = "Fri, 09 Jan 2026 10:00:00 +0000", "<1@harbor.example>"
    made.set_content(body, cte="base64")
    if html is not None:
        made.add_alternative(html, subtype="html", cte="base64")
    for name, data in files.items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def said(message: Message, site: tuple[str, ...] = ()) -> dict[str, OrderRecord]:
    """Read a message as a night does; the records by the name of their file inside the mail."""
    return {paper.name: record for paper, records in papers(message, site) for record in records}


def papers(message: Message, site: tuple[str, ...] = ()) -> tuple[tuple[Attachment, tuple[OrderRecord, ...]], ...]:
    """Read a message as a night does; each of its files with its records."""
    read = [(item, process(item, message, site)) for item in message.attachments]

    def joiner(some: Any) -> Found:
        attachments: tuple[Attachment, ...] = tuple(some)
        return process_together(attachments, message, site)

    found = with_written(put_together(read, joiner), message, lambda letter: process(letter, message, site))
    return settled(found, message)


def night(body: str, files: Files, *, subject: str = "Purchase order", **more: Any) -> dict[str, OrderRecord]:
    """Read a mail with this text and these files."""
    return said(read_mail(mail(body, files, subject=subject), "mail.eml"), **more)


def codes(record: OrderRecord) -> list[str]:
    """Return the codes of a record's findings."""
    return [item.code for item in record.findings]


__all__ = ["HEAD_ZH", "ROWS_ZH", "chinese", "codes", "english", "mail", "night", "papers", "said"]
