"""How an exception stands, as words for people: what became of it, which evidence has changed, what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orders.codes import Language
from orders.exceptions import FACT_WORDS, ExceptionRecord
from orders.standing import Standing, Verdict
from reports.exceptions_words import DECISIONS, EVIDENCE, said


def evidence_changes(record: ExceptionRecord, standing: Standing, language: Language) -> str:
    """Say what is otherwise than it was: `ERP: 80 → 60`; nothing where no earlier evidence is shown."""
    if not standing.before:
        return ""
    colon = "：" if language == "zh" else ": "
    parts = (
        f"{said(EVIDENCE[name], language)}{colon}{worded(then, language)} → {worded(now, language)}"
        for name, then, now in _changed(standing.before, record.evidence)
    )
    return "\n".join(parts)


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name in EVIDENCE:
        if before.get(name, "") != now.get(name, ""):
            yield name, before.get(name, ""), now.get(name, "")


def worded(text: str, language: Language) -> str:
    """Say a value: a word of ours in the language, a dash for none, any other as it is."""
    return said(FACT_WORDS[text], language) if text in FACT_WORDS else text or "–"


def decided(standing: Standing, language: Language) -> str:
    """Say what persons have decided about an exception: decision, value, who, when and why."""
    made = (item for item in (standing.verdict, standing.assigned) if item)
    return "\n".join(told_verdict(item, language) for item in made)


def told_verdict(item: Verdict, language: Language) -> str:
    """Say one decision: what, which value, who, when and why."""
    value = f" {item.value}" if item.value else ""
    note = f"{'：' if language == 'zh' else ': '}{item.note}" if item.note else ""
    return f"{said(DECISIONS[item.decision], language)}{value} · {item.person} {item.at:%Y-%m-%d}{note}"
