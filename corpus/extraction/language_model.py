"""The language identifier's model, unpacked once for a user and then only mapped into memory.

py3langid ships 68 MB packed to 4.6: to unpack them took each process, the one that reads and every worker, .84 s and
all of that memory, as soon as it met one text that is not plainly English. What is mapped takes .1 s, and processes
share it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_ARRAYS = ("ptc", "pc", "classes", "nextmove", "row", "output")
"""In the order in which py3langid loads them."""
_UNPACKING = "unpacking-"
_GIVEN_UP_AFTER = 3600
"""Seconds after which what somebody began to unpack is taken for left behind by a process that was killed."""


def language_identifier() -> Any:
    """py3langid's identifier with probabilities. Where nothing can be kept, it is unpacked for this process alone."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    packed = MODEL_DIR / MODEL_FILE
    with suppress(OSError, ValueError, EOFError, RuntimeError):  # RuntimeError: there is no home folder
        folder = _cache() / f"language-{hashlib.sha256(packed.read_bytes()).hexdigest()[:16]}"
        if not folder.is_dir():
            _unpack(packed, folder)
        try:
            return _mapped(folder, LanguageIdentifier)
        except (OSError, ValueError, EOFError):
            shutil.rmtree(folder, ignore_errors=True)  # damaged; the next process makes it anew
    return LanguageIdentifier.from_model_file(packed, norm_probs=True)


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "factcheck-assistant"


def _unpack(packed: Path, folder: Path) -> None:
    """Another process may do the same meanwhile; the first whole one counts."""
    import numpy as np
    from py3langid.modelio import load_model  # type: ignore[import-untyped]

    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f"{_UNPACKING}*"):
        if left.stat().st_mtime < time.time() - _GIVEN_UP_AFTER:
            shutil.rmtree(left, ignore_errors=True)
    arrays = zip(_ARRAYS, load_model(packed), strict=True)
    with TemporaryDirectory(prefix=_UNPACKING, dir=folder.parent, ignore_cleanup_errors=True) as made:
        for name, array in arrays:
            with (Path(made) / f"{name}.npy").open("wb") as file:
                np.save(file, np.asarray(array), allow_pickle=False)
                file.flush()
                os.fsync(file.fileno())
        with suppress(OSError):  # it is there by now
            Path(made).rename(folder)


def _mapped(folder: Path, identifier: Any) -> Any:
    import numpy as np

    ptc, pc, classes, nextmove, row, output = (
        np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _ARRAYS
    )
    return identifier(
        np.asarray(ptc),
        np.asarray(pc),
        classes.tolist(),
        memoryview(nextmove),
        output.tolist(),
        norm_probs=True,
        tk_row=row.tolist(),
    )
