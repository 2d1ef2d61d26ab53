"""Mails that never end, lie about their letters and parts, or hide what they hold; mailboxes and notes of Outlook."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from random import Random

from bench.harm.archives import zipped
from bench.harm.pages import pdf
from bench.harm.texts import HEAD
from bench.harm.twisted import PLAIN

MIXED = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"
HEADERS = (
    ("100,000 headers", "X-{n}: y\r\n", 100_000),
    ("100,000 Received", "Received: from a by b; Tue, 03 Mar 2026 09:12:00 +0800\r\n", 100_000),
    ("20,000 senders", "From: a{n}@b.example\r\n", 20_000),
)
SUBJECTS = {
    "a subject of 5 MB in base64": "=?utf-8?b?" + "eA==" * 1_300_000 + "?=",
    "a subject of 100,000 encoded words": "=?gb2312?q?=b6=a9?= " * 100_000,
    "a subject in a set nobody knows": "=?x-unknown?b?/////w==?= =?utf-7?q?+ADw-script+AD4-?=",
    "a subject with line feeds and NUL": "a\0b\rc\x0bBcc: x@y.example",
    "a subject turned round": "\u202efdp.redro\u202c \u2066PO-4711",
}


def letters(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    """Yield what each is, its file name and its bytes; `chance` fills in what may be anything."""
    yield from _heads()
    yield from _parts(chance)
    yield from _charsets()
    yield from _boxes(chance)


def _heads() -> Iterator[tuple[str, str, bytes]]:
    for what, line, count in HEADERS:
        head = "".join(line.replace("{n}", str(n)) for n in range(count))
        yield f"mail: {what}", "head.eml", f"{HEAD}{head}\r\nhello".encode()
    for what, subject in SUBJECTS.items():
        yield f"mail: {what}", "subject.eml", HEAD.replace("order", subject).encode() + b"\r\nhello"
    yield (
        "mail: a header folded 500,000 times",
        "folded.eml",
        (HEAD + "X: a\r\n" + " b\r\n" * 500_000 + "\r\nhello").encode(),
    )
    addresses = ", ".join(f'"{"(" * 50}" <a{n}@b.example>' for n in range(20_000))
    yield "mail: 20,000 recipients in brackets", "to.eml", f"{HEAD}Cc: {addresses}\r\n\r\nhello".encode()
    yield (
        "mail: comments 100,000 deep in the sender",
        "sender.eml",
        HEAD.replace("a@buyer.example", "(" * 100_000 + "a@b.example").encode() + b"\r\nhello",
    )
    for what, date in (
        ("in the year 99999", "Tue, 03 Mar 99999 09:12:00 +0800"),
        ("of a zone of 10^9 hours", "Tue, 03 Mar 2026 09:12:00 +999999999999"),
        ("of 1 MB", "9" * (1 << 20)),
    ):
        yield (
            f"mail: a date {what}",
            "date.eml",
            HEAD.replace("Tue, 03 Mar 2026 09:12:00 +0800", date).encode() + b"\r\nhello",
        )
    parameters = "".join(f"; filename*{n}*=utf-8''%41" for n in range(50_000))
    yield (
        "mail: a name in 50,000 pieces",
        "pieces.eml",
        f"{HEAD}{MIXED}--B\r\nContent-Disposition: attachment{parameters}\r\n\r\n%PDF\r\n--B--".encode(),
    )


def _parts(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    deep = "".join(f"Content-Type: multipart/mixed; boundary=B{n}\r\n\r\n--B{n}\r\n" for n in range(500))
    yield "mail: MIME 500 deep", "deep.eml", f"{HEAD}{deep}\r\nhello".encode()
    yield (
        "mail: a boundary of 1 MB",
        "boundary.eml",
        f"{HEAD}Content-Type: multipart/mixed; boundary={'b' * (1 << 20)}\r\n\r\n--b\r\n\r\nhello".encode(),
    )
    yield (
        "mail: a boundary of nothing",
        "nothing.eml",
        (HEAD + 'Content-Type: multipart/mixed; boundary=""\r\n\r\n' + "--\r\n\r\nhello\r\n" * 50_000).encode(),
    )
    yield "mail: 300,000 boundaries", "boundaries.eml", (HEAD + MIXED + "--B\r\n" * 300_000).encode()
    order = base64.encodebytes(pdf(*PLAIN)).decode()
    named = (
        "--B\r\nContent-Type: {}\r\nContent-Transfer-Encoding: {}\r\n"
        'Content-Disposition: attachment; filename="{}"\r\n\r\n{}\r\n'
    )
    for what, kind, coding, name, text in (
        (
            "a program called order.pdf",
            "application/pdf",
            "base64",
            "order.pdf",
            base64.b64encode(b"MZ" + bytes(500)).decode(),
        ),
        (
            "a page that goes elsewhere",
            "text/html",
            "8bit",
            "order.html",
            '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">',
        ),
        (
            "a link of Windows",
            "application/octet-stream",
            "8bit",
            "order.pdf.url",
            "[InternetShortcut]\r\nURL=file://127.0.0.1/share/x.exe",
        ),
        (
            "a shortcut",
            "application/octet-stream",
            "base64",
            "order.lnk",
            base64.b64encode(b"L\0\0\0\1\x14\2\0" + bytes(300)).decode(),
        ),
        ("base64 of 20 MB of blanks", "application/pdf", "base64", "order.pdf", "\r\n" * (10 << 20)),
        ("a coding nobody knows", "application/pdf", "x-rot13", "order.pdf", order),
        ("quoted signs without end", "text/plain", "quoted-printable", "order.txt", "=" * (5 << 20)),
        (
            "uuencode of a negative length",
            "text/plain",
            "8bit",
            "a.txt",
            "begin 644 order.pdf\r\n" + "`M\r\n" * 100_000 + "end",
        ),
        (
            "a mail of another place",
            'message/external-body; access-type=local-file; name="/etc/passwd"',
            "8bit",
            "x",
            "Content-Type: text/plain\r\n\r\n",
        ),
        ("a part of a mail in parts", 'message/partial; id="a"; number=1; total=999999999', "8bit", "x", "hello"),
        ("a name of 1 MB", "application/pdf", "base64", "../" * 350_000 + "x.pdf", order),
        ("a name turned round", "application/pdf", "base64", "\u202efdp.exe", order),
        ("a script for a name", "application/pdf", "base64", "<img src=x onerror=alert(1)>.pdf", order),
        ("a formula for a name", "application/pdf", "base64", "=HYPERLINK(1).pdf", order),
    ):
        yield f"mail: {what}", "part.eml", f"{HEAD}{MIXED}{named.format(kind, coding, name, text)}--B--\r\n".encode()
    page = '<html><body>Purchase order<img src="cid:a"><iframe src="http://127.0.0.1:9/"></iframe><object data="file:///etc/passwd"></object></body></html>'
    yield "mail: a page that fetches", "page.eml", f"{HEAD}Content-Type: text/html\r\n\r\n{page}".encode()
    pictures = '<img src="data:image/png;base64,' + base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(100)).decode() + '">'
    yield (
        "mail: 50,000 pictures written into its page",
        "pictures.eml",
        f"{HEAD}Content-Type: text/html\r\n\r\n{pictures * 50_000}".encode(),
    )
    many = "".join(
        named.format(
            "application/zip", "base64", f"{n}.zip", base64.b64encode(zipped(**{f"{n}.pdf": b"%PDF"})).decode()
        )
        for n in range(600)
    )
    yield "mail: 600 zips", "zips.eml", f"{HEAD}{MIXED}{many}--B--\r\n".encode()
    links = "".join(f"https://wx.mail.qq.com/ftn/download?func=3&k={n}\n" for n in range(50_000))
    yield "mail: 50,000 links", "links.eml", f"{HEAD}\r\n{links}".encode()
    yield (
        "mail: signed by noise",
        "signed.eml",
        f"{HEAD}Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\n".encode()
        + chance.randbytes(5000),
    )


def _charsets() -> Iterator[tuple[str, str, bytes]]:
    for charset in (
        "utf-7",
        "utf-32",
        "idna",
        "punycode",
        "base64",
        "zip",
        "rot13",
        "unicode_escape",
        "undefined",
        "x" * 100_000,
    ):
        said = f'{HEAD}Content-Type: text/plain; charset="{charset}"\r\n\r\n'
        yield (
            f"mail: letters in {charset[:20]}",
            "letters.eml",
            said.encode() + b"+ADw-script+AD4- \xff\xfe\0 Purchase order",
        )
    yield (
        "mail: GB18030 cut in every letter",
        "gbk.eml",
        f"{HEAD}Content-Type: text/plain; charset=gb2312\r\n\r\n".encode() + b"\x81\x30\x81" * 500_000,
    )


def _boxes(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    mark = b"From a@b.example Tue Mar  3 09:12:00 2026\n"
    yield "mailbox: 100,000 marks", "marks.mbox", (mark + b"\n") * 100_000
    yield (
        "mailbox: 3,000 mails",
        "many.mbox",
        b"".join(mark + HEAD.replace("order", f"order {n}").encode() + b"\r\nhello\r\n\r\n" for n in range(3_000)),
    )
    yield (
        "mailbox: quoted marks without end",
        "quoted.mbox",
        mark + HEAD.encode() + b"\r\n" + b">" * (5 << 20) + b"From ",
    )
    yield "mailbox: in a mailbox, 50 times", "nested.mbox", _nested(mark)
    yield (
        "winmail.dat: a length of 4 GB",
        "winmail.dat",
        struct.pack("<LHBLL", 0x223E9F78, 1, 1, 0x00069003, 0xFFFFFFFF) + bytes(50),
    )
    yield (
        "winmail.dat: 100,000 attributes",
        "many.dat",
        struct.pack("<LH", 0x223E9F78, 1) + struct.pack("<BLL", 2, 0x0006800F, 0) * 100_000,
    )
    yield "winmail.dat: noise", "winmail2.dat", struct.pack("<LH", 0x223E9F78, 1) + chance.randbytes(5000)
    yield (
        "calendar: it comes again for ever",
        "day.ics",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR",
    )


def _nested(mark: bytes) -> bytes:
    data = b"hello\n"
    for _ in range(50):
        data = mark + HEAD.encode() + b"\r\n" + data + b"\n" + mark + HEAD.encode() + b"\r\nhello\n\n"
    return data
