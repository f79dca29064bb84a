"""The rows a manager looks at first: now, and the waits."""

from __future__ import annotations

from tools.dashboard.panel import Line, Panel, Row
from tools.dashboard.queries import IN_TIME, WAIT, per_hour, quantile

NOW = Row(
    "Bây giờ",
    "Now",
    (
        Panel(
            *("bargauge", "Đang chờ", "Waiting"),
            "Số khách đang chờ được gọi, theo dịch vụ. "
            "/ Visitors who wait to be called, by service.",
            "short",
            (Line("sum by (service) (layso_waiting_visits{@})", "{{service}}"),),
            turns=(6, 12),
        ),
        Panel(
            *("bargauge", "Chờ lâu nhất", "Longest wait"),
            "Người đang chờ lâu nhất đã lấy số cách đây bao lâu. "
            "/ How long ago whoever waits longest took a ticket.",
            "s",
            (Line("max by (service) (layso_longest_wait_seconds{@})", "{{service}}"),),
            turns=(900, 1800),
        ),
        Panel(
            *("stat", "Quầy", "Counters"),
            "Số quầy theo trạng thái. / Counters by what they are doing.",
            "short",
            (Line('sum by (state) (layso_counters{@,state!="closed"})', "{{state}}"),),
        ),
        Panel(
            *("stat", "Gọi trong hạn, một giờ qua", "Called in time, last hour"),
            "Phần lượt được gọi trong thời gian quản lý đã đặt, trên số lượt đã "
            "gọi. "
            "/ Of the visits called, those within the time the manager set.",
            "percentunit",
            (Line(IN_TIME, "trong hạn · in time"),),
            turns=(0.6, 0.8),
            low_is_bad=True,
        ),
        Panel(
            *("stat", "Cảnh báo đang mở", "Open alerts"),
            "Việc cần người quản lý, theo loại; trống là yên. "
            "/ What calls for a manager, by kind; none is calm.",
            "short",
            (Line("sum by (kind) (layso_open_alerts{@}) > 0", "{{kind}}"),),
            turns=(1, 3),
        ),
        Panel(
            *("stat", "Ngày làm việc", "The day"),
            "Sổ của ngày đang mở hay đã đóng. / Whether the day's books are open.",
            "short",
            (Line("max by (office) (layso_day_open{@})", "{{office}}"),),
            words=("đóng · closed", "mở · open"),
        ),
    ),
)
WAITS = Row(
    "Chờ đợi",
    "Waits",
    (
        Panel(
            *("timeseries", "Đang chờ theo dịch vụ", "Waiting by service"),
            "Số khách đang chờ qua thời gian. / How many wait, over time.",
            "short",
            (Line("sum by (service) (layso_waiting_visits{@})", "{{service}}"),),
            width=12,
            is_stacked=True,
        ),
        Panel(
            *("timeseries", "Chờ lâu nhất theo dịch vụ", "Longest wait by service"),
            "So với mức quản lý muốn được báo. "
            "/ Beside the wait from which on the manager wants to be warned.",
            "s",
            (
                Line("max by (service) (layso_longest_wait_seconds{@})", "{{service}}"),
                Line("max(layso_warn_longest_wait_seconds{@})", "mức báo · warn"),
            ),
            width=12,
        ),
        Panel(
            *("timeseries", "Thời gian chờ, giờ qua", "Wait, last hour"),
            "Chờ đến lần gọi đầu: p50, p90, p95, ước từ các khoảng phút. "
            "/ Wait to first call, read off minute buckets; reports have the exact "
            "figure.",
            "s",
            tuple(
                Line(quantile(q, WAIT, "le", "1h"), f"p{q * 100:.0f}")
                for q in (0.5, 0.9, 0.95)
            ),
            width=12,
        ),
        Panel(
            *("timeseries", "Gọi trong hạn", "Called in time"),
            "Theo dịch vụ, trên số lượt đã gọi trong một giờ, cạnh mục tiêu. "
            "/ By service, of visits called in an hour, beside the target.",
            "percentunit",
            (
                Line(
                    per_hour("layso_first_calls_in_time", "service")
                    + f" / sum by (service) (increase({WAIT}_count{{@}}[1h]))",
                    "{{service}}",
                ),
                Line("max(layso_target_called_ratio{@})", "mục tiêu · target"),
            ),
            width=12,
        ),
        Panel(
            *("timeseries", "Đến và đi mỗi giờ", "Coming and going an hour"),
            "Số phiếu đã phát và lượt kết thúc trong một giờ. "
            "/ Tickets issued and visits ended in an hour.",
            "short",
            (
                Line(
                    "sum(increase(layso_tickets_issued_total{@}[1h]))",
                    "lấy số · issued",
                ),
                Line(per_hour("layso_visits_departed", "how"), "{{how}}"),
                Line(
                    "sum(increase(layso_no_shows_total{@}[1h]))", "không đến · no-show"
                ),
            ),
        ),
        Panel(
            *("heatmap", "Phân bố thời gian chờ", "How waits spread"),
            "Mỗi cột là nửa giờ, mỗi ô là số lượt chờ bấy lâu. "
            "/ A column is half an hour, a field how many waited so long.",
            "s",
            (Line(f"sum by (le) (increase({WAIT}_bucket{{@}}[30m]))", "{{le}}"),),
            step="30m",
        ),
        Panel(
            *("timeseries", "Ước lượng sai bao nhiêu", "How wrong estimates were"),
            "Khoảng cách giữa thời gian chờ thật và giữa khoảng đã báo. "
            "/ From the wait to the middle of the range told at issue, the mean of an "
            "hour.",
            "s",
            (
                Line(
                    "sum(rate(layso_estimate_error_seconds_sum{@}[1h])) "
                    "/ sum(rate(layso_estimate_error_seconds_count{@}[1h]))",
                    "sai số trung bình · mean error",
                ),
            ),
        ),
    ),
)
