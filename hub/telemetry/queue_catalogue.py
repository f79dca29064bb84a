"""What is told of the queue itself: waits, departures, help, what is amiss.

A visit belongs to the service that its ticket was taken for. Nothing says who somebody
is: no ticket, no clerk, no counter; a service has some twenty series of each histogram.
"""

from __future__ import annotations

from hub.telemetry.metric import Metric

DAY_OPEN = Metric("layso_day_open", "gauge", "1 while the day's books are open.")
LONGEST_WAIT = Metric(
    "layso_longest_wait_seconds",
    "gauge",
    "How long ago the visitor who now waits longest took a ticket; 0 if nobody waits.",
    ("service",),
)
TARGET_WAIT = Metric(
    "layso_target_wait_seconds",
    "gauge",
    "Within what time visits are to be called, as the manager set it.",
)
TARGET_SHARE = Metric(
    "layso_target_called_ratio",
    "gauge",
    "What share of visits is to be called within that time, 0 to 1.",
)
WARN_WAIT = Metric(
    "layso_warn_longest_wait_seconds",
    "gauge",
    "From what wait on the manager wants to be warned.",
)
ISSUED = Metric(
    "layso_tickets_issued",
    "counter",
    "Tickets issued since the hub began.",
    ("service", "class"),
)
WAITS = Metric(
    "layso_wait_to_first_call_seconds",
    "histogram",
    "From ticket to first call, of visits called; each visit once.",
    ("service",),
)
IN_TIME = Metric(
    "layso_first_calls_in_time",
    "counter",
    "First calls within the time that the manager had set then.",
    ("service",),
)
HANDLINGS = Metric(
    "layso_handling_duration_seconds",
    "histogram",
    "How long a visit was being served, parked time left out; each visit once.",
    ("service",),
)
DEPARTED = Metric(
    "layso_visits_departed",
    "counter",
    "Visits that ended: served, abandoned by the visitor, expired at closing.",
    ("service", "how"),
)
NO_SHOWS = Metric(
    "layso_no_shows",
    "counter",
    "Calls that nobody came to, those within the grace time too.",
    ("service",),
)
SESSIONS = Metric(
    "layso_day_sessions",
    "gauge",
    "Ended sessions of the business day by outcome, as corrected so far.",
    ("outcome",),
)
RATINGS = Metric(
    "layso_ratings",
    "counter",
    "Ratings given at the counter's box or by telephone, by score from 1 to 5.",
    ("score",),
)
OPEN_ALERTS = Metric(
    "layso_open_alerts", "gauge", "Alerts that are not over, by kind.", ("kind",)
)
ESTIMATE_ERROR = Metric(
    "layso_estimate_error_seconds",
    "histogram",
    "How far waits were from the middle of the range told at issue, of visits called.",
)
LONGER_THAN_TOLD = Metric(
    "layso_waits_longer_than_told",
    "counter",
    "Visits called later than the upper end of the range they were told.",
)
VIEWS_LAG = Metric(
    "layso_views_lag_events",
    "gauge",
    "Recorded events that views.db, which reports read, does not hold yet.",
)
VIEWS_OK = Metric(
    "layso_views_usable", "gauge", "1 while views.db follows the record; 0 if not."
)

QUEUE = (
    *(DAY_OPEN, LONGEST_WAIT, TARGET_WAIT, TARGET_SHARE, WARN_WAIT, ISSUED, WAITS),
    *(IN_TIME, HANDLINGS, DEPARTED, NO_SHOWS, SESSIONS, RATINGS, OPEN_ALERTS),
    *(ESTIMATE_ERROR, LONGER_THAN_TOLD, VIEWS_LAG, VIEWS_OK),
)
