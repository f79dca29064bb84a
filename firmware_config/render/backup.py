"""The units that keep the hub's data: a backup each quarter of an hour.

The service ends when the backup is made; the timer starts it again and makes up for a
time when the machine was off. It gives way to the hub in everything.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from firmware_config.site import Site

EVERY = "*:0/15"
KEEP = "--keep 8 --keep-days 14"

_SERVICE = """\
[Unit]
Description=Layso: backup of {office}
After=layso-hub.service

[Service]
Type=oneshot
ExecStart={command}
User=layso
StateDirectory=layso/hub layso/backups
StateDirectoryMode=0700
UMask=0077
WorkingDirectory=/var/lib/layso/backups
Environment=PYTHONUNBUFFERED=1
Nice=10
CPUSchedulingPolicy=batch
IOSchedulingClass=idle
PrivateDevices=yes
PrivateNetwork=yes
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
PrivateTmp=yes
LockPersonality=yes
RestrictSUIDSGID=yes
"""

_TIMER = """\
[Unit]
Description=Layso: backup of {office}, every 15 minutes

[Timer]
OnCalendar={every}
RandomizedDelaySec=60
Persistent=true

[Install]
WantedBy=timers.target
"""


def backup_units(site: Site, programs: PurePosixPath) -> dict[str, str]:
    """Return the backup's service and its timer, by file name."""
    office = site.office.id
    command = (
        f"{programs}/layso-hub backup /var/lib/layso/backups "
        f"--data /var/lib/layso/hub {KEEP}"
    )
    return {
        "layso-backup.service": _SERVICE.format(office=office, command=command),
        "layso-backup.timer": _TIMER.format(office=office, every=EVERY),
    }
