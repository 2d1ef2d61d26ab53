"""Ten ways in which a drawn paper becomes a picture: what scanners, fax machines, stamps and telephones do to it."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from random import Random
from typing import Any

import cv2
import numpy as np

Picture = Any  # BGR, uint8
SEAL_RED = (40, 30, 200)
WHITE = (255, 255, 255)


def scanned(pdf: bytes, degradation: str, seed: int) -> tuple[str, bytes]:
    """Return suffix and bytes of the paper as a picture: an image-only PDF, or a JPEG for a one-page photo."""
    rng, dpi = Random(seed), 300 if degradation == "clean 300" else 200
    pages = [DEGRADATIONS[degradation](_sensor(page, rng), rng) for page in _pages(pdf, dpi)]
    quality = 40 if degradation in ("noise", "combination") else 75
    if degradation == "phone" and len(pages) == 1:
        return ".jpg", _jpeg(pages[0], 80)
    return ".pdf", _pdf(pages, dpi, quality, bilevel=degradation == "fax")


def _pages(pdf: bytes, dpi: int) -> list[Picture]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return [np.ascontiguousarray(page.render(scale=dpi / 72).to_numpy()[..., :3]) for page in document]


def _sensor(page: Picture, rng: Random) -> Picture:
    """Blur by half a pixel and add the grain every scanner has."""
    chance = np.random.default_rng(rng.randrange(2**32))
    pixels = cv2.GaussianBlur(page, (0, 0), 0.5).astype(np.float32) * 0.97 + 3
    return _clipped(pixels + chance.normal(0, 3, page.shape[:2])[..., None])


def _clipped(pixels: Any) -> Picture:
    return np.clip(pixels, 0, 255).astype(np.uint8)


def _grey(page: Picture) -> Picture:
    return cv2.cvtColor(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)


def clean(page: Picture, rng: Random) -> Picture:
    """Leave the page as the sensor saw it."""
    return page


def skewed(page: Picture, rng: Random) -> Picture:
    """Turn the page by 0.6 to 2.5 degrees either way."""
    height, width = page.shape[:2]
    angle = rng.choice((-1, 1)) * rng.uniform(0.6, 2.5)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=WHITE)


def turned(page: Picture, rng: Random) -> Picture:
    """Lay the page on its side or its head; the file does not say so."""
    return np.ascontiguousarray(np.rot90(page, rng.choice((1, 2, 3))))


def noisy(page: Picture, rng: Random) -> Picture:
    """Add strong grain and a few specks (the file is then saved as JPEG of quality 40)."""
    chance = np.random.default_rng(rng.randrange(2**32))
    pixels = page.astype(np.float32) + chance.normal(0, 14, page.shape[:2])[..., None]
    out = _clipped(pixels)
    for _ in range(60):
        at = rng.randrange(out.shape[1]), rng.randrange(out.shape[0])
        cv2.circle(out, at, rng.choice((0, 1)), (90, 90, 90), -1)
    return out


def faxed(page: Picture, rng: Random) -> Picture:
    """Send the page as a fine fax: black and white, some lines lost, pepper."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    black = cv2.threshold(grey, rng.randint(150, 185), 255, cv2.THRESH_BINARY)[1]
    chance = np.random.default_rng(rng.randrange(2**32))
    black[chance.random(black.shape) < 0.0006] = 0
    for _ in range(3):
        row = rng.randrange(black.shape[0])
        black[row : row + 1] = 255
    return cv2.cvtColor(black, cv2.COLOR_GRAY2BGR)


def sealed(page: Picture, rng: Random) -> Picture:
    """Stamp a red company seal over the lower half of the text."""
    height, width = page.shape[:2]
    rows = np.nonzero((page.min(axis=2) < 128).any(axis=1))[0]
    last = int(rows[-1]) if len(rows) else height // 2
    centre = (rng.randint(int(width * 0.3), int(width * 0.8)), max(200, int(last * rng.uniform(0.55, 0.95))))
    layer = np.full_like(page, 255)
    _seal(layer, centre, radius=int(min(width, height) * 0.1))
    return _clipped(page.astype(np.float32) * layer / 255)


