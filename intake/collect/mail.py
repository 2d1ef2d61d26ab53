"""One .eml becomes a message: its body, and every attachment that may be a document."""

from __future__ import annotations

import email
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message as Mail
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice
from pathlib import PurePosixPath

from intake.collect.decoding import decoded, file_name, header
from intake.collect.message import Attachment, Message, safe_name
from intake.read.document import Document
from intake.read.refusal import Refused, damaged, over_limit, unsupported
from intake.read.registry import media_type
from intake.read.text import html_text
from orders.records import Source

MOST_PARTS, MOST_DEPTH = 500, 6
NO_DOCUMENT = (
    *("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"),
    *("message/delivery-status", "text/rfc822-headers", "text/x-amp-html", "text/calendar"),
)
LOGO_PIXELS, LOGO_SIDE = 250_000, 300  # an order pasted into a mail is larger
HEADERS = re.compile(
    rb"^(?:from|to|date|subject|received|message-id|mime-version|return-path|content-type):", re.I | re.M
)
# how a mailbox file marks where a mail begins
MAILBOX = re.compile(rb"\A\s*From \S+ [^\r\n]*\d{4}[^\r\n]*\r?\n[!-9;-~]+:")
NEXT_MAIL = re.compile(rb"\n\r?\nFrom \S+ [^\r\n]*\d{2}:\d{2}[^\r\n]*\r?\n[!-9;-~]+:")
YEARS = range(1980, 2200)
TOO_DEEP = (
    f"邮件套邮件超过 {MOST_DEPTH} 层；请单独转发",
    f"mails inside mails, more than {MOST_DEPTH} deep; forward it alone",
)
TOO_MANY = (f"附件超过 {MOST_PARTS} 个，其余未读取", f"more than {MOST_PARTS} attachments; the others are not read")
SEVERAL = ("邮箱文件，内有 {} 封邮件；请逐封另存为 .eml", "a mailbox file with {} mails; save each as .eml")
NO_END = (
    "邮件不完整，末尾缺失，可能还有附件；请对方重发",
    "the mail's end is missing, perhaps attachments too; ask for it again",
)
NO_PARTS = (
    "邮件的各部分无法分开；请对方重发",
    "its parts cannot be told from one another; ask the sender for it again",
)
NO_MAIL = ("附件中的邮件打不开", "the mail attached to it cannot be opened")


@dataclass(frozen=True)
class Part:
    """A leaf of a mail: its display path inside the mail, its name and bytes."""

    folder: str
    name: str
    data: bytes


def is_mail(data: bytes) -> bool:
    """Tell a mail by its first lines: a mailbox's mark, or three of the usual headers before the first blank line."""
    if MAILBOX.match(data):
        return True
    head = re.split(rb"\r?\n\r?\n", data[:65536].lstrip(b"\r\n"), maxsplit=1)[0]
    return re.match(rb"(?:From |[!-9;-~]+:)", head) is not None and len(HEADERS.findall(head)) >= 3


def read_mail(data: bytes, file: str) -> Message:
    """Read the bytes of an .eml as a message shown as `file`; one without attachments has its body as its only one."""
    if MAILBOX.match(data) and (more := len(NEXT_MAIL.findall(data))):
        return _whole(data, file, unsupported(*(words.format(more + 1) for words in SEVERAL)))
    mail = email.message_from_bytes(data)
    received_at, sender = received(mail), _address(mail)
    message_id, subject = header(mail, "Message-ID"), header(mail, "Subject")
    body, parts = _body(mail), _distinct(list(islice(_parts(mail, "", 0), MOST_PARTS + 1)))
    if any(isinstance(fault, CloseBoundaryNotFoundDefect) for fault in mail.defects):
        parts.append(Part("", "…", Refused.of(damaged(*NO_END))))
    if not parts:
        parts = [Part("", "body", (body or "").encode())]
    attachments = []
    for part in parts:
        kind = "text/plain" if part.name == "body" else media_type(part.data)
        where = "/".join(filter(None, (file, part.folder, part.name)))
        sha256 = hashlib.sha256(part.data).hexdigest()
        source = Source(where, sha256, kind, message_id=message_id, sender=sender, received_at=received_at)
        attachments.append(Attachment(part.name, source, part.data))
    whole = hashlib.sha256(data).hexdigest()
    return Message(file, whole, message_id, sender, received_at, subject, body, tuple(attachments))


def _whole(data: bytes, file: str, document: Document) -> Message:
    """Return a mail that is not taken apart as a message of one attachment that says why."""
    sha256 = hashlib.sha256(data).hexdigest()
    source = Source(file, sha256, "message/rfc822")
    return Message(file, sha256, attachments=(Attachment(file.rpartition("/")[2], source, Refused.of(document)),))


def damaged_mail(data: bytes, file: str) -> Message:
    """Return the message of a mail that the library cannot take apart."""
    return _whole(data, file, damaged("邮件无法解析", "the mail cannot be taken apart"))


