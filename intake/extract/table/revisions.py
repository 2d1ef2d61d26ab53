"""A revision printed behind its code ("616-7342-66 Rev 02", "7929-4240-LG ECL: D", "A-100 版本B", "A-100（B版）")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from intake.extract.table.cells import Cells
from intake.extract.table.stacked import CODE
from intake.extract.words.lexicon import Lexicon

_REVISED = re.compile(
    r"\s*(?P<code>\S+)[\s,;]+(?P<label>[^\W\d_][^\d:：]{0,14}?)(?:[.:：]\s*|\s+)(?P<revision>[\w.-]{1,4})\s*"
)
_IN_HANZI = (
    r"\s*(?P<code>[A-Za-z0-9][A-Za-z0-9./_+-]*)[\s,，;；]*[(（]?\s*(?P<label>[\u4e00-\u9fff]{1,5})\s*[:：]?\s*"
    r"(?P<revision>[A-Za-z0-9.]{1,4})\s*[)）]?\s*",
    r"\s*(?P<code>[A-Za-z0-9][A-Za-z0-9./_+-]*)(?:[\s,，;；]+[(（]?|[(（])\s*第?(?P<revision>[A-Za-z0-9.]{1,4})\s*"
    r"(?P<label>[\u4e00-\u9fff]{1,3})\s*[)）]?\s*",
)
_VERSION = re.compile(r"\s*(?P<code>\S+)[\s,;]+(?P<label>)(?P<revision>[Vv]\d[\d.]{0,3})\s*")
_DRAWN = (_REVISED, *map(re.compile, _IN_HANZI), _VERSION)
_ALONE = re.compile(r"\s*(?P<label>[^\W\d_]{1,8}?)\s*[.:：\s]\s*(?P<revision>[\w.-]{1,4})\s*")
_NAMES = ("drawing_revision", "drawing_revision_weak")


def with_revision(cells: Cells, words: Lexicon) -> Cells:
    """Part a code from its revision, where a word for one stands between them; another revision in the row is asked.

    Behind the number of a drawing words of any version do.
    """
    for role, forms, names in (
        ("buyer_item_id", (_REVISED,), _NAMES[:1]),
        ("seller_item_id", (_REVISED,), _NAMES[:1]),
        ("drawing_id", _DRAWN, _NAMES),
    ):
        text = cells.roles[role].text if role in cells.roles else ""
        found = next(_parted(text, forms, names, words), None)
        if found is None or not (CODE.fullmatch(found["code"]) or role == "drawing_id"):
            continue
        code, revision = (cells.roles[role].part(*found.span(name)) for name in ("code", "revision"))
        told, title = cells.roles.get("drawing_revision", revision), cells.titles.get("drawing_revision", "")
        heading = words.heading("columns", title)
        if told.text != revision.text and heading and heading.name == _NAMES[1] and role == "drawing_id":
            cells = replace(cells, extra=(*cells.extra, (title, told)))  # 版本 of something else: of the item, say
            told = revision
        twice = () if told.text == revision.text else ("drawing_revision",)
        roles = {**cells.roles, role: code, "drawing_revision": told}
        cells = replace(cells, roles=roles, twice=(*cells.twice, *twice))
    return _bare(cells, words)


def _parted(
    text: str, forms: tuple[re.Pattern[str], ...], names: tuple[str, ...], words: Lexicon
) -> Iterator[re.Match[str]]:
    for found in (form.fullmatch(text) for form in forms):
        heading = words.heading("columns", found["label"]) if found and found["label"] else None
        if found and (not found["label"] or (heading is not None and heading.name in names)):
            yield found


def _bare(cells: Cells, words: Lexicon) -> Cells:
    """Leave the word for it out of a revision in a cell of its own: "Rev. B" is B."""
    word = cells.roles.get("drawing_revision")
    found = _ALONE.fullmatch(word.text) if word is not None else None
    heading = words.heading("columns", found["label"]) if found else None
    if word is None or found is None or heading is None or heading.name not in _NAMES:
        return cells
    return replace(cells, roles={**cells.roles, "drawing_revision": word.part(*found.span("revision"))})
