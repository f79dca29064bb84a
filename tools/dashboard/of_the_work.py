"""The rows on the work done: counters, and what help came to."""

from __future__ import annotations

from tools.dashboard.panel import Line, Panel, Row
from tools.dashboard.queries import HANDLING, quantile

BUSY = 'sum(layso_counters{@,state=~"called|serving"})'
AT_WORK = 'sum(layso_counters{@,state=~"idle|called|serving"})'

COUNTERS = Row(
    "Quầy",
    "Counters",
    (
        Panel(
            *("timeseries", "Quầy theo trạng thái", "Counters by state"),
            "Rảnh, đang gọi, đang phục vụ, tạm nghỉ, đóng. "
            "/ Idle, called, serving, paused, closed.",
            "short",
            (Line("sum by (state) (layso_counters{@})", "{{state}}"),),
            is_stacked=True,
        ),
        Panel(
            *("timeseries", "Quầy bận", "Counters busy"),
            "Phần quầy đang có khách trên số quầy làm việc. Trên 85 % là quá tải. "
            "/ Of counters at work, those with a visitor. Over 85 % is overload.",
            "percentunit",
            (Line(f"{BUSY} / ({AT_WORK} > 0)", "bận · busy"),),
            turns=(0.85, 0.95),
        ),
        Panel(
            *("timeseries", "Thời gian phục vụ theo dịch vụ", "Handling by service"),
            "Trung vị của ba giờ, không kể lúc để chờ. "
            "/ The median of three hours, parked time left out.",
            "s",
            (Line(quantile(0.5, HANDLING, "le, service", "3h"), "{{service}}"),),
        ),
    ),
)
SESSIONS = Row(
    "Lượt hỗ trợ",
    "Sessions",
    (
        Panel(
            *("bargauge", "Kết quả trong ngày", "Outcomes of the day"),
            "Các lượt hỗ trợ đã xong trong ngày, theo kết quả, đã sửa. "
            "/ Ended sessions of the business day, as corrected so far.",
            "short",
            (Line("sum by (outcome) (layso_day_sessions{@}) > 0", "{{outcome}}"),),
        ),
        Panel(
            *("timeseries", "Chưa ghi kết quả", "No outcome said"),
            "Lượt đã xong mà chưa ai ghi kết quả; chỉ ghi được đến khi đóng ngày. "
            "/ Ended, and nobody said what it came to; it can be said until the day "
            "closes.",
            "short",
            (
                Line(
                    'sum(layso_day_sessions{@,outcome="not-recorded"})',
                    "chưa ghi · none",
                ),
            ),
        ),
        Panel(
            *("timeseries", "Đánh giá tại quầy", "Ratings at the counter"),
            "Phần điểm 4 và 5 trên số đánh giá trong tám giờ; xem kèm số lượt. "
            "/ Of ratings in eight hours, those of 4 and 5; mind how many there are.",
            "percentunit",
            (
                Line(
                    'sum(increase(layso_ratings_total{@,score=~"4|5"}[8h])) '
                    "/ (sum(increase(layso_ratings_total{@}[8h])) > 0)",
                    "hài lòng · liked",
                ),
            ),
            width=4,
        ),
        Panel(
            *("bargauge", "Đánh giá theo điểm", "Ratings by score"),
            "Số đánh giá mỗi điểm trong 24 giờ. / Ratings of each score in 24 hours.",
            "short",
            (
                Line(
                    "sum by (score) (increase(layso_ratings_total{@}[24h]))",
                    "{{score}}",
                ),
            ),
            width=4,
        ),
    ),
)
