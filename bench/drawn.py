"""Order pages drawn as pictures with what stands in each cell and where, then worn: noise, skew, fax."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DPI = 200
WEAR = ("clean", "noise", "skew", "fax")
FONTS = "/usr/share/fonts"
CHINESE = (
    "opentype/noto/NotoSansCJK-Regular.ttc",
    "opentype/noto/NotoSerifCJK-Regular.ttc",
    "truetype/wqy/wqy-zenhei.ttc",
)
WESTERN = (
    "truetype/liberation/LiberationSans-Regular.ttf",
    "truetype/liberation/LiberationSerif-Regular.ttf",
    "truetype/dejavu/DejaVuSans.ttf",
)
HEADS = (
    ("Pos", "Item code", "Description", "Qty", "Unit", "Price", "Amount"),
    ("序号", "物料编码", "名称规格", "数量", "单位", "单价", "金额"),
)
GOODS = (
    ("Hex bolt M12", "Seal ring NBR", "Control panel", "Gauge"),
    ("六角螺栓", "深沟球轴承", "电磁阀", "不锈钢法兰"),
)
SHARES = (0.07, 0.19, 0.28, 0.11, 0.08, 0.12, 0.15)


@dataclass(frozen=True)
class Cell:
    """What was printed, and where its middle lies (pixels)."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """A grey page and the cells of each of its rows: code, quantity, price, amount."""

    name: str
    grey: Any
    rows: tuple[tuple[Cell, ...], ...]


def pictures(seeds: range) -> Iterator[Picture]:
    """Yield one drawn page a seed in each kind of wear."""
    for seed in seeds:
        page = _drawn(seed)
        yield from (_worn(page, wear, seed) for wear in WEAR)


def _drawn(seed: int) -> Picture:
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    chance, chinese = random.Random(seed), seed % 2
    size, scale = chance.choice((7, 8, 9, 10)), DPI / 72
    font = ImageFont.truetype(f"{FONTS}/{chance.choice(CHINESE if chinese else WESTERN)}", round(size * scale))
    page = Image.new("L", (round(595 * scale), round(842 * scale)), 255)
    pen = ImageDraw.Draw(page)
    lefts = [30 + 535 * sum(SHARES[:i]) for i in range(len(SHARES) + 1)]
    height = size * chance.choice((1.8, 2.1, 2.5))
    ruled, rows = chance.random() < 0.6, []

    def put(column: int, y: float, text: str, right: bool = False) -> Cell:
        x = (lefts[column + 1] - 3 if right else lefts[column] + 3) * scale
        anchor = "rs" if right else "ls"
        pen.text((x, y * scale), text, 0, font, anchor)
        x0, top, x1, bottom = pen.textbbox((x, y * scale), text, font, anchor)
        return Cell(text, (x0 + x1) / 2, (top + bottom) / 2)

    for column, head in enumerate(HEADS[chinese]):
        put(column, 100, head)
    count = min(28, int(620 / height))
    for number in range(1, count + 1):
        y = 100 + number * height
        quantity, price = chance.choice((chance.randint(1, 99), chance.randint(100, 20000))), chance.randint(5, 300000)
        put(0, y, str(number))
        put(2, y, chance.choice(GOODS[chinese]))
        put(4, y, ("pcs", "件")[chinese])
        code = put(1, y, _code(chance))
        amounts = (put(5, y, _money(price), right=True), put(6, y, _money(quantity * price), right=True))
        rows.append((code, put(3, y, str(quantity), right=True), *amounts))
    if ruled:
        lines = [100 + (number + 0.4) * height for number in range(-1, count + 1)]
        for y in lines:
            pen.line([lefts[0] * scale, y * scale, lefts[-1] * scale, y * scale], 0, 2)
        for x in lefts:
            pen.line([x * scale, lines[0] * scale, x * scale, lines[-1] * scale], 0, 2)
    return Picture(f"{seed}", np.asarray(page), tuple(rows))


def _code(chance: random.Random) -> str:
    letter, number = chance.choice("ABCDHKMNPRTX"), chance.randint(1000, 99999)
    return chance.choice(
        (f"{letter}{number}", f"CX-{letter}{number % 1000}-{number % 90 + 10}", f"{number}.{number % 7}")
    )


def _money(cents: int) -> str:
    return f"{cents // 100:,}.{cents % 100:02d}"


def _worn(page: Picture, wear: str, seed: int) -> Picture:
    import cv2
    import numpy as np

    chance, grey, rows = np.random.default_rng(seed), page.grey, page.rows
    if wear == "noise":
        grey = np.clip(cv2.GaussianBlur(grey, (0, 0), 0.7) * 0.88 + 12 + chance.normal(0, 9, grey.shape), 0, 255)
        grey = cv2.imdecode(cv2.imencode(".jpg", grey.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 40])[1], 0)
    elif wear == "fax":
        grey = np.where(cv2.GaussianBlur(grey, (0, 0), 0.6) + chance.normal(0, 14, grey.shape) > 150, 255, 0)
    elif wear == "skew":
        height, width = grey.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(chance.uniform(-1.5, 1.5)), 1)
        grey = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))
        rows = tuple(tuple(Cell(c.text, *(turn @ [c.x, c.y, 1]).tolist()) for c in row) for row in rows)
    return Picture(f"{page.name} {wear}", grey.astype(np.uint8), rows)
