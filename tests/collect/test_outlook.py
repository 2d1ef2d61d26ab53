"""Outlook's .msg, built property by property after [MS-OXMSG]: heading, text, attachments, and mails inside mails."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from compressed_rtf import compress

from intake.collect import collect
from intake.collect.apart import Opener
from intake.collect.mail import read_mail
from intake.collect.outlook import outlook_letter
from tests.collect import outlook_files as ol
from tests.collect.told import files, held, picture

AT = datetime(2026, 3, 3, 1, 12, tzinfo=UTC)
PLAIN = {
    ol.SUBJECT: "采购订单 4711",
    ol.BODY: "您好，\r\n订单见附件。",
    ol.SENDER: "li@customer.example",
    ol.DELIVERED: AT,
}
GBK = "您好 朱镕基".encode("gbk")
HEX = "".join(f"\\'{byte:02x}" for byte in GBK)


def test_a_message_with_a_chinese_file(opener: Opener) -> None:
    got = read_mail(ol.message(PLAIN, [ol.file("采购订单.pdf")]), "in/a.msg", opener)
    assert (got.subject, got.sender, got.received_at) == ("采购订单 4711", "li@customer.example", AT)
    assert got.body == "您好，\n订单见附件。"
    assert files(got) == {"采购订单.pdf": ol.PDF}
    source = got.attachments[0].source
    assert (source.file, source.sender, source.received_at) == ("in/a.msg/采购订单.pdf", got.sender, AT)


def test_the_headers_it_came_with_say_more_than_outlook(opener: Opener) -> None:
    headers = (
        "Received: from a by b; Tue, 3 Mar 2026 09:12:05 +0800\r\n"
        "From: =?gb2312?B?wO4=?= <li@customer.example>\r\nMessage-ID: <1@customer.example>\r\n"
    )
    made = ol.message({**PLAIN, ol.SENDER: "/O=US/CN=LI", ol.HEADERS: headers}, [ol.file("a.pdf")])
    got = read_mail(made, "a.msg", opener)
    assert (got.message_id, got.sender) == ("<1@customer.example>", "li@customer.example")
    assert got.received_at is not None
    assert got.received_at.isoformat() == "2026-03-03T09:12:05+08:00"


def test_an_old_message_in_gbk(opener: Opener) -> None:
    old = {ol.CODE_PAGE: 936, (0x0037, ol.TEXT8): "订单 朱镕基".encode("gbk"), (0x1000, ol.TEXT8): GBK}
    got = read_mail(ol.message(old, [{(0x3704, ol.TEXT8): "订单.pdf".encode("gbk"), ol.DATA: ol.PDF}]), "a.msg", opener)
    assert (got.subject, got.body) == ("订单 朱镕基", "您好 朱镕基")
    assert files(got) == {"订单.pdf": ol.PDF}


@pytest.mark.parametrize(
    ("properties", "body"),
    [
        ({ol.INTERNET_CODE_PAGE: 936, ol.HTML: b"<p>" + GBK + b"</p>"}, "您好 朱镕基"),
        ({ol.INTERNET_CODE_PAGE: 65001, ol.HTML: "<p>您好</p>".encode()}, "您好"),
        (
            {
                ol.RTF: compress(
                    b"{\\rtf1\\ansi\\ansicpg936\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}}"
                    b"{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 "
                    + HEX.encode()
                    + b" \\u10003 ?\\htmlrtf\\par}\\htmlrtf0"
                    b"{\\*\\htmltag72 </p>}{\\*\\mhtmltag72 no}\\htmlrtf no\\htmlrtf0 }"
                )
            },
            "您好 朱镕基 ✓",
        ),
        (
            {
                ol.RTF: compress(
                    b"{\\rtf1\\ansi\\ansicpg1252\\fromtext \\deff0{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset134 SimSun;}}"
                    b"{\\colortbl\\red0;}\\pard\\f1 " + HEX.encode() + b"\\par 100\\tab 12.50}"
                )
            },
            "您好 朱镕基\n100\t12.50",
        ),
    ],
)
def test_text_that_is_only_html_or_only_rtf(opener: Opener, properties: ol.Properties, body: str) -> None:
    assert (read_mail(ol.message(properties), "a.msg", opener).body or "").strip() == body


def test_rtf_that_cannot_be_read_is_said_unless_there_is_text(opener: Opener) -> None:
    broken = {ol.RTF: compress(b"{\\rtf1 hello}")[:-4] + b"oops"}
    assert held(read_mail(ol.message(broken), "a.msg", opener)) == {"…": "document-damaged"}
    assert held(read_mail(ol.message({**broken, ol.BODY: "hello"}), "a.msg", opener)) == {}


def test_mails_inside_give_their_files_or_their_text(opener: Opener) -> None:
    with_file = ol.embedded({ol.SUBJECT: "订单"}, [ol.file("po.pdf")], name="订单")
    with_text = ol.embedded({ol.BODY: "order 4711"}, name="note.msg")
    got = read_mail(ol.message(PLAIN, [with_file, with_text]), "a.msg", opener)
    assert files(got) == {"订单.msg/po.pdf": ol.PDF, "note.msg/body": b"order 4711"}


def test_mails_inside_too_deep_are_held(opener: Opener) -> None:
    inner = ol.embedded(PLAIN, [ol.file("po.pdf")], name="m")
    for _ in range(8):
        inner = ol.embedded(PLAIN, [inner], name="m")
    assert set(held(read_mail(ol.message(PLAIN, [inner]), "a.msg", opener)).values()) == {"document-over-limit"}


def test_what_is_no_file_is_said(opener: Opener) -> None:
    cloud = {ol.NAME: "po.pdf", ol.METHOD: 7, ol.PATH: "https://cloud.example/po.pdf"}
    drawn = {ol.NAME: "sheet", ol.METHOD: 6, ol.OBJECT_DATA: {"Workbook": b"x"}}
    empty = {ol.NAME: "none.pdf", ol.METHOD: 1}
    assert held(read_mail(ol.message(PLAIN, [cloud, drawn, empty]), "a.msg", opener)) == {
        "po.pdf": "attachment-is-link",
        "sheet": "document-unsupported",
        "none.pdf": "document-damaged",
    }


def test_a_signed_message_gives_the_files_in_its_only_attachment(opener: Opener) -> None:
    mime = (
        b"Content-Type: multipart/signed; boundary=B; protocol=x\r\n\r\n--B\r\n"
        b"Content-Type: application/pdf; name=po.pdf\r\n\r\n%PDF-1.4\r\n--B\r\n"
        b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx\r\n--B--\r\n"
    )
    signed = {ol.NAME: "smime.p7m", ol.METHOD: 1, (0x370E, ol.TEXT): "multipart/signed", ol.DATA: mime}
    assert files(read_mail(ol.message(PLAIN, [signed]), "a.msg", opener)) == {"po.pdf": b"%PDF-1.4"}


def test_fewer_attachments_than_it_says_are_said(opener: Opener) -> None:
    whole = ol.message(PLAIN, [ol.file("a.pdf"), ol.file("b.pdf")])
    named = "__attach_version1.0_#00000001".encode("utf-16-le")
    assert named in whole
    fewer = whole.replace(named, "__detach_version1.0_#00000001".encode("utf-16-le"))
    got = read_mail(fewer, "a.msg", opener)
    assert list(files(got)) == ["a.pdf", "…"]
    assert held(got) == {"…": "document-damaged"}


def test_logos_are_left_out_and_a_pasted_order_is_not(opener: Opener) -> None:
    page = {**PLAIN, ol.HTML: b'<img src="cid:image001.png@01DC.5"><img src="cid:image002.png@01DC.5">'}
    logo = ol.file("image001.png", picture(180, 60), "image001.png@01DC.5")
    order = ol.file("image002.png", picture(900, 700), "image002.png@01DC.5")
    assert list(files(read_mail(ol.message(page, [logo, order]), "a.msg", opener))) == ["image002.png"]


def test_messages_come_by_the_time_outlook_had_them(tmp_path: Path) -> None:
    for name, day in (("a.msg", 4), ("b.msg", 3)):
        (tmp_path / name).write_bytes(ol.message({**PLAIN, ol.DELIVERED: AT.replace(day=day)}))
    (tmp_path / "c.msg").write_bytes(ol.message(PLAIN)[:-512])
    assert [(m.file, set(held(m).values())) for m in collect([tmp_path], tmp_path)] == [
        ("c.msg", {"document-damaged"}),
        ("b.msg", set()),
        ("a.msg", set()),
    ]


def test_a_message_that_lost_its_end_never_gives_a_shorter_file() -> None:
    whole = ol.message(PLAIN, [ol.file("a.pdf", random.Random(1).randbytes(20_000))])
    for cut in range(512, len(whole), 512):
        with pytest.raises(Exception, match=r"."):
            outlook_letter(whole[:cut])


def test_a_compound_file_that_is_no_message_is_a_document() -> None:
    from tests.collect.compound import compound

    assert outlook_letter(compound({"WordDocument": b"x", "inside": {"__properties_version1.0": b""}})) is None


def test_damaged_messages_end_in_a_letter_or_an_error_of_their_own() -> None:
    whole, dice = ol.message(PLAIN, [ol.file("a.pdf"), ol.embedded(PLAIN, [ol.file("b.pdf")])]), random.Random(7)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 20)):
            data[dice.randrange(8, len(data))] = dice.randrange(256)
        try:
            outlook_letter(bytes(data))
        except Exception:  # what kind does not matter: the child ends with it, not the batch
            continue
