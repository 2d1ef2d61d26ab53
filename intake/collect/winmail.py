"""winmail.dat, in which Outlook wraps a mail for other Outlooks ([MS-OXTNEF]). Runs in a child process."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from intake.collect.decoding import decoded
from intake.collect.letter import Attached, Letter
from intake.collect.limits import MOST_DEPTH, MOST_PARTS, TOO_DEEP
from intake.collect.rtf import RichText, rich_text
from intake.read.refusal import Refused, damaged, over_limit, unsupported

MARK = b"\x78\x9f\x3e\x22"
LONG_NAME, SHORT_NAME, DISPLAY_NAME, CONTENT_ID, OBJECT = 0x3707, 0x3704, 0x3001, 0x3712, 0x3701
SENDER, SENDER_SMTP, SUBJECT, MESSAGE_ID = 0x0C1F, 0x5D01, 0x0037, 0x1035
MESSAGE = b"\x07\x03\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"  # an object that is a mail
INCOMPLETE = (
    "winmail.dat 有读不出来的部分，可能还有附件；请对方用普通格式重发",
    "parts of the winmail.dat cannot be read, perhaps attachments too; ask for it again as plain or HTML mail",
)
MOST_COMPLAINTS = 100
NO_BYTES = ("附件没有内容；请对方重发", "the attachment has no content; ask the sender for it again")
OLE_OBJECT = (
    "邮件中嵌入的对象，不是附件；请作为附件发送",
    "an object set into the mail's text, no attachment; ask for it as an attachment",
)


def winmail_letter(data: bytes, depth: int = 0) -> Letter:
    """Take a winmail.dat apart, mails inside it too. What the library passes over is an attachment that says so."""
    from tnefparse import TNEF

    with _complaints() as complaints:
        opened = TNEF(data, do_checksum=True)
        files = [_attached(opened, at, depth) for at in range(min(len(opened.attachments), MOST_PARTS + 1))]
        text = _text(opened)
    if complaints or not _is_whole(data):
        files.append(Attached("…", Refused.of(damaged(*INCOMPLETE))))
    said = {attribute.name: attribute for attribute in opened.mapiprops}
    words = {name: str(said[name].data) for name in (SENDER, SENDER_SMTP, SUBJECT, MESSAGE_ID) if name in said}
    sender = next((words[name] for name in (SENDER_SMTP, SENDER) if "@" in words.get(name, "")), None)
    return Letter(words.get(MESSAGE_ID), sender, None, words.get(SUBJECT), text.body, text.html, tuple(files))


def _is_whole(data: bytes) -> bool:
    """Say whether the last attribute ends where the file does, but for zeros that round up the length of one inside.

    The library takes an attribute that breaks off for a shorter one.
    """
    at = 6
    while at + 9 <= len(data):
        at += 11 + int.from_bytes(data[at + 5 : at + 9], "little")
    return 6 < at <= len(data) and not any(data[at:])


class _Listener(logging.Handler):
    """Keeps what the library complains of; it would go on complaining of each of 4 billion properties."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage())
        if len(self.found) > MOST_COMPLAINTS:
            raise ValueError("more complaints than properties")


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what the library only logs: a wrong checksum, a property it cannot read and all that come after it."""
    handler = _Listener(logging.WARNING)
    logger = logging.getLogger("tnefparse")
    logger.addHandler(handler)
    propagates, logger.propagate = logger.propagate, False
    try:
        yield handler.found
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagates


def _text(opened: Any) -> RichText:
    body, html = (_words(text, opened.codepage) for text in (opened.body, opened.htmlbody))
    if html is None and opened._rtfbody:  # the library's own reading drops the zero bytes at its end
        try:
            rich = rich_text(opened._rtfbody + b"\0\0\0\0")
        except Exception as error:  # damaged, or of an unknown kind
            logging.getLogger("tnefparse").warning("%s", error)
            rich = RichText()
        return RichText(body if body and body.strip() else rich.body, rich.html)
    return RichText(body.replace("\r\n", "\n") if body else None, html)


def _words(text: bytes | str | None, code_page: str | None) -> str | None:
    return decoded(text, code_page).rstrip("\0") if isinstance(text, bytes) else text


def _attached(opened: Any, at: int, depth: int) -> Attached:
    attachment = opened.attachments[at]
    said = {attribute.name: attribute for attribute in _attributes(opened, at)}
    names = (_word(said, number) for number in (LONG_NAME, SHORT_NAME))
    title = _title(attachment, opened.codepage)
    name = next(filter(None, names), None) or title or _word(said, DISPLAY_NAME) or "unnamed"
    if OBJECT not in said:
        return Attached(name, bytes(attachment.data) or Refused.of(damaged(*NO_BYTES)), _word(said, CONTENT_ID))
    whole = b"".join(said[OBJECT].raw_data)
    return _object(whole, name, depth)


def _object(whole: bytes, name: str, depth: int) -> Attached:
    """Return a mail that is attached; an object of another program is held."""
    if not whole.startswith(MESSAGE):
        return Attached(name, Refused.of(unsupported(*OLE_OBJECT)))
    named = name if name.lower().endswith((".msg", ".eml")) else f"{name}.msg"
    if depth >= MOST_DEPTH:
        return Attached(named, Refused.of(over_limit(*TOO_DEEP)))
    return Attached(named, letter=winmail_letter(whole[len(MESSAGE) :], depth + 1))


def _attributes(opened: Any, at: int) -> list[Any]:
    """Return the properties of an attachment with their bytes as they are: the library takes zeros from their end."""
    from tnefparse import TNEF
    from tnefparse.mapi import decode_mapi

    seen, found = -1, list[Any]()
    for item in opened.objects:
        seen += item.name == TNEF.ATTATTACHRENDDATA
        if seen == at and item.name == TNEF.ATTATTACHMENT:
            found += decode_mapi(item.data, opened.codepage)
    return found


def _word(said: dict[int, Any], number: int) -> str:
    value = said[number].data if number in said else ""
    return value if isinstance(value, str) else decoded(bytes(value), None)


def _title(attachment: Any, code_page: str | None) -> str:
    name = attachment._name
    return decoded(name, code_page).strip("\0") if isinstance(name, bytes) else str(name).strip("\0")
