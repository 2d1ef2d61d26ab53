"""The words of tasks.xlsx, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping

# column: (中文, English, width); the last four are filled in by a person
COLUMNS: Mapping[str, tuple[str, str, int]] = {
    "task_id": ("编号", "task_id", 14),
    "deed": ("事项", "what", 16),
    "team": ("由谁", "who", 16),
    "rule": ("规则", "rule", 26),
    "title": ("依据", "because", 44),
    "customer": ("客户", "customer", 30),
    "order_id": ("订单号", "order", 20),
    "line_id": ("行号", "line", 8),
    "due_at": ("期限", "due", 18),
    "state": ("状态", "state", 12),
    "documents": ("等待的单据", "documents waiting", 40),
    "decision": ("决定", "decision", 14),
    "note": ("理由", "why", 36),
    "by": ("决定人", "by", 14),
    "when": ("决定时间", "when", 18),
}
FOR_PERSON = ("decision", "note", "by", "when")
DECISIONS: Mapping[str, tuple[str, str]] = {"done": ("完成", "done"), "refused": ("拒绝", "refuse")}
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "done": ("同意", "批准", "已知悉", "approve", "approved", "agree", "seen"),
    "refused": ("不同意", "驳回", "refused", "reject", "rejected"),
}
DEEDS: Mapping[str, tuple[str, str]] = {
    "task": ("任务", "task"),
    "notify": ("通知", "to take note of"),
    "approve": ("交付前审批", "approval before delivery"),
}
STATES: Mapping[str, tuple[str, str]] = {
    "open": ("待办", "open"),
    "late": ("超期", "overdue"),
    "done": ("完成", "done"),
    "refused": ("拒绝", "refused"),
    "withdrawn": ("撤回", "withdrawn"),
}
HELP: tuple[tuple[str, str], ...] = (
    (
        "每行是一条规则要求的一件事。填写“决定”（完成或拒绝）、“决定人”；拒绝须写“理由”。“决定时间”空着就是现在。",
        "One row is one thing a rule asks. Fill in decision (done or refuse) and by; refuse needs a reason in why. "
        "Where when is empty it is now.",
    ),
    ("保存后运行：{command}", "Save, then run: {command}"),
    (
        "任务完成后，因它而暂停的订单继续；审批完成后，等待的单据在下次交付时发出；拒绝的审批仍不交付。",
        "A task that is done lets the order go on that it held; an approval that is done lets its documents go with "
        "the next delivery; refused, they stay.",
    ),
)
