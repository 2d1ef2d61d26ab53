"""Scans: a drawn page becomes an image of 200 dpi with the faults of a real scanner, wrapped as an image-only PDF."""

from __future__ import annotations

import io
import math
import subprocess
import tempfile
from pathlib import Path
from typing import Any

DPI = 200
WQY = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
SEAL_RED = (196, 28, 36)


def skewed(drawn: bytes) -> bytes:
    """Scan a page that lay 1.2 degrees askew."""
    from PIL import Image

    page = _image(drawn)
    return _pdf(
        _noisy(page.rotate(1.2, resample=Image.Resampling.BICUBIC, fillcolor=(250, 250, 248)), seed=10).convert("L")
    )


def sealed(drawn: bytes) -> bytes:
    """Scan a page with the customer's red seal over the end of the table."""
    from PIL import ImageChops

    page = _image(drawn)
    layer = page.copy()
    layer.paste((255, 255, 255), (0, 0, *page.size))
    _seal(layer, centre=(1180, 800), radius=165)
    return _pdf(_noisy(ImageChops.multiply(page, layer), seed=11))


def rotated(drawn: bytes) -> bytes:
    """Scan a page that lay on its side; the file does not say so."""
    return _pdf(_noisy(_image(drawn), seed=12).convert("L").rotate(90, expand=True))


def _image(drawn: bytes) -> Any:
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "page.pdf")
        source.write_bytes(drawn)
        subprocess.run(["pdftoppm", "-r", str(DPI), "-png", "-singlefile", source, source.with_suffix("")], check=True)
        with Image.open(source.with_suffix(".png")) as page:
            return page.convert("RGB")


def _noisy(page: Any, seed: int) -> Any:
    """Grey the paper a little, blur by half a pixel and add sensor noise."""
    import numpy
    from PIL import Image, ImageFilter

    chance = numpy.random.default_rng(seed)
    pixels = numpy.asarray(page.filter(ImageFilter.GaussianBlur(0.5)), dtype=numpy.float32)
    grain = chance.normal(0, 3.5, pixels.shape[:2])[..., None]
    return Image.fromarray(numpy.clip(pixels * 0.97 + 3 + grain, 0, 255).astype(numpy.uint8))


def _seal(layer: Any, *, centre: tuple[int, int], radius: int) -> None:
    from PIL import ImageDraw, ImageFont

    pen, (left, top) = ImageDraw.Draw(layer), centre
    pen.ellipse((left - radius, top - radius, left + radius, top + radius), outline=SEAL_RED, width=8)
    pen.polygon(
        [_on_circle(centre, radius * (0.34 if corner % 2 == 0 else 0.14), corner * 36 - 90) for corner in range(10)],
        fill=SEAL_RED,
    )
    font = ImageFont.truetype(WQY, 30)
    pen.text((left, top + radius * 0.62), "采购专用章", font=font, fill=SEAL_RED, anchor="mm")
    name = "西安秦岭测控技术有限公司"
    for at, sign in enumerate(name):
        _turned(layer, sign, centre, radius * 0.80, -90 + (at - (len(name) - 1) / 2) * 19)


def _on_circle(centre: tuple[int, int], radius: float, degrees: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def _turned(layer: Any, sign: str, centre: tuple[int, int], radius: float, degrees: float) -> None:
    """Set one character of the seal's ring, its foot to the centre."""
    from PIL import Image, ImageDraw, ImageFont

    tile = Image.new("L", (52, 52), 0)
    ImageDraw.Draw(tile).text((26, 26), sign, font=ImageFont.truetype(WQY, 34), fill=255, anchor="mm")
    tile = tile.rotate(-(degrees + 90), resample=Image.Resampling.BICUBIC)
    left, top = _on_circle(centre, radius, degrees)
    layer.paste(SEAL_RED, (int(left) - 26, int(top) - 26), tile)


def _pdf(page: Any) -> bytes:
    """Wrap an image as a PDF page at its resolution, the JPEG unchanged inside."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    jpeg, buffer = io.BytesIO(), io.BytesIO()
    page.save(jpeg, "JPEG", quality=62)
    size = tuple(side * 72 / DPI for side in page.size)
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1)
    canvas.drawImage(ImageReader(io.BytesIO(jpeg.getvalue())), 0, 0, *size)
    canvas.save()
    return buffer.getvalue()
