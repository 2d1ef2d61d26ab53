"""Pictures that lie about their size, have no end of frames, or are no pictures."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from random import Random

from bench.harm.pages import chunk, jpeg, png, tiff

SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'
)


def frames(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    """Yield what each is, its file name and its bytes; `chance` fills in what may be anything."""
    yield from _pngs(chance)
    yield from _tiffs(chance)
    yield from _others(chance)


def _pngs(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    mark, end = b"\x89PNG\r\n\x1a\n", chunk(b"IEND", b"")

    def head(width: int, height: int, bits: int = 8, colour: int = 0) -> bytes:
        return mark + chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, bits, colour, 0, 0, 0))

    row = chunk(b"IDAT", zlib.compress(bytes(2_000)))
    yield "PNG: 100,000 by 100,000", "wide.png", head(100_000, 100_000) + row + end
    yield "PNG: 2^31 by 2^31", "all.png", head(2**31 - 1, 2**31 - 1) + row + end
    yield "PNG: 0 by 0", "none.png", head(0, 0) + row + end
    yield "PNG: 1 by 1,000,000", "strip.png", head(1, 1_000_000) + chunk(b"IDAT", zlib.compress(bytes(2_000_000))) + end
    yield "PNG: 9,000 by 9,000, packed", "packed.png", png(9_000)
    yield (
        "PNG: a text of 300 MB, packed",
        "text.png",
        head(40, 40) + chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(300 << 20), 9)) + row + end,
    )
    yield (
        "PNG: colours of 300 MB, packed",
        "icc.png",
        head(40, 40) + chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(300 << 20), 9)) + row + end,
    )
    yield "PNG: 200,000 chunks", "chunks.png", head(40, 40) + chunk(b"tEXt", b"a\0b") * 200_000 + row + end
    yield "PNG: a chunk of 4 GB", "chunk.png", head(40, 40) + b"\xff\xff\xff\xffIDAT" + bytes(100)
    yield (
        "PNG: 500 pictures that move",
        "moving.png",
        head(400, 300) + chunk(b"acTL", struct.pack(">LL", 2**31 - 1, 0)) + row + end,
    )
    yield (
        "PNG: dots of noise, 2,400 by 2,400",
        "noise.png",
        head(2_400, 2_400)
        + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + chance.randbytes(2_400) for _ in range(2_400)), 1))
        + end,
    )
    yield (
        "PNG: a check of 2,400 by 2,400",
        "check.png",
        head(2_400, 2_400, 1)
        + chunk(b"IDAT", zlib.compress((b"\0" + b"\x55" * 300 + b"\0" + b"\xaa" * 300) * 1_200))
        + end,
    )


def _tiffs(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    yield "TIFF: 10,000 frames", "many.tif", tiff(10_000)
    yield "TIFF: two frames that follow each other", "two.tif", tiff(2, loop=True)
    one = tiff(1)
    yield "TIFF: 65,535 entries in a frame", "entries.tif", one[:16] + b"\xff\xff" + one[18:]
    yield (
        "TIFF: a size of 4,000 million",
        "size.tif",
        one.replace(struct.pack("<HHLL", 256, 4, 1, 8), struct.pack("<HHLL", 256, 4, 1, 2**32 - 1)),
    )
    yield (
        "TIFF: a strip of 4 GB",
        "strip.tif",
        one.replace(struct.pack("<HHLL", 279, 4, 1, 8), struct.pack("<HHLL", 279, 4, 1, 2**32 - 1)),
    )
    yield (
        "TIFF: 2,000 million strips",
        "strips.tif",
        one.replace(struct.pack("<HHLL", 273, 4, 1, 8), struct.pack("<HHLL", 273, 4, 2**31 - 1, 8)),
    )
    yield (
        "TIFF: a frame that is its own child",
        "child.tif",
        one.replace(struct.pack("<HHLL", 278, 4, 1, 8), struct.pack("<HHLL", 330, 4, 1, 16)),
    )
    yield "TIFF: BigTIFF of noise", "big.tif", b"II+\0\x08\0\0\0" + struct.pack("<Q", 16) + chance.randbytes(500)
    for name, kind in (("lzw", 5), ("deflate", 8), ("fax", 4), ("jpeg", 7), ("zstd", 50000), ("packbits", 32773)):
        spoilt = one.replace(struct.pack("<HHLL", 259, 4, 1, 1), struct.pack("<HHLL", 259, 4, 1, kind))
        yield f"TIFF: {name} of noise", f"{name}.tif", spoilt + chance.randbytes(200)


def _others(chance: Random) -> Iterator[tuple[str, str, bytes]]:
    yield "JPEG: noise behind its head", "noise.jpg", jpeg(2_000)[:400] + chance.randbytes(5_000)
    yield "JPEG: 60,000 restarts", "restart.jpg", jpeg(64)[:-2] + b"\xff\xd0" * 60_000 + b"\xff\xd9"
    yield (
        "JPEG: 30,000 comments of 60 kB that are not there",
        "comments.jpg",
        b"\xff\xd8" + b"\xff\xfe\xea\x60" * 30_000 + b"\xff\xd9",
    )
    exif = b"Exif\0\0II*\0\x08\0\0\0\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0" + bytes(4)
    yield (
        "JPEG: Exif that points at itself",
        "exif.jpg",
        jpeg(64)[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg(64)[2:],
    )
    yield "JPEG: a scan repeated 3,000 times", "scans.jpg", _progressive()
    yield (
        "GIF: 65,535 by 65,535",
        "size.gif",
        b"GIF89a\xff\xff\xff\xff\x80\0\0" + bytes(6) + b",\0\0\0\0\xff\xff\xff\xff\0\x08\x01\0\0;",
    )
    frame = b",\0\0\0\0\x40\1\x40\1\0\x02\x02\x44\1\0"
    yield "GIF: 50,000 frames", "many.gif", b"GIF89a\x40\1\x40\1\x80\0\0" + bytes(6) + frame * 50_000 + b";"
    yield (
        "GIF: a comment without end",
        "comment.gif",
        b"GIF89a\x40\1\x40\1\x80\0\0" + bytes(6) + b"!\xfe" + b"\xffx" * 500_000,
    )
    for what, width, height, bits, kind in (
        ("2^31 by 2^31", 2**31 - 1, 2**31 - 1, 24, 0),
        ("a height of -2^31", 600, -(2**31), 24, 0),
        ("runs that never end a line", 30_000, 30_000, 8, 1),
        ("a bit depth of 255", 600, 800, 255, 0),
        ("8,000 by 8,000 of nothing", 8_000, 8_000, 1, 0),
    ):
        info = struct.pack("<LllHHLLllLL", 40, width, height, 1, bits, kind, 0, 2_835, 2_835, 0, 0)
        yield f"BMP: {what}", "size.bmp", b"BM" + struct.pack("<LHHL", 0, 0, 0, 54) + info + b"\xff\0" * 5_000
    yield "SVG: a script", "script.svg", SVG % b"<script>while(1){}</script><text>Purchase order</text>"
    yield "SVG: itself inside itself", "use.svg", SVG % b'<g id="a"><use xlink:href="#a"/><use xlink:href="#a"/></g>'
    yield "SVG: a file of the machine", "file.svg", SVG % b'<image xlink:href="file:///etc/passwd"/>'
    yield "EMF: records of noise", "noise.emf", b"\1\0\0\0\x6c\0\0\0" + chance.randbytes(5_000)
    yield "WMF: of noise", "noise.wmf", b"\xd7\xcd\xc6\x9a" + chance.randbytes(5_000)
    yield (
        "WebP: 16,383 by 16,383",
        "size.webp",
        b"RIFF\xff\xff\xff\xffWEBPVP8L\x10\0\0\0\x2f\xff\xff\xff\x0f" + bytes(20),
    )
    yield "ICO: 65,535 pictures", "many.ico", b"\0\0\1\0\xff\xff" + bytes(16) * 100
    yield "PostScript: a loop", "loop.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 600 800\n{} loop\n"
    yield "HEIC: of noise", "noise.heic", b"\0\0\0\x18ftypheic" + chance.randbytes(5_000)


def _progressive() -> bytes:
    """Repeat the last scan of a progressive JPEG, each of which the decoder must go through."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.effect_noise((1_600, 1_600), 60).save(buffer, "JPEG", progressive=True)
    data = buffer.getvalue()
    at = data.rindex(b"\xff\xda")
    return data[:at] + data[at:-2][:200] * 3_000 + b"\xff\xd9"
