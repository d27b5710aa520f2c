"""Passages embedded a second: torch, ONNX Runtime and OpenVINO with the same MiniLM, and the model an archive uses.

    python benchmarks/embedding.py [--data /work/shared/data/realtimeqa] [--passages 512] [--threads 1 2]

ONNX Runtime and OpenVINO run a file exported here from the installed model by torch (needs `onnx` and `onnxscript`; a
runtime that is not installed is left out and said). The extras of sentence-transformers for both conflict with its own
transformers, so they are called directly. Every runtime gets the same batches of the same token numbers, padded to the
longest of the batch, in three orders of the passages: as they come, sorted by length within 256, sorted as a whole. Its
vectors are compared with torch's. The last line is the archive's own model, of twice the layers and a quarter of the
bits, as it is used: each passage alone, one for each processor at a time. Processor seconds are given beside the rate,
because other programs slow the clock.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np
import torch

from assistant.evaluation.naive import MODEL
from corpus.embed import DEFAULT_MODEL, load_embeddings, model_location
from corpus.readers import read
from corpus.records import RawPage
from corpus.split import passages

Run = Callable[[Any, Any], Any]
"""Token numbers and mask, one row a passage -> unit vectors."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "realtimeqa")
    parser.add_argument("--passages", type=int, default=512)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    parser.add_argument("--batch", type=int, nargs="+", default=[32, 64])
    options = parser.parse_args()
    from transformers import AutoModel, AutoTokenizer

    folder = str(model_location(MODEL))
    tokenizer, model = AutoTokenizer.from_pretrained(folder), Pooled(AutoModel.from_pretrained(folder)).eval()
    # Its attention written out, which is what can be exported with the mask kept.
    traced = Pooled(AutoModel.from_pretrained(folder, attn_implementation="eager")).eval()
    texts = some_passages(options.data, options.passages)
    tokens = [row[:256] for row in tokenizer(texts)["input_ids"]]
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, torch {torch.__version__}, ", end="")
    print(f"{len(texts)} passages of {np.mean([len(t) for t in tokens]):.0f} tokens\n")
    print(f"{'runtime':22}{'threads':>8}{'batch':>7}  {'order':16}{'passages/s':>11}{'CPU s':>8}{'off by':>9}")
    reference = None
    with tempfile.TemporaryDirectory() as made:
        exported = export(traced, Path(made) / "model.onnx")
        for threads in dict.fromkeys(options.threads):
            for name, build in RUNTIMES.items():
                try:
                    run = build(model, exported, threads)
                except Exception as error:
                    print(f"{name:22}{threads:8}  left out: {str(error).splitlines()[0][:80]}")
                    continue
                for batch in options.batch:
                    for order in ("as they come", "within 256", "whole"):
                        started, cpu = time.perf_counter(), time.process_time()
                        vectors = embedded(run, tokens, batch, order)
                        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
                        reference = vectors if reference is None else reference
                        off = 1 - float(np.min(np.sum(vectors * reference, axis=1)))
                        print(
                            f"{name:22}{threads:8}{batch:7}  {order:16}{len(texts) / seconds:11.1f}{cpu:8.1f}{off:9.1e}"
                        )
                        sys.stdout.flush()
    installed = load_embeddings(DEFAULT_MODEL)
    started, cpu = time.perf_counter(), time.process_time()
    installed.embed_documents(texts)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    print(f"{DEFAULT_MODEL:22}{os.cpu_count() or 1:8}{1:7}  {'as they come':16}{len(texts) / seconds:11.1f}{cpu:8.1f}")


def some_passages(data: Path, count: int) -> list[str]:
    file = next(data.glob("articles.jsonl*"))
    found = (
        span.of(page.content)
        for page in read(file)
        if isinstance(page, RawPage) and isinstance(page.content, str)
        for span in passages(page.content)
    )
    return [text for _, text in zip(range(count), found, strict=False)]


class Pooled(torch.nn.Module):
    """The model with what sentence-transformers puts behind it: the mean over the tokens, at length 1."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        return torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9), dim=1)


def export(model: torch.nn.Module, path: Path) -> Path | Exception:
    example, mask = torch.full((2, 16), 1012), torch.ones(2, 16, dtype=torch.long)
    mask[1, 9:] = 0
    size, length = torch.export.Dim("size", min=1, max=1024), torch.export.Dim("length", min=2, max=512)
    shapes = {name: {0: size, 1: length} for name in ("input_ids", "attention_mask")}
    try:
        torch.onnx.export(
            model,
            (example, mask),
            str(path),
            input_names=list(shapes),
            output_names=["vectors"],
            dynamic_shapes=shapes,
            dynamo=True,
            verbose=False,
        )
    except Exception as error:
        return error
    return path


def with_torch(model: torch.nn.Module, exported: object, threads: int) -> Run:
    torch.set_num_threads(threads)

    def run(ids: Any, mask: Any) -> Any:
        with torch.inference_mode():
            return model(torch.from_numpy(ids), torch.from_numpy(mask)).float().numpy()

    return run


def with_onnxruntime(model: object, exported: Path | Exception, threads: int) -> Run:
    import onnxruntime

    if isinstance(exported, Exception):
        raise exported
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(exported), settings, providers=["CPUExecutionProvider"])
    return lambda ids, mask: session.run(None, {"input_ids": ids, "attention_mask": mask})[0]


def with_openvino(model: object, exported: Path | Exception, threads: int) -> Run:
    import openvino

    if isinstance(exported, Exception):
        raise exported
    settings = {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "THROUGHPUT", "NUM_STREAMS": 1}
    compiled = openvino.Core().compile_model(str(exported), "CPU", settings)
    return lambda ids, mask: compiled([ids, mask])[0].copy()


RUNTIMES: dict[str, Callable[[Any, Any, int], Run]] = {
    "torch": with_torch,
    "ONNX Runtime": with_onnxruntime,
    "OpenVINO": with_openvino,
}


def embedded(run: Run, tokens: list[list[int]], size: int, order: str) -> Any:
    """The vectors of all passages in their own order, computed in another one."""
    vectors = np.zeros((len(tokens), 384), np.float32)
    for numbers in batches(tokens, size, order):
        longest = max(len(tokens[n]) for n in numbers)
        ids = np.zeros((len(numbers), longest), np.int64)
        mask = np.zeros_like(ids)
        for row, n in enumerate(numbers):
            ids[row, : len(tokens[n])] = tokens[n]
            mask[row, : len(tokens[n])] = 1
        vectors[numbers] = run(ids, mask)
    return vectors


def batches(tokens: list[list[int]], size: int, order: str) -> Iterator[list[int]]:
    window = {"as they come": size, "within 256": 256, "whole": len(tokens)}[order]
    for start in range(0, len(tokens), window):
        numbers = list(range(start, min(start + window, len(tokens))))
        if order != "as they come":
            numbers.sort(key=lambda n: len(tokens[n]))
        for at in range(0, len(numbers), size):
            yield numbers[at : at + size]


if __name__ == "__main__":
    main()
