"""The rows of every measure, kept in views.db: made of events, never the other way.

Whatever happens to the file, it is made anew; a backup need not hold it.
"""
