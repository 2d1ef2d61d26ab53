"""Papers as files of one mail, read as a night reads them: each by itself, then together."""

from __future__ import annotations

import io
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any

from intake.collect import Attachment, Message
from intake.collect.mail import read_mail
from intake.pipeline import process
from intake.together import Found, process_together, put_together
from orders.records import OrderRecord
from tests.intake.papers.kit import Paper

DPI = 200


def mail(files: Mapping[str, Paper | bytes], *, subject: str = "Purchase order") -> bytes:
    """Make the mail of a customer with these files."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "tom@harbor.example", "sales@sunrise.example", subject
    made["Date"], made["Message-ID"] = "Fri, 09 Jan 2026 10:00:00 +0000", "<1@harbor.example>"
    made.set_content("Please find our order attached.")
    for name, file in files.items():
        data = file.bytes if isinstance(file, Paper) else file
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def records_of(files: Mapping[str, Paper | bytes]) -> tuple[OrderRecord, ...]:
    """Read the files of a mail and return what they say, in the order of the mail."""
    message = read_mail(mail(files), "mail.eml")
    return read_message(message)


def read_message(message: Message) -> tuple[OrderRecord, ...]:
    read = [(item, process(item, message)) for item in message.attachments]

    def joiner(some: Any) -> Found:
        attachments: tuple[Attachment, ...] = tuple(some)
        return process_together(attachments, message)

    return tuple(record for _, records in put_together(read, joiner) for record in records)


def pages_of(paper: Paper | bytes) -> list[bytes]:
    """Cut a PDF into files of one page."""
    import pypdfium2

    whole = pypdfium2.PdfDocument(paper.bytes if isinstance(paper, Paper) else paper)
    return [_page(whole, index) for index in range(len(whole))]


def _page(whole: Any, index: int) -> bytes:
    import pypdfium2

    alone, buffer = pypdfium2.PdfDocument.new(), io.BytesIO()
    alone.import_pages(whole, [index])
    alone.save(buffer)
    return buffer.getvalue()


def scanned(page: bytes) -> bytes:
    """Return a page as the JPEG of a scanner."""
    import pypdfium2

    picture, buffer = pypdfium2.PdfDocument(page)[0].render(scale=DPI / 72).to_pil(), io.BytesIO()
    picture.convert("RGB").save(buffer, "JPEG", quality=90, dpi=(DPI, DPI))
    return buffer.getvalue()
