"""winmail.dat, built attribute by attribute after [MS-OXTNEF]: what it holds is where it stood."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from compressed_rtf import compress

from intake.collect import collect
from intake.collect.apart import Opener
from intake.collect.mail import read_mail
from intake.collect.winmail import winmail_letter
from tests.collect import winmail_files as tnef
from tests.collect.told import files, held, picture

PDF = b"%PDF-1.4 order"
LONG: list[tnef.Property] = [(0x3707, tnef.TEXT, "采购订单 4711.pdf")]


def mailed(data: bytes, text: str = "see attached") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Date"], mail["Subject"] = "li@customer.example", "Tue, 03 Mar 2026 09:12:00 +0800", "order"
    mail.set_content(text)
    mail.add_attachment(b"%PDF-1.4 beside", maintype="application", subtype="pdf", filename="beside.pdf")
    mail.add_attachment(data, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return mail.as_bytes()


def test_its_files_come_out_under_their_long_names(opener: Opener) -> None:
    made = tnef.winmail([tnef.file(b"PO4711~1.PDF", PDF, LONG), tnef.file("图纸.pdf".encode("gbk"), PDF + b"2")])
    got = read_mail(mailed(made), "a.eml", opener)
    assert files(got) == {"beside.pdf": b"%PDF-1.4 beside", "采购订单 4711.pdf": PDF, "图纸.pdf": PDF + b"2"}
    assert {item.source.sender for item in got.attachments} == {"li@customer.example"}


def test_zeros_at_the_end_of_a_file_stay(opener: Opener) -> None:
    got = read_mail(mailed(tnef.winmail([tnef.file(b"a.bin", b"abc\0\0\0\0")])), "a.eml", opener)
    assert files(got)["a.bin"] == b"abc\0\0\0\0"


HTML: list[tnef.Property] = [(0x3FDE, tnef.NUMBER, 936), (0x1013, tnef.BINARY, "<p>您好 朱镕基</p>".encode("gbk"))]
HELLO = compress(b"{\\rtf1\\ansi\\ansicpg936\\fromtext \\'c4\\'fa\\'ba\\'c3}")
RTF: list[tnef.Property] = [(0x1009, tnef.BINARY, HELLO)]


@pytest.mark.parametrize(
    ("made", "body"),
    [
        (tnef.winmail(properties=HTML), "您好 朱镕基"),
        (tnef.winmail(properties=RTF), "您好"),
        (tnef.winmail(body="您好".encode("gbk")), "您好"),
    ],
)
def test_its_text_is_the_mails_where_the_mail_has_none(opener: Opener, made: bytes, body: str) -> None:
    assert (read_mail(mailed(made, "\n"), "a.eml", opener).body or "").strip() == body
    assert (read_mail(mailed(made, "own text"), "a.eml", opener).body or "").strip() == "own text"


@pytest.mark.parametrize("body", [b"", b"a", b"ab", b"abc"])  # its length is rounded up to four bytes
def test_a_mail_in_it_gives_its_files(opener: Opener, body: bytes) -> None:
    inner = tnef.winmail([tnef.file(b"po.pdf", PDF)], body=body)
    got = read_mail(mailed(tnef.winmail([tnef.mail(b"order", inner)])), "a.eml", opener)
    assert files(got)["order.msg/po.pdf"] == PDF
    assert held(got) == {}


def test_text_in_it_that_cannot_be_read_is_said_and_its_files_are_there(opener: Opener) -> None:
    broken: list[tnef.Property] = [(0x1009, tnef.BINARY, HELLO[:-6] + b"oops!!")]
    got = read_mail(mailed(tnef.winmail([tnef.file(b"po.pdf", PDF)], broken)), "a.eml", opener)
    assert files(got)["po.pdf"] == PDF
    assert held(got) == {"…": "document-damaged"}


def test_its_page_is_seen_beside_the_mails_own_text(opener: Opener) -> None:
    page: list[tnef.Property] = [(0x1013, tnef.BINARY, b"<table><tr><td>SN-24G</td></tr></table>")]
    made = EmailMessage()
    made["From"], made["Date"], made["Subject"] = "a@b.example", "Tue, 03 Mar 2026 09:12:00 +0800", "x"
    made.set_content("only 50")
    made.add_attachment(tnef.winmail((), page), maintype="application", subtype="ms-tnef", filename="winmail.dat")
    [body] = read_mail(made.as_bytes(), "a.eml", opener).attachments
    assert b"only 50" in body.data
    assert b"<td>SN-24G</td>" in body.data


def test_its_logos_are_left_out(opener: Opener) -> None:
    page: list[tnef.Property] = [(0x1013, tnef.BINARY, b'<img src="cid:image001.png@1">')]
    logo = tnef.file(b"image001.png", picture(120, 40), [(0x3712, tnef.TEXT8, "image001.png@1")])
    assert list(files(read_mail(mailed(tnef.winmail([logo], page)), "a.eml", opener))) == ["beside.pdf"]


def test_what_cannot_be_read_in_it_is_said(opener: Opener) -> None:
    made = bytearray(tnef.winmail([tnef.file(b"po.pdf", PDF)]))
    made[made.index(b"order")] ^= 1  # the checksum finds it
    assert held(read_mail(mailed(bytes(made)), "a.eml", opener)) == {"…": "document-damaged"}
    bad_name: list[tnef.Property] = [(0x3704, tnef.TEXT8, b"\xff\xff\xff\0"), *LONG]
    assert held(read_mail(mailed(tnef.winmail([tnef.file(b"po.pdf", PDF, bad_name)])), "a.eml", opener)) != {}
    assert held(read_mail(mailed(tnef.winmail()[:5]), "a.eml", opener)) == {"winmail.dat": "document-damaged"}


@pytest.mark.parametrize("cut", [30, 60, 90, 120])
def test_one_that_lost_its_end_never_passes_as_whole(opener: Opener, cut: int) -> None:
    made = tnef.winmail([tnef.file(b"a.pdf", PDF), tnef.file(b"b.pdf", PDF + b"2")])
    assert held(read_mail(mailed(made[:-cut]), "a.eml", opener)) != {}


def test_four_billion_properties_that_are_not_there_cost_no_time() -> None:
    listed = bytearray(tnef.listed(LONG, 936))
    listed[:4] = b"\xff" * 4
    with pytest.raises(ValueError, match="complaints"):
        winmail_letter(tnef.winmail([tnef.attribute(tnef.MESSAGE, tnef.PROPERTIES, bytes(listed))]))


def test_one_in_a_folder_is_a_mail(tmp_path: Path) -> None:
    said: list[tnef.Property] = [(0x0037, tnef.TEXT, "订单"), (0x5D01, tnef.TEXT, "li@customer.example")]
    (tmp_path / "winmail.dat").write_bytes(tnef.winmail([tnef.file(b"po.pdf", PDF)], said))
    [got] = collect([tmp_path], tmp_path)
    assert (got.subject, got.sender, files(got)) == ("订单", "li@customer.example", {"po.pdf": PDF})
