"""The third night's folder, laid over the sample factory."""

from __future__ import annotations

from pathlib import Path

from samples.maker.mails import Mail
from samples.maker.third import expected, faulty, goods, identity, masters, past, ruled, sly, terms


def mails() -> list[Mail]:
    """Return the third night's mails in the order of their names."""
    return [*goods.mails(), *terms.mails(), *identity.mails(), *ruled.mails(), *sly.mails()]


def write(folder: Path) -> None:
    """Write the masters, the list of earlier orders and what must come of the night; mails are written elsewhere."""
    masters.write(folder / "master")
    past.write(folder / "history")
    expected.write(folder, mails())
    faulty.write(folder / "faulty")
