"""On what a run was made: so that a time has a machine beside it, and a score the code that earned it."""

from __future__ import annotations

import hashlib
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_PACKAGES = ("chromadb", "ir-measures", "langchain-core", "sentence-transformers", "tantivy", "torch", "trafilatura")


def environment() -> dict[str, str | int]:
    """The machine, the interpreter, and the packages whose versions can change a score."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cpus": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        "packages": ", ".join(f"{name} {_version(name)}" for name in _PACKAGES),
    }


def code_hash(*packages: str) -> str:
    """SHA-256, shortened, over the source of these packages of the product ("assistant", "corpus") and their data."""
    total = hashlib.sha256()
    for package in packages:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in (".py", ".json") and "samples" not in path.parts and "ui" not in path.parts:
                total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    """The processor's name as the system tells it, where it does."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()
