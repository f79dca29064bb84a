"""Files that follow from a site file: systemd units, the broker's configuration."""
