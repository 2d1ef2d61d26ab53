"""Buyer and seller of an order, each with the details that stand under its label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.extract.evidence import Draft
from intake.extract.head.label import Labelled
from intake.extract.head.parties.bare import first_script, person_in, two_names
from intake.extract.head.parties.doubted import doubted_names
from intake.extract.head.parties.labelled import company, named_by
from intake.extract.head.parties.letterhead import letterhead
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Page, Word
from orders.codes import ambiguous
from orders.records import Finding

_FOOT = 0.85  # of a page's height: lower, who writes the paper speaks of himself
_ASIDE = 50  # points left of a party's label another block stands
_TAX_ID = re.compile(r"[^%％]*(?:\d[^%％]*){5}$")
_DETAILS = frozenset({"contact", "phone", "email", "tax_id"})


def put_parties(draft: Draft, found: Sequence[Labelled], pages: Sequence[Page], words: Lexicon) -> list[Finding]:
    """Put buyer and seller with their details; a detail belongs to the party label it stands under.

    Names of equally sure labels must agree. A person's name beside "Buyer" is not the company that buys: it is whom to
    ask there.
    """
    heads = {role: named_by(role, found, words) for role in ("buyer", "seller")}
    asked = [(item, name, whom) for item, name in heads["buyer"] if (whom := person_in(name, words)) is not None]
    heads["buyer"] = [(item, name) for item, name in heads["buyer"] if not any(name is other for _, other, _ in asked)]
    for item, _, whom in asked:
        draft.put("/order/buyer/contact", whom.text.strip(), whom, item.page)
    heads["buyer"] = heads["buyer"] or company(found, heads["seller"], words)
    findings = [one for role, named in heads.items() if named for one in _put_name(draft, role, named, words)]
    findings += _open_seller(draft, found)
    _put_details(draft, found, {role: named[0][0] for role, named in heads.items() if named})
    sure = any(item.name == "buyer_name" for item, _ in heads["buyer"])
    findings += letterhead(draft, pages[0], words, sure=sure) if pages else []
    return [*findings, *doubted_names(draft, words)]


def _put_name(draft: Draft, role: str, named: Sequence[tuple[Labelled, Word]], words: Lexicon) -> list[Finding]:
    """Put the first of a party's names; ask if another one, or a part of it, is another's."""
    item, whole = named[0]
    name = first_script(whole, words)
    draft.put(f"/order/{role}/name", name.text.strip(), name, item.page)
    differ = sorted({n.text.strip() for _, n in named} - {name.text.strip(), whole.text.strip()})
    differ += [other for _, other in two_names(name.text, words)]
    return [ambiguous(role, f"/order/{role}/name", name.text.strip(), differ[0])] if differ else []


def _open_seller(draft: Draft, found: Sequence[Labelled]) -> list[Finding]:
    """Ask who sells where no label says it and several companies may be addressed."""
    path = "/order/seller/name"
    names = sorted({item.label.text.strip() for item in found if item.name == "seller_name_open"})
    known = draft.values.get("/order/buyer/name")
    names = [name for name in names if name != known]
    return [ambiguous("seller", path, names[0], names[-1])] if path not in draft.values and len(names) > 1 else []


def _put_details(draft: Draft, found: Sequence[Labelled], heads: dict[str, Labelled]) -> None:
    for item in found:
        if item.name not in _DETAILS or not item.values:
            continue
        owners = [(role, head) for role, head in heads.items() if head.page.number == item.page.number]
        owners = [(role, head) for role, head in owners if head.label.top <= item.label.bottom]
        if not owners:
            continue
        role, head = min(owners, key=lambda owner: _distance(owner[1].label, item.label))
        value = item.values[0]
        foot = role == "seller" and item.label.top > _FOOT * item.page.height
        if len(owners) == 1 and (foot or item.label.x0 < head.label.x0 - _ASIDE):
            continue  # it stands under a name that no label announces, or in the foot of who writes
        if item.name == "phone" and not any(char.isdigit() for char in value.text):
            continue  # "T. Mokoena" is nobody's telephone
        if item.name == "tax_id" and not _TAX_ID.match(value.text):
            continue  # "VAT" over "Total" is the heading of an amount, "VAT 13 %" has a rate
        draft.put(f"/order/{role}/{item.name}", value.text.strip(), value, item.page)


def _distance(head: Word, label: Word) -> tuple[float, float]:
    """Same column first (100 points), then the nearest above."""
    return (abs(head.x0 - label.x0) // 100, label.top - head.top)
