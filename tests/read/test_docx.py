"""Word documents as rows: what they show is read twice, what lies beside it holds."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from bench.office.shape import converted
from intake.read import Document, read
from tests.read.office_files import added, needs_office, word


def cells(document: Document) -> dict[str, str]:
    return {w.cell or "": w.text for page in document.pages for w in page.words}


def codes(document: Document) -> list[str]:
    return [item.code for item in document.findings]


def agreed(document: Document) -> bool:
    """Say whether the second reading has the same words at the same places, and no others."""
    page, witness = document.pages[0], document.witness
    assert witness is not None
    whole = (witness.whole(1) or "").split()
    same = all(witness.cell(page.sheet or "", w.cell or "") == w.text for w in page.words)
    return same and sorted(whole) == sorted(part for w in page.words for part in w.text.split())


def test_paragraphs_tabs_and_merged_cells_are_rows() -> None:
    def fill(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Acme"
        document.sections[0].footer.paragraphs[0].text = "www.acme.example"
        document.add_paragraph("采购订单")
        document.add_paragraph("订单编号：4711\t日期：2026-01-08")
        table = document.add_table(3, 3)
        for row in range(2):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 0).merge(table.cell(1, 0)).text = "down"
        table.cell(2, 0).merge(table.cell(2, 1)).text = "合计"
        table.cell(2, 2).text = "12"

    document = read(word(fill), "a.docx")
    assert cells(document) == {
        "A1": "Acme",
        "A2": "采购订单",
        "A3": "订单编号：4711",
        "B3": "日期：2026-01-08",
        "A4": "down",
        "B4": "01",
        "C4": "02",
        "B5": "11",
        "C5": "12",
        "A6": "合计",
        "C6": "12",
        "A7": "www.acme.example",
    }
    boxes = {w.cell: w.box for w in document.pages[0].words}
    assert boxes["A4"] == (0, 60, 1000, 100)
    assert boxes["A6"] == (0, 100, 2000, 120)
    assert boxes["A2"] == (0, 20, 3000, 40)
    assert codes(document) == []
    assert agreed(document)


def test_a_table_inside_a_cell_follows_below_its_row() -> None:
    def fill(document: Any) -> None:
        cell = document.add_table(1, 2).cell(0, 0)
        cell.text = "before"
        cell.add_table(1, 2).cell(0, 1).text = "inside"
        cell.add_paragraph("after")

    document = read(word(fill), "a.docx")
    assert list(cells(document).values()) == ["before", "inside", "after"]
    assert agreed(document)


def test_content_controls_links_and_fields_are_read_but_no_page_numbers() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("No. ")
        added(document, "<w:sdt><w:sdtContent><w:r><w:t>4711</w:t></w:r></w:sdtContent></w:sdt>")
        added(document, '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        for mark in ("begin", "NUMPAGES", "separate", "9", "end"):
            inner = (
                f'<w:fldChar w:fldCharType="{mark}"/>'
                if mark.islower()
                else f"<w:instrText> {mark} </w:instrText>"
                if mark.isupper()
                else f"<w:t>{mark}</w:t>"
            )
            added(document, f"<w:r>{inner}</w:r>")
        added(document, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>")

    document = read(word(fill), "a.docx")
    assert list(cells(document).values()) == ["No. 4711"]
    assert agreed(document)


BOXED = "<w:txbxContent><w:p><w:r><w:t>VOID</w:t></w:r></w:p></w:txbxContent>"
BOXED = f"<w:r><w:pict><v:shape><v:textbox>{BOXED}</v:textbox></v:shape></w:pict></w:r>"
DRAWN = '<w:r><w:drawing><wp:inline><wp:extent cx="3000000" cy="3000000"/></wp:inline></w:drawing></w:r>'
BY = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'


@pytest.mark.parametrize(
    ("xml", "code", "seen"),
    [
        (f"<w:del {BY}><w:r><w:delText>500</w:delText></w:r></w:del>", "changes-tracked", "500"),
        (f"<w:ins {BY}><w:r><w:t>600</w:t></w:r></w:ins>", "changes-tracked", "600"),
        (BOXED, "document-annotated", "VOID"),
        ('<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>', "document-annotated", "DRAFT"),
        (DRAWN, "document-annotated", "…"),
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t>700</w:t></w:r>", "text-struck", "700"),
        ('<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>800</w:t></w:r>', "text-struck", "800"),
    ],
)
def test_what_no_row_says_holds(xml: str, code: str, seen: str) -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("order")
        added(document, xml)

    document = read(word(fill), "a.docx")
    assert [(item.code, item.facts["seen"]) for item in document.findings] == [(code, seen)]
    assert agreed(document)


def test_a_comment_holds() -> None:
    def fill(document: Any) -> None:
        document.add_comment(document.add_paragraph("quantity 5").runs, text="make it 6")

    document = read(word(fill), "a.docx")
    assert [(item.code, item.facts["seen"]) for item in document.findings] == [("document-annotated", "make it 6")]


def test_damaged_and_swollen_documents() -> None:
    data = word(lambda document: document.add_paragraph("x"))
    assert codes(read(data[: len(data) // 2], "a.docx")) == ["document-damaged"]
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/media/blob.bin", b"\0" * (61 << 20))
    assert codes(read(out.getvalue(), "a.docx")) == ["document-over-limit"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", "<w:document")
    assert codes(read(out.getvalue(), "a.docx")) == ["document-damaged"]


@needs_office
def test_a_document_of_libreoffice() -> None:
    heads = "<tr><td rowspan=2>料号</td><td colspan=2>价格</td></tr><tr><td>单价</td><td>金额</td></tr>"
    html = f"<p>采购订单</p><table border=1>{heads}</table>"
    document = read(converted(html.encode(), ".html", "docx:MS Word 2007 XML", "HTML (StarWriter)"), "a.wps")
    assert list(cells(document).values()) == ["采购订单", "料号", "价格", "单价", "金额"]
    assert agreed(document)