def received(mail: Mail) -> datetime | None:
    """Return when the last server took the mail, else when it says it was written; None if neither can be read."""
    last = (header(mail, "Received") or "").rpartition(";")[2].strip()
    for text in (last, header(mail, "Date") or ""):
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if moment.year not in YEARS:
            continue
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return None


def _address(mail: Mail) -> str | None:
    return parseaddr(header(mail, "From") or "")[1] or None


def _body(mail: Mail) -> str | None:
    """Return the text a reader sees first: the plain part, else the HTML part as text."""
    found: dict[str, str] = {}
    for part in _leaves(mail):
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and kind not in found and not _attached(part):
            text = decoded(_bytes(part), part.get_param("charset", None))  # type: ignore[arg-type]
            found[kind] = html_text(text) if kind == "text/html" else text.replace("\r\n", "\n")
    plain = found.get("text/plain", "")
    return plain if plain.strip() else found.get("text/html", plain or None)


def _leaves(mail: Mail) -> Iterator[Mail]:
    """Walk the parts of one mail, not those of mails attached to it."""
    if mail.get_content_type() == "message/rfc822" or not mail.is_multipart():
        yield mail
        return
    payload = mail.get_payload()
    for part in payload if isinstance(payload, list) else []:
        if isinstance(part, Mail):
            yield from _leaves(part)


def _attached(part: Mail) -> bool:
    return part.get_content_disposition() == "attachment" or file_name(part) is not None


def _bytes(part: Mail) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _parts(mail: Mail, folder: str, depth: int) -> Iterator[Part]:
    shown = _shown_images(mail)
    for part in _leaves(mail):
        kind = part.get_content_type()
        if kind == "message/rfc822":
            yield from _forwarded(part, folder, depth)
        elif part.get_content_maintype() == "multipart":
            yield Part(folder, safe_name(_unnamed(part)), Refused.of(damaged(*NO_PARTS)))
        elif kind in NO_DOCUMENT or (kind in ("text/plain", "text/html") and not _attached(part)):
            continue
        else:
            data = _bytes(part)
            if not _is_logo(part, data, shown):
                yield Part(folder, safe_name(file_name(part) or _unnamed(part)), data)


def _unnamed(part: Mail) -> str:
    return "unnamed." + part.get_content_subtype().replace("octet-stream", "bin")


def _forwarded(part: Mail, folder: str, depth: int) -> Iterator[Part]:
    """Go into a mail that is attached to a mail; one without attachments gives its body."""
    inner = part.get_payload(0) if part.is_multipart() else None
    subject = header(inner, "Subject") if isinstance(inner, Mail) else None
    name = safe_name(file_name(part) or f"{subject or 'forwarded'}.eml")
    if not isinstance(inner, Mail):
        yield Part(folder, name, Refused.of(damaged(*NO_MAIL)))
        return
    if depth >= MOST_DEPTH:
        yield Part(folder, name, Refused.of(over_limit(*TOO_DEEP)))
        return
    below = f"{folder}/{name}".lstrip("/")
    parts = list(islice(_parts(inner, below, depth + 1), MOST_PARTS + 1))
    yield from parts or [Part(below, "body", (_body(inner) or "").encode())]


def _shown_images(mail: Mail) -> str:
    """Return the HTML of a mail, in which the images it shows are named by their Content-ID."""
    pages = (_bytes(part) for part in _leaves(mail) if part.get_content_type() == "text/html")
    return b"\n".join(pages).decode("latin-1")


def _is_logo(part: Mail, data: bytes, html: str) -> bool:
    """Tell a small image that the HTML shows: a logo or a rule, no document."""
    content_id = (header(part, "Content-ID") or "").strip("<> ")
    if part.get_content_maintype() != "image" or not content_id or f"cid:{content_id}" not in html:
        return False
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            return min(picture.size) < LOGO_SIDE or picture.width * picture.height < LOGO_PIXELS
    except Exception:  # no picture after all: somebody must look at it
        return False


def _distinct(parts: list[Part]) -> list[Part]:
    """Keep identical images once and give parts of one name numbers."""
    kept: list[Part] = []
    images: set[bytes] = set()
    names: dict[str, int] = {}
    if len(parts) > MOST_PARTS:
        parts = [*parts[:MOST_PARTS], Part("", "…", Refused.of(over_limit(*TOO_MANY)))]
    for part in parts:
        is_image = media_type(part.data).startswith("image/")
        if is_image and part.data in images:
            continue
        images |= {part.data} if is_image else set()
        place = f"{part.folder}/{part.name}".lower()
        names[place] = names.get(place, 0) + 1
        path = PurePosixPath(part.name)
        again = f"{path.stem} ({names[place]}){path.suffix}" if names[place] > 1 else part.name
        kept.append(Part(part.folder, again, part.data))
    return kept
