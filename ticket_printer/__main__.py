"""Starts a ticket dispenser: `layso-dispenser --site FILE --device ID`."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence

from events.mqtt_link import BadAddress
from events.program import Options, read_options, set_up_log, stop_on_signal
from firmware_config.errors import SiteError
from firmware_config.load import load_site
from ticket_printer.bootstrap import Place, build, enter, find_dispenser, mqtt_link
from ticket_printer.keys import PanelError, VirtualPins


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the dispenser until SIGTERM; 0, or 1 with a sentence on what is wrong."""
    options = read_options("layso-dispenser", "A ticket dispenser.", arguments)
    log = set_up_log("layso-dispenser", options)
    try:
        site = load_site(options.site)
        log.knows(office=site.office.id)
        place = Place(site, find_dispenser(site, options.device), options.data)
        _run(place, options, stop_on_signal())
    except (SiteError, PanelError, BadAddress, OSError) as error:
        log.say(str(error))
        return 1
    return 0


def _run(place: Place, options: Options, stop: threading.Event) -> None:
    links = mqtt_link(place.site, options)
    if options.panel is None:
        enter(place.data)
        build(place, links).run(stop)
        return
    # Flask is there with the extra `panel` only.
    from ticket_printer import virtual  # noqa: PLC0415

    pins = VirtualPins(place.dispenser)
    box = build(place, links, pins)
    close = virtual.serve(virtual.create_panel(place, box, pins), options.panel)
    try:
        box.run(stop)
    finally:
        close()


if __name__ == "__main__":
    sys.exit(main())
