"""Buyer and seller: named by a label, or by the letterhead of the company that wrote the order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.extract.evidence import Draft
from intake.extract.head.doubted import doubted_names
from intake.extract.head.fields import Labelled
from intake.extract.head.foot import registered
from intake.extract.head.letterhead import name_before, person_in, reached
from intake.extract.head.naming import names_nobody, own_name
from intake.extract.words.layout import covers, page_lines, phrases, stack, text_of
from intake.extract.words.lexicon import Lexicon, compared
from intake.extract.words.printed import mended, spaced_joined
from intake.read.document import Page, Word
from orders.codes import ambiguous, finding
from orders.records import Finding

_CODE = re.compile(r"(?=\S*\d)[A-Z0-9][A-Z0-9_/-]{1,11}", re.IGNORECASE)
_DESK = re.compile(
    r"\s+(?:采购|採購|资材|資材|物资|物料|物流|购买|購買|供应|供应链|生管|业务|業務|营业|營業|销售|总务|總務|行政|管理|工程|设备|商务|市场|资源)"
    r"(?:管理|开发|供应)?(?:部门?|部門|课|課|科|处|處|室|组|組)(?=\s|$)"
)  # 某某有限公司 采购课 曾小姐
_REACHED = re.compile(
    r"\s+(?:[\u4e00-\u9fff]{2,4}\s+)?(?:(?:TEL|T|电话|電話)[:：.]?\s*)?\+?\(?\d[\d\s()/-]{6,}$", re.IGNORECASE
)
_FOOT = 0.85  # of a page's height: lower, who writes the paper speaks of himself
_ASIDE = 50  # points left of a party's label another block stands
_INITIALS = re.compile(r"[A-Z]{2,3}")
_TAX_ID = re.compile(r"[^%％]*(?:\d[^%％]*){5}$")
_DETAILS = {"contact": "contact", "phone": "phone", "email": "email", "tax_id": "tax_id"}


def read_parties(draft: Draft, found: Sequence[Labelled], pages: Sequence[Page], words: Lexicon) -> list[Finding]:
    """Put buyer and seller with their details; a detail belongs to the party label it stands under.

    Names of equally sure labels must agree. A person's name beside "Buyer" is not the company that buys: it is whom to
    ask there.
    """
    heads = {role: _named(role, found, words) for role in ("buyer", "seller")}
    asked = [(item, name, whom) for item, name in heads["buyer"] if (whom := person_in(name, words)) is not None]
    heads["buyer"] = [(item, name) for item, name in heads["buyer"] if not any(name is other for _, other, _ in asked)]
    for item, _, whom in asked:
        draft.put("/order/buyer/contact", whom.text.strip(), whom, item.page)
    heads["buyer"] = heads["buyer"] or _company(found, heads["seller"], words)
    findings: list[Finding] = []
    for role, named in heads.items():
        if named:
            item, whole = named[0]
            name = _first_script(whole, words)
            draft.put(f"/order/{role}/name", name.text.strip(), name, item.page)
            differ = sorted({n.text.strip() for _, n in named} - {name.text.strip(), whole.text.strip()})
            differ += [other for _, other in _two_names(name.text, words)]
            findings += [ambiguous(role, f"/order/{role}/name", name.text.strip(), differ[0])] if differ else []
    findings += _open_seller(draft, found)
    _details(draft, found, {role: named[0][0] for role, named in heads.items() if named})
    sure = any(item.name == "buyer_name" for item, _ in heads["buyer"])
    findings += _letterhead(draft, pages[0], words, sure=sure) if pages else []
    return [*findings, *doubted_names(draft, words)]


def _first_script(name: Word, words: Lexicon) -> Word:
    """Leave out what stands behind a company's name: the same in another script ("Luen Hing Company 聯興公司"), the
    department that buys or sells (采购课)."""
    for behind in (_DESK.search(name.text), _REACHED.search(name.text)):
        if behind and words.organisation(name.text[: behind.start()]):
            return name.part(0, behind.start())
    for first, second in _two_names(name.text, words):
        pure = not re.search(r"[A-Za-z]", first if _latin(second) else second)
        if _latin(first) != _latin(second) and pure:
            return name.part(0, name.text.index(first) + len(first))
    return name


def _two_names(text: str, words: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield a name as two companies' where it reads so: two columns of a page that stand close to each other."""
    parts = text.split()
    for at in range(1, len(parts)):
        first, second = " ".join(parts[:at]), " ".join(parts[at:])
        if words.organisation(first) and words.organisation(second) and not _ends_name(parts[at], words):
            yield first, second


