"""What the hub counts of itself, as Prometheus reads it; the only wing that knows."""
