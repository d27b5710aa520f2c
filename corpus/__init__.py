"""Archive time: files become a searchable archive. This package never imports `assistant`."""

from corpus.records import Article, Capture, Passage, RawPage, Rejected, Source, Span

__all__ = ["Article", "Capture", "Passage", "RawPage", "Rejected", "Source", "Span"]
