"""The rules of the house: pure, with no clock, network or chance."""
