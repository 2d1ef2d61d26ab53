"""What arrived: a message with its attachments, or a plain file as a message of one attachment."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime

from orders.records import Source

LONGEST_NAME = 150
BODY = "body"  # the name of a document that is the text of a mail without files
FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$)", re.IGNORECASE)  # on Windows no name of a file


@dataclass(frozen=True)
class Attachment:
    """One document: its display name, where it came from, its bytes.

    `inline` is a picture that the mail's text shows and that is no larger than a banner or a QR code usually is.
    """

    name: str
    source: Source
    data: bytes
    inline: bool = False


@dataclass(frozen=True)
class Enclosed:
    """What a mail says itself that is attached to a message: its display path in it, its subject and text.

    `alone` is one without files; its text is a document, too. `seen` is what a reader sees of it, text or HTML.
    """

    place: str
    subject: str | None = None
    text: str | None = None
    alone: bool = False
    seen: bytes = b""


@dataclass(frozen=True)
class Message:
    """One mail, or one plain file (then all mail fields are None); `file` is its display path.

    `enclosed` are the mails attached to it, at whatever depth; their files are among its `attachments`. `seen` is what
    a reader sees of its own letter, text or HTML.
    """

    file: str
    sha256: str
    message_id: str | None = None
    sender: str | None = None
    received_at: datetime | None = None
    subject: str | None = None
    body: str | None = None
    attachments: tuple[Attachment, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()
    seen: bytes = b""

    @property
    def bare(self) -> Message:
        """Return the message without its documents: what a worker needs beside the one that it reads."""
        enclosed = tuple(replace(letter, seen=b"") for letter in self.enclosed)
        return replace(self, attachments=(), enclosed=enclosed, seen=b"")

    @property
    def letters(self) -> tuple[Enclosed, ...]:
        """Return all that is said in the message: its own letter first, at the place ""."""
        return (Enclosed("", self.subject, self.body, seen=self.seen), *self.enclosed)

    def is_in(self, file: str, letter: Enclosed) -> bool:
        """Say whether a document's display path lies in the mail of a letter, at whatever depth."""
        return file.startswith(f"{joined(self.file, letter.place)}/")

    def written_in(self, file: str) -> Enclosed | None:
        """Return the letter whose text is the document of this display path, None if it is a file."""
        return next((letter for letter in self.letters if file == joined(self.file, letter.place, BODY)), None)


def printable(text: str) -> str:
    """Drop what cannot be shown or written as UTF-8: controls, marks that reverse text, halves of characters."""
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))


def safe_name(name: str) -> str:
    """Make a name from a foreign mail safe to show and to write: no paths, controls or reversed text."""
    plain = FORBIDDEN.sub("_", re.sub(r"\s+", " ", printable(unicodedata.normalize("NFC", name)))).strip(" .")
    if len(plain) > LONGEST_NAME:
        stem, dot, suffix = plain.rpartition(".")
        plain = stem[: LONGEST_NAME - 12] + dot + suffix[:11] if dot else plain[:LONGEST_NAME]
    return f"_{plain}" if DEVICE.match(plain) or plain == BODY else plain or "unnamed"


def joined(*names: str) -> str:
    """Join display names to a display path."""
    return "/".join(filter(None, names))
