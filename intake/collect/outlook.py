"""Outlook's .msg ([MS-OXMSG]): properties in a compound file become a letter. Runs in a child process."""

from __future__ import annotations

import email.parser
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from intake.collect.eml import eml_letter
from intake.collect.headings import mail_address, mail_received
from intake.collect.letter import Attached, Letter, of_code_page
from intake.collect.limits import MOST_DEPTH, MOST_PARTS, TOO_DEEP, YEARS
from intake.collect.rtf import RichText, rich_text
from intake.read.document import Document
from intake.read.refusal import Refused, damaged, over_limit, unsupported
from orders.codes import finding

if TYPE_CHECKING:
    from oxmsg.storage import Storage

# property ids of [MS-OXPROPS]
BODY, HTML, RTF = 0x1000, 0x1013, 0x1009
SUBJECT, HEADERS, MESSAGE_ID = 0x0037, 0x007D, 0x1035
SENDER_SMTP = (0x5D01, 0x5D02, 0x0C1F, 0x0065)  # the sender's own address or that of whom it was sent for
DELIVERED, SUBMITTED = 0x0E06, 0x0039
INTERNET_CODE_PAGE, MESSAGE_CODE_PAGE = 0x3FDE, 0x3FFD
DATA, METHOD, LONG_NAME, SHORT_NAME, DISPLAY_NAME = 0x3701, 0x3705, 0x3707, 0x3704, 0x3001
CONTENT_ID, CONTENT_LOCATION, PATH_NAME, MIME_TYPE = 0x3712, 0x3713, 0x370D, 0x370E
TEXT, TEXT8, BINARY, OBJECT = 0x001F, 0x001E, 0x0102, 0x000D
ROOT_HEADER, EMBEDDED_HEADER, ATTACHMENT_HEADER = 32, 24, 8  # bytes before the properties of fixed length
BY_REFERENCE = (2, 3, 4, 7)
EMBEDDED = "__substg1.0_3701000D"
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
OLE_OBJECT = (
    "邮件中嵌入的对象，不是附件；请作为附件发送",
    "an object set into the mail's text, no attachment; ask for it as an attachment",
)
NO_BYTES = ("附件没有内容；请对方重发", "the attachment has no content; ask the sender for it again")
FEWER = (
    "附件比邮件所说的少；请对方重发",
    "it has fewer attachments than it says; ask the sender for it again",
)
NO_BODY = ("邮件正文读不出来；请对方重发", "the mail's text cannot be read; ask the sender for it again")


