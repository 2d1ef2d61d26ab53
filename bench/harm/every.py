"""The whole list of files that mean harm, the same ones every time."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bench.harm.archives import archives
from bench.harm.frames import frames
from bench.harm.letters import letters
from bench.harm.messages import messages
from bench.harm.offices import offices
from bench.harm.pages import pages
from bench.harm.painted import painted
from bench.harm.parcels import parcels
from bench.harm.texts import texts
from bench.harm.twisted import twisted

STRANGE = (twisted, painted, offices, parcels, letters, frames, messages)


def harms() -> Iterator[tuple[str, str, bytes]]:
    """Yield every file of the list: what it is, its name, its bytes."""
    yield from archives()
    yield from pages()
    yield from texts()
    for kind in STRANGE:
        yield from kind(Random(f"harm/{kind.__name__}"))
