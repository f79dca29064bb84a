"""How many counters to open: an office's own load, and what queueing theory says of it.

`profile` is the load by weekday and half hour, `advice` what to do about it, `erlang`
the formulas, `words` how it is told.
"""
