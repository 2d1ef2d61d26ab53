"""Photographed sheets: found by their four sides, laid flat, and every box still shows its place on the photo."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from intake.read.document import display_box
from intake.read.geometry import across
from intake.read.photo import Sheet, sheet_alone
from intake.read.scan import read_picture

GROUND = (120, 140, 150)
CORNERS = [[70, 60], [1640, 110], [1600, 2290], [40, 2230]]  # of the sheet in the photo
DPI = 200.0


def paper(*texts: tuple[str, int, int]) -> Any:
    """Draw an A4 sheet at 200 dpi with lines of writing."""
    import cv2

    sheet = np.full((2339, 1654, 3), 250, np.uint8)
    for text, x, y in texts:
        cv2.putText(sheet, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (0, 0, 0), 2, cv2.LINE_AA)
    return sheet


def photo_of(sheet: Any) -> Any:
    """Lay a sheet on a table, photograph it from aside, and let a shadow fall across it."""
    import cv2

    height, width = sheet.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, np.array(CORNERS, np.float32))
    photo = cv2.warpPerspective(sheet, matrix, (1700, 2340), flags=cv2.INTER_CUBIC, borderValue=GROUND)
    return (photo * np.outer(np.linspace(0.8, 1, 2340), np.linspace(1, 0.65, 1700))[..., None]).astype(np.uint8)


def rows() -> Any:
    return paper(
        *((f"{name} {2000 + y}", x, y) for y in range(200, 2200, 80) for name, x in (("CODE", 150), ("QTY", 1200)))
    )


def test_a_sheet_is_found_by_its_sides_and_is_as_wide_as_its_format() -> None:
    sheet = sheet_alone(photo_of(rows()), DPI)
    assert isinstance(sheet, Sheet)
    assert np.abs(sheet.corners - np.array(CORNERS)).max() < 12  # the edge itself is left out
    assert sheet.width * 72 / sheet.dpi == pytest.approx(595, abs=2)
    assert sheet.height * 72 / sheet.dpi == pytest.approx(842, abs=2)
    assert across(sheet.lies(DPI), 0, 0) == pytest.approx(tuple(sheet.corners[0] * 72 / DPI), abs=0.01)


def test_lines_of_a_photo_stand_level_and_their_boxes_show_their_places_on_the_photo() -> None:
    photo = photo_of(rows())
    page = read_picture(photo, DPI, 1).page
    assert page.shown == pytest.approx((1700 * 72 / DPI, 2340 * 72 / DPI))
    codes = [word for word in page.words if word.text == "CODE"]
    assert len(codes) == len([word for word in page.words if word.text == "QTY"]) == 25
    assert max(word.x0 for word in codes) - min(word.x0 for word in codes) < 2
    for word in (codes[0], codes[-1]):
        x0, top, x1, bottom = (round(side * DPI / 72) for side in display_box(page, word.box))
        crop = photo[top:bottom, x0:x1].min(axis=2)
        around = photo[top - 12 : bottom + 12, x0 - 12 : x1 + 12].min(axis=2)
        assert (crop < 90).sum() > 0.95 * (around < 90).sum() > 0


def test_nothing_is_cut_off_where_writing_lies_beside_the_sheet() -> None:
    import cv2

    photo = photo_of(rows())
    photo = cv2.copyMakeBorder(photo, 0, 200, 0, 0, cv2.BORDER_CONSTANT, value=GROUND)
    assert sheet_alone(photo, DPI) is not None
    cv2.putText(photo, "Order 4711 of 2026", (400, 2470), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (30, 30, 30), 4, cv2.LINE_AA)
    assert sheet_alone(photo, DPI) is None


def test_a_scan_is_no_photo_though_it_has_a_frame_or_one_dark_edge() -> None:
    framed, edged = rows(), rows()
    framed[60:66, 60:-60] = framed[-66:-60, 60:-60] = framed[60:-60, 60:66] = framed[60:-60, -66:-60] = 0
    edged[:, :20] = 60
    assert sheet_alone(framed, DPI) is None
    assert sheet_alone(edged, DPI) is None
    assert sheet_alone(rows(), DPI) is None
