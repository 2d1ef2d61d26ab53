"""Digital PDF pages: words, rules, what is not seen, turned pages, and the second reading."""

from __future__ import annotations

import email
import email.policy
import io
import re
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from intake.read import Document, Page, display_box, display_size, picture, read
from tests.read.paper import pdf

INBOX = Path(__file__).parents[2] / "samples" / "factory" / "inbox"


def attachment(mail: str) -> bytes:
    message = email.message_from_bytes(next(INBOX.glob(f"{mail}-*.eml")).read_bytes(), policy=email.policy.default)
    return bytes(next(message.iter_attachments()).get_content())


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def seen(document: Document) -> list[str]:
    return texts(document.pages[0])


def test_a_blank_a_gap_and_a_rule_break_words() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 250, "Net 30")
        canvas.drawString(40, 200, "A1")
        canvas.drawString(56, 200, "22")
        canvas.drawString(40, 150, "9")
        canvas.drawString(46.5, 150, "7")
        canvas.line(46, 140, 46, 165)

    assert seen(read(pdf(draw), "a")) == ["Net", "30", "A1", "22", "9", "7"]


def test_a_blank_that_only_moves_the_pen_breaks_words_and_even_spacing_does_not() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 250, "DN25")
        canvas.drawString(40 + canvas.stringWidth("DN25") + 2.2, 250, "PN16")
        text = canvas.beginText(40, 200)
        text.setCharSpace(2.2)
        text.textOut("ORDER")
        canvas.drawText(text)

    assert seen(read(pdf(draw), "a")) == ["DN25", "PN16", "ORDER"]


def test_letters_stand_on_one_line_whatever_their_font_says_of_its_depth() -> None:
    """A font without ascent and descent gives each letter the box of its ink, which is no line."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Any) -> None:
        canvas.setFont("Vera", 10)
        canvas.drawString(40, 150, "Payment")

    data = pdf(draw)
    flat = re.sub(
        rb"/(Ascent|Descent) -?[\d.]+",
        lambda found: b"/%s" % found[1] + b" 0".rjust(len(found[0]) - len(found[1]) - 1),
        data,
    )
    assert flat != data
    assert len(flat) == len(data)
    assert seen(read(flat, "a")) == ["Payment"]


def test_a_large_line_right_below_is_not_seen_with_the_line_above() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(40, 250, "KX-4711")
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(40, 235.75, "ORDER")

    document = read(pdf(draw), "a")
    assert document.witness is not None
    assert [document.witness.text_in(1, word.box) for word in document.pages[0].words] == ["KX-4711", "ORDER"]


def test_text_that_overruns_its_cell_stays_one_word() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 150, "BRACKET")
        canvas.line(70, 140, 70, 165)

    assert seen(read(pdf(draw), "a")) == ["BRACKET"]


def test_a_part_of_a_word_has_its_own_box() -> None:
    page = read(pdf(lambda canvas: canvas.drawString(40, 150, "No:4711")), "a").pages[0]
    word = page.words[0]
    part = word.part(3, 7)
    assert (part.text, part.x1) == ("4711", word.x1)
    assert word.x0 + 15 < part.x0 < word.x0 + 19
    assert len(word.edges) == 8
    inner = word.part(1, 5).part(0, 4)
    assert inner.box == word.part(1, 5).box


def test_what_nobody_sees_is_no_text() -> None:
    def draw(canvas: Any) -> None:
        canvas.saveState()
        text = canvas.beginText(40, 200)
        text.setTextRenderMode(3)
        text.textOut("INVISIBLE")
        canvas.drawText(text)
        canvas.restoreState()
        canvas.drawString(-200, 120, "OUTSIDE")
        canvas.drawString(40, 100, "seen")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(40, 180, "WHITE")
        canvas.setFillColorRGB(0, 0, 0.5)
        canvas.rect(150, 170, 100, 20, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(160, 176, "HEADER")

    document = read(pdf(draw), "a")
    assert sorted(seen(document)) == ["HEADER", "seen"]
    assert document.witness is not None
    assert sorted((document.witness.whole(1) or "").split()) == ["HEADER", "seen"]


def test_fake_bold_is_read_once() -> None:
    def draw(canvas: Any) -> None:
        for shift in (0.0, 0.4):
            canvas.drawString(40 + shift, 150, "Total 1,250.00")

    assert seen(read(pdf(draw), "a")) == ["Total", "1,250.00"]


def test_radicals_are_the_characters_they_show() -> None:
    """Chromium names some Hanzi by their radicals; the file's own table of names is changed here as it writes it."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Any) -> None:
        canvas.setPageCompression(0)
        canvas.setFont("Vera", 10)
        canvas.drawString(40, 150, "abcd")

    data = pdf(draw)
    named = data.replace(b"> <0061>", b"> <2F45>").replace(b"> <0062>", b"> <2ED4>").replace(b"> <0063>", b"> <2EEE>")
    named = named.replace(b"> <0064>", b"> <3B35>")  # one shape for two characters in Noto Sans CJK
    assert named != data
    document = read(named, "a")
    assert seen(document) == ["方门齿胶"]
    assert document.witness is not None
    assert (document.witness.whole(1) or "").strip() == "方门齿胶"


