"""PNG pictures in the cells of a workbook: how large they are and how far they must shrink."""

from __future__ import annotations

import struct


def scaled(png: bytes | None, room: tuple[float, float]) -> tuple[float, float, float] | None:
    """Return how far to shrink a picture across and down to fit `room`, and its height then, in pixels.

    A PNG states its resolution (pHYs); XlsxWriter already draws it at that size, so the scale is relative to it.
    """
    size = png_size(png) if png else None
    if size is None:
        return None
    width, height, x_dpi, y_dpi = size
    shown_width, shown_height = width * 96 / x_dpi, height * 96 / y_dpi
    scale = min(1.0, room[0] / shown_width, room[1] / shown_height)
    return scale, scale, shown_height * scale


def png_size(png: bytes) -> tuple[int, int, float, float] | None:
    """Return width, height and dots an inch (96 if the file does not say) of a PNG; None for anything else."""
    if png[:8] != b"\x89PNG\r\n\x1a\n" or png[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", png[16:24])
    at = png.find(b"pHYs")
    if at < 0 or png[at + 12] != 1:
        return width, height, 96.0, 96.0
    across, down = struct.unpack(">II", png[at + 4 : at + 12])
    return width, height, (across or 3780) * 0.0254, (down or 3780) * 0.0254
