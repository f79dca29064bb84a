"""The live manager screen: what it shows, drawn from the office's state (pure)."""
