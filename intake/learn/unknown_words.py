"""What words a paper teaches: names of its buyer, labels and headings at values that are read otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from intake.extract.words.customer import normal_text
from intake.learn.paper import Lesson, Paper
from intake.learn.standing import Standing
from orders.customer_faults import turns
from orders.values import normal

_CODES = ("drawing_id", "specification", "description")


def names(paper: Paper) -> Iterator[Lesson]:
    """Propose the buyer's name and tax number where the paper prints them."""
    text = normal_text(paper.pages)
    for key, value in (("names", paper.wanted.buyer.name), ("tax_ids", paper.wanted.buyer.tax_id)):
        if value and normal(value) in text:
            yield key, "", value


def labels(paper: Paper, heads: Mapping[str, Sequence[Standing]]) -> Iterator[Lesson]:
    """Propose the words that label a value of the head which is read otherwise."""
    for name, places in heads.items():
        for place in places if name in paper.wrong else ():
            known = paper.words.heading("fields", place.label) if place.label else None
            same = known is not None and known.name == name
            if place.label and not same and not turns("fields", place.label, name):
                yield "fields", name, place.label


def headings(paper: Paper, columns: Mapping[str, Sequence[Standing]]) -> Iterator[Lesson]:
    """Propose the headings of columns which are read otherwise."""
    for name, places in columns.items():
        title = places[0].label
        wrong = any(path.endswith(f"/{name}") for path in paper.wrong)
        if title is None or not wrong:
            continue
        known = paper.words.heading("columns", title)
        if name == "buyer_item_id" and known is not None and known.name in _CODES:
            yield "code_column", "", title
        elif (known is None or _plain(known.name) != name) and not turns("columns", title, name):
            yield "columns", name, title


def _plain(name: str) -> str:
    """Return a column's name without what its heading says of tax."""
    return name.removesuffix("_gross").removesuffix("_net")
