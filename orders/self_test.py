"""What became of rows that a self-test has damaged on purpose, as frozen values for whoever draws them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from orders.precision import Share

Outcome = Literal["auto_right", "auto_wrong", "suggested_right", "suggested_wrong", "ambiguous", "alone"]
OUTCOMES: tuple[Outcome, ...] = (
    *("auto_right", "auto_wrong", "suggested_right", "suggested_wrong"),
    *("ambiguous", "alone"),
)
# damage: (中文, English)
DAMAGES = {
    "blank": ("订单号空白", "number blank"),
    "cut": ("订单号截断", "number cut off"),
    "mistyped": ("订单号打错", "number mistyped"),
    "borrowed": ("用了别的订单号", "number of another order"),
    "alike": ("用了同样一行的订单号", "number of an order with an equal line"),
    "destroyed": ("被 Excel 破坏", "number destroyed by Excel"),
    "respelled": ("写法不同", "number spelled otherwise"),
    "quantity": ("数量被改", "quantity changed"),
    "missing": ("一个系统删行", "rows deleted in one system"),
    "gone": ("号坏且他处已删", "number damaged, deleted elsewhere"),
}
HOMELESS = frozenset({"missing", "gone"})  # what is right is no link


@dataclass(frozen=True)
class Damaged:
    """How many rows were damaged in one way, and what the matching made of them."""

    damage: str
    auto_right: int = 0
    auto_wrong: int = 0
    suggested_right: int = 0
    suggested_wrong: int = 0
    ambiguous: int = 0
    alone: int = 0

    @property
    def rows(self) -> int:
        return sum(getattr(self, name) for name in OUTCOMES)


@dataclass(frozen=True)
class SelfTest:
    """A self-test: lines that had matched cleanly, what the damage is like, and what came of it by damage.

    `measured` says that the damage is like the exceptions `found`; else it is the built-in mixture. `untouched` are the
    clean lines that nothing was done to, `led_astray` those of them that are now linked to rows of another line,
    `torn` those that are no longer one.
    """

    clean: int
    found: int
    measured: bool
    classes: tuple[Damaged, ...]
    untouched: int = 0
    led_astray: int = 0
    torn: int = 0

    @property
    def rows(self) -> int:
        """How many rows were damaged."""
        return sum(one.rows for one in self.classes)

    @property
    def wrong(self) -> int:
        """How many automatic links are wrong, those of untouched lines included."""
        return _sum(self.classes, "auto_wrong") + self.led_astray

    @property
    def exit_code(self) -> int:
        """1 if a person should look: an automatic link is wrong, or there was nothing that could be damaged."""
        return 1 if self.wrong or not self.rows else 0

    @property
    def recall(self) -> Share:
        """Of the damaged rows whose line is still there: those linked to it, automatically or as a suggestion."""
        there = [one for one in self.classes if one.damage not in HOMELESS]
        return Share(_sum(there, "auto_right") + _sum(there, "suggested_right"), sum(one.rows for one in there))

    @property
    def precision(self) -> Share:
        """Of the automatic links of damaged rows: those that are right."""
        right = _sum(self.classes, "auto_right")
        return Share(right, right + _sum(self.classes, "auto_wrong"))

    @property
    def links(self) -> Share:
        """Of the automatic links of damaged rows and of lines left alone: those that are right."""
        right = _sum(self.classes, "auto_right") + self.untouched - self.led_astray
        return Share(right, right + self.wrong)

    @property
    def suggestions(self) -> Share:
        """Of the suggestions for damaged rows: those that are right."""
        right = _sum(self.classes, "suggested_right")
        return Share(right, right + _sum(self.classes, "suggested_wrong"))


def _sum(classes: Iterable[Damaged], name: str) -> int:
    return sum(getattr(one, name) for one in classes)
