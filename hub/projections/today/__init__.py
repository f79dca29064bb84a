"""What has happened today so far: the figures of the live manager screen (pure)."""
