"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of acceptance documents and scorers; not part of the product, so its tests skip where it is missing."""
    folder = Path(os.environ.get("CITYFACTS_SHARED", ROOT.parent / "shared"))
    if not (folder / "seeds" / "gold.jsonl").is_file():
        pytest.skip(f"no acceptance documents at {folder} (set CITYFACTS_SHARED)")
    return folder
