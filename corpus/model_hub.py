"""Whether a sentence-transformers model may be asked of the Hugging Face hub, and how quietly. Before each loading.

A folder needs no network and must not ask for one. A name on the hub is looked for there only where the hub can be
reached: the library tries each of its files six times over half a minute before it looks at what it has, so that
without a network a cached model took minutes to load, and a misspelt one as long to be refused.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

CONNECT_SECONDS = 5.0


def only_local_files(location: str) -> bool:
    """What `local_files_only` has to be for a model at this folder or of this name; quietens the libraries as well.

    Raises `FileNotFoundError`, one line, for a path that leads nowhere: it is no name to look for on the hub.
    """
    path = Path(location)
    folder = path.is_dir()
    if not folder and (path.is_absolute() or location.startswith((".", "~"))):
        raise FileNotFoundError(f"there is no folder {location}")
    if folder:
        for switch in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
            os.environ.setdefault(switch, "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    if "transformers" in sys.modules:  # which has read the environment already
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    return folder or not _hub_is_reachable()


def _hub_is_reachable() -> bool:
    from huggingface_hub import constants, get_session

    if constants.HF_HUB_OFFLINE:
        return False
    try:
        get_session().head(constants.ENDPOINT, timeout=CONNECT_SECONDS)
    except Exception:  # no name, no route, no certificate: whatever the client raises
        return False
    return True