def _ends_name(part: str, words: Lexicon) -> bool:
    """Say whether a word only goes on with the end of a company's name: "Ltd", "& Co. KG"."""
    return part in ("&", "+") or words.suffix(part)


def _open_seller(draft: Draft, found: Sequence[Labelled]) -> list[Finding]:
    """Ask who sells where no label says it and several companies may be addressed."""
    path = "/order/seller/name"
    names = sorted({item.label.text.strip() for item in found if item.name == "seller_name_open"})
    known = draft.values.get("/order/buyer/name")
    names = [name for name in names if name != known]
    return [ambiguous("seller", path, names[0], names[-1])] if path not in draft.values and len(names) > 1 else []


def _named(role: str, found: Sequence[Labelled], words: Lexicon) -> list[tuple[Labelled, Word]]:
    """Return the names of the surest labels; of several names companies' come before persons'."""
    for label in (f"{role}_name", f"{role}_name_weak", f"{role}_name_bare"):
        named = [(i, name) for i in found if i.name == label and not i.inside and (name := _name(i, words)) is not None]
        firms = [(item, name) for item, name in named if words.organisation(name.text)]
        if named:
            return firms or named
        if any(item.name == label and not item.inside and not _only_numbered(item) for item in found):
            return []  # what a label calls nobody knows: no address in a window tells it
    return []


def _only_numbered(item: Labelled) -> bool:
    """Say whether a party's label has nothing but the party's number."""
    return bool(item.values) and all(_CODE.fullmatch(value.text.strip(" :：_")) for value in item.values)


def _company(
    found: Sequence[Labelled], sellers: Sequence[tuple[Labelled, Word]], words: Lexicon
) -> list[tuple[Labelled, Word]]:
    """Return who is called the company (公司：) where a label names another one as the seller, and nobody as buyer."""
    named = [(item, name) for item in found if item.name == "company_name" and (name := _name(item, words)) is not None]
    firms = [(item, name) for item, name in named if words.organisation(name.text) and not item.inside]
    sold = {_folded(name.text) for item, name in sellers if item.name == "seller_name"}
    return firms if sold and not any(_folded(name.text) in sold for _, name in named) else []


def _name(item: Labelled, words: Lexicon) -> Word | None:
    """Take the first candidate that looks like a name: letters, no lone number, no signature line, no "M/s." before."""
    for value in item.values:
        text = value.text.strip(" :：_")
        if ":" in text.replace("：", ":"):
            continue  # a label of its own: "Company: …" in a vendor's block
        if _CODE.fullmatch(text):
            continue  # "MM4", "V01052": a number for the party, not its name
        if names_nobody(text, words):
            continue
        text = own_name(text, words)
        address = words.label(text)
        if address and address[0] == "seller_name_weak":
            text = text[address[1] :].lstrip() or text
        if len(re.sub(r"[\W\d_]", "", text)) >= 2 and not re.search(r"[（(](?:盖章|签字|签章|公章|章)|_{3,}", text):
            start = value.text.index(text)
            return value.part(start, start + len(text))
    return None


def _details(draft: Draft, found: Sequence[Labelled], heads: dict[str, Labelled]) -> None:
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
        draft.put(f"/order/{role}/{_DETAILS[item.name]}", value.text.strip(), value, item.page)


