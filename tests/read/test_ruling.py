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


def test_a_bar_read_from_the_ruling_line_beside_a_number_is_no_part_of_it() -> None:
    from intake.read.document import Rule, Word
    from intake.read.scan import _without_bars

    def left(text: str, x: float) -> list[str]:
        edges = tuple(100.0 + 5 * at for at in range(len(text) + 1))
        word = Word(text, edges[0], 50, edges[-1], 60, edges)
        return [part.text for part in _without_bars(word, (Rule(x, 20, x, 90),))]

    assert left("270|", 121) == ["270"]
    assert left("|3.50", 101) == ["3.50"]
    assert left("|", 102) == []
    assert left("270|", 150) == ["270|"]  # no line there
    assert left("271", 115) == ["271"]
