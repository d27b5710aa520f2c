"""The heavy parts an assistant may use, each built once, when first needed: chat model, embedding model, reranker.

Nothing here is loaded for an answer of quotes over an archive without vectors.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from assistant.errors import ModelUnavailable
from assistant.llm.models import build_chat_model, chosen_mode, local_model
from assistant.settings import Settings
from assistant.types import Mode
from corpus import Archive, ArchiveError, EmbeddingUnavailable
from corpus.errors import first_line

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.claims.stance_model import StanceModel
    from assistant.llm.local_server import LocalServer
    from assistant.retrieval.rerank import Reranker
    from corpus.embed import Embeddings


class Engines:
    """Threads may share it. `model` and `reranker` are used instead of those that the settings name."""

    def __init__(
        self, settings: Settings, model: BaseChatModel | None = None, reranker: Reranker | None = None
    ) -> None:
        chosen = chosen_mode(settings)
        self._fixed_mode = chosen if settings.mode != "auto" or chosen is Mode.API else None
        self._settings = settings
        self._model = model
        self._server: LocalServer | None = None
        self._embeddings: Embeddings | None = None
        self._dense_off: str | None = None
        self._reranker = reranker
        self._rerank_off: str | None = None
        self._warming = False
        self._rerank_guard = threading.Lock()
        self._nli: StanceModel | None = None
        self._model_guard = threading.Lock()
        self._dense_guard = threading.Lock()

    @property
    def mode(self) -> Mode:
        """Who writes the answers now. `auto` without an endpoint follows the models folder: what was pulled meanwhile
        is used, what was removed is not."""
        return self._fixed_mode or chosen_mode(self._settings)

    def chat_model(self) -> BaseChatModel:
        """The model of the configured mode. Raises `ModelError`; the next call tries again.

        A model server that died, or that runs another file than the best one there is now, is replaced.
        """
        with self._model_guard:
            if self.mode is Mode.LOCAL:
                self._serve_locally()
            if self._model is None:
                self._model = build_chat_model(self._settings, server=self._server)
            return self._model

    def _serve_locally(self) -> None:
        from assistant.llm.local_server import LocalServer

        file = local_model(self._settings)
        if self._server is not None and (self._server.model_file != file or not self._server.healthy()):
            self._server.stop()
            self._server = self._model = None
        if self._model is not None:
            return
        if file is None:
            raise ModelUnavailable("the local model was removed")
        server = LocalServer(file)
        server.start()
        self._server = server

    def stance_model(self) -> StanceModel | None:
        """What grades claims: the NLI model that is set, else the chat model where that is wanted, else nothing.

        Raises `ModelError` when the chat model cannot be had; the NLI model is loaded when it is first asked.
        """
        if self._settings.nli:
            if self._nli is None:
                from assistant.claims.nli import CrossEncoderNLI

                self._nli = CrossEncoderNLI(self._settings.nli)
            return self._nli
        if self.mode is Mode.QUOTES or not self._settings.model_judges:
            return None
        from assistant.claims.stance_judge import ModelJudge

        return ModelJudge(self.chat_model(), self._settings.model or self.mode.value)

    def embeddings(self, archive: Archive) -> tuple[Embeddings | None, str | None]:
        """The model that the archive's vectors were made with, or None and, when that needs saying, why not.

        While `warm_up` is loading it in another thread, nobody waits for it.
        """
        if self._dense_off or self._settings.dense == "never":
            return None, self._dense_off
        if self._embeddings is None and not self._warming:
            self._load_embeddings(archive)
        if self._embeddings is None and self._warming:
            return None, "Search by meaning is still loading; this answer used words and dates."
        return self._embeddings, self._dense_off

    def reranker(self) -> tuple[Reranker | None, str | None]:
        """What the best passages are read again with, or None and, when that needs saying, why not."""
        if self._rerank_off:
            return None, self._rerank_off
        if self._reranker is None and self._wants_reranker():
            if self._warming and self._settings.reranker != "auto":  # which loads in a second
                return None, "The reranker is still loading; this answer kept the order of the search."
            self._load_reranker()
        return self._reranker, self._rerank_off

    def sentence_reader(self) -> Reranker | None:
        """What reads single sentences with the question: the reranker that the confidence was fitted to."""
        return self.reranker()[0] if self._settings.reranker == "auto" else None

    def _wants_reranker(self) -> bool:
        if self._settings.reranker != "auto":
            return self._settings.reranker != "none"
        from assistant.retrieval.onnx_cross_encoder import installed

        return installed() is not None

    def rerank_failed(self, error: Exception) -> str:
        """Go on without the reranker, which raised; gives the note that says so."""
        reason = first_line(error)
        self._rerank_off = f"Reranking is off: the model failed ({reason})."
        return self._rerank_off

    def _load_reranker(self) -> None:
        from assistant.retrieval.rerank import load_reranker

        with self._rerank_guard:
            if self._reranker is None and self._rerank_off is None:
                try:
                    self._reranker = load_reranker(self._settings.reranker)
                except ModelUnavailable as error:
                    self._rerank_off = f"Reranking is off: {error}."

    def warm_up(self, archive: Archive) -> None:
        """Load what there is of embedding model, reranker and local model, while others go on without them."""
        self._warming = True
        try:
            if self._wants_reranker():
                self._load_reranker()
            if self._settings.dense == "auto":
                self._load_embeddings(archive)
        finally:
            self._warming = False
        if self.mode is Mode.LOCAL:
            self._read_ahead()

    def _read_ahead(self) -> None:
        """Let the local model read the fixed part of the prompt, which it then keeps for every question."""
        from assistant.llm import prompts

        try:
            model = self.chat_model()
            model.invoke([("system", prompts.DRAFT_BRIEF.text)], max_completion_tokens=1)
        except Exception:  # a model that cannot be used: the first answer says so
            return

    def _load_embeddings(self, archive: Archive) -> None:
        with self._dense_guard:
            try:
                vectors = archive.vectors()
                if vectors is None or self._embeddings is not None:
                    return
                from corpus.embed import load_embeddings

                self._embeddings = load_embeddings(vectors.model)
            except (EmbeddingUnavailable, ArchiveError) as error:
                self._dense_off = f"Search by meaning is off: {error}."

    def close(self) -> None:
        if self._server is not None:
            self._server.stop()
            self._server = self._model = None
