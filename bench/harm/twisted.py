"""PDF files whose structure is a trap: loops, lies about sizes, programs, other files inside and around them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from random import Random

from bench.harm.archives import zipped
from bench.harm.pages import FONT, LETTER, PAGE, TEXT, pdf, stream

PLAIN = (PAGE % LETTER, stream(TEXT), FONT)
ALERT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


def twisted(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    """Yield what each is, its file name and its bytes; `chance` fills in what may be anything."""
    yield from _loops()
    yield from _sizes()
    yield from _programs()
    yield from _faces(chance)


def _loops() -> Iterator[tuple[str, str, bytes]]:
    whole = pdf(*PLAIN)
    at = whole.rindex(b"startxref")
    yield (
        "PDF: cross references that follow themselves",
        "prev.pdf",
        whole.replace(b"/Root", b"/Prev %d/Root" % _xref(whole)),
    )
    yield (
        "PDF: a length that is its own stream",
        "length.pdf",
        pdf(PLAIN[0], b"<</Length 4 0 R>>stream\n" + TEXT + b"\nendstream", FONT),
    )
    yield (
        "PDF: a page that is its own parent",
        "parent.pdf",
        pdf(PLAIN[0].replace(b"/Parent 2 0 R/MediaBox[0 0 612 792]", b"/Parent 3 0 R"), *PLAIN[1:]),
    )
    chain = [b"<</Type/Pages/Count 1/Kids[%d 0 R]/Parent %d 0 R>>" % (n + 7, n + 5) for n in range(50_000)]
    yield (
        "PDF: a tree of pages 50,000 deep",
        "tree.pdf",
        pdf(*PLAIN, *chain, PLAIN[0], pages=b"<</Type/Pages/Count 1/Kids[6 0 R]>>"),
    )
    objects = stream(b"6 0 7 20 " + b"<</Length 6 0 R>> " * 2, b"/Type/ObjStm/N 2/First 9/Extends 6 0 R")
    yield "PDF: an object stream that extends itself", "objects.pdf", pdf(*PLAIN, objects)
    yield (
        "PDF: bookmarks that go round",
        "outline.pdf",
        pdf(
            *PLAIN,
            b"<</First 7 0 R/Last 7 0 R/Count 9>>",
            b"<</Title(x)/Next 7 0 R/First 7 0 R/Parent 6 0 R>>",
            root=b"/Outlines 6 0 R",
        ),
    )
    yield (
        "PDF: names that go round",
        "names.pdf",
        pdf(*PLAIN, b"<</Kids[6 0 R 6 0 R]>>", root=b"/Names<</EmbeddedFiles 6 0 R/Dests 6 0 R/JavaScript 6 0 R>>"),
    )
    yield (
        "PDF: a thousand updates on one another",
        "updates.pdf",
        whole + b"".join(_update(whole, at, n) for n in range(1000)),
    )
    kids = b"<</Type/Pages/Count 1000000000/Kids[%s]>>" % (b"3 0 R " * 299)
    yield "PDF: a thousand million pages, it says", "count.pdf", pdf(*PLAIN, pages=kids)


def _xref(whole: bytes) -> int:
    return int(whole[whole.rindex(b"startxref") + 9 : -6])


def _update(whole: bytes, at: int, number: int) -> bytes:
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 6/Root 1 0 R/Prev %d>>\n" % _xref(whole)
    return b"%% update %d\n" % number + table + b"startxref\n%d\n%%%%EOF\n" % (at + number)


def _sizes() -> Iterator[tuple[str, str, bytes]]:
    for what, box in (
        ("a page turned inside out", b"612 792 -612 -792"),
        ("a page of 10^38 points", b"0 0 1e38 1e38"),
        ("a page of a thousandth of a point", b"0 0 .001 .001"),
        ("a page far from its own middle", b"2000000000 2000000000 2000000612 2000000792"),
        ("a page of 14,400 by 1 points", b"0 0 14400 1"),
        ("a page whose box is no numbers", b"/A (b) null 3 0 R"),
    ):
        yield f"PDF: {what}", "box.pdf", pdf(PAGE % box, *PLAIN[1:])
    yield (
        "PDF: a unit of a million inches",
        "unit.pdf",
        pdf(PLAIN[0].replace(b"/Type", b"/UserUnit 72000000/Type", 1), *PLAIN[1:]),
    )
    yield (
        "PDF: turned by 45 degrees and a half",
        "turn.pdf",
        pdf(PLAIN[0].replace(b"/Type", b"/Rotate 45.5/Type", 1), *PLAIN[1:]),
    )
    yield (
        "PDF: letters of 10^9 points",
        "letters.pdf",
        pdf(PLAIN[0], stream(TEXT.replace(b"12 Tf", b"1000000000 Tf")), FONT),
    )
    yield "PDF: letters of no size", "small.pdf", pdf(PLAIN[0], stream(TEXT.replace(b"12 Tf", b"0 Tf") * 1000), FONT)
    yield "PDF: states saved 2,000,000 times", "saved.pdf", pdf(PLAIN[0], stream(b"q " * 2_000_000 + TEXT), FONT)
    packed = zlib.compress(
        b"".join(b"%d %d m %d %d l S " % (n % 600, n // 600 % 790, n % 7, n % 11) for n in range(1_500_000)), 9
    )
    yield "PDF: 1,500,000 lines, packed", "lines.pdf", pdf(PLAIN[0], stream(packed, b"/Filter/FlateDecode"), FONT)
    every = [stream(zlib.compress(bytes(200 << 20), 9), b"/Filter/FlateDecode")] * 60
    yield "PDF: 60 streams of 200 MB that nothing shows", "unused.pdf", pdf(*PLAIN, *every)
    chain = b"[%s]" % (b"/ASCIIHexDecode" * 200 + b"/FlateDecode")
    yield (
        "PDF: a stream of 200 filters",
        "filters.pdf",
        pdf(PLAIN[0], stream(zlib.compress(TEXT), b"/Filter" + chain), FONT),
    )


def _programs() -> Iterator[tuple[str, str, bytes]]:
    for what, action in (
        ("a program that starts another", b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(/c calc)>>>>"),
        ("an address that is fetched", b"<</S/URI/URI(http://127.0.0.1:9/x)>>"),
        ("a form that sends itself", b"<</S/SubmitForm/F<</FS/URL/F(http://127.0.0.1:9/x)>>/Flags 4>>"),
        ("a page of another file", b"<</S/GoToR/F(../../../etc/passwd)/D[0/Fit]>>"),
        ("a file that is imported", b"<</S/ImportData/F(/etc/passwd)>>"),
        ("actions after one another for ever", b"6 0 R"),
    ):
        yield (
            f"PDF: {what}",
            "action.pdf",
            pdf(*PLAIN, b"<</S/Named/N/NextPage/Next 6 0 R>>", root=b"/OpenAction %s/AA<</WC %s>>" % (action, ALERT)),
        )
    carried = b"<</Names[(a)7 0 R(b)8 0 R]>>"
    files = [b"<</Type/Filespec/F(%s)/EF<</F 9 0 R>>>>" % name for name in (b"../../order.xml", b"CON\\000.exe")]
    yield (
        "PDF: a zip and a program inside",
        "carried.pdf",
        pdf(*PLAIN, carried, *files, stream(zipped(a=b"MZ")), root=b"/Names<</EmbeddedFiles 6 0 R>>"),
    )
    bomb = stream(zlib.compress(b"<Order>" + b" " * (300 << 20), 9), b"/Type/EmbeddedFile/Filter/FlateDecode")
    yield (
        "PDF: a message of 300 MB inside",
        "message.pdf",
        pdf(*PLAIN, carried, *files, bomb, root=b"/Names<</EmbeddedFiles 6 0 R>>"),
    )
    notes = b"/Annots[%s]" % (b"6 0 R " * 100_000)
    note = b"<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(%s)>>" % (b"x" * 10_000)
    yield "PDF: 100,000 notes", "notes.pdf", pdf(PLAIN[0].replace(b"/Type", notes + b"/Type", 1), *PLAIN[1:], note)
    fields = b"/AcroForm<</Fields[6 0 R]>>"
    yield (
        "PDF: fields that are their own children",
        "fields.pdf",
        pdf(*PLAIN, b"<</T(a)/FT/Tx/Kids[6 0 R]/Parent 6 0 R>>", root=fields),
    )


def _faces(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    whole = pdf(*PLAIN)
    inside = zipped(**{"order.pdf": whole, "xl/workbook.xml": b"<workbook/>"})
    yield "a PDF that is a zip", "faces.pdf", whole + inside
    yield "a zip that is a PDF", "faces.zip", inside[:30] + inside[30:] + whole
    yield "a PDF that is a picture", "faces.png", b"\x89PNG\r\n\x1a\n" + whole
    yield "a PDF that is HTML", "faces.html", b"<html><body>Purchase order 1<!--" + whole + b"--></body></html>"
    yield "two PDFs in one file", "two.pdf", whole + pdf(PLAIN[0], stream(TEXT.replace(b"4711", b"9999")), FONT)
    yield (
        "a PDF that is a mail",
        "faces.eml",
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nDate: Tue, 03 Mar 2026 09:12:00 +0800\r\n\r\n" + whole,
    )
    yield "a PDF behind 1,000 bytes of noise", "late.pdf", chance.randbytes(1000) + whole
    yield (
        "a PDF of nothing but marks",
        "marks.pdf",
        b"%PDF-1.7\n" + b"1 0 obj<<>>endobj " * 100_000 + b"trailer<</Root 1 0 R>>%%EOF",
    )
    yield (
        "a PDF with a password nobody knows",
        "locked.pdf",
        pdf(
            *PLAIN,
            b"<</Filter/Standard/V 5/R 6/Length 256/O(%s)/U(%s)/OE(x)/UE(x)/Perms(x)/P -1>>" % (b"o" * 48, b"u" * 48),
        ).replace(b"/Root", b"/Encrypt 6 0 R/ID[(a)(a)]/Root"),
    )
