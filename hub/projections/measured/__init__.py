"""What happened, one row for each thing that can be counted or timed.

`rows` says what the rows are, `ledger` makes them of events; figures stand on them.
"""
