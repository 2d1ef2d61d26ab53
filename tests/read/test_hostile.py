"""Files that are cut off, lie about themselves or ask for too much: each is refused in words, none crashes."""

from __future__ import annotations

import io
import random
import zipfile
from typing import Any

import pytest

from intake.read import read
from intake.read.document import Document
from intake.read.refusal import Refused, damaged
from intake.read.registry import media_type
from tests.read.paper import pdf

SHEET = "xl/worksheets/sheet1.xml"


def order(canvas: Any) -> None:
    for line in range(12):
        canvas.drawString(40, 260 - 14 * line, f"Purchase order PO-4711, line {line}, quantity 10")


def raw_pdf(
    page: bytes, *objects: bytes, content: bytes = b"BT /F1 12 Tf 72 700 Td (Purchase order PO-4711) Tj ET"
) -> bytes:
    """Write a PDF by hand: its one page has `page` in its dictionary, objects from 6 on follow."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>%s>>" % page,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *objects,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    return (
        out + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(out))
    )


def workbook(sheet: bytes = b"", **cells: object) -> bytes:
    """Return a workbook with some cells; `sheet` is put in before the end of its data."""
    import openpyxl

    book, buffer, out = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    for name, value in cells.items():
        book.active[name] = value
    book.save(buffer)
    with zipfile.ZipFile(buffer) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in parts.namelist():
            text = parts.read(name)
            made.writestr(name, text.replace(b"</sheetData>", b"</sheetData>" + sheet) if name == SHEET else text)
    return out.getvalue()


def image(mode: str, size: tuple[int, int], kind: str = "PNG") -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind)
    return buffer.getvalue()


def code(document: Document) -> str:
    return document.findings[0].code if document.findings else "read"


def reason(document: Document) -> str:
    return str(document.findings[0].facts.get("reason"))


@pytest.mark.parametrize(
    ("whole", "name"),
    [(pdf(order), "a.pdf"), (workbook(A1="PO-4711"), "a.xlsx"), (image("L", (600, 400), "TIFF"), "a.tif")],
)
def test_a_file_cut_off_anywhere_is_damaged(whole: bytes, name: str) -> None:
    for length in (1, 2, 5, 17, 100, 500, *(len(whole) * part // 10 for part in range(1, 10)), len(whole) - 12):
        assert code(read(whole[:length], name)) == "document-damaged", length


def test_bytes_changed_at_random_never_raise() -> None:
    chance = random.Random(4711)
    for whole, name in ((pdf(order), "a.pdf"), (workbook(A1="PO-4711", B2=5), "a.xlsx")):
        for _ in range(40):
            spoilt = bytearray(whole)
            for _ in range(8):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
            assert code(read(bytes(spoilt), name)).startswith(("read", "document-", "text-layer"))


def test_refused_bytes_say_why() -> None:
    assert reason(read(Refused.of(damaged("坏", "broken")), "a.pdf")) == "broken"


@pytest.mark.parametrize(
    ("data", "name", "held"),
    [
        (b"<html><body>403 Forbidden</body></html>", "order.pdf", True),
        (b"<html><body>please log in</body></html>", "order.xls", True),
        (b"<table><tr><td>PO-1</td><td>5</td></tr></table>", "order.xls", False),
        (b"item\tquantity\tprice\nA\t1\t2\n", "order.xls", False),
        (b"just text", "order.xlsx", True),
        (b"From: a@b", "order.eml", True),
        (b"just text", "note.txt", False),
    ],
)
def test_text_under_the_name_of_a_paper_is_held(data: bytes, name: str, held: bool) -> None:
    assert code(read(data, name)) == ("document-damaged" if held else "read")


def test_papers_are_read_under_any_name() -> None:
    assert code(read(pdf(order), "order.xlsx")) == "read"
    assert code(read(workbook(A1="PO-4711"), "order.pdf")) == "read"


def test_a_pdf_that_lost_its_beginning_is_no_text() -> None:
    data = b"3 0 obj <</Type/Page>> endobj trailer <</Root 1 0 R>> startxref 12 %%EOF"
    assert (code(read(data, "a")), media_type(data)) == ("document-damaged", "application/pdf")
    assert code(read(b"Rar!\x1a\x07\0" + pdf(order).replace(b"%PDF", b"xPDF"), "a")) == "document-unsupported"


@pytest.mark.parametrize("page", [b"/MediaBox[595 842 0 0]", b"/MediaBox[0 0 0 0]", b"/MediaBox[0 0 1e40 1e40]", b""])
def test_pages_with_a_senseless_box_are_read_as_pdfium_shows_them(page: bytes) -> None:
    [only] = read(raw_pdf(page), "a.pdf").pages
    assert "PO-4711" in "".join(word.text for word in only.words)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_and_cropped_page_keeps_its_words_inside(turn: int) -> None:
    [page] = read(raw_pdf(b"/MediaBox[0 0 595 842]/CropBox[50 50 500 800]/Rotate %d" % turn), "a.pdf").pages
    assert " ".join(word.text for word in page.words) == "Purchase order PO-4711"
    assert all(0 <= word.x0 < word.x1 <= page.width and 0 <= word.top < page.height for word in page.words)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (raw_pdf(b"/MediaBox[0 0 14472 842]"), "document-over-limit"),
        (raw_pdf(b"/MediaBox[0 0 595 842]", content=b""), "document-damaged"),
        (
            raw_pdf(b"/MediaBox[0 0 595 842]").replace(b"/Count 1/Kids[3 0 R]", b"/Count 0/Kids[]     "),
            "document-damaged",
        ),
    ],
)
def test_pdfs_without_a_readable_page(data: bytes, expected: str) -> None:
    assert code(read(data, "a.pdf")) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (b"<</Fields[]/XFA 7 0 R>>", "text-layer-untrusted"),  # ISO 32000-1, 12.7.8
        (b"<</Fields[]/XFA[(template)7 0 R(datasets)7 0 R]>>/NeedsRendering true", "text-layer-untrusted"),
        (b"<</Fields[8 0 R]/SigFlags 3>>", "read"),  # signed: what the page shows is what was signed
        (b"<</Fields[]>>", "read"),
    ],
)
def test_a_form_that_is_shown_instead_of_its_page_is_held_and_a_signed_page_is_not(form: bytes, expected: str) -> None:
    signed = b"<</FT/Sig/T(s)/V<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 9 9 9]/Contents<00>>>>>"
    form_of_xml = b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'></xdp>"
    xfa = b"<</Length %d>>stream\n%s\nendstream" % (len(form_of_xml), form_of_xml)
    data = raw_pdf(b"/MediaBox[0 0 595 842]", b"<<>>", xfa, signed)
    assert code(read(data.replace(b"/Catalog", b"/Catalog/AcroForm" + form), "a.pdf")) == expected


def test_a_page_of_200_by_200_inches_is_read_and_one_with_its_cross_references_gone_too() -> None:
    for data in (
        raw_pdf(b"/MediaBox[0 0 14400 14400]"),
        raw_pdf(b"/MediaBox[0 0 595 842]").replace(b"000000", b"999999"),
    ):
        [page] = read(data, "a.pdf").pages
        assert [word.text for word in page.words] == ["Purchase", "order", "PO-4711"]


def test_a_changed_byte_of_a_packed_page_never_loses_words_in_silence() -> None:
    """pdfium shows what it could unpack before the fault: the last lines of an order would just be missing."""
    whole = pdf(order)
    begin, end = whole.index(b"stream\n") + 7, whole.index(b"endstream")
    texts = [word.text for word in read(whole, "a.pdf").pages[0].words]
    for at in range(begin, end, 7):
        document = read(whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :], "a.pdf")
        if code(document) == "read":
            assert [word.text for word in document.pages[0].words] == texts, at


def test_a_packed_page_without_its_checksum_is_whole() -> None:
    import zlib

    packed = zlib.compress(b"BT /F1 12 Tf 72 700 Td (Purchase order PO-4711) Tj ET")
    for content, expected in ((packed, "read"), (packed[:-4], "read"), (packed[:-9], "document-damaged")):
        data = raw_pdf(b"/MediaBox[0 0 595 842]", content=content).replace(b">>stream", b"/Filter/FlateDecode>>stream")
        assert code(read(data, "a.pdf")) == expected
    changed = packed[:-1] + bytes((packed[-1] ^ 1,))
    data = raw_pdf(b"/MediaBox[0 0 595 842]", content=changed).replace(b">>stream", b"/Filter/FlateDecode>>stream")
    assert code(read(data, "a.pdf")) == "document-damaged"


def test_a_thousand_pages_are_over_the_limit() -> None:
    def draw(canvas: Any) -> None:
        for _ in range(999):
            canvas.showPage()

    assert reason(read(pdf(draw), "a.pdf")) == "1000 pages, at most 300 are read"


def test_forms_that_draw_themselves_end() -> None:
    form = b"/X Do BT /F1 12 Tf 72 700 Td (Purchase order PO-4711) Tj ET"
    looped = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>"
        b"/Length %d>>stream\n%s\nendstream" % (len(form), form)
    )
    [page] = read(raw_pdf(b"/MediaBox[0 0 595 842]", looped, content=b"/X Do"), "a.pdf").pages
    assert "PO-4711" in "".join(word.text for word in page.words)


@pytest.mark.parametrize(("password", "expected"), [("", "read"), ("secret", "document-encrypted")])
def test_an_encrypted_pdf_is_read_if_it_opens_without_a_password(password: str, expected: str) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password, ownerPassword="owner", strength=128))
    order(canvas)
    canvas.save()
    assert code(read(buffer.getvalue(), "a.pdf")) == expected


def test_a_stray_cell_in_the_last_corner_costs_only_the_second_reading() -> None:
    document = read(workbook(A1="PO-4711", XFD1048576="x"), "a.xlsx")
    assert [word.cell for word in document.pages[0].words] == ["A1", "XFD1048576"]
    assert document.witness is not None
    assert document.witness.whole(1) is None


def test_a_merge_over_the_whole_sheet_is_over_the_limit() -> None:
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert code(read(workbook(merged, A1="PO-4711"), "a.xlsx")) == "document-over-limit"


def test_entities_that_grow_and_sheets_without_cells_are_held() -> None:
    assert code(read(workbook(), "a.xlsx")) == "document-damaged"
    bomb = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    assert code(read(workbook(bomb, A1="x"), "a.xlsx")) == "document-damaged"


def test_a_zip_of_very_many_files_is_named_quickly() -> None:
    assert "zip" in reason(read(b"PK\x03\x04" + b"PK\x01\x02" * 30_000, "a.zip"))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (image("1", (30_000, 30_000)), "document-over-limit"),
        (image("L", (1, 20_000)), "read"),  # no larger than a logo: nobody writes an order on it
        (image("L", (1, 1)), "read"),
        (image("L", (39, 3_000)), "read"),
        (image("L", (400, 30_000)), "document-damaged"),
    ],
)
def test_pictures_too_large_thin_or_small_to_read(data: bytes, expected: str) -> None:
    assert code(read(data, "a.png")) == expected


def test_a_field_of_any_length_is_a_field() -> None:
    data = b'a,b,c\n1,2,"' + b"x" * 300_000 + b'"\n'
    assert media_type(data) == "text/csv"
    assert len(read(data, "a.csv").pages[0].words) == 6


def test_a_page_with_more_signs_or_lines_than_a_paper_has_is_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from intake.read import pdf as reader

    monkeypatch.setattr(reader, "MOST_CHARACTERS", 21)  # it has 22
    assert code(read(raw_pdf(b"/MediaBox[0 0 595 842]"), "a.pdf")) == "document-over-limit"
    monkeypatch.undo()
    monkeypatch.setattr(reader, "MOST_OBJECTS", 0)
    assert code(read(raw_pdf(b"/MediaBox[0 0 595 842]"), "a.pdf")) == "document-over-limit"


def test_a_line_of_four_million_signs_is_over_the_limit() -> None:
    for name in ("a.txt", "a.csv"):
        data = b'Item,Qty,Price\nA,1,"' + b"x" * 4_000_000 + b'"\n'
        assert code(read(data, name)) == "document-over-limit"


@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_text_longer_than_is_read_is_over_the_limit(name: str) -> None:
    data = b"1,2,3\n" * 20_001 if name == "a.csv" else b"order\n" * 20_001
    assert code(read(data, name)) == "document-over-limit"
