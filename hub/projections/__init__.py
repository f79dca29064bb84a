"""Folds for reading: one frozen view per question, from events alone."""
