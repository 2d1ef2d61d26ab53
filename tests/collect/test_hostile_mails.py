"""Mails as nobody should write them: each part ends as a document, read or held, and nothing is lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.collect import Message, collect
from intake.collect.mail import is_mail, read_mail
from intake.read import read
from tests.collect.told import held

HEADERS = (
    b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n"
    b"Date: Tue, 03 Mar 2026 09:12:00 +0800\r\nMIME-Version: 1.0\r\n"
)
MIXED = b"Content-Type: multipart/mixed; boundary=B\r\n\r\n"


def named(name: bytes, content: bytes = b"%PDF-1.4") -> bytes:
    return b'--B\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="%s"\r\n\r\n%s\r\n' % (
        name,
        content,
    )


def with_parts(count: int) -> bytes:
    return HEADERS + MIXED + b"".join(named(b"%d.pdf" % i, b"%%PDF %d" % i) for i in range(count)) + b"--B--\r\n"


def nested(depth: int) -> bytes:
    whole = HEADERS + b"\r\nhi"
    for _ in range(depth):
        whole = HEADERS + b"Content-Type: message/rfc822\r\n\r\n" + whole
    return whole


def collected(folder: Path, data: bytes) -> Message:
    (folder / "m.eml").write_bytes(data)
    [message] = collect([folder / "m.eml"], folder)
    return message


def reasons(message: Message) -> list[str]:
    """Return why attachments are held."""
    found = (finding for item in message.attachments for finding in read(item.data, item.name).findings)
    return [str(finding.facts["reason"]) for finding in found]


def test_300_attachments_are_300_documents() -> None:
    assert [item.name for item in read_mail(with_parts(300), "m.eml").attachments] == [f"{i}.pdf" for i in range(300)]


def test_beyond_500_attachments_one_document_says_that_the_others_are_not_read() -> None:
    found = read_mail(with_parts(600), "m.eml").attachments
    assert len(found) == 501
    assert read(found[-1].data, "").findings[0].code == "document-over-limit"


@pytest.mark.parametrize("depth", [7, 10, 300])
def test_mails_nested_too_deep_are_held_not_dropped(depth: int) -> None:
    [only] = read_mail(nested(depth), "m.eml").attachments
    assert read(only.data, only.name).findings[0].code == "document-over-limit"


def test_mails_nested_less_deep_give_their_body() -> None:
    [only] = read_mail(nested(5), "m.eml").attachments
    assert (only.name, only.data) == ("body", b"hi")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (HEADERS + b"Content-Type: multipart/mixed\r\n\r\n--B\r\n\r\n%PDF-1.4\r\n--B--", "told from one another"),
        (HEADERS + b'Content-Type: multipart/mixed; boundary="((("\r\n\r\n--B\r\n', "told from one another"),
        (with_parts(2)[:-8], "end is missing"),
        (
            HEADERS
            + b"".join(b"Content-Type: multipart/mixed; boundary=B%d\r\n\r\n--B%d\r\n" % (i, i) for i in range(2000)),
            "taken apart",
        ),
    ],
)
def test_mails_that_cannot_be_read_whole_are_held(tmp_path: Path, data: bytes, word: str) -> None:
    assert any(word in reason for reason in reasons(collected(tmp_path, data)))


def test_names_that_reach_elsewhere_or_are_no_names() -> None:
    given = (b"../../x.pdf", b"a\0b.pdf", b"x" * 4000 + b".pdf", "订单.pdf".encode("gbk"), b"..", b"=?gbk?B?!!!?=")
    data = HEADERS + MIXED + b"".join(named(name, b"%%PDF %d" % i) for i, name in enumerate(given)) + b"--B--\r\n"
    names = [item.name for item in read_mail(data, "m.eml").attachments]
    assert names[:2] == ["_.._x.pdf", "ab.pdf"]
    assert len(names[2]) <= 150
    assert names[2].endswith(".pdf")
    assert names[3:] == ["订单.pdf", "unnamed", "unnamed.pdf"]


@pytest.mark.parametrize(
    "header",
    [
        HEADERS.replace(b"+0800", b"+99999999999"),
        HEADERS.replace(b"2026", b"9999"),
        HEADERS.replace(b"Subject: x", b"Subject: " + b"=?utf-8?q?a?= " * 100_000),
        HEADERS + b'Content-Type: text/plain; charset="a\0b"\r\n',
        HEADERS + b'Content-Type: text/plain; charset="punycode"\r\n',
        HEADERS + b"Content-Type: text/html\r\n",
    ],
)
def test_headers_that_lie_cost_nothing_but_themselves(tmp_path: Path, header: bytes) -> None:
    message = collected(tmp_path, header + b"\r\nhi" + b"<p" * 50_000)
    assert message.received_at is None or message.received_at.year == 2026
    [body] = message.attachments
    assert body.name == "body"
    assert body.data.startswith(b"hi")


def test_a_mailbox_of_one_mail_is_a_mail() -> None:
    data = b"From a@b Mon Jun 01 04:28:28 2009\nComments: none\nContent-Type: text/plain\n\nhi"
    assert is_mail(data)
    assert [item.data for item in read_mail(data, "m").attachments] == [b"hi"]


def test_a_mail_sent_in_pieces_is_held() -> None:
    """RFC 2046, 5.2.2: message/partial."""
    piece = b"Message-ID: <1@b.example>\nContent-Type: multipart/mixed; boundary=Q\n\n--Q\n\nsee attached\n--Q\n"
    piece += b"Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nTerms, first ha"
    head = b"From: a@b.example\nDate: Fri, 09 Jan 2026 10:00:00 +0000\nSubject: PO\nMIME-Version: 1.0\n"
    kind = b'Content-Type: message/partial; id="x@b.example"; number=1; total=2\n\n'
    assert list(held(read_mail(head + kind + piece, "a.eml")).values()) == ["document-damaged"]
