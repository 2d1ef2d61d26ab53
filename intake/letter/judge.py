"""Does a letter change the order it comes with? Each sentence is harmless, a change, or states what no paper has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from intake.extract.words.lexicon import Lexicon
from intake.letter.addresses import ADDRESS
from intake.letter.facts import Fact, Said, facts_in, scan
from intake.letter.quoted import MOST_CHARACTERS, bare_subject, is_cut, own_text
from intake.letter.secrets import masked, secrets
from intake.letter.sentences import sentences
from intake.letter.words import every
from orders.records import Order, OrderLine
from orders.values import key, number_readings

LONGEST_SHOWN = 300  # characters
_ORDERS = ("purchase_order", "order_change", "order_cancellation")
_QUIET = frozenset(("answering", "courtesy", "dating", "lasting", "attached", "harmless"))
_CLAUSE = re.compile(r"[，,、](?!\d)")
_LISTED = re.compile(r"\.\w{2,8}\s*[(（]\s*\d+(?:\.\d+)?\s*[KMG]i?B?\b", re.IGNORECASE)
_FEW = re.compile(r"\d{1,3}\s*-?\s*")
_PHONE = re.compile(r"[+(（]?\d[\d\s()（）/+-]{5,}\d")


@dataclass(frozen=True)
class Sentence:
    """One sentence as it may be shown, its kinds of words and facts; does it only answer, is it about an order?"""

    shown: str
    names: frozenset[str]
    facts: tuple[Fact, ...]
    answers: bool
    of_order: bool

    @property
    def changes(self) -> bool:
        """Say whether it has a word that alters an order."""
        return "changing" in self.names


_UNREAD = Sentence(f"… > {MOST_CHARACTERS:,}", frozenset(("changing",)), (), answers=False, of_order=False)


@dataclass(frozen=True)
class Letter:
    """What a mail says itself: the sentences of its subject (the first) and of its text."""

    sentences: tuple[Sentence, ...] = ()

    @property
    def changes(self) -> tuple[Sentence, ...]:
        """Return what changes an order."""
        return tuple(one for one in self.sentences if one.changes)

    @property
    def ordering(self) -> tuple[Sentence, ...]:
        """Return the changes that are surely about an order: they name one or counted goods, or the subject does."""
        named = any(one.of_order for one in self.sentences[:1])
        return tuple(one for one in self.changes if named or one.of_order)

    def unexplained(self, said: Said) -> tuple[tuple[Sentence, Fact], ...]:
        """Return the facts that the papers lack, each with its sentence; one that only asks for an answer has none."""
        stating = (one for one in self.sentences[1:] if not one.answers)
        return tuple((one, fact) for one in stating for fact in one.facts if not _explained(fact, one, said))


def letter(subject: str, body: str, words: Lexicon) -> Letter:
    """Read what a mail says beside its files."""
    told = secrets(body[:MOST_CHARACTERS], words)
    own = masked(own_text(body, subject, words), told, words)  # before sentences end in the midst of a password
    title = masked(bare_subject(" ".join(subject.split()), words), told, words)
    found = (_sentence(text, words) for text in (title, *sentences(own, words)))
    return Letter((*found, *((_UNREAD,) if is_cut(body, words) else ())))


def _sentence(text: str, words: Lexicon) -> Sentence:
    bare = ADDRESS.sub(" ", text)
    names = frozenset(name for name, _ in scan(bare, words))
    facts = () if _lists_file(text, names) else tuple(facts_in(text, words))
    answers = "answering" in names and _answers(bare, words)
    return Sentence(text[:LONGEST_SHOWN], names, facts, answers, _of_order(text, facts, words))


def _lists_file(text: str, names: frozenset[str]) -> bool:
    """Say whether a line only names a file that must be fetched, its size, and until when: "a.rar (128.5M, …)"."""
    return _LISTED.search(text) is not None or {"attached", "expiring"} <= names


def _answers(text: str, words: Lexicon) -> bool:
    """Say whether all that a sentence states is about the answer it asks for: "please, confirm within 2 days"."""
    clauses = [piece for piece in _CLAUSE.split(text) if piece.strip()]
    asks = [any(name == "answering" for name, _ in scan(piece, words)) for piece in clauses]
    stating = [at for at, piece in enumerate(clauses) if any(facts_in(piece, words))]
    return all(_is_quiet(clauses[at], words) and _beside(asks, clauses, at, words) for at in stating)


def _beside(asks: Sequence[bool], clauses: Sequence[str], at: int, words: Lexicon) -> bool:
    """Say whether a clause, or a quiet one beside it, asks for an answer."""
    near = (other for other in (at - 1, at, at + 1) if 0 <= other < len(clauses))
    return any(asks[other] and (other == at or _is_quiet(clauses[other], words)) for other in near)


def _is_quiet(text: str, words: Lexicon) -> bool:
    """Say whether a clause has only words of courtesy, days, how long something may last, and phone numbers."""
    for one in facts_in(text, words):
        text = text.replace(one.text, " ", 1) if one.kind == "day" else text
    text, said = _PHONE.sub(" ", text), list[bool]()
    lasting = {start for name, start, _ in every(words, "mail", text) if name == "lasting"}
    for found in _FEW.finditer(text):
        said += [found.end() in lasting]
        text = f"{text[: found.start()]}{' ' * len(found[0])}{text[found.end() :]}"
    for name, start, end in every(words, "mail", text):
        said += [name in _QUIET]
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return all(said) and not any(map(str.isalnum, text))


def _of_order(text: str, facts: Sequence[Fact], words: Lexicon) -> bool:
    """Say whether a sentence speaks of an order: by name, by a line of it, or by goods counted in a unit."""
    if any(one.unit for one in facts) or any(name in _ORDERS for name, _, _ in every(words, "document_types", text)):
        return True
    return any(map(str.isdigit, text)) and any(name == "listed" for name, _ in scan(text, words))


def _explained(fact: Fact, sentence: Sentence, said: Said) -> bool:
    """Say whether a fact stands on the papers; a quantity must be that of the line that the sentence names."""
    counted = fact.kind == "number" and fact.unit is not None
    return said.has(fact) and (not counted or _ordered(fact, sentence, said))


def _ordered(fact: Fact, sentence: Sentence, said: Said) -> bool:
    """Say whether a quantity is ordered: of the item that the sentence names, of any line if it names none."""
    lines = [line for order in said.orders for line in order.lines]
    named = [line for line in lines if _names(line, sentence)] or lines
    values = set(number_readings(fact.text).values())
    return bool(values & set(_quantities(named, said.orders)))


def _names(line: OrderLine, sentence: Sentence) -> bool:
    codes = {key(code) for code in (line.buyer_item_id, line.seller_item_id) if code}
    return any(key(fact.text) in codes for fact in sentence.facts)


def _quantities(lines: Sequence[OrderLine], orders: Sequence[Order]) -> Iterator[Decimal]:
    yield from (line.quantity for line in lines if line.quantity is not None)
    yield sum((line.quantity or Decimal(0) for order in orders for line in order.lines), Decimal(0))
