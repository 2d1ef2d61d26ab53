"""Mails as .eml files, reproducible: fixed dates, message ids and boundaries."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from samples.maker.orders import Order

PDF = ("application", "pdf")
XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True)
class Attachment:
    """One attached file: drawn late, so that the truth can be written without drawing."""

    file: str
    draw: Callable[[], bytes]
    expected: dict[str, Any]
    kind: tuple[str, str] = PDF
    old_name: bool = False  # name as an RFC 2047 word, as older Chinese mail programs write it


@dataclass(frozen=True)
class Mail:
    """One mail of the inbox and what it is there to show."""

    name: str
    about: str
    sender: tuple[str, str]
    sent: str
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()
    html: str | None = None
    expected: dict[str, Any] | None = None
    charset: str = "utf-8"
    said: Order | None = None  # the order that is attached

    def truth(self) -> dict[str, Any]:
        """Return the expectation file's content."""
        records = [attachment.expected for attachment in self.attachments] or [self.expected or {}]
        return {"about": self.about, "records": records}


def message(mail: Mail) -> bytes:
    """Return the mail as the bytes of an .eml file."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(mail.sender[0], addr_spec=mail.sender[1])
    letter["To"] = Address("订单组", addr_spec="orders@chenxin-sensing.example")
    letter["Subject"] = mail.subject
    letter["Date"] = format_datetime(datetime.fromisoformat(mail.sent + "+08:00"))
    letter["Message-ID"] = f"<{mark(mail.name)}@{mail.sender[1].split('@')[1]}>"
    letter.set_content(mail.body, charset=mail.charset, cte="base64")
    if mail.html:
        letter.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    for attachment in mail.attachments:
        _attach(letter, attachment)
    for at, part in enumerate(part for part in letter.walk() if part.is_multipart()):
        part.set_boundary(f"=_{mark(mail.name + str(at))}")
    return letter.as_bytes()


def _attach(letter: EmailMessage, attachment: Attachment) -> None:
    letter.add_attachment(
        attachment.draw(), maintype=attachment.kind[0], subtype=attachment.kind[1], filename=attachment.file
    )
    if attachment.old_name:
        word = f"=?UTF-8?B?{b64encode(attachment.file.encode()).decode()}?="
        part = list(letter.iter_attachments())[-1]
        part._headers = [entry for entry in part._headers if entry[0].lower() != "content-disposition"]  # type: ignore[attr-defined]
        part._headers.append(("Content-Disposition", f'attachment; filename="{word}"'))  # type: ignore[attr-defined]


def mark(text: str) -> str:
    """Return a short fixed mark of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:20]
