"""Files are told by their content; text, HTML and tables of separated values become pages."""

from __future__ import annotations

import io
import zipfile

import pytest

from intake.read import read
from intake.read.registry import media_type
from intake.read.text import html_text


def ole(*streams: str) -> bytes:
    """Return an OLE file's mark and a directory that names streams, as MS-CFB 2.6 sets them."""
    names = [name.encode("utf-16-le") + b"\0\0" for name in streams]
    entries = (name.ljust(64, b"\0") + len(name).to_bytes(2, "little") + b"\2\1" + bytes(60) for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(entries)


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        for name in names:
            parts.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (zipped("ppt/presentation.xml"), "PowerPoint"),
        (zipped("a.pdf"), "zip"),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), "binary Excel"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "OFD"),
        (zipped("mimetype", "content.xml"), "OpenDocument"),
        (b"Rar!\x1a\x07\0", "RAR"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"{\\rtf1 x}", "RTF"),
        (ole("Root Entry", "WordDocument", "1Table"), "old Word document"),
        (ole("Root Entry", "WordDocument", "ObjectPool", "Workbook"), "old Word document"),
        (ole("Root Entry", "WordDocument") + "Book".encode("utf-16-le"), "old Word document"),
        (ole("Root Entry", "PowerPoint Document"), "old Office file"),
        (bytes(range(256)) * 4, "no kind"),
    ],
)
def test_what_has_no_reader_is_named(data: bytes, word: str) -> None:
    document = read(data, "order.pdf")
    assert [item.code for item in document.findings] == ["document-unsupported"]
    assert word in document.findings[0].facts["reason"]


def test_a_mail_body_is_a_page_of_lines() -> None:
    page = read("您好！\n\n  订单 4711\n".encode("gb18030"), "body").pages[0]
    assert [(w.text, w.top) for w in page.words] == [("您好！", 0), ("订单 4711", 24)]
    assert page.method == "mail"


def test_html_shows_its_text_only() -> None:
    html = (
        "<html><head><title>t</title><style>p{}</style></head><body><p>A&amp;B</p><script>x()</script><b>c</b> d</body>"
    )
    assert html_text(html) == "A&B\nc d"
    assert [w.text for w in read(html.encode(), "a").pages[0].words] == ["A&B", "c d"]


def test_separated_values_are_a_sheet_with_a_second_parser() -> None:
    document = read('料号;数量;单价\n0012;5;1,50\n\n"a;b";7;2\n'.encode(), "a.csv")
    page = document.pages[0]
    assert [(w.cell, w.text) for w in page.words if w.cell and w.cell.startswith("A")] == [
        ("A1", "料号"),
        ("A2", "0012"),
        ("A4", "a;b"),
    ]
    assert document.witness is not None
    assert [document.witness.cell("csv", w.cell or "") for w in page.words] == [w.text for w in page.words]


def test_the_delimiter_that_makes_the_table_counts_not_that_of_the_figures() -> None:
    rows = ["Pos;Artikel;Menge;Preis;Wert", "1;A-1;50,000;42,80;2.140,00", "2;A-2;30,000;44,10;1.323,00"]
    titled = ["Bestellung;;;;", *rows, ";;;Summe;3.463,00"]
    for lines in (rows, titled):
        assert ("C3" if lines is titled else "C2", "50,000") in [
            (w.cell, w.text) for w in read("\r\n".join(lines).encode(), "a.csv").pages[0].words
        ]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Währung;Stück;Größe\r\nEUR;5;Für Müller\r\n", "cp1252"),
        ("Désignation;Qté;Unité\r\nVanne à boule;5;pièce\r\n", "cp1252"),
        ("Code;Unit;Qty\r\nA-1;个;5\r\nA-2;只;7\r\n", "gb18030"),
        ("料号;单位;数量\r\nA-1;个;5\r\n", "gb18030"),
        ("訂單;單位;數量\r\nA-1;個;5\r\n", "gb18030"),
    ],
)
def test_latin_letters_are_no_hanzi_and_hanzi_no_latin_letters(text: str, encoding: str) -> None:
    words = read(text.encode(encoding), "a.csv").pages[0].words
    assert [w.text for w in words] == text.replace("\r\n", ";").strip(";").split(";")


def test_media_types() -> None:
    assert media_type(ole("Root Entry", "Workbook")) == "application/vnd.ms-excel"
    assert media_type(ole("Root Entry", "Book", "WordDocument")) == "application/vnd.ms-excel"
    assert media_type(b"%PDF-1.7") == "application/pdf"
    assert media_type(b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert media_type(b"") == "application/octet-stream"
    assert media_type(b"hello") == "text/plain"
