"""A page is asked the same by several readers: the answer is found once and kept with the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page

Answer = TypeVar("Answer")


def once(ask: Callable[[Page, Lexicon], Answer]) -> Callable[[Page, Lexicon], Answer]:
    """Keep with each page what `ask` says of it; nobody may change the answer."""

    @wraps(ask)
    def asked(page: Page, words: Lexicon) -> Answer:
        if (ask, words) not in page.answers:
            page.answers[ask, words] = ask(page, words)
        return cast(Answer, page.answers[ask, words])

    return asked
