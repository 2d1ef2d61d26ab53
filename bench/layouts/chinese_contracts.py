"""Chinese purchase contracts and orders over several pages: articles, carried sums, terms behind the order."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from random import Random

from bench.layouts.chinese_clerk import (
    BANKS,
    Hand,
    basis_of,
    cells,
    chosen,
    closing,
    columns,
    fields,
    hand,
    in_capitals,
    letterhead,
    order_of,
    plain_table,
    told,
    total_rows,
    totals,
)
from bench.layouts.chinese_tables import LAYOUTS as TABLES
from bench.layouts.goods import filled
from bench.layouts.html import (
    Column,
    grid,
    head_row,
    labelled,
    page,
    row,
    span_row,
    table,
    weasyprint_pdf,
)
from bench.layouts.paper import Layout, Order, Paper, Pen, Row

PLACES = ("苏州工业园区", "宁波北仑", "东莞长安", "需方所在地", "青岛黄岛")
ARTICLES = (
    "质量标准：按国家标准GB/T 19001及双方确认的图纸执行，质保期{months}个月。",
    "包装标准：纸箱或木箱，每箱净重不超过{weight}kg，包装费用由乙方承担。",
    "运输方式及费用：乙方负责送货至甲方指定地点，运费由乙方承担。",
    "验收：货到{days}个工作日内验收，抽样按GB/T 2828.1，AQL=0.65。",
    "违约责任：逾期交货每日按合同总额的0.{rate}%支付违约金，累计不超过10%。",
    "争议解决：协商不成，提交甲方所在地人民法院裁决。",
    "本合同一式贰份，双方各执壹份，传真件、扫描件具有同等效力。",
    "不可抗力：遇自然灾害，应于{days}日内书面通知对方。",
)
NUMERALS = "二三四五六七八九十"
CLAUSES = (
    "供方应在收到订单后2个工作日内书面确认，逾期视为接受全部条款。",
    "供方未经需方同意不得变更产品的材料、工艺及制造地点，变更须提前90天书面申请。",
    "交货数量与订单数量的偏差不得超过±3%，超出部分需方有权退回。",
    "每批产品须附出厂检验报告1份、材质证明1份，保存期限不少于15年。",
    "进料检验按GB/T 2828.1-2012一般检验水平II，AQL取0.65/1.5/4.0。",
    "批量不合格率超过2%时，供方承担挑选费用，每工时80元。",
    "逾期1至5天，每天扣该批货款的0.5%；逾期6天以上，每天扣1%。",
    "停线损失按每小时3,500.00元计算，由责任方承担。",
    "发票应于每月25日前送达，逾期则顺延至次月结算。",
    "质保期为18个月，自验收合格之日起计算。",
    "供方每年须参加1次年度审核，得分低于70分的取消供货资格。",
    "包装箱尺寸不大于600×400×300mm，毛重不超过20kg，堆码不超过4层。",
    "保密义务在合同终止后5年内持续有效。",
    "本条款自2026年1月1日起执行，版本号QF-PUR-008 Rev.3。",
)


def purchase_contract(pen: Pen) -> Paper:
    """A contract between two parties: fields, articles, the table as article one, the amount in capitals."""
    rng = pen.rng
    clerk, order = hand(rng, capitals=True), order_of(pen)
    parties = rng.choice(
        (
            ("甲方（需方）", "乙方（供方）"),
            ("甲方(买方)", "乙方(卖方)"),
            ("需方", "供方"),
            ("买方（甲方）", "卖方（乙方）"),
        )
    )
    sides = [
        list(zip(parties, (order.buyer, order.seller), strict=True)),
        [
            (rng.choice(("合同编号", "合同号")), order.order_id),
            (rng.choice(("签订日期", "签订时间", "签约日期")), clerk.day(order.issue_date)),
            (rng.choice(("签订地点", "签约地点")), rng.choice(PLACES)),
        ],
    ]
    due, terms = rng.random() < 0.7, rng.random() < 0.8
    title = rng.choice(("购 销 合 同", "采购合同", "产品购销合同", "工业品买卖合同"))
    halves = "".join(f"<div>{labelled(side)}</div>" for side in sides)
    opening = "<p>根据《中华人民共和国民法典》及有关规定，经双方友好协商，就以下产品的购销事宜达成如下协议：</p>"
    body = f"<h1>{title}</h1><div class='cols'>{halves}</div>{opening}<p>一、产品名称、规格型号、数量、金额：</p>"
    body += (
        _contract_table(clerk, order) + _articles(clerk, order, parties, due, terms) + _parties(clerk, order, parties)
    )
    pdf = weasyprint_pdf(page(body, font=clerk.font))
    return pen.paper(pdf, told(clerk, order, (), due=due, terms=terms))


def _contract_table(clerk: Hand, order: Order) -> str:
    rng = clerk.rng
    keys = ["no", "code", "description", "specification", "unit", "quantity", "price", "amount", "note"]
    keys = [key for key in keys if key not in ("specification", "note", "no") or rng.random() < 0.6]
    heads = columns(clerk, keys, basis_of(clerk, order))
    count = len(heads)
    sums = [pair for pair in totals(clerk, order) if "大写" not in pair[0]]
    words = rng.choice(("合计人民币金额（大写）", "合计人民币（大写）", "合同总金额（大写）人民币"))
    text = in_capitals(clerk, order).removeprefix("人民币").removeprefix("：")
    last = span_row(count, (count, "left", f"{words}：{text}"))
    if rng.random() < 0.3:
        last = span_row(
            count, (3, "left", words), (count - 3, "left", f"{text}　　（小写）{clerk.money(order.payable_total)}")
        )
    body = [row(heads, cells(clerk, line, heads)) for line in order.rows]
    return table(
        "ruled", head_row(heads), body, [*(span_row(count, (2, "center", a), (1, "right", b)) for a, b in sums), last]
    )


def _articles(clerk: Hand, order: Order, parties: Sequence[str], due: bool, terms: bool) -> str:
    rng = clerk.rng
    texts = []
    if due:
        words = rng.choice(("交货日期：{}", "交货时间：{}前", "交（提）货时间：{}", "交货期限：{}前交清"))
        texts.append(words.format(clerk.day(order.due)) + "。")
    if terms:
        words = rng.choice(("付款方式", "结算方式", "付款条件"))
        texts.append(f"{words}：{order.payment_terms}")
    drawn = {
        "months": rng.choice((12, 18, 24)),
        "weight": rng.choice((20, 25)),
        "days": rng.choice((3, 7)),
        "rate": rng.randint(1, 5),
    }
    texts += [text.format(**drawn) for text in rng.sample(ARTICLES, 5)]
    made = "".join(f"<p>{numeral}、{text}</p>" for numeral, text in zip(NUMERALS, texts, strict=False))
    return made if "甲" in parties[0] else made.replace("甲方", parties[0]).replace("乙方", parties[1])


def _parties(clerk: Hand, order: Order, names: Sequence[str]) -> str:
    rng = clerk.rng
    sides = ""
    for name, company, address in zip(
        names, (order.buyer, order.seller), (order.buyer_address, order.seller_address), strict=True
    ):
        bank = f"{rng.choice(BANKS)}<br>账号：{filled(rng, '################')}"
        bank += f"<br>税号：{filled(rng, '9132####MA1L####XL')}"
        agent = rng.choice(order.place.people)
        sides += f"<div>{name}（盖章）：{company}<br>地址：{address}<br>委托代理人：{agent}<br>开户银行：{bank}</div>"
    return f"<div class='cols small' style='margin-top:10px'>{sides}</div>"


def over_pages(pen: Pen) -> Paper:
    """A long table over two or three pages, carried forward (过次页, 承前页) or with a subtotal on each page."""
    rng = pen.rng
    clerk = hand(rng)
    order = order_of(pen, rows=(25, 45), same_unit=True, tax_rate=rng.choice(("0", "0.13")))
    keys = chosen(clerk, ("order_id", "issue", "seller", "buyer"), ("due", "contact", "phone", "terms"))
    wanted = ["no", "code", "description", "specification", "quantity", "unit", "price", "amount", "note"]
    wanted = [key for key in wanted if key not in ("specification", "note") or rng.random() < 0.5]
    heads = columns(clerk, wanted, basis_of(clerk, order))
    body = letterhead(clerk, order) + grid(fields(clerk, order, keys)) + _long_table(clerk, order, heads)
    foot = "'第 ' counter(page) ' 页 共 ' counter(pages) ' 页'"
    pdf = weasyprint_pdf(page(body + closing(clerk, order), font=clerk.font, size=8.5, foot=foot))
    return pen.paper(pdf, told(clerk, order, keys))


def _long_table(clerk: Hand, order: Order, heads: Sequence[Column]) -> str:
    rng = clerk.rng
    mode = rng.choice(("carry", "subtotal", "plain"))
    chunks = _chunks(rng, order.rows)
    again = f"<p class='small'>{order.buyer}　采购订单　订单号：{escape(order.order_id)}（续）</p>"
    again = again if rng.random() < 0.5 else ""
    body, done = "", Decimal(0)
    for at, chunk in enumerate(chunks):
        rows = [row(heads, cells(clerk, line, heads)) for line in chunk]
        subtotal = sum((line.amount for line in chunk), Decimal(0))
        last = at == len(chunks) - 1
        if mode == "carry" and at:
            rows.insert(0, _sum_row(clerk, heads, "承前页", done))
        done += subtotal
        if mode == "carry" and not last:
            rows.append(_sum_row(clerk, heads, "过次页", done))
        if mode == "subtotal":
            counted = sum((line.quantity for line in chunk), Decimal(0))
            rows.append(_sum_row(clerk, heads, "本页小计", subtotal, counted))
        foot = total_rows(clerk, order, len(heads), 3) if last else []
        whole = (again if at else "") + table("ruled", head_row(heads), rows, foot)
        body += f"<div class='{'break' if at else ''}'>{whole}</div>"
    return body


def _chunks(rng: Random, rows: tuple[Row, ...]) -> list[tuple[Row, ...]]:
    first, each = rng.randint(14, 19), rng.randint(18, 24)
    return [rows[:first], *(rows[at : at + each] for at in range(first, len(rows), each))]


def _sum_row(clerk: Hand, heads: Sequence[Column], label: str, amount: Decimal, quantity: Decimal | None = None) -> str:
    places = [head.key for head in heads]
    counted, valued = places.index("quantity"), places.index("amount")
    texts = ["" if quantity is None else clerk.figure(quantity), clerk.figure(amount)]
    parts = [
        (counted, "center", label),
        (1, "right", texts[0]),
        (valued - counted - 1, "left", ""),
        (1, "right", texts[1]),
    ]
    return span_row(len(heads), *parts, *([] if valued == len(heads) - 1 else [(1, "left", "")]))


def with_terms_page(pen: Pen) -> Paper:
    """An order with a block for the receipt of goods and a page of terms full of numbers."""
    rng = pen.rng
    clerk, order = hand(rng, capitals=True), order_of(pen)
    keys = chosen(clerk, ("order_id", "issue", "seller", "buyer"), ("due", "contact", "phone", "terms", "address"))
    wanted = ["no", "code", "description", "specification", "unit", "quantity", "price", "amount"]
    heads = columns(clerk, wanted, basis_of(clerk, order))
    receipt = (
        "收货人签字：",
        "收货日期：　　年　　月　　日",
        "实收数量：",
        "送货单号：",
        "件数：",
        "检验结果：□合格 □不合格",
    )
    block = (
        "".join(f"<td>{text}</td>" for text in receipt[:3])
        + "</tr><tr>"
        + "".join(f"<td>{text}</td>" for text in receipt[3:])
    )
    clauses = rng.sample(CLAUSES, 11)
    terms = "".join(f"<p>{1 + at // 3}.{1 + at % 3}　{text}</p>" for at, text in enumerate(clauses))
    body = (
        letterhead(clerk, order)
        + grid(fields(clerk, order, keys))
        + plain_table("ruled", clerk, order, heads)
        + closing(clerk, order, 2)
    )
    body += f"<p><b>{rng.choice(('货物签收', '货物签收栏', '收货确认'))}</b></p>"
    body += f"<table class='ruled'><tr>{block}</tr></table>"
    body += f"<div class='break'><h2>{rng.choice(('供货条款', '采购通用条款', '供货条款及说明'))}</h2>{terms}</div>"
    pdf = weasyprint_pdf(page(body, font=clerk.font, size=9, foot="counter(page) ' / ' counter(pages)"))
    return pen.paper(pdf, told(clerk, order, keys))


LAYOUTS: tuple[Layout, ...] = (
    Layout("zh-contract", "weasyprint", purchase_contract),
    Layout("zh-over-pages", "weasyprint", over_pages),
    Layout("zh-terms-page", "weasyprint", with_terms_page),
    *TABLES,
)
