"""PDF files whose fonts and pictures are noise, endless, or made of themselves."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from random import Random

from bench.harm.pages import FONT, TEXT, pdf, stream
from bench.harm.twisted import PLAIN

PICTURED = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
DRAWN = b"q 612 0 0 792 0 0 cm /X Do Q"
IMAGE = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace%s%s"


def painted(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    """Yield what each is, its file name and its bytes; `chance` fills in what may be anything."""
    yield from _fonts(chance)
    yield from _pictures(chance)


def _fonts(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    described = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 0/LastChar 255/FontDescriptor 6 0 R>>"
    descriptor = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 9 9]/FontFile%s 7 0 R>>"
    head = b"\0\1\0\0\0\x0b\0\x80\0\3\0\x30"
    yield (
        "PDF: a TrueType font of noise",
        "truetype.pdf",
        pdf(PLAIN[0], PLAIN[1], described, descriptor % b"2", stream(head + chance.randbytes(20_000))),
    )
    yield (
        "PDF: a Type 1 font that never ends",
        "type1.pdf",
        pdf(
            PLAIN[0],
            PLAIN[1],
            described.replace(b"TrueType", b"Type1"),
            descriptor % b"",
            stream(b"%!PS-AdobeFont-1.0\n{{{" * 50_000, b"/Length1 99/Length2 99/Length3 0"),
        ),
    )
    yield (
        "PDF: a CFF font of noise",
        "cff.pdf",
        pdf(
            PLAIN[0],
            PLAIN[1],
            described.replace(b"TrueType", b"Type1"),
            descriptor % b"3",
            stream(b"\1\0\4\4" + chance.randbytes(20_000), b"/Subtype/Type1C"),
        ),
    )
    letter = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 0/LastChar 255/Widths[]"
        b"/CharProcs<</a 6 0 R>>/Encoding<</Differences[0%s]>>/Resources<</Font<</F1 5 0 R>>>>>>"
    )
    yield (
        "PDF: letters that draw themselves",
        "type3.pdf",
        pdf(PLAIN[0], PLAIN[1], letter % (b"/a" * 256), stream(b"9 0 d0 BT /F1 9 Tf (abcdefgh) Tj ET")),
    )
    mapped = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    ranges = (
        b"1 begincodespacerange <00><FFFFFFFF> endcodespacerange 1 beginbfrange <00000000><FFFFFFFF><0041> endbfrange\n"
    )
    yield "PDF: a character map of 4,000 million", "map.pdf", pdf(PLAIN[0], PLAIN[1], mapped, stream(ranges * 1000))
    yield (
        "PDF: a character map that uses itself",
        "usecmap.pdf",
        pdf(PLAIN[0], PLAIN[1], mapped, stream(ranges[:52], b"/Type/CMap/UseCMap 6 0 R")),
    )
    yield "PDF: a font that is a number", "font.pdf", pdf(PLAIN[0], PLAIN[1], b"17")


def _pictures(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    def picture(keys: bytes, data: bytes, *more: bytes) -> bytes:
        return pdf(PICTURED, stream(DRAWN), stream(data, keys), *more)

    grey = b"/DeviceGray"
    yield (
        "PDF: JBIG2 of noise",
        "jbig2.pdf",
        picture(IMAGE % (600, 800, 1, grey, b"/Filter/JBIG2Decode"), chance.randbytes(5000)),
    )
    region = b"\0\0\0\0\x30\0\1\0\0\0\x13" + b"\xff\xff\xff\xf0" * 2 + bytes(11)
    yield (
        "PDF: JBIG2 of 2^32 by 2^32",
        "jbig2-page.pdf",
        picture(IMAGE % (600, 800, 1, grey, b"/Filter/JBIG2Decode"), region + b"\0\0\0\1\x26\0\1\xff\xff\xff\xff"),
    )
    size = (
        b"\xff\x4f\xff\x51\0\x29\0\0"
        + b"\x7f\xff\xff\xff" * 2
        + bytes(8)
        + b"\x7f\xff\xff\xff" * 2
        + bytes(8)
        + b"\0\1\7\1\1"
    )
    yield (
        "PDF: JPEG 2000 of 2^31 by 2^31",
        "jpx.pdf",
        picture(IMAGE % (600, 800, 8, grey, b"/Filter/JPXDecode"), size + chance.randbytes(500)),
    )
    yield (
        "PDF: a picture of 60,000 by 60,000",
        "huge.pdf",
        picture(IMAGE % (60_000, 60_000, 1, grey, b"/Filter/FlateDecode"), zlib.compress(bytes(60_000 * 7_500), 9)),
    )
    yield (
        "PDF: a fax of 65,000 by 500,000",
        "fax.pdf",
        picture(
            IMAGE
            % (65_000, 500_000, 1, grey, b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 65000/Rows 500000>>"),
            b"\xff" * 100_000,
        ),
    )
    yield "PDF: a picture of less than nothing", "minus.pdf", picture(IMAGE % (-600, -800, 8, grey, b""), bytes(600))
    yield (
        "PDF: a picture that is its own mask",
        "mask.pdf",
        picture(IMAGE % (60, 80, 8, grey, b"/SMask 5 0 R"), bytes(4800)),
    )
    space = b"[/Indexed[/Indexed 6 0 R 255(a)]255(a)]"
    yield "PDF: a colour made of itself", "colour.pdf", picture(IMAGE % (60, 80, 8, space, b""), bytes(4800), space)
    tiles = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Pattern<</P 5 0 R>>>>>>"
    own = (
        b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001/YStep .001/Resources<</Pattern<</P 5 0 R>>>>"
    )
    paint = b"/Pattern cs /P scn 0 0 612 792 re f"
    yield "PDF: a pattern of itself", "pattern.pdf", pdf(tiles, stream(paint), stream(paint, own))
    shaded = tiles.replace(b"/Pattern<</P", b"/Shading<</P")
    own = b"<</FunctionType 3/Domain[0 1]/Functions[5 0 R]/Bounds[]/Encode[0 1]>>"
    function = b"<</ShadingType 1/ColorSpace/DeviceRGB/Function%s>>" % own
    yield "PDF: a shade that is its own function", "shade.pdf", pdf(shaded, stream(b"/P sh"), function)
    inline = b"BI /W 50000 /H 50000 /BPC 8 /CS /RGB ID " + chance.randbytes(400) + b" EI "
    yield "PDF: pictures of 50,000 by 50,000 in the text", "inline.pdf", pdf(PLAIN[0], stream(inline * 50 + TEXT), FONT)
