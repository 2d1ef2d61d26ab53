"""Mails and files as they come: names, encodings, forwarded mails, logos, order of arrival."""

from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path

import pytest

from intake.collect import Message, collect
from intake.collect.mail import is_mail, read_mail
from intake.collect.message import safe_name

PNG = b"\x89PNG\r\n\x1a\n"


def image(width: int, height: int) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(buffer, "PNG")
    return buffer.getvalue()


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "Li <li@customer.example>", "orders@us.example"
    message["Date"] = headers.pop("Date", "Tue, 03 Mar 2026 09:12:00 +0800")
    for name, value in headers.items():
        message[name] = value
    message.set_content("您好，订单见附件。\n")
    return message


def names(message: Message) -> list[str]:
    return [item.name for item in message.attachments]


def test_an_attachment_with_a_chinese_name() -> None:
    message = mail(Subject="采购订单 4711")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="采购订单.pdf")
    got = read_mail(message.as_bytes(), "inbox/a.eml")
    assert (got.subject, got.sender, got.body) == ("采购订单 4711", "li@customer.example", "您好，订单见附件。\n")
    assert got.received_at is not None
    assert got.received_at.isoformat() == "2026-03-03T09:12:00+08:00"
    source = got.attachments[0].source
    assert (source.file, source.media_type) == ("inbox/a.eml/采购订单.pdf", "application/pdf")
    assert (source.sender, source.received_at) == (got.sender, got.received_at)


def raw(disposition: bytes, subject: bytes = b"x") -> bytes:
    return (
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: " + subject + b"\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n"
        b"Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "朱镕基 订单".encode("gbk")
        + b"\r\n--B\r\nContent-Type: application/pdf\r\n"
        + disposition
        + b"\r\n\r\n%PDF-1.4\r\n--B--\r\n"
    )


@pytest.mark.parametrize(
    "disposition",
    [
        'Content-Disposition: attachment; filename="朱镕基.pdf"'.encode("gbk"),
        'Content-Disposition: attachment; filename="朱镕基.pdf"'.encode(),
        b'Content-Disposition: attachment; filename="=?gb2312?B?1uzpRrv5LnBkZg==?="',
        b"Content-Disposition: attachment; filename*=gb2312''%D6%EC%E9%46%BB%F9.pdf",
        b"Content-Disposition: attachment;\r\n filename*0*=gbk''%D6%EC%E9;\r\n filename*1*=%46%BB%F9.pdf",
        b"Content-Disposition: attachment;\r\n filename*=utf-8''%E6%9C%B1%E9%95%95%E5%9F%BA.pdf",
    ],
)
def test_names_and_text_labelled_gb2312_that_are_gbk(disposition: bytes) -> None:
    got = read_mail(raw(disposition), "a.eml")
    assert names(got) == ["朱镕基.pdf"]
    assert got.body == "朱镕基 订单"


@pytest.mark.parametrize("subject", ["朱镕基".encode("gbk"), "朱镕基".encode(), b"=?gb2312?B?1uzpRrv5?="])
def test_subjects(subject: bytes) -> None:
    assert read_mail(raw(b"", subject), "a.eml").subject == "朱镕基"


def test_a_mail_with_a_table_is_the_page_that_its_reader_sees() -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "order"
    message.set_content("see the table")
    message.add_alternative("<p>采购订单</p><table><tr><td>A-1</td><td>5</td></tr></table>", subtype="html")
    got = read_mail(message.as_bytes(), "a.eml")
    assert [(a.name, a.source.media_type) for a in got.attachments] == [("body", "text/html")]
    assert "<td>5</td>" in got.attachments[0].data.decode()
    assert got.body == "see the table\n"


def test_a_mail_without_attachments_has_its_body() -> None:
    got = read_mail(mail(Subject="hello").as_bytes(), "a.eml")
    assert [(a.name, a.source.file, a.source.media_type) for a in got.attachments] == [
        ("body", "a.eml/body", "text/plain")
    ]
    assert got.attachments[0].data.decode() == got.body


def test_a_forwarded_mail_gives_its_attachments() -> None:
    inner = mail(Subject="order")
    inner.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="po.pdf")
    outer = mail(Subject="Fwd")
    outer.add_attachment(inner)
    outer.add_attachment(mail(Subject="note"))
    got = read_mail(outer.as_bytes(), "a.eml")
    assert [a.source.file for a in got.attachments] == ["a.eml/order.eml/po.pdf", "a.eml/note.eml/body"]


def test_logos_are_no_documents_but_pasted_orders_are() -> None:
    message = mail(Subject="order")
    message.add_alternative('<p>see <img src="cid:logo"> <img src="cid:scan"></p>', subtype="html")
    page = message.get_payload()[1]  # type: ignore[index]
    page.add_related(image(120, 40), "image", "png", cid="<logo>", filename="logo.png")  # type: ignore[union-attr]
    page.add_related(image(1200, 1600), "image", "png", cid="<scan>", filename="scan.png")  # type: ignore[union-attr]
    message.add_attachment(image(1200, 1600), maintype="image", subtype="png", filename="again.png")
    assert names(read_mail(message.as_bytes(), "a.eml")) == ["scan.png"]


def test_two_attachments_of_one_name() -> None:
    message = mail(Subject="order")
    for content in (b"%PDF-1", b"%PDF-2"):
        message.add_attachment(content, maintype="application", subtype="pdf", filename="po.pdf")
    assert names(read_mail(message.as_bytes(), "a.eml")) == ["po.pdf", "po (2).pdf"]


def test_names_are_made_safe() -> None:
    assert safe_name("../../etc/pass\u202ewd\0.pdf") == "_.._etc_passwd.pdf"
    assert safe_name("  ") == "unnamed"
    assert len(safe_name("长" * 500 + ".pdf")) <= 150


def test_a_mail_is_told_by_its_headers() -> None:
    assert is_mail(mail(Subject="x").as_bytes())
    assert not is_mail(b"%PDF-1.4 From: To: Date:")
    assert not is_mail("采购订单: 4711\nDate: today\n".encode())
    assert not is_mail(b"")


def test_messages_come_by_arrival_then_path(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "sub").mkdir(parents=True)
    (inbox / "a.eml").write_bytes(mail(Subject="later", Date="Wed, 04 Mar 2026 00:30:00 +0000").as_bytes())
    (inbox / "sub" / "b.eml").write_bytes(mail(Subject="first", Date="Wed, 04 Mar 2026 08:00:00 +0800").as_bytes())
    (inbox / "plain.pdf").write_bytes(b"%PDF-1.4")
    (inbox / "a.eml.expected.json").write_text("{}")
    (inbox / "~$x.xlsx").write_text("lock")
    (inbox / ".hidden").write_text("x")
    got = list(collect([inbox, inbox / "a.eml"], tmp_path))
    assert [message.file for message in got] == ["inbox/plain.pdf", "inbox/sub/b.eml", "inbox/a.eml"]
    assert (got[0].sender, got[0].received_at, names(got[0])) == (None, None, ["plain.pdf"])
    with pytest.raises(FileNotFoundError):
        collect([tmp_path / "missing"], tmp_path)


def test_a_line_that_is_no_date_is_no_arrival() -> None:
    assert read_mail(mail(Subject="x", Date="03 Mar 2026 09:12:00").as_bytes(), "a.eml").received_at is not None
    data = mail(Subject="x").as_bytes().replace(b"Tue, 03 Mar 2026 09:12:00 +0800", b"yesterday")
    assert read_mail(data, "a.eml").received_at is None
