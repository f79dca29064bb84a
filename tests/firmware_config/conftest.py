"""What the tests of the site file share."""

from collections.abc import Callable

import pytest

from firmware_config.errors import SiteError
from firmware_config.load import parse_site

SMALL = """\
[office]
id = "hk01"
name = { vi = "Bưu điện", en = "Post office" }
operator = "vietnam-post"
phase = "2"

[[services]]
id = "A"
name = { vi = "Cư trú", en = "Residence" }

[[services]]
id = "B"
name = { vi = "Hộ tịch", en = "Birth" }

[[counters]]
id = "1"
serves = ["A", "B"]

[[dispensers]]
id = "dispenser-1"
keys = { A = 17, B = 27 }
reserve = "901-949"

[[boxes]]
id = "counter-1"
counter = "1"
"""


@pytest.fixture
def small() -> str:
    """The text of a small site file that can be used."""
    return SMALL


@pytest.fixture
def complaint(small: str) -> Callable[..., str]:
    """What is said of the small site with one text replaced, or more added."""

    def said(was: str = "", to: str = "", *, add: str = "") -> str:
        assert was in small
        with pytest.raises(SiteError) as caught:
            parse_site(small.replace(was, to, 1) + add)
        return str(caught.value)

    return said
