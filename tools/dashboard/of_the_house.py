"""The rows a technician looks at: devices, hub."""

from __future__ import annotations

from tools.dashboard.panel import Line, Panel, Row

RATE = "[$__rate_interval]"


def _p95(family: str) -> str:
    return f"histogram_quantile(0.95, sum by (le) (rate({family}_bucket{{@}}{RATE})))"


DEVICES = Row(
    "Thiết bị",
    "Devices",
    (
        Panel(
            *("timeseries", "Thiết bị theo kết nối", "Devices by tie"),
            "Bao nhiêu thiết bị có mặt, mất kết nối, mất hẳn. "
            "/ How many are there, away, lost, never heard of.",
            "short",
            (Line("sum by (state) (layso_devices{@})", "{{state}}"),),
            is_stacked=True,
        ),
        Panel(
            *("timeseries", "Việc còn nợ máy chủ", "Messages owed to the hub"),
            "Số tin mỗi thiết bị còn giữ lại; tăng mãi là có sự cố. "
            "/ What each device still keeps; if it only grows, something is wrong.",
            "short",
            (Line("max by (device) (layso_device_outbox_depth{@})", "{{device}}"),),
            turns=(10, 100),
        ),
        Panel(
            *("stat", "Giấy và máy in", "Paper and printers"),
            "Cảnh báo về giấy, máy in và thiết bị mất liên lạc. "
            "/ Alerts on paper, printers and devices not heard from.",
            "short",
            (
                Line(
                    "sum by (kind) "
                    '(layso_open_alerts{@,kind=~"paper-.*|print-.*|device-.*"})',
                    "{{kind}}",
                ),
            ),
            turns=(1, 2),
        ),
    ),
)
HUB = Row(
    "Máy chủ",
    "Hub",
    (
        Panel(
            *("stat", "Tình trạng", "State"),
            "Ghi được, nối được với broker, sổ số liệu dùng được. "
            "/ Can write, is tied to its broker, its views can be used.",
            "short",
            (
                Line("min(layso_store_writable{@})", "ghi · write"),
                Line("min(layso_broker_connected{@})", "broker"),
                Line("min(layso_views_usable{@})", "số liệu · views"),
            ),
            words=("không · no", "tốt · good"),
            turns=(0.5, 1),
            low_is_bad=True,
        ),
        Panel(
            *("timeseries", "Trả lời mất bao lâu", "How long answers take"),
            "95 % lệnh và lần ghi xong trong thời gian này. "
            "/ 95 % of commands and of commits are done within it.",
            "s",
            (
                Line(_p95("layso_command_duration_seconds"), "lệnh · command"),
                Line(_p95("layso_commit_duration_seconds"), "ghi · commit"),
            ),
        ),
        Panel(
            *("timeseries", "Số liệu chậm bao nhiêu", "How far views are behind"),
            "Số sự kiện mà views.db chưa đọc. / Events that views.db has yet to read.",
            "short",
            (Line("max(layso_views_lag_events{@})", "sự kiện · events"),),
            turns=(1_000, 10_000),
        ),
        Panel(
            *("timeseries", "Sự kiện mỗi giây", "Events a second"),
            "Sự kiện được ghi, và lệnh bị từ chối hay bất thường. "
            "/ What is recorded, and what was refused or strange.",
            "eps",
            (
                Line(
                    f"sum(rate(layso_events_recorded_total{{@}}{RATE}))",
                    "ghi · recorded",
                ),
                Line(
                    f"sum(rate(layso_refusals_total{{@}}{RATE}))", "từ chối · refused"
                ),
                Line(
                    f"sum(rate(layso_strange_messages_total{{@}}{RATE}))",
                    "lạ · strange",
                ),
            ),
            width=6,
        ),
        Panel(
            *("timeseries", "Đồng hồ lệch", "Clock"),
            "Đồng hồ máy lệch giờ máy chủ bao nhiêu khi không được theo. "
            "/ How far the machine's clock stands from hub time while it is not "
            "followed.",
            "s",
            (Line("max by (instance) (layso_clock_jump_seconds{@})", "{{instance}}"),),
            width=6,
            goes_below=True,
        ),
        Panel(
            *("timeseries", "Bộ nhớ", "Memory"),
            "Bộ nhớ mà tiến trình máy chủ giữ. / Memory the hub's process holds.",
            "bytes",
            (
                Line(
                    "max by (instance) (process_resident_memory_bytes{@})",
                    "{{instance}}",
                ),
            ),
            width=6,
        ),
        Panel(
            *("timeseries", "Bộ xử lý", "Processor"),
            "Phần của một lõi mà máy chủ dùng. / What share of one core the hub uses.",
            "percentunit",
            (
                Line(
                    f"sum by (instance) (rate(process_cpu_seconds_total{{@}}{RATE}))",
                    "{{instance}}",
                ),
            ),
            width=6,
        ),
    ),
)
