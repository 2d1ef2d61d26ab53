"""A label on a page, and what may be its value."""

from __future__ import annotations

from dataclasses import dataclass

from intake.read.document import Page, Word


@dataclass(frozen=True)
class Labelled:
    """A label found on a page and the values that may be its own, nearest first."""

    name: str
    label: Word
    values: tuple[Word, ...]
    page: Page
    inside: bool = False  # label and value are one phrase without a colon: trusted only for ids and dates

    @property
    def in_sentence(self) -> bool:
        """Say whether a party's name begins a sentence (乙方应于…前交货): what the sentence says is no value of it."""
        return self.inside and "_name" in self.name
