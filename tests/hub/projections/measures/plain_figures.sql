-- The figures of one day, asked of events.db by somebody who knows its events alone.
-- Seconds; nothing on that day was undone.

CREATE TEMP VIEW told AS
SELECT position,
       substr(topic, 1, instr(topic, '/') - 1) AS what,
       unixepoch(json_extract(CAST(state AS TEXT), '$.at')) AS at,
       json_extract(CAST(state AS TEXT), '$.data') AS body,
       json_extract(CAST(state AS TEXT), '$.data.visit') AS visit,
       json_extract(CAST(state AS TEXT), '$.data.counter') AS counter,
       json_extract(CAST(state AS TEXT), '$.data.session') AS session
FROM events;

CREATE TEMP VIEW moves AS
SELECT *, LEAD(at) OVER (PARTITION BY visit ORDER BY position) AS until,
       LEAD(what) OVER (PARTITION BY visit ORDER BY position) AS next
FROM told
WHERE what IN ('ticket-issued', 'visit-called', 'serving-started', 'visit-served',
               'no-show-marked', 'visit-returned', 'visit-parked', 'visit-transferred',
               'visit-abandoned', 'visit-expired');

CREATE TEMP VIEW visits AS
SELECT visit,
       MIN(at) AS arrived,
       MIN(CASE WHEN what = 'visit-called' THEN at END) - MIN(at) AS wait,
       MAX(CASE WHEN next IS NULL THEN at END) - MIN(at) AS stay,
       MAX(CASE WHEN next IS NULL THEN what END) AS last,
       MAX(json_extract(body, '$.class')) AS class,
       MAX(CASE WHEN what = 'ticket-issued' THEN json_extract(body, '$.service') END)
           AS service,
       SUM(CASE WHEN what = 'serving-started' THEN until - at END) AS handled,
       SUM(what = 'no-show-marked') AS missed,
       SUM(what = 'visit-transferred') AS sent_on,
       SUM(what = 'visit-parked') AS parked
FROM moves GROUP BY visit;

CREATE TEMP VIEW sessions AS
SELECT session,
       json_extract(body, '$.outcome') AS outcome,
       json_extract(body, '$.intent') AS intent,
       json_extract(body, '$.mode') AS mode
FROM told WHERE what = 'session-completed';
