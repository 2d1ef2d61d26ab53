"""The text of actions → what to do: `暂停 CODE`, `任务 TEAM 8 小时`, or a named action such as `信用额度二次审核`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from orders.findings import FINDINGS
from orders.problems import advice
from orders.rules.ruleset import Action
from orders.rules.scanner import RuleFault, Scanner
from orders.rules.words import form, words

HELD = "rule-held"  # what holds an order where a rule names no code
_PART = re.compile(r"[^,，;；\n]+")
_LEAD = re.compile(r"\s*")
Named = Mapping[str, Sequence[str]]


def read_actions(text: str, own: Named | None = None) -> tuple[Action, ...]:
    """Read actions parted by commas or line ends; `own` are the site's named ones.

    Raises RuleFault with the place of a mistake.
    """
    found: list[Action] = []
    for piece in _PART.finditer(text):
        if not piece[0].strip():
            continue
        lead = _LEAD.match(piece[0])
        start = piece.start() + (lead.end() if lead else 0)
        try:
            found += _read(piece[0].strip(), own or {}, ())
        except RuleFault as fault:
            raise RuleFault(fault.code, fault.what, fault.help, fault.at + start) from None
    if not found:
        raise RuleFault("rule-action-missing", "nothing is called for", f"write one of: {_known(own or {})}")
    return tuple(dict.fromkeys(found))


def _read(text: str, own: Named, above: tuple[str, ...]) -> Iterator[Action]:
    """Read one action; a named one stands for those it names."""
    spelt = {form(name): name for name in (*words().named, *own)}
    name = spelt.get(form(text))
    if name is None:
        yield _deed(text, own)
        return
    if name in above:
        raise RuleFault("rule-action-circular", f"the action “{name}” names itself", "write out what it does")
    for inner in own.get(name) or words().named[name]:
        yield from _read(inner.strip(), own, (*above, name))


def _deed(text: str, own: Named) -> Action:
    scanner = Scanner(text)
    deed = scanner.word(words().deed_words)
    if deed is None:
        word = scanner.value()
        close = advice(word or text, [*words().named, *own, *words().deed_words])
        raise RuleFault("rule-action-unknown", f"there is no action “{text}”", close)
    place = scanner.skip()
    try:
        return _DEEDS[deed](deed, scanner.rest())
    except RuleFault as fault:
        raise RuleFault(fault.code, fault.what, fault.help, place) from None


def _known(own: Named) -> str:
    return ", ".join((*own, *words().named, *words().deed_words))


def _hold(deed: str, rest: str) -> Action:
    if rest and rest not in FINDINGS:
        raise RuleFault("rule-code-unknown", f"there is no finding code `{rest}`", advice(rest, FINDINGS))
    return Action(deed, rest or HELD)


def _text(deed: str, rest: str) -> Action:
    if not rest:
        raise RuleFault("rule-action-incomplete", "the action does not say what to put", "write the word behind it")
    return Action(deed, rest.strip("“”\"'"))


def _priority(deed: str, rest: str) -> Action:
    said = _text(deed, rest).value
    return Action(deed, words().priorities.get(form(said), said))


def _team(deed: str, rest: str) -> Action:
    team, within = _within(rest)
    if not team:
        what, help_text = "the action does not say who is to do it", "write the team or person behind it"
        raise RuleFault("rule-action-incomplete", what, help_text)
    return Action(deed, team=team, within=within)


def _approve(deed: str, rest: str) -> Action:
    team, within = _within(rest)
    return Action(deed, team=team, within=within)


def _nothing(deed: str, rest: str) -> Action:
    if rest:
        raise RuleFault("rule-action-wrong", f"“{rest}” stands behind an action that takes nothing", "remove it")
    return Action(deed)


def _within(rest: str) -> tuple[str, tuple[int, str] | None]:
    """Part `财务部 8 小时内` into who and within which time."""
    for found in reversed(list(re.finditer(r"\d+", rest))):
        scanner = Scanner(rest[found.end() :])
        period = scanner.word(words().periods)
        scanner.word(words().within)
        if period and scanner.ended:
            return rest[: found.start()].strip(), (int(found[0]), period)
    return rest, None


_DEEDS = {
    "hold": _hold,
    "tag": _text,
    "priority": _priority,
    "forbid": _priority,
    "task": _team,
    "reserve": _nothing,
    "notify": _team,
    "approve": _approve,
}
