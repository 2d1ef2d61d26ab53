"""What each kind of exception means and what to do about it, in 中文 and English; docs/exceptions.md says the same."""

from __future__ import annotations

from collections.abc import Mapping

# kind: (meaning 中文, meaning English, what to do 中文, what to do English)
REMEDIES: Mapping[str, tuple[str, str, str, str]] = {
    "missing-in-crm": (
        "其他系统有的订单行（或整张订单），CRM 没有",
        "an order line, or a whole order, that the others have and the CRM has not",
        "在 CRM 补录，或查明为什么绕过了 CRM",
        "enter it in the CRM, or find out why it went past it",
    ),
    "missing-in-erp": (
        "其他系统有的订单行（或整张订单），ERP 没有",
        "an order line, or a whole order, that the others have and the ERP has not",
        "在 ERP 下单；已发货的先查凭什么发的货",
        "enter it in the ERP; if it was shipped, find out on what paper",
    ),
    "missing-in-wms": (
        "已到待发货阶段超过允许时间，WMS 仍没有",
        "ready to ship for longer than permitted, and the WMS has no such line",
        "下发到 WMS；直发的订单接受并写明",
        "hand it to the warehouse; accept it if the supplier ships it",
    ),
    "duplicate": (
        "同一订单行在一个系统里多了几行，去掉后数量相符",
        "rows too many in one system: without them the quantities agree",
        "删除多余的行；真是两次订货就补订单行号",
        "delete the surplus rows; if it was ordered twice give it a line number of its own",
    ),
    "key-collision": (
        "订单号属于另一张订单，行的内容对不上这个号",
        "the row bears the number of another live order; customer, item and quantity say so",
        "按提示的订单号更正；不是同一行就填“匹配错误”",
        "correct the number to the one named; if that is not it either say wrong match",
    ),
    "ambiguous-match": (
        "可能属于几张订单，机器不选",
        "the row may belong to several orders; the machine does not choose",
        "由人查明后更正订单号",
        "find out which, and correct the number",
    ),
    "suggested-match": (
        "订单号写错、截断或空白，按其他字段很可能是某一行",
        "a number mistyped, cut off or blank; by its other fields it is probably a certain line",
        "更正订单号；对的就接受，不对就填“匹配错误”",
        "correct the number; accept it if it is right, say wrong match if it is not",
    ),
    "quantity-mismatch": (
        "数量超出允许偏差，或已发货的实发少于应发",
        "quantities differ by more than permitted, or less was shipped than the shipped rows say",
        "找出哪边改过数量；短装的补发或改单",
        "find out who changed it; send the rest, or change the order",
    ),
    "price-mismatch": (
        "单价超出允许偏差",
        "unit prices differ by more than permitted",
        "按合同或报价更正，开票前必须一致",
        "correct it after the contract; it must agree before the invoice",
    ),
    "amount-mismatch": (
        "数量、单价一致而金额或币种不一致",
        "amount or currency differs although quantity and price agree",
        "核对税、折扣、币种，更正错的一边",
        "check tax, discount and currency, correct the wrong side",
    ),
    "sku-mismatch": (
        "同一订单行的物料不同",
        "another item on the same order line",
        "发货前确认物料；替代料要有客户同意",
        "settle it before shipping; a substitute needs the customer's consent",
    ),
    "customer-mismatch": (
        "同一订单行的客户不同",
        "another customer on the same order line",
        "更正客户；简称进客户主数据的别名",
        "correct it; a short name belongs into the customer's aliases",
    ),
    "date-mismatch": (
        "日期相差超过允许天数",
        "dates lie further apart than permitted",
        "以答复客户的日期为准，更正其他系统",
        "what the customer was told holds: correct the others",
    ),
    "status-conflict": (
        "一个系统早已前进（或取消、暂停、退货），另一个还停着",
        "one system has moved on, cancelled, held or taken back long ago, the other has not",
        "补做落后系统的动作；取消的要停下另一边",
        "do what the system behind lacks; stop the other side of what is cancelled",
    ),
    "waybill-mismatch": (
        "运单号不一致",
        "waybills differ",
        "向承运商核实后更正",
        "ask the carrier, then correct it",
    ),
    "stalled": (
        "没有任何系统有动作，超过允许天数",
        "no system has moved for longer than permitted",
        "催办，或暂停、取消订单",
        "press on, or hold or cancel the order",
    ),
    "bom-version-mismatch": (
        "BOM 版本不一致",
        "BOM versions differ",
        "停下生产或发货，由工程确认版本",
        "stop making and shipping until engineering says which holds",
    ),
    "lossy-cell": (
        "编号被 Excel 破坏（科学计数、末位变 0）",
        "an id that Excel has destroyed (E+, last digits zero)",
        "重新导出，该列设为文本",
        "export again with the column as text",
    ),
    "unreadable-value": (
        "单元格的词或数字读不出来，不参加比较",
        "a word or number that cannot be read and takes part in no comparison",
        "更正单元格；新的状态词写进映射",
        "correct the cell; a new status word belongs into the mapping",
    ),
}