def _distance(head: Word, label: Word) -> tuple[float, float]:
    """Same column first (100 points), then the nearest above."""
    return (abs(head.x0 - label.x0) // 100, label.top - head.top)


def _letterhead(draft: Draft, page: Page, words: Lexicon, *, sure: bool) -> list[Finding]:
    """Hold the letterhead against the buyer's label, or take the buyer from it if it is surely a company's name.

    Surely: it ends like a company, or the page repeats it or has it in a web or mail address; a slogan has neither.
    """
    path, buyer = "/order/buyer/name", draft.values.get("/order/buyer/name")
    seller = draft.values.get("/order/seller/name", "")
    printed, known = list(_first_names(page, words)), _folded(f"{buyer or ''} {seller}")
    printed = [(name, word) for name, word in printed if not (seller and _folded(seller) in _folded(name))]
    named = [_first_script(word, words) for name, word in printed if _folded(name) not in known]
    heads = [(word.text, word) for word in named if _folded(word.text) not in known]
    firms = [(name, word) for name, word in heads if words.organisation(name)]  # a part of a name is no other firm
    own = [(name, word) for name, word in printed if buyer and _folded(name) == _folded(buyer)]
    if own and firms and not sure and _twins(own[0], firms[0]):  # the signature has one of the letterhead's two names
        name, word = _alike(sorted([own[0], firms[0]], key=lambda one: one[1].top), seller)
        draft.values.pop(path)
        draft.put(path, name, word, page)
        return []
    address = draft.values.get("/order/delivery/address", "")
    if buyer is not None:
        if firms and _INITIALS.fullmatch(buyer) and _folded(address).startswith(_folded(firms[0][0])):
            (name, word), old = firms[0], draft.values.pop(path)
            draft.values.setdefault("/order/buyer/contact", old)  # the initials of a buyer at the company that receives
            draft.put(path, name, word, page)
            return []
        if sure and firms and not words.organisation(buyer) and _works_at(buyer, firms[0][0], page):
            (name, word), old = firms[0], draft.values.pop(path)
            draft.values.setdefault("/order/buyer/contact", old)
            draft.put(path, name, word, page)
            return []
        firms = [(n, w) for n, w in firms if not any(_under(draft, p, w) for p in (path, "/order/seller/name"))]
        doubtful = firms and not (sure and words.organisation(buyer))  # "Customer" may be the end customer
        if sure and heads and not firms and _like_person(buyer, words) and not _repeated(buyer, page):
            return [finding("buyer-ambiguous", path, seen=buyer, candidates=heads[0][0])]
        return [ambiguous("buyer", path, buyer, firms[0][0])] if doubtful else []
    if not heads:
        return []
    # a company buys where it is delivered
    home = [(name, word) for name, word in firms if _folded(address).startswith(_folded(name))]
    foot = registered(page, words) if not home and len(firms) > 1 else frozenset()
    home = home or [one for one in firms if compared(one[0]) in foot]
    home = home if len({_folded(one) for one, _ in home}) == 1 else []
    name, word = _with_suffix(*_alike(home or firms or heads, seller), page, words)
    draft.put(path, name, word, page)
    others = [other for other, _ in firms if _folded(other) not in _folded(name)]
    if home and not seller:
        _put_addressed(draft, [one for one in firms if one[0] in others], word, page)
    if others and not home and not seller and not _twins((name, word), next(one for one in firms if one[0] in others)):
        return [ambiguous("buyer", path, name, others[0])]
    beside = [other for other, w in heads if w is not word and abs(w.middle - word.middle) < 0.5 * word.height]
    beside = [other for other in beside if other != name and not re.search(r"[\d,]", other)]
    if beside and not home and not seller:  # two addresses side by side, and nothing says whose is whose
        return [ambiguous("buyer", path, name, beside[0])]
    sure_name = firms or (_repeated(name, page) and not _begins_another(name, page, words))
    return [] if sure_name else [finding("buyer-ambiguous", path, seen=name, candidates=name)]


def _put_addressed(draft: Draft, others: Sequence[tuple[str, Word]], buyer: Word, page: Page) -> None:
    """Put the only other company of the head as the seller where both head a block, side by side."""
    beside = [word for _, word in others if abs(word.top - buyer.top) < 4 * buyer.height and not covers(word, buyer)]
    if len(others) == 1 and beside and not _kin(beside[0].text, buyer.text):
        draft.put("/order/seller/name", others[0][0], others[0][1], page)


def _kin(first: str, second: str) -> bool:
    """Say whether two companies' names begin alike: a holding and its daughter."""
    return compared(first.split()[0]) == compared(second.split()[0])


def _under(draft: Draft, path: str, word: Word) -> bool:
    """Say whether a name stands right below that of a label, in the other script: one company's."""
    item = draft.evidence.get(path)
    if item is None or item.bbox is None or _latin(item.text) == _latin(word.text):
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


def _works_at(name: str, firm: str, page: Page) -> bool:
    """Say whether a name is a person's at a company: whom a mail address of the company has, or a telephone follows.

    A telephone tells it only of two or three words, where the page prints the company twice.
    """
    text, first = _folded(text_of([page])), _folded(firm.split(" ")[0])
    parts = [_folded(part) for part in re.findall(r"[^\W\d_]{3,}", name)]
    if len(first) > 3 and any(re.search(rf"{re.escape(part)}[A-Z0-9._-]*@{re.escape(first)}", text) for part in parts):
        return True
    alone = reached(name)
    return alone != name and 2 <= len(alone.replace(",", " ").split()) <= 3 and text.count(_folded(firm)) > 1


def _with_suffix(name: str, word: Word, page: Page, words: Lexicon) -> tuple[str, Word]:
    """Join the end of a company's name that was broken off: "Coolabah Services Pty" over "Ltd"."""
    for line in page_lines(page):
        for phrase in phrases(line, page):
            close = abs(phrase.x0 - word.x0) < 2 and -1 <= phrase.top - word.bottom < 0.6 * word.height
            if close and words.suffix(phrase.text) and word.cell is None:
                return f"{name} {phrase.text}", stack([word, phrase])
    return name, word


def _alike(heads: Sequence[tuple[str, Word]], seller: str) -> tuple[str, Word]:
    """Take the first name; of a letterhead in two languages, one above the other, the one written as the seller's.

    A Chinese order to a Chinese supplier names its buyer in Chinese, the same company's order abroad in English.
    """
    first, *others = heads
    turned = bool(seller and others) and _latin(first[0]) != _latin(seller) and _twins(first, others[0])
    return others[0] if turned else first


def _twins(first: tuple[str, Word], other: tuple[str, Word]) -> bool:
    """Say whether two names are written in two scripts, one right above the other: one company's."""
    return _latin(first[0]) != _latin(other[0]) and abs(other[1].middle - first[1].middle) < 3 * first[1].height


def _latin(text: str) -> bool:
    return not re.search(r"[\u3400-\u9fff]", text)


def _first_names(page: Page, words: Lexicon) -> Iterator[tuple[str, Word]]:
    """Yield what may be the writer's name in the first lines of the page: no title, no label, no number."""
    for line in page_lines(page)[:6]:
        for phrase in spaced_joined(mended(phrases(line, page), words)):
            text = phrase.text.strip()
            if words.label(text) or words.heading("document_types", text):
                continue
            cut = name_before(_without_title(text, words), words)
            if _addressed(cut, words):
                continue
            if len(re.sub(r"[\W\d_]", "", cut)) >= 4 and not re.search(r"[:：]|^\d", cut):
                start = phrase.text.index(cut)
                yield cut, phrase.part(start, start + len(cut))


def _addressed(name: str, words: Lexicon) -> bool:
    """Say whether a name has an honour behind it (某某有限公司 御中): whom the paper is sent to never wrote it."""
    _, blank, last = name.strip().rpartition(" ")
    return bool(blank) and words.said(last) == frozenset({"honour"})


def _repeated(name: str, page: Page) -> bool:
    text = _folded(text_of([page]))
    first = _folded(name.split(" ")[0])
    return text.count(_folded(name)) > 1 or (len(first) >= 4 and (f"@{first}" in text or f"WWW.{first}" in text))


def _begins_another(name: str, page: Page, words: Lexicon) -> bool:
    """Say whether a name that is no company's is what companies' names of the page begin with: a logo."""
    return any(
        words.organisation(phrase.text) and _folded(phrase.text).startswith(_folded(name))
        for line in page_lines(page)
        for phrase in phrases(line, page)
    )


def _folded(text: str) -> str:
    return re.sub(r"\s", "", text).upper()


def _without_title(text: str, words: Lexicon) -> str:
    """Take the title off a letterhead that carries both ("某某有限公司采购订单")."""
    for start in range(2, len(text) - 1):
        if words.heading("document_types", text[start:]):
            return text[:start].strip()
    return text
