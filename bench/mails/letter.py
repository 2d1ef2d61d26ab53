"""A mail as programs write it: headers, text, attachments, by hand so that odd ones can be made."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bench.layouts import LAYOUTS
from bench.layouts.paper import Paper, Pen

# layouts of one order, drawn in a moment; what they print is the reading bench's matter
PLAIN = tuple(
    layout
    for layout in LAYOUTS
    if layout.producer in ("weasyprint", "reportlab")
    and layout.name.removeprefix("zh-").removeprefix("en-")
    in ("labels-left", "labels-above", "head-grid", "zebra", "dates-in-rows", "us-form", "netsuite-zebra", "charges")
)
LINE = 76


@dataclass(frozen=True)
class Letter:
    """A finished mail or mailbox: its file name, its bytes, the orders in it, what a proud reader does with it."""

    name: str
    data: bytes
    orders: tuple[dict[str, Any], ...]
    expect: str = "accept"


def paper(rng: Random) -> Paper:
    """Draw a fault-free order in a plain layout."""
    return rng.choice(PLAIN).draw(Pen(rng))


def encoded(data: bytes) -> str:
    """Return bytes in base64, in lines."""
    text = base64.b64encode(data).decode()
    return "\r\n".join(text[at : at + LINE] for at in range(0, len(text), LINE))


def part(kind: str, data: bytes, *heads: str) -> bytes:
    """Return a part of a mail with its content type and further header lines, in base64."""
    lines = [f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *heads]
    return ("\r\n".join(lines) + "\r\n\r\n" + encoded(data) + "\r\n").encode("latin-1")


def text(words: str, charset: str = "utf-8", kind: str = "plain", label: str = "") -> bytes:
    """Return a part of text; `label` is the charset it claims to have."""
    return part(f'text/{kind}; charset="{label or charset}"', words.encode(charset))


def pdf(data: bytes, name: str) -> bytes:
    """Return a PDF as an attachment with an ASCII name."""
    return part(f'application/pdf; name="{name}"', data, f'Content-Disposition: attachment; filename="{name}"')


def many(kind: str, rng: Random, *parts: bytes) -> bytes:
    """Return a multipart of the parts."""
    mark = f"=_{rng.getrandbits(64):016x}".encode()
    inside = b"".join(b"--" + mark + b"\r\n" + one for one in parts)
    return (
        b'Content-Type: multipart/%s; boundary="%s"\r\n\r\n' % (kind.encode(), mark) + inside + b"--" + mark + b"--\r\n"
    )


def mail(rng: Random, body: bytes, subject: str = "PO", heads: Sequence[str] = ()) -> bytes:
    """Return a mail; `body` begins with its own content headers."""
    day, number = rng.randint(1, 28), rng.getrandbits(48)
    lines = [
        f"Received: from mx.buyer.example by mx.seller.example; {day} Mar 2026 09:12:{rng.randint(10, 59)} +0800",
        "From: buyer <purchasing@buyer.example>",
        "To: <orders@seller.example>",
        f"Subject: {subject}",
        f"Date: {day} Mar 2026 09:11:00 +0800",
        f"Message-ID: <{number:012x}@buyer.example>",
        "MIME-Version: 1.0",
        *heads,
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n" + body


def word(subject: str, charset: str = "utf-8") -> str:
    """Return a header value as an encoded word (RFC 2047)."""
    return f"=?{charset}?B?{base64.b64encode(subject.encode(charset)).decode()}?="