def _seal(layer: Picture, centre: tuple[int, int], radius: int) -> None:
    from PIL import Image, ImageDraw, ImageFont

    cv2.circle(layer, centre, radius, SEAL_RED, 7, cv2.LINE_AA)
    star = [
        (
            round(centre[0] + radius * (0.34 if corner % 2 == 0 else 0.14) * math.cos(math.radians(corner * 36 - 90))),
            round(centre[1] + radius * (0.34 if corner % 2 == 0 else 0.14) * math.sin(math.radians(corner * 36 - 90))),
        )
        for corner in range(10)
    ]
    cv2.fillPoly(layer, [np.array(star)], SEAL_RED)
    picture = Image.fromarray(layer)
    font = ImageFont.truetype(_cjk_font(), max(12, radius // 6))
    draw = ImageDraw.Draw(picture)
    draw.text((centre[0], centre[1] + radius * 0.6), "合同专用章", font=font, fill=SEAL_RED, anchor="mm")
    for at, sign in enumerate("长江流域机电设备有限公司"):
        angle = math.radians(-90 + (at - 5.5) * 20)
        place = centre[0] + radius * 0.8 * math.cos(angle), centre[1] + radius * 0.8 * math.sin(angle)
        draw.text(place, sign, font=font, fill=SEAL_RED, anchor="mm")
    layer[:] = np.asarray(picture)


def _cjk_font() -> str:
    import subprocess

    asked = ["fc-match", "-f", "%{file}", "WenQuanYi Zen Hei:lang=zh-cn"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout


def photographed(page: Picture, rng: Random) -> Picture:
    """Photograph the page from a little aside, with a shadow across it and a table around it."""
    margin = int(page.shape[1] * 0.03)
    framed = cv2.copyMakeBorder(page, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(120, 140, 150))
    full_height, full_width = framed.shape[:2]
    source = np.array([[0, 0], [full_width, 0], [full_width, full_height], [0, full_height]], np.float32)
    bend = [[rng.uniform(-0.018, 0.018) * full_width, rng.uniform(-0.018, 0.018) * full_height] for _ in range(4)]
    matrix = cv2.getPerspectiveTransform(source, source + np.array(bend, np.float32))
    tilted = cv2.warpPerspective(
        framed, matrix, (full_width, full_height), flags=cv2.INTER_CUBIC, borderValue=(120, 140, 150)
    )
    across = np.linspace(rng.uniform(0.62, 0.8), 1.0, full_width)
    down = np.linspace(1.0, rng.uniform(0.75, 0.95), full_height)
    light = np.outer(down, across if rng.random() < 0.5 else across[::-1])
    return _clipped(tilted.astype(np.float32) * light[..., None])


def copied(page: Picture, rng: Random) -> Picture:
    """Copy the page on an old machine: grey ground, weak ink, blur, a dark edge."""
    grey = _grey(cv2.GaussianBlur(page, (0, 0), 0.8)).astype(np.float32)
    grey = 70 + grey * (rng.uniform(205, 225) - 70) / 255
    edge = rng.randint(6, 22)
    grey[:, :edge] = 60
    chance = np.random.default_rng(rng.randrange(2**32))
    return _clipped(grey + chance.normal(0, 5, grey.shape[:2])[..., None])


def combined(page: Picture, rng: Random) -> Picture:
    """Do two or three of the others one after the other."""
    for step in rng.sample((sealed, skewed, copied, noisy), rng.choice((2, 3))):
        page = step(page, rng)
    return turned(page, rng) if rng.random() < 0.4 else page


DEGRADATIONS: dict[str, Callable[[Picture, Random], Picture]] = {
    "clean 200": clean,
    "clean 300": clean,
    "skew": skewed,
    "turned": turned,
    "noise": noisy,
    "fax": faxed,
    "seal": sealed,
    "phone": photographed,
    "copy": copied,
    "combination": combined,
}


def _jpeg(page: Picture, quality: int) -> bytes:
    return bytes(cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])


def _pdf(pages: list[Picture], dpi: int, quality: int, *, bilevel: bool) -> bytes:
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, invariant=1)
    for page in pages:
        size = page.shape[1] * 72 / dpi, page.shape[0] * 72 / dpi
        canvas.setPageSize(size)
        image = Image.fromarray(page[..., 0]).convert("1") if bilevel else io.BytesIO(_jpeg(page, quality))
        canvas.drawImage(ImageReader(image), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
