"""What only the office's own workbook has: counters' time, transfers, steps."""

from __future__ import annotations

from hub.projections.measures import Figures, Share, Spread
from hub.reports import words
from hub.reports.asked import Asked
from hub.reports.report import Part, Row, Table
from hub.reports.values import Value, count, minutes, percent
from hub.reports.words import Words

COUNTERS: Words = ("Quầy và hàng chờ", "Counters and queue")
LASTS: Words = ("Thời gian từng phần", "Times of parts")
SHARES: dict[str, Words] = {
    "occupancy": ("Thời gian quầy bận", "Counters busy"),
    "idle": ("Thời gian quầy trống", "Counters idle"),
    "idle_while_waiting": ("– trống khi có người chờ", "– idle while people wait"),
    "transfers": ("Chuyển quầy, dịch vụ", "Transfers"),
    "recalls": ("Gọi lại", "Recalls"),
}
SPREADS: dict[str, Words] = {
    "walking": ("Từ khi gọi tới khi bắt đầu", "From call to start"),
    "parked": ("Tạm để", "Parked"),
}
STEPS: dict[str, Words] = {
    "advice": ("Bước: tư vấn", "Step: advice"),
    "account": ("Bước: tài khoản", "Step: account"),
    "prepare": ("Bước: chuẩn bị hồ sơ", "Step: preparing"),
    "scan": ("Bước: quét giấy tờ", "Step: scanning"),
    "submit": ("Bước: nộp hồ sơ", "Step: filing"),
    "pay": ("Bước: thanh toán", "Step: payment"),
    "receipt": ("Bước: biên nhận", "Step: receipt"),
    "track": ("Bước: cách tra cứu", "Step: how to look up"),
    "return-choice": ("Bước: cách nhận kết quả", "Step: way of return"),
}


def inner(figures: Figures, asked: Asked) -> tuple[Part, ...]:
    """Return the part that an internal copy has besides; none of any other."""
    if not asked.is_internal:
        return ()
    tables = (_shares(figures, asked), _times(figures, asked))
    return (Part(asked.say(COUNTERS), tables),)


def _shares(figures: Figures, asked: Asked) -> Table:
    say = asked.say
    rows: list[Row] = []
    for name, named in SHARES.items():
        share: Share = getattr(figures, name)
        rows.append(Row(say(named), (percent(share),)))
    return Table(
        title=say(COUNTERS),
        columns=(say(COUNTERS), say(words.VALUE)),
        rows=tuple(rows),
    )


def _times(figures: Figures, asked: Asked) -> Table:
    say = asked.say
    none = Spread()
    spreads = [(named, getattr(figures, name)) for name, named in SPREADS.items()]
    spreads += [(named, figures.steps.get(k, none)) for k, named in STEPS.items()]
    columns = (LASTS, words.P50, words.P90, words.N)
    return Table(
        title=say(LASTS),
        columns=tuple(say(column) for column in columns),
        rows=tuple(Row(say(named), _spread(spread)) for named, spread in spreads),
    )


def _spread(spread: Spread) -> tuple[Value, Value, Value]:
    """Return p50, p90 and n; of a few only n."""
    p50, p90 = (None, None) if spread.is_few else (spread.p50, spread.p90)
    return minutes(p50), minutes(p90), count(spread.n)
