"""The hub's web side: a second door to the same commands, and what people look at."""
