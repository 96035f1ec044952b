"""Starting the program as a user whom file permissions hold back, and on a file system of a test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest


def unprivileged() -> list[str]:
    """The words that start a program without root's right to pass over permissions; none for an ordinary user."""
    if os.geteuid():
        return []
    words = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
    if not shutil.which("setpriv") or subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        pytest.skip("root passes over permissions, and setpriv, which takes that right away, is not to be had")
    return words


def on_small_disk(folder: Path, size: int, words: Sequence[str]) -> list[str]:
    """The words that run `words` while a file system of `size` bytes stands in the place of `folder`.

    It begins with what is in the folder; what it holds at the end is in `<folder>.after`. Skips where that is not to be
    had: it needs unshare(1) and the right to mount.
    """
    script = 'set -e; cp -a "$1" "$1.before"; mount -t tmpfs -o size="$2" tmpfs "$1"; cp -a "$1.before/." "$1"; '
    script += 'folder=$1; shift 2; code=0; "$@" || code=$?; cp -a "$folder" "$folder.after"; exit $code'
    mount = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-c", script, "sh"]
    probe = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs -o size=65536 tmpfs "$1"', "sh", str(folder)]
    if not shutil.which("unshare") or subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small file system here")
    return [*mount, str(folder), str(size), *words]
