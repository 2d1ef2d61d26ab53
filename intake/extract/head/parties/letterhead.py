"""The company that writes the paper: its letterhead names the buyer, or is held against the label that does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.extract.evidence import Draft
from intake.extract.head.parties.bare import first_script
from intake.extract.head.parties.elsewhere import begins_another, buys_below, repeated, works_at
from intake.extract.head.parties.first_lines import first_names, with_suffix
from intake.extract.head.parties.foot import registered
from intake.extract.head.parties.same import Named, alike, folded, latin, twins
from intake.extract.words.layout import covers
from intake.extract.words.lexicon import Lexicon, compared
from intake.read.document import Page, Word
from orders.codes import ambiguous, finding
from orders.records import Finding

_BUYER, _SELLER, _CONTACT = "/order/buyer/name", "/order/seller/name", "/order/buyer/contact"
_INITIALS = re.compile(r"[A-Z]{2,3}")


@dataclass(frozen=True)
class _Head:
    """The names of a page's first lines that no label gave to a party, the companies' among them, the buyer's own."""

    names: Sequence[Named]
    firms: Sequence[Named]
    own: Sequence[Named]


def letterhead(draft: Draft, page: Page, words: Lexicon, *, sure: bool) -> list[Finding]:
    """Hold the letterhead against the buyer's label, or take the buyer from it if it is surely a company's name.

    Surely: it ends like a company, or the page repeats it or has it in a web or mail address; a slogan has neither.
    """
    head = _head(draft, page, words)
    if draft.values.get(_BUYER) is not None:
        return _held_against(draft, head, page, words, sure=sure)
    return _taken(draft, head, page, words) if head.names else []


def _head(draft: Draft, page: Page, words: Lexicon) -> _Head:
    buyer, seller = draft.values.get(_BUYER), draft.values.get(_SELLER, "")
    printed, known = list(first_names(page, words)), folded(f"{buyer or ''} {seller}")
    printed = [(name, word) for name, word in printed if not (seller and folded(seller) in folded(name))]
    named = [first_script(word, words) for name, word in printed if folded(name) not in known]
    names = [(word.text, word) for word in named if folded(word.text) not in known]
    firms = [(name, word) for name, word in names if words.organisation(name)]  # a part of a name is no other firm
    own = [(name, word) for name, word in printed if buyer and folded(name) == folded(buyer)]
    return _Head(names, firms, own)


# ── a label names the buyer ──────────────────────────────────────────────────────────────────────────────────────


def _held_against(draft: Draft, head: _Head, page: Page, words: Lexicon, *, sure: bool) -> list[Finding]:
    """Put the letterhead's company where the label names a person of it or its twin; ask where it is another."""
    buyer, firms = draft.values[_BUYER], head.firms
    if head.own and firms and not sure and twins(head.own[0], firms[0]):  # the signature has one of its two names
        both = sorted([head.own[0], firms[0]], key=lambda one: one[1].top)
        _put_instead(draft, alike(both, draft.values.get(_SELLER, "")), page)
        return []
    if firms and _is_person(draft, buyer, firms[0][0], page, words, sure=sure):
        _put_instead(draft, firms[0], page)
        draft.values.setdefault(_CONTACT, buyer)
        return []
    firms = [(name, word) for name, word in firms if not any(_under(draft, path, word) for path in (_BUYER, _SELLER))]
    doubtful = firms and not (sure and words.organisation(buyer))  # "Customer" may be the end customer
    if sure and head.names and not firms and _like_person(buyer, words) and not repeated(buyer, page):
        return [finding("buyer-ambiguous", _BUYER, seen=buyer, candidates=head.names[0][0])]
    return [ambiguous("buyer", _BUYER, buyer, firms[0][0])] if doubtful else []


def _put_instead(draft: Draft, named: Named, page: Page) -> None:
    draft.values.pop(_BUYER)
    draft.put(_BUYER, named[0], named[1], page)


