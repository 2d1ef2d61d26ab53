"""The names that labels give to buyer and seller, the surest first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.extract.head.label import Labelled
from intake.extract.head.parties.naming import names_nobody, own_name
from intake.extract.head.parties.same import folded
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Word

_CODE = re.compile(r"(?=\S*\d)[A-Z0-9][A-Z0-9_/-]{1,11}", re.IGNORECASE)
_LINE = re.compile(r"_{3,}")


def named_by(role: str, found: Sequence[Labelled], words: Lexicon) -> list[tuple[Labelled, Word]]:
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


def company(
    found: Sequence[Labelled], sellers: Sequence[tuple[Labelled, Word]], words: Lexicon
) -> list[tuple[Labelled, Word]]:
    """Return who is called the company (公司：) where a label names another one as the seller, and nobody as buyer."""
    named = [(item, name) for item in found if item.name == "company_name" and (name := _name(item, words)) is not None]
    firms = [(item, name) for item, name in named if words.organisation(name.text) and not item.inside]
    sold = {folded(name.text) for item, name in sellers if item.name == "seller_name"}
    return firms if sold and not any(folded(name.text) in sold for _, name in named) else []


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
        if len(re.sub(r"[\W\d_]", "", text)) >= 2 and not _to_sign(text, words):
            start = value.text.index(text)
            return value.part(start, start + len(text))
    return None


def _to_sign(text: str, words: Lexicon) -> bool:
    """Say whether a text is where somebody signs: a line, or a bracket that asks for a seal (盖章)."""
    inside = re.split(r"[（(](?=\S)", text)[1:]
    return bool(_LINE.search(text)) or any(
        (words.prefix("beside_names", one) or ("",))[0] == "sealed" for one in inside
    )
