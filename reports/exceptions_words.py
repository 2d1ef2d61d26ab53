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

WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("三方对账异常报告", "Reconciliation: exceptions"),
    "as_of": ("截至", "As of"),
    "exceptions": ("异常", "Exceptions"),
    "summary": ("汇总", "Summary"),
    "at_stake": ("涉及金额", "At stake"),
    "oldest": ("最久未动", "Longest without movement"),
    "hours": ("小时", "h"),
    "by_kind": ("按类型", "By kind"),
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
    "page": ("仅供查看；处理请用 exceptions.xlsx", "For reading; work with exceptions.xlsx"),
}

SEVERITIES: Mapping[str, tuple[str, str]] = {
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "info"),
}


def word(name: str, language: Language) -> str:
    """Return a heading in `language`."""
    return (COLUMNS.get(name) or WORDS[name])[0 if language == "zh" else 1]
