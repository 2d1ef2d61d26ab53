"""File names as mail programs write them: RFC 2231, RFC 2047, raw bytes, and labels that say less than they hold."""

from __future__ import annotations

from base64 import b64encode

import pytest

from intake.collect.decoding import decoded
from intake.collect.mail import read_mail

NAME = "采购订单 朱镕基.pdf"


def word(text: str, label: str, codec: str) -> bytes:
    return b"=?%s?B?%s?=" % (label.encode(), b64encode(text.encode(codec)))


def percent(data: bytes) -> bytes:
    return b"".join(b"%%%02X" % byte for byte in data)


GBK = NAME.encode("gbk")
DISPOSITIONS = {
    "one encoded word": b'filename="%s"' % word(NAME, "gb2312", "gbk"),
    "words without quotes": b"filename=%s" % word(NAME, "GBK", "gbk"),
    "two words, folded": b'filename="%s\r\n %s"' % (word(NAME[:4], "utf-8", "utf-8"), word(NAME[4:], "utf-8", "utf-8")),
    "words that part a character": b'filename="=?gb2312?B?%s?=\r\n =?gb2312?B?%s?="'
    % (b64encode(GBK[:9]), b64encode(GBK[9:])),
    "quoted printable": b'filename="=?utf-8?Q?%s?="' % percent(NAME.encode()).replace(b"%", b"="),
    "raw GBK": b'filename="%s"' % GBK,
    "raw GBK without quotes": b"filename=%s" % GBK.replace(b" ", b"_"),
    "raw UTF-8": b'filename="%s"' % NAME.encode(),
    "RFC 2231": b"filename*=utf-8''%s" % percent(NAME.encode()),
    "RFC 2231 in pieces": b"filename*0*=utf-8''%s;\r\n filename*1*=%s"
    % (percent(NAME.encode()[:10]), percent(NAME.encode()[10:])),
    "RFC 2231 in pieces, out of order": b"filename*1*=%s;\r\n filename*0*=gb2312''%s"
    % (percent(GBK[9:]), percent(GBK[:9])),
    "RFC 2231 beside a plain one": b"filename=\"______.pdf\"; filename*=UTF-8''%s" % percent(NAME.encode()),
    "RFC 2231 with an empty label": b"filename*=''%s" % percent(GBK),
}


def named(disposition: bytes, kind: bytes = b"application/pdf") -> str:
    made = (
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: " + kind + b"\r\n" + disposition
    )
    [item] = read_mail(made + b"\r\n\r\n%PDF-1.4\r\n--B--\r\n", "a.eml").attachments
    return item.name


@pytest.mark.parametrize("how", DISPOSITIONS)
def test_a_name_in_the_disposition(how: str) -> None:
    found = named(b"Content-Disposition: attachment; " + DISPOSITIONS[how])
    assert found.replace("_", " ") == NAME


@pytest.mark.parametrize("how", DISPOSITIONS)
def test_a_name_in_the_type_as_foxmail_and_outlook_also_give_it(how: str) -> None:
    given = DISPOSITIONS[how].replace(b"filename", b"name")
    found = named(b"Content-Disposition: attachment", b"application/octet-stream; " + given)
    assert found.replace("_", " ") == NAME


def test_pieces_without_a_label_are_plain() -> None:
    assert (
        named(b'Content-Disposition: attachment; filename*0="PO 4711 "; filename*1="rev B.pdf"') == "PO 4711 rev B.pdf"
    )


WORDS = ("图纸", "订单", "采购", "Müller", "Ελλάδα", "Заказ", "é")  # nobody writes German words in GB 18030


@pytest.mark.parametrize(
    ("text", "codec"),
    [*((word, "utf-8") for word in WORDS), *((word, "gb18030") for word in WORDS if word not in ("Müller", "é"))],
)
def test_bytes_without_a_label_are_told_apart(text: str, codec: str) -> None:
    assert decoded(text.encode(codec), None) == text
