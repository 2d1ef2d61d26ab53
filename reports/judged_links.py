"""What persons have said of links so far, and the lead that follows from it, as sentences and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from orders.codes import Language
from orders.judged import Judged
from reports.exceptions_words import said
from reports.shares import share_json, share_text

Pair = tuple[str, str]
# (中文, English)
SENTENCES = {
    "suggested": ("建议的匹配经人判断正确的：{share}", "suggested links accepted: {share}"),
    "auto": ("自动匹配经人判断正确的：{share}", "automatic links accepted: {share}"),
    "built-in": (
        "同一订单内的自动匹配没有被否定过，沿用内置的领先要求（任何领先都可）",
        "no automatic link within an order was refused: the built-in lead holds (any)",
    ),
    "above-refused": (
        "领先不到 {margin} 的同订单匹配改为建议：{refused} 条被判为错，都低于它",
        "links within an order are suggestions below a lead of {margin}: {refused} were refused, all below it",
    ),
    "proved": (
        "领先不到 {margin} 的同订单匹配改为建议：{refused} 条被判为错，不低于它的已证明至少 99 % 正确",
        "links within an order are suggestions below a lead of {margin}: {refused} were refused; from it on at least "
        "99 % are proved right",
    ),
}


def reason(judged: Judged) -> str:
    """Name why the lead is what it is."""
    return "proved" if judged.proved else "above-refused" if judged.refused else "built-in"


def judged_pairs(judged: Judged) -> Iterator[Pair]:
    """Say in both languages how often links were right, and what follows; nothing where nobody has judged one."""
    for name in ("suggested", "auto"):
        if (share := getattr(judged, name)).judged:
            yield _both(name, share=(share_text(share, "zh"), share_text(share, "en")))
    if judged.refused:
        facts = (f"{judged.margin:.4f}", str(judged.refused))
        yield _both(reason(judged), margin=(facts[0],) * 2, refused=(facts[1],) * 2)


def judged_text(judged: Judged, language: Language) -> Iterator[str]:
    """Say the same in one language."""
    return (said(pair, language) for pair in judged_pairs(judged))


def margin_text(judged: Judged, language: Language) -> str:
    """Say from which lead on links within an order are made without asking, and why."""
    return said(SENTENCES[reason(judged)], language).format(margin=f"{judged.margin:.4f}", refused=judged.refused)


def judged_json(judged: Judged) -> dict[str, object]:
    """Return both rates and the lead as JSON values; money-like digits are strings."""
    margin = {"used": f"{judged.margin:.4f}", "built_in": "0.0000", "refused": judged.refused, "why": reason(judged)}
    return {"suggested": share_json(judged.suggested), "auto": share_json(judged.auto), "margin": margin}


def _both(name: str, **facts: Pair) -> Pair:
    chinese, english = (
        text.format(**{key: pair[at] for key, pair in facts.items()}) for at, text in enumerate(SENTENCES[name])
    )
    return chinese, english
