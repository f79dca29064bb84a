"""What the rows add up to: every figure, by its published definition.

docs/explanation/measures.md says the same in formulas.
"""
