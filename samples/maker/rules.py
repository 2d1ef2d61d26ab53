"""The company's own rules, as Chenxin's people would write them: name, condition → what follows, and why."""

from __future__ import annotations

from pathlib import Path

HEAD = """# Chenxin's own rules. They are not in force: copy this file into mappings/ to switch them on, then
#   orderloom rules check && orderloom rules test
kind: rules
currency: CNY
rates: {EUR: "7.80", USD: "7.10"}
rules:
"""
RULES = (
    ("A级大额复审", "订单金额 > 500000 且 客户等级 = A → 信用额度二次审核", "再好的客户，大单也要再看一眼额度"),
    ("B级大额复审", "订单金额 > 300000 且 客户等级 = B → 信用额度二次审核", "按等级分档"),
    ("C级大额复审", "订单金额 > 100000 且 客户等级 = C → 信用额度二次审核", "按等级分档"),
    ("D级大额复审", "订单金额 > 20000 且 客户等级 = D → 信用额度二次审核", "按等级分档"),
    ("额度将满", "额度占用率 > 80 % → 打标签 额度紧张, 任务 财务部 8 小时", "超额之前先催款"),
    ("T+3加急", "标签 含 T+3 且 客户等级 ≥ A → 加急", "年度合同约定"),
    ("D级不加急", "客户等级 = D → 不允许加急", "2025 年起执行"),
    ("C级加急须批", "客户加急 且 客户等级 = C → 暂停, 任务 销售总监 4 小时", "加急费谁出要先说清"),
    ("非标评审", "含非标参数 → 工程评审, 通知 技术总监", "非标不评审，返工占三成"),
    ("短交期锁库", "交期 < 7 天 → 虚拟锁库", "审着审着货被别的单拿走"),
    ("短交期排产", "交期 < 14 天 且 自制外购 = make → 打标签 短交期, 任务 计划部 4 小时", "自制件两周内须人工排产"),
    ("交期紧于提前期", "交期余量 < 0 天 → 打标签 交期紧张, 通知 计划部", "来不及的早说"),
    ("缺货短交", "数量 > 可用库存 且 交期 < 10 天 → 任务 计划部 4 小时", "库存不够又很急"),
    ("低于起订量", "最小起订量 不为空 且 数量 < 最小起订量 → 暂停, 任务 销售内勤 1 个工作日", "小单要加价"),
    ("大额行审批", "行金额 ≥ 10 万元 → 交付前审批 生产总监 2 个工作日", "单行大额先核产能"),
    ("大单交付审批", "订单金额 ≥ 30 万元 → 交付前审批 总经理 1 个工作日", "下达前总经理签字"),
    ("特殊折扣", "折扣 > 10 % → 暂停, 任务 销售总监 1 个工作日", "折扣权限"),
    ("大额折让", "折让 > 5000 → 任务 财务部 1 个工作日", "折让须入账"),
    ("款到发货", "付款条件 含 款到发货 或 付款条件 含 advance → 打标签 款到发货, 交付前审批 财务部", "钱到再下达"),
    ("长账期大单", "付款条件 含 90天 且 订单金额 > 200000 → 通知 财务总监", "资金占用"),
    ("外贸订单", "币种 ≠ CNY → 打标签 外贸", "单证组据此分单"),
    ("外贸大单锁汇", "币种 ≠ CNY 且 订单金额 > 100000 → 任务 财务部 1 个工作日", "汇率风险"),
    ("多行订单", "行数 > 20 → 打标签 多行, 任务 计划部 1 个工作日", "齐套要专人跟"),
    ("带图订单", "有图纸 或 附图数 > 0 → 通知 工程部", "图纸版本由工程核对"),
    ("停产物料", "物料状态 = phase_out → 暂停, 任务 产品经理 1 个工作日", "先谈替代"),
    ("指定BOM版本", "BOM版本 不为空 → 通知 工程部", "客户点名版本的要留意 ECN"),
    ("特殊要求", "备注 含 特殊 或 行备注 含 特殊 → 暂停, 任务 销售内勤 4 小时", "写在备注里的要求没人看"),
)


def write(folder: Path) -> None:
    """Write the rules beside the workspace's mappings, where they are read by nobody until they are copied."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = (f'  - name: {name}\n    rule: "{rule}"\n    note: {why}\n' for name, rule, why in RULES)
    (folder / "chenxin.yaml").write_text(HEAD + "".join(rows), encoding="utf-8")
