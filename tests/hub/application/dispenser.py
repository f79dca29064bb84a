"""The office's dispenser: who tells a fact of it, and the stream the fact is in."""

from __future__ import annotations

from hub.application.device_book import device_stream
from tests.hub.rig import OFFICE

FACTS = {"source": "/office/hk01/device/dispenser-1", "device": "dispenser-1"}
STREAM = device_stream(OFFICE, "dispenser-1")
