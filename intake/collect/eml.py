"""A mail as it is sent (RFC 5322, MIME) becomes a letter."""

from __future__ import annotations

import base64
import binascii
import email
from collections.abc import Iterator
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message as Mail
from html import escape

from intake.collect.decoding import decoded, file_name, header
from intake.collect.headings import mail_address, mail_received
from intake.collect.letter import Attached, Letter
from intake.collect.limits import MOST_DEPTH, TOO_DEEP
from intake.collect.written_in import uuencoded
from intake.read.refusal import Refused, damaged, over_limit
from intake.read.text import html_text

NO_DOCUMENT = (
    *(
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-encrypted",
    ),
    *("message/delivery-status", "text/rfc822-headers", "text/x-amp-html", "text/calendar"),
)
NO_END = (
    "邮件不完整，末尾缺失，可能还有附件；请对方重发",
    "the mail's end is missing, perhaps attachments too; ask for it again",
)
NO_PARTS = (
    "邮件的各部分无法分开；请对方重发",
    "its parts cannot be told from one another; ask the sender for it again",
)
NO_MAIL = ("附件中的邮件打不开", "the mail attached to it cannot be opened")


def eml_letter(data: bytes, depth: int = 0) -> Letter:
    """Take the bytes of an .eml apart; mails attached to it too, down to MOST_DEPTH. May raise for damaged ones."""
    return _letter(email.message_from_bytes(data), depth)


def _letter(mail: Mail, depth: int) -> Letter:
    files = list(_files(mail, depth))
    if any(isinstance(fault, CloseBoundaryNotFoundDefect) for fault in mail.defects):
        files.append(Attached("…", Refused.of(damaged(*NO_END))))
    page, is_html = _page(mail)
    return Letter(
        header(mail, "Message-ID"),
        mail_address(mail),
        mail_received(mail),
        header(mail, "Subject"),
        _body(mail),
        page if is_html else None,
        tuple(files),
    )


# ── its text ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _body(mail: Mail) -> str | None:
    """Return the text a reader sees: all pieces of it, of alternatives the first that says anything."""
    if mail.get_content_type() == "message/rfc822":
        return None
    if mail.is_multipart():
        said = [text for part in _below(mail) if (text := _body(part)) is not None]
        telling = [text for text in said if text.strip()] or said[:1]
        alone = mail.get_content_subtype() == "alternative"
        return "\n".join(telling[:1] if alone else telling) if telling else None
    if not _is_text(mail):
        return None
    text = _text(mail)
    return html_text(text) if mail.get_content_subtype() == "html" else text.replace("\r\n", "\n")


def _page(mail: Mail) -> tuple[str, bool]:
    """Return all that a reader sees as HTML, plain pieces between pages too, and whether any of it was HTML."""
    if mail.get_content_type() == "message/rfc822":
        return "", False
    if mail.is_multipart():
        pages = [_page(part) for part in _below(mail)]
        if mail.get_content_subtype() == "alternative":
            return next((page for page in pages if page[1]), pages[0] if pages else ("", False))
        return "\n".join(text for text, _ in pages if text), any(is_html for _, is_html in pages)
    if not _is_text(mail):
        return "", False
    text = _text(mail)
    is_html = mail.get_content_subtype() == "html"
    return (text if is_html or not text.strip() else f"<pre>{escape(text)}</pre>"), is_html


def _is_text(part: Mail) -> bool:
    """Tell text that is a piece of the mail and no attachment."""
    if part.get_content_disposition() == "attachment" or file_name(part) is not None:
        return False
    return part.get_content_type() in ("text/plain", "text/html")


def _text(part: Mail) -> str:
    return decoded(_bytes(part), part.get_param("charset", None))  # type: ignore[arg-type]


def _bytes(part: Mail) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


# ── its parts ────────────────────────────────────────────────────────────────────────────────────────────────────


def _below(mail: Mail) -> Iterator[Mail]:
    payload = mail.get_payload()
    yield from (part for part in (payload if isinstance(payload, list) else []) if isinstance(part, Mail))


def _leaves(mail: Mail) -> Iterator[Mail]:
    """Walk the parts of one mail, not those of mails attached to it."""
    if mail.get_content_type() in ("message/rfc822", "message/partial") or not mail.is_multipart():
        yield mail
        return
    for part in _below(mail):
        yield from _leaves(part)


def _files(mail: Mail, depth: int) -> Iterator[Attached]:
    for part in _leaves(mail):
        if part.get_content_type() == "message/rfc822":
            yield _forwarded(part, depth)
        elif part.get_content_type() == "message/partial":  # RFC 2046: a mail sent in pieces
            yield Attached(_unnamed(part), Refused.of(damaged(*NO_END)))
        elif part.get_content_maintype() == "multipart":
            yield Attached(_unnamed(part), Refused.of(damaged(*NO_PARTS)))
        elif _is_text(part):
            yield from uuencoded(_text(part)) if part.get_content_subtype() == "plain" else ()
        elif part.get_content_type() not in NO_DOCUMENT:
            yield Attached(file_name(part) or _unnamed(part), _bytes(part), _place(part))


def _unnamed(part: Mail) -> str:
    return "unnamed." + part.get_content_subtype().replace("octet-stream", "bin")


def _place(part: Mail) -> str:
    return (header(part, "Content-ID") or header(part, "Content-Location") or "").strip("<> ")


def _forwarded(part: Mail, depth: int) -> Attached:
    inner = _attached_mail(part)
    subject = header(inner, "Subject") if inner is not None else None
    name = file_name(part) or f"{subject or 'forwarded'}.eml"
    if inner is None:
        return Attached(name, Refused.of(damaged(*NO_MAIL)))
    if depth >= MOST_DEPTH:
        return Attached(name, Refused.of(over_limit(*TOO_DEEP)))
    return Attached(name, letter=_letter(inner, depth + 1))


def _attached_mail(part: Mail) -> Mail | None:
    """Return the mail attached to a mail; some programs pack it in base64, which RFC 2046 forbids."""
    inner = part.get_payload(0) if part.is_multipart() else None
    if isinstance(inner, Mail) and not inner.keys() and str(part["Content-Transfer-Encoding"]).lower() == "base64":
        try:
            return email.message_from_bytes(base64.b64decode(str(inner.get_payload())))
        except (binascii.Error, ValueError):
            return None
    return inner if isinstance(inner, Mail) else None
