"""The site of a drill: two boxes with processes, the others spoken for by the load."""

from __future__ import annotations

DISPENSER = "dispenser-1"
BOXES = ("counter-1", "counter-2")
VOICES = ("voice-1", "voice-2")
VOICED_COUNTERS = {"voice-3": "3", "voice-4": "4"}
HTTP_COUNTERS = ("5", "6")
SERVICES = ("A", "B", "C")

_HEAD = """
[office]
id = "hk01"
name = { vi = "Điểm diễn tập", en = "Drill office" }
operator = "drill"
phase = "2"
opens = "00:00"
closes = "23:59"

[screen]
height_mm = 535

[[services]]
id = "A"
name = { vi = "Cư trú", en = "Residence" }

[[services]]
id = "B"
name = { vi = "Hộ tịch", en = "Civil status" }

[[services]]
id = "C"
name = { vi = "Đất đai", en = "Land" }

[[dispensers]]
id = "dispenser-1"
keys = { A = 17, B = 27, C = 22 }
reserve = "901-919"
printer = { kind = "virtual", dots = 384 }
"""
_COUNTER = """
[[counters]]
id = "{counter}"
serves = ["A", "B", "C"]
"""
_BOX = """
[[boxes]]
id = "{box}"
counter = "{counter}"
display = "virtual"
"""
_VOICE = """
[[dispensers]]
id = "{voice}"
keys = {{ A = 17, B = 27, C = 22 }}
reserve = "{reserve}"
printer = {{ kind = "virtual", dots = 384 }}
"""

_BY_BOX = {**dict(zip(BOXES, ("1", "2"), strict=True)), **VOICED_COUNTERS}

SITE = "".join(
    (
        _HEAD,
        *(
            _VOICE.format(voice=voice, reserve=f"9{n}0-9{n}9")
            for n, voice in enumerate(VOICES, start=2)
        ),
        *(_COUNTER.format(counter=c) for c in (*_BY_BOX.values(), *HTTP_COUNTERS)),
        *(_BOX.format(box=box, counter=c) for box, c in _BY_BOX.items()),
    )
)