def test_a_hyphen_at_the_end_of_a_line_is_kept() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(40, 250, "SN-24-")
        canvas.drawString(40, 238, "G100")

    document = read(pdf(draw), "a")
    assert seen(document) == ["SN-24-", "G100"]
    assert document.witness is not None
    assert (document.witness.whole(1) or "").split() == ["SN-24-", "G100"]


def test_rules_of_strokes_rectangles_and_thin_fills() -> None:
    def draw(canvas: Any) -> None:
        canvas.line(10, 200, 100, 200)
        canvas.line(100, 200, 190, 200)
        canvas.rect(10, 50, 100, 80, stroke=1, fill=0)
        canvas.rect(10, 20, 200, 0.5, stroke=0, fill=1)

    rules = read(pdf(draw), "a").pages[0].rules
    level = sorted((round(r.top), round(r.x0), round(r.x1)) for r in rules if r.orientation == "h")
    assert level == [(100, 10, 190), (170, 10, 110), (250, 10, 110), (280, 10, 210)]
    assert sorted(round(r.x0) for r in rules if r.orientation == "v") == [10, 110]


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_page_whose_text_lies_is_read_upright_and_shown_as_displayed(rotation: int) -> None:
    def draw(canvas: Any) -> None:
        canvas.setPageRotation(rotation)
        canvas.translate(100, 50)
        canvas.rotate(90)
        canvas.drawString(0, 0, "12,345.00 EUR")

    document = read(pdf(draw), "a")
    page = document.pages[0]
    assert texts(page) == ["12,345.00", "EUR"]
    assert display_size(page) == ((400, 300) if rotation == 0 else (300, 400))[:: 1 if rotation == 0 else -1]
    x0, top, x1, bottom = display_box(page, page.words[0].box)
    assert (x1 - x0 > bottom - top) == (rotation == 90)
    assert document.witness is not None
    assert (document.witness.text_in(1, page.words[0].box) or "").strip() == "12,345.00"


@pytest.mark.parametrize("mail", ["01", "02", "03", "06"])
def test_a_crop_at_a_word_reads_as_the_word(mail: str) -> None:
    data = attachment(mail)
    document = read(data, "a.pdf")
    assert document.witness is not None
    with pdfplumber.open(io.BytesIO(data)) as other:
        for page in document.pages:
            for word in page.words:
                box = (word.x0 - 1, word.top - 1, word.x1 + 1, word.bottom + 1)
                cropped = other.pages[page.number - 1].crop(box).extract_text(x_tolerance_ratio=0.3)
                assert "".join(cropped.split()) == word.text
                assert "".join((document.witness.text_in(page.number, word.box) or "").split()) == word.text


def test_unreadable_files_say_why() -> None:
    whole = pdf(lambda canvas: canvas.drawString(40, 100, "x"))
    for data, code in (
        (b"", "document-damaged"),
        (b"\0" * 100, "document-damaged"),
        (whole[: len(whole) // 2], "document-damaged"),
        (b"%PDF-1.4\nnonsense\n%%EOF\n", "document-damaged"),
        (attachment("17"), "document-encrypted"),
        (attachment("18"), "document-damaged"),
        (pdf(lambda canvas: None, (15_000, 300)), "document-over-limit"),
    ):
        document = read(data, "a.pdf")
        assert document.pages == ()
        assert [item.code for item in document.findings] == [code]


def test_more_than_300_pages_are_over_the_limit() -> None:
    def draw(canvas: Any) -> None:
        for _ in range(300):
            canvas.drawString(40, 100, "page")
            canvas.showPage()

    assert [item.code for item in read(pdf(draw), "a").findings] == ["document-over-limit"]


def test_a_picture_of_a_place() -> None:
    data = pdf(lambda canvas: canvas.drawString(40, 100, "x"))
    whole, place = picture(data, 1, None), picture(data, 1, (40, 190, 60, 205))
    assert whole is not None
    assert place is not None
    assert whole.startswith(b"\x89PNG")
    assert len(place) < len(whole)
    assert picture(data, 2, None) is None
    assert picture(b"a,b,c\n1,2,3\n", 1, None) is None
