"""What `make` installs is complete: its lock names every package, so pip is told to resolve nothing."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[2]


def test_every_package_has_what_it_needs() -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "check"]
    out = subprocess.run(command, capture_output=True, text=True, check=False)
    assert out.returncode == 0, out.stdout


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-peers.lock"])
def test_every_package_has_a_hash(name: str) -> None:
    entries = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    assert len(entries) > 50
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_of_the_browser_holds_the_extra_alone() -> None:
    lock = (ROOT / "requirements-browser.lock").read_text(encoding="utf-8")
    entries = lock.replace("\\\n", " ").splitlines()
    assert "playwright" in {entry.split("==")[0] for entry in entries}
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["optional-dependencies"]["browser"] == project["dependency-groups"]["browser"]


def test_training_installs_torch_without_cuda_on_linux() -> None:
    """A hash of the common index would win over a build that lies on the disk, and want gigabytes of CUDA."""
    lock = (ROOT / "requirements-train.lock").read_text(encoding="utf-8")
    torch = [entry for entry in lock.replace("\\\n", " ").splitlines() if entry.startswith("torch==")]
    linux = {"platform_machine": "x86_64", "sys_platform": "linux"}
    (chosen,) = (entry for entry in torch if Marker(entry.split(";")[1].split("--hash")[0]).evaluate(linux))
    assert chosen.split()[0].endswith("+cpu")
    assert chosen.count("--hash") == 1
