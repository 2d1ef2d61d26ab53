"""What the screen says, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping

from orders.codes import Language
from orders.doctor import Part

# name: (中文, English); `{name}` is filled by the caller
SENTENCES: Mapping[str, tuple[str, str]] = {
    "reading": ("正在读取 {file}", "read {file}"),
    "already-done": ("{count} 份文件以前已处理过", "{count} document(s) already done"),
    "already-delivered": ("{count} 份下达单据以前已交付", "{count} planned document(s) already delivered"),
    "carried-on": ("接着完成中断的运行：{runs}", "carrying on the interrupted run(s): {runs}"),
    "messages": (
        "邮件 {in}：订单 {order}，重发 {resend}，非订单 {not_an_order}，待处理 {held}，失败 {failed}",
        "messages {in}: order {order}, resend {resend}, no order {not_an_order}, held {held}, failed {failed}",
    ),
    "documents": (
        "文件：通过 {accepted}，待人工 {review}，不是新订单 {rejected}，失败 {failed}",
        "documents: accepted {accepted}, for a person {review}, no new order {rejected}, failed {failed}",
    ),
    "plan": (
        "生成：销售 {sales}，采购 {purchase}，生产 {production}，出库 {outbound}",
        "planned: sales {sales}, purchase {purchase}, production {production}, outbound {outbound}",
    ),
    "deliveries": (
        "交付：已发 {sent}，之前已到 {already}，失败 {failed}",
        "delivered: sent {sent}, there already {already}, failed {failed}",
    ),
    "rows": (
        "{system} 共 {in} 行：一致 {clean}，异常 {exception}，排除 {excluded}",
        "{system} {in} rows: clean {clean}, exception {exception}, excluded {excluded}",
    ),
    "exceptions": ("异常 {count} 条：{kinds}", "{count} exception(s): {kinds}"),
    "papers": (
        "与 {orders} 张订单的单据比对：{count} 处不同：{kinds}",
        "compared with the papers of {orders} order(s), {count} difference(s): {kinds}",
    ),
    "changes": (
        "新出现 {new}，重新出现 {reopened}，加重 {worse}，仍存在 {still}，已消除 {solved}，已有决定 {settled}",
        "new {new}, reopened {reopened}, worse {worse}, still there {still}, solved {solved}, decided {settled}",
    ),
    "decisions-taken": ("采用了 {count} 条决定", "{count} decision(s) taken over"),
    "rules-never": ("{rules}：条件不可能成立", "{rules}: the condition can never hold"),
    "rules-always": ("{rules}：条件总是成立", "{rules}: the condition always holds"),
    "rules-contradiction": ("矛盾：{rules}；例如 {example}", "contradiction: {rules}; for example {example}"),
    "rules-covered": (
        "多余：前一条成立时后一条总成立，动作也都有：{rules}；例如 {example}",
        "needless: where the first holds the second does, and does all it does: {rules}; for example {example}",
    ),
    "rules-gap": ("缺口：没有规则管到：{rules}；例如 {example}", "gap between rules: {rules}; for example {example}"),
    "rules-overlap": ("重叠：{rules}；例如 {example}", "overlap: {rules}; for example {example}"),
    "rules-untried": (
        "组合太多，没有试完：{rules}；请拆成几条规则",
        "too many combinations, not all were tried: {rules}; split it into several rules",
    ),
    "more-overlaps": ("另有 {count} 处重叠（--json 全列）", "and {count} more overlaps (--json has them all)"),
    "rules-checked": (
        "规则 {count} 条，今天生效 {active} 条：需要处理 {grave} 处，重叠 {overlaps} 处",
        "{count} rule(s), {active} in force today: {grave} thing(s) to mend, {overlaps} overlap(s)",
    ),
    "rules-replayed": (
        "台账中的 {orders} 张订单：{count} 张会不同，其中原已通过的 {accepted} 张",
        "{orders} order(s) of the ledger: {count} would have gone otherwise, {accepted} of them accepted before",
    ),
    "rules-kept": (
        "{rule}｜{deed}：应 {should}，已 {did}，待 {waiting}，超期 {late}（{told}）",
        "{rule} | {deed}: should {should}, did {did}, waiting {waiting}, late {late} ({told})",
    ),
    "rules-kept-all": (
        "规则执行力 {rate}：应执行 {should}，已执行 {did}，等待中 {waiting}（等待中的不计入）",
        "rules kept {rate}: should {should}, did {did}, waiting {waiting} (what waits does not count)",
    ),
    "rules-none-fired": ("台账中还没有规则执行过", "no rule has held for any order of the ledger yet"),
    "rules-table": ("已把 {count} 条规则写入 {file}", "wrote {count} rule(s) to {file}"),
    "rules-examples": (
        "还没有规则；{file} 里是例子（未启用），改好后放进 mappings/，再运行 orderloom rules check",
        "there are no rules yet; {file} holds examples, switched off: change them, put it into mappings/, "
        "then run orderloom rules check",
    ),
    "not-xlsx": ("{file}：请写一个以 .xlsx 结尾的文件名", "{file}: name a file that ends in .xlsx"),
    "file-there": ("{file} 已存在，不会覆盖", "{file} is there already and is not overwritten"),
    "tasks-decided": ("采用了 {count} 条任务决定", "{count} decision(s) about tasks taken over"),
    "tasks-open": (
        "规则派出的任务 {task}，审批 {approve}，通知 {notify}，超期 {overdue}，见 {file}；填好后运行：{command}",
        "rules ask: task {task}, approve {approve}, notify {notify}, overdue {overdue}: {file}; then run: {command}",
    ),
    "still-open": (
        "待处理的异常共 {count} 条，见 {file}；填好后运行：{command}",
        "{count} exception(s) wait for a person: {file}; decide there, then run: {command}",
    ),
    "at-stake": ("涉及金额 {amounts}", "at stake {amounts}"),
    "held": ("待人工：{source} {order}：{reason}", "for a person: {source} {order}: {reason}"),
    "noticed": ("注意：{source}：{reason}", "noted: {source}: {reason}"),
    "failure": ("{state}：{source}：{reason}", "{state}: {source}: {reason}"),
    "still-held": (
        "待人工处理的文件共 {count} 份，见 {file}；填好后运行：{command}",
        "{count} document(s) wait for a person: {file}; decide there, then run: {command}",
    ),
    "look-here": ("结果在 {place}", "see {place}"),
    "sums-disagree": ("数目对不上：{what}", "sums do not add up: {what}"),
    "no-exception": ("这些导出文件里没有异常“{exception}”", "these exports have no exception “{exception}”"),
    "engineering": (
        "工程变更 {changes} 处；{orders} 张订单的已下达单据有 {outdated} 行用的是旧版本，见 engineering_changes.xlsx",
        "{changes} engineering change(s); {outdated} issued line(s) of {orders} order(s) stand on old versions: "
        "engineering_changes.xlsx",
    ),
    "engineering-order": (
        "  更改单据：orderloom engineering apply {order}",
        "  to change its documents: orderloom engineering apply {order}",
    ),
    "history-rows": (
        "历史订单 {rows} 行：采用 {taken}，重复 {repeated}，没有订单号 {without_number}，读不出 {refused}",
        "history, {rows} rows: taken {taken}, repeated {repeated}, without a number {without_number}, "
        "refused {refused}",
    ),
    "history-orders": (
        "订单 {orders}：新增 {added}；同号不同内容的号码 {several}，客户不在主数据中 {strangers}",
        "{orders} order(s), {added} of them new; numbers with several contents {several}, unknown customers "
        "{strangers}",
    ),
    "history-none": ("没有客户“{customer}”的历史订单", "there is no earlier order of customer “{customer}”"),
    "nothing-known": ("没有订单“{order}”的记录", "nothing is known of order “{order}”"),
    "track": (
        "{order}{revision}：{stage}，自 {since}；下一步：{next}",
        "{order}{revision}: {stage} since {since}; next: {next}",
    ),
    "event": ("  {at}  {stage}  {system}  {line}  {note}", "  {at}  {stage}  {system}  {line}  {note}"),
    "planned-document": ("  {document_type}  {document_id}  {state}", "  {document_type}  {document_id}  {state}"),
    "next-person": ("由人处理（{reasons}）", "a person ({reasons})"),
    "next-split": ("orderloom split", "orderloom split"),
    "next-deliver": ("orderloom deliver", "orderloom deliver"),
    "next-downstream": ("下游系统（采购、生产、仓库）", "the downstream systems (buying, making, shipping)"),
    "next-nobody": ("无", "nobody"),
    "initialised": ("已建立 {file}", "made {file}"),
    "nothing-to-add": ("{folder} 已经齐全", "{folder} is complete already"),
    "next-init": (
        "下一步：在 orderloom.yaml 填写 company，放入主数据，再运行 orderloom nightly -w {folder}",
        "next: fill in company in orderloom.yaml, put your masters in, run orderloom nightly -w {folder}",
    ),
    "mapping-good": ("{file}：没有错误", "{file}: no mistakes"),
    "replayed": (
        "{documents} 份文件重读：{count} 条记录有变化，其中已通过的 {accepted} 条",
        "{documents} document(s) read again: {count} record(s) change, {accepted} of them accepted before",
    ),
    "replay-missing": (
        "台账中的 {count} 份文件已不在原处，没有重读",
        "{count} file(s) of the ledger are not there any more and were not read",
    ),
    "more-fields": ("  另有 {count} 处", "  and {count} more"),
    "draft-right": ("{file}：用这份草稿读出的值与确认的一致", "{file}: read as confirmed with this draft"),
    "draft-wrong": ("{file}：用这份草稿仍不一致：{paths}", "{file}: with this draft still otherwise: {paths}"),
    "no-values": (
        "{file}：没有确认过的值，没有用上",
        "{file}: nobody has confirmed one order in it; it taught nothing",
    ),
    "next-draft": (
        "下一步：存为 mappings/ 下的文件，逐行核对，再运行 orderloom mapping check 和 orderloom mapping test",
        "next: save it in mappings/, read every line, then run orderloom mapping check and orderloom mapping test",
    ),
    "nothing-new": (
        "没有新的可学内容；映射已经够用",
        "the documents teach nothing that the mappings do not have",
    ),
    "patch-head": (
        "人工决定得出的建议；核对后用 patch -p1 -d 工作区 应用，程序不会自动应用",
        "proposed from persons' decisions, applied by nobody: read it, then run patch -p1 -d WORKSPACE",
    ),
    "nothing-decided": (
        "人工决定里没有新的可学内容",
        "the decisions in this workspace teach nothing that mappings and masters do not have",
    ),
    "out-taken": (
        "{folder} 里有别的文件；请用 -o 指定一个新文件夹",
        "{folder} holds other files; name a new folder with -o",
    ),
    "two-systems": (
        "对账至少需要 crm、erp、wms 中的两个",
        "reconcile needs at least two of crm, erp and wms",
    ),
    "export-alone": (
        "--export 起草一个导出的映射，不能与 FILES 或 --customer 一起用",
        "--export drafts the mapping of one export: it goes without FILES and --customer",
    ),
    "not-supported": ("{option} 还不支持", "{option} is not available yet"),
    "crash": (
        "程序自身出错；已完成的工作都保留，下次运行会接着做",
        "a fault of ours; finished work is kept, the next run carries on",
    ),
    "interrupted": (
        "已中断；完成的部分保留，其余下次运行",
        "interrupted; finished work is kept, the rest runs next time",
    ),
    "verify-good": ("{count} 个样本都与预期一致", "{count} sample(s) say the same as before"),
    "verify-none": ("{folder} 里没有 *.expected.json", "{folder} holds no *.expected.json"),
    "verify-bad": ("{count} 个样本中 {bad} 个与预期不同", "{bad} of {count} sample(s) differ"),
    "doctor-has": ("有    {part}：{detail}", "has    {part}: {detail}"),
    "doctor-lacks": ("缺    {part}：{detail}  →  {remedy}", "lacks  {part}: {detail}  →  {remedy}"),
    "doctor-could": ("可选  {part}：{detail}  →  {remedy}", "could  {part}: {detail}  →  {remedy}"),
}

STATES: Mapping[str, tuple[str, str]] = {
    "accepted": ("通过", "accepted"),
    "review": ("待人工", "for a person"),
    "rejected": ("不是新订单", "no new order"),
    "failed": ("失败", "failed"),
    "refused": ("未采用", "refused"),
    "shut-out": ("物料停用", "item shut out"),
}

# parts of a machine whose name is no program's
PARTS: Mapping[str, tuple[str, str]] = {
    "rapidocr models": ("rapidocr 模型", "rapidocr models"),
    "tesseract languages": ("tesseract 语言", "tesseract languages"),
    "CJK font": ("中文字体", "CJK font"),
    "database": ("数据库", "database"),
}


def say(name: str, language: Language, **facts: object) -> str:
    """Say one sentence of the screen in `language`."""
    return SENTENCES[name][0 if language == "zh" else 1].format(**facts)


def state_word(state: str, language: Language) -> str:
    """Name a document's state."""
    return STATES[state][0 if language == "zh" else 1] if state in STATES else state


def part_line(part: Part, language: Language) -> str:
    """Say of one part of the machine whether it is there, and the command that brings it."""
    name = "doctor-has" if part.ok else "doctor-lacks" if part.needed else "doctor-could"
    title = PARTS[part.name][0 if language == "zh" else 1] if part.name in PARTS else part.name
    return say(name, language, part=title, detail=part.detail, remedy=part.remedy)
