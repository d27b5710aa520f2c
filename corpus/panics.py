"""Panics of libraries written in Rust (tantivy, sentencex).

pyo3 raises a panic as a `BaseException` of a class that cannot be imported, so `except Exception` misses it and one odd
input would end a whole run.
"""

from __future__ import annotations


def is_panic(error: BaseException) -> bool:
    """Whether this is a panic, and not an interrupt or an exit that must go on."""
    return type(error).__name__ == "PanicException"
