"""The shape of the code: which folder may import which, and what stays at home."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Each folder and what it may import, against the way of the data.
MAY_IMPORT = {
    "crawler": set(),
    "extract": {"crawler"},
    "db": {"extract", "crawler"},
    "pipeline": {"db", "extract", "crawler", "demo"},
    "demo": set(),
    "benchmarks": {"pipeline", "db", "extract", "crawler", "demo"},
}
HOME = {"scrapy": "crawler", "twisted": "crawler", "spacy": "extract", "trafilatura": "extract", "sqlite_utils": "db"}
# What a benchmark measures us against.
COMPARED = {"scrapy", "trafilatura"}
HEAVY = ("spacy", "scrapy", "trafilatura", "dateparser", "sqlite_utils", "feedparser", "structlog", "pydantic")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_imports_point_against_the_data(folder: str) -> None:
    ours = set(MAY_IMPORT) | {"run_pipeline"}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(folder)
        for name in imports(path)
        if name in ours and name != folder and name not in MAY_IMPORT[folder]
    ]
    assert wrong == []


@pytest.mark.parametrize("library", HOME)
def test_libraries_stay_at_home(library: str) -> None:
    strays = [
        str(path.relative_to(ROOT))
        for folder in MAY_IMPORT
        if folder != HOME[library] and not (folder == "benchmarks" and library in COMPARED)
        for path in modules(folder)
        if library in set(imports(path))
    ]
    assert strays == []


def test_help_loads_no_heavy_library() -> None:
    code = "import sys, run_pipeline; print([m for m in sys.argv[1:] if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "[]"


FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve"}


def test_nothing_executes_or_unpickles_data() -> None:
    found = []
    for folder in (*MAY_IMPORT, "run_pipeline.py"):
        for path in modules(folder) if (ROOT / folder).is_dir() else [ROOT / folder]:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found += [f"{path.name}: import {name}" for name in imports(path) if name in FORBIDDEN_MODULES]
            for node in ast.walk(tree):
                if isinstance(node, ast.Call):
                    if isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
                        found.append(f"{path.name}:{node.lineno}: {node.func.id}()")
                    found += [
                        f"{path.name}:{node.lineno}: shell=True"
                        for keyword in node.keywords
                        if keyword.arg == "shell" and getattr(keyword.value, "value", False)
                    ]
    assert found == []
