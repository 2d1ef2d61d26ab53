"""What the second engine sees at a place of a scan, and how two engines' readings are compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from intake.extract.words.layout import squeezed
from intake.read.document import RepeatingWitness, Witness
from orders.records import Box


def looks(page: int, box: Box, witness: Witness) -> Iterator[str]:
    """Yield what the second engine reads in a box (points) of a page, shown to it in several ways."""
    first = witness.text_in(page, box)
    if first and squeezed(first):
        yield first
    yield from further_looks(page, box, witness)


def further_looks(page: int, box: Box, witness: Witness) -> Iterator[str]:
    """Yield what the second engine reads if the first way of showing a place to it was not enough."""
    if isinstance(witness, RepeatingWitness):
        yield from (look for look in witness.again(page, box) if squeezed(look))


def plain(text: str, *, cased: bool = False) -> str:
    """Compare two engines' readings without blanks, accents and the frame lines and dots that stick to a crop.

    Small letters and capitals are the same unless `cased`.
    """
    letters = (char for char in unicodedata.normalize("NFD", squeezed(text)) if not unicodedata.combining(char))
    said = "".join(letters)
    return (said if cased else said.upper()).strip("|[]!_.,;:'`\"-—=~“”‘’°")
