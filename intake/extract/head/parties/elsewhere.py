"""What else a page prints of a name: the name again, its mail address, a longer name that begins with it."""

from __future__ import annotations

import re

from intake.extract.head.parties.bare import reached
from intake.extract.head.parties.same import folded
from intake.extract.words.layout import page_lines, phrases, text_of
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word

_APART = re.compile(r"\s*[,;:/|·–—\n]\s*|\s-\s")


def repeated(name: str, page: Page) -> bool:
    """Say whether the page has a name twice, or its first word in a web or mail address."""
    text = folded(text_of([page]))
    first = folded(name.split(" ")[0])
    return text.count(folded(name)) > 1 or (len(first) >= 4 and (f"@{first}" in text or f"WWW.{first}" in text))


def begins_another(name: str, page: Page, words: Lexicon) -> bool:
    """Say whether a name that is no company's is what companies' names of the page begin with: a logo."""
    return any(
        words.organisation(phrase.text) and folded(phrase.text).startswith(folded(name))
        for line in page_lines(page)
        for phrase in phrases(line, page)
    )


def buys_below(name: Word, page: Page, words: Lexicon) -> bool:
    """Say whether the cell right below a name begins with the department that buys: "Service Achats, 35500 Vitré"."""
    below = (one for one in page.words if one.cell is not None and one.x0 == name.x0 and one.top == name.bottom)
    return any(words.said(_APART.split(one.text)[0]) == frozenset({"buying"}) for one in below)


def works_at(name: str, firm: str, page: Page) -> bool:
    """Say whether a name is a person's at a company: whom a mail address of the company has, or a telephone follows.

    A telephone tells it only of two or three words, where the page prints the company twice.
    """
    text, first = folded(text_of([page])), folded(firm.split(" ")[0])
    parts = [folded(part) for part in re.findall(r"[^\W\d_]{3,}", name)]
    if len(first) > 3 and any(re.search(rf"{re.escape(part)}[A-Z0-9._-]*@{re.escape(first)}", text) for part in parts):
        return True
    alone = reached(name)
    return alone != name and 2 <= len(alone.replace(",", " ").split()) <= 3 and text.count(folded(firm)) > 1