@dataclass(frozen=True)
class Kept:
    """The properties of a message or an attachment; `header` is the length of what stands before them."""

    storage: Storage
    header: int
    code_page: int | None = None

    def text(self, number: int) -> str:
        """Return a text property, "" if it is not there."""
        wide = self._stream(number, TEXT)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._stream(number, TEXT8)
        return of_code_page(narrow, self.code_page).rstrip("\0") if narrow is not None else ""

    def binary(self, number: int) -> bytes | None:
        """Return a binary property, None if it is not there."""
        return self._stream(number, BINARY)

    def whole(self, number: int) -> int | None:
        """Return a property that is a whole number."""
        found = self._fixed(number)
        return None if found is None else int(struct.unpack("<I", found[:4])[0])

    def moment(self, number: int) -> datetime | None:
        """Return a property that is a time (ticks of 100 ns since 1601), None for one that no mail has."""
        found = self._fixed(number)
        ticks = struct.unpack("<Q", found)[0] if found is not None else 0
        try:
            moment = EPOCH + timedelta(seconds=ticks // 10_000_000)
        except OverflowError:
            return None
        return moment if moment.year in YEARS else None

    def _stream(self, number: int, kind: int) -> bytes | None:
        try:
            return self.storage.property_stream_bytes(number, kind)
        except KeyError:
            return None

    def _fixed(self, number: int) -> bytes | None:
        entries = self.storage.properties_stream_bytes[self.header :]
        whole = entries[: len(entries) // 16 * 16]
        return next((value for _, tag, _, value in struct.iter_unpack("<HHI8s", whole) if tag == number), None)


def outlook_letter(data: bytes, depth: int = 0) -> Letter | None:
    """Take a .msg apart, mails inside it too; None for a compound file that is no message. Raises for damaged ones."""
    root = _opened(data)
    return None if root is None else _letter(root, ROOT_HEADER, depth)


def outlook_arrival(data: bytes) -> datetime | None:
    """Return when a .msg arrived, None if it does not say."""
    root = _opened(data)
    return None if root is None else _heading(_kept(root, ROOT_HEADER)).received_at


def _opened(data: bytes) -> Storage | None:
    from olefile import DEFECT_INCORRECT, OleFileIO
    from oxmsg.storage import Storage

    with OleFileIO(BytesIO(data), raise_defects=DEFECT_INCORRECT) as file:  # else cut streams just end early
        if not file.exists("__properties_version1.0"):
            return None
        return Storage.from_ole(file)


def _kept(storage: Storage, header: int) -> Kept:
    plain = Kept(storage, header)
    return Kept(storage, header, plain.whole(MESSAGE_CODE_PAGE) or plain.whole(INTERNET_CODE_PAGE))


def _letter(storage: Storage, header: int, depth: int) -> Letter:
    kept = _kept(storage, header)
    heading, text = _heading(kept), _text(kept)
    storages = list(storage.iter_attachment_storages())
    files = [file for one in storages[: MOST_PARTS + 1] for file in _attached(one, kept.code_page, depth)]
    if len(storages) < struct.unpack("<20xI", storage.properties_stream_bytes[:24])[0]:
        files.append(Attached("…", Refused.of(damaged(*FEWER))))
    if text is None:
        files.append(Attached("…", Refused.of(damaged(*NO_BODY))))
        text = RichText()
    return Letter(
        heading.message_id, heading.sender, heading.received_at, heading.subject, text.body, text.html, tuple(files)
    )


def _heading(kept: Kept) -> Letter:
    """Return message id, sender, time of arrival and subject; the headers it came with say more than Outlook's own."""
    mail = email.parser.HeaderParser().parsestr(kept.text(HEADERS))
    named = (mail_address(mail) or "", *(kept.text(number) for number in SENDER_SMTP))
    # within a company Outlook knows others by X.500 names
    sender = next((text for text in named if "@" in text and not text.startswith("/")), None)
    received_at = mail_received(mail) or kept.moment(DELIVERED) or kept.moment(SUBMITTED)
    return Letter(kept.text(MESSAGE_ID) or mail["Message-ID"], sender, received_at, kept.text(SUBJECT) or None)


def _text(kept: Kept) -> RichText | None:
    """Return the mail's text; from RTF if it has no other, None if that is broken."""
    html = kept.binary(HTML)
    page = of_code_page(html, kept.whole(INTERNET_CODE_PAGE)) if html else kept.text(HTML)
    body, packed = kept.text(BODY).replace("\r\n", "\n"), kept.binary(RTF)
    if page or not packed:
        return RichText(body or None, page or None)
    try:
        rich = rich_text(packed)
    except Exception:  # damaged, cut off or of an unknown kind; the plain text may still be there
        return RichText(body) if body.strip() else None
    return RichText(body if body.strip() else rich.body, rich.html)


def _attached(storage: Storage, code_page: int | None, depth: int) -> tuple[Attached, ...]:
    """Return an attachment; of a signed mail, which is a single attachment in MIME, all that are in it."""
    kept = Kept(storage, ATTACHMENT_HEADER, code_page)
    name = kept.text(LONG_NAME) or kept.text(SHORT_NAME) or kept.text(DISPLAY_NAME)
    inner = next((one for one in storage.storages if one.name.upper() == EMBEDDED.upper()), None)
    if inner is not None and any(stream.name == "__properties_version1.0" for stream in inner.streams):
        return (_embedded(inner, name, depth),)
    if kept.text(MIME_TYPE).startswith("multipart/"):
        return eml_letter(kept.binary(DATA) or b"", depth).files
    place = kept.text(CONTENT_ID) or kept.text(CONTENT_LOCATION)
    return (Attached(name or "unnamed", _bytes(kept, inner), place),)


def _embedded(inner: Storage, name: str, depth: int) -> Attached:
    named = name if name.lower().endswith((".msg", ".eml")) else f"{name or 'forwarded'}.msg"
    if depth >= MOST_DEPTH:
        return Attached(named, Refused.of(over_limit(*TOO_DEEP)))
    return Attached(named, letter=_letter(inner, EMBEDDED_HEADER, depth + 1))


def _bytes(kept: Kept, inner: Storage | None) -> bytes:
    """Return an attachment's bytes; a mere link, an object of another program or nothing at all are said."""
    data = kept.binary(DATA)
    if kept.whole(METHOD) in BY_REFERENCE and not data:
        link = kept.text(PATH_NAME) or kept.text(LONG_NAME) or kept.text(DISPLAY_NAME)
        return Refused.of(Document(findings=(finding("attachment-is-link", seen=link),)))
    if inner is not None:
        return Refused.of(unsupported(*OLE_OBJECT))
    return data or Refused.of(damaged(*NO_BYTES))
