"""PDF files and pictures that ask for too much, are damaged, or hold what a reader must not run."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from bench.harm.archives import BILLION

TEXT = b"BT /F1 12 Tf 72 700 Td (Purchase order PO-4711) Tj ET"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
LETTER = b"0 0 612 792"


def pdf(*objects: bytes, root: bytes = b"", pages: bytes = b"<</Type/Pages/Count 1/Kids[3 0 R]>>") -> bytes:
    """Write a PDF by hand: `objects` from number 3 on, `root` are further keys of the catalogue."""
    out, places = b"%PDF-1.7\n", list[int]()
    for number, body in enumerate((b"<</Type/Catalog/Pages 2 0 R%s>>" % root, pages, *objects), 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(out))
    return out + b"xref\n0 %d\n" % (len(places) + 1) + table + tail


def stream(data: bytes, keys: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), keys, data)


def pages() -> Iterator[tuple[str, str, bytes]]:
    """Yield what each is, its file name and its bytes."""
    plain = (PAGE % LETTER, stream(TEXT), FONT)
    swollen = zlib.compress(zlib.compress(bytes(512 << 20), 9), 9)
    yield "PDF: no page", "none.pdf", pdf(pages=b"<</Type/Pages/Count 0/Kids[]>>")
    kids = b" ".join(b"%d 0 R" % (6 + n) for n in range(10_000))
    many = [PAGE % LETTER] * 10_000
    yield "PDF: 10,000 pages", "many.pdf", pdf(*plain, *many, pages=b"<</Type/Pages/Count 10000/Kids[%s]>>" % kids)
    yield "PDF: pages that contain themselves", "loop.pdf", pdf(*plain, pages=b"<</Type/Pages/Count 9/Kids[2 0 R]>>")
    yield "PDF: a page of 200 by 200 inches", "wide.pdf", pdf(PAGE % b"0 0 14400 14400", *plain[1:])
    yield "PDF: a page of no size", "flat.pdf", pdf(PAGE % b"0 0 0 0", *plain[1:])
    yield (
        "PDF: a stream of 512 MB",
        "bomb.pdf",
        pdf(plain[0], stream(swollen, b"/Filter[/FlateDecode/FlateDecode]"), FONT),
    )
    yield "PDF: 200,000 words", "words.pdf", pdf(plain[0], stream(_words(200_000)), FONT)
    yield "PDF: 300,000 lines", "lines.pdf", pdf(plain[0], stream(b"0 0 m 9 9 l S\n" * 300_000), FONT)
    yield "PDF: brackets 100,000 deep", "deep.pdf", pdf(plain[0], stream(TEXT), b"[" * 100_000 + b"]" * 100_000)
    yield (
        "PDF: forms that draw themselves",
        "forms.pdf",
        pdf(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
            stream(b"/X Do"),
            stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"),
        ),
    )
    yield "PDF: cross references that lead nowhere", "xref.pdf", pdf(*plain).replace(b"0000000", b"9999999")
    yield "PDF: cut in the middle", "cut.pdf", pdf(*plain)[:300]
    yield (
        "PDF: a form of XFA",
        "xfa.pdf",
        pdf(*plain, stream(f"{BILLION}<xdp>&l9;</xdp>".encode()), root=b"/AcroForm<</Fields[]/XFA 6 0 R>>"),
    )
    yield (
        "PDF: signed",
        "signed.pdf",
        pdf(
            *plain,
            b"<</FT/Sig/V<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 9 9 9]/Contents<00>>>>>",
            root=b"/AcroForm<</Fields[6 0 R]/SigFlags 3>>",
        ),
    )
    yield (
        "PDF: a program that runs when opened",
        "script.pdf",
        pdf(*plain, root=b"/OpenAction<</S/JavaScript/JS(while(true){})>>"),
    )
    yield "PNG: 60,000 by 60,000", "bomb.png", png(60_000)
    yield "JPEG: a head that claims 65,500 by 65,500", "bomb.jpg", jpeg(65_500)
    yield "TIFF: 5,000 pages", "many.tif", tiff(5_000)
    yield "TIFF: a page after which it comes again", "loop.tif", tiff(1, loop=True)


def _words(count: int) -> bytes:
    shown = (b"1 0 0 1 %d %d Tm (w%d) Tj" % (n % 600, n // 300, n) for n in range(count))
    return b"BT /F1 4 Tf " + b"\n".join(shown) + b" ET"


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG with its checksum."""
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def png(side: int) -> bytes:
    """Return a square PNG of black dots, tightly packed."""
    packer, row = zlib.compressobj(9), bytes(1 + side // 8)
    rows = b"".join(packer.compress(row * 100) for _ in range(side // 100)) + packer.flush()
    head = struct.pack(">LLBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(side: int) -> bytes:
    """Return a JPEG of 64 by 64 dots that says it is larger."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("L", (64, 64), 255).save(buffer, "JPEG")
    data = buffer.getvalue()
    frame = data.index(b"\xff\xc0") + 5
    return data[:frame] + struct.pack(">HH", side, side) + data[frame + 4 :]


def tiff(count: int, *, loop: bool = False) -> bytes:
    """Write a TIFF of tiny pages; with `loop` the last one leads back to the first."""
    tags = ((256, 8), (257, 8), (258, 1), (259, 1), (262, 1), (273, 8), (277, 1), (278, 8), (279, 8))
    out, size = b"II*\0" + struct.pack("<L", 16) + b"\xff" * 8, 2 + 12 * len(tags) + 4
    for number in range(count):
        more = 16 + size * (number + 1) if number < count - 1 else 16 if loop else 0
        entries = b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in tags)
        out += struct.pack("<H", len(tags)) + entries + struct.pack("<L", more)
    return out
