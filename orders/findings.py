"""Finding codes: what may be asked about a paper, how grave it is, and its sentence in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping

from orders.records import Severity

# code: (severity, 中文, English); `{name}` is filled from the finding's facts, `…` where a fact is missing
FINDINGS: Mapping[str, tuple[Severity, str, str]] = {
    "order-number-missing": ("error", "没有找到订单号", "no order number was found"),
    "date-ambiguous": (
        "error",
        "日期“{seen}”有两种读法：{first} 或 {second}",
        "the date “{seen}” can be read as {first} or as {second}",
    ),
    "date-in-past": ("error", "交货日期 {seen} 早于今天 {today}", "the delivery date {seen} lies before {today}"),
    "date-not-working": (
        "warning",
        "{seen} 不是工作日，最近的工作日是 {nearest}",
        "{seen} is no working day; the nearest is {nearest}",
    ),
    "date-unreadable": ("error", "日期“{seen}”读不出来", "“{seen}” cannot be read as a date"),
    "lead-time-short": (
        "warning",
        "{sku} 交货日期 {seen} 早于最早可能日期 {earliest}",
        "{sku}: {seen} is before the earliest possible date {earliest}",
    ),
    "line-amount-disagrees": (
        "error",
        "数量 {quantity} × 单价 {price} = {computed}，单据上写 {seen}",
        "{quantity} × {price} = {computed}, but the paper says {seen}",
    ),
    "total-disagrees": (
        "error",
        "各行与费用合计 {computed}，单据上写 {seen}",
        "lines and charges add up to {computed}, but the paper says {seen}",
    ),
    "capital-amount-disagrees": (
        "error",
        "大写金额“{seen}”是 {amount}，合计是 {total}",
        "the amount in words “{seen}” is {amount}, the total is {total}",
    ),
    "number-unexplained": ("error", "表格里的“{seen}”没有归属", "“{seen}” in the table belongs to no field"),
    "line-number-gap": ("error", "行号不连续：{before} 之后是 {after}", "line numbers jump from {before} to {after}"),
    "line-incomplete": ("error", "这一行缺少 {missing}", "the line lacks {missing}"),
    "lines-missing": ("error", "没有找到订单明细", "no order lines were found"),
    "row-unexplained": (
        "error",
        "表格下方的“{seen}”不属于任何订单行",
        "“{seen}” stands in the table but belongs to no order line",
    ),
    "column-ambiguous": (
        "error",
        "{name}有两列可能：“{first}”与“{second}”",
        "two columns may hold the {name}: “{first}” and “{second}”",
    ),
    "field-ambiguous": (
        "error",
        "{name}有两个不同的值：“{first}”与“{second}”",
        "the {name} is printed twice and differs: “{first}” and “{second}”",
    ),
    "number-ambiguous": (
        "error",
        "数字“{seen}”有两种读法：{first} 或 {second}",
        "the number “{seen}” can be read as {first} or as {second}",
    ),
    "code-wrapped": (
        "error",
        "编码印在多行，不能确定怎样连接：“{seen}”",
        "the code stands on several lines, how it joins is not certain: “{seen}”",
    ),
    "tables-several": (
        "error",
        "有多个表格，无法证明订购的是哪些：“{seen}”",
        "there are several tables and nothing proves which is ordered: “{seen}”",
    ),
    "mapping-ambiguous": (
        "warning",
        "两个客户的映射都认出这份单据：{seen}；两个都没有使用",
        "the mappings of two customers recognise this paper: {seen}; neither is used",
    ),
    "pattern-disagrees": (
        "error",
        "“{seen}”不符合该客户的格式 {pattern}",
        "“{seen}” does not look like this customer's: {pattern}",
    ),
    "pattern-too-slow": (
        "error",
        "映射 {mapping} 里的正则式 {pattern} 在“{seen}”上算得太久",
        "the pattern {pattern} of mapping {mapping} takes too long on “{seen}”",
    ),
    "pages-incomplete": (
        "error",
        "不能证明这张订单的页面齐全：{seen}",
        "nothing proves that all pages of this order are here: {seen}",
    ),
    "text-struck": ("error", "“{seen}”被划掉了", "“{seen}” is struck out"),
    "text-beside": (
        "error",
        "斜排或竖排的“{seen}”可能改变订单内容",
        "“{seen}” stands across the page and may change what the order says",
    ),
    "document-type-unproved": ("error", "没有标题说明这是订单", "no title says that this is an order"),
    "item-unknown": (
        "error",
        "物料“{seen}”不在主数据中；最接近 {nearest}",
        "item “{seen}” is not in the masters; nearest is {nearest}",
    ),
    "item-ambiguous": ("error", "物料“{seen}”对应多个：{candidates}", "item “{seen}” fits several: {candidates}"),
    "item-look-alike": (
        "error",
        "物料“{seen}”不存在，形近的是 {nearest}",
        "item “{seen}” does not exist; {nearest} looks alike",
    ),
    "item-description-disagrees": (
        "error",
        "物料 {sku} 的名称是“{name}”，单据上写“{seen}”",
        "item {sku} is “{name}”, but the paper says “{seen}”",
    ),
    "item-discontinued": (
        "error",
        "物料 {sku} 状态为 {state}；替代：{replaced_by}",
        "item {sku} is {state}; replaced by {replaced_by}",
    ),
    "item-shut-out": (
        "error",
        "物料 {sku} 的主数据有错，不能使用：{reason}",
        "item {sku} cannot be used, its master data has faults: {reason}",
    ),
    "drawing-revision-outdated": (
        "error",
        "{sku} 图纸版本有效的是 {valid}，单据上写 {seen}",
        "{sku}: drawing revision {valid} is valid, but the paper says {seen}",
    ),
    "bom-missing": ("error", "{sku} 在 {day} 没有有效的 BOM", "{sku} has no valid BOM on {day}"),
    "bom-version-outdated": (
        "error",
        "{sku} 在 {day} 有效的 BOM 版本是 {valid}，单据上写 {seen}",
        "{sku}: BOM version {valid} is valid on {day}, but the paper says {seen}",
    ),
    "bom-circular": ("error", "{sku} 的 BOM 包含自身：{circle}", "the BOM of {sku} contains itself: {circle}"),
    "bom-component-unknown": (
        "error",
        "{sku} 的 BOM 里的 {component} 不在物料主数据中",
        "the BOM of {sku} names {component}, which is not in the item master",
    ),
    "unit-unknown": (
        "error",
        "单位“{seen}”不认识；{sku} 的单位是 {unit}",
        "unit “{seen}” is unknown; {sku} is counted in {unit}",
    ),
    "unit-ambiguous": (
        "error",
        "单位“{seen}”在不同国家意思不同",
        "unit “{seen}” means different things in different countries",
    ),
    "unit-disagrees": (
        "error",
        "{sku} 的单位是 {unit}，单据上写 {seen}",
        "{sku} is counted in {unit}, but the paper says {seen}",
    ),
    "quantity-not-whole": (
        "error",
        "{sku} 订购 {quantity} {unit}，不是整数",
        "{quantity} {unit} of {sku} are ordered, which is no whole number",
    ),
    "pack-not-full": (
        "info",
        "{sku} 每{pack} {many} {unit}，订购 {quantity} {unit} 不是整包装",
        "{sku} comes {many} {unit} to the {pack}; {quantity} {unit} leave one half full",
    ),
    "price-disagrees": (
        "error",
        "{sku} 的价格是 {price}，单据上写 {seen}",
        "{sku}: the price is {price}, but the paper says {seen}",
    ),
    "price-unknown": ("error", "客户 {customer} 没有 {sku} 的价格", "customer {customer} has no price for {sku}"),
    "currency-unknown": ("error", "币种“{seen}”不能确定", "the currency “{seen}” cannot be told"),
    "currency-disagrees": (
        "error",
        "客户的币种是 {currency}，单据上写 {seen}",
        "the customer's currency is {currency}, but the paper says {seen}",
    ),
    "tax-basis-unknown": ("warning", "没有说明价格是否含税", "it is not said whether prices include tax"),
    "buyer-unknown": (
        "error",
        "买方“{seen}”不在客户主数据中；最接近 {nearest}",
        "buyer “{seen}” is not in the customer master; nearest is {nearest}",
    ),
    "buyer-ambiguous": (
        "error",
        "买方“{seen}”对应多个客户：{candidates}",
        "buyer “{seen}” fits several customers: {candidates}",
    ),
    "seller-not-us": ("error", "供方“{seen}”不是我们", "the seller “{seen}” is not us"),
    "ship-to-unknown": (
        "error",
        "收货地址“{seen}”不在客户主数据中，可能是诈骗；请用已知的电话向客户核实",
        "the ship-to “{seen}” is not in the customer master; possible fraud, ask the customer by a number you know",
    ),
    "bank-account-changed": (
        "error",
        "银行账号“{seen}”与主数据不同，可能是诈骗",
        "bank account “{seen}” differs from the master; possible fraud",
    ),
    "credit-exceeded": ("error", "信用额度 {limit}，已用 {used}", "credit limit {limit}, used {used}"),
    "credit-unknown": (
        "warning",
        "不能核对信用额度 {limit}：订单或未结订单没有金额，或币种不同（{seen}）",
        "the credit limit {limit} cannot be checked: an order has no amount or another currency ({seen})",
    ),
    "urgent-not-allowed": ("error", "客户等级 {level} 不允许加急", "level {level} customers may not order as urgent"),
    "needs-engineering-review": (
        "error",
        "含非标参数，需工程评审：{seen}",
        "non-standard parameters need an engineering review: {seen}",
    ),
    "rule-held": ("error", "规则“{rule}”要求人工处理：{seen}", "rule “{rule}” asks for a person: {seen}"),
    "rule-fact-missing": (
        "error",
        "规则“{rule}”需要“{missing}”，订单和主数据里没有",
        "rule “{rule}” needs “{missing}”, which neither order nor masters say",
    ),
    "rule-conflict": (
        "error",
        "规则“{rule}”与“{other}”矛盾：{seen}",
        "rules “{rule}” and “{other}” contradict each other: {seen}",
    ),
    "credit-review-needed": (
        "error",
        "规则“{rule}”要求信用额度二次审核：{seen}",
        "rule “{rule}” asks for a second credit review: {seen}",
    ),
    "duplicate-order": ("warning", "订单 {order} 已收到过：{file}", "order {order} is here already: {file}"),
    "order-revised": ("error", "订单 {order} 的修订：{changes}", "a revision of order {order}: {changes}"),
    "order-supplement": (
        "error",
        "订单 {order} 的增补：{lines}；接受后作为另一张订单，原订单不变",
        "a supplement of order {order}: {lines}; if accepted it is an order of its own, the first stays as it is",
    ),
    "approval-refused": (
        "error",
        "规则“{rule}”要求的审批被拒绝：{seen}；原订单继续有效。可在 tasks.xlsx 补批，或在此拒绝本变更",
        "the approval that rule “{rule}” asks for was refused: {seen}; the order before this change stands. "
        "Approve it in tasks.xlsx after all, or reject the change here",
    ),
    "order-conflict": (
        "error",
        "订单号 {order} 已有内容不同的订单：{changes}",
        "order number {order} is taken by a different order: {changes}",
    ),
    "ocr-unconfirmed": ("error", "识别值“{seen}”没有第二证据", "nothing confirms the OCR reading “{seen}”"),
    "readings-differ": (
        "error",
        "两次读取不同：“{first}”与“{second}”",
        "two readings differ: “{first}” and “{second}”",
    ),
    "structured-disagrees": ("error", "结构化数据与画面不一致：{seen}", "structured data and picture disagree: {seen}"),
    "structured-sum-disagrees": (
        "error",
        "报文中的{name}写 {seen}，各部分合计 {computed}",
        "the message says {name} {seen}, its parts come to {computed}",
    ),
    "structured-invalid": ("error", "报文不符合标准：{seen}", "the message breaks its standard: {seen}"),
    "structured-unread": (
        "error",
        "报文里有没有读取的内容，可能改变订单：{seen}",
        "the message says something that is not read and may change the order: {seen}",
    ),
    "control-count-wrong": (
        "error",
        "报文的控制数 {name} 写 {seen}，实际是 {computed}",
        "the message's control {name} says {seen}, it is {computed}",
    ),
    "message-is-test": ("error", "报文标明是测试：{seen}", "the message says that it is a test: {seen}"),
    "document-encrypted": (
        "error",
        "文件有密码，打不开；请客户发送无密码的文件",
        "the file needs a password; ask the customer for one without",
    ),
    "document-damaged": ("error", "文件损坏或不完整：{reason}", "the file is damaged or incomplete: {reason}"),
    "document-over-limit": ("error", "文件超过限制：{reason}", "the file is over a limit: {reason}"),
    "document-unsupported": ("error", "不支持的文件类型：{reason}", "this kind of file is not read: {reason}"),
    "document-annotated": (
        "error",
        "第 {page} 页上有批注或表单内容，没有读取：{seen}",
        "page {page} carries a remark or form field that is not read: {seen}",
    ),
    "changes-tracked": (
        "error",
        "文件带有未接受的修订：{seen}；请接受或拒绝修订后重发",
        "the file tracks changes that nobody accepted or refused: {seen}",
    ),
    "text-layer-untrusted": ("error", "文字层不可信：{reason}", "the text layer cannot be trusted: {reason}"),
    "order-mentioned": (
        "error",
        "正文提到一张订单，需要人工阅读：“{seen}”",
        "the text speaks of an order; someone must read it: “{seen}”",
    ),
    "change-stated": (
        "error",
        "单据写明变更（订单 {order}）：{changes}",
        "the paper changes order {order}: {changes}",
    ),
    "changes-only": (
        "error",
        "单据只写明变更的内容，不是整张订单：{seen}",
        "the paper names changes only, not the whole order: {seen}",
    ),
    "order-cancelled": ("warning", "取消整张订单 {order}：“{seen}”", "the whole order {order} is cancelled: “{seen}”"),
    "cancellation-unclear": (
        "error",
        "不能确定取消订单 {order} 的全部还是部分：“{seen}”",
        "it is not said whether all of order {order} is cancelled: “{seen}”",
    ),
    "order-changed-in-mail": (
        "error",
        "邮件正文似乎改变订单内容：“{seen}”",
        "the mail's own text may change the order: “{seen}”",
    ),
    "mail-text-unexplained": (
        "error",
        "邮件正文提到的 {missing} 附件里没有：“{seen}”",
        "the mail's own text says {missing}, which none of its files does: “{seen}”",
    ),
    "attachment-is-link": (
        "error",
        "附件是链接，需人工下载：{seen}",
        "the attachment is a link; someone must fetch it: {seen}",
    ),
    "not-an-order": ("info", "不是订单：{reason}", "no order: {reason}"),
    "reader-crashed": ("error", "读取时程序出错：{reason}", "the reader crashed: {reason}"),
}
