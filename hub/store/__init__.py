"""Where events are kept: SQLite on a disk, or memory for tests."""
