"""A child that must not outlive the hub asks the kernel for its own end."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int | None = None) -> None:
    """Let the kernel kill this process when the thread that started it ends.

    `parent` is the parent's pid as the parent itself gave it; a parent that was gone
    before the kernel was asked is then noticed too, and this process exits with 1.
    """
    expected = os.getppid() if parent is None else parent
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the kernel refused PR_SET_PDEATHSIG")
    if os.getppid() != expected:
        sys.exit(1)
