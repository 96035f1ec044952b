"""One run at a time over one data folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LockHeld(RuntimeError):
    """Another run works on this data folder."""

    exit_code = 3


@contextmanager
def run_lock(data: Path) -> Iterator[None]:
    """Holds `<data>/lock` by flock, which the kernel gives up when its holder dies: a crash leaves nothing to clean.

    Raises LockHeld at once where another process holds it.
    """
    path = data / "lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 32, 0).decode(errors="replace").strip() or "unknown"
            raise LockHeld(f"another run works on {data} (process {holder}): wait for it to end") from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)
