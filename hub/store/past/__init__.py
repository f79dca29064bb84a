"""Looking back: a child process that plays days again, and whoever asks it."""

from hub.store.past.process import PastProcess

__all__ = ["PastProcess"]
