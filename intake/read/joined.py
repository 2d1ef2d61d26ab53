"""Several files as one document: their pages numbered through, each with the second reading of its own file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from intake.read.document import Document, InkWitness, Page, RepeatingWitness, Witness
from orders.records import Box, Finding


@dataclass(frozen=True)
class JoinedWitness:
    """Pass every question on to the file the page is in; `places` are the file's witness and its own page number."""

    places: Mapping[int, tuple[Witness, int]]

    def text_in(self, page: int, box: Box) -> str | None:
        """Return the file's own second reading of `box`."""
        witness, own = self.places[page]
        return witness.text_in(own, box)

    def whole(self, page: int) -> str | None:
        """Return the file's own second reading of the page, None if it has no complete one."""
        witness, own = self.places[page]
        return witness.whole(own)

    def cell(self, sheet: str, cell: str) -> str | None:
        """Return None: only pages are joined, no sheets."""
        return None

    def unread(self, page: int, boxes: tuple[Box, ...]) -> tuple[Box, ...] | None:
        """Return the places of ink that none of `boxes` covers, None if the page is no scan."""
        witness, own = self.places[page]
        return witness.unread(own, boxes) if isinstance(witness, InkWitness) else None

    def again(self, page: int, box: Box) -> Iterator[str]:
        """Yield what else is read inside `box` of a scan."""
        witness, own = self.places[page]
        return witness.again(own, box) if isinstance(witness, RepeatingWitness) else iter(())


def joined(documents: Sequence[Document]) -> Document:
    """Make one document of readable ones, in their order; without the second reading of one there is none at all."""
    pages: list[Page] = []
    findings: list[Finding] = []
    places: dict[int, tuple[Witness, int]] = {}
    for document in documents:
        behind = len(pages)
        findings += (_moved(item, behind) for item in document.findings)
        if document.witness is not None:
            places |= {behind + n: (document.witness, p.number) for n, p in enumerate(document.pages, 1)}
        pages += (replace(page, number=behind + n) for n, page in enumerate(document.pages, 1))
    witness = JoinedWitness(places) if len(places) == len(pages) else None
    return Document(tuple(pages), witness, tuple(findings))


def _moved(item: Finding, behind: int) -> Finding:
    """Let a finding that names a page of its file name that of the whole."""
    if not item.facts.get("page", "").isdigit():
        return item
    return replace(item, facts={**item.facts, "page": str(int(item.facts["page"]) + behind)})
