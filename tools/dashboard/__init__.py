"""The dashboard that docs/how-to/monitoring has ready for Grafana, from short rows."""
