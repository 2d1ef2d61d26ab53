"""Pictures in a mail's text: logos are none of an order's papers, a pasted order is, and what may be either is read."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest

from intake.collect import Message
from intake.collect.mail import read_mail
from intake.collect.pictures import is_banner, is_icon, picture_size
from intake.extract.unclear import unclear
from intake.extract.words.lexicon import lexicon
from intake.pipeline import process
from intake.read.document import Page, Word
from intake.read.registry import media_type
from tests.collect.told import picture


def related(*shown: tuple[str, str, bytes], html: str | None = None) -> Message:
    """Read a mail as Outlook and Foxmail write it: pictures in multipart/related, shown by their Content-ID."""
    made = EmailMessage()
    made["From"], made["Date"], made["Subject"] = "li@customer.example", "Tue, 03 Mar 2026 09:12:00 +0800", "order"
    made.set_content("see below")
    tags = "".join(f'<img src="cid:{place.replace("@", "%40")}">' for _, place, _ in shown if place)
    made.add_alternative(html or f"<p>see below</p>{tags}", subtype="html")
    page = made.get_payload()[1]  # type: ignore[index]
    for name, place, data in shown:
        given = {"cid": f"<{place}>"} if place else {}
        page.add_related(data, "image", "png", filename=name, **given)  # type: ignore[union-attr]
    return read_mail(made.as_bytes(), "a.eml")


def documents(message: Message) -> dict[str, bool]:
    """Return the documents of a message and whether each is a picture that may be a mere banner."""
    return {item.name: item.inline for item in message.attachments}


def test_logos_rules_and_moving_pictures_are_no_documents() -> None:
    moving = picture(600, 200, "GIF").replace(b"\x2c", b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0\x2c", 1)
    got = related(
        ("image001.png", "image001.png@01DC.5", picture(200, 60)),
        ("image002.png", "image002.png@01DC.5", picture(700, 2)),
        ("image003.gif", "image003.gif@01DC.5", moving),
        ("logo.png", "", picture(120, 90)),
    )
    assert documents(got) == {"body": False}


def test_a_pasted_order_is_a_document_and_a_banner_is_looked_at() -> None:
    got = related(
        ("image001.png", "image001.png@01DC.5", picture(700, 160)),
        ("InsertPic_1A2B(03-03-09-12).png", "_Foxmail.1@8f2c", picture(1100, 700)),
        ("Catch.png", "_Foxmail.2@8f2c", picture(258, 258)),
    )
    assert documents(got) == {"image001.png": True, "InsertPic_1A2B(03-03-09-12).png": False, "Catch.png": True}


def test_a_picture_that_the_text_does_not_show_is_an_attachment() -> None:
    got = related(("scan.png", "x@y", picture(500, 260)), ("b.png", "", picture(501, 260)), html="<p>see below</p>")
    assert documents(got) == {"scan.png": False, "b.png": False}


def test_a_picture_shown_by_its_place() -> None:
    made = EmailMessage()
    made["From"], made["Date"], made["Subject"] = "li@customer.example", "Tue, 03 Mar 2026 09:12:00 +0800", "order"
    made.set_content("<img src=banner.png>", subtype="html")
    made.add_related(picture(600, 120), "image", "png", filename="banner.png", headers=["Content-Location: banner.png"])
    assert documents(read_mail(made.as_bytes(), "a.eml")) == {"banner.png": True}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP"])
def test_sizes_are_told_without_opening_a_picture(kind: str) -> None:
    assert picture_size(picture(321, 123, kind)) == (321, 123)
    assert media_type(picture(321, 123, kind)) == f"image/{kind.lower()}"
    assert picture_size(picture(321, 123, kind)[:9]) is None
    assert picture_size(b"%PDF") is None


def test_a_jpeg_with_a_camera_s_preview_has_its_own_size() -> None:
    from PIL import Image

    image, buffer = Image.new("RGB", (800, 600)), io.BytesIO()
    image.save(buffer, "JPEG", exif=b"Exif\0\0" + picture(100, 100, "JPEG"), progressive=True)
    assert picture_size(buffer.getvalue()) == (800, 600)


@pytest.mark.parametrize(("size", "icon", "banner"), [
    ((32, 32), True, True), ((300, 100), True, True), ((399, 100), True, True), ((900, 23), True, True),
    ((900, 60), False, True), ((280, 200), False, True), ((430, 430), False, True), ((640, 480), False, False),
])  # fmt: skip
def test_what_room_a_picture_has(size: tuple[int, int], icon: bool, banner: bool) -> None:
    assert (is_icon(picture(*size)), is_banner(picture(*size))) == (icon, banner)


def page(*lines: str) -> Page:
    words = [Word(text, 10, 20.0 * at, 10 + 6.0 * len(text), 20.0 * at + 10) for at, text in enumerate(lines, 1)]
    return Page(1, 324, 100, tuple(words), method="ocr")


def test_a_strip_that_names_an_order_is_held_and_a_banner_is_not() -> None:
    strip, banner = page("订单号 PO-4711 物料 SN-24G 100 只"), page("苏州恒宇仪器有限公司", "电话 0512-62881234")
    found = unclear([strip], "", lexicon(), inline=True)
    assert [item.code for item in found] == ["order-mentioned"]
    assert unclear([banner], "order PO-4711", lexicon(), inline=True) == []


@pytest.mark.slow
def test_a_banner_without_words_holds_nothing_and_an_attached_one_does() -> None:
    inline = related(("image001.png", "image001.png@1", picture(600, 200)))
    attached = related(("image001.png", "", picture(600, 500)))
    assert [process(item, inline)[0].status for item in inline.attachments] == ["rejected"]
    assert [process(item, attached)[0].status for item in attached.attachments] == ["review"]
