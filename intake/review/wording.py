"""What the review workbook says besides the findings: its help sheet, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping

from orders.codes import Language

DECISIONS = ("accept", "correct", "reject", "not-an-order")

WITHOUT_FINDING: Mapping[Language, str] = {
    "zh": "变更或取消，需要人确认：accept 生效，reject 不处理",
    "en": "a change or cancellation waits for a person: accept puts it into effect, reject leaves it out",
}
# why a row is refused: (中文, English); the file is named before it
REFUSED: Mapping[str, tuple[str, str]] = {
    "changed": (
        "review!{line}：订单 {order_id} 在这份表格写出以后已有变化；请在最新的 review.xlsx 里决定",
        "review!{line}: order {order_id} has changed since this workbook was written; decide in the newest review.xlsx",
    ),
    "decided": (
        "review!{line}：订单 {order_id} 的这个决定以前已经采用，不用再做什么",
        "review!{line}: already decided for order {order_id}; nothing more to do",
    ),
    "no-customer": (
        "review!{line}：new-value-unusable：“{new_value}” 不是客户编号；请填客户主数据里的编号",
        "review!{line}: new-value-unusable: “{new_value}” is no customer; write an id of the customer master",
    ),
    "no-item": (
        "review!{line}：new-value-unusable：“{new_value}” 不是物料；请填物料主数据里的料号",
        "review!{line}: new-value-unusable: “{new_value}” is no item; write a sku of the item master",
    ),
}

HELP_SHEET = "说明 help"
HELP: tuple[tuple[str, str, str], ...] = (
    ("", "怎样使用", "how to use this workbook"),
    (
        "1",
        "在 review 表里，每一行是一个问题；同一张订单可能有几行，全部决定以后订单才会继续。",
        "In the sheet review each row is one question. An order can have several; it goes on once all are decided.",
    ),
    (
        "2",
        "看图片和 message，在 decision 列选择；只填 decision、new_value、note、by 四列，其余各列不要改。",
        "Look at picture and message, then choose in the column decision. Fill only decision, new_value, note and by.",
    ),
    (
        "3",
        "保存后运行：{command}（没有填 decision 的行保持不变）",
        "Save, then run: {command} (rows without a decision stay as they are).",
    ),
    ("", "decision 的意思", "what a decision does"),
    (
        "accept",
        "采用 proposed 列的值；没有 proposed 时表示单据上写的就是对的。",
        "Take the value in proposed; where nothing is proposed, what the paper says is right.",
    ),
    (
        "correct",
        "采用你写在 new_value 列的值：数字 1250.00，日期 2026-01-20，物料填我们的料号，买方填客户编号，单位填 只、箱。",
        "Take what you wrote in new_value: numbers like 1250.00, dates like 2026-01-20, for an item our sku, "
        "for a buyer the customer id, for a unit a word such as pcs.",
    ),
    (
        "reject",
        "不接受整张订单；不会产生任何单据。一行写 reject 就够了。",
        "Turn the whole order down; nothing is made from it. One row with reject is enough.",
    ),
    (
        "not-an-order",
        "这份文件不是订单（例如报价单、发票）。",
        "The document is no order at all (a quotation, an invoice).",
    ),
    ("", "其他", "more"),
    (
        "key",
        "订单在表格写出以后有变化，这一行会被拒绝并说明；请用最新的 review.xlsx。",
        "A row whose order has changed since is refused by name; use the newest review.xlsx.",
    ),
    (
        "by",
        "写下决定人的名字，以后可以查到。",
        "Write who decided; it is kept with the decision.",
    ),
)
