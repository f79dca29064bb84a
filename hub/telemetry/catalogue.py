"""Every metric: its name, what it means, its labels; docs and collector read this.

Names follow Prometheus' conventions: base units, `_total` for what only grows. The
values of labels come from closed sets: words of the contract, ids of the site file.
"""

from __future__ import annotations

from hub.telemetry.metric import Metric
from hub.telemetry.queue_catalogue import QUEUE

COMMANDS = Metric(
    "layso_commands",
    "counter",
    "Commands answered after the commit, by wire name; refused by a rule or accepted.",
    ("command", "outcome"),
)
REFUSALS = Metric(
    "layso_refusals",
    "counter",
    "Commands that came through a door (mqtt, http, the hub itself) and were refused.",
    ("refusal", "door"),
)
STRANGE = Metric(
    "layso_strange_messages",
    "counter",
    "Messages and requests that were stopped at a door, by what is wrong with them.",
    ("kind", "door"),
)
TURNED_AWAY = Metric(
    "layso_turned_away",
    "counter",
    "Commands refused unread because too many waited for the writer.",
)
COMMAND_S = Metric(
    "layso_command_duration_seconds",
    "histogram",
    "From a command's arrival at the writer's queue to its answer after the commit.",
)
COMMIT_S = Metric(
    "layso_commit_duration_seconds",
    "histogram",
    "One durable transaction of the event store.",
)
BATCH = Metric(
    "layso_commit_batch_size", "histogram", "Commands and facts in one commit."
)
EVENTS = Metric(
    "layso_events_recorded",
    "counter",
    "Events and facts recorded since the hub began, by wire name.",
    ("event",),
)
POSITION = Metric(
    "layso_store_position", "gauge", "Position of the newest recorded event."
)
WRITABLE = Metric(
    "layso_store_writable", "gauge", "1 while the writer lives and the store takes it."
)
WAITING_JOBS = Metric(
    "layso_writer_queue_size", "gauge", "Commands and facts that wait for the writer."
)
BROKER = Metric(
    "layso_broker_connected", "gauge", "1 while the hub is tied to its MQTT broker."
)
PUBLISHED = Metric(
    "layso_mqtt_published",
    "counter",
    "Messages handed to the MQTT broker since the hub began.",
)
STREAMS = Metric(
    "layso_sse_streams",
    "gauge",
    "Open streams: of events, screens, consoles, phones that follow a ticket.",
    ("stream",),
)
WAITING = Metric(
    "layso_waiting_visits",
    "gauge",
    "Visits that wait to be called, by service and class.",
    ("service", "class"),
)
COUNTERS = Metric("layso_counters", "gauge", "Counters by their state.", ("state",))
DEVICES = Metric(
    "layso_devices", "gauge", "Devices of the site file by their tie.", ("state",)
)
OUTBOX = Metric(
    "layso_device_outbox_depth",
    "gauge",
    "Messages that a device still owes the hub, by its last health.",
    ("device",),
)
JUMP = Metric(
    "layso_clock_jump_seconds",
    "gauge",
    "How far the wall clock stands from hub time while it is not followed; else 0.",
)
VAULT_USABLE = Metric(
    "layso_vault_usable", "gauge", "1 while the vault can be read and written."
)
VAULT_KEPT = Metric(
    "layso_vault_kept",
    "gauge",
    "Things in the vault at the last look, once a minute, by kind.",
    ("kind",),
)
VAULT_ERASED = Metric(
    "layso_vault_erased",
    "counter",
    "Things erased from the vault since the hub began, by reason.",
    ("reason",),
)
NOTES_REFUSED = Metric(
    "layso_notes_refused",
    "counter",
    "Pieces for which notes were refused, by what they look like.",
    ("kind",),
)
INFO = Metric("layso_info", "gauge", "Always 1; says the hub's version.", ("version",))

CATALOGUE = (
    *(COMMANDS, REFUSALS, STRANGE, TURNED_AWAY, COMMAND_S, COMMIT_S, BATCH, EVENTS),
    *(POSITION, WRITABLE, WAITING_JOBS, BROKER, PUBLISHED, STREAMS, WAITING),
    *(COUNTERS, DEVICES, OUTBOX, JUMP, INFO),
    *(VAULT_USABLE, VAULT_KEPT, VAULT_ERASED, NOTES_REFUSED),
    *QUEUE,
)
# What prometheus_client tells of any process.
OF_THE_PROCESS = (
    Metric("process_cpu_seconds", "counter", "User and system CPU time spent."),
    Metric("process_resident_memory_bytes", "gauge", "Resident memory size."),
    Metric("process_virtual_memory_bytes", "gauge", "Virtual memory size."),
    Metric("process_start_time_seconds", "gauge", "When the process began, Unix time."),
    Metric("process_open_fds", "gauge", "Open file descriptors."),
    Metric("process_max_fds", "gauge", "Most file descriptors it may have open."),
)
