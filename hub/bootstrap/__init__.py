"""The one place that knows every part of the hub: joins them, starts nothing."""

from hub.bootstrap.core import Core, build_core
from hub.bootstrap.whole import Hub, HubConfig

__all__ = ["Core", "Hub", "HubConfig", "build_core"]
