"""Ruling lines on small pictures: strokes of letters are none, the side of a single cell is one."""

from __future__ import annotations

from typing import Any

import numpy as np

from intake.read.ruling import lines_of, through_words, unread

DPI = 200.0


def _paper() -> Any:
    return np.zeros((300, 900), np.uint8)


def test_the_feet_of_digits_are_no_line() -> None:
    box = (100.0, 100.0, 260.0, 122.0)
    assert through_words((100.0, 121.0, 260.0, 121.0), [box])
    assert not through_words((100.0, 127.0, 260.0, 127.0), [box])  # an underline
    assert not through_words((20.0, 121.0, 880.0, 121.0), [box])  # a rule that touches a word on its way


def test_the_side_of_one_cell_is_a_line_though_it_is_short() -> None:
    ink = _paper()
    ink[100:103, 50:850] = ink[136:139, 50:850] = 255
    ink[100:139, 400:403] = 255
    ink[108:130, 600:603] = 255  # a 1 in the cell
    upright = [line for line in lines_of(ink, DPI) if line[0] == line[2]]
    assert [round(line[0]) for line in upright] == [402]


def test_a_piece_of_a_faint_rule_is_no_unread_ink_but_a_digit_is() -> None:
    ink = _paper()
    ink[50:51, 100:150] = 255
    ink[100:122, 300:304] = 255
    left = unread(ink, [], [], np.zeros_like(ink), DPI)
    assert len(left) == 1
    assert left[0][1] > 90
