"""The road: one writer carries commands to events, and tells what came of them."""
