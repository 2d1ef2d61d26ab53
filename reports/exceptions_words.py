"""Headings of the exception reports in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping

from orders.codes import Language

# column of exceptions.csv: (中文, English)
COLUMNS: Mapping[str, tuple[str, str]] = {
    "exception_id": ("异常编号", "Exception"),
    "kind": ("类型", "Kind"),
    "severity": ("严重度", "Severity"),
    "order_id": ("订单号", "Order"),
    "line_id": ("行号", "Line"),
    "sku": ("物料", "Item"),
    "customer": ("客户", "Customer"),
    "crm_rows": ("CRM 行", "CRM rows"),
    "erp_rows": ("ERP 行", "ERP rows"),
    "wms_rows": ("WMS 行", "WMS rows"),
    "field": ("字段", "Field"),
    "crm_value": ("CRM 值", "CRM value"),
    "erp_value": ("ERP 值", "ERP value"),
    "wms_value": ("WMS 值", "WMS value"),
    "odd_system": ("异常系统", "Odd system"),
    "owner": ("责任团队", "Owner"),
    "amount_at_stake": ("涉及金额", "At stake"),
    "currency": ("币种", "Currency"),
    "first_seen": ("首次发现", "First seen"),
    "last_movement": ("最后动作", "Last movement"),
    "age_hours": ("停留小时", "Age (h)"),
    "match_method": ("匹配方式", "Match method"),
    "match_score": ("匹配度", "Match score"),
    "explanation": ("说明", "Explanation"),
}

# what stands beside the owner: (中文, English)
BESIDE: Mapping[str, tuple[str, str]] = {"contact": ("联系人", "Contact")}

# clock: its column in 中文 and English, then what it says
CLOCKS: Mapping[str, tuple[str, str, str, str]] = {
    "since_order": ("下单至今（天）", "Since order (d)", "下单 {n} 天", "ordered {n} d ago"),
    "age_hours": (*COLUMNS["age_hours"], "未动 {n} 小时", "still for {n} h"),
    "since_found": ("发现至今（天）", "Since found (d)", "发现 {n} 天", "found {n} d ago"),
}

# columns that a person fills in in exceptions.xlsx, and the one that says what the row was: (中文, English)
ANSWERS: Mapping[str, tuple[str, str]] = {
    "decision": ("决定", "Decision"),
    "new_value": ("新值", "New value"),
    "note": ("理由", "Note"),
    "by": ("决定人", "By"),
    "key": ("校验", "Key"),
}

# what evidence is called where it is no column of an export
EVIDENCE: Mapping[str, tuple[str, str]] = {
    "crm": ("CRM", "CRM"),
    "erp": ("ERP", "ERP"),
    "wms": ("WMS", "WMS"),
    "stake": ("涉及金额", "at stake"),
    "currency": ("币种", "currency"),
    "odd_system": ("异常系统", "odd system"),
    "present": ("有的系统", "present in"),
    "systems": ("系统", "systems"),
    "count": ("行数", "lines"),
    "stage": ("阶段", "stage"),
    "ahead": ("领先系统", "ahead"),
    "behind": ("落后系统", "behind"),
    "earlier": ("落后阶段", "stage behind"),
    "later": ("领先阶段", "stage ahead"),
    "likely": ("应为", "should be"),
    "seen": ("所见", "seen"),
    "expected": ("应有", "expected"),
}

# how exceptions.xlsx is used: (中文, English)
USE: tuple[tuple[str, str], ...] = (
    (
        "异常表里每一行是一个问题，新的在前。只填黄色的四列：决定、新值、理由、决定人；其余各列不要改。",
        "Each row of the list is one exception, new ones first. Fill only the four yellow columns.",
    ),
    (
        "保存后运行：{command}（没有填决定的行保持不变）",
        "Save, then run: {command} (rows without a decision stay as they are).",
    ),
    (
        "决定一直有效，重新导出不影响；依据（值、金额、行数）变了才重新出现，并显示前后两种依据。",
        "A decision holds however the exports are written. When its evidence (values, money, rows) changes the "
        "exception is reopened, and both evidences are shown.",
    ),
    (
        "为什么会有这条异常：orderloom reconcile --explain 异常编号",
        "Why an exception is there: orderloom reconcile --explain EXCEPTION",
    ),
)

# the parts of an explanation, and how a comparison can end: (中文, English)
EXPLAINED: Mapping[str, tuple[str, str]] = {
    "rows": ("各系统的行", "Rows of the exports"),
    "numbers": ("订单号：原文 → 用来查找的键", "Order numbers: as written → key searched by"),
    "candidates": (
        "按其他字段试过的行（匹配度；= 相同，≠ 不同）",
        "Lines tried by other fields (score; = same, ≠ other)",
    ),
    "margin": ("比次选领先", "Lead over the next best:"),
    "comparisons": ("逐项比较", "Comparisons"),
    "decisions": ("已有决定", "Decided"),
}
OUTCOMES: Mapping[str, tuple[str, str]] = {
    "same": ("相同", "same"),
    "within": ("允许范围内", "within what is permitted"),
    "differs": ("不同", "differs"),
    "blank": ("一方空白，不比较", "blank, not compared"),
    "chosen": ("采用", "chosen"),
    "accepted": ("可以，但不唯一或另有更好的", "fits, but not alone or not best"),
    "refused": ("不够", "does not suffice"),
}

# columns that say how an exception stands
STANDINGS: Mapping[str, tuple[str, str]] = {
    "change": ("状态", "State"),
    "before": ("以前的依据", "Evidence before"),
    "decided": ("已有决定", "Decided"),
}

# decision: (中文, English), then what it does
DECISIONS: Mapping[str, tuple[str, str, str, str]] = {
    "accept": (
        "接受",
        "accept",
        "不用处理；note 写明理由。依据不变就一直有效",
        "nothing to do; say why in note. It holds until the evidence changes",
    ),
    "wrong-match": (
        "匹配错误",
        "wrong match",
        "这些行不是同一订单行；new_value 可写 crm、erp 或 wms：哪个系统的行不该在这里。以后不再匹配到一起",
        "these rows are not one order line and stay apart; new_value may say whose do not belong: crm, erp or wms",
    ),
    "assign": (
        "指派",
        "assign",
        "交给 new_value 写的团队；一直有效，直到再次指派",
        "goes to the team in new_value, until it is assigned again",
    ),
    "snooze": (
        "暂缓",
        "snooze",
        "到 new_value 写的日期（如 2026-03-31）之前不用看；依据变了会提前出现",
        "nobody need look before the day in new_value (2026-03-31), unless the evidence changes",
    ),
    "reopen": ("重新打开", "reopen", "撤回接受、暂缓或匹配错误", "takes accept, snooze or wrong match back"),
}

# why a decision is refused: (中文, English)
REFUSED: Mapping[str, tuple[str, str]] = {
    "unknown": (
        "异常 {name} 不在台账中；请用最新的 exceptions.xlsx",
        "the ledger does not know exception {name}; use the newest exceptions.xlsx",
    ),
    "changed": (
        "异常 {name} 的依据在这份表格写出以后已有变化；请在最新的 exceptions.xlsx 里决定",
        "the evidence of exception {name} has changed since this workbook was written; decide in the newest one",
    ),
    "past": (
        "异常 {name}：{value} 不在今天以后；请写以后的日期",
        "exception {name}: {value} does not lie after today; write a later day",
    ),
    "no-match": (
        "异常 {name} 只涉及一个系统的行，没有匹配可言",
        "exception {name} concerns rows of one system only: there is no match in it",
    ),
    "which-system": (
        "异常 {name}：请在 new_value 写 crm、erp 或 wms，说明哪个系统的行不该在这里",
        "exception {name}: write crm, erp or wms into new_value: whose rows do not belong there",
    ),
}

# what became of an exception: (中文, English)
CHANGES: Mapping[str, tuple[str, str]] = {
    "new": ("新出现", "new"),
    "reopened": ("重新出现", "reopened"),
    "worse": ("加重", "worse"),
    "still": ("仍存在", "still open"),
    "snoozed": ("已暂缓", "snoozed"),
    "accepted": ("已接受", "accepted"),
    "solved": ("已消除", "solved"),
}

WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("三方对账异常报告", "Reconciliation: exceptions"),
    "as_of": ("截至", "As of"),
    "exceptions": ("异常", "Exceptions"),
    "summary": ("汇总", "Summary"),
    "at_stake": ("涉及金额", "At stake"),
    "oldest": ("最久未动", "Longest without movement"),
    "hours": ("小时", "h"),
    "by_kind": ("按类型", "By kind"),
    "money_by_kind": ("涉及金额（按类型）", "Money at stake by kind"),
    "total": ("总计", "Total"),
    "once": ("同一订单行只计一次，取最大金额", "each order line once, with its largest amount"),
    "clocks": ("多久", "How long"),
    "by_owner": ("按责任团队", "By owner"),
    "by_age": ("按停留时间", "By age"),
    "count": ("数量", "Count"),
    "rows": ("数据行", "Rows"),
    "system": ("系统", "System"),
    "rows_in": ("读入", "In"),
    "clean": ("正常", "Clean"),
    "exception": ("异常", "Exception"),
    "excluded": ("排除", "Excluded"),
    "filter": ("筛选：订单、客户、物料…", "Filter: order, customer, item…"),
    "all_kinds": ("全部类型", "All kinds"),
    "all_owners": ("全部团队", "All owners"),
    "place": ("行（CRM / ERP / WMS）", "Rows (CRM / ERP / WMS)"),
    "none": ("没有异常。", "No exceptions."),
    "odd_hint": ("标红的是与另外两方不同的系统", "the system that two others contradict is marked red"),
    "nobody": ("未分配", "nobody"),
    "unknown": ("不详", "unknown"),
    "order_line": ("订单 / 行 / 物料", "Order / line / item"),
    "age_day": ("1 天内", "up to 1 day"),
    "age_three": ("1–3 天", "1–3 days"),
    "age_ten": ("3–10 天", "3–10 days"),
    "age_more": ("10 天以上", "over 10 days"),
    "by_change": ("按状态", "By state"),
    "by_money": ("按金额", "By money at stake"),
    "fresh_new": ("新出现", "New"),
    "solved": ("已消除", "Solved"),
    "fresh": ("新出现或加重", "New or worse"),
    "open": ("待处理", "Open"),
    "settled": ("已有决定", "Decided"),
    "solved_since": ("上次以来已消除", "Solved since last time"),
    "trend": ("最近各晚", "The last nights"),
    "night": ("日期", "Night"),
    "found": ("异常总数", "Found"),
    "help": ("说明", "Help"),
    "how": ("怎样使用", "How to use this workbook"),
    "meaning": ("含义", "Meaning"),
    "remedy": ("怎样处理", "What to do"),
    "all_changes": ("全部状态", "All states"),
    "sort": ("排序", "Sort"),
    "sort_change": ("先看新的", "New first"),
    "sort_money": ("金额从大到小", "Most money first"),
    "sort_age": ("停留最久在前", "Longest without movement first"),
    "more": ("显示更多", "Show more"),
    "export_rows": ("各系统的行", "Rows of the exports"),
    "then_now": ("{before} → {now}", "{before} → {now}"),
    "money_none": ("没有金额", "no amount"),
    "money_small": ("1,000 以内", "up to 1,000"),
    "money_middle": ("1,000–10,000", "1,000–10,000"),
    "money_large": ("10,000–100,000", "10,000–100,000"),
    "money_huge": ("100,000 以上", "over 100,000"),
    "no_script": (
        "浏览器不允许运行脚本，清单请看 exceptions.xlsx",
        "this browser runs no scripts: the list is in exceptions.xlsx",
    ),
    "page": ("仅供查看；处理请用 exceptions.xlsx", "For reading; work with exceptions.xlsx"),
}

SEVERITIES: Mapping[str, tuple[str, str]] = {
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "info"),
}


def word(name: str, language: Language) -> str:
    """Return a heading in `language`."""
    return said(COLUMNS.get(name) or ANSWERS.get(name) or WORDS[name], language)


def said(pair: tuple[str, ...], language: Language) -> str:
    """Return the one of a pair that is in `language`."""
    return pair[0 if language == "zh" else 1]