def _is_person(draft: Draft, buyer: str, firm: str, page: Page, words: Lexicon, *, sure: bool) -> bool:
    """Say whether a buyer is whom to ask at a company: initials where it receives the goods, or who works there."""
    at_home = folded(draft.values.get("/order/delivery/address", "")).startswith(folded(firm))
    if _INITIALS.fullmatch(buyer) and at_home:
        return True
    return sure and not words.organisation(buyer) and works_at(buyer, firm, page)


def _under(draft: Draft, path: str, word: Word) -> bool:
    """Say whether a name stands right below that of a label, in the other script: one company's."""
    item = draft.evidence.get(path)
    if item is None or item.bbox is None or latin(item.text) == latin(word.text):
        return False
    x0, top, x1, bottom = item.bbox
    below = -1 <= word.top - bottom < 1.2 * (bottom - top)
    return below and min(x1, word.x1) - max(x0, word.x0) > 0.5 * (x1 - x0)


def _like_person(name: str, words: Lexicon) -> bool:
    """Say whether a name may be a person's: two or three words with capitals, none that companies have."""
    parts = name.split()
    return (
        2 <= len(parts) <= 3 and not words.organisation(name) and all(re.fullmatch(r"[^\W\d_.'-]+", p) for p in parts)
    )


# ── no label names the buyer ─────────────────────────────────────────────────────────────────────────────────────


def _taken(draft: Draft, head: _Head, page: Page, words: Lexicon) -> list[Finding]:
    """Put the letterhead's company as the buyer, and ask where another one may be it or it may be none."""
    seller, firms = draft.values.get(_SELLER, ""), head.firms
    home = _at_home(draft, firms, page, words)
    name, word = with_suffix(*alike(home or firms or head.names, seller), page, words)
    draft.put(_BUYER, name, word, page)
    others = [other for other, _ in firms if folded(other) not in folded(name)]
    if home and not seller:
        _put_addressed(draft, [one for one in firms if one[0] in others], word, page)
    if others and not home and not seller and not twins((name, word), next(one for one in firms if one[0] in others)):
        return [ambiguous("buyer", _BUYER, name, others[0])]
    beside = [other for other, w in head.names if w is not word and abs(w.middle - word.middle) < 0.5 * word.height]
    beside = [other for other in beside if other != name and not re.search(r"[\d,]", other)]
    if beside and not home and not seller:  # two addresses side by side, and nothing says whose is whose
        return [ambiguous("buyer", _BUYER, name, beside[0])]
    sure_name = (
        firms or (repeated(name, page) and not begins_another(name, page, words)) or buys_below(word, page, words)
    )
    return [] if sure_name else [finding("buyer-ambiguous", _BUYER, seen=name, candidates=name)]


def _at_home(draft: Draft, firms: Sequence[Named], page: Page, words: Lexicon) -> Sequence[Named]:
    """Return the one company to which the order is delivered, or that the foot registers: it buys."""
    address = draft.values.get("/order/delivery/address", "")
    home = [(name, word) for name, word in firms if folded(address).startswith(folded(name))]
    foot = registered(page, words) if not home and len(firms) > 1 else frozenset()
    home = home or [one for one in firms if compared(one[0]) in foot]
    return home if len({folded(one) for one, _ in home}) == 1 else []


def _put_addressed(draft: Draft, others: Sequence[Named], buyer: Word, page: Page) -> None:
    """Put the only other company of the head as the seller where both head a block, side by side."""
    beside = [word for _, word in others if abs(word.top - buyer.top) < 4 * buyer.height and not covers(word, buyer)]
    if len(others) == 1 and beside and not _kin(beside[0].text, buyer.text):
        draft.put(_SELLER, others[0][0], others[0][1], page)


def _kin(first: str, second: str) -> bool:
    """Say whether two companies' names begin alike: a holding and its daughter."""
    return compared(first.split()[0]) == compared(second.split()[0])
