"""The systemd units of a site: the hub, its backup, its broker, and every box.

A machine takes only the units that it runs. Layso is expected in /opt/layso/.venv and
the site file in /etc/layso; both can be named otherwise.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from firmware_config.render.backup import backup_units
from firmware_config.render.mosquitto import broker_files
from firmware_config.site import Site

_UNIT = """\
[Unit]
Description=Layso: {about}
After=network.target
StartLimitIntervalSec=0
{relations}
[Service]
ExecStart={command}
Restart=always
RestartSec=2
User=layso
StateDirectory=layso/{state}
StateDirectoryMode=0700
UMask=0077
WorkingDirectory=/var/lib/layso/{state}
Environment=PYTHONUNBUFFERED=1
{access}NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
PrivateTmp=yes
LockPersonality=yes
RestrictSUIDSGID=yes

[Install]
WantedBy=multi-user.target
"""

_BROKER_RELATIONS = "Conflicts=mosquitto.service\n"
_HUB_RELATIONS = "Wants=layso-broker.service\nAfter=layso-broker.service\n"
_PINS = "Environment=GPIOZERO_PIN_FACTORY=lgpio\n"
_GROUPS = "SupplementaryGroups=gpio lp dialout\n"
_NO_DEVICES = "PrivateDevices=yes\n"
# The hub says when it is ready and every second that it lives; a hub whose writer hangs
# says no more. A long day is read before it is ready.
_TELLING = "Type=notify\nWatchdogSec=60\nTimeoutStartSec=300\n"


def units(
    site: Site,
    *,
    site_file: str = "/etc/layso/site.toml",
    programs: str = "/opt/layso/.venv/bin",
) -> dict[str, str]:
    """Return the text of every unit of the site, by file name."""
    place = PurePosixPath(programs)
    made = {"layso-hub.service": _hub(site, f"{place}/layso-hub --site {site_file}")}
    made |= backup_units(site, place)
    if broker_files(site):
        made["layso-broker.service"] = _broker()
    for program, devices in (("dispenser", site.dispensers), ("counter", site.boxes)):
        for device in devices:
            command = f"{place}/layso-{program} --site {site_file} --device {device.id}"
            made[f"layso-device-{device.id}.service"] = _device(device.id, command)
    return made


def _hub(site: Site, command: str) -> str:
    return _UNIT.format(
        about=f"hub of {site.office.id}",
        relations=_HUB_RELATIONS if broker_files(site) else "",
        command=f"{command} --data /var/lib/layso/hub",
        state="hub",
        access=_NO_DEVICES + _TELLING,
    )


def _broker() -> str:
    return _UNIT.format(
        about="MQTT broker",
        relations=_BROKER_RELATIONS,
        command="/usr/sbin/mosquitto -c /etc/layso/mosquitto.conf",
        state="broker",
        access=_NO_DEVICES,
    )


def _device(device: str, command: str) -> str:
    state = f"device/{device}"
    return _UNIT.format(
        about=device,
        relations="",
        command=f"{command} --data /var/lib/layso/{state}",
        state=state,
        access=_PINS + _GROUPS,
    )
