"""Starts a clerk's box: `layso-counter --site FILE --device ID`."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence

from counter_device.bootstrap import build
from counter_device.panel import GpioPanel, PanelError
from events.mqtt_link import BadAddress
from events.program import Options, read_options, set_up_log, stop_on_signal
from firmware_config.errors import SiteError
from firmware_config.load import load_site
from firmware_config.site import Box, Site

NO_PANEL = "The panel needs Flask and waitress: run `pip install 'layso[panel]'`."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the box until SIGTERM; return 0, or 1 with a sentence on what is wrong."""
    options = read_options("layso-counter", "A clerk's counter box.", arguments)
    log = set_up_log("layso-counter", options)
    stop = stop_on_signal()
    try:
        site = load_site(options.site)
        log.knows(office=site.office.id)
        box = find_box(site, options.device)
        _work(site, box, options, stop)
    except (SiteError, PanelError, BadAddress, OSError) as error:
        log.say(str(error))
        return 1
    return 0


def find_box(site: Site, device: str) -> Box:
    """Return the counter box of that id; `SiteError` names those there are."""
    for box in site.boxes:
        if box.id == device:
            return box
    known = ", ".join(box.id for box in site.boxes) or "none"
    msg = f"{device!r} is no counter box of this site. Its boxes: {known}."
    raise SiteError(msg)


def _enter(options: Options) -> None:
    """Go to the box's own folder: lgpio leaves pipes where a program was started.

    lgpio fails loudly where gpiozero would fall back to pins that do nothing.
    """
    options.data.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("GPIOZERO_PIN_FACTORY", "lgpio")
    os.chdir(options.data)


def _work(site: Site, box: Box, options: Options, stop: threading.Event) -> None:
    if options.panel is None:
        _enter(options)
        build(site, box, GpioPanel(box), broker=options.broker).run(stop)
        return
    try:
        from counter_device import virtual_box  # noqa: PLC0415 -- needs the extra
    except ImportError as error:
        raise PanelError(NO_PANEL) from error
    virtual_box.work(site, box, options.panel, stop, broker=options.broker)


if __name__ == "__main__":
    sys.exit(main())
