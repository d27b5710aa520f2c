"""A review while it is made, saved again and again as far as it is: a server that goes down costs the last moments."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st

from assistant import AssistantError, Desk, Review, ReviewStep
from assistant.ui.opened import Site
from assistant.ui.reviewed import Reviewed

ADDRESS = "review"
"""What a saved review is called in the address of the page."""
SAVED_SECONDS = 1.0
SAVING_SHARE = 0.05
"""Share of the time that may go into saving: the whole is written each time, of a long draft tens of megabytes."""


@dataclass
class Work:
    """What is done of a review, and when it is saved next."""

    site: Site
    reviewed: Reviewed
    steps: list[ReviewStep]
    due: float = field(default_factory=lambda: time.monotonic() + SAVED_SECONDS)

    def done(self, step: ReviewStep) -> None:
        """One more sentence is checked."""
        self.steps.append(step)
        began = time.monotonic()
        if began < self.due:
            return
        with self.reviewed.ending:
            if self.reviewed.steps is self.steps:
                self._save_so_far()
        now = time.monotonic()
        self.due = now + max(SAVED_SECONDS, (now - began) / SAVING_SHARE)

    def _save_so_far(self) -> None:
        known = self.reviewed.saved
        save(self.site, self.reviewed, Review.of(self.reviewed.review.text, tuple(self.steps)))
        saved = self.reviewed.saved
        if saved is not None and saved is not known:
            being_reviewed().add(saved.id)
            # From now on a reload, or the server when it is there again, finds it.
            st.query_params[ADDRESS] = saved.link
            self.reviewed.named_since = time.monotonic()


@contextmanager
def checking(site: Site, reviewed: Reviewed) -> Iterator[Work]:
    """What is checked in the block is the review at its end and saved, however it ends: done, failed, stopped by a
    click anywhere on the page, or with its window closed. One that ended early goes on behind what it has."""
    steps = reviewed.review.steps
    reached = len(steps)
    reviewed.snapshot = reviewed.snapshot or site.assistant.snapshot()
    reviewed.trouble, reviewed.steps = "", steps
    if reviewed.saved is not None:
        being_reviewed().add(reviewed.saved.id)
    try:
        yield Work(site, reviewed, steps)
    except AssistantError as error:
        if not steps:
            raise
        reviewed.trouble = f"The review ended early: {error}."
    finally:
        end(site, reviewed)
        if len(steps) > reached:
            reviewed.seen = False


def end(site: Site, reviewed: Reviewed) -> None:
    """What is done of a review at work is the review, and is saved.

    Streamlit begins the run after a click before the one that is at work has noticed, so that either may come first.
    The second finds nothing to do.
    """
    with reviewed.ending:
        steps, reviewed.steps = reviewed.steps, None
        if steps:
            reviewed.review = Review.of(reviewed.review.text, tuple(steps))
            save(site, reviewed, reviewed.review)
        if reviewed.saved is not None:
            being_reviewed().discard(reviewed.saved.id)


def save(site: Site, reviewed: Reviewed, review: Review) -> None:
    """Keep a review for who is here, or have it tell why not. Draws nothing, so that a stopped run may call it."""
    try:
        desk, document = desk_of(site), review.to_dict()
        if reviewed.saved is None:
            number = desk.save("review", reviewed.name, reviewed.options, document, reviewed.snapshot)
            reviewed.saved = desk.one(number)
        else:
            desk.renew(reviewed.saved.id, document, reviewed.snapshot)
        reviewed.unsaved = ""
    except AssistantError as error:
        reviewed.unsaved = f"This review is not saved: {error}."


def desk_of(site: Site) -> Desk:
    """The desk of who is here. Raises `AssistantError` when it cannot be used."""
    return Desk(site.assistant.settings.archive, site.owner)


@st.cache_resource
def being_reviewed() -> set[int]:
    """The numbers of the saved reviews that some window of this page is working on now."""
    return set()
